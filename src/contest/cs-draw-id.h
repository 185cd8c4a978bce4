/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_DRAW_HANDLE_MAX 200

gboolean cs_draw_char_is_space (gunichar c);
char *cs_draw_id_new (const char *platform,
                      const char *handle,
                      gsize       length,
                      GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_draw_id_check (const char *id,
                           gsize       length,
                           GError    **error);
gboolean cs_draw_id_is_pseudonym (const char *id,
                                  gsize       length);

G_END_DECLS
