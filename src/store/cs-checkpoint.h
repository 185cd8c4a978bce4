/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-database.h"

G_BEGIN_DECLS

typedef struct _CsCheckpoint CsCheckpoint;

CsCheckpoint *cs_checkpoint_new (const char *path,
                                 CsDatabase *writing,
                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_checkpoint_free (CsCheckpoint *self);
guint cs_checkpoint_get_n_done (CsCheckpoint *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsCheckpoint, cs_checkpoint_free)

G_END_DECLS
