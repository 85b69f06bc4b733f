# SPDX-License-Identifier: MIT
"""Shards of one file on a local cluster of Dask: together they must be the whole, exactly.

  dask_shards.py BVIEW FILE FORMAT FIELD     FIELD is an integer of 64 bits, little end first
"""
import subprocess
import sys

import numpy
from distributed import Client, LocalCluster

SHARDS = 8


def column(bview, path, layout, field, shard):
    """A field of the K-th of N parts of the records."""
    command = [bview, "dump", path, "-f", layout, "--fields", field, "-t", "raw"]
    if shard:
        command += ["--shard", shard]
    return numpy.frombuffer(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout, "<i8")


def totals(*arguments):
    values = column(*arguments)
    return len(values), sum(map(int, values))


def main():
    arguments = sys.argv[1:]
    expected = totals(*arguments, None)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            tasks = [client.submit(totals, *arguments, f"{k}/{SHARDS}") for k in range(1, SHARDS + 1)]
            counts, sums = zip(*client.gather(tasks))
    if (sum(counts), sum(sums)) != expected:
        raise SystemExit(f"dask: {sum(counts)} records of sum {sum(sums)} instead of {expected}")


if __name__ == "__main__":
    main()
