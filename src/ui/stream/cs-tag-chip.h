/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-stream-tag.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CS_TYPE_TAG_CHIP (cs_tag_chip_get_type ())
G_DECLARE_FINAL_TYPE (CsTagChip, cs_tag_chip, CS, TAG_CHIP, GtkToggleButton)

GtkWidget *cs_tag_chip_new (CsStreamTag *tag) G_GNUC_WARN_UNUSED_RESULT;
CsStreamTag *cs_tag_chip_get_tag (CsTagChip *self);

G_END_DECLS
