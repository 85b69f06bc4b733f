#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# diff beside cmp, on files that are equal, and on files that differ here and there or everywhere.
# Outputs are compared first; then all run in turn, and the best of RUNS counts.
#
#   [RUNS=5] diff.sh [BVIEW] [MEBIBYTES]
#
# MB of one file per second of time.
set -euo pipefail
bview=$(realpath "${1:-build/release/bview}")
mebibytes=${2:-512}
runs=${RUNS:-5}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/best.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export LC_ALL=C

python3 - "$mebibytes" <<'MAKE'
import random, sys
random.seed(1)
data = bytearray(b''.join(random.randbytes(1 << 20) for _ in range(int(sys.argv[1]))))
open('a', 'wb').write(data)
open('same', 'wb').write(data)
for _ in range(1000):
    data[random.randrange(len(data))] ^= 1
open('some', 'wb').write(data)
open('few', 'wb').write(data[:16 << 20])
open('other', 'wb').write(random.randbytes(16 << 20))
MAKE

# The bytes that differ are the same ones.
runs_of() { "$bview" diff -t csv "$@" | awk -F, '{ n += length($6) / 2 } END { print n + 0 }'; }
[[ $(runs_of a some || true) == $(cmp -l a some | wc -l) ]]
[[ $(runs_of few other || true) == $(cmp -l few other | wc -l) ]]

echo '| what | bview, one thread | all cores | cmp | **times as fast** | goal |'
echo '|---|---|---|---|---|---|'
# row NAME MEBIBYTES GOAL OPTIONS CMP
row() {
  read -r one all beside < <(best "$runs" "$bview diff -j 1 $4" "$bview diff $4" "$5")
  awk -v name="$1" -v mb="$2" -v goal="$3" -v one="$one" -v all="$all" -v beside="$beside" 'BEGIN {
    mb *= 1.048576
    printf "| %s | %.0f | %.0f | %.0f | **%.2f**, **%.2f** | %s |\n", name, mb / one, mb / all, mb / beside,
           beside / one, beside / all, goal }'
}
row 'equal' "$mebibytes" '0.5, 1' 'a same' 'cmp a same'
row 'equal, `<I`' "$mebibytes" '' "a same -f '<I'" 'cmp a same'
row '1000 bytes differ' "$mebibytes" '' 'a some' 'cmp -l a some'
row 'nothing in common' 16 '' 'few other' 'cmp -l few other'
row 'the same, `<I`' 16 '' "few other -f '<I'" 'cmp -l few other'
