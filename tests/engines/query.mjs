// SPDX-License-Identifier: MIT
// What DuckDB answers to a query: a line per row, values with tabs between them.
//
//   query.mjs SQL
import { DuckDBInstance } from '@duckdb/node-api';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
const reader = await connection.runAndReadAll(process.argv[2]);
for (const row of reader.getRows()) console.log(row.join('\t'));
