/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post-words.h"

#define NOW_US (G_GINT64_CONSTANT (1798229647) * G_USEC_PER_SEC)
#define DAY_US G_TIME_SPAN_DAY

static CsEntry *
make_entry (gint64 age_days,
            gint64 followers)
{
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_BLUESKY, "bsky.example", "1");

  post->account = cs_account_new (CS_NETWORK_BLUESKY, "bsky.example", "did:1");
  post->account->handle = g_strdup ("chloe.example");
  post->account->name = g_strdup ("Chloé");
  post->account->created_us = age_days >= 0 ? NOW_US - age_days * DAY_US : 0;
  post->account->followers = followers;
  post->raw_text = g_strdup ("Cette voix…");
  post->received_us = NOW_US - 22 * G_USEC_PER_SEC;
  cs_post_seal (post);
  return cs_entry_new (1, post);
}

static void
check_account (gint64      age_days,
               gint64      followers,
               const char *expected)
{
  g_autoptr (CsEntry) entry = make_entry (age_days, followers);
  g_autofree char *found = cs_post_words_account (entry, NOW_US);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_account (void)
{
  check_account (-1, -1, "Bluesky");
  check_account (0, 1, "Bluesky · account opened today · 1 follower");
  check_account (3, 41, "Bluesky · account 3 days old · 41 followers");
  check_account (90, 0, "Bluesky · account 3 months old · 0 followers");
  check_account (4 * 365 + 2, 1312, "Bluesky · account 4 years old · 1,312 followers");
  /* A clock that lies tells nothing. */
  check_account (-10, 2, "Bluesky · 2 followers");
}

static void
test_record (void)
{
  g_autoptr (CsEntry) entry = make_entry (-1, -1);
  g_autofree char *good = NULL;
  g_autofree char *bad = NULL;

  entry->account_posts = 3;
  entry->account_approved = 2;
  good = cs_post_words_account (entry, NOW_US);
  g_assert_cmpstr (good, ==, "Bluesky · tonight: 3 posts, 2 approved");
  entry->account_posts = 6;
  entry->account_approved = 0;
  entry->account_rejected = 5;
  bad = cs_post_words_account (entry, NOW_US);
  g_assert_cmpstr (bad, ==, "Bluesky · tonight: 6 posts, 0 approved, 5 rejected");
}

static void
test_state (void)
{
  g_autoptr (CsEntry) entry = make_entry (-1, -1);
  g_autofree char *fresh = cs_post_words_state (entry);
  g_autofree char *approved = NULL;
  g_autofree char *withdrawn = NULL;

  g_assert_null (fresh);
  entry->state = CS_STATE_APPROVED;
  entry->decided_by = g_strdup ("Léa");
  entry->decided_us = NOW_US;
  approved = cs_post_words_state (entry);
  g_assert_true (g_str_has_prefix (approved, "Approved by Léa at "));
  entry->withdrawn_us = NOW_US;
  withdrawn = cs_post_words_state (entry);
  g_assert_true (g_str_has_prefix (withdrawn, "Withdrawn at "));
}

static void
test_when (void)
{
  g_autoptr (CsEntry) entry = make_entry (-1, -1);
  g_autofree char *when = cs_post_words_when (entry, NOW_US);

  g_assert_true (g_str_has_suffix (when, "22\u00a0s"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/post-words/account", test_account);
  g_test_add_func ("/post-words/record", test_record);
  g_test_add_func ("/post-words/state", test_state);
  g_test_add_func ("/post-words/when", test_when);
  return g_test_run ();
}
