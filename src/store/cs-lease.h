/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The right to write to a show file. The kernel holds it, so that it ends with the process, however that
 * ends. Private to the store. */
typedef struct _CsLease CsLease;

CsLease *cs_lease_take (const char *path,
                        GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_lease_release (CsLease *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsLease, cs_lease_release)

G_END_DECLS
