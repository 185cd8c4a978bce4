/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-verify.h"

G_BEGIN_DECLS

gboolean cs_verify_journal (CsVerification *verification,
                            GError        **error);
gboolean cs_verify_documents (const CsVerification   *verification,
                              const CsVerifyMaterial *material,
                              GError                **error);

G_END_DECLS
