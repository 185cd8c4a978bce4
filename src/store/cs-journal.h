/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-version.h"

G_BEGIN_DECLS

#define CS_JOURNAL_HASH_BYTES 32

/* Who decided when nobody did. */
#define CS_JOURNAL_AUTHOR "author"
#define CS_JOURNAL_NETWORK "network"
#define CS_JOURNAL_DESK "desk"

/**
 * CsJournalRow:
 * @id: its number, from 1, without gaps
 * @at_us: when, microseconds since 1970 UTC
 * @who: who decided
 * @verb: what
 * @post_id: on which post
 * @subject: the same post by its network's name for it, so that the row means something by itself
 * @version: on which version
 * @reason: (nullable): why
 * @before: the state it was in
 * @after: the state it is in since
 * @previous_id: the decision that was in force, or 0
 * @undoes_id: for %CS_VERB_UNDO the decision taken back, else 0
 *
 * A row of the journal. Private to the store.
 */
typedef struct {
  gint64 id;
  gint64 at_us;
  const char *who;
  CsVerb verb;
  gint64 post_id;
  const char *subject;
  guint8 version[CS_VERSION_BYTES];
  const char *reason;
  CsState before;
  CsState after;
  gint64 previous_id;
  gint64 undoes_id;
} CsJournalRow;

void cs_journal_hash (const CsJournalRow *row,
                      const guint8        previous[CS_JOURNAL_HASH_BYTES],
                      guint8              hash[CS_JOURNAL_HASH_BYTES]);
gint64 cs_journal_append (CsWriter           *writer,
                          const CsJournalRow *row,
                          GError            **error);
gboolean cs_journal_verify (CsDatabase *db,
                            gint64     *n_rows,
                            GError    **error);

G_END_DECLS
