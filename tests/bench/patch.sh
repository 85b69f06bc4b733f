#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# patch and undo beside cp and sync of a file as large, on the same file system: all bytes of it, its
# numbers, and a million single edits. Files are compared first; then all run in turn, and the best of
# RUNS counts, in time.
#
#   [RUNS=5] patch.sh [BVIEW] [MEBIBYTES]
#
# A patch writes three times as much as cp: old bytes and new ones to the log, then the file.
set -euo pipefail
bview=$(realpath "${1:-build/release/bview}")
mebibytes=${2:-256}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

head -c $((mebibytes << 20)) /dev/urandom >old
head -c $((mebibytes << 20)) /dev/urandom >new
head -c $((64 << 20)) /dev/urandom >sparse
python3 -c 'for k in range(1000000): print("-o", 64 * k + k % 61, k % 256)' >script
python3 - >lines <<'LINES'
old = open("sparse", "rb").read()
print("bview-patch 1", len(old), len(old))
for k in range(1000000):
    at = 64 * k + k % 61
    print(f"0x{at:08x} {old[at]:02x} {old[at] ^ 0x55:02x}")
print("end 1000000")
LINES

python3 - "$bview" "$mebibytes" "${RUNS:-5}" <<'TIME'
import os, shutil, subprocess, sys, time

bview, mebibytes, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

def took(*command):
    begin = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - begin

def same(a, b):
    return subprocess.run(["cmp", "-s", a, b]).returncode == 0

def copied(original):
    for name in ("file", "file.bview-undo"):
        if os.path.exists(name):
            os.remove(name)
    shutil.copy(original, "file")
    os.sync()

def best(original, edit, expected=None):
    patch, undo = [], []
    for _ in range(runs):
        copied(original)
        patch.append(took(bview, "patch", "file", "-q", "--no-progress", *edit))
        assert not same("file", original) and (expected is None or same("file", expected))
        undo.append(took(bview, "undo", "file", "-q", "--no-progress"))
        assert same("file", original)
    return min(patch), min(undo)

def copy():
    if os.path.exists("copy"):
        os.remove("copy")
    os.sync()
    return took("sh", "-c", "cp new copy && sync copy")

beside = min(copy() for _ in range(runs))
mb = mebibytes * 1.048576
print("| what | patch | undo | `cp` and `sync` |\n|---|---|---|---|")
for name, edit in {
    "all bytes": ["--from", "raw", "new"],
    "`-f '<I'`, all": ["-f", "<I", "--from", "raw", "new"],
    "`-f '<d' -i :`, one value": ["-f", "<d", "-i", ":", "0.5"],
}.items():
    patch, undo = best("old", edit, "new" if "new" in edit else None)
    print(f"| {name} | {mb / patch:.0f} MB/s | {mb / undo:.0f} MB/s | {mb / beside:.0f} MB/s |")
for name, edit, edits in [
    ("a field of every record", ["-f", "<I", "--itemsize", "64", "-s", "-1", "-i", ":", "7"], 1 << 20),
    ("`--set`", ["-f", "<I:a: 60x", "--set", "a = a + 1"], 1 << 20),
    ("`--from patch`", ["--from", "patch", "lines"], 1000000),
    ("`--script`", ["--script", "script"], 1000000),
]:
    patch, undo = best("sparse", edit)
    print(f"| {name} | {patch / edits * 1e6:.2f} us an edit | {undo / edits * 1e6:.2f} us | |")
TIME
