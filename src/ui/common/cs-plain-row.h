/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row of a boxed list whose texts are texts, never markup. Such rows that follow each other are one stop on the way of Tab,
 * with arrows between them: a list may have many. */
#define CS_TYPE_PLAIN_ROW (cs_plain_row_get_type ())
G_DECLARE_FINAL_TYPE (CsPlainRow, cs_plain_row, CS, PLAIN_ROW, AdwActionRow)

GtkWidget *cs_plain_row_new (const char *title,
                             const char *subtitle);

G_END_DECLS
