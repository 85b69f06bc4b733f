// SPDX-License-Identifier: MIT
// Every value that engines read from a file, beside what records.py expects.
//
//   compare.mjs FILE EXPECTED
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

const [file, expectedFile] = process.argv.slice(2);
const lines = readFileSync(expectedFile, 'utf8').split('\n').slice(0, -1);

// Columns whose numbers are floats, whatever JavaScript has of them.
const floats = /^(e|bf|f|d|zero|x87|scaled|scaled_far|c64|c128|c|re|im)$/;

function double(value) {
  if (Number.isNaN(value)) return 'nan';
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return 'd' + bytes.toString('hex');
}

// Words of a value, its leaves in order.
function* words(value, name) {
  if (value === null || value === undefined) yield '-';
  else if (value instanceof Date) yield String(BigInt(value.getTime()) * 1000n);
  else if (value instanceof Uint8Array) yield 'x' + Buffer.from(value).toString('hex');
  else if (typeof value === 'string') yield 'x' + Buffer.from(value).toString('hex');
  else if (typeof value === 'boolean') yield value ? '1' : '0';
  else if (typeof value === 'bigint') yield String(value);
  else if (typeof value === 'number') yield floats.test(name) ? double(value) : String(value);
  else if (Array.isArray(value)) for (const each of value) yield* words(each, name);
  else for (const [field, each] of Object.entries(value)) yield* words(each, field);
}

// records.py has the leaves of "points" one after the other, as columns are.
function row(object) {
  const points = object.points;
  if (points) object.points = { x: points.map((p) => p.x), y: points.map((p) => p.y) };
  return [...words(object, '')].join(' ');
}

function compare(engine, rows) {
  if (rows.length !== lines.length) {
    throw new Error(`${engine}: ${rows.length} rows instead of ${lines.length}`);
  }
  rows.forEach((object, n) => {
    const line = row(object);
    if (line === lines[n]) return;
    const read = line.split(' ');
    const k = lines[n].split(' ').findIndex((word, at) => word !== read[at]);
    throw new Error(`${engine}: row ${n}, value ${k}: ${read[k]} instead of ${lines[n].split(' ')[k]}\n${line}\n${lines[n]}`);
  });
}

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
