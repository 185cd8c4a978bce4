/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The folder of a show's daily copies. They do I/O: not on the main thread. */
char *cs_copy_folder_name_for (const char *show_path,
                               gint64      now_us) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_copy_folder_prepare (const char *show_path,
                                 const char *copy_path,
                                 GError    **error);
void cs_copy_folder_prune (const char *copy_path,
                           guint       n_kept);

G_END_DECLS
