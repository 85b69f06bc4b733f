#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for regular expressions: regex.tsv.

regex.tsv  expression, 1 where case is ignored, bytes in hex, matches as offset:size joined by commas

Reference: CPython's re.finditer on bytes. Expressions that match nothing at all places are left
out, for whoever asks for the next match decides where to go on behind them.
"""
import random
import re

from oracle import escape, write

EXPRESSIONS = ['ab+c', 'a', 'b|bc', '(?:ab)+', '[^a]', 'a.c', r'\x00', r'[\x80-\xff]+', r'\xff{2}', r'a\b',
               '^a', 'c$', '(?s)a.', r'\w+', r'[b-c]{1,3}?', '(a|ab)(c|bcd)', 'B', r'a\nb']
ALPHABET = b'aaabbbccABC\n\x00\x80\xff_ '


def rows():
    for text in EXPRESSIONS:
        for ignore_case in (False, True):
            expression = re.compile(text.encode(), re.IGNORECASE if ignore_case else 0)
            for size in (0, 1, 2, 3, 5, 17, 60):
                data = bytes(random.choices(ALPHABET, k=size))
                # Python's $ also stands in front of a newline at the end; RE2's does not.
                if text == 'c$' and data.endswith(b'\n'):
                    continue
                found = ','.join(f'{m.start()}:{m.end() - m.start()}' for m in expression.finditer(data))
                yield escape(text), str(int(ignore_case)), data.hex(), found


random.seed(15)
write('regex.tsv', ['expression, 1 where case is ignored, bytes in hex, matches as offset:size',
                    "made by regex_vectors.py from CPython's re"], rows())
