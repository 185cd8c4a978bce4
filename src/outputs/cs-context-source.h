/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sources on a context of our own: g_timeout_add() and its like would land on the main one. */
GSource *cs_context_source_add (GMainContext *context,
                                GSource      *source,
                                int           priority,
                                GSourceFunc   func,
                                gpointer      user_data);
GSource *cs_context_source_add_timeout (GMainContext *context,
                                        guint         interval_ms,
                                        GSourceFunc   func,
                                        gpointer      user_data);
void cs_context_source_clear (GSource **source);

G_END_DECLS
