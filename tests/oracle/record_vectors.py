#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for records of varying size: record.tsv.

Reference: loops of CPython's struct over files that were filled at random, and its json. Each function reads one record
of its format at an offset and gives its fields and where it ends, or raises Cut where the bytes end before. What bview
does on top of Python: an absent field is null.

record.tsv  format, bytes, JSON of all whole records, `whole` or `cut`
"""
import json
import random
import struct

from oracle import escape, write

random.seed(20261126)
pick, below = random.choice, random.randrange


class Cut(Exception):
    pass


class Reader:
    def __init__(self, data, at, end=None):
        self.data, self.at, self.end = data, at, len(data) if end is None else end

    def take(self, size):
        if size > self.end - self.at:
            raise Cut
        self.at += size
        return self.data[self.at - size:self.at]

    def unpack(self, form):
        return list(struct.unpack(form, self.take(struct.calcsize(form))))

    def one(self, form):
        return self.unpack(form)[0]

    def text(self, size):
        return self.take(size).rstrip(b'\0').decode('ascii')

    def until(self, stop):
        found = self.data.find(stop, self.at, self.end)
        if found < 0:
            raise Cut
        return self.take(found + len(stop) - self.at)[:-len(stop)].decode('ascii')

    def uleb(self):
        value = shift = 0
        while True:
            byte = self.one('B')
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def sleb(self):
        begin = self.at
        value = self.uleb()
        bits = 7 * (self.at - begin)
        return value - (1 << bits) if value >> (bits - 1) else value

    def vlq(self):
        value = 0
        while True:
            byte = self.one('B')
            value = value << 7 | byte & 127
            if byte < 128:
                return value

    def ebml(self):
        first = self.one('B')
        size = 9 - first.bit_length()
        return int.from_bytes(bytes([first & (0xFF >> size)]) + self.take(size - 1), 'big')

    def within(self, size):
        begin = self.at
        self.take(size)
        return Reader(self.data, begin, self.at)


def letters(most):
    return bytes(pick(b'abcxyz 0') for _ in range(below(most + 1)))


# ---------------------------------------------------------------- one function to read and one to fill each


def png(r):
    size, kind = r.unpack('>I4s')
    return {'len': size, 'type': kind.decode(), 'data': r.unpack(f'{size}B'), 'crc': r.one('>I')}


def png_bytes():
    data = random.randbytes(below(9))
    return struct.pack('>I4s', len(data), pick([b'IHDR', b'tEXt', b'IDAT'])) + data + random.randbytes(4)


def wav(r):
    name, size = r.unpack('<4sI')
    record = {'id': name.decode(), 'len': size, 'data': r.unpack(f'<{size}b')}
    r.take(size % 2)
    return record


def wav_bytes():
    data = random.randbytes(below(8))
    return struct.pack('<4sI', pick([b'fmt ', b'data']), len(data)) + data + bytes(len(data) % 2)


def fortran(r):
    size = r.one('<i')
    return {'n': size, 'x': r.unpack(f'<{size // 8}d'), 'n2': r.one('<i')}


def fortran_bytes():
    values = [pick([0.0, 1.5, -2.25, 0.1, 1e300, float(below(1000))]) for _ in range(below(5))]
    mark = struct.pack('<i', 8 * len(values))
    return mark + struct.pack(f'<{len(values)}d', *values) + mark


def matrix(r):
    rows, columns = r.unpack('>BB')
    return {'rows': rows, 'columns': columns, 'm': [r.unpack(f'>{columns}h') for _ in range(rows)] if rows * columns else
            [[] for _ in range(rows)]}


def matrix_bytes():
    rows, columns = below(4), below(4)
    return bytes([rows, columns]) + random.randbytes(2 * rows * columns)


def choice(r):
    kind = r.one('B')
    record = {'k': kind, 'n': None, 't': None, 'i': None}
    if kind == 1:
        record['n'] = r.one('<H')
        record['t'] = r.text(record['n'])
    elif kind in (2, 3, 4):
        record['i'] = r.one('<q')
    elif kind in (7, 9):
        record['i'] = r.one('>b')
    else:
        record['t'] = r.until(b'\n')
    return record


def choice_bytes():
    kind = below(10)
    text = letters(5)
    return bytes([kind]) + (struct.pack('<H', len(text)) + text if kind == 1 else random.randbytes(8) if kind in (2, 3, 4) else
                            random.randbytes(1) if kind in (7, 9) else text + b'\n')


def numbers(r):
    record = {'n': r.uleb()}
    record['u'] = [r.uleb() for _ in range(record['n'])]
    record['s'] = r.sleb()
    record['v'] = r.vlq()
    record['e'] = r.ebml()
    return record


def groups(value, signed=False):
    out = bytearray()
    while True:
        byte = value & 127
        value >>= 7
        last = value == 0 and not (signed and byte & 64) or signed and value == -1 and byte & 64
        out.append(byte | (0 if last else 128))
        if last:
            return bytes(out)


def most_first(value):
    out = [value & 127]
    while value := value >> 7:
        out.insert(0, value & 127 | 128)
    return bytes(out)


def numbers_bytes():
    count = below(4)
    size = below(8)
    ebml = (1 << 7 * (size + 1)) | below(1 << 7 * (size + 1))
    return (groups(count) + b''.join(groups(below(1 << below(64) + 1)) for _ in range(count)) +
            groups(random.randint(-1 << 62, 1 << 62) >> below(62), True) + most_first(below(1 << below(63) + 1)) +
            ebml.to_bytes(size + 1, 'big'))


def sized(r):
    size = r.one('B')
    inner = r.within(size)
    record = {'size': size, 'tags': []}
    while inner.at < inner.end:
        tag, length = inner.unpack('BB')
        record['tags'].append({'tag': tag, 'len': length, 'v': inner.unpack(f'>{length}H')})
    record['end'] = r.one('<H')
    return record


def sized_bytes():
    body = b''
    for _ in range(below(4)):
        length = below(3)
        body += bytes([below(256), length]) + random.randbytes(2 * length)
    return bytes([len(body)]) + body + random.randbytes(2)


def ordered(r):
    bom = r.text(2)
    order = '>' if bom == 'MM' else '<'
    record = {'bom': bom, 'flags': r.one(order + 'H'), 'a': None, 'r': None}
    if record['flags'] & 1:
        record['a'] = r.unpack(order + '2I')
    if record['flags'] & 2:
        record['r'] = {'x': r.one(order + 'h'), 'y': r.one('<H')}
    return record


def ordered_bytes():
    bom = pick([b'MM', b'II'])
    order = '>' if bom == b'MM' else '<'
    flags = below(4)
    return bom + struct.pack(order + 'H', flags) + random.randbytes(8 * (flags & 1) + 2 * (flags & 2))


def tree(r):
    count = r.one('B')
    return {'n': count, 'kids': [tree(r) for _ in range(count)]}


def tree_bytes(depth=4):
    count = below(3) if depth else 0
    return bytes([count]) + b''.join(tree_bytes(depth - 1) for _ in range(count))


def listed(r):
    record = {'list': []}
    while not record['list'] or record['list'][-1]['n'] != 0:
        count = r.one('B')
        record['list'].append({'n': count, 't': r.text(count)})
    return record


def listed_bytes():
    return b''.join(bytes([n]) + b'q' * n for n in [1 + below(4) for _ in range(below(4))]) + b'\0'


KINDS = [
    ('>I:len: 4s:type: {len}B:data: I:crc:', png, png_bytes),
    ('<4s:id: I:len: {len}b:data: {len%2}x', wav, wav_bytes),
    ('<i:n: {n/8}d:x: i:n2:', fortran, fortran_bytes),
    ('>B:rows: B:columns: (rows,columns)h:m:', matrix, matrix_bytes),
    ('<B:k: S(k){1=H:n: {n}s:t:, 2..4=q:i:, 7|9=b:i:, *=z(0x0a):t:}', choice, choice_bytes),
    ('[uleb]:n: {n}[uleb]:u: [sleb]:s: [vlq]:v: [ebml]:e:', numbers, numbers_bytes),
    ('>B:size: M(size){{*}T{B:tag: B:len: {len}H:v:}:tags:} <H:end:', sized, sized_bytes),
    ('2s:bom: E(bom=="MM") H:flags: {flags&1 ?}(2)I:a: {flags&2 ?}T{h:x: u16le:y:}:r:', ordered, ordered_bytes),
    ('type node = B:n: {n}[node]:kids:; [node]', tree, tree_bytes),
    ('{* until n==0}T{B:n: {n}s:t:}:list:', listed, listed_bytes),
]


def rows():
    for form, read, fill in KINDS:
        for number in range(40):
            data = b''.join(fill() for _ in range(below(6)))
            if number % 2:
                data = data[:len(data) - below(min(len(data), 12) + 1)]
            records, end, at = [], 'whole', 0
            while at < len(data):
                reader = Reader(data, at)
                try:
                    records.append(read(reader))
                except Cut:
                    end = 'cut'
                    break
                at = reader.at
            lines = [json.dumps(record, separators=(',', ':')) for record in records]
            yield escape(form), data.hex(), ' '.join(lines), end


if __name__ == '__main__':
    write('record.tsv', ['record_vectors.py, from CPython struct and json',
                         'format\tbytes\tJSON of the whole records\twhether they are all'], rows())
