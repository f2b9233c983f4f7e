# Precompiled headers: those of others that most files of a floor include. Every file still includes what it
# uses: the presets release and engine-only build without them (CMAKE_DISABLE_PRECOMPILE_HEADERS).

# heddle_precompiled(ui LIBRARIES Qt6::Widgets DEFINITIONS ... HEADERS <QWidget> ...)
# One for all targets that say heddle_use_precompiled(TARGET ui); the libraries and definitions are theirs.
function(heddle_precompiled name)
    cmake_parse_arguments(PCH "" "" "LIBRARIES;DEFINITIONS;HEADERS" ${ARGN})
    set(target heddle_precompiled_${name})
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp CONTENT "")
    add_library(${target} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp)
    target_link_libraries(${target} PRIVATE ${PCH_LIBRARIES})
    target_compile_definitions(${target} PRIVATE ${PCH_DEFINITIONS})
    heddle_warnings(${target})  # -Wpedantic changes what is defined
    target_precompile_headers(${target} PRIVATE ${PCH_HEADERS})
endfunction()

function(heddle_use_precompiled target name)
    target_precompile_headers(${target} REUSE_FROM heddle_precompiled_${name})
endfunction()
