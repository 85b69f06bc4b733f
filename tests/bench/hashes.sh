#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Checksums and hashes of a whole file: bview beside the programs that make one. Digests are
# compared first; then all run in turn, and the best of RUNS counts.
#
#   [RUNS=5] hashes.sh [BVIEW] [MEBIBYTES]
#
# MB of input per second of processor time.
set -euo pipefail
bview=$(realpath "${1:-build/release/bview}")
mebibytes=${2:-256}
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export LC_ALL=C
. "$here/rows.sh"

head -c $((mebibytes << 20)) /dev/urandom >data
head -c 65536 data >data.few

echo '| what | bview, MB/s | beside, MB/s = **times as fast** | goal |'
echo '|---|---|---|---|'
# hash NAME PROGRAM: which prints the digest in hex, and more behind it.
hash() {
  row "\`$1\`" data '' "$bview stat data --hash $1 -t json | grep -o '\"$1\":\"[0-9a-f]*' | cut -d'\"' -f4" \
    "$2" "$2 data | grep -o '^[0-9a-f]*'"
}
hash crc32 crc32
hash md5 md5sum
hash sha1 sha1sum
hash sha256 sha256sum
