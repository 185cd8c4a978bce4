/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clue-certificate.h"

G_BEGIN_DECLS

/* What the journal holds of a clue contest, as digests. */
void cs_clue_payload_void (const char *seal_digest,
                           CsHex       payload);
void cs_clue_payload_reason (const char *seal_digest,
                             const char *reason,
                             CsHex       payload);
void cs_clue_payload_event (const char *seal_digest,
                            gboolean    disqualified,
                            guint       rank,
                            const char *code,
                            guint       replaced_by,
                            CsHex       payload);

gboolean cs_clue_verify_journal (const CsClueCertificate *certificate,
                                 const CsClueSeal        *seal,
                                 GError                 **error);

G_END_DECLS
