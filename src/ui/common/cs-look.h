/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-entry.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CsLook:
 * @CS_LOOK_NEW: nobody has decided
 * @CS_LOOK_APPROVED: approved
 * @CS_LOOK_HELD: put aside
 * @CS_LOOK_REJECTED: rejected
 * @CS_LOOK_EDITED: changed by its author after it was approved, to be decided again
 * @CS_LOOK_CUED: next to go on air
 * @CS_LOOK_ON_AIR: on air now
 * @CS_LOOK_WITHDRAWN: removed by its author or network
 *
 * How a post looks wherever it is listed: always a word, an icon and a colour together.
 */
typedef enum {
  CS_LOOK_NEW,
  CS_LOOK_APPROVED,
  CS_LOOK_HELD,
  CS_LOOK_REJECTED,
  CS_LOOK_EDITED,
  CS_LOOK_CUED,
  CS_LOOK_ON_AIR,
  CS_LOOK_WITHDRAWN,
} CsLook;

#define CS_N_LOOKS 8

CsLook cs_look_of (const CsEntry *entry,
                   gboolean       cued);

const char *cs_look_get_word (CsLook look);
const char *cs_look_get_icon_name (CsLook look);
const char *cs_look_get_colour_name (CsLook look);
const char *cs_look_get_css_class (CsLook look);
gboolean cs_look_is_dim (CsLook look);

void cs_look_set_icon (GtkImage   *image,
                       const char *icon_name);

G_END_DECLS
