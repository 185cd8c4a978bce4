/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CsFileChosen:
 * @file: what was chosen
 * @user_data: as given to cs_choose_file()
 */
typedef void (*CsFileChosen) (GFile   *file,
                              gpointer user_data);

void cs_choose_file (GtkWindow           *parent,
                     const char          *title,
                     GtkFileChooserAction action,
                     const char          *name,
                     CsFileChosen         chosen,
                     gpointer             user_data,
                     GDestroyNotify       destroy);
void cs_read_chosen_async (GFile              *file,
                           gsize               max_bytes,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
GBytes *cs_read_chosen_finish (GAsyncResult *result,
                               GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
