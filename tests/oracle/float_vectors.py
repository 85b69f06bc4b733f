#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for floats as text and text as floats.

repr_f64.tsv     bits in hex, text: Python's repr
repr_f32.tsv     bits, text: digits by numpy's format_float_scientific(unique=True), laid out as repr does
repr_f16.tsv     bits, text: the same for all 65536 patterns
repr_bf16.tsv    bits, text: all 65536 patterns; the shortest decimal that reads back, of these the closest
repr_f8.tsv      type, bits, text: all patterns of f8e4m3 (OCP "fn": no infinity, NaN is 7f and ff, largest 448) and
                 f8e5m2 (like IEEE); the exact value printed as an f32
round_small.tsv  type, decimal or hex float text, bits or `error` when a finite value is too large: half to even,
                 rounded once, by exact fractions

bf16 comes from oracle.Kind.shortest. That routine was run on all of f16 and on the values of repr_f32.tsv against numpy
1.24: no disagreement (this script stops if one appears). Left out of round_small.tsv: f32 from 3.4028235677973366e38
up to, not including, 2^128 - 2^103 (below the exact border, but the double nearest to it counts as too large), and
f8e4m3 464, the middle between 448 and the first value that does not exist.
"""
import math
import random
import struct
from fractions import Fraction

import numpy as np

from oracle import KINDS, exact, floor_log, layout, parse, round_text, write

random.seed(20240602)
pick = random.choice


def double(bits):
    return struct.unpack('>d', struct.pack('>Q', bits))[0]


def bits64(value):
    return struct.unpack('>Q', struct.pack('>d', value))[0]


def bits32(value):
    return struct.unpack('>I', struct.pack('>f', value))[0]


def around(bits, reach):
    return [b for b in range(bits - reach, bits + reach + 1) if b >= 0]


# ---------------------------------------------------------------- values as text

THRESHOLDS = ['1e-5', '1e-4', '0.001', '0.1', '1', '10', '1e15', '1e16', '1e17', '9999999999999998', '123456789012345680',
              '9007199254740992', '4294967296', '16777216', '0.3', '3.141592653589793', '2.5', '123456', '1e21', '1e22', '1e23']


def f64_rows():
    codes = [0, 1, 2, 3, (1 << 52) - 1, 1 << 52, (1 << 52) + 1, 0x7FEF << 48 | (1 << 48) - 1, 0x7FF << 52, (0x7FF << 52) + 1,
             0x7FF8 << 48, (1 << 63) - 1]
    codes += [b for text in THRESHOLDS for b in around(bits64(float(text)), 4)]
    codes += [bits64(float(f'1e{e}')) + d for e in range(-323, 309) for d in random.sample((-1, 0, 1), 2)]
    codes += [bits64(math.ldexp(1, e)) + d for e in range(-1074, 1024, 3) for d in ({0, pick((-1, 1))})]
    codes += [bits64(random.randint(1, 10 ** random.randint(1, 17)) / 10 ** random.randint(0, 20)) for _ in range(900)]
    codes += [random.getrandbits(63) for _ in range(600)] + [random.getrandbits(random.randint(1, 52)) for _ in range(60)]
    for at, code in enumerate(codes):
        code |= (1 << 63) if at < 12 or at % 9 == 8 else 0
        for one in {code & ~(1 << 63), code} if at < 12 else {code}:
            yield f'{one:016x}', repr(double(one))


def numpy_text(value, zero):
    """numpy's digits in the layout of Python's repr."""
    if not np.isfinite(value):
        return 'nan' if np.isnan(value) else '-inf' if value < 0 else 'inf'
    if value == zero:
        return '-0.0' if np.signbit(value) else '0.0'
    mantissa, exponent = np.format_float_scientific(abs(value), unique=True, trim='-').split('e')
    return ('-' if value < 0 else '') + layout(mantissa.replace('.', ''), int(exponent))


def checked(kind, code, value):
    text = numpy_text(value, value.dtype.type(0))
    if text != KINDS[kind].text(code):
        raise SystemExit(f'{kind} {code:x}: numpy {text}, exact {KINDS[kind].text(code)}')
    return KINDS[kind].hex(code), text


def f32_rows():
    codes = [0, 1, 2, 3, 0x7FFFFF, 0x800000, 0x800001, 0x7F7FFFFF, 0x7F7FFFFE, 0x7F800000, 0x7F800001, 0x7FC00000, 0x7FFFFFFF]
    codes += [c | 1 << 31 for c in codes]
    codes += [b for text in THRESHOLDS for b in around(bits32(float(text)), 6)]
    codes += [b for e in range(-45, 39) for b in around(bits32(float(f'1e{e}')), 2)]
    codes += [b for e in range(-149, 128) for b in around(bits32(math.ldexp(1, e)), 1)]
    codes += [bits32(random.randint(1, 10 ** random.randint(1, 9)) / 10 ** random.randint(0, 12)) for _ in range(1300)]
    codes += [random.getrandbits(31) for _ in range(1300)] + [random.getrandbits(random.randint(1, 23)) for _ in range(60)]
    for at, code in enumerate(codes):
        code |= (1 << 31) if at % 9 == 8 else 0
        yield checked('f32', code, np.array(code, '<u4').view('<f4')[()])


def f8_rows():
    for name in ('f8e4m3', 'f8e5m2'):
        kind = KINDS[name]
        for code in range(256):
            magnitude = code & 0x7F
            if magnitude > kind.top:
                text = kind.text(code)
            else:
                value = np.float32(float(kind.magnitude(magnitude))) * np.float32(-1 if code & 0x80 else 1)
                text = numpy_text(value, np.float32(0))
            yield name, kind.hex(code), text


# ---------------------------------------------------------------- text as values

def decimals(value, extra=''):
    """The exact decimal of a dyadic fraction, followed by extra digits, in a random spelling."""
    number, power = exact(value)
    digits = str(number) + extra
    power -= len(extra)
    style = random.randrange(4)
    if style == 0 and power <= 0 and len(digits) - 150 < -power < 60:
        whole = digits.rjust(1 - power, '0')
        return whole[:len(whole) + power] + ('.' + whole[power:] if power else '')
    if style == 1:
        return f'{digits}e{power}'
    if style == 2 and not extra:
        digits, power = digits + '0' * 5, power - 5
    first = digits[0] + ('.' + digits[1:] if digits[1:] else '')
    return f'{first}{pick("eE")}{power + len(digits) - 1:{pick(["", "+", "+03d"])}}'


def hexes(value, extra=''):
    """A hex float text of a dyadic fraction, followed by extra digits."""
    exponent = floor_log(value, 2)
    fraction = value / Fraction(2) ** exponent - 1
    digits = ''
    while fraction:
        fraction *= 16
        digits += f'{int(fraction):x}'
        fraction -= int(fraction)
    digits += extra
    return f'0x1{"." + digits if digits else ""}p{exponent:{pick(["", "+"])}}'


def spelled(value):
    """Texts for one value: itself, and a hair to either side."""
    minus = pick(['', '', '-'])
    yield minus + decimals(value)
    yield minus + decimals(value, '0' * random.choice([5, 30, 30, 60]) + '1')
    yield minus + below(value)
    yield minus + hexes(value)
    if random.random() < 0.3:
        yield minus + hexes(value - value / 2 ** 80)
    if random.random() < 0.4:
        yield minus + hexes(value, '0' * random.choice([1, 15, 30]) + pick('18f'))


def below(value):
    """A decimal slightly smaller than a dyadic fraction: last digit one less, then nines."""
    number, power = exact(value)
    nines = random.choice([5, 30, 30])
    return f'{number * 10 ** nines - 1}e{power - nines}'


def ends(kind):
    """Values where a format begins and ends, and the middles around them."""
    unit, top = kind.magnitude(1), kind.magnitude(kind.top)
    border = (top + kind.magnitude(kind.top + 1)) / 2
    normal = 1 << kind.fraction_bits
    codes = [1, 2, 3, normal - 1, normal, normal + 1, kind.top - 1, kind.top]
    return ([kind.magnitude(c) for c in codes] + [(kind.magnitude(c) + kind.magnitude(c + 1)) / 2 for c in codes]
            + [unit / 4, unit * 3 / 4, border, border * 2, (top + border) / 2, kind.magnitude(kind.top + 1)])


PLAIN = ['0', '-0', '0.0', '-0.0', '0e5', '0x0p0', '-0x0.0p10', '1', '-1', '0.1', '-0.1', '0.3', '2049', '2051', '65504', '65519',
         '65519.99999999999999999999999999999999999999999999', '65520', '65520.00000000000000000000000001', '-65520',
         '65535', '1e5', '448', '463.9999999999999999999999999999999', '464.0000000000000000000000000000001', '465', '479.9',
         '480', '-448', '-480', '57344', '61439.99999999999', '61440', '-61440', '3.4028234663852886e38',
         '3.4028235677973365e38', '3.4028235677973367e38', '3.40282356779733661637539395458142568448e38',
         '340282356779733661637539395458142568448', '0x1.fffffep127', '0x1.fffffefffffffp127', '0x1.ffffffp127', '0x1p128',
         '1e-999999', '-1e-999999', '1e999999', '-1e999999', '0x1p-999999', '0x1p999999', '0e999999', '0x0p999999',
         '1e-45', '7e-46', '7.006492321624085e-46', '7.006492321624086e-46', '1e-40', '1e38', '1e39', '1e308', '1e309', '1e-400',
         '0.00000005960464477539062500', '0.00000002980232238769531250', '2.98023223876953125e-8', '2.98023223876953126e-8',
         '0x1.8p3', '0x1.8P+3', '0xap0', '0x.8p1', '0x123456789abcdefp-60', '0x0.000000000000000000000001p96', '0x1', '0xff.8p0',
         '0x1.00000000000000000000000000000000000000000000000001p0', '0x1.ffcp15', '0x1.ffdffffffffffffffffffffffffp15', '0x1.ffep15']


SMALLEST_TOO_LARGE = Fraction('3.4028235677973366e38')


def left_out(name, text):
    _, value = parse(text)
    return value == 464 if name == 'f8e4m3' else name == 'f32' and SMALLEST_TOO_LARGE <= value < 2 ** 128 - 2 ** 103


def texts(name):
    kind = KINDS[name]
    yield from PLAIN
    for value in ends(kind):
        yield from spelled(value)
    for _ in range({'f32': 125, 'f16': 115, 'bf16': 80}.get(name, 60)):
        code = pick([random.randrange(kind.top), random.randrange(1 << kind.fraction_bits), random.randrange(kind.top)])
        yield from spelled((kind.magnitude(code) + kind.magnitude(code + 1)) / 2)
    for _ in range(60):
        low, high = (math.log10(kind.magnitude(c)) for c in (1, kind.top))
        value = random.uniform(-1, 1) * 10 ** random.uniform(low - 0.5, high + 0.2)
        yield pick([repr(value), f'{value:.{random.randint(0, 30)}e}', value.hex()])
    for _ in range(3):
        value = kind.magnitude(random.randrange(kind.top // 2, kind.top))
        number, power = exact((value + kind.magnitude(kind.nearest(value) + 1)) / 2)
        for tail in ('0', '5'):
            digits = (str(number) + pick(['0', '0000'])).ljust(799, '0') + tail
            yield f'{digits[0]}.{digits[1:]}e{power + len(str(number)) - 1}'
    yield '0.' + '0' * 800 + '1'
    yield '1' + '0' * 800 + 'e-800'
    yield '0.' + '0' * 800 + '15e801'
    yield '0' * 800 + '1.5'
    yield ''.join(pick('123456789') for _ in range(800)) + 'e-800'


def round_rows():
    for name in ('f16', 'bf16', 'f8e4m3', 'f8e5m2', 'f32'):
        for text in texts(name):
            if not left_out(name, text):
                code = round_text(name, text)
                yield name, text, 'error' if code is None else KINDS[name].hex(code)


FLOAT = 'float_vectors.py, from '
if __name__ == '__main__':
    write('repr_f64.tsv', [FLOAT + "Python's repr", 'bits\ttext'], f64_rows())
    write('repr_f32.tsv', [FLOAT + "numpy's shortest digits", 'bits\ttext'], f32_rows())
    write('repr_f16.tsv', [FLOAT + "numpy's shortest digits", 'bits\ttext'],
          (checked('f16', code, np.array(code, '<u2').view('<f2')[()]) for code in range(65536)))
    write('repr_bf16.tsv', [FLOAT + 'exact fractions', 'bits\ttext'],
          ((f'{code:04x}', KINDS['bf16'].text(code)) for code in range(65536)))
    write('repr_f8.tsv', [FLOAT + "numpy's float32", 'type\tbits\ttext'], f8_rows())
    write('round_small.tsv', [FLOAT + 'exact fractions', 'type\ttext\tbits or error'], round_rows())
