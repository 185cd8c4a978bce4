/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *cs_remux_tell_lack (const char *film,
                          GArray     *gaps,
                          const char *folder,
                          GPtrArray  *damaged) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
