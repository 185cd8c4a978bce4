/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-account-cache.h"
#include "cs-change.h"
#include "cs-database.h"

G_BEGIN_DECLS

typedef struct _CsAlikes CsAlikes;

/**
 * CsWriter:
 * @db: the only connection that writes
 * @clock: tells the time of decisions
 * @counts: as they stand in the transaction
 * @serial: the number that the transaction will have
 * @last_post_id: the highest row ever given to a post: never given again
 * @change: what the transaction has changed so far
 * @accounts: accounts that posted lately, and their figures; private to cs-accounts.c
 * @alikes: which texts were seen lately; private to cs-alike.c
 *
 * What belongs to the thread that writes, between its transactions and in them. Private to the store.
 */
typedef struct {
  CsDatabase *db;
  CsClock *clock;
  CsCounts counts;
  guint64 serial;
  gint64 last_post_id;
  CsChange *change;
  CsAccountCache *accounts;
  CsAlikes *alikes;

  CsCounts safe_counts;
  gint64 safe_last_post_id;
} CsWriter;

CsWriter *cs_writer_new (CsDatabase *db,
                         CsClock    *clock,
                         GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_writer_free (CsWriter *self);

gboolean cs_writer_begin (CsWriter *self,
                          GError  **error);
CsChange *cs_writer_commit (CsWriter *self,
                            GError  **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_writer_roll_back (CsWriter *self);

gboolean cs_writer_run (CsWriter   *self,
                        const char *sql,
                        gint64      value,
                        GError    **error);
void cs_writer_note_updated (CsWriter *self,
                             gint64    post_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsWriter, cs_writer_free)

G_END_DECLS
