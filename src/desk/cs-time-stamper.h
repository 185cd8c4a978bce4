/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-stamp.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Asks a time-stamping authority, RFC 3161 over HTTP. */
gboolean cs_time_stamp_check_url (const char *url,
                                  GError    **error);
void cs_time_stamp_async (const char         *url,
                          const char         *digest,
                          GBytes             *authorities,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
CsStamp *cs_time_stamp_finish (GAsyncResult *result,
                               GBytes      **response,
                               GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
