/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-post.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What viewers see or would see: draws a post as the lower third shows it, magnified so that it can be
 * read, or true to scale after a click. */
#define CS_TYPE_MONITOR (cs_monitor_get_type ())
G_DECLARE_FINAL_TYPE (CsMonitor, cs_monitor, CS, MONITOR, GtkWidget)

void cs_monitor_set_post (CsMonitor *self,
                          CsPost    *post);

G_END_DECLS
