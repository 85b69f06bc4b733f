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
find core formats app -name '*.cpp' -print0 |
  xargs -0 -P2 -n4 "$compiler" -std=c++20 -fsyntax-only -Wall -Wextra -Wconversion -Werror \
    -DBVIEW_VERSION='"0"' "${folders[@]}"
