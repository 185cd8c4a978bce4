/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cs_skeleton_of (const char *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_skeleton_is_alike (const char *official,
                               const char *other);
char *cs_skeleton_of_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
