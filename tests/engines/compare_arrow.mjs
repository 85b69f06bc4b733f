// SPDX-License-Identifier: MIT
// Every value that engines read from an Arrow stream or file, beside what records.py expects.
//
//   compare_arrow.mjs FILE EXPECTED [TYPES]
//
// TYPES are columns and what apache-arrow calls their types: "kind=Dictionary<Int32, Utf8>;..."
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  CompressionType, DataType, TimeUnit, compressionRegistry, tableFromIPC,
} from 'apache-arrow';
import { compressors } from 'hyparquet-compressors';
import { compareRows } from './words.mjs';

compressionRegistry.set(CompressionType.ZSTD, {
  decode: (data) => new Uint8Array(compressors.ZSTD(data)), // aligned
});

const [file, expectedFile, types] = process.argv.slice(2);
const bytes = readFileSync(file);
const isFile = bytes.subarray(0, 6).toString() === 'ARROW1';

// Integers of 128 bits, which are decimals or else 16 bytes, the lowest first.
const wideNames = ['wide', 'small'];

function wide(words, signed) {
  const value = words.reduceRight((sum, word) => (sum << 32n) + BigInt(word), 0n);
  return signed ? BigInt.asIntN(128, value) : value;
}
function wideBytes(value) {
  const copy = Uint8Array.from(value);
  return wide([...new Uint32Array(copy.buffer)], false);
}

// Microseconds, from the numbers of the buffers: apache-arrow itself makes doubles of them.
function times(vector, unit) {
  const toMicros = {
    [TimeUnit.MILLISECOND]: (t) => t * 1000n,
    [TimeUnit.MICROSECOND]: (t) => t,
    [TimeUnit.NANOSECOND]: (t) => t / 1000n,
  }[unit];
  return vector.data.flatMap((data) =>
    [...data.values.subarray(0, data.length)].map((value, k) =>
      data.getValid(k) ? toMicros(value) : null));
}

function plain(value, type, name) {
  if (value === null) return null;
  if (DataType.isDecimal(type)) return wide([...value], true);
  if (wideNames.includes(name) && value.length === 16) return wideBytes(value);
  if (DataType.isFixedSizeList(type)) {
    return [...value].map((each) => plain(each, type.children[0].type, name));
  }
  if (DataType.isStruct(type)) {
    return Object.fromEntries(type.children.map((field) =>
      [field.name, plain(value[field.name], field.type, field.name)]));
  }
  return value;
}

function checkTypes(table) {
  for (const wanted of (types ?? '').split(';').filter(Boolean)) {
    const [name, type] = wanted.split('=');
    const field = table.schema.fields.find((each) => each.name === name);
    if (String(field.type) !== type) throw new Error(`${name} is ${field.type}, not ${type}`);
  }
  if (!table.schema.metadata.get('bview.format')) throw new Error('no format in the metadata');
}

function rowsOf(table) {
  const columns = table.schema.fields.map(({ name, type }, k) => {
    const vector = table.getChildAt(k);
    const values = DataType.isTimestamp(type)
      ? times(vector, type.unit)
      : Array.from({ length: table.numRows }, (_, n) => plain(vector.get(n), type, name));
    return [name, values];
  });
  return Array.from({ length: table.numRows }, (_, n) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[n]])));
}

function installedPolars() {
  try {
    return createRequire(import.meta.url)('nodejs-polars');
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return null; // and arrow.sh has said so
    throw error;
  }
}

// Polars for JavaScript cannot show all types: what it read it writes, for apache-arrow to show.
function throughPolars(polars) {
  const frame = isFile ? polars.readIPC(bytes) : polars.readIPCStream(bytes);
  return tableFromIPC(frame.writeIPC({ compression: 'uncompressed' }));
}

const table = tableFromIPC(bytes);
checkTypes(table);
compareRows('apache-arrow', rowsOf(table), expectedFile);
const polars = installedPolars();
if (polars) compareRows('Polars', rowsOf(throughPolars(polars)), expectedFile);
