#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for integers of any width: bits.tsv.

Reference: Python's integers. A run of neighbours is one integer of whole bytes, of which each value is shifted and
masked, from the least significant bit up in little-endian order, from the most significant down in big-endian.

bits.tsv  format, bytes, JSON of the records joined by spaces, bytes as packed from these values
"""
import json
import random

from oracle import write

random.seed(20261127)
below, pick = random.randrange, random.choice

TYPES = {8, 16, 24, 32, 40, 48, 56, 64, 128}
WHOLE = {'B': (1, False), 'h': (2, True), 'I': (4, False), '[u24]': (3, False), '[i40]': (5, True)}


class Run:
    """Bits that are taken one after another, and where they stand in the file."""

    def __init__(self, data, order, at):
        self.data, self.order, self.at, self.bits = data, order, at, 0
        self.packed = 0

    def take(self, width, signed):
        size = len(self.data) - self.at
        whole = int.from_bytes(self.data[self.at:], 'little' if self.order == '<' else 'big')
        shift = self.bits if self.order == '<' else 8 * size - self.bits - width
        self.bits += width
        self.packed |= (whole >> shift & (1 << width) - 1) << shift
        value = whole >> shift & (1 << width) - 1
        return value - (1 << width) if signed and value >> width - 1 else value

    def end(self):
        size = (self.bits + 7) // 8
        rest = len(self.data) - self.at
        packed = self.packed.to_bytes(rest, 'little' if self.order == '<' else 'big')[:size]
        return size, packed


def width():
    while True:
        bits = pick([below(1, 9), below(1, 33), below(1, 129)])
        if bits not in TYPES:
            return bits


def nested(values, shape):
    if not shape:
        return values.pop(0)
    return [nested(values, shape[1:]) for _ in range(shape[0])]


def make_format():
    """Parts: a mark, a packed item, a whole type, padding, the beginning and the end of a record."""
    parts = [('mark', pick('<>'))]
    depth = 0
    for _ in range(below(1, 9)):
        kind = below(12)
        if kind == 0:
            parts.append(('mark', pick('<>')))
        elif kind == 1:
            parts.append(('whole', pick(list(WHOLE))))
        elif kind == 2:
            parts.append(('pad', below(0, 3)))
        elif kind == 3 and depth == 0:
            parts.append(('open',))
            depth += 1
        elif kind == 4 and depth == 1:
            parts.append(('close',))
            depth -= 1
        else:
            shape = pick([(), (), (), (below(1, 10),), (below(1, 4), below(1, 6)), (2, 3, 2)])
            parts.append(('bits', width(), pick([False, False, True]), shape))
    parts += [('close',)] * depth
    return parts


class Reader:
    def __init__(self, parts, data):
        self.parts, self.data, self.at = list(parts), data, 0
        self.order, self.run, self.packed = '<', None, b''
        self.names = iter('abcdefghijklmnopqrstuvwxyz')
        self.text = ''

    def end_run(self):
        if self.run is None:
            return
        size, packed = self.run.end()
        self.at += size
        self.packed += packed
        self.run = None

    def fields(self):
        record = {}
        while self.parts:
            part = self.parts.pop(0)
            if part[0] == 'close':
                self.end_run()
                break
            if part[0] == 'bits':
                self.read_bits(part, record)
                continue
            self.end_run()
            getattr(self, 'read_' + part[0])(part, record)
        self.end_run()
        return record

    def read_mark(self, part, _):
        self.order = part[1]
        self.text += part[1]

    def read_pad(self, part, _):
        self.text += f'{part[1]}x'
        self.at += part[1]
        self.packed += bytes(part[1])

    def read_whole(self, part, record):
        size, signed = WHOLE[part[1]]
        name = next(self.names)
        self.text += f'{part[1]}:{name}:'
        taken = self.data[self.at:self.at + size]
        record[name] = int.from_bytes(taken, 'little' if self.order == '<' else 'big', signed=signed)
        self.at += size
        self.packed += taken

    def read_open(self, _, record):
        name = next(self.names)
        self.text += 'T{'
        record[name] = self.fields()
        self.text += f'}}:{name}:'

    def read_bits(self, part, record):
        _, bits, signed, shape = part
        name = next(self.names)
        dims = f'({",".join(map(str, shape))})' if len(shape) != 1 else str(shape[0])
        self.text += f'{dims if shape else ""}[{"i" if signed else "u"}{bits}]:{name}:'
        if bits % 8 == 0:
            self.end_run()
        if self.run is None:
            self.run = Run(self.data, self.order, self.at)
        count = 1
        for length in shape:
            count *= length
        record[name] = nested([self.run.take(bits, signed) for _ in range(count)], shape)
        if bits % 8 == 0:
            self.end_run()


def usable(parts):
    """A record with nothing in it is not of interest, nor is one without names."""
    kinds = [part[0] for part in parts]
    empty = any(a == 'open' and b in ('close', 'mark', 'pad') for a, b in zip(kinds, kinds[1:]))
    return 'bits' in kinds and not empty


def compact(value):
    return json.dumps(value, separators=(',', ':'))


def fixed():
    rows = []
    while len(rows) < 400:
        parts = make_format()
        if not usable(parts):
            continue
        room = 700
        data = bytes(below(256) for _ in range(room))
        # The size first, by reading once, then records of just that.
        probe = Reader(parts, data)
        probe.fields()
        size = probe.at
        if size == 0 or size > room:
            continue
        records, packed, whole = [], b'', b''
        for _ in range(below(1, 4)):
            item = bytes(below(256) for _ in range(size))
            reader = Reader(parts, item + bytes(32))
            records.append(compact(reader.fields()))
            packed += reader.packed
            whole += item
        rows.append((probe.text, whole.hex(), ' '.join(records), packed.hex()))
    return rows


def varying():
    """A count in front of a run, which is one of its own, and neighbours behind it."""
    rows = []
    for _ in range(80):
        order = pick('<>')
        name = 'little' if order == '<' else 'big'
        counted, bits, after = below(2, 8), width(), below(1, 8)
        if bits > 60:
            continue
        text = f'{order}[u{counted}]:n: [u{8 - counted if counted < 8 else 3}]:k: {{n}}[u{bits}]:v: [i{after}]:w: B:z:'
        whole, packed, records = b'', b'', []
        for _ in range(below(1, 4)):
            data = bytes(below(256) for _ in range(2400))
            head = Run(data, order, 0)
            n, k = head.take(counted, False), head.take(8 - counted if counted < 8 else 3, False)
            size, kept = head.end()
            at, taken = size, kept
            run = Run(data, order, at)
            values = [run.take(bits, False) for _ in range(n)]
            size, kept = run.end()
            at, taken = at + size, taken + kept
            tail = Run(data, order, at)
            w = tail.take(after, True)
            size, kept = tail.end()
            at, taken = at + size, taken + kept
            z = data[at]
            records.append(compact({'n': n, 'k': k, 'v': values, 'w': w, 'z': z}))
            whole += data[:at + 1]
            packed += taken + data[at:at + 1]
        rows.append((text, whole.hex(), ' '.join(records), packed.hex()))
    return rows


write('bits.tsv', ["bits_vectors.py, from Python's integers",
                   'format\tbytes\tJSON of the records\tbytes as packed from them'], fixed() + varying())
