/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk.h"

#include "cs-recording.h"
#include "scratch.h"

#include <glib/gstdio.h>
#include <stdio.h>

#define LIMIT_S 240
#define N_POSTS 14000
/* As in cs-ferry.c, where one batch may cross alone. */
#define MAX_WAITING 5000

typedef struct {
  char *folder;
  char *show;
  char *recording;
  CsClock *clock;
  CsDesk *desk;
} Fixture;

static CsPost *
make_post (guint n)
{
  g_autofree char *id = g_strdup_printf ("%u", n);
  g_autofree char *author = g_strdup_printf ("%u", n % 300);
  CsPost *post = cs_post_new (CS_NETWORK_MASTODON, "scene.example", id);

  post->account = cs_account_new (CS_NETWORK_MASTODON, "scene.example", author);
  post->account->handle = g_strdup (author);
  post->raw_text = g_strdup_printf ("post %u", n);
  cs_post_seal (post);
  return post;
}

static void
write_recording (const char *path)
{
  FILE *file = g_fopen (path, "w");
  g_autoptr (CsRecording) recording = cs_recording_new ();
  g_autofree char *head = NULL;

  recording->title = g_strdup ("flood");
  head = cs_recording_to_line (recording, NULL);
  fprintf (file, "%s\n", head);
  for (guint i = 0; i < N_POSTS; i++) {
    g_autoptr (CsRecorded) recorded = cs_recorded_new (CS_RECORDED_POST, i);
    g_autofree char *line = NULL;

    recorded->post = make_post (i);
    line = cs_recorded_to_line (recorded, NULL);
    fprintf (file, "%s\n", line);
  }
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  gint64 until_us = g_get_monotonic_time () + LIMIT_S * G_USEC_PER_SEC;

  while (*result == NULL && g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, FALSE);
  g_assert_nonnull (*result);
  return *result;
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("coulisses-ferry-XXXXXX", NULL);
  self->show = g_build_filename (self->folder, "flood.coulisses", NULL);
  self->recording = g_build_filename (self->folder, "flood.ndjson", NULL);
  write_recording (self->recording);
  self->clock = cs_clock_new ();
  self->desk = cs_desk_new (self->clock);
  cs_desk_open_async (self->desk, self->show, CS_STORE_CREATE, NULL, result_cb, &result);
  g_assert_true (cs_desk_open_finish (self->desk, wait_for (&result), &error));
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_desk_close_async (self->desk, result_cb, &result);
  g_assert_true (cs_desk_close_finish (self->desk, wait_for (&result), NULL));
  g_object_unref (self->desk);
  g_object_unref (self->clock);
  scratch_remove (self->folder);
  g_free (self->folder);
  g_free (self->show);
  g_free (self->recording);
}

static guint
count_on_disk (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  CsCounts counts = { 0 };

  cs_store_count_async (cs_desk_get_store (self->desk), NULL, result_cb, &result);
  g_assert_true (cs_store_count_finish (cs_desk_get_store (self->desk), wait_for (&result), &counts, NULL));
  return counts.posts;
}

/* The desk does nothing for a while: what arrives is held back, and all of it comes. */
static void
test_overload (Fixture      *self,
               gconstpointer data)
{
  gint64 until_us = g_get_monotonic_time () + LIMIT_S * G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  CsFlow flow = { 0 };

  cs_desk_get_flow (self->desk, &flow);
  g_assert_cmpuint (flow.most_waiting, ==, 0);
  g_assert_true (cs_desk_add_rehearsal (self->desk, self->recording, 0, &error));
  while (flow.n_held_back == 0 && g_get_monotonic_time () < until_us) {
    /* The loop of the desk stands still but for the start of the source. */
    if (flow.waiting == 0)
      g_main_context_iteration (NULL, FALSE);
    else
      g_usleep (10000);
    cs_desk_get_flow (self->desk, &flow);
  }
  g_assert_cmpuint (flow.n_held_back, ==, 1);
  g_assert_cmpuint (flow.waiting, >, 0);
  g_assert_cmpuint (flow.waiting, <=, MAX_WAITING);
  while (count_on_disk (self) < N_POSTS && g_get_monotonic_time () < until_us)
    for (guint i = 0; i < 20; i++) {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (G_TIME_SPAN_MILLISECOND);
    }
  g_assert_cmpuint (count_on_disk (self), ==, N_POSTS);
  do {
    /* On disk, but the ferry has not heard of it yet. */
    g_main_context_iteration (NULL, FALSE);
    cs_desk_get_flow (self->desk, &flow);
  } while (flow.waiting > 0 && g_get_monotonic_time () < until_us);
  g_assert_cmpuint (flow.waiting, ==, 0);
  g_assert_cmpuint (flow.most_waiting, <=, MAX_WAITING);
  g_assert_cmpuint (flow.most_waiting, >, 0);
}

/* Closed while a source is held back: what was taken is on disk, and nobody hangs. */
static void
test_closed (Fixture      *self,
             gconstpointer data)
{
  gint64 until_us = g_get_monotonic_time () + LIMIT_S * G_USEC_PER_SEC;
  CsFlow flow = { 0 };

  g_assert_true (cs_desk_add_rehearsal (self->desk, self->recording, 0, NULL));
  while (flow.n_held_back == 0 && g_get_monotonic_time () < until_us) {
    if (flow.waiting == 0)
      g_main_context_iteration (NULL, FALSE);
    else
      g_usleep (10000);
    cs_desk_get_flow (self->desk, &flow);
  }
  g_assert_cmpuint (flow.n_held_back, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/desk/ferry/overload", Fixture, NULL, set_up, test_overload, tear_down);
  g_test_add ("/desk/ferry/closed", Fixture, NULL, set_up, test_closed, tear_down);
  return g_test_run ();
}
