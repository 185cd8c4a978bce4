/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-beacon.h"
#include "cs-draw-entry.h"
#include "cs-ranking.h"

G_BEGIN_DECLS

#define CS_CERTIFICATE_FORMAT "SEALED-DRAW/1 certificate"
#define CS_CERTIFICATE_MAX_BYTES (64 * 1024 * 1024)

typedef struct _CsCertificate CsCertificate;

typedef struct {
  char *url;
  char *fetched;
  char *http_date; /* (nullable) */
} CsRelayVisit;

typedef struct {
  guint rank;
  char *key;
  char *id;
  CsDrawRole role;
  GStrv proofs; /* addresses of posts */
} CsCertificatePlace;

typedef struct {
  char *code; /* or "manual" */
  guint64 count;
} CsExclusionCount;

typedef struct {
  char *platform;
  gint64 announced; /* -1 when the network did not say */
  gint64 received;
  gint64 gaps; /* -1 when unknown */
} CsImportReport;

typedef struct {
  char *type; /* rfc3161, publication, witness or broadcast */
  gint64 time_s;
  char *reference;
  char *token; /* (nullable): base64 */
} CsPriorProof;

typedef struct {
  gboolean disqualified; /* or declined */
  guint rank;
  char *code;
  gint64 time_s;
  guint replaced_by; /* 0 for nobody */
} CsDrawEvent;

typedef struct {
  char *seal;
  char *digest;
  char *reason;
  gint64 time_s;
  gboolean after_round_time;
} CsVoidedSeal;

/**
 * CsCertificate:
 * @revision: from 1
 * @seal: the seal's whole text
 * @seal_digest: F
 * @value: V
 * @signature: (nullable): of the beacon's round; %NULL for dice
 * @relays: (element-type CsRelayVisit): who was asked
 * @level: how sure the beacon is, by the operator's word
 * @method: (nullable): library and version that verified the signature
 * @seed: S
 * @status: whether there were enough to draw from
 * @ranking: (element-type CsCertificatePlace): from rank 1
 * @cutoff: (nullable): the highest key that wins
 * @ranking_digest: of the whole ranking
 * @exclusions: (element-type CsExclusionCount): by code
 * @imports: (element-type CsImportReport): by network
 * @proofs: (element-type CsPriorProof): that F was public before
 * @events: (element-type CsDrawEvent): who gave a prize up, in order
 * @voided: (element-type CsVoidedSeal): seals of the same journal that do not count
 * @journal_previous: digest before the first entry shown
 * @entries: (element-type CsDrawEntry): of the journal
 * @software: name and version
 * @binary_digest: (nullable): of the program
 *
 * What a stranger checks a draw with.
 */
struct _CsCertificate {
  guint64 revision;
  char *seal;
  char *seal_digest;
  char *value;
  char *signature;
  GPtrArray *relays;
  CsBeaconLevel level;
  char *method;
  char *seed;
  char *status;
  GPtrArray *ranking;
  char *cutoff;
  char *ranking_digest;
  GPtrArray *exclusions;
  GPtrArray *imports;
  GPtrArray *proofs;
  GPtrArray *events;
  GPtrArray *voided;
  char *journal_previous;
  GArray *entries;
  char *software;
  char *binary_digest;
};

CsCertificate *cs_certificate_new (void) G_GNUC_WARN_UNUSED_RESULT;
CsCertificate *cs_certificate_parse (const char *text,
                                     gsize       length,
                                     GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_certificate_free (CsCertificate *self);
char *cs_certificate_write (const CsCertificate *self) G_GNUC_WARN_UNUSED_RESULT;

void cs_certificate_set_ranking (CsCertificate   *self,
                                 const CsRanking *ranking,
                                 gsize            n_places);

CsPriorProof *cs_prior_proof_new (const char *type,
                                  gint64      time_s,
                                  const char *reference,
                                  const char *token) G_GNUC_WARN_UNUSED_RESULT;
void cs_import_report_free (CsImportReport *report);
void cs_prior_proof_free (CsPriorProof *proof);
gboolean cs_exclusion_is_code (const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsCertificate, cs_certificate_free)

G_END_DECLS
