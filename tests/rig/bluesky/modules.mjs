/* SPDX-License-Identifier: GPL-3.0-or-later */
// The scripts live in the source tree and the npm packages in a cache folder:
// RIG_MODULES names the folder that holds node_modules.
import { createRequire } from 'node:module'
import path from 'node:path'

export const need = createRequire(
  path.join(process.env.RIG_MODULES || process.cwd(), 'package.json'))
