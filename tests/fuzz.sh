#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Builds the fuzz targets and runs each from its seed corpus, two at a time.
#
#   tests/fuzz.sh [SECONDS [TARGET]]     each; without it 60. Only targets whose name has TARGET in it
set -euo pipefail
cd "$(dirname "$0")/.."
. app/packages.sh
install_missing clang cmake ninja-build libclang-rt-14-dev libfmt-dev libcli11-dev libboost-dev \
  libdragonbox-dev libhwy-dev libutf8proc-dev libre2-dev zlib1g-dev libtomlplusplus-dev nettle-dev libzstd-dev libdw-dev libbpf-dev libncurses-dev

cmake --preset fuzz
cmake --build --preset fuzz -j2
export BVIEW_FUZZ_SECONDS=${1:-60}
ctest --preset fuzz --timeout $((BVIEW_FUZZ_SECONDS + 300)) --tests-regex "/.*${2:-}"
