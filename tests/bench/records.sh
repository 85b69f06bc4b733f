#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Records that tell their size, and values that are read: bview beside a C loop made for the one
# file, beside Python, beside Kaitai Struct's JavaScript; and beside itself, where the same fields
# are fixed or plain. Outputs are compared first; then all run in turn, and the best of RUNS counts.
#
#   [RUNS=5] records.sh [BVIEW] [MEBIBYTES]
#
# Needs cc and python3; node and npm where Kaitai is to be measured (it is installed in a scratch
# folder). One thread each; MB of input per second of processor time.
set -euo pipefail
bview=$(realpath "${1:-build/release/bview}")
mebibytes=${2:-64}
here=$(cd "$(dirname "$0")" && pwd)/records
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export LC_ALL=C

python3 "$here/make.py" "$mebibytes"
cc -O3 -o walk "$here/walk.c"

kaitai=
if command -v node npm >/dev/null && npm install --silent --no-fund --no-audit kaitai-struct@0.11 kaitai-struct-compiler@0.11 \
  >npm.log 2>&1; then
  cp "$here"/*.ksy "$here/kaitai.js" .
  node kaitai.js compile chunks
  node kaitai.js compile packets
  kaitai='node kaitai.js'
else
  echo 'Kaitai Struct cannot be installed: not measured' >&2
fi

. "$here/../rows.sh"
dump="$bview dump -j 1"
echo '| what | bview, MB/s | beside, MB/s = **times as fast** | goal |'
echo '|---|---|---|---|'

# --- walks ---------------------------------------------------------------------------------------

layout='<I:len: {len}s:text:'
row '`{len}s`, the lengths alone' prefixed '500 MB/s' "$dump prefixed -f '$layout' --fields len -t tsv" \
  'C loop' './walk lengths prefixed' 'Python' "python3 $here/walk.py lengths prefixed"
row '`{len}s`, whole records' prefixed '' "$dump prefixed -f '$layout' -t tsv" \
  'C loop' './walk texts prefixed' 'Python' "python3 $here/walk.py texts prefixed"
row 'chunks of PNG' chunks.png '' "$dump chunks.png -o 8 -f '>I:len: 4s:type: {len}x I|hex:crc:' -t tsv" \
  'C loop' './walk chunks chunks.png' 'Python' "python3 $here/walk.py chunks chunks.png" ${kaitai:+'Kaitai' "$kaitai chunks chunks.png"}
row 'packets of pcap' packets.pcap '' "$dump packets.pcap -o 24 -f '<I:sec: I:usec: I:caplen: I:len: {caplen}x' -t tsv" \
  'C loop' './walk packets packets.pcap' 'Python' "python3 $here/walk.py packets packets.pcap" \
  ${kaitai:+'Kaitai' "$kaitai packets packets.pcap"}

# --- the same fields, fixed -----------------------------------------------------------------------

row '`{n}s` beside `8s`' counted 'at least 0.5' "$dump counted -f '<I:id: H:n: {n}s:tag: H:x:' -t tsv" \
  'fixed' "$dump counted -f '<I:id: H:n: 8s:tag: H:x:' -t tsv"
row '`{n}I` beside `4I`' arrays 'at least 0.5' "$dump arrays -f '<I:id: I:n: {n}I:v:' -t ndjson" \
  'fixed' "$dump arrays -f '<I:id: I:n: 4I:v:' -t ndjson"

# --- readings, beside the plain integer; what is printed differs ----------------------------------

same=no
kinds='0=none,1=regular,2=directory,3=device,4=block,5=pipe,6=link,7=socket'
row '`B\|enum(...)`' small 'at least 0.67' "$dump small -f 'B|enum($kinds):kind:' -t tsv" '`B`' "$dump small -f 'B:kind:' -t tsv"
row '`I\|enum(...)`' numbers 'at least 0.67' "$dump numbers -f '<I|enum($kinds):kind:' -t tsv" '`I`' "$dump numbers -f '<I:kind:' -t tsv"
row '`I\|flags(...)`' numbers 'at least 0.67' "$dump numbers -f '<I|flags(exec=1,write=2,read=4):mode:' -t tsv" '`I`' "$dump numbers -f '<I:mode:' -t tsv"
row '`I\|bits(...)`' numbers 'at least 0.67' "$dump numbers -f '<I|bits(a:1,b:2,c:29):f:' -t tsv" '`I`' "$dump numbers -f '<I:f:' -t tsv" \
  '`B B H`' "$dump numbers -f '<B:a: B:b: H:c:' -t tsv"
row '`I\|hex`' times 'at least 0.67' "$dump times -f '<I|hex:time:' -t tsv" '`I`' "$dump times -f '<I:time:' -t tsv"
row '`I\|unix`' times '100 MB/s' "$dump times -f '<I|unix:time:' -t tsv" '`I`' "$dump times -f '<I:time:' -t tsv"
row '`I\|scale(0.01)`' times 'at least 0.67' "$dump times -f '<I|scale(0.01):x:' -t tsv" '`I`' "$dump times -f '<I:x:' -t tsv"
