/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-hint.h"

G_BEGIN_DECLS

typedef struct _CsConsent CsConsent;

CsConsent *cs_consent_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cs_consent_free (CsConsent *self);

char *cs_consent_give (CsConsent     *self,
                       const CsEntry *shown,
                       GPtrArray     *hints,
                       gint64         edited_us,
                       gint64         pressed_us,
                       gint64         now_us) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsConsent, cs_consent_free)

G_END_DECLS
