#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Sums of plain numbers: bview beside numpy, which makes the same in its fastest form. Both run in
# turn, and the best of RUNS counts.
#
#   [RUNS=5] stat.sh [BVIEW] [MEBIBYTES]
#
# Needs python3 with numpy. One thread each; MB of input per second of processor time.
set -euo pipefail
bview=$(realpath "${1:-build/release/bview}")
mebibytes=${2:-128}
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export LC_ALL=C OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

cat > sums.py <<'PYTHON'
import sys
import numpy
values = numpy.memmap(sys.argv[2], sys.argv[1])
low, high = values.min(), values.max()
numpy.histogram(values, 32, (low, high))
print(len(values), low, high, values.mean(dtype='f8'), values.std(ddof=1, dtype='f8'), len(numpy.unique(values)))
PYTHON
python3 - "$mebibytes" <<'PYTHON'
import sys
import numpy
size = int(sys.argv[1]) << 20
numpy.random.default_rng(1).normal(size=size // 8).astype('<f8').tofile('f8')
numpy.random.default_rng(2).normal(size=size // 4).astype('<f4').tofile('f4')
numpy.random.default_rng(3).integers(-1000, 1000, size // 4).astype('<i4').tofile('i4')
numpy.random.default_rng(4).integers(0, 1 << 16, size // 2).astype('<u2').tofile('u2')
PYTHON

# seconds COMMAND: of processor time, the best of RUNS.
seconds() {
  for ((run = 0; run < ${RUNS:-5}; ++run)); do
    TIMEFORMAT='%U %S'
    { time eval "$1" > out; } 2>&1 | awk '{ print $1 + $2 }'
  done | sort -n | head -1
}

echo '| type | bview, MB/s | numpy, MB/s |'
echo '|---|---|---|'
for row in f8:d f4:f i4:i u2:H; do
  type=${row%:*}
  ours=$(seconds "$bview stat -j 1 $type -f '<${row#*:}' -t json")
  theirs=$(seconds "python3 sums.py '<$type' $type")
  awk -v type="$type" -v a="$ours" -v b="$theirs" -v size="$((mebibytes << 20))" \
    'BEGIN { printf "| %s | %.0f | %.0f |\n", type, size / a / 1e6, size / b / 1e6 }'
done
