/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-line.h"
#include "cs-shelf.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Cuts one broadcast into pieces for a page (HTTP Live Streaming, RFC 8216) and puts them on a shelf. */
#define CS_TYPE_HLS (cs_hls_get_type ())
G_DECLARE_FINAL_TYPE (CsHls, cs_hls, CS, HLS, GObject)

CsHls *cs_hls_new (CsShelf     *shelf,
                   GstClockTime base_time) G_GNUC_WARN_UNUSED_RESULT;

CsLine *cs_hls_get_line (CsHls *self);
void cs_hls_start (CsHls *self);
void cs_hls_end_async (CsHls              *self,
                       GAsyncReadyCallback callback,
                       gpointer            user_data);
gboolean cs_hls_end_finish (CsHls        *self,
                            GAsyncResult *result,
                            GError      **error);

G_END_DECLS
