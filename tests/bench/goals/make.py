# SPDX-License-Identifier: MIT
# The files that goals.sh measures: as they come from instruments, and as random bits.
#
#   make.py MEBIBYTES     writes NAME, and NAME.few and NAME.more of the same values into this folder
import sys

import numpy

SIZE = int(sys.argv[1]) << 20
rng = numpy.random.default_rng(15)
FEW, MORE = 20000, 60000  # values; goals.sh has the difference, too


def write(name, values, width=1):
    """`width` of the numbers are one value."""
    values.tofile(name)
    values[: FEW * width].tofile(name + ".few")
    values[: MORE * width].tofile(name + ".more")


def bits(itemsize):
    return numpy.frombuffer(rng.bytes(SIZE), "u1")[: SIZE // itemsize * itemsize].view("V%d" % itemsize)


for itemsize in (2, 4, 8):
    write("bits%d" % itemsize, bits(itemsize))
write("f32", rng.uniform(-1000, 1000, SIZE // 4).astype("<f4"))
write("f64", rng.uniform(-1000, 1000, SIZE // 8))
write("c64", rng.uniform(-1000, 1000, SIZE // 4).astype("<f4"), 2)
write("c128", rng.uniform(-1000, 1000, SIZE // 8), 2)
write("longdouble", rng.uniform(-1000, 1000, SIZE // 16).astype(numpy.longdouble))
write("i32", rng.integers(-(2**31), 2**31, SIZE // 4).astype("<i4"))
write("i64", rng.integers(-(2**63), 2**63 - 1, SIZE // 8))
for itemsize in (1, 2, 4):
    write("ascii%d" % itemsize, rng.integers(32, 127, SIZE // itemsize).astype("<u%d" % itemsize), 16 // itemsize)
write("bytes", rng.integers(0, 256, SIZE).astype("u1"), 16)

rows = numpy.empty(SIZE // 24, "<u4, <f8, <i2, <u2, <i8")
for name, values in zip(
    rows.dtype.names,
    (
        rng.integers(0, 2**32, len(rows)),
        rng.uniform(-1000, 1000, len(rows)),
        rng.integers(-100, 100, len(rows)),
        rng.integers(0, 50, len(rows)),
        rng.integers(-(2**62), 2**62, len(rows)),
    ),
):
    rows[name] = values
    write("row." + name, numpy.ascontiguousarray(rows[name]))
write("rows", rows)
