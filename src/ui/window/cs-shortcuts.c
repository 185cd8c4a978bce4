/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-shortcuts.h"

#include "cs-key-hint.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CAPS 2

/* Alternatives for other keyboards and for the number pad would only confuse. */
static void
add_caps (GtkWidget  *row,
          const char *keys,
          GString    *said)
{
  g_auto (GStrv) alternatives = g_strsplit (keys, "|", -1);

  for (guint i = 0; alternatives[i] != NULL && i < MAX_CAPS; i++) {
    g_autofree char *text = cs_key_hint_format (alternatives[i]);

    if (i > 0 && !g_str_has_prefix (alternatives[i], "<Control>"))
      return;
    gtk_box_append (GTK_BOX (row), cs_key_hint_new (alternatives[i]));
    g_string_append_printf (said, "%s%s", said->len > 0 ? ", " : "", text);
  }
}

static GtkWidget *
create_row (const CsKey *key,
            const char  *keys)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_(key->title));
  GString *said = g_string_new (NULL);
  g_autofree char *label = NULL;

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (row), title);
  add_caps (row, keys, said);
  gtk_widget_add_css_class (row, "key-row");
  /* Translators: an act and its key, for the screen reader: "Approve: A" */
  label = g_strdup_printf (_("%s: %s"), _(key->title), said->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_string_free (said, TRUE);
  return row;
}

static GtkWidget *
create_column (GtkWidget *columns)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (columns), column);
  return column;
}

static GtkWidget *
create_heading (const char *group)
{
  GtkWidget *heading = gtk_label_new (group);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "key-group");
  return heading;
}

static void
add_note (GtkWidget *box)
{
  GtkWidget *note = gtk_label_new (_("Keys do nothing while you type in a field. Esc first closes what is open; held for half a "
                                     "second it clears in every case. The preferences change keys."));

  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_widget_add_css_class (note, "dim");
  gtk_widget_add_css_class (note, "key-note");
  gtk_box_append (GTK_BOX (box), note);
}

/* Three columns of like length, so that they stand on a small screen. */
static GtkWidget *
create_columns (CsKeymap *keymap)
{
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 36);
  GtkWidget *column = create_column (columns);
  const char *group = NULL;
  guint n_keys;
  const CsKey *keys = cs_keymap_list (&n_keys);

  gtk_box_set_homogeneous (GTK_BOX (columns), TRUE);
  for (guint i = 0; i < n_keys; i++) {
    if (g_strcmp0 (group, keys[i].group) != 0) {
      if (g_str_has_prefix (keys[i].action, "program."))
        add_note (column);
      if (g_str_has_prefix (keys[i].action, "program.") || g_str_has_prefix (keys[i].action, "view."))
        column = create_column (columns);
      group = keys[i].group;
      gtk_box_append (GTK_BOX (column), create_heading (_(group)));
    }
    gtk_box_append (GTK_BOX (column), create_row (&keys[i], cs_keymap_get_keys (keymap, keys[i].action)));
  }
  gtk_widget_add_css_class (columns, "key-columns");
  return columns;
}

/* Where even that is too much; the keys that scroll need the focus there. */
static GtkWidget *
create_scroller (GtkWidget *box)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_widget_set_focusable (scroller, TRUE);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

/**
 * cs_shortcuts_new:
 * @parent: the window it belongs to
 * @keymap: which key does what
 *
 * Returns: (transfer none): a window that lists the keys as they are set now
 */
GtkWidget *
cs_shortcuts_new (GtkWindow *parent,
                  CsKeymap  *keymap)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (frame), header);
  gtk_box_append (GTK_BOX (frame), create_scroller (box));
  gtk_box_append (GTK_BOX (box), create_columns (keymap));
  adw_window_set_content (ADW_WINDOW (window), frame);
  gtk_window_set_title (GTK_WINDOW (window), _("Keys"));
  gtk_window_set_default_size (GTK_WINDOW (window), 1120, 700);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  return window;
}
