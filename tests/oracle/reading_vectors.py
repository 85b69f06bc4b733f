#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for readings: reading.tsv.

reading.tsv  format, bytes in hex, the values as tsv shows them (one or, of bit fields, several with blanks between)

Reference: datetime, uuid, ipaddress, codecs, decimal and fractions, ctypes' bit fields, and format() of integers. Every
row holds both ways: the text is what the bytes show, and the bytes are what the text packs to.
"""
import ctypes
import ipaddress
import random
import struct
import uuid
from datetime import datetime, timedelta, timezone
from fractions import Fraction

from oracle import escape, write

RANDOM = random.Random(20240229)
UNIX = datetime(1970, 1, 1, tzinfo=timezone.utc)


def iso(when, fraction=''):
    text = when.strftime('%Y-%m-%dT%H:%M:%S').rjust(19, '0') + ('.' + fraction if fraction else '')
    return text + 'Z'


def time_text(count, per_second, epoch):
    """`count` units since `epoch`; datetime holds microseconds, so seconds and fraction go apart."""
    seconds, rest = divmod(count, per_second)
    digits = str(rest).rjust(len(str(per_second)) - 1, '0').rstrip('0') if rest else ''
    return iso(epoch + timedelta(seconds=seconds), digits)


def times():
    scales = [('unix', 1, UNIX), ('unixms', 10**3, UNIX), ('unixus', 10**6, UNIX), ('unixns', 10**9, UNIX),
              ('filetime', 10**7, datetime(1601, 1, 1, tzinfo=timezone.utc)),
              ('hfs', 1, datetime(1904, 1, 1, tzinfo=timezone.utc))]
    for name, per_second, epoch in scales:
        first = int((datetime(1, 1, 1, tzinfo=timezone.utc) - epoch).total_seconds())
        last = int((datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone.utc) - epoch).total_seconds())
        low, high = max(first * per_second, -2**63), min(last * per_second + per_second - 1, 2**63 - 1)
        counts = [0, 1, -1, per_second, per_second - 1, 951782400 * per_second, low, high]
        counts += [RANDOM.randrange(low, high) for _ in range(40)]
        for count in counts:
            if low <= count <= high:
                yield f'>q|{name}', struct.pack('>q', count), time_text(count, per_second, epoch)
        for count in (0, 2**31 - 1, 2**32 - 1):
            yield f'<I|{name}', struct.pack('<I', count), time_text(count, per_second, epoch)
    for _ in range(40):
        when = datetime(1980, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=2 * RANDOM.randrange(2019686400))
        date = when.year - 1980 << 9 | when.month << 5 | when.day
        time = when.hour << 11 | when.minute << 5 | when.second // 2
        yield '<I|dos', struct.pack('<HH', time, date), iso(when)
        yield '<H|dos', struct.pack('<H', date), when.strftime('%Y-%m-%d')


def identifiers():
    for _ in range(20):
        data = RANDOM.randbytes(16)
        yield '16s|uuid', data, uuid.UUID(bytes=data)
        yield '16B|guid', data, uuid.UUID(bytes_le=data)
        yield '>[u128]|uuid', data, uuid.UUID(int=int.from_bytes(data, 'big'))
        yield '<[u128]|guid', data, uuid.UUID(bytes_le=data)
        yield '16s|ip', data, ipaddress.IPv6Address(data)
        yield '4s|ip', data[:4], ipaddress.IPv4Address(data[:4])
        yield '<I|ip', data[:4], ipaddress.IPv4Address(int.from_bytes(data[:4], 'little'))
        yield '6B|mac', data[:6], data[:6].hex(':')
        yield '>[u48]|mac', data[:6], data[:6].hex(':')
        yield '5s|hex', data[:5], data[:5].hex()
    for text in ('::', '::1', '2001:db8::1', 'fe80::1:0:0:1'):
        yield '16s|ip', ipaddress.IPv6Address(text).packed, text


def numbers():
    for letter, size in (('B', 1), ('H', 2), ('I', 4), ('Q', 8)):
        for value in [0, 1, 256**size - 1] + [RANDOM.randrange(256**size) for _ in range(8)]:
            data = value.to_bytes(size, 'little')
            yield f'<{letter}|hex', data, format(value, f'#0{2 + 2 * size}x')
            yield f'<{letter}|bin', data, format(value, f'#0{2 + 8 * size}b')
            yield f'<{letter}|oct', data, format(value, f'#0{2 + -(-8 * size // 3)}o')
            yield f'<{letter}|dec', data, value
    for _ in range(20):
        value = RANDOM.randrange(10**8)
        yield '>I|bcd', bytes.fromhex(f'{value:08}'), value
        yield '4s|bcd', bytes.fromhex(f'{value:08}'), f'{value:08}'
        yield '12s|text(oct)', f'{value:011o}\0'.encode(), value
        yield '10s|text(dec)', f'{value:<10}'.encode(), value
        yield '8s|text(hex)', f'{value:08x}'.encode(), value


def decimal(value):
    """A fraction whose denominator has no prime but 2 and 5, as repr writes short floats."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(value * 10**places))).rjust(places + 1, '0')
    text = f'{digits[:-places]}.{digits[-places:]}' if places else digits + '.0'
    return ('-' if value < 0 else '') + text


def scales():
    for factor in ('0.01', '0.5', '1/65536', '1/256', '-0.125', '3.7'):
        for offset in ('', '-40', '0.25'):
            arguments = factor + (', ' + offset if offset else '')
            for _ in range(6):
                value = RANDOM.randrange(-2**31, 2**31)
                shown = value * Fraction(factor) + Fraction(offset or 0)
                yield f'<i|scale({arguments})', struct.pack('<i', value), decimal(shown)


def texts():
    samples = {'latin1': 'Größe', 'cp437': 'é╬ß', 'cp1252': '“€”', 'utf16le': 'hö𝄞', 'utf16be': 'hö𝄞',
               'koi8-r': 'привет', 'shift_jis': '日本語', 'gb18030': '中文', 'utf-8': 'Ünï'}
    for charset, text in samples.items():
        data = text.encode(charset.replace('utf16', 'utf-16-')).ljust(16, b'\0')
        yield f'16s|{charset}', data, text
        yield f'16s|charset("{charset}")', data, text
    yield '8s|ebcdic', 'Hello'.encode('cp037').ljust(8, b'\0'), 'Hello'
    yield '8s|trim', b'ab cd   ', 'ab cd'
    yield '8s|trim("+")', b'ab++++++', 'ab'
    yield '8s|cstr', b'ab\0\0\0\0\0\0', 'ab'


def bit_fields():
    """Widths at random, from the least significant bit as gcc lays them out, some of them signed."""
    units = {'B': (ctypes.c_uint8, ctypes.c_int8, 8), 'H': (ctypes.c_uint16, ctypes.c_int16, 16),
             'I': (ctypes.c_uint32, ctypes.c_int32, 32), 'Q': (ctypes.c_uint64, ctypes.c_int64, 64)}
    for letter, (unsigned, signed, width) in units.items():
        for _ in range(12):
            widths = []
            while sum(widths) < width:
                widths.append(min(RANDOM.randint(1, max(2, width // 3)), width - sum(widths)))
            fields = [(f'f{k}_', RANDOM.choice([unsigned, signed]), bits) for k, bits in enumerate(widths)]
            union = type('Bits', (ctypes.LittleEndianStructure,), {'_fields_': fields})
            data = RANDOM.randbytes(width // 8)
            value = union.from_buffer_copy(data)
            text = ', '.join(f'{name}:{"-" if kind is signed else ""}{bits}' for name, kind, bits in fields)
            yield f'<{letter}|bits({text})', data, ' '.join(str(getattr(value, name)) for name, _, _ in fields)


def rows():
    for maker in (times, identifiers, numbers, scales, texts, bit_fields):
        for layout, data, text in maker():
            yield escape(layout), data.hex(), escape(str(text))


write('reading.tsv', ['format, bytes, text: what Python makes of the same bytes'], rows())
