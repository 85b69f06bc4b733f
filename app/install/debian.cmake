# SPDX-License-Identifier: MIT
# Run by cpack between installing and packing: what Debian wants otherwise than `cmake --install`
# does it.

set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/program/usr/share)
set(library ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/library/usr)
set(documents ${share}/doc/bview ${library}/share/doc/libbview-dev)
foreach(other IN ITEMS "runtime:${CPACK_DEBIAN_RUNTIME_PACKAGE_NAME}" "hdf5:bview-hdf5")
  string(REPLACE ":" "/usr/share/doc/" folder ${other})
  string(REGEX REPLACE ":.*" "" component ${other})
  if(EXISTS ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${component})
    list(APPEND documents ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${folder})
  endif()
endforeach()

# zsh finds what packages bring in a folder of its own.
file(MAKE_DIRECTORY ${share}/zsh/vendor-completions)
file(RENAME ${share}/zsh/site-functions/_bview ${share}/zsh/vendor-completions/_bview)
file(REMOVE_RECURSE ${share}/zsh/site-functions)

# pkg-config looks through a folder for each machine when it compiles for another.
if(CPACK_BVIEW_MULTIARCH AND EXISTS ${library}/lib/pkgconfig)
  file(READ ${library}/lib/pkgconfig/bview.pc text)
  string(REPLACE "\${pcfiledir}/../.." "\${pcfiledir}/../../.." text "${text}")
  file(WRITE ${library}/lib/${CPACK_BVIEW_MULTIARCH}/pkgconfig/bview.pc "${text}")
  file(REMOVE_RECURSE ${library}/lib/pkgconfig)
endif()

# Each package says whose it is and what its licence is, in Debian's words.
file(REMOVE ${share}/doc/bview/LICENSE)
foreach(folder IN LISTS documents)
  file(COPY ${CPACK_BVIEW_COPYRIGHT} DESTINATION ${folder})
endforeach()

# A changelog in Debian's form, of the day that SOURCE_DATE_EPOCH says. What users notice stands in
# CHANGELOG.md, which is packed beside it.
string(TIMESTAMP day "%a, %d %b %Y %H:%M:%S +0000" UTC)
string(CONCAT changelog "bview (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium\n\n"
              "  * What changed stands in CHANGELOG.md of the package bview.\n\n"
              " -- ${CPACK_DEBIAN_PACKAGE_MAINTAINER}  ${day}\n")
foreach(folder IN LISTS documents)
  file(WRITE ${folder}/changelog "${changelog}")
endforeach()

# Manual pages and changelogs are compressed, without the time when that was done.
file(GLOB files ${share}/man/man1/*.1)
list(TRANSFORM documents APPEND /changelog OUTPUT_VARIABLE changelogs)
foreach(file IN LISTS files changelogs)
  execute_process(COMMAND gzip -9 -n ${file} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
