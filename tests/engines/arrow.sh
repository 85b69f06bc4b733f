# SPDX-License-Identifier: MIT
# What engines read of Arrow streams and files. For engines.sh, which installs the engines.

cp "$here/compare_arrow.mjs" "$engines"
# What belongs to this machine npm leaves out on its own, where Node.js is older than Polars likes.
polars=nodejs-polars-linux-$(node -p process.arch)-gnu
polars+=@$(cd "$engines" && node -p 'require("nodejs-polars/package.json").version')
if ! (cd "$engines" && timeout 120 npm install --no-save --prefer-offline --no-audit --no-fund "$polars" \
  >npm.log 2>&1); then
  echo "engines: Polars was skipped, npm could not bring $polars"
fi
compare_arrow() { (cd "$engines" && node compare_arrow.mjs "$@"); }
known='kind=Dictionary<Int32, Utf8>;text=Utf8;raw=Binary;small=Decimal[38e0];e=Float32'
coming='kind=Utf8;text=Binary;wide_text=Utf8;raw=Binary;small=FixedSizeBinary[16];e=Float32'
arrow_checked=0

# check_arrow COUNT OPTION...: so many records, dumped with these options in both forms.
check_arrow() {
  local count=$1 form
  shift
  local records=$scratch/run/arrow-$count
  [[ -e $records.bin ]] || /usr/bin/python3 "$here/records.py" "$count" "$records"
  for form in arrow feather; do
    bview dump "$records.bin" -f "$(cat "$records.format")" -t "$form" "$@" >"$records.$form"
    compare_arrow "$records.$form" "$records.expected" "$([[ $count -lt 100 ]] || echo "$known")"
    arrow_checked=$((arrow_checked + 1))
  done
}

check_arrow 0
check_arrow 1
check_arrow 300 --compression zstd
check_arrow 7000 -j 1
check_arrow 30000 # several batches

# From a pipe a stream says what holds whatever comes; a file is written when all has come.
records=$scratch/run/arrow-7000
cat "$records.bin" | bview dump -f "$(cat "$records.format")" -t arrow >"$records.piped"
compare_arrow "$records.piped" "$records.expected" "$coming"
cat "$records.bin" | bview dump -f "$(cat "$records.format")" -t feather >"$records.piped"
compare_arrow "$records.piped" "$records.expected" "$known"

# Rows that are chosen, and shards, are streams of their own.
bview dump "$records.bin" -f "$(cat "$records.format")" --where 'index < 6000' -t arrow >"$records.chosen"
head -n 6000 "$records.expected" >"$records.chosen.expected"
compare_arrow "$records.chosen" "$records.chosen.expected" "$known"
for k in 1 2; do
  bview dump "$records.bin" -f "$(cat "$records.format")" --shard $k/2 -t arrow >"$records.shard"
  tail -n +$((3500 * (k - 1) + 1)) "$records.expected" | head -n 3500 >"$records.shard.expected" || true
  compare_arrow "$records.shard" "$records.shard.expected" "$known"
done

echo "engines: $((arrow_checked + 5)) Arrow streams and files read alike"
