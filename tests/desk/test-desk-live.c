/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk.h"

#include "await.h"
#include "cs-live.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define LIMIT_S 40
#define CANARY "canary-7f3a91"
#define PASSPHRASE "canary-passphrase"

typedef struct {
  char *folder;
  char *path;
  CsDesk *desk;
  CsDeskLive *live;
  guint n_began;
  CsLiveReport *ended; /* (nullable) */
} Fixture;

typedef gboolean (*Until) (Fixture *self);

static gboolean
late_cb (gpointer data)
{
  g_error ("waited %d s in vain", LIMIT_S);
  return G_SOURCE_REMOVE;
}

static void
wait_until (Fixture *self,
            Until    until)
{
  guint late_id = g_timeout_add_seconds (LIMIT_S, late_cb, NULL);

  while (!until (self))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late_id);
}

static void
began_cb (CsDeskLive         *live,
          const CsLiveReport *report,
          Fixture            *self)
{
  self->n_began++;
}

static void
ended_cb (CsDeskLive         *live,
          const CsLiveReport *report,
          Fixture            *self)
{
  g_clear_pointer (&self->ended, cs_live_report_free);
  self->ended = cs_live_report_copy (report);
}

static void
open_show (Fixture *self)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;

  self->desk = cs_desk_new (clock);
  self->live = cs_desk_get_live (self->desk);
  g_signal_connect (self->live, "began", G_CALLBACK (began_cb), self);
  g_signal_connect (self->live, "ended", G_CALLBACK (ended_cb), self);
  cs_desk_live_set_record_folder (self->live, self->folder);
  cs_desk_open_async (self->desk, self->path, CS_STORE_CREATE, NULL, await_cb, &opened);
  cs_desk_open_finish (self->desk, await_result (&opened), &error);
  g_assert_no_error (error);
}

static void
close_show (Fixture *self)
{
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GAsyncResult) stopped = NULL;
  CsCapture *capture = cs_desk_get_capture (self->desk);
  g_autoptr (GError) error = NULL;

  cs_desk_close_async (self->desk, await_cb, &closed);
  cs_desk_close_finish (self->desk, await_result (&closed), &error);
  g_assert_no_error (error);
  cs_capture_stop_async (capture, await_cb, &stopped);
  cs_capture_stop_finish (capture, await_result (&stopped), NULL);
  /* The answers hold the desk. */
  g_clear_object (&closed);
  g_clear_object (&stopped);
  g_assert_finalize_object (self->desk);
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  self->folder = g_dir_make_tmp ("coulisses-live-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "show.coulisses", NULL);
  open_show (self);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_all (child);
  }
  g_remove (path);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  close_show (self);
  remove_all (self->folder);
  g_clear_pointer (&self->ended, cs_live_report_free);
  g_free (self->folder);
  g_free (self->path);
}

static CsLiveDestination *
add (Fixture    *self,
     const char *name,
     const char *address,
     const char *key,
     gboolean    is_private)
{
  const CsLiveSettings settings = { NULL, (char *) "own", (char *) name, (char *) address, 120, TRUE, is_private };

  return cs_desk_live_add (self->live, &settings, key, NULL);
}

static void
assert_obstacle (Fixture    *self,
                 const char *part)
{
  g_autofree char *obstacle = cs_desk_live_find_obstacle (self->live);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (obstacle);
  if (strstr (obstacle, part) == NULL)
    g_error ("“%s” does not say “%s”", obstacle, part);
  g_assert_false (cs_desk_live_go (self->live, FALSE, &error));
  g_assert_cmpstr (error->message, ==, obstacle);
  g_assert_cmpint (cs_desk_live_get_state (self->live), ==, CS_DESK_LIVE_OFF);
}

static void
test_obstacles (Fixture      *self,
                gconstpointer data)
{
  CsLiveSheet *sheet = cs_live_sheet_copy (cs_desk_live_get_sheet (self->live));

  assert_obstacle (self, "Add a destination");
  add (self, "Channel", "rtmp://live.example.org/app", NULL, FALSE);
  assert_obstacle (self, "key of “Channel” is missing");
  sheet->only_private = TRUE;
  cs_desk_live_set_sheet (self->live, sheet);
  assert_obstacle (self, "No destination is private");
  sheet->only_private = FALSE;
  cs_desk_live_set_sheet (self->live, sheet);
  add (self, "Channel 2", "rtmp://live.example.org/app", CANARY, FALSE);
  cs_desk_live_set_rehearsal (self->live, TRUE);
  assert_obstacle (self, "rehearsal only goes to servers on this machine");
  cs_live_sheet_free (sheet);
}

static gboolean
file_holds (const char *path,
            const char *text)
{
  g_autofree char *bytes = NULL;
  gsize length;

  if (!g_file_get_contents (path, &bytes, &length, NULL))
    return FALSE;
  for (gsize i = 0; i + strlen (text) <= length; i++)
    if (memcmp (bytes + i, text, strlen (text)) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
keys_are_known (Fixture *self)
{
  GListModel *model = cs_desk_live_get_destinations (self->live);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (CsLiveDestination) destination = g_list_model_get_item (model, i);

    if (cs_live_destination_get_key (destination) == CS_LIVE_KEY_ASKED)
      return FALSE;
  }
  return TRUE;
}

static void
assert_no_secret_on_disk (Fixture *self)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);

  g_assert_true (file_holds (self->path, "gallery.example.org") || file_holds (wal, "gallery.example.org"));
  g_assert_false (file_holds (self->path, "canary") || file_holds (wal, "canary"));
}

static void
test_remembered (Fixture      *self,
                 gconstpointer data)
{
  const CsLiveSettings settings = { NULL, (char *) "own", (char *) "Gallery", (char *) "srt://gallery.example.org:9710",
                                    250, TRUE, TRUE };
  g_autoptr (CsLiveSheet) sheet = cs_live_sheet_new ();
  g_autoptr (CsLiveDestination) destination = NULL;
  g_autoptr (CsTarget) target = NULL;
  g_autofree char *tag = g_strdup ("Victoires");
  char *tags[] = { tag, NULL };

  cs_desk_live_add (self->live, &settings, CANARY, PASSPHRASE);
  g_free (sheet->title);
  sheet->title = g_strdup ("Backstage");
  g_strfreev (sheet->hashtags);
  sheet->hashtags = g_strdupv (tags);
  sheet->limit_s = 120;
  cs_desk_live_set_sheet (self->live, sheet);
  close_show (self);
  assert_no_secret_on_disk (self);

  open_show (self);
  wait_until (self, keys_are_known);
  g_assert_cmpstr (cs_desk_live_get_sheet (self->live)->title, ==, "Backstage");
  g_assert_cmpstr (cs_desk_live_get_sheet (self->live)->hashtags[0], ==, "Victoires");
  g_assert_cmpuint (cs_desk_live_get_sheet (self->live)->limit_s, ==, 120);
  destination = g_list_model_get_item (cs_desk_live_get_destinations (self->live), 0);
  g_assert_cmpstr (cs_live_destination_get_settings (destination)->name, ==, "Gallery");
  g_assert_true (cs_live_destination_get_settings (destination)->is_private);
  g_assert_cmpint (cs_live_destination_get_key (destination), ==, CS_LIVE_KEY_KEPT);
  target = cs_live_destination_make_target (destination, NULL);
  g_assert_cmpstr (target->key, ==, CANARY);
  g_assert_cmpstr (target->passphrase, ==, PASSPHRASE);
  g_assert_cmpuint (target->latency_ms, ==, 250);
  cs_desk_live_remove (self->live, destination);
  g_assert_cmpuint (g_list_model_get_n_items (cs_desk_live_get_destinations (self->live)), ==, 0);
}

static void
test_countdown (Fixture      *self,
                gconstpointer data)
{
  g_autoptr (CsLiveSheet) sheet = cs_live_sheet_new ();

  sheet->countdown = TRUE;
  cs_desk_live_set_sheet (self->live, sheet);
  add (self, "Here", "rtmp://127.0.0.1:1/app", CANARY, FALSE);
  g_assert_true (cs_desk_live_go (self->live, FALSE, NULL));
  g_assert_cmpint (cs_desk_live_get_state (self->live), ==, CS_DESK_LIVE_COUNTING);
  g_assert_cmpuint (cs_desk_live_get_countdown (self->live), ==, 3);
  cs_desk_live_end_async (self->live, NULL, NULL);
  g_assert_cmpint (cs_desk_live_get_state (self->live), ==, CS_DESK_LIVE_OFF);
  g_assert_cmpuint (self->n_began, ==, 0);
}

static gboolean
is_over (Fixture *self)
{
  return self->ended != NULL;
}

static gboolean
has_pictures (Fixture *self)
{
  CsBroadcastStats stats;

  cs_broadcast_get_stats (cs_desk_live_get_broadcast (self->live), &stats);
  return stats.n_encoded > 30;
}

/* Nobody but the page: it is on, recorded, reported, and not left running when the show is closed. */
static void
test_page (Fixture      *self,
           gconstpointer data)
{
  cs_desk_live_set_page (self->live, TRUE);
  g_assert_true (cs_desk_live_go (self->live, FALSE, NULL));
  g_assert_cmpint (cs_desk_live_get_state (self->live), ==, CS_DESK_LIVE_ON);
  g_assert_cmpuint (self->n_began, ==, 1);
  g_assert_false (cs_desk_live_go (self->live, FALSE, NULL));
  cs_capture_start (cs_desk_get_capture (self->desk));
  wait_until (self, has_pictures);
  cs_desk_live_end_async (self->live, NULL, NULL);
  wait_until (self, is_over);
  g_assert_cmpint (cs_desk_live_get_state (self->live), ==, CS_DESK_LIVE_OFF);
  g_assert_null (self->ended->trouble);
  g_assert_nonnull (self->ended->recording);
  g_assert_true (g_file_test (self->ended->recording, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (self->ended->ended_us, >, self->ended->began_us);
}

static const char *
get_leg (Fixture *self,
         guint    i)
{
  const CsLiveReport *report = cs_desk_live_get_report (self->live);

  return ((CsLiveLeg *) report->legs->pdata[i])->name;
}

static void
begin_and_end (Fixture *self)
{
  g_clear_pointer (&self->ended, cs_live_report_free);
  g_assert_true (cs_desk_live_go (self->live, TRUE, NULL));
  cs_desk_live_end_async (self->live, NULL, NULL);
  wait_until (self, is_over);
}

/* What is not public goes to private destinations only; what is a rehearsal stays on this machine. */
static void
test_private (Fixture      *self,
              gconstpointer data)
{
  g_autoptr (CsLiveSheet) sheet = cs_live_sheet_new ();

  add (self, "Channel", "rtmp://live.invalid/app", CANARY, FALSE);
  add (self, "Truck", "rtmp://truck.invalid/app", CANARY, TRUE);
  add (self, "Here", "rtmp://127.0.0.1:1/app", CANARY, FALSE);
  sheet->record = FALSE;
  cs_desk_live_set_sheet (self->live, sheet);
  begin_and_end (self);
  g_assert_cmpuint (self->ended->legs->len, ==, 3);
  sheet->only_private = TRUE;
  cs_desk_live_set_sheet (self->live, sheet);
  begin_and_end (self);
  g_assert_cmpuint (self->ended->legs->len, ==, 1);
  g_assert_cmpstr (get_leg (self, 0), ==, "Truck");
  sheet->only_private = FALSE;
  cs_desk_live_set_sheet (self->live, sheet);
  cs_desk_live_set_rehearsal (self->live, TRUE);
  begin_and_end (self);
  g_assert_cmpuint (self->ended->legs->len, ==, 1);
  g_assert_cmpstr (get_leg (self, 0), ==, "Here");
}

static CsLiveDestination *
get_destination (Fixture *self,
                 guint    i)
{
  g_autoptr (CsLiveDestination) destination = g_list_model_get_item (cs_desk_live_get_destinations (self->live), i);

  /* The list keeps it. */
  return destination;
}

static CsDestination *
get_stream (Fixture *self,
            guint    i)
{
  return cs_live_destination_get_stream (get_destination (self, i));
}

/* The same destination, changed as a person would. */
static void
change (Fixture    *self,
        guint       i,
        const char *address,
        gboolean    enabled)
{
  const CsLiveSettings *now = cs_live_destination_get_settings (get_destination (self, i));
  const CsLiveSettings settings = { now->id, now->preset, now->name, (char *) address,
                                    now->latency_ms, enabled, now->is_private };

  cs_desk_live_change (self->live, get_destination (self, i), &settings, NULL, NULL);
}

/* While a broadcast is on, destinations come and go; the others notice nothing, and all are in the report. */
static void
test_come_and_go (Fixture      *self,
                  gconstpointer data)
{
  g_autoptr (CsLiveSheet) sheet = cs_live_sheet_new ();
  CsDestination *stream;

  sheet->record = FALSE;
  sheet->only_private = TRUE;
  cs_desk_live_set_sheet (self->live, sheet);
  add (self, "Truck", "rtmp://127.0.0.1:1/app", CANARY, TRUE);
  g_assert_true (cs_desk_live_go (self->live, TRUE, NULL));
  /* What is said now is said of the next broadcast. */
  sheet->only_private = FALSE;
  cs_desk_live_set_sheet (self->live, sheet);
  stream = get_stream (self, 0);
  g_assert_nonnull (stream);
  add (self, "Channel", "rtmp://127.0.0.1:1/public", CANARY, FALSE);
  g_assert_null (get_stream (self, 1));
  add (self, "Loft", "rtmp://127.0.0.1:1/loft", CANARY, TRUE);
  g_assert_nonnull (get_stream (self, 2));
  wait_until (self, has_pictures);
  change (self, 2, "rtmp://127.0.0.1:1/loft", FALSE);
  g_assert_null (get_stream (self, 2));
  change (self, 2, "rtmp://127.0.0.1:1/attic", TRUE);
  g_assert_nonnull (get_stream (self, 2));
  cs_desk_live_remove (self->live, get_destination (self, 2));
  g_assert_true (get_stream (self, 0) == stream);
  g_assert_cmpint (cs_destination_get_state (stream), !=, CS_DESTINATION_IDLE);
  cs_desk_live_end_async (self->live, NULL, NULL);
  wait_until (self, is_over);
  g_assert_cmpuint (self->ended->legs->len, ==, 3);
  g_assert_cmpstr (get_leg (self, 1), ==, "Loft");
  g_assert_cmpuint (g_list_model_get_n_items (cs_broadcast_get_destinations (cs_desk_live_get_broadcast (self->live))), ==, 0);
}

static gboolean
waits (Fixture *self)
{
  g_autoptr (CsLiveDestination) destination = g_list_model_get_item (cs_desk_live_get_destinations (self->live), 0);
  CsDestination *stream = cs_live_destination_get_stream (destination);

  return cs_destination_get_state (stream) == CS_DESTINATION_WAITING;
}

/* A server that is not there: it is never said to be live, and closing the show ends the broadcast first. */
static void
test_closed_while_on (Fixture      *self,
                      gconstpointer data)
{
  add (self, "Nobody", "rtmp://127.0.0.1:1/app", CANARY, FALSE);
  cs_capture_start (cs_desk_get_capture (self->desk));
  g_assert_true (cs_desk_live_go (self->live, FALSE, NULL));
  wait_until (self, waits);
  g_assert_cmpint (cs_desk_live_get_state (self->live), ==, CS_DESK_LIVE_CONNECTING);
  g_assert_cmpint (cs_desk_live_get_since_us (self->live), ==, 0);
  close_show (self);
  g_assert_nonnull (self->ended);
  g_assert_cmpuint (self->ended->legs->len, ==, 1);
  g_assert_nonnull (((CsLiveLeg *) self->ended->legs->pdata[0])->reason);
  open_show (self);
}

static void
test_limit (Fixture      *self,
            gconstpointer data)
{
  g_autoptr (CsLiveSheet) sheet = cs_live_sheet_new ();

  sheet->limit_s = 1;
  sheet->record = FALSE;
  cs_desk_live_set_sheet (self->live, sheet);
  cs_desk_live_set_page (self->live, TRUE);
  g_assert_true (cs_desk_live_go (self->live, FALSE, NULL));
  g_assert_cmpint (cs_desk_live_get_ends_at_us (self->live), >, 0);
  wait_until (self, is_over);
  g_assert_null (self->ended->recording);
  g_assert_cmpint (cs_desk_live_get_ends_at_us (self->live), ==, 0);
}

static void
add_test (const char *path,
          void      (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *keyring = g_strdup_printf ("%s/coulisses-live-%d.keyring", g_get_tmp_dir (), getpid ());
  int code;

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  cs_live_init ();
  g_test_init (&argc, &argv, NULL);
  add_test ("/desk-live/obstacles", test_obstacles);
  add_test ("/desk-live/remembered", test_remembered);
  add_test ("/desk-live/countdown", test_countdown);
  add_test ("/desk-live/page", test_page);
  add_test ("/desk-live/private", test_private);
  add_test ("/desk-live/come-and-go", test_come_and_go);
  add_test ("/desk-live/closed-while-on", test_closed_while_on);
  add_test ("/desk-live/limit", test_limit);
  code = g_test_run ();
  g_remove (keyring);
  return code;
}
