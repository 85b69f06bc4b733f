# SPDX-License-Identifier: MIT
"""What questions.sh compares bview with: numpy's masks over a structured array in mapped memory."""
import sys

import numpy

CONDITIONS = {
    'range': lambda r: (r['id'] > 4290000000) & (r['x'] < 0.5),
    'one': lambda r: r['kind'] == 5,
    'some': lambda r: (r['kind'] == 1) | (r['kind'] == 2) | (r['kind'] == 3),
    'text': lambda r: r['tag'] == b'IEND',
    'sum': lambda r: r['kind'].astype('i4') * 2 + 1 == 11,
    'real': lambda r: r['x'] * 2 > 1.9999,
}
records = numpy.memmap(sys.argv[2], [('id', '<u4'), ('x', '<f8'), ('kind', '<u2'), ('tag', 'S4')])
found = records['id'][CONDITIONS[sys.argv[1]](records)]
print(*found.tolist(), sep='\n')
