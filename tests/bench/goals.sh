#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What each type and form costs: MB of input per second of processor time, and instructions per value,
# beside what it ought to be at least. The best of RUNS counts.
#
#   [RUNS=5] goals.sh [BVIEW] [MEBIBYTES]
#
# Needs python3 with numpy, and valgrind for the instructions.
set -euo pipefail
bview=$(realpath "${1:-build/release/bview}")
mebibytes=${2:-64}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/rows.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export LC_ALL=C
/usr/bin/python3 "$here/goals/make.py" "$mebibytes"

# instructions COMMAND
instructions() {
  eval "valgrind --tool=callgrind --callgrind-out-file=/dev/null $1" 2>&1 >/dev/null | awk '/Collected/ { print $4 }'
}

# fastest COMMAND: milliseconds of processor time, the least of all runs.
fastest() {
  local k took best=''
  for ((k = 0; k < ${RUNS:-5}; ++k)); do
    took=$(cpu "$1")
    [[ -n $best && $best -le $took ]] || best=$took
  done
  echo "$best"
}

# goal WHAT FILE VALUES GOAL COMMAND: one line of the table; FILE is the command's input, and FILE.more has
# VALUES more than FILE.few.
goal() {
  local each=''
  if command -v valgrind >/dev/null; then
    each=$((($(instructions "${5//$2/$2.more}") - $(instructions "${5//$2/$2.few}")) / $3))
  fi
  awk -v what="$1" -v goal="$4" -v each="$each" -v s="$(stat -c %s "$2")" -v t="$(fastest "$5")" 'BEGIN {
    rate = s / t / 1000
    printf "| %s | %.0f | %s | %s | %s |\n", what, rate, each, goal, (rate >= goal ? "yes" : "no")
  }'
}

readonly values=40000 # that make.py writes more of
dump="$bview dump -j 1"
echo '| what | MB/s of one core | instructions per value | goal, MB/s | met |'
echo '|---|---|---|---|---|'
goal '`i`' i32 $values 800 "$dump i32 -f '<i'"
goal '`q`' i64 $values 700 "$dump i64 -f '<q'"
goal '`e`' bits2 $values 500 "$dump bits2 -f '<e'"
goal '`[bf16]`' bits2 $values 500 "$dump bits2 -f '<[bf16]'"
goal '`f`' f32 $values 300 "$dump f32 -f '<f'"
goal '`f`, random bits' bits4 $values 300 "$dump bits4 -f '<f'"
goal '`d`' f64 $values 450 "$dump f64 -f '<d'"
goal '`d`, random bits' bits8 $values 450 "$dump bits8 -f '<d'"
while read -r format size unit; do
  goal "\`$format\`, ASCII" ascii$unit $((16 * values / size)) 1000 "$dump ascii$unit -f '<$format'"
  goal "\`$format\`, random bytes" bytes $((16 * values / size)) 300 "$dump bytes -f '<$format'"
done <<'FORMATS'
c 1 1
16s 16 1
8p 8 1
4u 8 2
4w 16 4
FORMATS
goal '`i`, `-t table`' i32 $values 300 "$dump i32 -f '<i' -t table"
goal '`d`, `-t table`' f64 $values 300 "$dump f64 -f '<d' -t table"
goal 'records, `-t table`' rows $values 300 "$dump rows -f '<I:id: d:x: h:level: H:kind: q:time:' -t table"
goal '`F`' c64 $values 300 "$dump c64 -f '<F'"
goal '`D`' c128 $values 300 "$dump c128 -f '<D'"
goal '`g`' longdouble $values 150 "$dump longdouble -f '@g'"
goal '`f`, `--precision 3`' f32 $values 400 "$dump f32 -f '<f' --precision 3"
goal '`d`, `--precision 3`' f64 $values 400 "$dump f64 -f '<d' --precision 3"
for base in 2 8 16; do goal "\`i\`, \`--base $base\`" i32 $values 800 "$dump i32 -f '<i' --base $base"; done

# The fields of records as plain columns, one behind the other, set the goal of the whole records: two
# thirds of their rate.
columns=0
for column in f0:I f1:d f2:h f3:H f4:q; do
  columns=$((columns + $(fastest "$dump row.${column%:*} -f '<${column#*:}'")))
done
two_thirds() { awk -v s="$(stat -c %s "$1")" -v t="$2" 'BEGIN { printf "%.0f", s / t / 1500 }'; }
for form in tsv csv ndjson json; do
  goal "records, \`-t $form\`" rows $values "$(two_thirds rows $columns)" \
    "$dump rows -f '<I:id: d:x: h:level: H:kind: q:time:' -t $form"
done
fields=$(printf 'H:field%d: ' {1..32})
for form in tsv ndjson; do
  goal "32 fields \`H\`, \`-t $form\`" bits2 $((values / 32)) "$(two_thirds bits2 "$(fastest "$dump bits2 -f '<H'")")" \
    "$dump bits2 -f '<$fields' -t $form"
done

# text NAME FILE FORMAT FORM GOAL: reading what bview wrote of FILE.
text() {
  local part
  for part in '' .few .more; do "$bview" dump "$2$part" -f "$3" -t "$4" >"text$part"; done
  goal "$1" text $((${6:-1} * values)) "$5" "$bview pack --from $4 -f '$3' text"
}
for form in tsv csv ndjson json; do
  text "reading \`$form\`, \`i\`" i32 '<i' $form 500
done
text 'reading `tsv`, `q`' i64 '<q' tsv 500
text 'reading `tsv`, `f`' f32 '<f' tsv 300
text 'reading `tsv`, `d`' f64 '<d' tsv 300
text 'reading `csv`, records' rows '<I:id: d:x: h:level: H:kind: q:time:' csv 300
text 'reading `ndjson`, records' rows '<I:id: d:x: h:level: H:kind: q:time:' ndjson 300
text 'reading `tsv`, `16s`' ascii1 '<16s' tsv 500
text 'reading `hex`' bytes B hex 500 16
goal 'reading `raw`' i32 $((4 * values)) 500 "$bview pack --from raw -f B i32"

# --- what the system does ------------------------------------------------------------------------

echo
echo '| what | ms | goal, ms | met |'
echo '|---|---|---|---|'
# within WHAT GOAL MILLISECONDS
within() { awk -v what="$1" -v goal="$2" -v t="$3" 'BEGIN { printf "| %s | %.0f | %.0f | %s |\n", what, t, goal, (t <= goal ? "yes" : "no") }'; }

truncate -s 6G hole
within 'hex, a hole of 6 GiB' 50 "$(fastest "$bview dump hole")"
within '`stat`, the same' 50 "$(fastest "$bview stat hole -f '<i'")"
within '`find`, the same' 50 "$(fastest "$bview find hole 'x\"de ad\"' -c || true")"
within '`diff`, two of these' 50 "$(cp --sparse=always hole other && fastest "$bview diff hole other")"
rm hole other

# As fast as cat writes the same text: time that passes, both in turn.
. "$here/best.sh"
"$bview" dump i32 -f '<i' >text
declare -A names=([pipe]='' [file]='> sink')
for sink in pipe file; do
  read -r ours cats <<<"$(best "${RUNS:-5}" "$bview dump i32 -f '<i' ${names[$sink]}" "cat text ${names[$sink]}")"
  within "\`i\` into a $sink, beside \`cat\`" "$(awk -v t="$cats" 'BEGIN { print t * 1000 }')" \
    "$(awk -v t="$ours" 'BEGIN { print t * 1000 }')"
done
