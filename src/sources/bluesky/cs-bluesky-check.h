/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *cs_bluesky_check_here (const char   *jetstream,
                             const char   *appview,
                             GCancellable *cancellable,
                             GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
