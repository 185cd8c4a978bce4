/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-air.h"

#include "sample-post.h"

#define MS G_TIME_SPAN_MILLISECOND
#define START (1000 * MS)

static gint64
post_on_air (CsAir *air,
             gint64 now_us)
{
  g_auto (CsAirState) state = { 0 };

  cs_air_read (air, now_us, &state);
  return state.snapshot != NULL ? state.snapshot->post_id : 0;
}

static void
show (CsAir      *air,
      gint64      post_id,
      const char *native_id,
      const char *text)
{
  g_autoptr (CsSnapshot) snapshot = sample_snapshot (post_id, native_id, text);

  g_assert_true (cs_air_show (air, snapshot, cs_air_get_epoch (air), START));
}

static void
assert_off (CsSnapshot *owned,
            gint64      post_id)
{
  g_autoptr (CsSnapshot) off = owned;

  if (post_id == 0)
    g_assert_null (off);
  else
    g_assert_cmpint (off->post_id, ==, post_id);
}

static void
test_starts_dark (void)
{
  g_autoptr (CsAir) air = cs_air_new (3000);

  g_assert_cmpint (post_on_air (air, START), ==, 0);
  g_assert_cmpint (cs_air_get_beat_age_ms (air, START), ==, -1);
}

static void
test_show_replaces (void)
{
  g_autoptr (CsAir) air = cs_air_new (3000);
  g_auto (CsAirState) first = { 0 };
  g_auto (CsAirState) second = { 0 };

  show (air, 1, "a", "one");
  cs_air_read (air, START, &first);
  show (air, 2, "b", "two");
  cs_air_read (air, START, &second);
  g_assert_cmpint (first.snapshot->post_id, ==, 1);
  g_assert_cmpint (second.snapshot->post_id, ==, 2);
  g_assert_cmpuint (first.epoch, ==, second.epoch);
  g_assert_cmpuint (first.serial, <, second.serial);
}

static void
test_clear_refuses_older (void)
{
  g_autoptr (CsAir) air = cs_air_new (3000);
  g_autoptr (CsSnapshot) late = sample_snapshot (2, "b", "late");
  guint decided = cs_air_get_epoch (air);

  show (air, 1, "a", "one");
  assert_off (cs_air_clear (air), 1);
  assert_off (cs_air_clear (air), 0);
  g_assert_cmpint (post_on_air (air, START), ==, 0);
  g_assert_false (cs_air_show (air, late, decided, START));
  g_assert_cmpint (post_on_air (air, START), ==, 0);
  g_assert_true (cs_air_show (air, late, cs_air_get_epoch (air), START));
  g_assert_cmpint (post_on_air (air, START), ==, 2);
}

static void
test_out_names_its_post (void)
{
  g_autoptr (CsAir) air = cs_air_new (3000);
  guint epoch = cs_air_get_epoch (air);

  show (air, 1, "a", "one");
  assert_off (cs_air_out (air, 2), 0);
  g_assert_cmpint (post_on_air (air, START), ==, 1);
  assert_off (cs_air_out (air, 1), 1);
  g_assert_cmpint (post_on_air (air, START), ==, 0);
  g_assert_cmpuint (cs_air_get_epoch (air), ==, epoch);
}

static void
test_withdraw_by_identity (void)
{
  g_autoptr (CsAir) air = cs_air_new (3000);

  show (air, 1, "a", "one");
  assert_off (cs_air_withdraw (air, CS_NETWORK_BLUESKY, "social.example", "a", NULL), 0);
  assert_off (cs_air_withdraw (air, CS_NETWORK_MASTODON, "other.example", "a", NULL), 0);
  assert_off (cs_air_withdraw (air, CS_NETWORK_MASTODON, "social.example", "b", NULL), 0);
  g_assert_cmpint (post_on_air (air, START), ==, 1);
  assert_off (cs_air_withdraw (air, CS_NETWORK_MASTODON, "social.example", "a", NULL), 1);
  g_assert_cmpint (post_on_air (air, START), ==, 0);
}

static void
test_withdraw_but_version (void)
{
  g_autoptr (CsAir) air = cs_air_new (3000);
  g_autoptr (CsSnapshot) same = sample_snapshot (1, "a", "one");
  g_autoptr (CsSnapshot) edited = sample_snapshot (1, "a", "one, edited");

  show (air, 1, "a", "one");
  assert_off (cs_air_withdraw (air, CS_NETWORK_MASTODON, "social.example", "a", same->post->version), 0);
  g_assert_cmpint (post_on_air (air, START), ==, 1);
  assert_off (cs_air_withdraw (air, CS_NETWORK_MASTODON, "social.example", "a", edited->post->version), 1);
  g_assert_cmpint (post_on_air (air, START), ==, 0);
}

static void
test_withdraw_account (void)
{
  g_autoptr (CsAir) air = cs_air_new (3000);

  show (air, 1, "a", "one");
  assert_off (cs_air_withdraw_account (air, CS_NETWORK_MASTODON, "social.example", "account-2"), 0);
  assert_off (cs_air_withdraw_account (air, CS_NETWORK_MASTODON, "other.example", "account-1"), 0);
  assert_off (cs_air_withdraw_account (air, CS_NETWORK_BLUESKY, "social.example", "account-1"), 0);
  g_assert_cmpint (post_on_air (air, START), ==, 1);
  assert_off (cs_air_withdraw_account (air, CS_NETWORK_MASTODON, "social.example", "account-1"), 1);
  g_assert_cmpint (post_on_air (air, START), ==, 0);
}

static void
test_silent_desk (void)
{
  g_autoptr (CsAir) air = cs_air_new (3000);
  CsDarkReason reason = CS_DARK_OUT;
  guint epoch = cs_air_get_epoch (air);

  show (air, 1, "a", "one");
  for (gint64 now_us = START; now_us <= START + 3000 * MS; now_us += 250 * MS) {
    assert_off (cs_air_watch (air, now_us, &reason), 0);
    g_assert_cmpint (post_on_air (air, now_us), ==, 1);
  }
  g_assert_cmpint (post_on_air (air, START + 3001 * MS), ==, 0);
  assert_off (cs_air_watch (air, START + 3250 * MS, &reason), 1);
  g_assert_cmpint (reason, ==, CS_DARK_SILENT);
  g_assert_cmpuint (cs_air_get_epoch (air), !=, epoch);
  cs_air_beat (air, START + 3300 * MS);
  g_assert_cmpint (post_on_air (air, START + 3300 * MS), ==, 0);
}

static void
test_beating_desk (void)
{
  g_autoptr (CsAir) air = cs_air_new (3000);
  CsDarkReason reason = CS_DARK_OUT;

  show (air, 1, "a", "one");
  for (gint64 now_us = START; now_us < START + 60000 * MS; now_us += 250 * MS) {
    assert_off (cs_air_watch (air, now_us, &reason), 0);
    if (now_us % (1000 * MS) == 0)
      cs_air_beat (air, now_us);
  }
  g_assert_cmpint (post_on_air (air, START + 60000 * MS), ==, 1);
}

static void
test_stood_still (void)
{
  g_autoptr (CsAir) air = cs_air_new (60000);
  CsDarkReason reason = CS_DARK_OUT;

  show (air, 1, "a", "one");
  assert_off (cs_air_watch (air, START, &reason), 0);
  g_assert_cmpint (post_on_air (air, START + 1400 * MS), ==, 1);
  g_assert_cmpint (post_on_air (air, START + 1600 * MS), ==, 0);
  assert_off (cs_air_watch (air, START + 1600 * MS, &reason), 1);
  g_assert_cmpint (reason, ==, CS_DARK_STOOD_STILL);
  g_assert_cmpint (post_on_air (air, START + 1600 * MS), ==, 0);
}

static void
test_unwatched (void)
{
  g_autoptr (CsAir) air = cs_air_new (60000);
  CsDarkReason reason = CS_DARK_OUT;

  assert_off (cs_air_watch (air, START, &reason), 0);
  cs_air_unwatch (air);
  show (air, 1, "a", "one");
  g_assert_cmpint (post_on_air (air, START + 10000 * MS), ==, 1);
}

/* Shows and clears from two threads: whatever is on air afterwards was shown after the last clear, and each
 * snapshot is handed out at most once. */
#define RACE_ROUNDS 4000

static gpointer
race_clear (gpointer data)
{
  CsAir *air = data;
  guint handed_out = 0;

  for (guint i = 0; i < RACE_ROUNDS; i++) {
    g_autoptr (CsSnapshot) off = cs_air_clear (air);

    handed_out += off != NULL;
  }
  return GUINT_TO_POINTER (handed_out);
}

static void
test_race (void)
{
  g_autoptr (CsAir) air = cs_air_new (60000);
  g_autoptr (CsSnapshot) snapshot = sample_snapshot (1, "a", "one");
  GThread *thread = g_thread_new ("clear", race_clear, air);
  guint shown = 0;
  guint handed_out;
  gint64 last;

  for (guint i = 0; i < RACE_ROUNDS; i++) {
    guint epoch = cs_air_get_epoch (air);
    g_auto (CsAirState) state = { 0 };

    shown += cs_air_show (air, snapshot, epoch, START);
    cs_air_read (air, START, &state);
    if (state.snapshot != NULL)
      g_assert_cmpuint (state.epoch, >=, epoch);
  }
  handed_out = GPOINTER_TO_UINT (g_thread_join (thread));
  last = post_on_air (air, START);
  assert_off (cs_air_clear (air), last);
  g_assert_cmpuint (handed_out, <=, shown);
  g_assert_cmpint (post_on_air (air, START), ==, 0);
}

/* The epoch is read before the clear and used after it, as a take that waits for the store does. */
static void
test_no_command_survives_a_clear (void)
{
  g_autoptr (CsAir) air = cs_air_new (60000);
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  g_autoptr (GArray) decided = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < 2000; i++) {
    g_autoptr (CsSnapshot) snapshot = sample_snapshot (i + 1, "a", "one");
    guint epoch = cs_air_get_epoch (air);

    switch (g_rand_int_range (random, 0, 3)) {
    case 0:
      g_array_append_val (decided, epoch);
      break;
    case 1:
      if (decided->len > 0) {
        guint old = g_array_index (decided, guint, g_rand_int_range (random, 0, (gint32) decided->len));

        g_assert_cmpint (cs_air_show (air, snapshot, old, START), ==, old == epoch);
        g_assert_cmpint (post_on_air (air, START) == (gint64) i + 1, ==, old == epoch);
      }
      break;
    default: {
      g_autoptr (CsSnapshot) off = cs_air_clear (air);

      g_assert_cmpint (post_on_air (air, START), ==, 0);
      g_assert_cmpuint (cs_air_get_epoch (air), !=, epoch);
    }
    }
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outputs/air/starts-dark", test_starts_dark);
  g_test_add_func ("/outputs/air/show-replaces", test_show_replaces);
  g_test_add_func ("/outputs/air/clear-refuses-older", test_clear_refuses_older);
  g_test_add_func ("/outputs/air/out-names-its-post", test_out_names_its_post);
  g_test_add_func ("/outputs/air/withdraw/identity", test_withdraw_by_identity);
  g_test_add_func ("/outputs/air/withdraw/but-version", test_withdraw_but_version);
  g_test_add_func ("/outputs/air/withdraw/account", test_withdraw_account);
  g_test_add_func ("/outputs/air/silent-desk", test_silent_desk);
  g_test_add_func ("/outputs/air/beating-desk", test_beating_desk);
  g_test_add_func ("/outputs/air/stood-still", test_stood_still);
  g_test_add_func ("/outputs/air/unwatched", test_unwatched);
  g_test_add_func ("/outputs/air/race", test_race);
  g_test_add_func ("/outputs/air/no-command-survives-a-clear", test_no_command_survives_a_clear);
  return g_test_run ();
}
