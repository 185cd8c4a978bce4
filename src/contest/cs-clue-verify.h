/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clue-certificate.h"

G_BEGIN_DECLS

/**
 * CsClueVerification:
 * @certificate: what was checked
 * @seal: its seal
 * @entries: (element-type CsClueEntry): who had the answer
 * @places: (element-type CsCluePlace): the ranking, as recomputed
 *
 * A clue contest whose computation is exact. It does not say that no entry was left out.
 */
typedef struct {
  CsClueCertificate *certificate;
  CsClueSeal *seal;
  GPtrArray *entries;
  GArray *places;
} CsClueVerification;

CsClueVerification *cs_clue_verify (const char *text,
                                    gsize       length,
                                    GBytes     *entries,
                                    GBytes     *rules,
                                    const char *seal_digest,
                                    GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_clue_verification_free (CsClueVerification *self);
guint cs_clue_verification_find (const CsClueVerification *self,
                                 const char               *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsClueVerification, cs_clue_verification_free)

G_END_DECLS
