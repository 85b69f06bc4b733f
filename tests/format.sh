#!/bin/sh
# SPDX-License-Identifier: MIT
# Every source is laid out as .clang-format says. Other releases of clang-format than 14 lay out a
# few things differently, so without that one the test is skipped.
#
#   format.sh [ROOT]
cd "${1:-$(dirname "$0")/..}" || exit 1

for tool in clang-format-14 clang-format; do
  case $($tool --version 2>/dev/null) in *"version 14."*) break ;; esac
  tool=
done
[ -n "$tool" ] || { echo "clang-format 14 is not installed"; exit 77; }

sources=$(find core formats app tests -name '*.[ch]pp')
[ -n "$sources" ] || { echo "no sources"; exit 1; }

untidy=
for source in $sources; do
  "$tool" --style=file "$source" | diff -u "$source" - || untidy="$untidy $source"
done
[ -z "$untidy" ] || { echo "To mend: $tool -i$untidy"; exit 1; }
