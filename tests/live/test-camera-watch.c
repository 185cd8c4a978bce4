/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-camera-watch.h"

#include "scratch.h"

#define PATIENCE_S 10

typedef struct {
  char *folder;
  CsCameraWatch *watch;
  GMainLoop *loop;
  guint n_looked;
  gboolean found;
} Fixture;

static void
looked_cb (CsCameraWatch *watch,
           gboolean       found,
           Fixture       *fixture)
{
  fixture->n_looked++;
  fixture->found = found;
  g_main_loop_quit (fixture->loop);
}

static gboolean
late_cb (gpointer data)
{
  g_error ("Nothing was said in %d s", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

static gboolean
wait_looked (Fixture *fixture)
{
  guint late_id = g_timeout_add_seconds (PATIENCE_S, late_cb, NULL);

  g_main_loop_run (fixture->loop);
  g_source_remove (late_id);
  return fixture->found;
}

static void
add_device (Fixture    *fixture,
            const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
watch (Fixture *fixture)
{
  fixture->watch = cs_camera_watch_new (fixture->folder);
  g_signal_connect (fixture->watch, "looked", G_CALLBACK (looked_cb), fixture);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("coulisses-dev-XXXXXX", NULL);
  fixture->loop = g_main_loop_new (NULL, FALSE);
  add_device (fixture, "null");
  add_device (fixture, "video");
  add_device (fixture, "videocodec");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->watch);
  scratch_remove (fixture->folder);
  g_free (fixture->folder);
  g_main_loop_unref (fixture->loop);
}

static void
test_there (Fixture      *fixture,
            gconstpointer data)
{
  add_device (fixture, "video0");
  watch (fixture);
  g_assert_true (wait_looked (fixture));
}

static void
test_plugged_in (Fixture      *fixture,
                 gconstpointer data)
{
  watch (fixture);
  g_assert_false (wait_looked (fixture));
  g_assert_cmpuint (fixture->n_looked, ==, 1);
  add_device (fixture, "media3");
  g_assert_true (wait_looked (fixture));
}

static void
test_nowhere (Fixture      *fixture,
              gconstpointer data)
{
  tear_down (fixture, NULL);
  fixture->folder = g_strdup ("/nowhere/at/all");
  fixture->loop = g_main_loop_new (NULL, FALSE);
  watch (fixture);
  g_assert_false (wait_looked (fixture));
}

/* Whoever has let go of it hears no more. */
static void
test_dropped (Fixture      *fixture,
              gconstpointer data)
{
  add_device (fixture, "video0");
  watch (fixture);
  g_object_run_dispose (G_OBJECT (fixture->watch));
  g_clear_object (&fixture->watch);
  for (guint i = 0; i < 20; i++) {
    g_usleep (5000);
    while (g_main_context_iteration (NULL, FALSE))
      ;
  }
  g_assert_cmpuint (fixture->n_looked, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/live/camera-watch/there", Fixture, NULL, set_up, test_there, tear_down);
  g_test_add ("/live/camera-watch/plugged-in", Fixture, NULL, set_up, test_plugged_in, tear_down);
  g_test_add ("/live/camera-watch/nowhere", Fixture, NULL, set_up, test_nowhere, tear_down);
  g_test_add ("/live/camera-watch/dropped", Fixture, NULL, set_up, test_dropped, tear_down);
  return g_test_run ();
}
