#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for the quantiles of stat: quantile.tsv.

quantile.tsv  d, q or Q for doubles, signed and unsigned integers of 64 bits; their little-endian bytes; the quantiles at
              5, 25, 50, 75 and 95 of a hundred, as hexadecimal floats or integers; of integers mean and standard deviation

Reference: numpy.quantile with the method inverted_cdf, of an array in which NaN is left out; fractions, and
the statistics module, which works with them and rounds once.
"""
import fractions
import math
import random
import statistics

import numpy

from oracle import write

RANDOM = random.Random(2019)
PARTS = [0.05, 0.25, 0.5, 0.75, 0.95]


def reals():
    yield [1.5]
    yield [2.0, 1.0]
    yield [3.0] * 50
    yield [0.0, -0.0, 1.0, -1.0]
    yield [math.nan, math.inf, 1.0, -math.inf, math.nan, 2.0, math.inf]
    yield [-math.inf] * 3 + [math.inf] * 2
    yield [math.exp(RANDOM.gauss(0, 4)) for _ in range(203)]
    yield [-math.exp(RANDOM.gauss(0, 4)) for _ in range(203)]
    yield [RANDOM.gauss(0, 1) for _ in range(203)]
    yield [RANDOM.choice((-1, 1)) * 10.0 ** RANDOM.uniform(-290, 300) for _ in range(203)]
    yield [1000 + RANDOM.random() for _ in range(203)]
    yield [RANDOM.paretovariate(0.5) for _ in range(203)]


def integers():
    yield [7]
    yield [2 ** 53 + n for n in range(9)]
    yield [2 ** 63 - 1, -2 ** 63, 0]
    yield [RANDOM.randrange(-2 ** 63, 2 ** 63) for _ in range(203)]
    yield [RANDOM.choice((-1, 1)) * 2 ** RANDOM.randrange(63) for _ in range(203)]
    yield [RANDOM.randrange(-1000, 1000) for _ in range(203)]
    yield list(range(203))
    yield [2 ** 62 + n for n in (4, 7, 13, 16)]
    yield [-2 ** 62 + n for n in (4, 7, 13, 16, 2 ** 30)]
    yield [-2 ** 63, -2 ** 63 + 1, -2 ** 63 + 3]


def naturals():
    yield [2 ** 64 - 1, 2 ** 64 - 2, 2 ** 63]
    yield [RANDOM.randrange(2 ** 64) for _ in range(203)]
    yield [2 ** RANDOM.randrange(64) + RANDOM.randrange(2) for _ in range(203)]


def mean(values):
    return fractions.Fraction(sum(values), len(values))


def row(letter, values, show):
    array = numpy.array(values, dtype={'d': '<f8', 'q': '<i8', 'Q': '<u8'}[letter])
    numbers = array[~numpy.isnan(array)] if letter == 'd' else array
    # Of their ranks, which doubles hold whatever the numbers are.
    ordered = numpy.sort(numbers)
    ranks = numpy.quantile(numpy.arange(len(ordered)), PARTS, method='inverted_cdf')
    quantiles = ' '.join(show(ordered[int(rank)].item()) for rank in ranks)
    whole = letter != 'd' and len(values) > 1
    spread = [float(f(values)).hex() for f in (mean, statistics.stdev)] if whole else ['', '']
    return (letter, array.tobytes().hex(), quantiles, *spread)


write('quantile.tsv', ['kind, values, quantiles at 5 25 50 75 95 of a hundred: numpy.quantile, inverted_cdf; mean, deviation'],
      [row('d', values, float.hex) for values in reals()]
      + [row('q', values, str) for values in integers()]
      + [row('Q', values, str) for values in naturals()])
