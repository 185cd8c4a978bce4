/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-draw.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The seal as it is read aloud, written down and photographed: eight groups of eight digits, and a QR code. */
#define CS_TYPE_SEAL_CARD (cs_seal_card_get_type ())
G_DECLARE_FINAL_TYPE (CsSealCard, cs_seal_card, CS, SEAL_CARD, GtkWidget)

void cs_seal_card_show (CsSealCard *self,
                        const char *digest,
                        const char *words);

G_END_DECLS
