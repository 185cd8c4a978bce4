/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-outlet.h"
#include "cs-shelf.h"

G_BEGIN_DECLS

/* Cuts one broadcast into pieces for a page (HTTP Live Streaming, RFC 8216) and puts them on a shelf; at its end
 * the last piece is there too, and it is said that it is the last. */
#define CS_TYPE_HLS (cs_hls_get_type ())
G_DECLARE_FINAL_TYPE (CsHls, cs_hls, CS, HLS, CsOutlet)

CsHls *cs_hls_new (CsShelf     *shelf,
                   GstClockTime base_time) G_GNUC_WARN_UNUSED_RESULT;

void cs_hls_start (CsHls *self);

G_END_DECLS
