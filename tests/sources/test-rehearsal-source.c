/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-rehearsal-source.h"

#include "await.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW_US G_GINT64_CONSTANT (2000000000000000)
#define RECORDED_US G_GINT64_CONSTANT (1795291200000000)

#define HEAD                                                                                                      \
  "{\"format\":\"coulisses-recording\",\"version\":1,\"title\":\"T\",\"recorded_at_us\":1795291200000000,\"duration_ms\":60000}\n"

/* A post of a recording that began at second 200: written in that second, read a little later. */
#define POST(id, second)                                                                                          \
  "{\"at_ms\":" #second "000,\"event\":\"post\",\"post\":{\"network\":\"bluesky\",\"host\":\"\",\"native_id\":\"" id "\",\"text\":\"Bravo " id \
  "\",\"created_at_us\":1795291" #second "500000,\"account\":{\"native_id\":\"did:1\",\"handle\":\"anna\"}}}\n"

typedef struct {
  GMutex lock;
  GPtrArray *events;
  char *position;
  guint n_batches;
} Taken;

typedef struct {
  char *folder;
  char *path;
  CsClock *clock;
  CsSource *source;
  Taken taken;
} Fixture;

static void
sink_cb (CsSource   *source,
         GPtrArray  *events,
         const char *position,
         gpointer    user_data)
{
  Taken *taken = user_data;

  g_mutex_lock (&taken->lock);
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (taken->events, cs_event_ref (events->pdata[i]));
  g_free (taken->position);
  taken->position = g_strdup (position);
  taken->n_batches++;
  g_mutex_unlock (&taken->lock);
}

static guint
count_taken (Fixture *fixture)
{
  guint n;

  g_mutex_lock (&fixture->taken.lock);
  n = fixture->taken.events->len;
  g_mutex_unlock (&fixture->taken.lock);
  return n;
}

static const CsEvent *
get_event (Fixture *fixture,
           guint    i)
{
  return fixture->taken.events->pdata[i];
}

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("coulisses-test-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "show.ndjson", NULL);
  fixture->clock = cs_clock_new_manual (NOW_US);
  fixture->taken.events = cs_event_batch_new ();
}

static void
make_source (Fixture    *fixture,
             const char *content,
             double      speed)
{
  if (content != NULL)
    g_assert_true (g_file_set_contents (fixture->path, content, -1, NULL));
  fixture->source = cs_rehearsal_source_new (fixture->clock, "rehearsal:1", fixture->path, speed);
  cs_source_set_sink (fixture->source, sink_cb, &fixture->taken, NULL);
}

static void
drop_source (Fixture *fixture)
{
  CsSource *source = fixture->source;

  cs_source_stop (source);
  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  g_clear_object (&fixture->source);
  await_until (source == NULL);
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  if (fixture->source != NULL)
    drop_source (fixture);
  g_ptr_array_unref (fixture->taken.events);
  g_free (fixture->taken.position);
  g_object_unref (fixture->clock);
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static gboolean
has_ended (CsSource *source)
{
  return cs_source_get_state (source) == CS_SOURCE_FAILED ||
         (cs_source_get_state (source) == CS_SOURCE_STOPPED && cs_source_get_heard_us (source) != 0);
}

static void
test_kinds (Fixture      *fixture,
            gconstpointer data)
{
  make_source (fixture,
               HEAD "{\"at_ms\":0,\"event\":\"moment\",\"text\":\"Rideau\"}\n" POST ("1", 201) POST ("2", 202)
               "{\"at_ms\":5000,\"event\":\"edit\",\"post\":{\"network\":\"bluesky\",\"native_id\":\"1\",\"text\":\"Autre\",\"account\":{\"native_id\":\"did:1\"}}}\n"
               "{\"at_ms\":6000,\"event\":\"delete\",\"network\":\"bluesky\",\"host\":\"\",\"native_id\":\"2\"}\n"
               "{\"at_ms\":7000,\"event\":\"account\",\"network\":\"bluesky\",\"host\":\"\",\"native_id\":\"did:1\",\"active\":false}\n"
               "{\"at_ms\":8000,\"event\":\"account\",\"network\":\"bluesky\",\"host\":\"\",\"native_id\":\"did:1\",\"active\":true}\n"
               "{\"at_ms\":9000,\"event\":\"fireworks\"}\n",
               0);
  cs_source_start (fixture->source);
  await_until (has_ended (fixture->source));
  g_assert_cmpint (cs_source_get_state (fixture->source), ==, CS_SOURCE_STOPPED);
  g_assert_null (cs_source_get_reason (fixture->source));
  g_assert_cmpuint (cs_source_get_n_posts (fixture->source), ==, 2);
  g_assert_cmpuint (count_taken (fixture), ==, 6);
  g_assert_cmpint (get_event (fixture, 0)->kind, ==, CS_EVENT_POST);
  g_assert_cmpint (get_event (fixture, 2)->kind, ==, CS_EVENT_EDIT);
  g_assert_cmpstr (get_event (fixture, 2)->post->text, ==, "Autre");
  g_assert_cmpint (get_event (fixture, 3)->kind, ==, CS_EVENT_DELETE);
  g_assert_cmpint (get_event (fixture, 4)->kind, ==, CS_EVENT_ACCOUNT_GONE);
  g_assert_cmpint (get_event (fixture, 5)->kind, ==, CS_EVENT_ACCOUNT_BACK);
  g_assert_cmpstr (fixture->taken.position, ==, "9");
}

/* As fast as it goes, the evening has just ended: nothing is written in the future, and gaps stay as they were. */
static void
test_times_at_once (Fixture      *fixture,
                    gconstpointer data)
{
  make_source (fixture, HEAD POST ("1", 201) POST ("2", 231), 0);
  cs_source_start (fixture->source);
  await_until (has_ended (fixture->source));
  g_assert_cmpuint (count_taken (fixture), ==, 2);
  g_assert_cmpint (get_event (fixture, 0)->post->created_us, ==, NOW_US - 60000000 + 1500000);
  g_assert_cmpint (get_event (fixture, 1)->post->created_us, ==, NOW_US - 60000000 + 31500000);
  g_assert_cmpint (get_event (fixture, 0)->post->received_us, ==, NOW_US);
}

/* In real time each post comes when its moment comes, and was written then. */
static void
test_real_time (Fixture      *fixture,
                gconstpointer data)
{
  make_source (fixture, HEAD "{\"at_ms\":1000,\"event\":\"delete\",\"network\":\"bluesky\",\"native_id\":\"9\"}\n"
               "{\"at_ms\":30000,\"event\":\"post\",\"post\":{\"network\":\"bluesky\",\"native_id\":\"1\",\"text\":\"a\","
               "\"created_at_us\":1795291229000000,\"account\":{\"native_id\":\"did:1\"}}}\n", 1);
  cs_source_start (fixture->source);
  await_until (cs_source_get_state (fixture->source) == CS_SOURCE_LIVE);
  g_assert_cmpuint (count_taken (fixture), ==, 0);
  cs_clock_advance (fixture->clock, 1000000);
  cs_source_retry_now (fixture->source);
  await_until (count_taken (fixture) == 1);
  g_assert_cmpstr (fixture->taken.position, ==, "2");
  cs_clock_advance (fixture->clock, 28000000);
  cs_source_retry_now (fixture->source);
  g_assert_cmpuint (count_taken (fixture), ==, 1);
  cs_clock_advance (fixture->clock, 1000000);
  cs_source_retry_now (fixture->source);
  await_until (has_ended (fixture->source));
  g_assert_cmpuint (count_taken (fixture), ==, 2);
  g_assert_cmpint (get_event (fixture, 1)->post->created_us, ==, NOW_US + 29000000);
  g_assert_cmpint (get_event (fixture, 1)->post->received_us, ==, NOW_US + 30000000);
}

static void
test_faster (Fixture      *fixture,
             gconstpointer data)
{
  make_source (fixture, HEAD "{\"at_ms\":30000,\"event\":\"post\",\"post\":{\"network\":\"bluesky\",\"native_id\":\"1\",\"text\":\"a\","
               "\"created_at_us\":1795291229000000,\"account\":{\"native_id\":\"did:1\"}}}\n", 10);
  cs_source_start (fixture->source);
  await_until (cs_source_get_state (fixture->source) == CS_SOURCE_LIVE);
  cs_clock_advance (fixture->clock, 3000000);
  cs_source_retry_now (fixture->source);
  await_until (has_ended (fixture->source));
  g_assert_cmpuint (count_taken (fixture), ==, 1);
  g_assert_cmpint (get_event (fixture, 0)->post->created_us, ==, NOW_US + 2900000);
}

static void
test_bad_lines (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *endless = g_strnfill (3 * 1024 * 1024, '[');
  g_autofree char *content = g_strconcat (HEAD, POST ("1", 201), "not json\n", "\n", "{\"at_ms\":5}\n", endless, "\n",
                                          "{\"at_ms\":5,\"event\":\"post\"}\n", POST ("2", 202), NULL);

  make_source (fixture, content, 0);
  cs_source_start (fixture->source);
  await_until (has_ended (fixture->source));
  g_assert_cmpuint (count_taken (fixture), ==, 2);
  g_assert_cmpuint (cs_source_get_n_refused (fixture->source), ==, 3);
  g_assert_nonnull (strstr (cs_source_get_reason (fixture->source), "3 lines"));
  g_assert_nonnull (strstr (cs_source_get_reason (fixture->source), "line 3"));
}

static void
test_wrong_files (Fixture      *fixture,
                  gconstpointer data)
{
  static const char *const contents[] = { NULL, "", "\n", "hello\n", "{}\n", "\x89PNG\r\n\x1a\n",
                                          "{\"format\":\"coulisses-recording\",\"version\":2}\n" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++) {
    make_source (fixture, contents[i], 0);
    cs_source_start (fixture->source);
    await_until (has_ended (fixture->source));
    g_assert_cmpint (cs_source_get_state (fixture->source), ==, CS_SOURCE_FAILED);
    g_assert_cmpuint (strlen (cs_source_get_reason (fixture->source)), >, 10);
    drop_source (fixture);
  }
}

static void
test_resume (Fixture      *fixture,
             gconstpointer data)
{
  make_source (fixture, HEAD POST ("1", 201) POST ("2", 202) "bad\n" POST ("3", 203) POST ("4", 204), 0);
  cs_source_set_position (fixture->source, "4");
  cs_source_start (fixture->source);
  await_until (has_ended (fixture->source));
  g_assert_cmpuint (count_taken (fixture), ==, 2);
  g_assert_cmpstr (get_event (fixture, 0)->native_id, ==, "3");
  g_assert_cmpstr (fixture->taken.position, ==, "6");
  g_assert_cmpuint (cs_source_get_n_refused (fixture->source), ==, 0);
  drop_source (fixture);

  make_source (fixture, NULL, 0);
  cs_source_set_position (fixture->source, "6");
  cs_source_start (fixture->source);
  await_until (has_ended (fixture->source));
  g_assert_cmpuint (count_taken (fixture), ==, 2);
}

static gboolean
pass_time (Fixture *fixture,
           gint64   by_us)
{
  cs_clock_advance (fixture->clock, by_us);
  cs_source_retry_now (fixture->source);
  return has_ended (fixture->source);
}

/* What comes next is as far away as it was when the run before ended, not as far as from the start. */
static void
test_resume_in_time (Fixture      *fixture,
                     gconstpointer data)
{
  make_source (fixture, HEAD POST ("1", 201) "{\"at_ms\":203000,\"event\":\"delete\",\"network\":\"bluesky\",\"native_id\":\"9\"}\n", 1);
  cs_source_set_position (fixture->source, "2");
  cs_source_start (fixture->source);
  await_until (cs_source_get_state (fixture->source) == CS_SOURCE_LIVE);
  g_assert_cmpuint (count_taken (fixture), ==, 0);
  await_until (pass_time (fixture, 10000));
  g_assert_cmpuint (count_taken (fixture), ==, 1);
  g_assert_cmpint (cs_clock_now_us (fixture->clock), >=, NOW_US + 2000000);
  g_assert_cmpint (cs_clock_now_us (fixture->clock), <, NOW_US + 100000000);
}

static void
test_stop (Fixture      *fixture,
           gconstpointer data)
{
  make_source (fixture, HEAD POST ("1", 201), 1);
  cs_source_start (fixture->source);
  await_until (cs_source_get_state (fixture->source) == CS_SOURCE_LIVE);
  drop_source (fixture);
  g_assert_cmpuint (count_taken (fixture), ==, 0);
}

static void
test_check (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GAsyncResult) good = NULL;
  g_autoptr (GAsyncResult) bad = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  make_source (fixture, HEAD, 1);
  cs_source_check_async (fixture->source, NULL, await_cb, &good);
  await_until (good != NULL);
  found = cs_source_check_finish (fixture->source, good, NULL);
  g_assert_nonnull (strstr (found, "T"));
  g_remove (fixture->path);
  cs_source_check_async (fixture->source, NULL, await_cb, &bad);
  await_until (bad != NULL);
  g_assert_null (cs_source_check_finish (fixture->source, bad, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_object (&good);
  g_clear_object (&bad);
}

/* The rehearsal show itself, whole: every line is read, and in batches. */
static void
test_show (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_getenv ("CS_SOURCE_ROOT"), "data", "rehearsal", "show.ndjson", NULL);
  g_autofree char *content = NULL;
  guint n_events = 0;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  for (const char *p = strstr (content, "\"event\":"); p != NULL; p = strstr (p + 1, "\"event\":"))
    n_events += strncmp (p, "\"event\":\"moment\"", 16) != 0;
  g_free (fixture->path);
  fixture->path = g_steal_pointer (&path);
  make_source (fixture, NULL, 0);
  cs_source_start (fixture->source);
  await_until (has_ended (fixture->source));
  g_assert_cmpint (cs_source_get_state (fixture->source), ==, CS_SOURCE_STOPPED);
  g_assert_null (cs_source_get_reason (fixture->source));
  g_assert_cmpuint (cs_source_get_n_refused (fixture->source), ==, 0);
  g_assert_cmpuint (count_taken (fixture), ==, n_events);
  g_assert_cmpuint (fixture->taken.n_batches, <=, n_events / 200 + 1);
  for (guint i = 0; i < n_events; i++) {
    const CsPost *post = get_event (fixture, i)->post;

    if (post != NULL)
      g_assert_cmpint (post->created_us, <=, NOW_US);
  }
  g_free (fixture->path);
  fixture->path = g_build_filename (fixture->folder, "none", NULL);
}

#define add(name, func) \
  g_test_add ("/sources/rehearsal-source/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("kinds", test_kinds);
  add ("times-at-once", test_times_at_once);
  add ("real-time", test_real_time);
  add ("faster", test_faster);
  add ("bad-lines", test_bad_lines);
  add ("wrong-files", test_wrong_files);
  add ("resume", test_resume);
  add ("resume-in-time", test_resume_in_time);
  add ("stop", test_stop);
  add ("check", test_check);
  add ("show", test_show);
  return g_test_run ();
}
