/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-ferry.h"

#define NOW_US (G_GINT64_CONSTANT (1795291200) * G_USEC_PER_SEC)

typedef struct {
  CsClock *clock;
  CsOutputServer *output;
  CsAirGuard *guard;
} Fixture;

static CsPost *
make_post (const char *id,
           const char *text)
{
  CsPost *post = cs_post_new (CS_NETWORK_MASTODON, "scene.example", id);

  post->account = cs_account_new (CS_NETWORK_MASTODON, "scene.example", "9");
  post->account->handle = g_strdup ("marek");
  post->account->name = g_strdup ("Marek");
  post->raw_text = g_strdup (text);
  cs_post_seal (post);
  return post;
}

static GPtrArray *
batch_of (CsEvent *event)
{
  GPtrArray *batch = cs_event_batch_new ();

  g_ptr_array_add (batch, event);
  return batch;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->clock = cs_clock_new ();
  fixture->output = cs_output_server_new (fixture->clock);
  cs_output_server_beat (fixture->output);
  fixture->guard = cs_air_guard_new (fixture->output);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  cs_air_guard_unref (fixture->guard);
  cs_output_server_stop (fixture->output);
  g_object_unref (fixture->output);
  g_object_unref (fixture->clock);
}

static gboolean
is_on_air (Fixture *fixture)
{
  g_autoptr (CsSnapshot) snapshot = cs_output_server_get_snapshot (fixture->output);

  return snapshot != NULL;
}

static gboolean
show (Fixture *fixture,
      CsPost  *post)
{
  g_autoptr (CsSnapshot) snapshot = cs_snapshot_new (1, post);

  return cs_air_guard_show (fixture->guard, snapshot, cs_output_server_get_epoch (fixture->output));
}

static void
test_delete_on_air (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (CsPost) post = make_post ("1", "Bonsoir");
  g_autoptr (GPtrArray) batch =
    batch_of (cs_event_new_id (CS_EVENT_DELETE, CS_NETWORK_MASTODON, "scene.example", "1", NOW_US));

  g_assert_true (show (fixture, post));
  g_assert_true (is_on_air (fixture));
  cs_air_guard_hold (fixture->guard, batch);
  g_assert_false (is_on_air (fixture));
}

/* The take had been checked before the deletion was known: between the two, only the guard knows. */
static void
test_delete_before_show (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (CsPost) post = make_post ("1", "Bonsoir");
  g_autoptr (GPtrArray) batch =
    batch_of (cs_event_new_id (CS_EVENT_DELETE, CS_NETWORK_MASTODON, "scene.example", "1", NOW_US));

  cs_air_guard_hold (fixture->guard, batch);
  g_assert_false (show (fixture, post));
  g_assert_false (is_on_air (fixture));
  cs_air_guard_release (fixture->guard, batch);
  g_assert_true (show (fixture, post));
}

static void
test_edit (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (CsPost) post = make_post ("1", "Bonsoir");
  g_autoptr (CsPost) edited = make_post ("1", "Bonsoir à tous");
  g_autoptr (GPtrArray) same = batch_of (cs_event_new_post (CS_EVENT_POST, post));
  g_autoptr (GPtrArray) other = batch_of (cs_event_new_post (CS_EVENT_EDIT, edited));

  g_assert_true (show (fixture, post));
  cs_air_guard_hold (fixture->guard, same);
  g_assert_true (is_on_air (fixture));
  cs_air_guard_hold (fixture->guard, other);
  g_assert_false (is_on_air (fixture));
  g_assert_false (show (fixture, post));
}

static void
test_account_gone (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (CsPost) post = make_post ("1", "Bonsoir");
  g_autoptr (GPtrArray) other =
    batch_of (cs_event_new_id (CS_EVENT_ACCOUNT_GONE, CS_NETWORK_MASTODON, "scene.example", "8", NOW_US));
  g_autoptr (GPtrArray) theirs =
    batch_of (cs_event_new_id (CS_EVENT_ACCOUNT_GONE, CS_NETWORK_MASTODON, "scene.example", "9", NOW_US));

  g_assert_true (show (fixture, post));
  cs_air_guard_hold (fixture->guard, other);
  g_assert_true (is_on_air (fixture));
  cs_air_guard_hold (fixture->guard, theirs);
  g_assert_false (is_on_air (fixture));
  g_assert_false (show (fixture, post));
}

static void
test_clear (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (CsPost) post = make_post ("1", "Bonsoir");
  g_autoptr (CsSnapshot) snapshot = cs_snapshot_new (1, post);
  guint epoch = cs_output_server_get_epoch (fixture->output);

  cs_output_server_clear (fixture->output);
  g_assert_false (cs_air_guard_show (fixture->guard, snapshot, epoch));
  g_assert_false (is_on_air (fixture));
}

/* Two threads, the one that takes and the one that hears of deletions, in every order that chance brings:
 * what was taken back is never on air when both are done. */
typedef struct {
  Fixture *fixture;
  GPtrArray *batch;
} Racer;

static gpointer
race_main (gpointer data)
{
  Racer *racer = data;

  cs_air_guard_hold (racer->fixture->guard, racer->batch);
  return NULL;
}

static void
test_race (Fixture      *fixture,
           gconstpointer data)
{
  for (guint i = 0; i < 2000; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    g_autoptr (CsPost) post = make_post (id, "Bonsoir");
    g_autoptr (GPtrArray) batch =
      batch_of (cs_event_new_id (CS_EVENT_DELETE, CS_NETWORK_MASTODON, "scene.example", id, NOW_US));
    Racer racer = { fixture, batch };
    GThread *thread = g_thread_new ("race", race_main, &racer);

    show (fixture, post);
    g_thread_join (thread);
    g_assert_false (is_on_air (fixture));
    cs_air_guard_release (fixture->guard, batch);
  }
}

/* A source that is still handing something over when the desk is gone has a guard to hand it to. */
static void
test_held_by_ferry (void)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  CsOutputServer *output = cs_output_server_new (clock);
  CsAirGuard *guard = cs_air_guard_new (output);
  g_autoptr (CsStore) store = cs_store_new (clock);
  CsFerry *ferry = cs_ferry_new (store, guard);
  gpointer watched = output;

  g_object_add_weak_pointer (G_OBJECT (output), &watched);
  cs_air_guard_unref (guard);
  g_object_unref (output);
  g_assert_nonnull (watched);
  g_object_unref (ferry);
  g_assert_null (watched);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/desk/air-guard/delete-on-air", Fixture, NULL, set_up, test_delete_on_air, tear_down);
  g_test_add ("/desk/air-guard/delete-before-show", Fixture, NULL, set_up, test_delete_before_show, tear_down);
  g_test_add ("/desk/air-guard/edit", Fixture, NULL, set_up, test_edit, tear_down);
  g_test_add ("/desk/air-guard/account-gone", Fixture, NULL, set_up, test_account_gone, tear_down);
  g_test_add ("/desk/air-guard/clear", Fixture, NULL, set_up, test_clear, tear_down);
  g_test_add ("/desk/air-guard/race", Fixture, NULL, set_up, test_race, tear_down);
  g_test_add_func ("/desk/air-guard/held-by-ferry", test_held_by_ferry);
  return g_test_run ();
}
