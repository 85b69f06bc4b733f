#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for struct formats: struct_calcsize.tsv, struct_unpack.tsv, struct_pack.tsv.

Reference: CPython's struct module (3.11, x86-64 Linux, little-endian). Differences that are meant:
  * formats using what bview has on top of struct are not recorded as errors but left out;
  * `0p` is read as `0s`: CPython 3.11 raises SystemError for it;
  * pack refuses what bview must refuse: text too long for s and p, c that is not one byte, and finite values
    from 3.4028235677973366e38 on for f in every byte order (native struct gives infinity).

struct_calcsize.tsv  format, size or `error`
struct_unpack.tsv    format, bytes in hex, value tokens
struct_pack.tsv      format, value texts, packed bytes in hex or `error`
Value texts are written as on bview's command line, then escaped as a cell with a space inside a text as \\x20,
then joined by one space. A cell never consists of one empty text: an empty cell means no value.
"""
import math
import random
import re
import struct

from oracle import KINDS, escape, round_text, tokens, write

SPACES = ' \t\n\r\v\f'
ANY, NATIVE = 'xcbB?hHiIlLqQefdsp', 'nNP'
PREFIXES = ['', '', '', '@', '=', '<', '<', '>', '!']
EXTENSION = re.compile(r'.[@=<>!]|[:T{}()ZgwuFDO&X\[\]^]', re.S)
random.seed(20240601)
pick = random.choice


def chance(percent):
    return random.random() * 100 < percent


def reference(form):
    return re.sub(r'(?<!\d)(0+)p', r'\1s', form)


def letters(prefix):
    return ANY + NATIVE if prefix in ('', '@') else ANY


def space():
    return ''.join(pick(SPACES) for _ in range(random.randint(1, 3)))


def count(huge):
    if chance(55):
        return ''
    if huge and chance(6):
        return str(random.randrange(10 ** random.randint(2, 18)))
    return '0' * (random.randint(1, 4) if chance(8) else 0) + str(random.randint(0, 20 if chance(30) else 5))


def make_format(most, huge=False, among=None):
    prefix = pick(PREFIXES)
    among = among or letters(prefix)
    items = [count(huge) + pick(among) for _ in range(random.randint(1, most))]
    gaps = chance(25)
    text = ''.join((space() if gaps and chance(40) else '') + item for item in items)
    return prefix + text + (space() if gaps and chance(20) else '')


def calcsize(form):
    try:
        return struct.calcsize(form)
    except (struct.error, ValueError):  # ValueError: text that is not ASCII
        return 'error'


# ---------------------------------------------------------------- calcsize

TRAPS = '''bi ib <ib l <l @bhq =bhq ib0i llh0l b0q <ib0i 0s 0x 0c 0p h0ib b0s b0x b0c b0p i0s i0x i0c i0p @ib
    i, +1i -1i 1_0i 1.0i 3 i3 <3 3i4 2147483648i 9223372036854775807b 9223372036854775808b 9223372036854775807x
    9223372036854775807s 9223372036854775807p 9223372036854775807c 9223372036854775807? 9223372036854775807h
    4611686018427387903h 4611686018427387904h 2305843009213693951i 2305843009213693952i 1152921504606846975q
    1152921504606846976q 1152921504606846976d 18446744073709551616b 18446744073709551617b
    340282366920938463463374607431768211457b 99999999999999999999999s 9223372036854775806bb
    9223372036854775806bbb 9223372036854775807bi 9223372036854775807b0i 9223372036854775800b0q
    9223372036854775801b0q <9223372036854775801b0q 9223372036854775804b0i <9223372036854775805b0i
    9223372036854775806h9223372036854775806h 4611686018427387904b4611686018427387904b
    4611686018427387903h1s 4611686018427387903h2s 000i 00003i 0000000000000000000000000000000000000003i
    n N P @n @N @P =n =N =P <n <N <P >n >N >P !n !N !P <3n <0N bn bN bP <bP 4h 4s 4c 0i 3x p 1p s 1s 256p 300p
    @ = < > ! @l =l <L >q !e @e =e be bf bd b? hx xh 10x0q 3s0i b3x0h 0q 0q0q b0qb b0qi'''.split()
WORDS = ['', ' ', '\t\n\r\v\f', '< i', '<\ti', '@ b i', '> \n h\v h\f', ' i', '\ti', 'i ', 'i\n', '3 i', '< 3 i', '3\ti',
         '3\n', '3 ', 'b 3', 'b i', 'b  0i', 'i\0', '\0', '\0i', 'i\0i', '<\0', '\xe9', 'i\xe9', '\u0663i', '3\xa0i', 'i\xa0i',
         'i\u2003i', '\ufeffi', 'i\x1fi', 'i\x1ci', 'i\x85i', 'i\x08i', 'i\x7f', '\x1bi']
STRAY = '$%*+-/,.;"\'\\_|~`ACEGJKMRSUVWYajkmortvyz'


def bad_format():
    base = make_format(4)
    at = random.randint(1 if base[0] in '@=<>!' else 0, len(base))
    what = random.randrange(8)
    if what == 0:
        return base[:at] + pick(STRAY) + base[at:]
    if what == 1:
        return base + str(random.randint(0, 99))
    if what == 2:
        return base + str(random.randint(0, 99)) + space() + pick(ANY)
    if what == 3:
        return base + pick('+-') + str(random.randint(0, 20)) + pick(ANY)
    if what == 4:
        return base + pick(['1_0', '1.0', '0x1', '1e1', '1,', '1 0', '-', '+', '1+1', '1*2', "1'0"]) + pick(ANY)
    if what == 5:
        return pick('=<>!') + base.lstrip('@=<>!') + count(False) + pick(NATIVE)
    if what == 6:
        return base + str(2 ** 63 - random.randint(-20, 20)) + pick(ANY) + make_format(2).lstrip('@=<>!')
    return base[:at] + pick(['\0', '\xe9', '\u20ac', '\x01', '\x1f', '\x7f', '\x80', '\u0661']) + base[at:]


def calcsize_rows():
    forms = TRAPS + WORDS
    forms += [p + n + c for p in ['', '@', '=', '<', '>', '!'] for n in ('', '0', '1', '3', '07') for c in ANY + NATIVE]
    forms += ['@' + a + b for a in 'bhiqs' for b in ANY + NATIVE] + [a + '0' + b for a in 'bhi' for b in ANY + NATIVE]
    forms += [make_format(8, huge=True) for _ in range(3000)] + [bad_format() for _ in range(700)]
    for form in forms:
        size = calcsize(form)
        if size != 'error' or not EXTENSION.search(form):
            yield escape(form), size


# ---------------------------------------------------------------- unpack

SPECIAL = {
    'e': [0x0000, 0x8000, 0x0001, 0x83FF, 0x0400, 0x3C00, 0x7BFF, 0xFBFF, 0x7C00, 0xFC00, 0x7C01, 0x7E00, 0xFE00, 0xFFFF],
    'f': [0, 0x80000000, 1, 0x807FFFFF, 0x00800000, 0x3F800000, 0x7F7FFFFF, 0xFF7FFFFF, 0x7F800000, 0xFF800000,
          0x7F800001, 0x7FC00000, 0xFFC00000, 0xFFFFFFFF, 0x3DCCCCCD],
    'd': [0, 1 << 63, 1, 0x800FFFFFFFFFFFFF, 1 << 52, 0x3FF << 52, 0x7FEFFFFFFFFFFFFF, 0x7FF << 52, 0xFFF << 52,
          (0x7FF << 52) + 1, 0x7FF8 << 48, 0xFFF8 << 48, (1 << 64) - 1, 0x3FB999999999999A],
}
WIDTH = {'e': 2, 'f': 4, 'd': 8}


def filled(form):
    """Random bytes for a format, floats often special, single bytes often zero."""
    data = bytearray(random.randbytes(struct.calcsize(form)))
    prefix = form[0] if form[0] in '@=<>!' else '@'
    end = '>' if prefix in '>!' else '<'
    done = prefix
    for number, letter in re.findall(r'(\d*)([a-zA-Z?])', form):
        done += '0' + letter if letter not in 'sxpc?bB' else ''
        start = struct.calcsize(done)
        done += number + letter
        if letter in WIDTH and chance(60):
            size = WIDTH[letter]
            for at in range(start, struct.calcsize(done), size):
                data[at:at + size] = struct.pack(end + {2: 'H', 4: 'I', 8: 'Q'}[size], pick(SPECIAL[letter]))
        elif letter in '?p' and struct.calcsize(done) > start:
            data[start] = pick([0, 1, 2, 3, 5, 128, 255, data[start]])
    return bytes(data)


def unpack_rows():
    forms = [p + n + c for p in PREFIXES for n in ('', '0', '1', '2', '5') for c in letters(p)] * 2
    forms += [make_format(6) for _ in range(2700)] + [make_format(4, among='efd?p') for _ in range(700)]
    for form in forms:
        if struct.calcsize(form) <= 36:
            data = filled(form)
            yield escape(form), data.hex(), tokens(struct.unpack(reference(form), data))


# ---------------------------------------------------------------- pack

LIMIT = {'e': 65520.0, 'f': 3.4028235677973366e38, 'd': math.inf}
SIZE = {'b': 1, 'h': 2, 'i': 4, 'q': 8}


def integer_range(prefix, letter):
    bits = 8 * struct.calcsize(prefix + letter)
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if letter in 'bhilqn' else (0, (1 << bits) - 1)


def integer_text(value):
    style = pick(['d', 'd', 'd', '#x', '#o', '#b'])
    return format(value, style if abs(value) < 2 ** 64 else 'd')


def near_border(letter):
    """A double at, or next to, the middle between two neighbours of a narrower type."""
    kind = KINDS[{'e': 'f16', 'f': 'f32'}[letter]]
    code = pick([random.randrange(kind.top + 1), random.randrange(1 << kind.fraction_bits), random.randrange(8),
                 kind.top - random.randrange(8), kind.top])
    middle = float((kind.magnitude(code) + kind.magnitude(code + 1)) / 2)
    value = pick([middle, middle, math.nextafter(middle, math.inf), math.nextafter(middle, 0), float(kind.magnitude(code))])
    return pick([value, -value])


def float_value(letter, wrong):
    if wrong:
        if letter == 'd':
            return None
        low = LIMIT[letter]
        return pick([1, -1]) * pick([low, math.nextafter(low, math.inf), low * 1.5, 1.7976931348623157e308, low * random.uniform(1, 9)])
    if chance(10):
        return pick([math.nan, math.inf, -math.inf, 0.0, -0.0, 1.0, -1.0, 0.1, 5e-324])
    if chance(15):
        return float(random.randint(-3000, 3000))
    if letter != 'd' and chance(60):
        value = near_border(letter)
    else:
        value = random.uniform(-1, 1) * 2.0 ** random.randint(*{'e': (-27, 15), 'f': (-152, 127), 'd': (-1074, 1023)}[letter])
    return value if abs(value) < LIMIT[letter] else 1.5


def float_text(letter, value):
    """repr or hex. Hex where the decimal text, rounded once, would not give what the double gives."""
    if not math.isfinite(value):
        return str(value)
    if letter != 'd' and abs(value) < LIMIT[letter]:
        code = round_text({'e': 'f16', 'f': 'f32'}[letter], repr(value))
        if code is None or code.to_bytes(WIDTH[letter], 'little') != struct.pack('<' + letter, value):
            return value.hex()
    if value.is_integer() and abs(value) < 1e6 and (value or math.copysign(1, value) > 0) and chance(30):
        return str(int(value))
    return pick([repr(value), repr(value), value.hex()])


def text_of(data):
    text = ''.join(chr(b) if 0x20 <= b < 0x7F and b != 0x5C else f'\\x{b:02x}' for b in data)
    return '\\x2d' + text[1:] if text[:1] == '-' else text  # or it would look like an option


def some_bytes(length):
    return bytes(pick([random.randrange(256), random.randrange(32, 127), 0x20, 0x5C, 0]) if chance(40)
                 else random.randrange(97, 123) for _ in range(length))


def value_for(prefix, letter, room, wrong):
    """A value for struct, or None where bview must refuse, and its text."""
    if letter in 'spc':
        most = {'s': room, 'p': max(min(room - 1, 255), 0), 'c': 1}[letter]
        length = 1 if letter == 'c' else random.randint(0, most)
        if wrong:
            length = most + random.randint(1, 3)
        data = some_bytes(length)
        return None if wrong else data, text_of(data)
    if letter == '?':
        value = chance(50)
        return (None, pick(['2', '-1', '0.0', 'yes'])) if wrong else (value, pick(['true', 'true', '1'] if value else ['false', 'false', '0']))
    if letter in 'efd':
        value = float_value(letter, wrong)
        if wrong:
            return None, '-1e309' if value is None else float_text(letter, value)
        return value, float_text(letter, value)
    low, high = integer_range(prefix, letter)
    if wrong:
        value = pick([low - 1, high + 1, low - random.randint(1, 1000), 2 * high + 2, 10 ** 30, -10 ** 30])
        return None, pick(['1.0', '1e3', 'abc', '0x', 'nan']) if chance(10) else integer_text(value)
    value = pick([low, high, 0, 1, random.randint(low, high), random.randint(low, high), random.randint(max(low, -99), 99)])
    return value, integer_text(value)


def pack_row(form, wrong=False):
    """One case; with `wrong`, one of its values is refused."""
    prefix = form[0] if form[0] in '@=<>!' else ''
    slots = []
    for number, letter in re.findall(r'(\d*)([a-zA-Z?])', form):
        times = int(number or 1)
        slots += [(letter, times)] * (letter != 'x' if letter in 'spx' else times)
    wrong = wrong and bool(slots)
    bad = random.randrange(len(slots)) if wrong else None
    made = [value_for(prefix, letter, room, at == bad) for at, (letter, room) in enumerate(slots)]
    values, texts = [value for value, _ in made], [text for _, text in made]
    if texts == ['']:
        return None
    packed = 'error' if wrong else struct.pack(reference(form), *values).hex()
    return escape(form), ' '.join(escape(text).replace(' ', '\\x20') for text in texts), packed


def decimal_rows():
    """Long decimals for d, and the words of the traps."""
    for _ in range(120):
        value = abs(float_value('d', False))
        if math.isfinite(value):
            for other in (value, math.nextafter(value, 0), math.nextafter(value, math.inf)):
                text = f'{other:.{random.randint(16, 40)}e}'
                yield '<d', text, struct.pack('<d', float(text)).hex()
    cases = [('e', '65520.0 65519.99999999999 2.9802322387695312e-08 2.980232238769532e-08 2049.0 2051.0 65504 1e5 -65520'),
             ('f', '3.4028235677973366e38 3.4028235677973362e38 -3.4028235677973366e38 1e39 1.7976931348623157e308 inf 3 16777217 16777219'),
             ('d', '1e309 -1e309 1e400 1.7976931348623157e308 4.9e-324 2e-324 1e-400 3 9007199254740993 18446744073709551615')]
    for letter, texts in cases:
        for text in texts.split():
            value = float(text)
            wrong = text != 'inf' and abs(value) >= LIMIT[letter]
            for prefix in ('', '@', '=', '<', '>', '!'):
                yield prefix + letter, text, 'error' if wrong else struct.pack(prefix + letter, value).hex()


def pack_rows():
    yield from decimal_rows()
    for form in ('@P', 'n', 'N', '3x', '0i', '<0h2x', '256pB', '300pB', '255sB', '0pB', 'pB', '1pB', '0sB', '@bhq', 'llh0l', 'b0q'):
        for _ in range(3):
            yield pack_row(form)
    for form in ('256p', '300p', '255s', '0p', 'p', '1p', '0s', 's', '4s', '4p', 'c', '2c'):
        for _ in range(3):
            yield pack_row(form, wrong=True)
    for prefix in ('', '<', '>'):
        for letter in 'ef':
            for _ in range(170):
                yield pack_row(prefix + letter)
    for number in range(1500):
        form = make_format(5)
        if struct.calcsize(form) <= 56:
            yield pack_row(form, wrong=number % 6 == 0)
    for letter in 'cbB?hHiIlLqQefdspnNP':
        for prefix in ('', '@') if letter in NATIVE else ('', '=', '<', '>'):
            for number in range(6):
                yield pack_row(prefix + letter, wrong=number % 3 == 0 and (letter, prefix) != ('?', '='))
    for form, texts in (('3i', '1 2'), ('3i', '1 2 3 4'), ('ih', '1 2 3'), ('<2s2s', 'a'), ('i', '1 x'), ('<2d', 'nan')):
        yield form, texts, 'error'


MAKER = 'struct_vectors.py, from CPython struct'
if __name__ == '__main__':
    write('struct_calcsize.tsv', [MAKER, 'format\tsize or error'], calcsize_rows())
    write('struct_unpack.tsv', [MAKER, 'format\tbytes\tvalue tokens'], unpack_rows())
    write('struct_pack.tsv', [MAKER, 'format\tvalue texts\tbytes or error'], (row for row in pack_rows() if row))
