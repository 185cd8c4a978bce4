/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-target-split.h"

#include "cs-live.h"
#include "cs-target.h"

#include <string.h>

/* typed → address, key, extra, and whether a target comes of it again */
static const struct {
  const char *typed;
  gboolean with_key;
  const char *address;
  const char *key;
  const char *extra;
} cases[] = {
  { "rtmp://live.example.org/app/secret", TRUE, "rtmp://live.example.org/app", "secret", NULL },
  { "  rtmps://a.example.org:443/live2/secret ", TRUE, "rtmps://a.example.org:443/live2", "secret", NULL },
  { "rtmp://live.example.org/app", TRUE, "rtmp://live.example.org/app", NULL, NULL },
  { "rtmp://live.example.org/app/", TRUE, "rtmp://live.example.org/app", NULL, NULL },
  { "rtmp://live.example.org/app/deeper", FALSE, "rtmp://live.example.org/app/deeper", NULL, NULL },
  { "rtmp://live.example.org/app/secret?token=x", TRUE, "rtmp://live.example.org/app", "secret?token=x", NULL },
  { "rtmps://b.example.org/live2?backup=1/secret", TRUE, "rtmps://b.example.org/live2", "secret", "backup=1" },
  { "rtmps://b.example.org/live2?backup=1", FALSE, "rtmps://b.example.org/live2", NULL, "backup=1" },
  { "rtmp://user:secret@live.example.org/app/key", TRUE, "rtmp://live.example.org/app", "key", NULL },
  { "srt://gallery.example.org:9710?streamid=secret&passphrase=hush%26hush%20hush", TRUE,
    "srt://gallery.example.org:9710", "secret", "hush&hush hush" },
  { "srt://[::1]:9710", TRUE, "srt://[::1]:9710", NULL, NULL },
  { "https://secret@whip.example.org/whip/room?t=1", TRUE, "https://whip.example.org/whip/room", "secret", "t=1" },
};

static void
test_split (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (CsTargetParts) parts = { 0 };
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].typed);
    g_assert_true (cs_target_split (cases[i].typed, cases[i].with_key, &parts, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (parts.address, ==, cases[i].address);
    g_assert_cmpstr (parts.key, ==, cases[i].key);
    g_assert_cmpstr (parts.extra, ==, cases[i].extra);
    g_assert_null (strstr (parts.address, "secret"));
  }
}

static void
test_join (void)
{
  g_auto (CsTargetParts) srt = { g_strdup ("srt://[::1]:9710"), g_strdup ("an id"), g_strdup ("hush&hush=hush"), 200 };
  g_auto (CsTargetParts) rtmp = { g_strdup ("rtmps://b.example.org/live2"), g_strdup ("key"), g_strdup ("backup=1"), 0 };
  g_autofree char *srt_url = cs_target_join (&srt);
  g_autofree char *rtmp_url = cs_target_join (&rtmp);
  g_autoptr (CsTarget) srt_target = cs_target_new (srt_url, srt.key, NULL);
  g_autoptr (CsTarget) rtmp_target = cs_target_new (rtmp_url, rtmp.key, NULL);

  g_assert_nonnull (srt_target);
  g_assert_cmpstr (srt_target->key, ==, "an id");
  g_assert_cmpstr (srt_target->passphrase, ==, "hush&hush=hush");
  g_assert_cmpuint (srt_target->latency_ms, ==, 200);
  g_assert_nonnull (rtmp_target);
  g_assert_cmpstr (rtmp_target->path, ==, "live2?backup=1");
  g_assert_cmpstr (rtmp_target->key, ==, "key");
}

static void
test_refused (void)
{
  static const char *const typed[] = { "", "live.example.org", "ftp://live.example.org/x", "rtmp://", "rtmp:///app",
                                       "srt://host:9710?streamid=%", "javascript:alert(1)" };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++) {
    g_auto (CsTargetParts) parts = { 0 };
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", typed[i]);
    g_assert_false (cs_target_split (typed[i], TRUE, &parts, &error));
    g_assert_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_ADDRESS);
    g_assert_null (parts.address);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/target-split/split", test_split);
  g_test_add_func ("/target-split/join", test_join);
  g_test_add_func ("/target-split/refused", test_refused);
  return g_test_run ();
}
