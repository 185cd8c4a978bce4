/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-target.h"

#include "cs-live.h"

#include <gst/gst.h>
#include <string.h>

static CsTarget *
make (const char *url)
{
  g_autoptr (GError) error = NULL;
  CsTarget *target = cs_target_new (url, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (target);
  return target;
}

static void
assert_refused (const char *url,
                const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cs_target_new (url, NULL, &error));
  g_assert_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_ADDRESS);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
}

static void
test_rtmp (void)
{
  g_autoptr (CsTarget) plain = make ("rtmp://live.example.org/app/secret-key");
  g_autoptr (CsTarget) deep = make ("rtmps://live.example.org:1936/live2/instance/secret?user=a/b&pass=c");

  g_assert_cmpint (plain->kind, ==, CS_TARGET_RTMP);
  g_assert_false (plain->secure);
  g_assert_cmpuint (plain->port, ==, 1935);
  g_assert_cmpstr (plain->host, ==, "live.example.org");
  g_assert_cmpstr (plain->path, ==, "app");
  g_assert_cmpstr (plain->key, ==, "secret-key");
  g_assert_true (deep->secure);
  g_assert_cmpuint (deep->port, ==, 1936);
  g_assert_cmpstr (deep->path, ==, "live2/instance");
  g_assert_cmpstr (deep->key, ==, "secret?user=a/b&pass=c");
}

/* YouTube’s second server has a query in its application. */
static void
test_key_apart (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsTarget) target = cs_target_new ("rtmps://b.example.org/live2?backup=1", "abcd-efgh", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (target->path, ==, "live2?backup=1");
  g_assert_cmpstr (target->key, ==, "abcd-efgh");
}

static void
test_srt (void)
{
  g_autoptr (CsTarget) target = make ("srt://10.0.0.1:9710?streamid=%23!::m=publish,r=a&passphrase=0123456789&latency=200");
  g_autoptr (CsTarget) six = make ("srt://[::1]:9710");

  g_assert_cmpint (target->kind, ==, CS_TARGET_SRT);
  g_assert_cmpstr (target->key, ==, "#!::m=publish,r=a");
  g_assert_cmpstr (target->passphrase, ==, "0123456789");
  g_assert_cmpuint (target->latency_ms, ==, 200);
  g_assert_cmpstr (six->host, ==, "::1");
  g_assert_cmpstr (six->title, ==, "srt://[::1]:9710");
  g_assert_null (six->key);
}

static void
test_whip (void)
{
  g_autoptr (CsTarget) target = make ("https://to%2Fken@media.example.org/whip/endpoint?a=b");

  g_assert_cmpint (target->kind, ==, CS_TARGET_WHIP);
  g_assert_true (target->secure);
  g_assert_cmpstr (target->path, ==, "https://media.example.org/whip/endpoint?a=b");
  g_assert_cmpstr (target->key, ==, "to/ken");
}

/* What people see and what is logged holds no key. */
static void
test_no_secret_in_title (void)
{
  const char *const urls[] = {
    "rtmp://h/app/SECRET",
    "rtmps://h:1/app/SECRET?x=SECRET",
    "srt://h:1?streamid=SECRET&passphrase=SECRETSECRET",
    "https://SECRET@h/whip/SECRET?token=SECRET",
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++) {
    g_autoptr (CsTarget) target = make (urls[i]);
    g_autoptr (GError) raw =
        g_error_new (GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_WRITE, "Could not write to %s", urls[i]);
    g_autoptr (GError) words = cs_target_judge (target, raw, urls[i]);

    g_assert_null (strstr (target->title, "SECRET"));
    g_assert_null (strstr (words->message, "SECRET"));
  }
}

static void
test_refused (void)
{
  g_autofree char *long_key = g_strnfill (4000, 'k');
  g_autofree char *long_url = g_strconcat ("rtmp://h/app/", long_key, NULL);

  assert_refused ("", "not an address");
  assert_refused ("live.example.org/app/key", "not an address");
  assert_refused ("rtmp://", "not an address");
  assert_refused (long_url, "not an address");
  assert_refused ("file:///etc/passwd", "not an address");
  assert_refused ("ftp://h/app/key", "begins with");
  assert_refused ("rtmp://h", "key is missing");
  assert_refused ("rtmp://h/app", "key is missing");
  assert_refused ("rtmp://h/app/", "key is missing");
  assert_refused ("rtmp://h//key", "application is missing");
  assert_refused ("srt://h", "port");
  assert_refused ("srt://h:1?passphrase=short", "10 to 79");
  assert_refused ("srt://h:1?passphrase", "not written properly");
}

static void
assert_judged (GQuark      domain,
               int         code,
               const char *message,
               const char *debug,
               CsLiveError wanted)
{
  g_autoptr (CsTarget) target = make ("rtmp://live.example.org/app/key");
  g_autoptr (GError) raw = g_error_new_literal (domain, code, message);
  g_autoptr (GError) words = cs_target_judge (target, raw, debug);

  g_assert_error (words, CS_LIVE_ERROR, (int) wanted);
  if (wanted != CS_LIVE_ERROR_MISSING)
    g_assert_nonnull (strstr (words->message, "live.example.org"));
}

/* As GStreamer 1.22 says it, in whatever language. */
static void
test_words (void)
{
  GQuark resource = GST_RESOURCE_ERROR;

  assert_judged (resource, GST_RESOURCE_ERROR_OPEN_READ, "Connexion refusée", NULL, CS_LIVE_ERROR_UNREACHABLE);
  assert_judged (resource, GST_RESOURCE_ERROR_FAILED, "Failed to connect: Nom ou service inconnu",
                 "domain g-resolver-error-quark, code 0", CS_LIVE_ERROR_NOT_FOUND);
  assert_judged (resource, GST_RESOURCE_ERROR_FAILED, "Failed to connect: 'publish' cmd failed: connection closed remotely",
                 NULL, CS_LIVE_ERROR_REFUSED);
  assert_judged (resource, GST_RESOURCE_ERROR_FAILED, "Failed to connect: 'connect' cmd failed: connection closed remotely",
                 NULL, CS_LIVE_ERROR_REFUSED);
  assert_judged (resource, GST_RESOURCE_ERROR_FAILED, "publish denied; stream already exists", NULL, CS_LIVE_ERROR_IN_USE);
  assert_judged (resource, GST_RESOURCE_ERROR_FAILED, "Failed to connect: Certificat TLS inacceptable",
                 "domain g-tls-error-quark, code 2", CS_LIVE_ERROR_TLS);
  assert_judged (resource, GST_RESOURCE_ERROR_FAILED, "Failed to connect: Short read (want 3073 have 309)", NULL,
                 CS_LIVE_ERROR_PROTOCOL);
  assert_judged (resource, GST_RESOURCE_ERROR_FAILED, "Failed to connect: Socket I/O timed out",
                 "domain g-io-error-quark, code 24", CS_LIVE_ERROR_UNREACHABLE);
  assert_judged (resource, GST_RESOURCE_ERROR_WRITE, "connection closed remotely", NULL, CS_LIVE_ERROR_LOST);
  assert_judged (GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN, "missing", NULL, CS_LIVE_ERROR_MISSING);
  assert_judged (GST_STREAM_ERROR, GST_STREAM_ERROR_FAILED, "Internal data stream error.", NULL, CS_LIVE_ERROR_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/target/rtmp", test_rtmp);
  g_test_add_func ("/live/target/key-apart", test_key_apart);
  g_test_add_func ("/live/target/srt", test_srt);
  g_test_add_func ("/live/target/whip", test_whip);
  g_test_add_func ("/live/target/no-secret-in-title", test_no_secret_in_title);
  g_test_add_func ("/live/target/refused", test_refused);
  g_test_add_func ("/live/target/words", test_words);
  return g_test_run ();
}
