# SPDX-License-Identifier: MIT
# What `cmake --install` puts where, and what `cpack -G DEB` makes of it: the packages bview, which is
# the program, libbview-dev, which is the library, libbview0, which is what shared programs run with,
# and bview-hdf5, which the program runs for HDF5.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# --- the program ---------------------------------------------------------------------------------

install(TARGETS bview RUNTIME COMPONENT program)
if(TARGET bview-hdf5)
  install(TARGETS bview-hdf5 RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/bview COMPONENT hdf5)
endif()

foreach(document IN ITEMS README.md CHANGELOG.md LICENSE SECURITY.md)
  if(EXISTS ${PROJECT_SOURCE_DIR}/${document})
    install(FILES ${document} DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
  endif()
endforeach()

# What the program prints when it is run with the other arguments becomes `file` in the build tree.
set(printed_dir ${PROJECT_BINARY_DIR}/printed)
file(MAKE_DIRECTORY ${printed_dir})
function(bview_prints file)
  add_custom_command(
    OUTPUT ${printed_dir}/${file}
    COMMAND bview ${ARGN} > ${printed_dir}/${file}
    DEPENDS bview
    VERBATIM)
endfunction()

# A page of all, and one for each command of the table, which says what they are called.
file(STRINGS ${PROJECT_SOURCE_DIR}/app/commands.cpp bview_rows REGEX "^    {\"[a-z]+\", \"")
bview_prints(bview.1 help man)
set(bview_pages ${printed_dir}/bview.1)
foreach(row IN LISTS bview_rows)
  string(REGEX REPLACE "^    {\"([a-z]+)\".*" "\\1" command "${row}")
  bview_prints(bview-${command}.1 help man ${command})
  list(APPEND bview_pages ${printed_dir}/bview-${command}.1)
endforeach()
bview_prints(bview completion bash)
bview_prints(_bview completion zsh)
bview_prints(bview.fish completion fish)
add_custom_target(bview_printed ALL DEPENDS ${bview_pages} ${printed_dir}/bview
                                            ${printed_dir}/_bview ${printed_dir}/bview.fish)

install(
  FILES ${bview_pages}
  DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
  COMPONENT program)
# These are the folders that each shell looks through under any prefix. Under /usr, Debian's zsh looks
# through another one; debian.cmake moves the file there.
install(
  FILES ${printed_dir}/bview
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  COMPONENT program)
install(
  FILES ${printed_dir}/_bview
  DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
  COMPONENT program)
install(
  FILES ${printed_dir}/bview.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
  COMPONENT program)

# --- the library ---------------------------------------------------------------------------------

set(header_dir ${CMAKE_INSTALL_INCLUDEDIR}/bview)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/bview)

# Each kind has a file of its own for CMake, so that who takes one does without what the other needs.
foreach(kind IN ITEMS static shared)
  if(TARGET bview_${kind})
    install(
      TARGETS bview_${kind}
      EXPORT bview_${kind}
      ARCHIVE COMPONENT library
      LIBRARY COMPONENT runtime NAMELINK_COMPONENT library
      INCLUDES
      DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
    install(
      EXPORT bview_${kind}
      NAMESPACE bview::
      FILE bview_${kind}.cmake
      DESTINATION ${package_dir}
      COMPONENT library)
  endif()
endforeach()

# Adds the headers of this checkout that `header` includes, and those that they include, to the list.
function(bview_included header list)
  file(STRINGS ${PROJECT_SOURCE_DIR}/${header} lines REGEX "^#include <bview/.*/")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^#include <bview/(.*)>.*" "\\1" included "${line}")
    if(NOT included IN_LIST ${list})
      list(APPEND ${list} ${included})
      bview_included(${included} ${list})
    endif()
  endforeach()
  set(${list} ${${list}} PARENT_SCOPE)
endfunction()

# What <bview/bview.hpp> does not bring is nobody's business.
bview_included(formats/bview.hpp public_headers)
install(
  FILES formats/bview.hpp ${bview_include_dir}/bview/version.hpp
  DESTINATION ${header_dir}
  COMPONENT library)
foreach(header IN LISTS public_headers)
  cmake_path(GET header PARENT_PATH folder)
  install(FILES ${header} DESTINATION ${header_dir}/${folder} COMPONENT library)
endforeach()

configure_package_config_file(app/install/bviewConfig.cmake.in bviewConfig.cmake
                              INSTALL_DESTINATION ${package_dir})
# Before 1.0 a new minor version may change what is there.
write_basic_package_version_file(bviewConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(
  FILES ${PROJECT_BINARY_DIR}/bviewConfig.cmake ${PROJECT_BINARY_DIR}/bviewConfigVersion.cmake
        app/install/Findre2.cmake app/install/Findutf8proc.cmake
  DESTINATION ${package_dir}
  COMPONENT library)

# The prefix is told from where bview.pc lies, so an installed tree can be moved.
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig
           OUTPUT_VARIABLE prefix_from_pc)
set(private) # who links the archive links what it stands on
if(TARGET bview_shared)
  set(private .private)
endif()
configure_file(app/install/bview.pc.in bview.pc @ONLY)
install(
  FILES ${PROJECT_BINARY_DIR}/bview.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
  COMPONENT library)

# --- Debian packages -----------------------------------------------------------------------------

set(CPACK_GENERATOR DEB)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/app/install/debian.cmake)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program library)
if(TARGET bview_shared)
  list(APPEND CPACK_COMPONENTS_ALL runtime)
endif()
if(TARGET bview-hdf5)
  list(APPEND CPACK_COMPONENTS_ALL hdf5)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "the bview authors <bview@bview.invalid>")
set(CPACK_BVIEW_MULTIARCH "${CMAKE_LIBRARY_ARCHITECTURE}")
set(CPACK_BVIEW_COPYRIGHT ${PROJECT_SOURCE_DIR}/app/install/copyright)

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME bview)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS "libnettle8, libzstd1, libdw1, libbpf1, libncursesw6") # for hashes, zstd, types and explore, loaded when asked for
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS bview-hdf5)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
    "bview lays a view on the bytes of a file - an item format, a shape, a stride
per axis - and prints, describes or patches what the view selects. It is
Python's memoryview for the shell.")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libbview-dev)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "libfmt-dev (>= 9.1), libutf8proc-dev, libre2-dev, zlib1g-dev")
if(TARGET bview_shared)
  string(PREPEND CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "libbview${PROJECT_VERSION_MAJOR} (= ${PROJECT_VERSION}), ")
endif()
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION
    "The C++ library that bview stands on, to compile with: headers, an archive,
and what CMake and pkg-config need to find them.")

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME libbview${PROJECT_VERSION_MAJOR})
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
# Which package programs depend on that are linked with it, and that the loader is to look anew.
file(WRITE ${PROJECT_BINARY_DIR}/debian/shlibs
     "libbview ${PROJECT_VERSION_MAJOR} libbview${PROJECT_VERSION_MAJOR} (>= ${PROJECT_VERSION})\n")
file(WRITE ${PROJECT_BINARY_DIR}/debian/triggers "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA ${PROJECT_BINARY_DIR}/debian/shlibs
                                               ${PROJECT_BINARY_DIR}/debian/triggers)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_RECOMMENDS "libnettle8, libzstd1") # loaded when asked for
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION
    "The C++ library that bview stands on, as programs that are linked with it
need it when they run.")

set(CPACK_DEBIAN_HDF5_PACKAGE_NAME bview-hdf5)
set(CPACK_DEBIAN_HDF5_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_HDF5_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_HDF5_PACKAGE_DEPENDS "bview (= ${PROJECT_VERSION})")
set(CPACK_COMPONENT_HDF5_DESCRIPTION
    "The program that bview runs to read files of HDF5, and so of netCDF-4 and
MATLAB 7.3, when it is asked to by --as hdf5.")

include(CPack)
