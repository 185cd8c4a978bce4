/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-authority-group.h"
#include "cs-relays-group.h"
#include "cs-winners-group.h"

#include "cs-relays.h"
#include "cs-show-test.h"
#include "cs-ui-test.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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
  cs_ui_test_show (window, "relays");
  for (guint i = 0; cs_relays_known[i] != NULL; i++)
    drop (window, cs_relays_known[i]);
  assert_says (window, "Name relays of two different organisations at least.");
  assert_kept (settings, "https://api.drand.secureweb3.com:6875 https://relay.example");
  add (window, "https://other.relay.example");
  cs_ui_test_show (window, "relays-one-organisation");
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

#define BOOK                                                                                                           \
  "id\twon\tshow\tseal\n"                                                                                              \
  "mastodon:anna@scene.example\t2026-01-10T21:40:00Z\tSoirée\t"                                                        \
  "3ac2c68ba71c3b398cd25b77425b5cfe6a3f537d9f714cddd203572e015bd84f\n"                                                 \
  "bluesky:ben.example\t2026-01-10T21:40:00Z\tSoirée\t"                                                                \
  "3ac2c68ba71c3b398cd25b77425b5cfe6a3f537d9f714cddd203572e015bd84f\n"

static GFile *
write_file (CsShowTest *test,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (test->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

typedef struct {
  GtkWidget *window;
  const char *words;
} Saying;

static gboolean
says (gpointer data)
{
  const Saying *saying = data;

  return cs_show_test_find (saying->window, GTK_TYPE_LABEL, saying->words) != NULL;
}

static void
wait_for (GtkWidget  *window,
          const char *words)
{
  Saying saying = { window, words };

  if (!cs_ui_test_wait_until (says, &saying))
    g_error ("never says: %s", words);
}

/* Past winners of another machine are read and remembered, and saved as they were read; a wrong file changes nothing. */
static void
test_winners (void)
{
  g_autoptr (CsShowTest) test = cs_show_test_new (NULL);
  CsContestDesk *contests = cs_desk_get_contest (test->desk);
  CsWinnersGroup *group = g_object_new (CS_TYPE_WINNERS_GROUP, NULL);
  GtkWidget *window = show (GTK_WIDGET (group));
  g_autofree char *two = g_strdup_printf (ngettext ("%s account is remembered", "%s accounts are remembered", 2), "2");
  g_autofree char *line = g_strdup_printf (_("Line %u of the past winners is not as it must be."), 2);
  g_autofree char *saved = NULL;
  g_autoptr (GFile) book = write_file (test, "book.tsv", BOOK);
  g_autoptr (GFile) bad = write_file (test, "bad.tsv", "id\twon\tshow\tseal\nanna\n");
  g_autoptr (GFile) copy = write_file (test, "copy.tsv", "");

  cs_winners_group_set_desk (group, contests);
  cs_winners_group_set_organiser (group, "");
  wait_for (window, _("Name the organiser first"));
  cs_winners_group_set_organiser (group, "Exemple Média SAS");
  wait_for (window, _("Nobody is remembered yet"));
  g_assert_false (gtk_widget_get_sensitive (cs_show_test_find (window, GTK_TYPE_BUTTON, _("Save a Copy…"))));
  cs_winners_group_take (group, bad);
  wait_for (window, line);
  wait_for (window, _("Nobody is remembered yet"));
  cs_winners_group_take (group, book);
  wait_for (window, two);
  cs_winners_group_save (group, copy);
  wait_for (window, _("Saved. The file names people: hand it only to whoever may know them."));
  cs_ui_test_show (window, "winners");
  g_assert_true (g_file_load_contents (copy, NULL, &saved, NULL, NULL, NULL));
  g_assert_cmpstr (saved, ==, BOOK);
  cs_winners_group_set_organiser (group, "Autre organisateur");
  wait_for (window, _("Nobody is remembered yet"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static const char certificate[] =
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBpjCCAU2gAwIBAgIUY6dSS79Z0xPDJnPOk7+b8RIAGUAwCgYIKoZIzj0EAwIw\n"
  "KDEQMA4GA1UECgwHRXhlbXBsZTEUMBIGA1UEAwwLVGltZSBzdGFtcHMwIBcNMjYx\n"
  "MTIyMTU0NzIwWhgPMjEyNjEwMjkxNTQ3MjBaMCgxEDAOBgNVBAoMB0V4ZW1wbGUx\n"
  "FDASBgNVBAMMC1RpbWUgc3RhbXBzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n"
  "k6L71cpjb50LxXA1HR9IXnjw8tX/kQiHtf0j+znhUfOJH94fZqVhwOoxbdYP3iTC\n"
  "EEchJmhlxloCoOrkdlGvY6NTMFEwHQYDVR0OBBYEFLxR2Gwn+JhgSpxvuq8dGazI\n"
  "ewN/MB8GA1UdIwQYMBaAFLxR2Gwn+JhgSpxvuq8dGazIewN/MA8GA1UdEwEB/wQF\n"
  "MAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgEDUwMZkkZWdmV0poYivxbzgCS9HAHAaM\n"
  "ZIEh5FoLxXECIEyMpMNkxtYzqOcWsgPP+ah1/O/7eYq12A/1zk6KlrFx\n"
  "-----END CERTIFICATE-----\n";

static void
type (GtkWidget  *window,
      const char *url)
{
  GtkWidget *row = cs_show_test_find (window, ADW_TYPE_ENTRY_ROW, _("Address of the authority: https://… (empty: none)"));

  gtk_editable_set_text (GTK_EDITABLE (row), url);
}

static void
authority_saved_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr (GError) error = NULL;

  cs_contest_desk_set_authority_finish (CS_CONTEST_DESK (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static gboolean
is_sensitive (gpointer button)
{
  return gtk_widget_get_sensitive (button);
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
save_authority (CsAuthorityGroup *group)
{
  gboolean saved = FALSE;

  cs_authority_group_save_async (group, authority_saved_cb, &saved);
  g_assert_true (cs_ui_test_wait_until (is_true, &saved));
}

/* An address that cannot be asked is refused, one that does not answer is told before it matters, and what is kept is there again. */
static void
test_authority (void)
{
  g_autoptr (CsShowTest) test = cs_show_test_new (NULL);
  CsContestDesk *contests = cs_desk_get_contest (test->desk);
  CsAuthorityGroup *group = g_object_new (CS_TYPE_AUTHORITY_GROUP, NULL);
  GtkWidget *window = show (GTK_WIDGET (group));
  GtkWidget *button = cs_show_test_find (window, GTK_TYPE_BUTTON, _("Try It"));
  GtkWidget *row = cs_show_test_find (window, ADW_TYPE_ACTION_ROW, _("Ask for a trial stamp"));
  g_autofree char *one = g_strdup_printf (ngettext ("%u certificate of the authority", "%u certificates of the authority", 1), 1);
  g_autoptr (GFile) pem = write_file (test, "authority.pem", certificate);
  g_autoptr (GFile) none = write_file (test, "none.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n");
  g_autoptr (GError) error = NULL;

  cs_authority_group_set_desk (group, contests);
  g_assert_true (cs_authority_group_check (group, NULL));
  g_assert_false (cs_authority_group_is_changed (group));
  g_assert_false (gtk_widget_get_sensitive (button));
  type (window, "http://stamps.example/");
  g_assert_false (cs_authority_group_check (group, &error));
  g_assert_nonnull (strstr (error->message, "stamps.example"));
  g_assert_false (gtk_widget_get_sensitive (button));
  type (window, " http://127.0.0.1:9/ ");
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (cs_ui_test_wait_until (is_sensitive, button));
  g_assert_cmpuint (strlen (adw_action_row_get_subtitle (ADW_ACTION_ROW (row))), >, 10);
  cs_authority_group_take (group, none);
  wait_for (window, _("The file of the authority holds no certificate."));
  cs_authority_group_take (group, pem);
  wait_for (window, one);
  cs_ui_test_show (window, "authority");
  save_authority (group);
  g_assert_false (cs_authority_group_is_changed (group));
  gtk_window_destroy (GTK_WINDOW (window));

  g_assert_cmpstr (cs_contest_desk_get_authority (contests), ==, "http://127.0.0.1:9/");
  group = g_object_new (CS_TYPE_AUTHORITY_GROUP, NULL);
  window = show (GTK_WIDGET (group));
  cs_authority_group_set_desk (group, contests);
  assert_says (window, one);
  g_signal_emit_by_name (cs_show_test_find (window, GTK_TYPE_BUTTON, _("Forget")), "clicked");
  type (window, "");
  save_authority (group);
  g_assert_null (cs_contest_desk_get_authority (contests));
  g_assert_null (cs_contest_desk_get_authority_certificates (contests));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  cs_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/contest-groups/relays", test_relays);
  g_test_add_func ("/ui/contest-groups/winners", test_winners);
  g_test_add_func ("/ui/contest-groups/authority", test_authority);
  return g_test_run ();
}
