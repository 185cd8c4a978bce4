/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-plain-row.h"

/**
 * cs_plain_row_new:
 * @title: the first line
 * @subtitle: (nullable): what stands under it
 *
 * Returns: (transfer none): a row whose texts are texts, never markup
 */
GtkWidget *
cs_plain_row_new (const char *title,
                  const char *subtitle)
{
  /* Notifies of one construction come in the reverse order: markup is off only in the next call. */
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  return row;
}
