/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-secrets.h"

#include "await.h"
#define CANARY "canary-7f3a-secret"

static char *
lookup (CsSecrets  *secrets,
        const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *secret;

  cs_secrets_lookup_async (secrets, name, NULL, await_cb, &result);
  secret = cs_secrets_lookup_finish (secrets, await_result (&result), &error);
  g_assert_no_error (error);
  return secret;
}

static void
store (CsSecrets  *secrets,
       const char *name,
       const char *secret)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_secrets_store_async (secrets, name, "Coulisses: test", secret, NULL, await_cb, &result);
  g_assert_true (cs_secrets_store_finish (secrets, await_result (&result), &error));
  g_assert_no_error (error);
}

static void
forget (CsSecrets  *secrets,
        const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_secrets_forget_async (secrets, name, NULL, await_cb, &result);
  g_assert_true (cs_secrets_forget_finish (secrets, await_result (&result), NULL));
}

/* Run twice by the build: with a keyring file, and with none that could answer. */
static gboolean
has_keyring (void)
{
  return g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0;
}

static void
test_round (void)
{
  g_autoptr (CsSecrets) secrets = cs_secrets_new ();
  g_autofree char *none = lookup (secrets, "source.none");
  g_autofree char *kept = NULL;
  g_autofree char *gone = NULL;

  g_assert_null (none);
  store (secrets, "source.test", CANARY);
  g_assert_cmpint (cs_secrets_get_persistent (secrets), ==, has_keyring ());
  kept = lookup (secrets, "source.test");
  g_assert_cmpstr (kept, ==, CANARY);
  forget (secrets, "source.test");
  gone = lookup (secrets, "source.test");
  g_assert_null (gone);
}

/* The keyring outlives Coulisses; the session does not. */
static void
test_next_start (void)
{
  CsSecrets *before = cs_secrets_new ();
  g_autoptr (CsSecrets) after = NULL;
  g_autofree char *kept = NULL;

  store (before, "source.test", CANARY);
  g_object_unref (before);
  after = cs_secrets_new ();
  kept = lookup (after, "source.test");
  g_assert_cmpstr (kept, ==, has_keyring () ? CANARY : NULL);
  forget (after, "source.test");
}

/* Whatever lies on disk does not hold the secret in clear. */
static void
test_not_in_clear (void)
{
  const char *path = g_getenv ("SECRET_FILE_TEST_PATH");
  g_autoptr (CsSecrets) secrets = cs_secrets_new ();
  g_autofree char *bytes = NULL;
  gsize length;

  if (!has_keyring ()) {
    g_test_skip ("no keyring here");
    return;
  }
  store (secrets, "source.test", CANARY);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_null (g_strstr_len (bytes, length, CANARY));
  forget (secrets, "source.test");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/publish/secrets/round", test_round);
  g_test_add_func ("/publish/secrets/next-start", test_next_start);
  g_test_add_func ("/publish/secrets/not-in-clear", test_not_in_clear);
  return g_test_run ();
}
