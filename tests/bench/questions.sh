#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Questions about records: bview beside a C loop made for each, beside numpy's masks, Python's struct,
# and DuckDB over Parquet, which holds the same in three quarters of the bytes. Outputs are compared
# first; then all run in turn, and the best of RUNS counts.
#
#   [RUNS=5] questions.sh [BVIEW] [MEBIBYTES]
#
# Needs cc, and python3 with numpy; DuckDB comes from npm, or is left out. One thread each; MB of the
# records per second of processor time, with the starts of the programs.
set -euo pipefail
bview=$(realpath "${1:-build/release/bview}")
mebibytes=${2:-128}
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export LC_ALL=C
. "$here/rows.sh"

python3 "$here/questions/make.py" "$mebibytes"
cc -O3 -o where "$here/questions/where.c"

# DuckDB has the records as log.parquet and log.few.parquet.
duck=
if npm install --prefix . --no-audit --no-fund --silent @duckdb/node-api@1.5.6-r.1 >/dev/null 2>&1; then
  duck=yes
  cp "$here/questions/where_duckdb.mjs" .
  for file in log log.few; do
    "$bview" dump $file -f '<I:id: d:x: H:kind: 4s:tag:' -t csv >records.csv
    node where_duckdb.mjs make records.csv $file.parquet
  done
  rm records.csv
fi

echo '| what | bview, MB/s | beside, MB/s = **times as fast** | goal |'
echo '|---|---|---|---|'
# ask NAME QUESTION SQL: the ids of the records for which it holds.
ask() {
  local beside=()
  [[ -z $duck ]] || beside=(DuckDB "node where_duckdb.mjs ask \"$3\" log.parquet")
  row "\`$2\`" log '1000 MB/s' "$bview dump -j 1 log -f '<I:id: d:x: H:kind: 4s:tag:' --where '$2' --fields id -t tsv" \
    'C loop' "./where $1 log" numpy "python3 $here/questions/where_numpy.py $1 log" \
    'Python' "python3 $here/questions/where.py $1 log" "${beside[@]}"
}
ask range 'id > 4290000000 and x < 0.5' 'id > 4290000000 and x < 0.5'
ask one 'kind == 5' 'kind = 5'
ask some 'kind in (1, 2, 3)' 'kind in (1, 2, 3)'
ask text 'tag == "IEND"' "tag = 'IEND'"
ask sum 'kind * 2 + 1 == 11' 'kind * 2 + 1 = 11'
ask real 'x * 2 > 1.9999' 'x * 2 > 1.9999'
