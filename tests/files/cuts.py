# SPDX-License-Identifier: MIT
"""A file cut at every byte: whole records come out, then an error that names where the next began.

    cuts.py BVIEW FILE ENDS OPTION...

ENDS are the offsets where records begin, and the last one's end, as another tool says. Prints the
number of cuts, or what was wrong.
"""
import json
import subprocess
import sys

bview, path, *options = sys.argv[1:]
ends = [int(end) for end in options.pop(0).split(',')]
with open(path, 'rb') as file:
    whole = file.read()
assert ends[-1] == len(whole), f'{path} has {len(whole)} bytes, and the records end at {ends[-1]}'


def dump(data, form, name):
    with open('cut', 'wb') as cut:
        cut.write(data)
    with open('cut', 'rb') as cut:
        pipe = subprocess.Popen(['cat'], stdin=cut, stdout=subprocess.PIPE) if name == '-' else None
        done = subprocess.run([bview, 'dump', name, '-t', form, *options], timeout=60, capture_output=True,
                              stdin=pipe.stdout if pipe else subprocess.DEVNULL)
        if pipe:
            pipe.stdout.close()
            pipe.wait()
    return done.returncode, done.stdout.decode(), done.stderr.decode()


status, lines, said = dump(whole, 'ndjson', 'cut')
lines = lines.splitlines(keepends=True)
if status != 0 or said or len(lines) != len(ends) - 1:
    sys.exit(f'the whole file: exit {status}, {len(lines)} records and not {len(ends) - 1}: {said}')
wrong = []
for size in range(ends[0], len(whole)):
    records = sum(end <= size for end in ends) - 1
    clean = size in ends
    for name in ('cut', '-'):
        for form in ('ndjson', 'json'):
            status, out, said = dump(whole[:size], form, name)
            try:
                found = out if form == 'ndjson' else json.loads(out)
            except ValueError as error:
                found = error
            wanted = ''.join(lines[:records]) if form == 'ndjson' else [json.loads(line) for line in lines[:records]]
            where = f'record {records} at offset {ends[records]} '
            told = said == '' if clean else said.startswith('bview: ' + where) and said.count('\n') == 1
            if found != wanted or status != (0 if clean else 2) or not told:
                wrong.append(f'{size} bytes, {name} as {form}: exit {status}, {out!r}, {said!r}')
print('\n'.join(wrong[:6]) or f'{len(whole) - ends[0]} cuts')
sys.exit(bool(wrong))
