#!/bin/sh
# SPDX-License-Identifier: MIT
# Makes all vectors anew, in place. Needs CPython 3.11, numpy 1.24, scipy 1.10, Pillow 9.4, libtiff's tools 4.5 and util-linux' hexdump on x86-64 Linux.
set -eu
cd "$(dirname "$0")"
for family in struct word float numpy memoryview hexdump patch formula reading record joined bits quad question checksum stat isclose regex quantile parts tiff address; do
    PYTHONDONTWRITEBYTECODE=1 "${PYTHON:-python3}" "${family}_vectors.py"
done
