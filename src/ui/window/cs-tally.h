/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CsTallyState:
 * @CS_TALLY_OFF: nothing is on air
 * @CS_TALLY_ON: a post is on air
 * @CS_TALLY_BLOCKED: the last take was refused
 * @CS_TALLY_LOST: a post should be on air and the outputs do not show it
 *
 * What the tally says.
 */
typedef enum {
  CS_TALLY_OFF,
  CS_TALLY_ON,
  CS_TALLY_BLOCKED,
  CS_TALLY_LOST,
} CsTallyState;

/* The answer to "what is on air?": a word, an icon and a colour. */
#define CS_TYPE_TALLY (cs_tally_get_type ())
G_DECLARE_FINAL_TYPE (CsTally, cs_tally, CS, TALLY, GtkWidget)

CsTallyState cs_tally_get_state (CsTally *self);
void cs_tally_set_desk (CsTally *self,
                        CsDesk  *desk);
void cs_tally_tick (CsTally *self);

G_END_DECLS
