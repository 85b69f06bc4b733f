#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# From a fresh checkout to bview at work: installs what is missing, builds, and looks into a program.
set -Eeuo pipefail
trap 'echo "quickstart.sh: this step failed, see above" >&2' ERR
cd "$(dirname "$0")/.."
. app/packages.sh

install_missing g++ cmake ninja-build libfmt-dev libcli11-dev libboost-dev libdragonbox-dev libhwy-dev \
  libutf8proc-dev libre2-dev zlib1g-dev libtomlplusplus-dev nettle-dev libzstd-dev libdw-dev libbpf-dev libncurses-dev jq

# A tree that tests/run.sh has configured stays as it is.
[[ -f build/release/build.ninja ]] || cmake --preset release -DBUILD_TESTING=OFF
cmake --build build/release --target bview
PATH=$PWD/build/release:$PATH

# Prints a command, then runs it.
show() {
  printf '\n$ %s\n' "$1"
  eval "$1"
}

file=/bin/ls

# How ELF lays out its header and its program headers (64 bits, little-endian).
header='<4s:magic:B:class:B:data:B:version:B:osabi:8xH:type:H:machine:I:eversion:Q:entry:'
header+='Q:phoff:Q:shoff:I:flags:H:ehsize:H:phentsize:H:phnum:H:shentsize:H:shnum:H:shstrndx:'
segment='<I:type:I:flags:Q:offset:Q:vaddr:Q:paddr:Q:filesz:Q:memsz:Q:align:'

# The file header: one record with names.
show "bview dump $file -f '$header' -o 0 -s '' -t json | jq -c ."

# Where the program headers lie stands in that record.
where=$(bview dump "$file" -f "$header" -o 0 -s '' -t json)
phoff=$(jq -e .phoff <<<"$where")
phnum=$(jq -e .phnum <<<"$where")
words=$(jq -e '.phentsize / 8' <<<"$where")

# The program headers: a table of records.
show "bview dump $file -f '$segment' -o $phoff -s $phnum -t table"

# The same bytes as a matrix of 64-bit words; of its first three rows, file offset and address.
show "bview dump $file -f '<Q' -o $phoff -s $phnum,$words -i ':3, 1:3' -t json"

# JSON for other programs: how much of the file is loaded, by access rights.
show "bview dump $file -f '$segment' -o $phoff -s $phnum -t json |
    jq -c '.[] | select(.type == 1) | {flags, offset, filesz}'"
