# How every target of the project is declared, so that a folder's CMakeLists.txt says only what it is made of.

add_library(aegis_flags INTERFACE)
target_include_directories(aegis_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(aegis_flags INTERFACE
  -Wall -Wextra -Werror $<$<CXX_COMPILER_ID:GNU>:-Wshadow=local> -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
  -Wswitch -fno-omit-frame-pointer
  # gcc 12 takes "a" + std::string(...) for an overlapping copy once it inlines (GCC bug 105651).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict>)
if(AEGIS_FAILPOINTS)
  target_compile_definitions(aegis_flags INTERFACE AEGIS_FAILPOINTS=1)
endif()
if(AEGIS_SANITIZE)
  target_compile_options(aegis_flags INTERFACE -fsanitize=${AEGIS_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(aegis_flags INTERFACE -fsanitize=${AEGIS_SANITIZE})
endif()

# aegis_library(NAME [DIR dir] deps...): all .cc files of a folder, new ones are picked up by themselves.
function(aegis_library name)
  cmake_parse_arguments(ARG "" "DIR" "SOURCES;DEPS" ${ARGN})
  if(NOT ARG_DIR)
    set(ARG_DIR ${CMAKE_CURRENT_SOURCE_DIR})
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${ARG_DIR}/*.cc)
  list(APPEND sources ${ARG_SOURCES})
  if(sources)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC aegis_flags ${ARG_DEPS})
    if(AEGIS_LTO)
      # Fat objects: the binary is linked with LTO, the tests without, from the same archives.
      target_compile_options(${name} PRIVATE -flto=auto -ffat-lto-objects)
    endif()
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE aegis_flags ${ARG_DEPS})
  endif()
endfunction()

# aegis_unit_test(NAME DIR deps...): one executable a folder, every *_test.cc in it; ctest label `unit`.
function(aegis_unit_test name)
  cmake_parse_arguments(ARG "" "DIR" "DEPS;LABELS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${ARG_DIR}/*_test.cc)
  if(NOT sources)
    return()
  endif()
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE AEGIS_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  if(NOT ARG_LABELS)
    set(ARG_LABELS unit)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  # Under TSan the slowest takes 160 s on two idle cores.
  # Brief: of hundreds that pass, nobody finds the one that did not.
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT 600
                       ENVIRONMENT GTEST_BRIEF=1)
endfunction()
