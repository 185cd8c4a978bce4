/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Fields of a table, RFC 4180. */
void cs_csv_add (GString    *line,
                 const char *value);
void cs_csv_add_time (GString *line,
                      gint64   time_us);

G_END_DECLS
