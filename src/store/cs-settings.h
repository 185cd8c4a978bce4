/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-writer.h"

G_BEGIN_DECLS

/* With a network's id behind it: how often that was out of reach. */
#define CS_SETTING_GAPS "gaps-"

/* The show's own settings, and where its sources stand. Private to the store. */
gboolean cs_settings_write (CsWriter   *writer,
                            const char *name,
                            GVariant   *value,
                            GError    **error);
GVariant *cs_settings_read (CsDatabase *db,
                            const char *name,
                            GError    **error) G_GNUC_WARN_UNUSED_RESULT;
char *cs_settings_read_position (CsDatabase *db,
                                 const char *source,
                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
