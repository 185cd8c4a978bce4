/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-certificate.h"
#include "cs-clue-result.h"

G_BEGIN_DECLS

#define CS_CLUE_FORMAT "SEALED-CLUE/1 certificate"

/**
 * CsClueShown:
 * @rank: from 1
 * @time_s: when the answer was there
 * @key: what decides within a second
 * @id: who
 * @role: what the rank is
 * @post: where
 * @text: what is written there
 *
 * One place that a certificate shows.
 */
typedef struct {
  guint rank;
  gint64 time_s;
  char *key;
  char *id;
  CsDrawRole role;
  char *post;
  char *text;
} CsClueShown;

/**
 * CsClueCertificate:
 * @revision: from 1
 * @seal: the seal's whole text
 * @seal_digest: F
 * @nonce: the secret number
 * @forms: (array zero-terminated=1): ways to write the answer
 * @entries_digest: of entries.txt
 * @n_entries: how many lines it has
 * @status: whether there were enough
 * @shown: (element-type CsClueShown): winners, alternates and whoever was called, from rank 1
 * @ranking_digest: of the whole ranking
 * @events: (element-type CsDrawEvent): who gave a prize up, in order
 * @voided: (element-type CsVoidedSeal): seals of clue contests of the same journal that do not count
 * @proofs: (element-type CsPriorProof): that F was public before
 * @journal_previous: digest before the first entry shown
 * @journal: (element-type CsDrawEntry): from its beginning
 * @software: name and version
 *
 * What a stranger checks a clue contest with.
 */
typedef struct {
  guint64 revision;
  char *seal;
  char *seal_digest;
  char *nonce;
  GStrv forms;
  char *entries_digest;
  guint n_entries;
  char *status;
  GPtrArray *shown;
  char *ranking_digest;
  GPtrArray *proofs;
  GPtrArray *events;
  GPtrArray *voided;
  char *journal_previous;
  GArray *journal;
  char *software;
} CsClueCertificate;

gboolean cs_clue_is_certificate (const char *text,
                                 gsize       length);
CsClueCertificate *cs_clue_certificate_new (void) G_GNUC_WARN_UNUSED_RESULT;
CsClueCertificate *cs_clue_certificate_parse (const char *text,
                                              gsize       length,
                                              GError    **error) G_GNUC_WARN_UNUSED_RESULT;
char *cs_clue_certificate_write (const CsClueCertificate *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_clue_certificate_free (CsClueCertificate *self);
void cs_clue_certificate_show (CsClueCertificate *self,
                               const CsClueSeal  *seal,
                               GArray            *places,
                               gsize              n_called);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsClueCertificate, cs_clue_certificate_free)

G_END_DECLS
