/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-seal.h"

G_BEGIN_DECLS

/* The value of a line, or a reason to refuse the seal. */
typedef gboolean (*CsSealReader) (gpointer    seal,
                                  guint       line,
                                  const char *value);

/* What seals of one kind look like: the first line, and the keys of those behind it. */
typedef struct {
  const char *title;
  const char *const *keys;
  guint n_keys;
  CsSealReader read;
} CsSealForm;

gboolean cs_seal_lines_read (const CsSealForm *form,
                             const char       *text,
                             gsize             length,
                             CsSealFlags       flags,
                             gpointer          seal,
                             gboolean         *rehearsal,
                             GError          **error);

gboolean cs_seal_keep (char      **field,
                       const char *value,
                       gboolean    good);
gboolean cs_seal_keep_hex (char      **field,
                           const char *value);
gboolean cs_seal_read_count (guint      *field,
                             const char *value,
                             guint       min,
                             guint       max);

#define CS_SEAL_REHEARSAL " REHEARSAL"

G_END_DECLS
