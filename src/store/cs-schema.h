/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-database.h"

G_BEGIN_DECLS

/* "Clss", at byte 68 of every show file; see also the desktop's MIME type. */
#define CS_SCHEMA_APPLICATION_ID 0x436c7373
#define CS_SCHEMA_VERSION 2

/* The index of words; @options ends with a comma or is empty. */
#define CS_SCHEMA_WORDS(name, options)                                                             \
  "CREATE VIRTUAL TABLE " name " USING fts5 (body, content = '', columnsize = 0, " options         \
  "tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co So'\");"

/* The block of 8192 posts in which one is: the index of posts by account begins with it, as SQL that has to be written
 * the same everywhere. CS_SCHEMA_POSTS_OF is a source of the posts of one account, @account, block by block. */
#define CS_SCHEMA_BLOCK(id) id " >> 13"
#define CS_SCHEMA_POSTS_OF(account)                                                                \
  "(WITH RECURSIVE each_block (n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM each_block"           \
  " WHERE n < " CS_SCHEMA_BLOCK ("(SELECT max (id) FROM post)") ")"                               \
  " SELECT n FROM each_block) AS block CROSS JOIN post AS p ON " CS_SCHEMA_BLOCK ("p.id") " = block.n" \
  " AND p.account_id = " account

gboolean cs_schema_is_blank (CsDatabase *database);
gboolean cs_schema_check (CsDatabase *database,
                          GError    **error);
gboolean cs_schema_prepare (CsDatabase *database,
                            GError    **error);
gboolean cs_schema_bridge (CsDatabase *database,
                           GError    **error);

G_END_DECLS
