/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-group-rows.h"

#include "cs-plain-row.h"

#define FACT_LINES 8

/**
 * cs_group_rows_add_fact:
 * @group: an #AdwPreferencesGroup
 * @rows: (element-type GtkWidget): its rows
 * @title: what the fact is about
 * @fact: the fact, on several lines if need be
 */
void
cs_group_rows_add_fact (GtkWidget  *group,
                        GPtrArray  *rows,
                        const char *title,
                        const char *fact)
{
  GtkWidget *row = cs_plain_row_new (title, fact);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), FACT_LINES);
  gtk_widget_add_css_class (row, "fact");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_ptr_array_add (rows, row);
}

/**
 * cs_group_rows_clear:
 * @group: an #AdwPreferencesGroup
 * @rows: (element-type GtkWidget): its rows; none afterwards
 */
void
cs_group_rows_clear (GtkWidget *group,
                     GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static gboolean
placed_cb (GtkWidget     *row,
           GdkFrameClock *clock,
           gpointer       data)
{
  guint *n_frames = data;

  if ((*n_frames)++ == 0 || gtk_widget_get_allocated_height (row) <= 0)
    return G_SOURCE_CONTINUE;
  gtk_widget_grab_focus (row);
  return G_SOURCE_REMOVE;
}

/**
 * cs_group_rows_focus:
 * @row: a row that was just added
 *
 * Puts the focus into it as soon as it has its place: a page scrolls to what gets the focus, and knows only then where that is.
 */
void
cs_group_rows_focus (GtkWidget *row)
{
  gtk_widget_add_tick_callback (row, placed_cb, g_new0 (guint, 1), g_free);
}
