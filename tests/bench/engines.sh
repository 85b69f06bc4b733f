#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Files for engines, and texts: bview's Parquet, Arrow, CSV and JSON beside cat, and what DuckDB, Polars,
# pandas and numpy take to write the same rows, which they hold in memory already; and jq, which has them
# as JSON.
#
#   [RUNS=5] engines.sh [BVIEW] [MEBIBYTES]
#
# MB of the records per second of time, on all cores. Needs python3 with numpy; the engines come from npm.
# Without pandas or jq these are left out.
set -euo pipefail
bview=$(realpath "${1:-build/release/bview}")
mebibytes=${2:-512}
runs=${RUNS:-5}
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export LC_ALL=C

cp "$here/../engines/package.json" .
npm install --prefer-offline --no-audit --no-fund --silent >/dev/null 2>&1
npm install --no-save --prefer-offline --no-audit --no-fund --silent \
  "nodejs-polars-linux-$(node -p process.arch)-gnu@$(node -p 'require("nodejs-polars/package.json").version')" >/dev/null 2>&1
cp "$here/engines/copy.mjs" .

/usr/bin/python3 - "$mebibytes" <<'MAKE'
import sys
import numpy
count = int(sys.argv[1]) * 1024 * 1024 // 24
rng = numpy.random.default_rng(7)
rows = numpy.empty(count, "<u4, <f8, <i2, <u2, <i8")
for name, values in zip(rows.dtype.names, (rng.integers(0, 2**32, count), rng.uniform(-1000, 1000, count),
                        rng.integers(-100, 100, count), rng.integers(0, 50, count), rng.integers(-2**62, 2**62, count))):
    rows[name] = values
rows.tofile("rows")
rows["f1"].tofile("column")
MAKE
readonly format='<I:id: d:x: h:level: H:kind: q:time:'

# seconds COMMAND: the least of all runs.
seconds() {
  local k least=''
  local TIMEFORMAT=%R
  for ((k = 0; k < runs; ++k)); do
    { time eval "$1" >/dev/null; } 2>>times
  done
  sort -g times | head -n 1
  rm times
}
# row NAME SECONDS FILE
row() { awk -v name="$1" -v t="$2" -v s="$(stat -c %s "$3")" 'BEGIN { printf "| %s | %.0f |\n", name, s / t / 1e6 }'; }

echo '| rows to | MB/s |'
echo '|---|---|'
for file in rows column; do
  fields=$format
  [[ $file == rows ]] || fields='<d'
  for form in parquet arrow csv ndjson; do
    row "$file: \`bview -t $form\`" "$(seconds "$bview dump $file -f '$fields' -t $form")" $file
  done
  for form in zstd snappy; do
    row "$file: \`bview -t parquet --compression $form\`" \
      "$(seconds "$bview dump $file -f '$fields' -t parquet --compression $form")" $file
  done
  row "$file: \`cat\`" "$(seconds "cat $file | cat")" $file
  "$bview" dump $file -f "$fields" -t parquet >$file.parquet
  node copy.mjs $file.parquet "$runs" | while IFS=$'\t' read -r name took; do row "$file: $name" "$took" $file; done
  rm $file.parquet
done

# The slow ones get the first megabytes.
head -c 24000000 rows >few
head -c 8000000 column >few.column
row 'column: numpy `savetxt`' "$(seconds "/usr/bin/python3 -c 'import numpy; numpy.savetxt(\"/dev/null\", numpy.fromfile(\"few.column\", \"<f8\"))'")" few.column
if /usr/bin/python3 -c 'import pandas' 2>/dev/null; then
  /usr/bin/python3 "$here/engines/pandas_rows.py" few "$runs" | while IFS=$'\t' read -r name took; do row "rows: $name" "$took" few; done
fi
if command -v jq >/dev/null; then
  "$bview" dump few -f "$format" -t ndjson >few.ndjson
  row 'rows: `jq` of these as JSON, to CSV' "$(seconds "jq -r '[.id, .x, .level, .kind, .time] | @csv' few.ndjson")" few
fi
