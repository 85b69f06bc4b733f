#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for formulas: formula.tsv.

formula.tsv  formula, value or `error`

Reference: CPython's own parser and integers. Its tree is walked here so that every step that leaves 64 bits is an
error, as the contract has it; a minus sign directly in front of a number is a part of it. `/` is Python's `//`, and
`a ? b : c` is `b if a else c`. Shifts by more than 200 bits are errors unless 0 or the sign alone is shifted.
"""
import ast
import operator
import random

from oracle import write

BINARY = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.FloorDiv: operator.floordiv,
          ast.Mod: operator.mod, ast.LShift: operator.lshift, ast.RShift: operator.rshift, ast.BitAnd: operator.and_,
          ast.BitOr: operator.or_, ast.BitXor: operator.xor}
UNARY = {ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert}
COMPARE = {ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
           ast.GtE: operator.ge}
CALLS = {'min': min, 'max': max, 'align': lambda n, to: n + -n % to if to > 0 else fits(1 << 64)}


def fits(value):
    if not -2 ** 63 <= value < 2 ** 63:
        raise OverflowError
    return int(value)


def shifted(op, left, right):
    if op is ast.LShift and right > 200:
        return 0 if left == 0 else fits(1 << 64)
    return BINARY[op](left, right)


def walk(node):
    if isinstance(node, ast.Constant):
        return fits(node.value)
    if isinstance(node, ast.UnaryOp):
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            return fits(-node.operand.value)
        return fits(UNARY[type(node.op)](walk(node.operand)))
    if isinstance(node, ast.BinOp):
        left, right = walk(node.left), walk(node.right)
        return fits(shifted(type(node.op), left, right))
    if isinstance(node, ast.IfExp):
        return walk(node.body if walk(node.test) else node.orelse)
    if isinstance(node, ast.Call):
        return fits(CALLS[node.func.id](*[walk(argument) for argument in node.args]))
    left = walk(node.left)
    for op, right in zip(node.ops, node.comparators):
        right = walk(right)
        if not COMPARE[type(op)](left, right):
            return 0
        left = right
    return 1


def expect_fitting_numbers(tree):
    """A number that does not fit is an error wherever it stands, looked at or not."""
    negative = {id(node.operand) for node in ast.walk(tree)
                if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            fits(-node.value if id(node) in negative else node.value)


def value(text):
    try:
        tree = ast.parse(text, mode='eval')
        expect_fitting_numbers(tree)
        return walk(tree.body)
    except (OverflowError, ZeroDivisionError, ValueError):
        return 'error'


rng = random.Random(9)
EDGES = [0, 1, 2, 3, 4, 7, 8, 10, 62, 63, 64, 100, 255, 4096, 2 ** 31, 2 ** 32 - 1, 2 ** 62, 2 ** 63 - 1, 2 ** 63]
OPERATORS = '+ - * / // % << >> & | ^ == != < <= > >='.split()


def number():
    chosen = rng.choice(EDGES) if rng.random() < 0.5 else rng.randrange(20)
    return rng.choice([str(chosen), str(chosen), hex(chosen), oct(chosen), bin(chosen)])


def both(text):
    return text, text


def operand(depth):
    kind = rng.random()
    if depth == 0 or kind < 0.55:
        return both(number())
    if kind < 0.7:
        ours, theirs = operand(depth - 1)
        sign = rng.choice('-+~')
        return sign + ours, sign + theirs
    if kind < 0.9:
        ours, theirs = formula(depth - 1)
        return f'({ours})', f'({theirs})'
    name = rng.choice(['min', 'max', 'align'])
    parts = [formula(depth - 1) for _ in range(2 if name == 'align' else rng.randrange(2, 4))]
    return tuple(f'{name}({", ".join(part[k] for part in parts)})' for k in (0, 1))


def flat(depth):
    ours, theirs = operand(depth)
    for _ in range(rng.choice([0, 1, 1, 2, 3, 4])):
        sign = rng.choice(OPERATORS)
        next_ours, next_theirs = operand(depth)
        space = rng.choice(['', ' '])
        ours += f'{space}{sign}{space}{next_ours}'
        theirs += f' {"//" if sign == "/" else sign} {next_theirs}'
    return ours, theirs


def formula(depth):
    if rng.random() > 0.15 or depth == 0:
        return flat(depth)
    test, then, other = flat(depth - 1), formula(depth - 1), formula(depth - 1)
    return f'{test[0]} ? {then[0]} : {other[0]}', f'({then[1]}) if ({test[1]}) else ({other[1]})'


SMALL = [-9, -8, -7, -1, 0, 1, 2, 7, 8, 9, 2 ** 63 - 1, -2 ** 63, -2 ** 63 + 1]
rows = [(f'{a} {sign} {b}', value(f'{a} {"//" if sign == "/" else sign} {b}'))
        for sign in OPERATORS for a in SMALL for b in SMALL]
while len(rows) < 6000:
    mine, theirs = formula(3)
    result = value(theirs)
    if len(mine) < 120 and (result != 'error' or rng.random() < 0.3):
        rows.append((mine, result))
write('formula.tsv', ['made by formula_vectors.py (CPython), see README.md', 'formula\tvalue or error'], rows)
