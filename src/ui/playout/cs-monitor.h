/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-post.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What viewers see or would see: draws a post as the lower third shows it, magnified so that it can be
 * read, or true to scale after a click. */
#define CS_TYPE_MONITOR (cs_monitor_get_type ())
G_DECLARE_FINAL_TYPE (CsMonitor, cs_monitor, CS, MONITOR, GtkWidget)

CsPost *cs_monitor_get_post (CsMonitor *self);
void cs_monitor_set_post (CsMonitor *self,
                          CsPost    *post);
gboolean cs_monitor_get_magnified (CsMonitor *self);
void cs_monitor_set_magnified (CsMonitor *self,
                               gboolean   magnified);
void cs_monitor_set_empty_text (CsMonitor  *self,
                                const char *text);

G_END_DECLS
