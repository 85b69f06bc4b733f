# SPDX-License-Identifier: MIT
"""A log for questions.sh, of so many mebibytes, and a short one beside it."""
import random
import struct
import sys

random.seed(1)
RECORDS = b''.join(
    struct.pack('<IdH4s', random.randrange(1 << 32), random.random(), random.randrange(1000),
                b'IEND' if random.random() < 0.001 else b'IDAT') for _ in range(1 << 17))
for name, size in (('log', int(sys.argv[1]) << 20), ('log.few', len(RECORDS))):
    with open(name, 'wb') as out:
        for _ in range(max(1, size // len(RECORDS))):
            out.write(RECORDS)
