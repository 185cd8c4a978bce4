/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-program.h"
#include "cs-source.h"
#include "cs-store.h"

G_BEGIN_DECLS

/* Asks the networks again about the posts that are on their way to the air: what was deleted or edited while a
 * source was away never reached it. The answers come back through the sources like everything else. */
#define CS_TYPE_CONFIRMER (cs_confirmer_get_type ())
G_DECLARE_FINAL_TYPE (CsConfirmer, cs_confirmer, CS, CONFIRMER, GObject)

CsConfirmer *cs_confirmer_new (CsStore    *store,
                               CsProgram  *program,
                               GListModel *sources) G_GNUC_WARN_UNUSED_RESULT;

void cs_confirmer_attach (CsConfirmer *self,
                          CsSource    *source);
void cs_confirmer_stop (CsConfirmer *self);

G_END_DECLS
