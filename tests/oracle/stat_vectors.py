#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for the sums of stat: stat.tsv.

stat.tsv  bytes of little-endian doubles, count of NaN, of infinities, mean, standard deviation of what is finite
          (both as hexadecimal floats), number of distinct values

Reference: the statistics module, which works with fractions and rounds once.
"""
import math
import random
import statistics
import struct
import sys

from oracle import write

RANDOM = random.Random(1962)


def samples():
    yield [1.0]
    yield [1.0, 2.0]
    yield [0.0, -0.0, 0.0]
    yield [1e9 + n for n in (4, 7, 13, 16)]
    yield [1e15 + n for n in (4, 7, 13, 16)]
    yield [math.nan, 1.0, math.inf, -math.inf, 3.0, math.nan]
    yield [0.1] * 10
    yield [-1e-300, 1e-300, 5e-324]
    yield [1e150, -1e150, 3e149]
    for count in (7, 8, 9, 100):
        yield [RANDOM.gauss(1000, 0.001) for _ in range(count)]
        yield [RANDOM.uniform(-1, 1) for _ in range(count)]
        yield [float(RANDOM.randrange(5)) for _ in range(count)]
    # Their squares are no doubles.
    yield [1e200, -1e200, 3e199]
    yield [1e-200, 2e-200, 4e-200]
    yield [5e-324, 0.0, 1e-323]
    yield [sys.float_info.max, sys.float_info.max, 1e308]
    yield [sys.float_info.max, sys.float_info.max, -sys.float_info.max / 2]


def row(values):
    finite = [v for v in values if math.isfinite(v)]
    deviation = statistics.stdev(finite).hex() if len(finite) > 1 else ''
    return (struct.pack(f'<{len(values)}d', *values).hex(), sum(map(math.isnan, values)),
            sum(map(math.isinf, values)), float(statistics.mean(finite)).hex(), deviation,
            len({v for v in values if v == v}))


write('stat.tsv', ['doubles, NaN, infinities, mean, deviation, distinct: by the statistics module'],
      [row(values) for values in samples()])
