#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# One file in shards, by GNU parallel and on a cluster of Dask: what they give together is the whole.
#
#   engine_shards.sh BVIEW
#
# What is not installed is skipped, by name; where neither is, the exit code is 77.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/support/scratch.sh" "$1"

format='<q:id: f:x: 6s:name:'
/usr/bin/python3 - >records.bin <<'PY'
import random, struct, sys
rng = random.Random(7)
for k in range(100_003):
    sys.stdout.buffer.write(struct.pack("<qf6s", rng.getrandbits(63) - (1 << 62), k / 8, b"ab%d" % (k % 7)))
PY
checked=0

if command -v parallel >/dev/null; then
  shards() { parallel --will-cite -k -q -j2 bview "$@" --shard {}/7 ::: {1..7}; }
  for form in csv tsv ndjson; do
    header=()
    [[ $form == ndjson ]] || header=(--header)
    shards dump records.bin -f "$format" -t "$form" "${header[@]}" >together
    bview dump records.bin -f "$format" -t "$form" "${header[@]}" | cmp - together
  done
  shards find records.bin '"ab3"' >together
  bview find records.bin '"ab3"' | cmp - together
  checked=$((checked + 1))
else
  echo "engine_shards: GNU parallel is not installed, and was skipped"
fi

if /usr/bin/python3 -c 'import distributed, numpy' 2>/dev/null; then
  /usr/bin/python3 "$here/engines/dask_shards.py" "$bview" records.bin "$format" id
  checked=$((checked + 1))
else
  echo "engine_shards: Dask (python3-distributed, python3-numpy) is not installed, and was skipped"
fi

[[ $checked -gt 0 ]] || exit 77
echo "engine_shards: $checked schedulers gave the whole"
