/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-database.h"

G_BEGIN_DECLS

/* Interrupts what runs on a connection when its time is up. Private to the store. */
typedef struct _CsDeadline CsDeadline;

CsDeadline *cs_deadline_new (CsDatabase *database,
                             gint64      monotonic_us) G_GNUC_WARN_UNUSED_RESULT;
void cs_deadline_free (CsDeadline *self);

G_END_DECLS
