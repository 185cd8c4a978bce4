/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-shortcuts.h"

#include <glib/gi18n-lib.h>

#define MAX_SHOWN 2

/* GtkShortcutsWindow can only be filled by a builder: its add functions came with GTK 4.14. What is written
 * here is the table's own words and keys. */
static void
append_shortcut (GString     *xml,
                 const CsKey *key,
                 const char  *keys)
{
  g_auto (GStrv) alternatives = g_strsplit (keys, "|", -1);
  GString *shown = g_string_new (NULL);

  for (guint i = 0; alternatives[i] != NULL && i < MAX_SHOWN; i++) {
    guint keyval;
    GdkModifierType modifiers;

    /* Alternatives for other keyboards and for the number pad would only confuse. */
    if (i > 0 && !g_str_has_prefix (alternatives[i], "<Control>"))
      break;
    if (gtk_accelerator_parse (alternatives[i], &keyval, &modifiers))
      g_string_append_printf (shown, "%s%s", shown->len > 0 ? " " : "", alternatives[i]);
  }
  g_autofree char *item = g_markup_printf_escaped ("<child><object class='GtkShortcutsShortcut'>"
                                                   "<property name='title'>%s</property>"
                                                   "<property name='accelerator'>%s</property>"
                                                   "</object></child>",
                                                   _(key->title), shown->str);
  g_string_append (xml, item);
  g_string_free (shown, TRUE);
}

static void
append_group (GString    *xml,
              const char *group)
{
  g_autofree char *head = g_markup_printf_escaped ("<child><object class='GtkShortcutsGroup'>"
                                                   "<property name='title'>%s</property>",
                                                   _(group));

  g_string_append (xml, head);
}

static char *
write_xml (CsKeymap *keymap)
{
  GString *xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>"
                               "<property name='modal'>1</property><child><object class='GtkShortcutsSection'>"
                               "<property name='section-name'>keys</property><property name='max-height'>14</property>");
  const char *group = NULL;
  guint n_keys;
  const CsKey *keys = cs_keymap_list (&n_keys);

  for (guint i = 0; i < n_keys; i++) {
    if (g_strcmp0 (group, keys[i].group) != 0) {
      if (group != NULL)
        g_string_append (xml, "</object></child>");
      append_group (xml, keys[i].group);
      group = keys[i].group;
    }
    append_shortcut (xml, &keys[i], cs_keymap_get_keys (keymap, keys[i].action));
  }
  g_string_append (xml, "</object></child></object></child></object></interface>");
  return g_string_free (xml, FALSE);
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
  g_autofree char *xml = write_xml (keymap);
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (xml, -1);
  GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "window"));

  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  return window;
}
