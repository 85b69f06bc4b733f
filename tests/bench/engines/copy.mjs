// SPDX-License-Identifier: MIT
// What engines.sh compares bview with: DuckDB and Polars write the rows of a Parquet file, which they
// have read before. Prints a line each, its name and the least number of seconds of some runs.
//
//   node copy.mjs PARQUET RUNS
import { DuckDBInstance } from '@duckdb/node-api';
import polars from 'nodejs-polars';

const [file, runs] = process.argv.slice(2);

async function best(name, write) {
  let least = Infinity;
  for (let k = 0; k < Number(runs); ++k) {
    const begin = process.hrtime.bigint();
    await write();
    least = Math.min(least, Number(process.hrtime.bigint() - begin) / 1e9);
  }
  console.log(`${name}\t${least}`);
}

const connection = await (await DuckDBInstance.create()).connect();
await connection.run(`create table rows as from '${file}'`);
await best("DuckDB `COPY` Parquet", () => connection.run("copy rows to 'out.parquet' (format parquet, compression uncompressed)"));
await best("DuckDB `COPY` CSV", () => connection.run("copy rows to '/dev/null' (format csv, header false)"));
await best("DuckDB `COPY` JSON", () => connection.run("copy rows to '/dev/null' (format json)"));
const frame = polars.readParquet(file);
await best("Polars `writeCSV`", () => {
  frame.writeCSV('/dev/null', { includeHeader: false });
});
