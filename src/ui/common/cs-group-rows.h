/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The rows that a preferences group shows at present, which it cannot list itself: made anew when what they tell changes. */
void cs_group_rows_add_fact (GtkWidget  *group,
                             GPtrArray  *rows,
                             const char *title,
                             const char *fact);
void cs_group_rows_clear (GtkWidget *group,
                          GPtrArray *rows);
void cs_group_rows_focus (GtkWidget *row);

G_END_DECLS
