/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CS_TYPE_STREAM_ACTIONS (cs_stream_actions_get_type ())
G_DECLARE_FINAL_TYPE (CsStreamActions, cs_stream_actions, CS, STREAM_ACTIONS, GtkWidget)

GtkWidget *cs_stream_actions_new (void) G_GNUC_WARN_UNUSED_RESULT;

void cs_stream_actions_set_post_id (CsStreamActions *self,
                                    gint64           post_id);
void cs_stream_actions_fit (CsStreamActions *self,
                            int              width);

G_END_DECLS
