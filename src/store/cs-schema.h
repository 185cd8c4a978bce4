/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-database.h"

G_BEGIN_DECLS

/* "Clss", at byte 68 of every show file; see also the desktop's MIME type. */
#define CS_SCHEMA_APPLICATION_ID 0x436c7373
#define CS_SCHEMA_VERSION 1

/* The index of words; @options ends with a comma or is empty. */
#define CS_SCHEMA_WORDS(name, options)                                                             \
  "CREATE VIRTUAL TABLE " name " USING fts5 (body, content = '', columnsize = 0, " options         \
  "tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co So'\");"

gboolean cs_schema_is_blank (CsDatabase *database);
gboolean cs_schema_check (CsDatabase *database,
                          GError    **error);
gboolean cs_schema_prepare (CsDatabase *database,
                            GError    **error);

G_END_DECLS
