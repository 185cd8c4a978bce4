/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_BACKOFF_CAP_MS 60000

typedef struct _CsBackoff CsBackoff;

CsBackoff *cs_backoff_new (guint  floor_ms,
                           guint  cap_ms,
                           GRand *rand) G_GNUC_WARN_UNUSED_RESULT;
void cs_backoff_free (CsBackoff *self);

guint cs_backoff_next_ms (CsBackoff *self);
void cs_backoff_at_least (CsBackoff *self,
                          guint      wait_ms);
void cs_backoff_reset (CsBackoff *self);
guint cs_backoff_get_n_failures (const CsBackoff *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsBackoff, cs_backoff_free)

G_END_DECLS
