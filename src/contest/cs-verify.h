/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-certificate.h"

G_BEGIN_DECLS

/**
 * CsVerifyMaterial:
 * @list: (nullable): the list; without it, it is made again from a certificate that ranks everybody
 * @rules: (nullable): the rules
 * @activity: (nullable): the activity file
 * @threshold: the rules' threshold, or 0 when it is not known
 * @top: the rules' top N, or 0 for none or not known
 * @seal_digest: (nullable): the fingerprint that the reader saw before the draw
 * @signature: (nullable): the signature that the reader fetched
 *
 * What a certificate is checked against.
 */
typedef struct {
  GBytes *list;
  GBytes *rules;
  GBytes *activity;
  guint threshold;
  guint top;
  const char *seal_digest;
  const char *signature;
} CsVerifyMaterial;

/**
 * CsVerification:
 * @certificate: what was checked
 * @seal: its seal
 * @list: its list
 * @ranking: as recomputed
 * @rolled_s: when the value is journaled, seconds since 1970 UTC
 *
 * A certificate whose computation is exact.
 */
typedef struct {
  CsCertificate *certificate;
  CsSeal *seal;
  CsDrawList *list;
  CsRanking *ranking;
  gint64 rolled_s;
} CsVerification;

CsVerification *cs_verify_certificate (const char             *text,
                                       gsize                   length,
                                       const CsVerifyMaterial *material,
                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_verification_free (CsVerification *self);
gsize cs_verification_find (const CsVerification *self,
                            const char           *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsVerification, cs_verification_free)

G_END_DECLS
