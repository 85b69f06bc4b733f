#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for questions: question.tsv, assignment.tsv.

question.tsv    format, records in hex, question, the numbers of those for which it holds
assignment.tsv  format, records in hex, what fields shall be, the records then; or ! where a value does not fit

Reference: CPython's struct, integers, floats and bytes. Questions are made at random and worked out here step by step:
`/` of integers is Python's `//`, a division by 0 has no value, and what has none is equal to nothing, as NaN is. A
number with a point is rounded to the width of the float that it is compared with.
"""
import math
import random
import struct

from oracle import comma, write

INTEGERS = 'bBhHiIqQ'
FLOATS = {'e': 11, 'f': 24, 'd': 53}
RECORDS = 24


class Nothing:
    """The value of a division by 0."""


NOTHING = Nothing()


def boundary(letter):
    size = struct.calcsize('=' + letter) * 8
    low, high = (0, 2 ** size - 1) if letter.isupper() else (-2 ** (size - 1), 2 ** (size - 1) - 1)
    return random.choice([low, high, low + 1, high - 1, random.randint(low, high), random.randint(max(low, -5), 5)])


def some_float(letter):
    value = random.choice([0.0, -0.0, 1.0, 0.1, -2.5, 16777216.0, 1e-3, math.inf, -math.inf, math.nan,
                           random.uniform(-10, 10), random.uniform(-60000, 60000)])
    try:
        return struct.unpack('<' + letter, struct.pack('<' + letter, value))[0]
    except OverflowError:
        return math.inf


class Field:
    def __init__(self, number):
        self.name = 'abcdefgh'[number]
        self.order = random.choice('<>')
        self.letter = random.choice(INTEGERS + 'efd' + 's')
        self.is_text = self.letter == 's'

    def value(self):
        if self.is_text:
            return bytes(random.choices(b'ab%_', k=random.randrange(5)))
        return boundary(self.letter) if self.letter in INTEGERS else some_float(self.letter)

    def text(self):
        return f"{self.order}{'4s' if self.is_text else self.letter}:{self.name}:"

    def pack(self, value):
        return struct.pack(self.order + ('4s' if self.is_text else self.letter), value)


# ---------------------------------------------------------------- operands: text, and a function of a record

class Operand:
    def __init__(self, text, value, field=None, real=False):
        self.text, self.value, self.field, self.real = text, value, field, real


def field_operand(field):
    return Operand(field.name, lambda record, index: record[field.name], field, field.letter in FLOATS)


def literal(beside):
    """A constant, rounded where it has a point and stands beside a float."""
    letter = beside.field.letter if beside and beside.field else None
    if random.random() < 0.4:
        text = random.choice(['0.1', '2.5', '-2.5', '1e-3', '16777217.0', '-0.0', '3.0', '.5'])
        value = float(text)
        if letter in FLOATS:
            try:
                value = struct.unpack('<' + letter, struct.pack('<' + letter, value))[0]
            except OverflowError:
                pass
        return Operand(text, lambda record, index: value, real=True)
    value = random.choice([0, 1, -1, 2, 5, 127, 255, 256, -128, 2 ** 31, 2 ** 53, 2 ** 53 + 1, 2 ** 63, 2 ** 64 - 1,
                           -2 ** 63, 16777217, random.randint(-300, 300)])
    return Operand(str(value), lambda record, index: value)


def divided(a, b):
    return NOTHING if b == 0 else a // b


OPERATORS = {'+': lambda a, b: a + b, '-': lambda a, b: a - b, '*': lambda a, b: a * b, '/': divided, '//': divided,
             '%': lambda a, b: NOTHING if b == 0 else a % b, '&': lambda a, b: a & b, '|': lambda a, b: a | b,
             '^': lambda a, b: a ^ b, '>>': lambda a, b: a >> b if b >= 0 else NOTHING}


def lifted(function):
    def work(*values):
        return NOTHING if any(v is NOTHING for v in values) else function(*values)
    return work


def computed(fields):
    """Arithmetic of integers, of which 128 bits hold every step."""
    whole = [f for f in fields if f.letter in INTEGERS]
    if not whole:
        return None

    def operand(depth):
        if depth == 0 or random.random() < 0.3:
            if random.random() < 0.3:
                value = random.choice([0, 1, 2, 3, 7, 255])
                return Operand(str(value), lambda record, index: value)
            if random.random() < 0.1:
                return Operand('index', lambda record, index: index)
            return field_operand(random.choice(whole))
        kind = random.random()
        if kind < 0.15:
            a = operand(depth - 1)
            return Operand(f'-({a.text})', lambda r, i: lifted(lambda v: -v)(a.value(r, i)))
        if kind < 0.25:
            a, b = operand(depth - 1), operand(depth - 1)
            name = random.choice(['min', 'max'])
            return Operand(f'{name}({a.text}, {b.text})',
                           lambda r, i: lifted({'min': min, 'max': max}[name])(a.value(r, i), b.value(r, i)))
        if kind < 0.32:
            a = operand(depth - 1)
            return Operand(f'abs({a.text})', lambda r, i: lifted(abs)(a.value(r, i)))
        if kind < 0.38:
            a = operand(depth - 1)
            return Operand(f'~({a.text})', lambda r, i: lifted(lambda v: ~v)(a.value(r, i)))
        sign = random.choice(list(OPERATORS))
        a, b = operand(depth - 1), operand(depth - 1)
        if sign == '>>':
            shift = random.choice([0, 1, 7, 63])
            b = Operand(str(shift), lambda record, index: shift)
        return Operand(f'({a.text} {sign} {b.text})',
                       lambda r, i: lifted(OPERATORS[sign])(a.value(r, i), b.value(r, i)))
    return operand(2)


# ---------------------------------------------------------------- conditions

COMPARISONS = {'==': lambda a, b: a == b, '!=': lambda a, b: a != b, '<': lambda a, b: a < b, '<=': lambda a, b: a <= b,
               '>': lambda a, b: a > b, '>=': lambda a, b: a >= b}


def compare(sign, a, b):
    return sign == '!=' if a is NOTHING or b is NOTHING else COMPARISONS[sign](a, b)


def like(text, pattern):
    if not pattern:
        return not text
    if pattern[:1] == b'%':
        return any(like(text[k:], pattern[1:]) for k in range(len(text) + 1))
    return bool(text) and (pattern[:1] == b'_' or text[:1] == pattern[:1]) and like(text[1:], pattern[1:])


def compared(fields):
    field = random.choice(fields)
    a = field_operand(field)
    if field.is_text:
        other = bytes(random.choices(b'ab%_', k=random.randrange(4)))
        quoted = '"' + other.decode() + '"' if random.random() < 0.7 else "'" + other.decode() + "'"
        kind = random.random()
        if kind < 0.35:
            return f'{a.text} like {quoted}', lambda r, i: like(r[field.name], other)
        if kind < 0.5:
            return f'len({a.text}) > 2', lambda r, i: len(r[field.name]) > 2
        if kind < 0.6:
            return f'{a.text} not in ({quoted}, "ab")', lambda r, i: r[field.name] not in (other, b'ab')
        sign = random.choice(list(COMPARISONS))
        return f'{a.text} {sign} {quoted}', lambda r, i: COMPARISONS[sign](r[field.name], other)
    kind = random.random()
    if kind < 0.2:
        number = computed(fields)
        if number:
            a = number
    if kind > 0.9 and field.letter in FLOATS:
        return f'isnan({a.text})', lambda r, i: math.isnan(r[field.name])
    if kind > 0.85:
        values = [literal(a) for _ in range(3)]
        return (f"{a.text} in ({', '.join(v.text for v in values)})",
                lambda r, i: any(compare('==', a.value(r, i), v.value(r, i)) for v in values))
    if kind > 0.75:
        low, high = literal(a), literal(a)
        return (f'{low.text} <= {a.text} < {high.text}',
                lambda r, i: compare('<=', low.value(r, i), a.value(r, i))
                and compare('<', a.value(r, i), high.value(r, i)))
    if kind > 0.7:
        return a.text, lambda r, i: a.value(r, i) is not NOTHING and bool(a.value(r, i))
    sign = random.choice(list(COMPARISONS))
    numbers = [f for f in fields if not f.is_text]
    b = field_operand(random.choice(numbers)) if random.random() < 0.3 else literal(a)
    if random.random() < 0.2:
        return f'{b.text} {sign} {a.text}', lambda r, i: compare(sign, b.value(r, i), a.value(r, i))
    return f'{a.text} {sign} {b.text}', lambda r, i: compare(sign, a.value(r, i), b.value(r, i))


def condition(fields, depth):
    if depth == 0 or random.random() < 0.4:
        return compared(fields)
    kind = random.random()
    a, holds_a = condition(fields, depth - 1)
    if kind < 0.2:
        return f'not ({a})', lambda r, i: not holds_a(r, i)
    b, holds_b = condition(fields, depth - 1)
    if kind < 0.6:
        return f'({a}) and ({b})', lambda r, i: holds_a(r, i) and holds_b(r, i)
    return f'({a}) or ({b})', lambda r, i: holds_a(r, i) or holds_b(r, i)


def rows():
    for _ in range(70):
        fields = [Field(k) for k in range(random.randint(1, 5))]
        records = [{f.name: f.value() for f in fields} for _ in range(RECORDS)]
        data = b''.join(f.pack(record[f.name]) for record in records for f in fields)
        for _ in range(12):
            text, holds = condition(fields, random.choice([0, 0, 1, 2]))
            found = [k for k, record in enumerate(records) if holds(record, k)]
            yield ' '.join(f.text() for f in fields), data.hex(), text, comma(found)


# ---------------------------------------------------------------- assignments

def real(fields):
    """Arithmetic of floats, which are doubles on the way."""
    floats = [f for f in fields if f.letter in FLOATS]
    if not floats:
        return None
    a = field_operand(random.choice(floats))
    factor = random.choice(['0.5', '2.0', '-1.0', '1e3', '0.1'])
    sign = random.choice('+-*')
    apply = OPERATORS[sign]
    return Operand(f'{a.text} {sign} {factor}', lambda r, i: apply(a.value(r, i), float(factor)))


def value_for(field, fields):
    if field.is_text:
        text = bytes(random.choices(b'ab%_', k=random.randrange(6)))
        others = [f for f in fields if f.is_text]
        if random.random() < 0.4:
            return field_operand(random.choice(others))
        return Operand(f'"{text.decode()}"', lambda record, index: text)
    small = [Operand(str(n), lambda record, index, n=n: n) for n in (0, 1, 100, 255, 256, -1)]
    whole = computed(fields) or random.choice(small)
    if field.letter in INTEGERS:
        return random.choice([whole, random.choice(small), field_operand(field)])
    return random.choice([real(fields), random.choice(small)])


def assigned(fields, records):
    """The records in hex, or ! where Python's struct refuses one."""
    targets = random.sample(fields, random.randint(1, min(2, len(fields))))
    values = [value_for(field, fields) for field in targets]
    text = '; '.join(f'{field.name} = {value.text}' for field, value in zip(targets, values))
    data = b''
    for index, record in enumerate(records):
        changed = dict(record)
        for field, value in zip(targets, values):
            result = value.value(record, index)
            if result is NOTHING or (field.is_text and len(result) > 4):
                return text, '!'
            changed[field.name] = result
        try:
            data += b''.join(f.pack(changed[f.name]) for f in fields)
        except (struct.error, OverflowError):
            return text, '!'
    return text, data.hex()


def assignment_rows():
    for _ in range(150):
        fields = [Field(k) for k in range(random.randint(1, 5))]
        for _ in range(4):
            records = [{f.name: f.value() for f in fields} for _ in range(random.choice([1, 1, 2, 6]))]
            data = b''.join(f.pack(record[f.name]) for record in records for f in fields)
            yield ' '.join(f.text() for f in fields), data.hex(), *assigned(fields, records)


random.seed(12)
write('question.tsv', ['format, records in hex, question, the numbers of those for which it holds',
                       'made by question_vectors.py from CPython'], rows())
write('assignment.tsv', ['format, records in hex, what fields shall be, the records then; or ! where a value does not fit',
                         'made by question_vectors.py from CPython'], assignment_rows())
