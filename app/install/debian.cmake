# Run by cpack between installing and packing: what Debian wants otherwise than `cmake --install`
# does it.

set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/program/usr/share)

# zsh finds what packages bring in a folder of its own.
file(MAKE_DIRECTORY ${share}/zsh/vendor-completions)
file(RENAME ${share}/zsh/site-functions/_bview ${share}/zsh/vendor-completions/_bview)
file(REMOVE_RECURSE ${share}/zsh/site-functions)

# Manual pages and changelogs are compressed, the latter under a name that is the same everywhere.
if(EXISTS ${share}/doc/bview/CHANGELOG.md)
  file(RENAME ${share}/doc/bview/CHANGELOG.md ${share}/doc/bview/changelog)
endif()
file(GLOB files ${share}/man/man1/*.1 ${share}/doc/bview/changelog)
foreach(file IN LISTS files)
  execute_process(COMMAND gzip -9 -n ${file} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
