/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-code-table.h"

/**
 * cs_code_table_fill: (skip)
 * @self: a table
 * @block: which block of it
 *
 * Finds out about a block of code points. Any thread; of two that do so at once one wins, and both agree.
 *
 * Returns: (transfer none): the block
 */
const guint32 *
cs_code_table_fill (CsCodeTable *self,
                    guint        block)
{
  guint32 *fresh = g_new (guint32, CS_CODE_TABLE_BLOCK);

  for (guint i = 0; i < CS_CODE_TABLE_BLOCK; i++)
    fresh[i] = self->find_out (block * CS_CODE_TABLE_BLOCK + i);
  if (g_atomic_pointer_compare_and_exchange (&self->blocks[block], NULL, fresh))
    return fresh;
  g_free (fresh);
  return g_atomic_pointer_get (&self->blocks[block]);
}
