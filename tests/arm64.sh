#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Whether the sources compile for arm64, without warnings: its digits, vectors and long doubles
# are others. Nothing is run.
#
#   tests/arm64.sh COMPILER [INCLUDE-FOLDER...]
set -euo pipefail
compiler=$1
shift
cd "$(dirname "$0")/.."

# As in a build tree.
include=$(mktemp -d)
trap 'rm -rf "$include"' EXIT
mkdir "$include/bview"
ln -s "$PWD/core" "$PWD/formats" "$include/bview"

folders=(-I. -I"$include")
for folder in "$@"; do folders+=(-isystem "$folder"); done
compile=("$compiler" -std=c++20 -Wall -Wextra -Wconversion -Werror -DBVIEW_VERSION='"0"' "${folders[@]}")
# Half of the work is in these headers.
cp tests/precompiled.hpp "$include"
"${compile[@]}" -x c++-header "$include/precompiled.hpp" -o "$include/precompiled.hpp.gch"
# With those headers g++ 12 fails at vectors of arm64.
find core formats app -name '*.cpp' -exec grep -LZ '<hwy/' {} + |
  xargs -0 -P2 -n4 "${compile[@]}" -fsyntax-only -Winvalid-pch -include "$include/precompiled.hpp"
find core formats app -name '*.cpp' -exec grep -lZ '<hwy/' {} + |
  xargs -0 -P2 -n1 "${compile[@]}" -fsyntax-only
