/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-database.h"
#include "cs-store-check.h"

G_BEGIN_DECLS

/* Looks at everything in a show file. Any thread, with its own connection. Private to the store. */
CsCheckReport *cs_audit (CsDatabase *db,
                         GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
