/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-certificate.h"
#include "cs-draw-record.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The chain of everything that happened to draws in one show. Append-only: on disk before anything is shown.
 * One thread at a time. */
typedef struct _CsDrawJournal CsDrawJournal;

CsDrawJournal *cs_draw_journal_new (GPtrArray *records,
                                    GError   **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_draw_journal_free (CsDrawJournal *self);

guint cs_draw_journal_get_n (const CsDrawJournal *self);
const CsDrawEntry *cs_draw_journal_get (const CsDrawJournal *self,
                                        guint                index);
const char *cs_draw_journal_get_draw (const CsDrawJournal *self,
                                      guint                index);
JsonObject *cs_draw_journal_get_body (const CsDrawJournal *self,
                                      guint                index);
const char *cs_draw_journal_get_head (const CsDrawJournal *self);
guint cs_draw_journal_count_seals (const CsDrawJournal *self);
gboolean cs_draw_journal_find_last_seal (const CsDrawJournal *self,
                                         guint               *index);
gboolean cs_draw_journal_find (const CsDrawJournal *self,
                               CsDrawEntryType      type,
                               guint                after,
                               guint               *index);

CsDrawRecord *cs_draw_journal_prepare (const CsDrawJournal *self,
                                       GPtrArray           *before,
                                       gint64               time_s,
                                       const char          *draw,
                                       CsDrawEntryType      type,
                                       const char          *payload,
                                       JsonNode            *body) G_GNUC_WARN_UNUSED_RESULT;
void cs_draw_journal_add (CsDrawJournal *self,
                          CsDrawRecord  *record);

void cs_draw_journal_fill (const CsDrawJournal *self,
                           guint                seal_index,
                           CsCertificate       *certificate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsDrawJournal, cs_draw_journal_free)

G_END_DECLS
