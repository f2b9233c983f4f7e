# cmake -DOUT=sources.cpp -DROOT=... -DFOLDER=engine/scenarios -DFILES=a.cpp;b.cpp -P embed_sources.cmake
# Writes a C++ file with the text of each scenario's file: id = the file's name with '-' for '_'.
set(code "#include \"engine/scenarios/library.h\"\n\nnamespace heddle::scenarios {\n\nSource sourceOf(std::string_view id) {\n")
foreach(name IN LISTS FILES)
    get_filename_component(id ${name} NAME_WE)
    string(REPLACE "_" "-" id ${id})
    file(READ ${ROOT}/${FOLDER}/${name} text)
    string(APPEND code "    if (id == \"${id}\")\n        return {\"${FOLDER}/${name}\", R\"heddle(${text})heddle\"};\n")
endforeach()
string(APPEND code "    return {};\n}\n\n}  // namespace heddle::scenarios\n")
file(WRITE ${OUT} "${code}")
