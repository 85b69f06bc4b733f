#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# find beside grep, ripgrep, perl and numpy, in random bytes and in a program's. The offsets are
# compared first; then all run in turn, and the best of RUNS counts.
#
#   [RUNS=5] find.sh [BVIEW] [MEBIBYTES]
#
# MB per second of time; what is not installed is left out.
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

head -c $((mebibytes << 20)) /dev/urandom >random
while [[ $(stat -c %s program 2>/dev/null || echo 0) -lt $((mebibytes << 20)) ]]; do
  cat "$bview" >>program
done
truncate -s "${mebibytes}M" program

# The same places are found.
offsets() { "$bview" find "$@" -t tsv | cut -f1; }
[[ $(offsets random '"ab"' -m 1000) == $(grep -abo -F ab random | head -1000 | cut -d: -f1) ]]
[[ $(offsets program '"GLIBC_2."') == $(grep -abo -F GLIBC_2. program | cut -d: -f1) ]]

echo '| what | bview, one thread | all cores | beside: MB/s = **bview is so many times as fast**, one thread, all |'
echo '|---|---|---|---|'
# row NAME 'OPERANDS OF FIND' 'COMMAND...'
row() {
  local commands=("$bview find -j 1 $2" "$bview find $2") names=()
  for command in "${@:3}"; do
    command -v "${command%% *}" >/dev/null || continue
    commands+=("$command")
    names+=("${command%% *}")
  done
  best "$runs" "${commands[@]}" | awk -v name="$1" -v mb="$mebibytes" -v names="${names[*]}" '{
    mb *= 1.048576
    split(names, beside, " ")
    printf "| %s | %.0f | %.0f |", name, mb / $1, mb / $2
    for (k = 3; k <= NF; ++k)
      printf " %s %.0f = **%.2f**, **%.2f**", beside[k - 2], mb / $k, $k / $1, $k / $2
    print " |" }'
}
row 'a text that is nowhere' "random '\"needle in hay\"' -c" \
  "grep -c -a -F 'needle in hay' random" "rg -c -a -F 'needle in hay' random"
row 'a text, in a program' "program '\"GLIBC_2.\"' -t tsv" "grep -abo -F GLIBC_2. program" \
  "rg -abo -F GLIBC_2. program"
row 'two bytes' "random 'x\"de ad\"' -t tsv" "grep -abo -P '\\xde\\xad' random" \
  "rg -abo '(?-u)\\xde\\xad' random"
row 'bytes with any between' "random 'x\"de ad ?? ef\"' -t tsv" \
  "grep -abo -P '(?s)\\xde\\xad.\\xef' random" "rg -abo '(?s-u)\\xde\\xad.\\xef' random"
row 'an expression' "program '~\"GLIBC_2[.][0-9]+\"' -t tsv" "grep -abo -E 'GLIBC_2[.][0-9]+' program" \
  "rg -abo 'GLIBC_2[.][0-9]+' program"
row 'in either case' "program '\"glibc\"' --ignore-case -c" "grep -c -a -i -F glibc program" \
  "rg -c -a -i -F glibc program"
row 'floats of a range, at every byte' "random -f '<f' 1.0..1.001 -c" \
  "python3 -c 'import numpy as n; d = open(\"random\", \"rb\").read()
for k in range(4): v = n.frombuffer(d[k:len(d) - (len(d) - k) % 4], \"<f4\"); print(((v >= 1) & (v <= 1.001)).sum())'"
