/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_CODE_TABLE_END 0x20000
#define CS_CODE_TABLE_BLOCK 256

/* One number for each code point below CS_CODE_TABLE_END, found out when its block is first asked for, by whichever
 * thread, and then kept: half a megabyte at most. Static, with find_out alone filled in. */
typedef struct {
  guint32 (*find_out) (gunichar c); /* a pure function */
  guint32 *blocks[CS_CODE_TABLE_END / CS_CODE_TABLE_BLOCK];
} CsCodeTable;

const guint32 *cs_code_table_fill (CsCodeTable *self,
                                   guint        block);

/* c: below CS_CODE_TABLE_END */
static inline guint32
cs_code_table_get (CsCodeTable *self,
                   gunichar     c)
{
  const guint32 *block = g_atomic_pointer_get (&self->blocks[c / CS_CODE_TABLE_BLOCK]);

  if (G_UNLIKELY (block == NULL))
    block = cs_code_table_fill (self, c / CS_CODE_TABLE_BLOCK);
  return block[c % CS_CODE_TABLE_BLOCK];
}

G_END_DECLS
