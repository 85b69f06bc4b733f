# SPDX-License-Identifier: MIT
# What engines.sh compares bview with: pandas writes the rows of a file, which it has read before. Prints
# a line each, its name and the least number of seconds of some runs.
#
#   pandas_rows.py ROWS RUNS
import sys
import time

import numpy
import pandas

frame = pandas.DataFrame(numpy.fromfile(sys.argv[1], "<u4, <f8, <i2, <u2, <i8"))


def best(name, write):
    least = float("inf")
    for _ in range(int(sys.argv[2])):
        begin = time.perf_counter()
        write()
        least = min(least, time.perf_counter() - begin)
    print(name, least, sep="\t")


best("pandas `to_csv`", lambda: frame.to_csv("/dev/null", header=False, index=False))
best("pandas `to_json` of lines", lambda: frame.to_json("/dev/null", orient="records", lines=True))
