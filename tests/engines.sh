#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What engines read of what bview wrote for them: every value of random records of all types must be
# the one that Python and numpy read from the same bytes.
#
#   engines.sh BVIEW [FOLDER]     the engines, which npm brings, stay in FOLDER
#
# Without Node.js, and where npm reaches no registry, nothing is checked: the exit code is 77.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)/engines
engines=$(realpath -m "${2:-$here/../../build/engines}")

skip() {
  echo "engines: skipped, $1"
  exit 77
}
for tool in node npm /usr/bin/python3; do
  command -v "$tool" >/dev/null || skip "there is no $tool"
done
/usr/bin/python3 -c 'import numpy' 2>/dev/null || skip "there is no numpy"

mkdir -p "$engines"
cp "$here"/{package.json,words.mjs,compare.mjs,query.mjs} "$engines"
if ! (cd "$engines" && timeout 120 npm install --prefer-offline --no-audit --no-fund >npm.log 2>&1); then
  skip "npm could not bring the engines: $(tail -n 1 "$engines/npm.log")"
fi

. "$here/../support/scratch.sh" "$1"
query() { (cd "$engines" && node query.mjs "$1"); }
compare() { (cd "$engines" && node compare.mjs "$@"); }
checked=0

# check COUNT OPTION...: so many records, dumped with these options.
check() {
  local count=$1
  shift
  local name=$scratch/run/$count-$checked
  /usr/bin/python3 "$here/records.py" "$count" "$name"
  bview dump "$name.bin" -f "$(cat "$name.format")" -t parquet "$@" >"$name.parquet"
  compare "$name.parquet" "$name.expected"
  checked=$((checked + 1))
}

check 0
check 1
check 7000 # several groups of rows
check 3000 -j 1
check 300 --compression gzip
check 300 --compression zstd
if /sbin/ldconfig -p | grep -q libsnappy.so.1; then check 300 --compression snappy; fi

# From a pipe the groups are others; the rows are not.
name=$scratch/run/7000-2
cat "$name.bin" | bview dump -f "$(cat "$name.format")" -t parquet >"$name.piped"
compare "$name.piped" "$name.expected"

. "$here/arrow.sh"

# Ten million rows, of which some have names: more kinds of them than a dictionary takes.
/usr/bin/python3 - many.bin >many.expected <<'PY'
import sys
import numpy
rng = numpy.random.default_rng(5)
rows = numpy.empty(10_000_000, "<i8, <u4, <i2")
for name, values in zip(rows.dtype.names, (numpy.arange(len(rows)) * 1000, rng.integers(0, 400_000, len(rows)),
                                           rng.integers(-9, 9, len(rows)))):
    rows[name] = values
rows.tofile(sys.argv[1])
id, kind, level = (rows[name] for name in rows.dtype.names)
print(len(rows), id.sum(), level.sum(), len(numpy.unique(kind)), (kind == 0).sum(), (level == 3).sum(), sep="\t")
PY
bview dump many.bin -f '<q:id: I|enum(0=none):kind: h|enum(3=three):level:' -t parquet >many.parquet
sums="count(*), sum(id), sum(case level when 'three' then 3 else level::int end), count(distinct kind)"
sums+=", count(*) filter (kind = 'none'), count(*) filter (level = 'three')"
query "select $sums from '$PWD/many.parquet'" | diff many.expected -

# Straight behind bview.
[[ $(bview dump many.bin -f '<q:id: I:kind: h:level:' -i :1000 -t csv --header |
  query "select count(*), sum(id), max(level) from read_csv('/dev/stdin')") == $'1000\t499500000\t8' ]]
[[ $(bview dump many.bin -f '<q:id: I:kind: h:level:' -i :1000 -t ndjson |
  query "select count(*), sum(id) from read_json('/dev/stdin')") == $'1000\t499500000' ]]

# Shards are files of their own, and parts of one table.
for k in 1 2 3; do
  bview dump "$name.bin" -f "$(cat "$name.format")" --shard $k/3 -t parquet >"$name-part-$k.parquet"
done
sums='count(*), sum(i), sum(h), min(q), max(q), count(seconds)'
[[ $(query "select $sums from '$name-part-*.parquet'") == $(query "select $sums from '$name.parquet'") ]]

echo "engines: $((checked + 1)) files read alike"
