#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A block device is one device, whatever node leads to it: its identity, its lock and its log.
# Needs root and a loop device; skipped where there is none.
#
#   devices.sh BVIEW
set -euo pipefail
bview=$(realpath "$1")
export PATH=$PATH:/usr/sbin:/sbin LC_ALL=C

[[ $(id -u) -eq 0 ]] || { echo 'only root has block devices to spare'; exit 77; }
scratch=$(mktemp -d)
device=
trap '[[ -z $device ]] || losetup -d "$device"; rm -rf "$scratch"' EXIT
cd "$scratch"
head -c 1M /dev/urandom >image
cp image before
device=$(losetup -f --show image 2>/dev/null) || { echo 'there is no loop device'; exit 77; }
[[ $(stat -f -c %T .) != tmpfs ]] || { echo 'the scratch folder lies in memory'; exit 77; }
mknod node b "$(stat -c '0x%t' "$device")" "$(stat -c '0x%T' "$device")"

fail() {
  printf '%s\n' "$*"
  exit 1
}
# says WANTED COMMAND...: what bview says on standard error has WANTED in it.
says() {
  local wanted=$1 said
  shift
  said=$("$bview" "$@" 2>&1) || true
  [[ $said == *"$wanted"* ]] || fail "bview $* says: $said"
}

says '--undo-log PATH puts it on a disk' patch "$device" -o 0 -f '<Q' 1
"$bview" patch "$device" -o 0 -f '<Q' 1 -q --undo-log log
says 'restored 8 bytes' undo node --undo-log log
sync
cmp image before || fail 'the undo through another node did not bring the bytes back'

# One writer at a time, by whatever node.
"$bview" patch "$device" -o 0 -f '<Q' 2 -q --undo-log log
cat >hold.py <<'END'
import os, sys, time
os.open(sys.argv[1], os.O_RDWR | os.O_EXCL)
open('held', 'w').close()
time.sleep(60)
END
python3 hold.py "$device" & holder=$!
until [[ -e held ]]; do sleep 0.05; done
says 'another process is writing' patch node -o 0 -f '<Q' 3 --no-wait --undo-log log
"$bview" undo node -q --undo-log log & waiting=$!
sleep 0.3
kill -0 $waiting || fail 'who may wait does not'
kill $holder
wait $holder || true
wait $waiting || fail 'who waited was refused'
sync
cmp image before || fail 'the undo that waited did not bring the bytes back'

# What is mounted is left alone.
if mkfs.ext4 -q "$device" 2>/dev/null && mkdir mounted && mount "$device" mounted 2>/dev/null; then
  says 'is in use' patch node -o 0 -f '<Q' 3 --undo-log log
  umount mounted
fi
echo 'a device is one device'
