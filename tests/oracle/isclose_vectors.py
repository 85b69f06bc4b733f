# SPDX-License-Identifier: MIT

"""isclose.tsv: which numbers count as equal within tolerances, by numpy.isclose and exact fractions."""
import random
import struct
from fractions import Fraction

import numpy

import oracle

random.seed(12)
TOLERANCES = ['0', '1e-9', '1e-5', '0.001', '0.25', '1', '3', '1e10']


def floats():
    """Doubles at every distance, and those that are none."""
    special = [0.0, -0.0, 1.0, -1.0, float('nan'), float('inf'), float('-inf'), 5e-324, 1.7976931348623157e308]
    values = special + [random.uniform(-4, 4) for _ in range(8)]
    for a in values:
        for b in values:
            yield a, b
    for _ in range(300):
        a = random.choice([random.uniform(-4, 4), random.uniform(-1e12, 1e12)])
        yield a, a * (1 + random.choice([1e-9, 1e-5, 0.001, 0.25]) * random.choice([0.5, 1, 2, -1]))
        yield a, a + random.choice([1e-9, 1e-5, 0.001, 0.25, 1]) * random.choice([0.999999, 1, 1.000001, -1])


def integers():
    edges = [0, 1, -1, 2, 3, 4, 1000, 1001, 2**53, 2**53 + 1, 2**63 - 1, -2**63, -2**63 + 1]
    for a in edges:
        for b in edges:
            yield a, b
    for _ in range(200):
        a = random.randrange(-2**63, 2**63)
        yield a, min(max(a + random.randrange(-5, 6), -2**63), 2**63 - 1)


def close_floats(a, b, rtol, atol):
    with numpy.errstate(all='ignore'):
        return bool(numpy.isclose(numpy.float64(a), numpy.float64(b), rtol=float(rtol), atol=float(atol), equal_nan=True))


def close_integers(a, b, rtol, atol):
    """numpy makes doubles of them; the rule itself, exactly."""
    return abs(a - b) <= Fraction(atol) + Fraction(rtol) * abs(b)


def rows():
    for format, pairs, close in (('<d', floats, close_floats), ('<q', integers, close_integers)):
        for a, b in pairs():
            rtol, atol = random.choice(TOLERANCES), random.choice(TOLERANCES)
            yield (format, struct.pack(format, a).hex(), struct.pack(format, b).hex(), rtol, atol,
                   int(close(a, b, rtol, atol)))


oracle.write('isclose.tsv', ['format, a and b in hex, rtol, atol, whether they are equal; numpy.isclose with equal_nan, '
                             'of integers exact fractions'], rows())
