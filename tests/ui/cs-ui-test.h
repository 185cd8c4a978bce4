/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void cs_ui_test_init (int    *argc,
                      char ***argv);
void cs_ui_test_set_dark (gboolean dark);
gboolean cs_ui_test_wait_until (gboolean (*condition) (gpointer user_data),
                                gpointer   user_data);
void cs_ui_test_wait_next_frame (GtkWidget *widget);
void cs_ui_test_wait_frame (GtkWidget *widget);
void cs_ui_test_save_png (GtkWidget  *widget,
                          const char *path);
void cs_ui_test_show (GtkWidget  *widget,
                      const char *name);

G_END_DECLS
