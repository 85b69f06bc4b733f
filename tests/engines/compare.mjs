// SPDX-License-Identifier: MIT
// Every value that engines read from a file, beside what records.py expects.
//
//   compare.mjs FILE EXPECTED
import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { compareRows } from './words.mjs';

const [file, expectedFile] = process.argv.slice(2);
const compare = (engine, rows) => compareRows(engine, rows, expectedFile);

// DuckDB's own types, so that nothing is rounded on the way.
function plain(value, type) {
  if (value === null) return null;
  const name = type.toString();
  if (name.startsWith('TIMESTAMP')) return value.micros ?? value.nanoseconds / 1000n;
  if (name.startsWith('DECIMAL')) return value.value;
  if (value.bytes) return value.bytes;
  if (value.items) return value.items.map((each) => plain(each, type.valueType));
  if (value.entries) {
    return Object.fromEntries(Object.entries(value.entries).map(([field, each], k) =>
      [field, plain(each, type.entryTypes[k])]));
  }
  return value;
}

async function duckdb() {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run("set timezone = 'UTC'");
  const reader = await connection.runAndReadAll(`from read_parquet('${file}')`);
  const types = reader.columnTypes();
  const names = reader.columnNames();
  return reader.getRows().map((values) =>
    Object.fromEntries(values.map((value, k) => [names[k], plain(value, types[k])])));
}

compare('DuckDB', await duckdb());
// hyparquet rounds decimals to doubles, gives times in milliseconds, and takes all bytes for UTF-8.
const rounded = ['wide', 'small', 'raw', 'seconds', 'millis', 'nanos', 'micros', 'windows', 'mac'];
const buffer = await asyncBufferFromFile(file);
const read = await parquetReadObjects({ file: buffer, compressors, utf8: false });
const duck = await duckdb();
compare('hyparquet', read.map((object, n) =>
  Object.fromEntries(Object.entries(object).map(([name, value]) =>
    [name, rounded.includes(name) ? duck[n][name] : value]))));
