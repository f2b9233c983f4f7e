# What every target of the project shares: language level, warnings, sanitizers, ccache.
include(GNUInstallDirs)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(HEDDLE_CCACHE ccache)
if(HEDDLE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # It may serve what was compiled with precompiled headers as long as it does not look at times and __DATE__.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${HEDDLE_CCACHE})
endif()

if(HEDDLE_SANITIZE)
    add_compile_options(-fsanitize=${HEDDLE_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${HEDDLE_SANITIZE})
endif()

function(heddle_warnings target)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
        -Woverloaded-virtual -Wnull-dereference -Wimplicit-fallthrough
        $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>  # GCC 12 warns of its own std::string (bug 105651)
        $<$<BOOL:${HEDDLE_WERROR}>:-Werror>)
endfunction()

set(HEDDLE_UI_DEFINITIONS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS)

# heddle_room(engine model SOURCES ... PUBLIC heddle::engine_wire PRIVATE ...)
# One static library per room: heddle_engine_model, alias heddle::engine_model.
function(heddle_room floor name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    set(target heddle_${floor}_${name})
    add_library(${target} STATIC ${ROOM_SOURCES})
    add_library(heddle::${floor}_${name} ALIAS ${target})
    target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
    target_link_libraries(${target} PUBLIC ${ROOM_PUBLIC} PRIVATE ${ROOM_PRIVATE})
    if(floor STREQUAL "ui")
        target_compile_definitions(${target} PUBLIC ${HEDDLE_UI_DEFINITIONS})
        set_target_properties(${target} PROPERTIES AUTOMOC ON)
    endif()
    heddle_warnings(${target})
    heddle_use_precompiled(${target} ${floor})
endfunction()
