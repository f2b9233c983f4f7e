# What somebody else's program links: find_package(Heddle), then Heddle::runtime. The component Runtime installs
# it alone: cmake --install BUILD --component Runtime
include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/Heddle)
set(rooms base wire runtime)

foreach(room IN LISTS rooms)
    set_target_properties(heddle_engine_${room} PROPERTIES EXPORT_NAME ${room})
    target_compile_features(heddle_engine_${room} PUBLIC cxx_std_20)
    install(TARGETS heddle_engine_${room} EXPORT HeddleTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT Runtime
        INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} ${CMAKE_INSTALL_INCLUDEDIR}/heddle)
    # But those that no public header includes: they need Boost's headers, or are nobody's business.
    install(DIRECTORY engine/${room}/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/heddle/engine/${room} COMPONENT Runtime
        FILES_MATCHING PATTERN "*.h"
        PATTERN "all.h" EXCLUDE PATTERN "fiber_scheduler.h" EXCLUDE PATTERN "fiber_stacks.h" EXCLUDE PATTERN "io_waits.h" EXCLUDE
        PATTERN "carried_*.h" EXCLUDE PATTERN "live_gate.h" EXCLUDE PATTERN "stack_*.h" EXCLUDE
        PATTERN "connection_ends.h" EXCLUDE PATTERN "limits.h" EXCLUDE PATTERN "resource_members.h" EXCLUDE)
endforeach()
install(FILES engine/runtime/all.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/heddle RENAME runtime.h COMPONENT Runtime)

install(EXPORT HeddleTargets NAMESPACE Heddle:: DESTINATION ${package} COMPONENT Runtime)
configure_package_config_file(cmake/HeddleConfig.cmake.in HeddleConfig.cmake INSTALL_DESTINATION ${package})
write_basic_package_version_file(HeddleConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/HeddleConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/HeddleConfigVersion.cmake
    DESTINATION ${package} COMPONENT Runtime)
