#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Whether the sources compile for arm64, without warnings: its digits, vectors and long doubles
# are others. Nothing is run.
#
#   tests/arm64.sh COMPILER
set -euo pipefail
compiler=$1
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Nothing is linked, so that it matters nowhere that the libraries are this machine's.
libraries=/usr/lib/$(g++ -print-multiarch)
cmake -G Ninja -S . -B "$scratch" -D CMAKE_CXX_COMPILER="$compiler" -D CMAKE_LIBRARY_PATH="$libraries" \
  -D CMAKE_PREFIX_PATH="$libraries/cmake" -D CMAKE_BUILD_TYPE=Debug -D CMAKE_CXX_FLAGS_DEBUG=-O0 -D CMAKE_UNITY_BUILD=ON -D BUILD_TESTING=OFF >"$scratch/log" 2>&1 ||
  { cat "$scratch/log"; exit 1; }
cmake --build "$scratch" -j2 --target bview_app
