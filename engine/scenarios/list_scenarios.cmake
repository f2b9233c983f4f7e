# cmake -DOUT=list.cpp -DFILES=a/first_one.cpp;b/second_one.cpp -P list_scenarios.cmake
# Writes a C++ file with library(): the scenarios in the order of their files. first_one.cpp defines kFirstOne.
foreach(file IN LISTS FILES)
    get_filename_component(name ${file} NAME_WE)
    string(REPLACE "_" ";" words ${name})
    set(constant k)
    foreach(word IN LISTS words)
        string(SUBSTRING ${word} 0 1 first)
        string(SUBSTRING ${word} 1 -1 rest)
        string(TOUPPER ${first} first)
        string(APPEND constant ${first}${rest})
    endforeach()
    string(APPEND declarations "extern const Scenario ${constant};\n")
    string(APPEND pointers "        &${constant},\n")
endforeach()
file(WRITE ${OUT} "#include \"engine/scenarios/library.h\"

namespace heddle::scenarios {

${declarations}
const std::vector<const Scenario*>& library() {
    static const std::vector<const Scenario*> kLibrary{
${pointers}    };
    return kLibrary;
}

}  // namespace heddle::scenarios
")
