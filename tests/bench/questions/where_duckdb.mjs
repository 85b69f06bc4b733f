// SPDX-License-Identifier: MIT
// What questions.sh compares bview with: DuckDB over a Parquet file of the same records, in one
// thread. The records are written to it by 'make', from CSV; 'ask' prints the ids of those for which
// a condition holds.
//
//   node where_duckdb.mjs make CSV PARQUET
//   node where_duckdb.mjs ask CONDITION PARQUET

import { DuckDBInstance } from '@duckdb/node-api'

const [task, from, parquet] = process.argv.slice(2)
const connection = await (await DuckDBInstance.create()).connect()
await connection.run('set threads = 1')
await connection.run('set preserve_insertion_order = true')
const columns = "{'id': 'uinteger', 'x': 'double', 'kind': 'usmallint', 'tag': 'varchar'}"
const records = { make: `select * from read_csv('${from}', columns = ${columns}, header = false)`, ask: `select id from '${parquet}' where ${from}` }
const target = { make: `'${parquet}' (format parquet)`, ask: "'/dev/stdout' (format csv, header false)" }
await connection.run(`copy (${records[task]}) to ${target[task]}`)
