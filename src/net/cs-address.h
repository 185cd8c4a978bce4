/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean cs_address_is_private (GInetAddress *address);
gboolean cs_address_is_loopback_host (const char *host);
char *cs_address_normalize_host (const char *host,
                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;

char *cs_address_join (const char *scheme,
                       const char *host,
                       int         port,
                       const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
