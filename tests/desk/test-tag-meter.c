/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-tag-meter.h"

static void
take (CsTagMeter *meter,
      CsEventKind kind,
      const char *tags,
      gint64      now_s)
{
  g_autoptr (GPtrArray) batch = cs_event_batch_new ();
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_MASTODON, "a.example", "1");

  post->account = cs_account_new (CS_NETWORK_MASTODON, "a.example", "1");
  post->tags = g_strsplit (tags, " ", -1);
  cs_post_seal (post);
  g_ptr_array_add (batch, cs_event_new_post (kind, post));
  cs_tag_meter_take (meter, batch, now_s);
}

static void
test_counts_a_minute (void)
{
  g_autoptr (CsTagMeter) meter = cs_tag_meter_new ();

  g_assert_cmpuint (cs_tag_meter_count (meter, "Duo", 100), ==, 0);
  take (meter, CS_EVENT_POST, "Duo Live", 100);
  take (meter, CS_EVENT_POST, "duo", 130);
  take (meter, CS_EVENT_EDIT, "duo", 130);
  g_assert_cmpuint (cs_tag_meter_count (meter, "DUO", 130), ==, 2);
  g_assert_cmpuint (cs_tag_meter_count (meter, "live", 159), ==, 1);
  g_assert_cmpuint (cs_tag_meter_count (meter, "duo", 159), ==, 2);
  g_assert_cmpuint (cs_tag_meter_count (meter, "duo", 160), ==, 1);
  g_assert_cmpuint (cs_tag_meter_count (meter, "duo", 190), ==, 0);
}

/* Against the plain way: looking through everything that came. */
static void
test_like_a_log (void)
{
  g_autoptr (CsTagMeter) meter = cs_tag_meter_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 now_s = 1;

  for (guint i = 0; i < 3000; i++) {
    guint expected = 0;

    now_s += g_rand_int_range (random, 0, 100) == 0 ? g_rand_int_range (random, 0, 200) : g_rand_int_range (random, 0, 3);
    if (g_rand_boolean (random)) {
      take (meter, CS_EVENT_POST, "a", now_s);
      g_array_append_val (log, now_s);
    }
    for (guint j = 0; j < log->len; j++)
      expected += g_array_index (log, gint64, j) > now_s - 60;
    g_assert_cmpuint (cs_tag_meter_count (meter, "a", now_s), ==, expected);
  }
}

static void
test_busiest (void)
{
  g_autoptr (CsTagMeter) meter = cs_tag_meter_new ();
  g_auto (GStrv) busiest = NULL;
  g_auto (GStrv) later = NULL;

  take (meter, CS_EVENT_POST, "b", 10);
  take (meter, CS_EVENT_POST, "Aa c", 10);
  take (meter, CS_EVENT_POST, "aA", 10);
  busiest = cs_tag_meter_list_busiest (meter, 2, 10);
  g_assert_cmpuint (g_strv_length (busiest), ==, 2);
  g_assert_cmpstr (busiest[0], ==, "Aa");
  g_assert_cmpstr (busiest[1], ==, "b");
  later = cs_tag_meter_list_busiest (meter, 2, 100);
  g_assert_cmpuint (g_strv_length (later), ==, 0);
}

/* A flood of made-up hashtags: those that were there go on being counted, and room comes back. */
static void
test_bounded (void)
{
  g_autoptr (CsTagMeter) meter = cs_tag_meter_new ();
  g_auto (GStrv) all = NULL;

  take (meter, CS_EVENT_POST, "Duo", 10);
  for (guint i = 0; i < 5000; i++) {
    g_autofree char *tag = g_strdup_printf ("flood%u", i);

    take (meter, CS_EVENT_POST, tag, 11);
  }
  take (meter, CS_EVENT_POST, "Duo", 12);
  g_assert_cmpuint (cs_tag_meter_count (meter, "Duo", 12), ==, 2);
  all = cs_tag_meter_list_busiest (meter, 10000, 12);
  g_assert_cmpuint (g_strv_length (all), <=, 512);
  take (meter, CS_EVENT_POST, "New", 90);
  g_assert_cmpuint (cs_tag_meter_count (meter, "New", 90), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tag-meter/minute", test_counts_a_minute);
  g_test_add_func ("/tag-meter/log", test_like_a_log);
  g_test_add_func ("/tag-meter/busiest", test_busiest);
  g_test_add_func ("/tag-meter/bounded", test_bounded);
  return g_test_run ();
}
