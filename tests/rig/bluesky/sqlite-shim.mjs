/* SPDX-License-Identifier: GPL-3.0-or-later */
// The PDS requires better-sqlite3, which has to be compiled on installation. It
// gets libsql instead, which has the same interface and comes ready-made. (Not
// by "overrides" in package.json: npm 9 cannot read an alias there.) libsql
// returns BLOB columns as ArrayBuffer where the PDS counts on Buffer: without
// the repair createRecord fails with a CBOR decode error.
import Module from 'node:module'
import { need } from './modules.mjs'

function repairRow(row) {
  if (row && typeof row === 'object') {
    for (const [column, value] of Object.entries(row)) {
      if (value instanceof ArrayBuffer) row[column] = Buffer.from(value)
    }
  }
  return row
}

function repairStatement(statement) {
  const { all, get, iterate } = statement
  statement.all = (...args) => all.apply(statement, args).map(repairRow)
  statement.get = (...args) => repairRow(get.apply(statement, args))
  if (iterate) {
    statement.iterate = function* (...args) {
      for (const row of iterate.apply(statement, args)) yield repairRow(row)
    }
  }
  return statement
}

function redirect(name, other) {
  const resolve = Module._resolveFilename
  Module._resolveFilename = function (request, ...rest) {
    return request === name ? need.resolve(other) : resolve.call(this, request, ...rest)
  }
}

export function installSqliteShim() {
  redirect('better-sqlite3', 'libsql')
  const Database = need('libsql')
  const { prepare } = Database.prototype
  Database.prototype.prepare = function (sql) {
    return repairStatement(prepare.call(this, sql))
  }
}
