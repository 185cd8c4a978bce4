/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A drawing (SVG) above this is never read. */
#define CS_DRAWING_MAX_BYTES (1024u * 1024u)

gboolean cs_drawing_gate_is_markup (const guint8 *data,
                                    gsize         length);
gboolean cs_drawing_gate_check (const guint8 *data,
                                gsize         length,
                                GError      **error);

G_END_DECLS
