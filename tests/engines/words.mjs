// SPDX-License-Identifier: MIT
// Values that an engine read, as the words that records.py has of them, and rows of these compared.
import { readFileSync } from 'node:fs';

// Columns whose numbers are floats, whatever JavaScript has of them.
const floats = /^(e|bf|f|d|zero|x87|scaled|scaled_far|c64|c128|c|re|im)$/;

function double(value) {
  if (Number.isNaN(value)) return 'nan';
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return 'd' + bytes.toString('hex');
}

// Of a value, its leaves in order.
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

/// Each of the rows is its line in the file of what is expected.
export function compareRows(engine, rows, expectedFile) {
  const lines = readFileSync(expectedFile, 'utf8').split('\n').slice(0, -1);
  if (rows.length !== lines.length) {
    throw new Error(`${engine}: ${rows.length} rows instead of ${lines.length}`);
  }
  rows.forEach((object, n) => {
    const line = row(object);
    if (line === lines[n]) return;
    const read = line.split(' ');
    const want = lines[n].split(' ');
    const k = want.findIndex((word, at) => word !== read[at]);
    throw new Error(`${engine}: row ${n}, value ${k}: ${read[k]} instead of ${want[k]}`);
  });
}
