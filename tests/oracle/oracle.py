# SPDX-License-Identifier: MIT

"""Helpers shared by the vector makers: files, cell escapes, value tokens, exact binary floating point."""
import math
import os
import re
import struct
from functools import lru_cache
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))

# ---------------------------------------------------------------- files and cells

NAMED = {0x5C: r'\\', 9: r'\t', 10: r'\n', 13: r'\r', 11: r'\v', 12: r'\f'}


def escape(text):
    """Free text as a cell: printable ASCII, everything else escaped byte by byte."""
    data = text.encode() if isinstance(text, str) else bytes(text)
    return ''.join(NAMED.get(b) or (chr(b) if 0x20 <= b < 0x7F else f'\\x{b:02x}') for b in data)


def comma(values):
    return ','.join(str(v) for v in values)


def write(name, comments, rows):
    """Write comment lines, then every distinct row once, in the order given."""
    lines = ['# ' + line for line in comments]
    lines += dict.fromkeys('\t'.join(str(cell) for cell in row) for row in rows)
    with open(os.path.join(HERE, name), 'w', encoding='utf-8', newline='\n') as file:
        file.write('\n'.join(lines) + '\n')


# ---------------------------------------------------------------- value tokens

def bits64(value):
    return 'nan' if value != value else struct.pack('>d', value).hex()


def token(value):
    """i-123, b1, d<16 hex digits> or dnan, z<re>,<im>, x<hex of bytes>, u<hex of UTF-8>."""
    if isinstance(value, bool):
        return f'b{value:d}'
    if isinstance(value, int):
        return f'i{value}'
    if isinstance(value, float):
        return 'd' + bits64(value)
    if isinstance(value, complex):
        return f'z{bits64(value.real)},{bits64(value.imag)}'
    if isinstance(value, bytes):
        return 'x' + value.hex()
    return 'u' + value.encode().hex()


def tokens(values):
    return ' '.join(token(v) for v in values)


def flatten(nested):
    """The innermost values of nested lists, in order."""
    if not isinstance(nested, list):
        return [nested]
    return [value for part in nested for value in flatten(part)]


# ---------------------------------------------------------------- binary floating point, exactly

class Kind:
    """A binary float format; `top` is the code of the largest finite value."""

    def __init__(self, exponent_bits, fraction_bits, top, infinity):
        self.width = 1 + exponent_bits + fraction_bits
        self.fraction_bits, self.top, self.infinity = fraction_bits, top, infinity
        self.emin = 2 - (1 << (exponent_bits - 1))
        self.sign = 1 << (self.width - 1)
        self.digits = self.width // 4

    def hex(self, code):
        return f'{code:0{self.digits}x}'

    def magnitude(self, code):
        """The exact value of a code without sign bit, also of the one after `top`."""
        field, fraction = code >> self.fraction_bits, code & ((1 << self.fraction_bits) - 1)
        if field:
            fraction += 1 << self.fraction_bits
        return fraction * power(2, self.emin + max(field, 1) - 1 - self.fraction_bits)

    def nearest(self, value):
        """The code nearest to a magnitude, half to even; None when that is beyond `top`."""
        if value < self.magnitude(1) / 4:
            return 0
        if value > self.magnitude(self.top) * 2:
            return None
        exponent = max(floor_log(value, 2), self.emin)
        code = round(value / power(2, exponent - self.fraction_bits))
        code += (exponent - self.emin) << self.fraction_bits
        return code if code <= self.top else None

    @lru_cache(maxsize=None)
    def shortest(self, code):
        """Digits and exponent of the shortest decimal read back as this finite code, the closest of them."""
        value = self.magnitude(code)
        low = (self.magnitude(code - 1) + value) / 2
        high = (self.magnitude(code + 1) + value) / 2
        exponent = floor_log(value, 10)
        for places in range(-exponent, 800 - exponent):
            unit = power(10, -places)
            below = value // unit
            found = [n for n in (below, below + 1)
                     if low < n * unit < high or (code % 2 == 0 and n * unit in (low, high))]
            if found:
                digits = str(min(found, key=lambda n: (abs(n * unit - value), n % 2)))
                return digits.rstrip('0'), len(digits) - 1 - places

    def text(self, code):
        """The shortest text of any code, as Python's repr would lay it out."""
        minus, code = '-' if code & self.sign else '', code & (self.sign - 1)
        if code > self.top:
            return minus + 'inf' if code == self.infinity else 'nan'
        return minus + (layout(*self.shortest(code)) if code else '0.0')


KINDS = {
    'f32': Kind(8, 23, 0x7F7FFFFF, 0x7F800000),
    'f16': Kind(5, 10, 0x7BFF, 0x7C00),
    'bf16': Kind(8, 7, 0x7F7F, 0x7F80),
    'f8e4m3': Kind(4, 3, 0x7E, None),
    'f8e5m2': Kind(5, 2, 0x7B, 0x7C),
    'f128': Kind(15, 112, (0x7FFF << 112) - 1, 0x7FFF << 112),
}


@lru_cache(maxsize=4000)
def power(base, exponent):
    return Fraction(base) ** exponent


def floor_log(value, base):
    """floor(log(value)), exactly."""
    value = Fraction(value)
    bits = value.numerator.bit_length() - value.denominator.bit_length()
    result = bits if base == 2 else math.floor((bits - 1) * math.log10(2))
    while power(base, result + 1) <= value:
        result += 1
    while power(base, result) > value:
        result -= 1
    return result


def layout(digits, exponent):
    """d.ddd x 10^exponent written as repr(float) writes it."""
    if -4 <= exponent < 16:
        if exponent < 0:
            return '0.' + '0' * (-exponent - 1) + digits
        digits = digits.ljust(exponent + 2, '0')
        return digits[:exponent + 1] + '.' + digits[exponent + 1:]
    return digits[0] + ('.' + digits[1:] if digits[1:] else '') + f'e{exponent:+03d}'


NUMBER = re.compile(r'(-?)0x([0-9a-fA-F]*)\.?([0-9a-fA-F]*)(?:[pP]([-+]?\d+))?$')


@lru_cache(maxsize=200)
def parse(text):
    """Sign (0 or 1) and exact magnitude of a decimal or hex float text."""
    if '0x' not in text:
        return int(text[0] == '-'), abs(Fraction(text))
    minus, whole, fraction, exponent = NUMBER.match(text).groups()
    return int(minus == '-'), int(whole + fraction, 16) * power(2, int(exponent or 0) - 4 * len(fraction))


def round_text(kind, text):
    """The code of the value nearest to the text, or None if that is too large."""
    minus, value = parse(text)
    code = KINDS[kind].nearest(value)
    return None if code is None else code | minus * KINDS[kind].sign


def exact(value):
    """Digits and power of ten: the exact decimal of a fraction whose denominator is a power of two."""
    scale = value.denominator.bit_length() - 1
    return value.numerator * 5 ** scale, -scale
