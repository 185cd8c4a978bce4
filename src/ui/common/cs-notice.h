/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A sentence that lies over the foot of a GtkOverlay for a few seconds: one at a time, the newest. Not AdwToast, which in
 * libadwaita 1.2 ends the program when one sentence comes upon another. */
#define CS_TYPE_NOTICE (cs_notice_get_type ())
G_DECLARE_FINAL_TYPE (CsNotice, cs_notice, CS, NOTICE, GtkWidget)

void cs_notice_say (CsNotice   *self,
                    const char *sentence);
void cs_notice_offer (CsNotice   *self,
                      const char *sentence,
                      const char *act_label,
                      const char *act_name);
gboolean cs_notice_enter (CsNotice *self);
gboolean cs_notice_leave (CsNotice *self);
gboolean cs_notice_is_shown (CsNotice *self);

G_END_DECLS
