/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-application-private.h"

#include "cs-drand-relays.h"
#include "cs-folders.h"
#include "cs-recent.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define DEFAULT_PORT 8480
#define SUFFIX ".coulisses"

static void
say (CsApplication *self,
     const char    *sentence)
{
  cs_window_say (CS_WINDOW (self->window), sentence);
}

void
cs_order_free (CsOrder *order)
{
  g_free (order->path);
  g_free (order->recording);
  g_free (order);
}

static void
note_recent (CsApplication *self)
{
  const char *path = cs_store_get_path (cs_desk_get_store (self->desk));

  if (path != NULL)
    cs_recent_note (gtk_recent_manager_get_default (), path, cs_desk_get_title (self->desk),
                    cs_desk_get_counts (self->desk), cs_desk_get_rehearsal (self->desk));
}

/* The evening must not end because the machine falls asleep. */
static void
stay_awake (CsApplication *self,
            gboolean       awake)
{
  if (self->inhibit_cookie != 0)
    gtk_application_uninhibit (GTK_APPLICATION (self), self->inhibit_cookie);
  self->inhibit_cookie = 0;
  if (awake)
    self->inhibit_cookie =
      gtk_application_inhibit (GTK_APPLICATION (self), GTK_WINDOW (self->window),
                               GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_IDLE, _("A show is open"));
}

static void
name_moderator (CsApplication *self)
{
  g_autofree char *name = self->settings != NULL ? g_settings_get_string (self->settings, "moderator") : NULL;
  const char *real = g_get_real_name ();

  if (name != NULL && *name != '\0')
    cs_triage_set_by (cs_desk_get_triage (self->desk), name);
  else
    cs_triage_set_by (cs_desk_get_triage (self->desk),
                      real != NULL && *real != '\0' && strcmp (real, "Unknown") != 0 ? real : g_get_user_name ());
}

static void
show_desk (CsApplication *self)
{
  g_autoptr (CsOrder) order = g_steal_pointer (&self->order);
  g_autoptr (GError) error = NULL;

  name_moderator (self);
  if (order->recording != NULL) {
    cs_desk_set_title (self->desk, _("Rehearsal show"));
    cs_desk_add_rehearsal (self->desk, order->recording, order->speed, &error);
  }
  cs_window_set_desk (CS_WINDOW (self->window), self->desk);
  stay_awake (self, TRUE);
  note_recent (self);
  if (error != NULL)
    say (self, error->message);
}

static void
served_elsewhere_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr (CsApplication) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (self->desk != CS_DESK (source))
    return;
  if (cs_desk_serve_finish (self->desk, result, &error))
    sentence = g_strdup_printf (_("The overlay’s port is taken by another program: for now the overlay is on port %u."),
                                cs_output_server_get_port (cs_desk_get_output (self->desk)));
  show_desk (self);
  say (self, sentence != NULL ? sentence : error->message);
}

static void
served_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsApplication) self = data;
  g_autoptr (GError) error = NULL;

  if (self->desk != CS_DESK (source))
    return;
  if (cs_desk_serve_finish (self->desk, result, &error))
    show_desk (self);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    cs_desk_serve_async (self->desk, 0, NULL, served_elsewhere_cb, g_object_ref (self));
  else {
    show_desk (self);
    say (self, error->message);
  }
}

static guint16
get_port (CsApplication *self)
{
  guint16 port = DEFAULT_PORT;

  if (self->port >= 0)
    return self->port;
  if (self->settings != NULL)
    g_settings_get (self->settings, "output-port", "q", &port);
  return port;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsApplication) self = data;
  g_autoptr (GError) error = NULL;

  if (self->desk != CS_DESK (source))
    return;
  if (cs_desk_open_finish (self->desk, result, &error)) {
    cs_desk_serve_async (self->desk, get_port (self), NULL, served_cb, g_object_ref (self));
    return;
  }
  g_clear_object (&self->desk);
  g_clear_pointer (&self->order, cs_order_free);
  cs_window_set_busy (CS_WINDOW (self->window), NULL);
  say (self, error->message);
}

/* What tests set up on this very machine has a key of its own; everything else has the pinned one. */
static const char *
find_beacon_key (char **urls)
{
  for (guint i = 0; urls[i] != NULL; i++)
    if (!g_str_has_prefix (urls[i], "http://127."))
      return NULL;
  return g_getenv ("COULISSES_BEACON_KEY");
}

/* Who is asked for the beacon's rounds can be chosen, the beacon cannot. Relays that a draw could not rely on are as
 * good as none: the public ones are asked. */
static void
choose_relays (CsApplication *self)
{
  const char *addresses = g_getenv ("COULISSES_RELAYS");
  g_auto (GStrv) urls = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsDrandRelays) relays = NULL;

  if (addresses != NULL)
    urls = g_strsplit (addresses, ",", -1);
  else if (self->settings != NULL)
    urls = g_settings_get_strv (self->settings, "beacon-relays");
  if (urls == NULL || urls[0] == NULL)
    return;
  if (addresses == NULL && !cs_drand_relays_check ((const char *const *) urls, &error)) {
    g_message ("%s", error->message);
    return;
  }
  relays = cs_drand_relays_new ((const char *const *) urls);
  cs_desk_set_relays (self->desk, CS_RELAYS (relays), find_beacon_key (urls));
}

/* Takes @order. */
static void
open_order (CsApplication *self,
            CsOrder       *order)
{
  g_autoptr (CsClock) clock = cs_clock_new ();

  if (self->desk != NULL) {
    cs_order_free (order);
    say (self, _("A show is open. Close it first: the menu has “Close the Show”."));
    return;
  }
  self->order = order;
  self->desk = cs_desk_new (clock);
  cs_desk_set_seen_pictures (self->desk, self->seen);
  choose_relays (self);
  cs_window_set_busy (CS_WINDOW (self->window), _("Opening the show…"));
  cs_desk_open_async (self->desk, order->path, order->mode, NULL, opened_cb, g_object_ref (self));
}

/* Each rehearsal is a show of its own, kept like any other. */
static char *
find_rehearsal_path (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "coulisses", "rehearsals", NULL);
  g_autofree char *stem = g_date_time_format (now, "%Y-%m-%d %Hh%M");

  g_mkdir_with_parents (folder, 0700);
  for (guint i = 1;; i++) {
    g_autofree char *name = i == 1 ? g_strconcat (stem, SUFFIX, NULL) : g_strdup_printf ("%s %u" SUFFIX, stem, i);
    char *path = g_build_filename (folder, name, NULL);

    if (!g_file_test (path, G_FILE_TEST_EXISTS))
      return path;
    g_free (path);
  }
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsApplication) self = data;
  g_autoptr (GError) error = NULL;

  if (!cs_desk_close_finish (CS_DESK (source), result, &error)) {
    if (self->window != NULL)
      say (self, error->message);
    else
      g_printerr ("coulisses: %s\n", error->message);
  }
  g_application_release (G_APPLICATION (self));
}

static char *
add_suffix (const char *path)
{
  return g_str_has_suffix (path, SUFFIX) ? g_strdup (path) : g_strconcat (path, SUFFIX, NULL);
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           CsApplication   *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gboolean make = gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) == GTK_FILE_CHOOSER_ACTION_SAVE;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *named = NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL) {
    named = make ? add_suffix (path) : g_strdup (path);
    cs_application_open_show (self, named, make ? CS_STORE_CREATE : CS_STORE_OPEN);
  }
  g_clear_object (&self->chooser);
}

static void
choose (CsApplication       *self,
        const char          *title,
        GtkFileChooserAction action)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self->window), action, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_filter_set_name (filter, _("Coulisses shows"));
  gtk_file_filter_add_suffix (filter, "coulisses");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  if (action == GTK_FILE_CHOOSER_ACTION_SAVE) {
    g_autofree char *name = g_strconcat (_("My show"), SUFFIX, NULL);

    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  }
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
rehearsal_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  g_application_activate (G_APPLICATION (data));
  cs_application_rehearse (CS_APPLICATION (data), NULL, 1);
}

static void
new_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  choose (CS_APPLICATION (data), _("New Show"), GTK_FILE_CHOOSER_ACTION_SAVE);
}

static void
open_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  choose (CS_APPLICATION (data), _("Open a Show"), GTK_FILE_CHOOSER_ACTION_OPEN);
}

static void
open_uri_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  g_autofree char *path = g_filename_from_uri (g_variant_get_string (parameter, NULL), NULL, NULL);

  if (path != NULL)
    cs_application_open_show (CS_APPLICATION (data), path, CS_STORE_OPEN);
}

static void
close_show_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  cs_application_close_show (CS_APPLICATION (data));
}

void
cs_application_install_shows (CsApplication *self)
{
  const GActionEntry actions[] = {
    { .name = "rehearsal", .activate = rehearsal_cb },
    { .name = "new", .activate = new_cb },
    { .name = "open", .activate = open_cb },
    { .name = "open-uri", .activate = open_uri_cb, .parameter_type = "s" },
    { .name = "close-show", .activate = close_show_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

void
cs_application_open_show (CsApplication *self,
                          const char    *path,
                          CsStoreMode    mode)
{
  CsOrder *order = g_new0 (CsOrder, 1);

  order->path = g_strdup (path);
  order->mode = mode;
  open_order (self, order);
}

void
cs_application_rehearse (CsApplication *self,
                         const char    *recording,
                         double         speed)
{
  CsOrder *order = g_new0 (CsOrder, 1);

  order->path = find_rehearsal_path ();
  order->mode = CS_STORE_CREATE;
  order->recording = recording != NULL ? g_strdup (recording)
                                       : g_build_filename (cs_folders_get_data (), "rehearsal", "show.ndjson", NULL);
  order->speed = speed;
  open_order (self, order);
}

/* The outputs go dark first; the file is closed behind it, and only then may the process end. */
void
cs_application_close_show (CsApplication *self)
{
  g_autoptr (CsDesk) desk = NULL;

  if (self->desk == NULL || self->order != NULL)
    return;
  note_recent (self);
  desk = g_steal_pointer (&self->desk);
  if (self->window != NULL)
    cs_window_set_desk (CS_WINDOW (self->window), NULL);
  stay_awake (self, FALSE);
  g_application_hold (G_APPLICATION (self));
  cs_desk_close_async (desk, closed_cb, g_object_ref (self));
}
