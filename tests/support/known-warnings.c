/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "known-warnings.h"

#include <adwaita.h>
#include <stdio.h>
#include <string.h>

static const char *
get_message (const GLogField *fields,
             gsize            n_fields)
{
  for (gsize i = 0; i < n_fields; i++) {
    if (strcmp (fields[i].key, "MESSAGE") == 0 && fields[i].length < 0)
      return fields[i].value;
  }
  return "";
}

/* AdwMessageDialog has its heading twice, large and small, and asks both how high they are at the width of the narrower one.
 * Whenever a word of the heading is wider than every word below it GTK 4.18 says so. What is drawn is right: the small one is
 * shown where the large one does not fit. */
static gboolean
is_dialog_heading (const char *message)
{
  gpointer label = NULL;

  return sscanf (message, "Trying to measure GtkLabel %p for width of", &label) == 1 &&
         ADW_IS_MESSAGE_DIALOG (gtk_widget_get_root (label)) && gtk_widget_has_css_class (label, "title-2") &&
         gtk_widget_has_css_class (gtk_widget_get_parent (label), "heading-bin");
}

static GLogWriterOutput
write_cb (GLogLevelFlags   level,
          const GLogField *fields,
          gsize            n_fields,
          gpointer         user_data)
{
  if (level & G_LOG_LEVEL_WARNING && is_dialog_heading (get_message (fields, n_fields)))
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

void
known_warnings_install (void)
{
  g_log_set_writer_func (write_cb, NULL, NULL);
}
