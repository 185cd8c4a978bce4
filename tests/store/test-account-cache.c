/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-account-cache.h"

/* More than a generation holds, and more than figures are kept. */
#define MANY 50000

static CsKnownAccount *
add (CsAccountCache *cache,
     guint           n)
{
  const CsKnownAccount known = { .id = n };
  g_autofree char *native_id = g_strdup_printf ("%u", n);

  return cs_account_cache_add (cache, CS_NETWORK_MASTODON, "social.example", native_id, &known);
}

static CsKnownAccount *
find (CsAccountCache *cache,
      guint           n)
{
  g_autofree char *native_id = g_strdup_printf ("%u", n);

  return cs_account_cache_find (cache, CS_NETWORK_MASTODON, "social.example", native_id);
}

static void
test_names (void)
{
  g_autoptr (CsAccountCache) cache = cs_account_cache_new ();

  add (cache, 7)->version_id = 70;
  g_assert_cmpint (find (cache, 7)->version_id, ==, 70);
  g_assert_null (cs_account_cache_find (cache, CS_NETWORK_BLUESKY, "social.example", "7"));
  g_assert_null (cs_account_cache_find (cache, CS_NETWORK_MASTODON, "other.example", "7"));
  g_assert_null (find (cache, 8));
}

/* Who posts now and then stays known, however many others come by; who does not is forgotten. */
static void
test_generations (void)
{
  g_autoptr (CsAccountCache) cache = cs_account_cache_new ();
  guint n_known = 0;

  for (guint n = 1; n <= MANY; n++) {
    add (cache, n);
    g_assert_cmpint (find (cache, n)->id, ==, n);
    g_assert_cmpint (find (cache, 1)->id, ==, 1);
  }
  for (guint n = 1; n <= MANY; n++)
    n_known += find (cache, n) != NULL;
  g_assert_cmpuint (n_known, >, 1000);
  g_assert_cmpuint (n_known, <, MANY / 2);
}

/* Another account's figures are never taken for one's own. */
static void
test_figures (void)
{
  g_autoptr (CsAccountCache) cache = cs_account_cache_new ();
  CsTouched *figures;

  g_assert_null (cs_account_cache_find_figures (cache, 1));
  for (guint n = 1; n <= MANY; n++)
    cs_account_cache_keep_figures (cache, &(CsTouched){ .key = n, .posts = 2 * n })->approved = n;
  for (guint n = 1; n <= MANY; n++) {
    figures = cs_account_cache_find_figures (cache, n);
    if (figures == NULL)
      continue;
    g_assert_cmpint (figures->key, ==, n);
    g_assert_cmpuint (figures->posts, ==, 2 * n);
    g_assert_cmpuint (figures->approved, ==, n);
  }
  g_assert_nonnull (cs_account_cache_find_figures (cache, MANY));
}

static void
test_forgetting (void)
{
  g_autoptr (CsAccountCache) cache = cs_account_cache_new ();

  add (cache, 1);
  cs_account_cache_keep_figures (cache, &(CsTouched){ .key = 1, .posts = 3 });
  cs_account_cache_forget (cache);
  g_assert_null (find (cache, 1));
  g_assert_cmpuint (cs_account_cache_find_figures (cache, 1)->posts, ==, 3);
  add (cache, 1);
  cs_account_cache_clear (cache);
  g_assert_null (find (cache, 1));
  g_assert_null (cs_account_cache_find_figures (cache, 1));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account-cache/names", test_names);
  g_test_add_func ("/account-cache/generations", test_generations);
  g_test_add_func ("/account-cache/figures", test_figures);
  g_test_add_func ("/account-cache/forgetting", test_forgetting);
  return g_test_run ();
}
