/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replays.h"

#include "cs-live.h"
#include "cs-replay-film.h"
#include "cs-replay-shelf.h"

#include "sleeping-machine.h"

#include <glib/gstdio.h>
#include <gst/gst.h>
#include <string.h>
#include <unistd.h>

#define LIMIT_US (60 * G_TIME_SPAN_SECOND)
#define NOW_US (G_GINT64_CONSTANT (1795291200) * G_USEC_PER_SEC)
#define HOUR_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define FPS 30
#define FILM_S 6
#define NAME "2026-11-22 21h14m07"

typedef struct {
  char *folder;
  CsClock *clock;
  CsReplays *replays;
} Fixture;

static void
iterate (gint64 until_us)
{
  g_assert_cmpint (g_get_monotonic_time (), <, until_us);
  g_main_context_iteration (NULL, FALSE);
  g_usleep (2000);
}

static void
wait_ready (CsReplays *replays)
{
  gint64 until_us = g_get_monotonic_time () + LIMIT_US;

  while (!cs_replays_get_ready (replays))
    iterate (until_us);
}

static char *
get_path (Fixture    *fixture,
          const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static gboolean
exists (Fixture    *fixture,
        const char *name)
{
  g_autofree char *path = get_path (fixture, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
wait_gone (Fixture    *fixture,
           const char *name)
{
  gint64 until_us = g_get_monotonic_time () + LIMIT_US;

  while (exists (fixture, name))
    iterate (until_us);
}

static void
put (Fixture    *fixture,
     const char *name,
     const char *text)
{
  g_autofree char *path = get_path (fixture, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A film of some seconds with a key frame every second, and sound. */
static void
make_film (const char *path)
{
  g_autofree char *line = g_strdup_printf (
      "videotestsrc num-buffers=%d ! video/x-raw,width=320,height=180,framerate=%d/1 ! x264enc speed-preset=ultrafast "
      "tune=zerolatency key-int-max=%d ! h264parse ! mp4mux name=mux ! filesink location=\"%s\" audiotestsrc "
      "num-buffers=%d samplesperbuffer=1024 ! audio/x-raw,rate=48000 ! avenc_aac ! aacparse ! mux.",
      FILM_S * FPS, FPS, FPS, path, FILM_S * 48000 / 1024);
  g_autoptr (GError) error = NULL;
  GstElement *pipeline = gst_parse_launch (line, &error);
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;

  g_assert_no_error (error);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("coulisses-replays-XXXXXX", NULL);
  fixture->clock = cs_clock_new_manual (NOW_US);
  fixture->replays = cs_replays_new (fixture->clock);
}

static gboolean
remove_folder (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = get_path (fixture, name);

    g_remove (path);
  }
  return g_rmdir (fixture->folder) == 0;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gint64 until_us = g_get_monotonic_time () + LIMIT_US;

  g_object_unref (fixture->replays);
  g_object_unref (fixture->clock);
  /* What was being written when it closed may come yet. */
  while (!remove_folder (fixture)) {
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_usleep (10000);
  }
  g_free (fixture->folder);
}

static CsReplay *
get_first (Fixture *fixture)
{
  g_autoptr (CsReplay) replay = g_list_model_get_item (cs_replays_get_model (fixture->replays), 0);

  return replay;
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (cs_replays_get_model (fixture->replays));
}

static void
open_folder (Fixture *fixture)
{
  cs_replays_open (fixture->replays, fixture->folder);
  wait_ready (fixture->replays);
}

/* One broadcast that has just ended. */
static void
add_one (Fixture *fixture)
{
  static const char *const where[] = { "Owncast", NULL };
  g_autoptr (CsReplayNote) note = cs_replay_note_new ("Les Victoires", "Backstage", where, NOW_US);
  g_autofree char *path = get_path (fixture, NAME ".mp4");
  gint64 until_us = g_get_monotonic_time () + LIMIT_US;

  put (fixture, NAME ".mp4", "not really a film");
  open_folder (fixture);
  cs_replays_add (fixture->replays, path, note);
  while (count (fixture) == 0 || g_strcmp0 (cs_replay_get_note (get_first (fixture))->title, "Backstage") != 0)
    iterate (until_us);
}

static void
test_lists (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *path = get_path (fixture, NAME ".mp4");
  gint64 until_us = g_get_monotonic_time () + LIMIT_US;
  CsReplay *replay;

  make_film (path);
  put (fixture, "holiday.mp4", "somebody else's");
  open_folder (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  replay = get_first (fixture);
  g_assert_cmpstr (cs_replay_get_path (replay), ==, path);
  g_assert_cmpuint (cs_replay_get_n_bytes (replay), >, 1000);
  g_assert_cmpint (cs_replay_get_note (replay)->left_s, ==, CS_REPLAYS_LIFE_S);
  while (cs_replay_get_thumbnail (replay) == NULL)
    iterate (until_us);
  g_assert_cmpint (cs_replay_get_note (replay)->length_ms, >=, FILM_S * 1000 - 100);
  g_assert_cmpint (cs_replay_get_note (replay)->length_ms, <=, FILM_S * 1000 + 200);
  g_assert_true (exists (fixture, NAME ".jpg"));
  cs_replays_close (fixture->replays);

  /* What belongs to somebody else stays, however old it is. */
  cs_clock_advance (fixture->clock, 1000 * HOUR_US);
  open_folder (fixture);
  g_assert_cmpuint (count (fixture), ==, 0);
  wait_gone (fixture, NAME ".json");
  g_assert_false (exists (fixture, NAME ".mp4"));
  g_assert_false (exists (fixture, NAME ".jpg"));
  g_assert_true (exists (fixture, "holiday.mp4"));
}

static void
test_runs_out (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *parts = get_path (fixture, NAME);

  add_one (fixture);
  g_assert_cmpint (cs_replay_get_note (get_first (fixture))->left_s, ==, CS_REPLAYS_LIFE_S);
  cs_clock_advance (fixture->clock, 23 * HOUR_US);
  cs_replays_tick (fixture->replays);
  g_assert_cmpint (cs_replay_get_note (get_first (fixture))->left_s, ==, 3600);
  /* Whatever else was ever kept of it goes, too. */
  put (fixture, NAME ".jpg", "picture");
  put (fixture, NAME ".mp4.half", "half");
  g_assert_cmpint (g_mkdir (parts, 0700), ==, 0);
  put (fixture, NAME "/part-00000.mkv", "part");
  put (fixture, NAME "/damaged-00001.mkv", "part");
  cs_clock_advance (fixture->clock, HOUR_US);
  cs_replays_tick (fixture->replays);
  g_assert_cmpuint (count (fixture), ==, 0);
  wait_gone (fixture, NAME ".json");
  g_assert_false (exists (fixture, NAME ".mp4"));
  g_assert_false (exists (fixture, NAME ".jpg"));
  g_assert_false (exists (fixture, NAME ".mp4.half"));
  g_assert_false (exists (fixture, NAME));
}

/* Somebody sets the clock: nothing is lost early and nothing stays longer. */
static void
test_clock_steps (Fixture      *fixture,
                  gconstpointer data)
{
  add_one (fixture);
  cs_clock_step (fixture->clock, 100 * HOUR_US);
  cs_replays_tick (fixture->replays);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpint (cs_replay_get_note (get_first (fixture))->left_s, ==, CS_REPLAYS_LIFE_S);
  cs_clock_step (fixture->clock, -300 * HOUR_US);
  cs_clock_advance (fixture->clock, HOUR_US);
  cs_replays_tick (fixture->replays);
  g_assert_cmpint (cs_replay_get_note (get_first (fixture))->left_s, ==, CS_REPLAYS_LIFE_S - 3600);
  /* Closed and opened again with a clock that went back in between. */
  cs_replays_close (fixture->replays);
  cs_clock_step (fixture->clock, -50 * HOUR_US);
  open_folder (fixture);
  g_assert_cmpint (cs_replay_get_note (get_first (fixture))->left_s, ==, CS_REPLAYS_LIFE_S - 3600);
  /* Time that passes while it is closed counts. */
  cs_replays_close (fixture->replays);
  cs_clock_step (fixture->clock, 50 * HOUR_US);
  cs_clock_advance (fixture->clock, 2 * HOUR_US);
  cs_clock_step (fixture->clock, 250 * HOUR_US);
  open_folder (fixture);
  g_assert_cmpuint (count (fixture), ==, 0);
}

/* The clock counts while the machine sleeps: a night with the lid closed is one night, not two. */
static void
test_suspend (Fixture      *fixture,
              gconstpointer data)
{
  add_one (fixture);
  sleeping_machine_sleep (10 * 3600);
  cs_clock_advance (fixture->clock, 10 * HOUR_US);
  cs_replays_tick (fixture->replays);
  g_assert_cmpint (cs_replay_get_note (get_first (fixture))->left_s, ==, CS_REPLAYS_LIFE_S - 10 * 3600);
}

static void
test_keep (Fixture      *fixture,
           gconstpointer data)
{
  add_one (fixture);
  cs_replays_set_keep (fixture->replays, get_first (fixture), TRUE);
  cs_clock_advance (fixture->clock, 100 * HOUR_US);
  cs_replays_tick (fixture->replays);
  cs_replays_close (fixture->replays);
  cs_clock_advance (fixture->clock, 100 * HOUR_US);
  open_folder (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_true (cs_replay_get_note (get_first (fixture))->keep);
  g_assert_cmpstr (cs_replay_get_note (get_first (fixture))->show, ==, "Les Victoires");
  g_assert_cmpstr (cs_replay_get_note (get_first (fixture))->where[0], ==, "Owncast");
  /* No longer kept: its time begins anew. */
  cs_replays_set_keep (fixture->replays, get_first (fixture), FALSE);
  g_assert_cmpint (cs_replay_get_note (get_first (fixture))->left_s, ==, CS_REPLAYS_LIFE_S);
  cs_replays_set_life_s (fixture->replays, 3600);
  g_assert_cmpint (cs_replay_get_note (get_first (fixture))->left_s, ==, 3600);
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_result (GAsyncResult **result)
{
  gint64 until_us = g_get_monotonic_time () + LIMIT_US;

  while (*result == NULL)
    iterate (until_us);
}

static void
test_delete (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  add_one (fixture);
  cs_replays_delete_async (fixture->replays, get_first (fixture), result_cb, &result);
  g_assert_cmpuint (count (fixture), ==, 0);
  wait_result (&result);
  g_assert_true (cs_replays_delete_finish (fixture->replays, result, &error));
  g_assert_no_error (error);
  g_assert_false (exists (fixture, NAME ".mp4"));
  g_assert_false (exists (fixture, NAME ".json"));
}

/* A recording that got a number is ours; a copy that somebody made is theirs, however old it is. */
static void
test_numbered (Fixture      *fixture,
               gconstpointer data)
{
  put (fixture, NAME "-2.mp4", "film");
  put (fixture, NAME " (2).mp4", "copy");
  put (fixture, NAME "(2).mp4", "copy");
  put (fixture, NAME "-.mp4", "copy");
  put (fixture, NAME "-2b.mp4", "copy");
  open_folder (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  cs_replays_close (fixture->replays);
  cs_clock_advance (fixture->clock, 1000 * HOUR_US);
  open_folder (fixture);
  wait_gone (fixture, NAME "-2.mp4");
  g_assert_true (exists (fixture, NAME " (2).mp4"));
  g_assert_true (exists (fixture, NAME "(2).mp4"));
  g_assert_true (exists (fixture, NAME "-.mp4"));
  g_assert_true (exists (fixture, NAME "-2b.mp4"));
}

/* A note that says nothing, or nonsense, does no harm. */
static void
test_bad_notes (Fixture      *fixture,
                gconstpointer data)
{
  put (fixture, NAME ".mp4", "film");
  put (fixture, NAME ".json", "{\"coulisses-replay\":1,\"where\":7,\"left_s\":\"x\",\"keep\":[]}");
  put (fixture, "2026-11-22 21h14m08.mp4", "film");
  put (fixture, "2026-11-22 21h14m08.json", "[[[[");
  put (fixture, "alone.json", "{\"coulisses-replay\":1}");
  put (fixture, "other.json", "{\"mine\":true}");
  open_folder (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_false (exists (fixture, "alone.json"));
  g_assert_true (exists (fixture, "other.json"));
}

/* A piece begins with a key frame, ends where it should, and can be read from end to end. */
static void
test_cut (Fixture      *fixture,
          gconstpointer data)
{
  g_autofree char *path = get_path (fixture, NAME ".mp4");
  g_autofree char *beside = get_path (fixture, "piece.mp4");
  g_autofree char *folder = g_dir_make_tmp ("coulisses-replays-XXXXXX", NULL);
  g_autofree char *to = g_build_filename (folder, "piece.mp4", NULL);
  g_autofree char *broken = get_path (fixture, "broken.mp4");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 length_ms;

  make_film (path);
  open_folder (fixture);
  cs_replays_export_async (fixture->replays, get_first (fixture), 2500, 4500, to, NULL, result_cb, &result);
  wait_result (&result);
  g_assert_true (cs_replays_export_finish (fixture->replays, result, &error));
  g_assert_no_error (error);
  length_ms = cs_replay_film_measure_ms (to, &error);
  g_assert_no_error (error);
  /* From the key frame at 2 s. */
  g_assert_cmpint (length_ms, >=, 2400);
  g_assert_cmpint (length_ms, <=, 2600);
  g_assert_cmpint (g_unlink (to), ==, 0);

  g_clear_object (&result);
  cs_replays_export_async (fixture->replays, get_first (fixture), 2500, 4500, beside, NULL, result_cb, &result);
  wait_result (&result);
  g_assert_false (cs_replays_export_finish (fixture->replays, result, &error));
  g_assert_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (exists (fixture, "piece.mp4"));

  g_assert_false (cs_replay_film_cut (path, 9000000, -1, to, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (g_file_test (to, G_FILE_TEST_EXISTS));

  put (fixture, "broken.mp4", "this is not a film at all, whatever it is called");
  g_assert_false (cs_replay_film_cut (broken, 0, 1000, to, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* The folder of recordings by another name is the same folder, in which nothing is overwritten. */
static void
test_export_by_link (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("coulisses-replays-XXXXXX", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autofree char *to = g_build_filename (link, NAME ".mp4", NULL);
  g_autofree char *elsewhere = g_build_filename (folder, "film.mp4", NULL);
  g_autofree char *path = get_path (fixture, NAME ".mp4");
  g_autofree char *kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  add_one (fixture);
  g_assert_cmpint (symlink (fixture->folder, link), ==, 0);
  cs_replays_export_async (fixture->replays, get_first (fixture), 0, -1, to, NULL, result_cb, &result);
  wait_result (&result);
  g_assert_false (cs_replays_export_finish (fixture->replays, result, &error));
  g_assert_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "not really a film");
  g_clear_object (&result);
  cs_replays_export_async (fixture->replays, get_first (fixture), 0, -1, elsewhere, NULL, result_cb, &result);
  wait_result (&result);
  g_assert_true (cs_replays_export_finish (fixture->replays, result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (elsewhere), ==, 0);
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (cs_live_load (NULL));
  g_test_add ("/live/replays/lists", Fixture, NULL, set_up, test_lists, tear_down);
  g_test_add ("/live/replays/runs-out", Fixture, NULL, set_up, test_runs_out, tear_down);
  g_test_add ("/live/replays/clock-steps", Fixture, NULL, set_up, test_clock_steps, tear_down);
  g_test_add ("/live/replays/suspend", Fixture, NULL, set_up, test_suspend, tear_down);
  g_test_add ("/live/replays/keep", Fixture, NULL, set_up, test_keep, tear_down);
  g_test_add ("/live/replays/delete", Fixture, NULL, set_up, test_delete, tear_down);
  g_test_add ("/live/replays/numbered", Fixture, NULL, set_up, test_numbered, tear_down);
  g_test_add ("/live/replays/bad-notes", Fixture, NULL, set_up, test_bad_notes, tear_down);
  g_test_add ("/live/replays/cut", Fixture, NULL, set_up, test_cut, tear_down);
  g_test_add ("/live/replays/export-by-link", Fixture, NULL, set_up, test_export_by_link, tear_down);
  return g_test_run ();
}
