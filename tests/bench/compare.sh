#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# bview beside the tools it replaces: the same data, the same sink, in turn; medians of several
# runs as a Markdown table. Outputs are compared first. The others are slow: they get the first
# PART mebibytes of what bview gets, and rates are compared, in bytes of input per second.
#
#   [RUNS=5] compare.sh [BVIEW] [MEBIBYTES] [PART]
#
# Behind it come the tables of the benchmarks that are about speed alone: each type and form beside its
# goal (goals.sh), starts (start.sh), patches (patch.sh), and rows beside what engines make of them (engines.sh).
#
# Needs hyperfine, jq, xxd, hexdump, od, perl; hexyl and python3 with numpy where they are there.
set -euo pipefail
bview=$(realpath "${1:-build/release/bview}")
here=$(cd "$(dirname "$0")" && pwd)
mebibytes=${2:-256}
part=${3:-8}
python=${PYTHON:-python3}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# Values as they come: random bits would be floats of every size, half of them unreadably small.
perl -e 'srand 1; for (1 .. $ARGV[0] * 4096) { print pack("l<64", map { int(rand(4294967296)) - 2147483648 } 1 .. 64) }' \
  "$mebibytes" >ints
perl -e 'srand 1; for (1 .. $ARGV[0] * 4096) { print pack("f<64", map { rand(2000) - 1000 } 1 .. 64) }' "$mebibytes" >floats
perl -e 'srand 1; for (1 .. $ARGV[0] * 4096) { print pack("d<32", map { rand(2000) - 1000 } 1 .. 32) }' "$mebibytes" >doubles
for file in ints floats doubles; do
  head -c $((part << 20)) $file >$file.part
  head -c 262144 $file >$file.few
done

# same WHAT COMMAND COMMAND: both print the same, white space aside.
same() {
  cmp <(eval "$2" | tr -s ' \t' '\n\n' | sed '/^$/d') <(eval "$3" | tr -s ' \t' '\n\n' | sed '/^$/d') ||
    { echo "$1 differs from bview" >&2; exit 1; }
}
same 'hexdump -C' "$bview dump ints.few -v" 'hexdump -C -v ints.few'
same xxd "$bview dump ints.few -v | cut -d'|' -f1 | cut -c11-60 | tr -d ' \n'" 'xxd -p ints.few | tr -d "\n"'
same 'od -td4' "$bview dump ints.few -f '<i'" 'od -An -v -td4 -w4 ints.few'
same perl "$bview dump ints.few -f '<i'" \
  "perl -e 'local \$/; print map { \"\$_\\n\" } unpack(\"l<*\", <>)' ints.few"
# od rounds to the digits that suffice for every float, bview to those that suffice for this one.
same_floats() {
  paste <(eval "$2") <(eval "$3") | awk -v digits="$4" -v what="$1" \
    'sprintf("%.*g", digits, $1) != sprintf("%.*g", digits, $2) { print what " differs: " $0; exit 1 }' >&2
}
same_floats 'od -tfF' "$bview dump floats.few -f '<f'" 'od -An -v -tfF -w4 floats.few' 6
same_floats 'od -tfD' "$bview dump doubles.few -f '<d'" 'od -An -v -tfD -w8 doubles.few' 14

# median COMMAND SINK: seconds.
median() {
  hyperfine --shell bash --warmup 1 --runs "${RUNS:-5}" --export-json result.json "$1 $2" >/dev/null 2>&1
  jq -r '.results[0].median' result.json
}

# rate COMMAND SINK MEBIBYTES: MB/s.
rate() { awk -v s="$(median "$1" "$2")" -v m="$3" 'BEGIN { printf "%.1f", m * 1.048576 / s }'; }

sinks=('> /dev/null' '| cat > /dev/null' '> sink')
declare -A rates

# row WHAT PEER OURS NAME [MEBIBYTES]: one line of the table, a ratio per sink. PEER reads as much, or a part.
row() {
  local line="| $1 | \`$4\` |" sink theirs size=${5:-$part}
  for sink in "${sinks[@]}"; do
    [[ -n ${rates[$3$sink]:-} ]] || rates[$3$sink]=$(rate "$3" "$sink" "$mebibytes")
    theirs=$(rate "$2" "$sink" "$size")
    line+=$(awk -v a="${rates[$3$sink]}" -v b="$theirs" \
      'BEGIN { printf " %.0f : %.*f = **%.0f** |", a, b < 10, b, a / b }')
  done
  echo "$line"
}

hex="$bview dump ints -v"
ints="$bview dump ints -f '<i'"
echo '| what | beside | to /dev/null | through a pipe to cat | into a file |'
echo '|---|---|---|---|---|'
row 'hex' 'xxd ints.part' "$hex" 'xxd'
row 'hex' 'hexdump -C -v ints.part' "$hex" 'hexdump -C -v'
command -v hexyl >/dev/null && row 'hex' 'hexyl --no-squeezing ints.part' "$hex" 'hexyl --no-squeezing'
row '`<i` to text' 'od -An -v -td4 -w4 ints.part' "$ints" 'od -An -v -td4 -w4'
row '`<i` to text' "perl -e 'while (read STDIN, \$b, 65536) { print map { \"\$_\\n\" } unpack(\"l<*\", \$b) }' < ints.part" \
  "$ints" 'perl: unpack, print'
if "$python" -c 'import numpy' 2>/dev/null; then
  row '`<i` to text' "$python -c 'import numpy, sys; numpy.fromfile(\"ints.part\", \"<i4\").tofile(sys.stdout, \"\\n\")'" \
    "$ints" 'numpy: fromfile, tofile'
fi
row '`<f` to text' 'od -An -v -tfF -w4 floats.part' "$bview dump floats -f '<f'" 'od -An -v -tfF -w4'
row '`<d` to text' 'od -An -v -tfD -w8 doubles.part' "$bview dump doubles -f '<d'" 'od -An -v -tfD -w8'
row "raw" "cat ints" "$bview dump ints -t raw" "cat" "$mebibytes"

# Items that lie far apart, beside a memcpy of the lines that they lie in.
bench=$(dirname "$bview")/tests/bview_bench
[[ ! -x $bench ]] || { echo && "$bench" --benchmark_filter=scattered 2>/dev/null; }

for table in goals start patch engines; do
  size=$((mebibytes / 4))
  [[ $table != start ]] || size=
  echo
  bash "$here/$table.sh" "$bview" ${size:+"$size"}
done
