#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for IEEE binary128: repr_f128.tsv, round_f128.tsv, fixed_f128.tsv.

Reference: exact fractions; decimal with as many digits as it takes for a fixed number of them. libquadmath's strtoflt128
reads all of repr_f128.tsv back; of round_f128.tsv it rounds three texts otherwise that lie at the middle between two numbers.
"""
import decimal
import random
from fractions import Fraction

from oracle import KINDS, exact, power, round_text, write

random.seed(20261128)
QUAD = KINDS['f128']
FRACTION = 1 << 112
pick, below = random.choice, random.randrange


def special_codes():
    bias = 16383
    for field in (0, 1, 2, bias - 1, bias, bias + 1, bias + 63, bias + 64, bias + 112, bias + 113, 0x7FFD, 0x7FFE):
        for fraction in (0, 1, 2, FRACTION // 2, FRACTION - 2, FRACTION - 1):
            yield field << 112 | fraction
    for text in ('0.1', '0.2', '0.3', '1e15', '1e16', '1e17', '1e-4', '1e-5', '123456789012345678901234567890123456',
                 '3.141592653589793238462643383279502884', '1e4932', '1e-4932', '9007199254740993', '0.5', '1.5', '100'):
        yield round_text('f128', text)


def codes():
    yield from special_codes()
    for _ in range(300):
        yield below(QUAD.top)
    for _ in range(300):
        yield (16383 + below(-120, 120)) << 112 | pick([below(FRACTION), below(16), FRACTION - 1 - below(16)])
    for _ in range(100):
        yield below(1 << pick([1, 8, 40, 100, 112]))
    for _ in range(100):
        yield round_text('f128', f'{below(10 ** below(1, 20))}e{below(-30, 30)}')


def repr_rows():
    for code in codes():
        signed = code | pick([0, 0, QUAD.sign])
        yield QUAD.hex(signed), QUAD.text(signed)
    yield QUAD.hex(QUAD.infinity), 'inf'
    yield QUAD.hex(QUAD.infinity | QUAD.sign), '-inf'
    yield QUAD.hex(QUAD.infinity | 1), 'nan'


def decimal_text(value):
    number, ten = exact(value)
    digits = str(number)
    return f'{digits[0]}.{digits[1:] or "0"}e{ten + len(digits) - 1}'


def round_texts():
    yield from ('0', '-0.0', '0e99999', '1e4931', '1e4932', '1e4933', '-1e99999', '1e-4965', '1e-4966', '3e-4966', '4e-4966',
                '1e-99999', '0x1p-16494', '0x1p-16495', '0x1.8p-16495', '0x1p16383', '0x1p16384', '0x.8p1',
                '0x1.fffffffffffffffffffffffffffffp16383', '0x1.ffffffffffffffffffffffffffff7fffp16383',
                '0x1.ffffffffffffffffffffffffffff8p16383', '0x10000000000000000000000000000.8p0', '0x3.7p-2')
    for code in list(special_codes()) + [below(QUAD.top) for _ in range(60)]:
        low, high = QUAD.magnitude(code), QUAD.magnitude(code + 1)
        middle = (low + high) / 2
        if low < power(10, -400) or low > power(10, 400):
            yield f'{decimal.Context(prec=pick([1, 20, 40])).divide(low.numerator, low.denominator)}'.lower()
            continue
        text = decimal_text(middle)
        mantissa, ten = text.split('e')
        yield text
        yield f'{mantissa}1e{ten}'
        yield f'{mantissa}{"0" * 300}1e{ten}'
        yield decimal_text(middle - middle / 10 ** 60 if middle.denominator == 1 else middle * (1 - Fraction(1, 2 ** 300)))
    for _ in range(200):
        yield f'{pick(["", "-"])}{below(10 ** below(1, 60))}e{below(-4990, 4930)}'
    for _ in range(60):
        yield f'0x{below(1 << below(4, 160)):x}.{below(1 << 40):x}p{below(-16600, 16300)}'
    yield '1' + '0' * 800 + 'e-800'
    yield '0.' + '0' * 800 + '15e801'


def round_rows():
    for text in round_texts():
        code = round_text('f128', text)
        yield text, 'error' if code is None else QUAD.hex(code)


def fixed_rows():
    """As Python's format would, with an exponent where repr has one."""
    context = decimal.Context(prec=12000, Emax=99999, Emin=-99999, rounding=decimal.ROUND_HALF_EVEN)
    for code in list(special_codes()) + [(16383 + below(-20, 60)) << 112 | below(FRACTION) for _ in range(100)]:
        value = QUAD.magnitude(code)
        number = context.divide(decimal.Decimal(value.numerator), decimal.Decimal(value.denominator))
        fixed = value == 0 or (code >= round_text('f128', '1e-4') and value < 10 ** 16)
        for precision in (0, 1, pick([3, 17, 34, 60])):
            with decimal.localcontext(context):
                if fixed:
                    text = f'{number:.{precision}f}'
                else:
                    mantissa, ten = f'{number:.{precision}e}'.split('e')
                    text = f'{mantissa}e{int(ten):+03d}'
            yield QUAD.hex(code), precision, text


FROM = 'quad_vectors.py, from exact fractions'
write('repr_f128.tsv', [FROM, 'bits\ttext'], repr_rows())
write('round_f128.tsv', [FROM, 'text\tbits or error'], round_rows())
write('fixed_f128.tsv', [FROM, 'bits\tdigits behind the point\ttext'], fixed_rows())
