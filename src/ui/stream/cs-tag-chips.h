/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CS_TYPE_TAG_CHIPS (cs_tag_chips_get_type ())
G_DECLARE_FINAL_TYPE (CsTagChips, cs_tag_chips, CS, TAG_CHIPS, GtkWidget)

void cs_tag_chips_set_tags (CsTagChips *self,
                            GListModel *tags);
const char *cs_tag_chips_get_chosen (CsTagChips *self);

G_END_DECLS
