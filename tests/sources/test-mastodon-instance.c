/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-instance.h"

static void
test_servers (void)
{
  static const struct {
    const char *typed;
    const char *expected; /* NULL: refused */
  } cases[] = {
    { "mastodon.example", "https://mastodon.example" },
    { "  Mastodon.Example/ ", "https://mastodon.example" },
    { "https://mastodon.example/@regie", "https://mastodon.example" },
    { "regie@mastodon.example", "https://mastodon.example" },
    { "@regie@mastodon.example", "https://mastodon.example" },
    { "http://127.0.0.1:3000", "http://127.0.0.1:3000" },
    { "théâtre.example", "https://xn--thtre-4qa2c.example" },
    { "", NULL },
    { NULL, NULL },
    { "not a server", NULL },
    { "ftp://mastodon.example", NULL },
    { "https://user:secret@mastodon.example", NULL },
    { "https://", NULL },
    { "127.1", NULL },
    { "a\\b", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *server = cs_mastodon_normalize_server (cases[i].typed, &error);

    if (g_strcmp0 (server, cases[i].expected) != 0)
      g_error ("“%s” became “%s”", cases[i].typed, server);
    if (server == NULL)
      g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS);
  }
}

/* The token goes where this says. */
static void
test_streaming (void)
{
  static const char base[] = "https://mastodon.example";
  static const struct {
    const char *base;
    const char *advertised;
    const char *expected;
  } cases[] = {
    { base, "wss://streaming.mastodon.example", "https://streaming.mastodon.example" },
    { base, "wss://mastodon.example", "https://mastodon.example" },
    { base, "wss://mastodon.example:4000/", "https://mastodon.example:4000" },
    { base, "wss://mastodon.example/prefix/api/v1/streaming/", "https://mastodon.example/prefix" },
    { base, "https://other.example/x/", "https://other.example/x" },
    { base, NULL, base },
    { base, "", base },
    { base, "mastodon.example", base },
    { base, "ws://mastodon.example", base },
    { base, "ws://streaming.mastodon.example", base },
    { base, "wss://other.example:8443", base },
    { base, "wss://user@mastodon.example", base },
    { base, "wss://mastodon.example?x=y", base },
    { base, "ftp://mastodon.example", base },
    { base, "wss://2130706433", base },
    { base, "wss:///x", base },
    { "http://127.0.0.1:3000", "ws://127.0.0.1:4000", "http://127.0.0.1:4000" },
    { "http://127.0.0.1:3000", "ws://10.0.0.1:4000", "http://127.0.0.1:3000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *streaming = cs_mastodon_pick_streaming (cases[i].base, cases[i].advertised);
    g_autoptr (GUri) is = g_uri_parse (streaming, SOUP_HTTP_URI_FLAGS, NULL);
    g_autoptr (GUri) should = g_uri_parse (cases[i].expected, SOUP_HTTP_URI_FLAGS, NULL);
    g_autofree char *is_text = g_uri_to_string (is);
    g_autofree char *should_text = g_uri_to_string (should);

    g_assert_cmpstr (is_text, ==, should_text);
    g_assert_false (g_str_has_suffix (streaming, "/"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/mastodon-instance/servers", test_servers);
  g_test_add_func ("/sources/mastodon-instance/streaming", test_streaming);
  return g_test_run ();
}
