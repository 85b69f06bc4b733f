// SPDX-License-Identifier: MIT
// bview help engines - where what outgrows one machine goes on: columns, shards, and who takes
// them.

#include "app/help/topics.hpp"

namespace bview {

std::string engines_text() {
  return R"help('bview dump FILE [VIEW] -t parquet' writes a Parquet file: DuckDB, Polars, pandas
and Spark read it many times as fast as CSV, and without being told of types.

  bview dump log.bin -f '<Q|unixns:time: H:code:' -t parquet > log.parquet
  duckdb -c "select code, count(*) from 'log.parquet' group by code"

Straight behind it, as Parquet is for files: -t csv --header or -t ndjson, and
read_csv('/dev/stdin') or read_json('/dev/stdin').

columns:
  A row is an item of the first axis; further axes, sub-arrays and arrays of
  records are lists. Nested records and complex numbers (re, im) are structs; one
  value without a name is 'value'. Names that differ in case only are made
  distinct, a and A_2, since DuckDB folds them.
  numbers     keep their types, u64 and f16 included; small floats are FLOAT, and
              floats wider than double the nearest DOUBLE
  128 bits    DECIMAL(38,0) where all of a column fit, else 16 bytes, the highest
              first
  texts       without the NULs behind them: UTF-8 where all of a column are, else
              bytes
  names       of enum, flags and others are texts, in a dictionary where few differ
  times       timestamps in UTC, of milli-, micro- or nanoseconds; null where there
              is no such date, or outside of the years 1 to 9999. filetime loses its
              last digit
  text(dec)   an integer; null where it is no number
  NaNs keep their bits, and -0.0 its sign. The format stands in the metadata of the
  file, as bview.format.

Arrow:
  -t arrow is the same as an Arrow IPC stream, and -t feather as an Arrow file, which
  engines map. Batches have some 4 MiB; from a pipe there is one for what has come.
  Halves are floats there, since some engines have none, and 128 bits the lowest
  byte first where they are bytes; --compression takes zstd or none. A stream says
  its types before its first row: bview looks through a file for them, but of a pipe
  and of --fields that are worked out, texts of s, p and c are bytes, integers of
  128 bits 16 bytes, and names texts without a dictionary. bview.note in a field's
  metadata says why. -t feather waits for the end, and so always knows. Behind
  'bview dump ... -t arrow |' are pyarrow.ipc.open_stream(sys.stdin.buffer), or
  pl.read_ipc_stream() of Polars, or tableFromIPC() of apache-arrow for JavaScript.

groups of rows:
  Some 4 MiB of values each, with the least and the greatest value of each column
  (but where one is NaN), so that engines skip groups; pages have a CRC.
  --compression none|snappy|gzip|zstd; without it none. From a pipe groups are
  written as records arrive; the directory comes last, some hundred bytes for
  each column of a group. Records that vary in size have no columns of this kind;
  -t ndjson takes them to an engine.

shards:
  --shard K/N of dump, stat and find takes the K-th of N parts, of whole items: as
  tsv, csv and ndjson, they concatenate to the whole, byte for byte; as Parquet each
  is a file, and all of them are one table. Each reads no more than its own part,
  but records that vary in size are first walked from the start.

  GNU parallel   parallel -k bview dump big.bin -f "'<q:id: d:x:'" --shard {}/64 \
                   -t parquet '>' part-{}.parquet ::: {1..64}
  Slurm          sbatch --array=1-200 --wrap "bview dump big.bin -f '<q:id: d:x:' \
                   --shard \$SLURM_ARRAY_TASK_ID/200 -t parquet \
                   > part-\$SLURM_ARRAY_TASK_ID.parquet"
  DuckDB         select count(*), sum(x) from 'part-*.parquet'
  Polars         pl.scan_parquet('part-*.parquet')
  Spark          spark.read.parquet('part-*.parquet'); or a shard per task:
                   sc.parallelize(range(1, 201), 200).flatMap(lambda k:
                     subprocess.run(['bview', 'dump', path, '-f', format, '--shard',
                     f'{k}/200', '-t', 'ndjson'], stdout=PIPE).stdout.splitlines())
  Dask           def part(k): return numpy.frombuffer(subprocess.run(
                     ['bview', 'dump', path, '-f', '<q:id: d:x:', '--fields', 'id',
                     '--shard', f'{k}/64', '-t', 'raw'], stdout=PIPE).stdout, '<i8')
                 client.map(part, range(1, 65))
)help";
}

}  // namespace bview
