/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-setup.h"
#include "cs-verify.h"

G_BEGIN_DECLS

typedef struct _CsRecordDetails CsRecordDetails;
typedef struct _CsRecord CsRecord;

/**
 * CsRecordDetails:
 * @prizes: (element-type CsPrize): in their order; the certificate does not know them
 * @place: (nullable): where it was
 * @present: (array zero-terminated=1): who was there, with their capacity
 * @remarks: (array zero-terminated=1): anomalies and interventions
 * @deposit: (nullable): who has the rules
 * @address: (nullable): where certificate and verifier are published
 * @contact: (nullable): whom winners answer
 * @deadline: (nullable): until when winners answer, in words
 * @tag: (nullable): a hashtag for posts, without the sign
 * @stamp_trouble: (nullable): why there is no time stamp though one was asked for
 * @stamp_authority: (nullable): who was asked for one
 * @threshold: the rules' threshold, or 0 when it is not known
 * @top: the rules' top N, or 0
 * @zone: (nullable): the local time, for example "Europe/Paris"; %NULL for the machine's
 *
 * What people tell about a draw and its certificate does not.
 */
struct _CsRecordDetails {
  GPtrArray *prizes;
  char *place;
  GStrv present;
  GStrv remarks;
  char *deposit;
  char *address;
  char *contact;
  char *deadline;
  char *tag;
  char *stamp_trouble;
  char *stamp_authority;
  guint threshold;
  guint top;
  char *zone;
};

CsRecordDetails *cs_record_details_new (void) G_GNUC_WARN_UNUSED_RESULT;
CsRecordDetails *cs_record_details_copy (const CsRecordDetails *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_record_details_free (CsRecordDetails *self);
void cs_record_details_add_prize (CsRecordDetails *self,
                                  const char      *name,
                                  guint            count);

char *cs_record_details_dup_prize (const CsRecordDetails *self,
                                   guint                  place) G_GNUC_WARN_UNUSED_RESULT;

/**
 * CsRecordHolder:
 * @place: which prize, from 1
 * @rank: who held it
 * @before: (nullable): the event by which it came from an earlier holder
 * @lost: (nullable): the event by which it went on
 *
 * Somebody who was called for a prize.
 */
typedef struct {
  guint place;
  guint rank;
  const CsDrawEvent *before;
  const CsDrawEvent *lost;
} CsRecordHolder;

/**
 * CsRecord:
 * @rehearsal: it counts for nothing
 * @draw: what was checked; in a rehearsal what was drawn
 * @details: what people tell
 * @certificate: (nullable): the bytes of the certificate; none in a rehearsal
 * @rules: (nullable): the rules
 * @activity: (nullable): the activity file
 * @rows: (nullable) (element-type CsActivityRow): what is in it
 * @names: (nullable): pseudonym → account in clear
 * @holders: (element-type CsRecordHolder): by prize, each prize's in their order
 *
 * All that is known of a draw whose reveal is over. Never changed once made.
 */
struct _CsRecord {
  gboolean rehearsal;
  CsVerification *draw;
  CsRecordDetails *details;
  GBytes *certificate;
  GBytes *rules;
  GBytes *activity;
  GPtrArray *rows;
  GHashTable *names;
  GArray *holders;
};

CsRecord *cs_record_new (CsVerification        *draw,
                         gboolean               rehearsal,
                         GBytes                *certificate,
                         GBytes                *rules,
                         GBytes                *activity,
                         const CsRecordDetails *details,
                         GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_record_free (CsRecord *self);

char *cs_record_dup_prize (const CsRecord *self,
                           guint           place) G_GNUC_WARN_UNUSED_RESULT;
char *cs_record_dup_id (const CsRecord *self,
                        gsize           rank) G_GNUC_WARN_UNUSED_RESULT;
char *cs_record_dup_name (const CsRecord *self,
                          gsize           rank) G_GNUC_WARN_UNUSED_RESULT;
guint cs_record_get_n_winners (const CsRecord *self);
const CsRecordHolder *cs_record_find_holder (const CsRecord *self,
                                             guint           rank);

GBytes *cs_record_print (const CsRecord *self,
                         const char     *language,
                         gboolean        in_clear,
                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;
char *cs_record_write_table (const CsRecord *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsRecordDetails, cs_record_details_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsRecord, cs_record_free)

G_END_DECLS
