/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-relays-group.h"

#include "cs-relays.h"
#include "cs-show-test.h"
#include "cs-ui-test.h"

#include <glib/gi18n-lib.h>

/* The small groups of settings of a contest, each in a window of its own, in any language. */

static GtkWidget *
show (GtkWidget *group)
{
  GtkWidget *window = adw_preferences_window_new ();
  GtkWidget *page = adw_preferences_page_new ();

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 560);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return window;
}

/* For whoever wants to look at it. */
static void
picture (GtkWidget  *window,
         const char *name)
{
  const char *folder = g_getenv ("CS_TEST_PICTURES");

  for (guint dark = 0; folder != NULL && dark < 2; dark++) {
    g_autofree char *path = g_strdup_printf ("%s/%s-%s.png", folder, name, dark ? "dark" : "light");

    cs_ui_test_set_dark (dark);
    for (int i = 0; i < 4; i++)
      cs_ui_test_wait_frame (window);
    cs_ui_test_save_png (window, path);
  }
}

static GSettings *
create_settings (void)
{
  GSettings *settings = g_settings_new ("app.coulisses.Coulisses");

  g_settings_reset (settings, "beacon-relays");
  return settings;
}

static GtkWidget *
create_relays (GSettings *settings)
{
  GtkWidget *group = g_object_new (CS_TYPE_RELAYS_GROUP, NULL);

  cs_relays_group_set_settings (CS_RELAYS_GROUP (group), settings);
  return show (group);
}

static void
add (GtkWidget  *window,
     const char *url)
{
  GtkWidget *row = cs_show_test_find (window, ADW_TYPE_ENTRY_ROW, _("Another relay: https://…"));

  gtk_editable_set_text (GTK_EDITABLE (row), url);
  g_signal_emit_by_name (row, "apply");
}

static void
drop (GtkWidget  *window,
      const char *url)
{
  GtkWidget *row = cs_show_test_find (window, ADW_TYPE_ACTION_ROW, url);

  g_assert_nonnull (row);
  g_signal_emit_by_name (cs_show_test_find (row, GTK_TYPE_BUTTON, NULL), "clicked");
}

static void
assert_kept (GSettings  *settings,
             const char *expected)
{
  g_auto (GStrv) urls = g_settings_get_strv (settings, "beacon-relays");
  g_autofree char *text = g_strjoinv (" ", urls);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_says (GtkWidget  *window,
             const char *words)
{
  if (cs_show_test_find (window, GTK_TYPE_LABEL, _(words)) == NULL)
    g_error ("does not say: %s", words);
}

/* Relays can be added and left out; what a draw could not rely on is told and never kept. */
static void
test_relays (void)
{
  g_autoptr (GSettings) settings = create_settings ();
  GtkWidget *window = create_relays (settings);
  g_autofree char *refused = NULL;

  assert_says (window, "The public relays are asked");
  add (window, "http://relay.example");
  refused = g_strdup_printf (_("“%s” is not the address of a relay: it begins with https://."), "http://relay.example");
  assert_says (window, refused);
  assert_kept (settings, "");
  add (window, " https://relay.example/ ");
  assert_says (window, "These relays are asked");
  picture (window, "relays");
  for (guint i = 0; cs_relays_known[i] != NULL; i++)
    drop (window, cs_relays_known[i]);
  assert_says (window, "Name relays of two different organisations at least.");
  assert_kept (settings, "https://api.drand.secureweb3.com:6875 https://relay.example");
  add (window, "https://other.relay.example");
  picture (window, "relays-one-organisation");
  assert_says (window, "Name relays of two different organisations at least.");
  add (window, "https://beacon.test");
  assert_kept (settings, "https://relay.example https://other.relay.example https://beacon.test");
  gtk_window_destroy (GTK_WINDOW (window));

  window = create_relays (settings);
  assert_says (window, "These relays are asked");
  g_assert_nonnull (cs_show_test_find (window, ADW_TYPE_ACTION_ROW, "https://beacon.test"));
  g_signal_emit_by_name (cs_show_test_find (window, GTK_TYPE_BUTTON, _("Public Relays")), "clicked");
  assert_says (window, "The public relays are asked");
  assert_kept (settings, "");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  cs_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/contest-groups/relays", test_relays);
  return g_test_run ();
}
