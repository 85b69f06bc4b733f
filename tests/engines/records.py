# SPDX-License-Identifier: MIT
"""Random records of all types, the format that says so, and every value as Python reads it.

  records.py COUNT NAME      writes NAME.bin, NAME.format, NAME.expected

A value is a word without blanks: an integer, the bits of a double ("d" and hex), the microseconds of a
time, "x" and the bytes of a text, "-" for none. A row is its values, in order, one per line.
"""
import random
import struct
import sys
from fractions import Fraction

import numpy

SEED = 20240229


def double(value):
    value = float(value)
    return "nan" if value != value else "d" + struct.pack(">d", value).hex()


def integer(value):
    return str(int(value))


def text(value):
    return "x" + value.hex()


def whole(code, order="<"):
    return lambda data: integer(struct.unpack(order + code, data)[0])


def floating(code, order="<"):
    return lambda data: double(struct.unpack(order + code, data)[0])


def complex_of(code):
    return lambda data: " ".join(double(part) for part in struct.unpack("<2" + code, data))


def long_integer(signed):
    return lambda data: integer(int.from_bytes(data, "little", signed=signed))


def bfloat(data):
    return floating("f")(b"\0\0" + data)


def x87(data):
    padded = numpy.frombuffer(data + b"\0" * 6, "<f16")[0]
    with numpy.errstate(over="ignore"):
        return double(padded.astype("f8"))


def time(code, per_second):
    """Milli-, micro- or nanoseconds as engines give them all: in microseconds, rounded down."""
    def read(data):
        count = struct.unpack("<" + code, data)[0]
        second = count // per_second
        if not -62135596800 <= second < 253402300800:
            return "-"
        return integer(count * 1000000 // per_second)
    return read


def since(code, order, per_second, epoch):
    """The same of another epoch, which stands in seconds since 1970."""
    def read(data):
        count = struct.unpack(order + code, data)[0] + epoch * per_second
        if not -62135596800 <= count // per_second < 253402300800:
            return "-"
        return integer(count * 1000000 // per_second)
    return read


def scaled(code, factor, offset="0"):
    def read(data):
        return double(struct.unpack("<" + code, data)[0] * Fraction(factor) + Fraction(offset))
    return read


def flags(data):
    value = struct.unpack("<H", data)[0]
    known = [name for bit, name in ((1, "a"), (2, "b")) if value & bit]
    if value & ~3:
        known.append(hex(value & ~3))
    return text("|".join(known or ["0"]).encode())


def names(data):
    return text({0: b"none", 1: b"one"}.get(data[0] % 256, str(data[0]).encode()))


def bits(data):
    value = data[0] | data[1] << 8
    signed = (value >> 3 & 31) - (32 if value >> 7 & 1 else 0)
    return f"{value & 7} {signed} {value >> 8}"


def digits(data):
    stripped = data.strip(b" \0")
    return integer(stripped) if stripped.isdigit() else "-"


def each(size, read):
    return lambda data: " ".join(read(data[k:k + size]) for k in range(0, len(data), size))


def ascii_bytes(size):
    return lambda rng: bytes(rng.choice(b"abc\xc3\xa9"[:3]) for _ in range(rng.randrange(size + 1))).ljust(size, b"\0")


def few(*values):
    return lambda rng: rng.choice(values)


def decimal_digits(rng):
    return rng.choice([b"12345678", b"  77    ", b"x       ", b"0       "])


# name, item of the format, bytes, how they are read, where they come from (random without)
FIELDS = [
    ("b", "<b:{}:", 1, whole("b")),
    ("B", "B:{}:", 1, whole("B")),
    ("h", ">h:{}:", 2, whole("h", ">")),
    ("H", "<H:{}_u16:", 2, whole("H")),
    ("i", "i:{}:", 4, whole("i")),
    ("I", ">I:{}_u32:", 4, whole("I", ">")),
    ("q", "<q:{}:", 8, whole("q")),
    ("Q", "Q:{}_u64:", 8, whole("Q")),
    ("i24", "<[i24]:{}:", 3, long_integer(True)),
    ("u48", "[u48]:{}:", 6, long_integer(False)),
    ("truth", "?:{}:", 1, lambda data: integer(data[0] != 0), few(b"\0", b"\1", b"\2")),
    ("e", "e:{}:", 2, floating("e")),
    ("bf", "[bf16]:{}:", 2, bfloat),
    ("f", ">f:{}:", 4, floating("f", ">")),
    ("d", "<d:{}:", 8, floating("d"),
     few(*(struct.pack("<d", v) for v in (0.0, -0.0, 1.5, float("nan"), float("inf"), -1e300)))),
    ("zero", "d:{}:", 8, floating("d"), few(*(struct.pack("<d", v) for v in (0.0, -0.0)))),
    ("x87", "[f80]:{}:", 10, x87, lambda rng: numpy.longdouble(rng.uniform(-9, 9)).tobytes()[:10]),
    ("c64", "F:{}:", 8, complex_of("f")),
    ("c128", "D:{}:", 16, complex_of("d")),
    ("wide", "[i128]:{}:", 16, long_integer(True), lambda rng: rng.getrandbits(126).to_bytes(16, "little")),
    ("small", "[u128]:{}:", 16, long_integer(False), lambda rng: rng.getrandbits(40).to_bytes(16, "little")),
    ("matrix", "(2,3)>h:{}:", 12, each(2, whole("h", ">"))),
    ("points", "<(3)T{{B:x:(2)H:y:}}:{}:", 15,
     lambda data: " ".join(whole("B")(data[k:k + 1]) for k in range(0, 15, 5)) + " " +
     " ".join(each(2, whole("H"))(data[k + 1:k + 5]) for k in range(0, 15, 5))),
    ("inner", "T{{B:a:T{{h:b:d:c:}}:deep:}}:{}:", 11,
     lambda data: whole("B")(data[:1]) + " " + whole("h")(data[1:3]) + " " + floating("d")(data[3:])),
    ("packed", "(4)[u12]:{}:", 6,
     lambda data: " ".join(integer(int.from_bytes(data, "little") >> 12 * k & 4095) for k in range(4))),
    ("text", "5s:{}:", 5, lambda data: text(data.rstrip(b"\0")), ascii_bytes(5)),
    ("raw", "4s:{}:", 4, lambda data: text(data.rstrip(b"\0"))),
    ("wide_text", "2w:{}:", 8,
     lambda data: text(data.decode("utf-32le").rstrip("\0").encode()), few("é\0".encode("utf-32le"), "ab".encode("utf-32le"))),
    ("marks", "2u:{}:", 4, lambda data: text(data.decode("utf-16le").rstrip("\0").encode()),
     few(*(value.encode("utf-16le") for value in ("b\u2064", "\x85a", "\U0001f600", "\u202e\0")))),
    ("kind", "B|enum(0=none,1=one):{}:", 1, names, few(b"\0", b"\1", b"\2")),
    ("seconds", "I|unix:{}:", 4, time("I", 1)),
    ("millis", "q|unixms:{}:", 8, time("q", 1000),
     lambda rng: struct.pack("<q", rng.randrange(-10**12, 10**13) * rng.choice([1, 1, 10**5]))),
    ("nanos", "q|unixns:{}:", 8, time("q", 10**9),
     lambda rng: struct.pack("<q", rng.randrange(10**18))),
    ("micros", "q|unixus:{}:", 8, since("q", "<", 10**6, 0),
     lambda rng: struct.pack("<q", rng.randrange(-10**17, 10**18))),
    ("windows", "Q|filetime:{}:", 8, since("Q", "<", 10**7, -11644473600),
     lambda rng: struct.pack("<Q", rng.choice([rng.randrange(10**19), rng.randrange(2 * 10**17)]))),
    ("mac", ">I|hfs:{}:", 4, since("I", ">", 1, -2082844800)),
    ("scaled", "<h|scale(0.01):{}:", 2, scaled("h", "0.01")),
    ("scaled_far", "q|scale(0.001,-40):{}:", 8, scaled("q", "0.001", "-40"),
     lambda rng: struct.pack("<q", rng.choice([rng.getrandbits(63) - (1 << 62), rng.randrange(10**6)]))),
    ("flagged", "H|flags(a=1,b=2):{}:", 2, flags, few(*(struct.pack("<H", n) for n in range(9)))),
    ("parts", "H|bits(low:3,mid:-5,high:8):{}:", 2, bits),
    ("digits", "8s|text(dec):{}:", 8, digits, decimal_digits),
    ("Digits", "H|hex:{}:", 2, whole("H")),
]


def main():
    count, name = int(sys.argv[1]), sys.argv[2]
    rng = random.Random(SEED + count)
    with open(name + ".format", "w", encoding="utf-8") as out:
        out.write(" ".join(field[1].format(field[0]) for field in FIELDS))
    with open(name + ".bin", "wb") as data, open(name + ".expected", "w", encoding="utf-8") as expected:
        for _ in range(count):
            row = []
            for _, _, size, read, *source in FIELDS:
                value = source[0](rng) if source else rng.randbytes(size)
                data.write(value)
                row.append(read(value))
            expected.write(" ".join(row) + "\n")


main()
