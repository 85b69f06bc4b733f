#!/usr/bin/env bash
# bview beside the tools it replaces: the same file, the same sink, in turn; medians of several
# runs as a Markdown table. Outputs are compared first, on a part of the file that the slow ones can do.
#
#   compare.sh [BVIEW] [MEBIBYTES]
#
# Needs hyperfine, jq, xxd, hexdump, od, perl; hexyl and python3 with numpy where they are there.
set -euo pipefail
bview=$(realpath "${1:-build/release/bview}")
mebibytes=${2:-64}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# Values as they come: random bits would be floats of every size, half of them unreadably small.
perl -e 'srand 1; for (1 .. $ARGV[0] * 4096) { print pack("l<64", map { int(rand(4294967296)) - 2147483648 } 1 .. 64) }' \
  "$mebibytes" >ints
perl -e 'srand 1; for (1 .. $ARGV[0] * 4096) { print pack("f<64", map { rand(2000) - 1000 } 1 .. 64) }' "$mebibytes" >floats
perl -e 'srand 1; for (1 .. $ARGV[0] * 4096) { print pack("d<32", map { rand(2000) - 1000 } 1 .. 32) }' "$mebibytes" >doubles
for file in ints floats doubles; do head -c 262144 $file >$file.part; done

# same WHAT COMMAND COMMAND: both print the same, white space aside.
same() {
  cmp <(eval "$2" | tr -s ' \t' '\n\n' | sed '/^$/d') <(eval "$3" | tr -s ' \t' '\n\n' | sed '/^$/d') ||
    { echo "$1 differs from bview" >&2; exit 1; }
}
same 'hexdump -C' "$bview dump ints.part" 'hexdump -C ints.part'
same 'od -td4' "$bview dump ints.part -f '<i'" 'od -An -v -td4 -w4 ints.part'
same perl "$bview dump ints.part -f '<i'" \
  "perl -e 'local \$/; print map { \"\$_\\n\" } unpack(\"l<*\", <>)' ints.part"

# median COMMAND SINK: seconds.
median() {
  hyperfine --shell bash --warmup 1 --runs "${RUNS:-5}" --export-json result.json "$1 $2" >/dev/null 2>&1
  jq -r '.results[0].median' result.json
}

# row INPUT PEER OURS: one line of the table, a ratio per sink.
row() {
  local line="| $1 | \`$2\` |" sink ours theirs
  for sink in '> /dev/null' '| cat > /dev/null' '> sink'; do
    ours=$(median "$3" "$sink")
    theirs=$(median "$2" "$sink")
    line+=$(awk -v a="$ours" -v b="$theirs" -v m="$mebibytes" \
      'BEGIN { printf " %.0f MB/s, **%.0f x** |", m * 1.048576 / a, b / a }')
  done
  echo "$line"
}

echo '| what | beside | to /dev/null | through a pipe | into a file |'
echo '|---|---|---|---|---|'
row 'hex' 'xxd ints' "$bview dump ints -v"
row 'hex' 'hexdump -C -v ints' "$bview dump ints -v"
command -v hexyl >/dev/null && row 'hex' 'hexyl --no-squeezing ints' "$bview dump ints -v"
row '`<i` to text' 'od -An -v -td4 -w4 ints' "$bview dump ints -f '<i'"
row '`<i` to text' "perl -e 'while (read STDIN, \$b, 65536) { print map { \"\$_\\n\" } unpack(\"l<*\", \$b) }' < ints" \
  "$bview dump ints -f '<i'"
row '`<f` to text' 'od -An -v -tfF -w4 floats' "$bview dump floats -f '<f'"
row '`<d` to text' 'od -An -v -tfD -w8 doubles' "$bview dump doubles -f '<d'"
if python3 -c 'import numpy' 2>/dev/null; then
  row '`<i` to text' "python3 -c 'import numpy, sys; numpy.fromfile(\"ints\", \"<i4\").tofile(sys.stdout, \"\\n\")'" \
    "$bview dump ints -f '<i'"
fi
