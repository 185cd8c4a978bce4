/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is in a recording's folder. All of this reads the disk or writes to it: not for the main thread. */

GPtrArray *cs_remux_list_parts (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cs_remux_take_parts (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cs_remux_list_all (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

char *cs_remux_make_aside_name (const char *part) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_remux_note_made (const char *folder,
                             GPtrArray  *damaged,
                             GError    **error);
gboolean cs_remux_is_made (const char *folder,
                           const char *film);
void cs_remux_tidy (const char *folder);

G_END_DECLS
