/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-jetstream-event.h"

#include "cs-http.h"
#include "cs-jetstream-address.h"
#include "network-data.h"

#include <string.h>

static void
test_frames (void)
{
  static const CsJetstreamKind kinds[] = {
    CS_JETSTREAM_OTHER, CS_JETSTREAM_CREATE, CS_JETSTREAM_OTHER, CS_JETSTREAM_OTHER, CS_JETSTREAM_OTHER,
    CS_JETSTREAM_OTHER, CS_JETSTREAM_OTHER, CS_JETSTREAM_IDENTITY, CS_JETSTREAM_ACCOUNT_BACK, CS_JETSTREAM_OTHER,
  };
  g_autofree char *text = network_data_read ("bluesky-jetstream-v1.jsonl", NULL);
  g_auto (GStrv) frames = g_strsplit (g_strchomp (text), "\n", -1);

  g_assert_cmpuint (g_strv_length (frames), ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; frames[i] != NULL; i++) {
    g_auto (CsJetstreamEvent) event = { CS_JETSTREAM_OTHER };
    g_autoptr (GError) error = NULL;

    g_assert_true (cs_jetstream_event_read (&event, frames[i], strlen (frames[i]), &error));
    g_assert_no_error (error);
    g_assert_cmpint (event.kind, ==, kinds[i]);
    g_assert_cmpint (event.time_us, ==, cs_jetstream_peek_time_us (frames[i], strlen (frames[i])));
    if (event.kind == CS_JETSTREAM_CREATE) {
      g_assert_cmpstr (event.did, ==, "did:plc:4uk4lxcqinmsyhb2youmm47c");
      g_assert_cmpstr (event.rkey, ==, "3mmu6zvfoq22p");
      g_assert_cmpstr (event.cid, ==, "bafyreif7snhuy2txv6mmuvpcizpogxcarc26csnrldof3sebire6rhsi5q");
      g_assert_cmpstr (cs_json_get_string (event.record, "text"), ==, "Try row F for a good view !!");
    }
  }
}

static void
test_newer_host (void)
{
  g_autofree char *text = network_data_read ("bluesky-jetstream-v1-with-cursor.json", NULL);
  g_auto (CsJetstreamEvent) event = { CS_JETSTREAM_OTHER };

  g_assert_true (cs_jetstream_event_read (&event, text, strlen (text), NULL));
  g_assert_cmpint (event.time_us, >, G_GINT64_CONSTANT (1000000000000000));
}

#define COMMIT(members) "{\"did\":\"did:plc:a\",\"time_us\":1781684500192009,\"kind\":\"commit\",\"commit\":{\"rev\":" \
  "\"3mmu6zvfxjc2p\",\"collection\":\"app.bsky.feed.post\"," members "}}"

static void
test_hostile (void)
{
  static const struct {
    const char *frame;
    gboolean readable;
    CsJetstreamKind kind;
  } cases[] = {
    { COMMIT ("\"operation\":\"delete\",\"rkey\":\"x\""), TRUE, CS_JETSTREAM_DELETE },
    { COMMIT ("\"operation\":\"update\",\"rkey\":\"x\",\"cid\":\"c\",\"record\":{}"), TRUE, CS_JETSTREAM_UPDATE },
    { COMMIT ("\"operation\":\"resync\",\"rkey\":\"x\""), TRUE, CS_JETSTREAM_OTHER },
    { COMMIT ("\"operation\":5"), TRUE, CS_JETSTREAM_OTHER },
    { COMMIT ("\"operation\":\"delete\""), FALSE, CS_JETSTREAM_OTHER },
    { COMMIT ("\"operation\":\"delete\",\"rkey\":\"a/b\""), FALSE, CS_JETSTREAM_OTHER },
    { COMMIT ("\"operation\":\"delete\",\"rkey\":\"..\""), FALSE, CS_JETSTREAM_OTHER },
    { COMMIT ("\"operation\":\"delete\",\"rkey\":\"\""), FALSE, CS_JETSTREAM_OTHER },
    { COMMIT ("\"operation\":\"create\",\"rkey\":\"x\",\"cid\":\"c\""), FALSE, CS_JETSTREAM_OTHER },
    { COMMIT ("\"operation\":\"create\",\"rkey\":\"x\",\"record\":{}"), FALSE, CS_JETSTREAM_OTHER },
    { COMMIT ("\"operation\":\"create\",\"rkey\":\"x\",\"cid\":\"c\",\"record\":[]"), FALSE, CS_JETSTREAM_OTHER },
    { "{\"did\":\"did:plc:a\",\"time_us\":1781684500192009,\"kind\":\"account\",\"account\":{\"active\":false}}", TRUE,
      CS_JETSTREAM_ACCOUNT_GONE },
    { "{\"did\":\"did:plc:a\",\"time_us\":1781684500192009,\"kind\":\"account\",\"account\":{\"status\":\"new\"}}", TRUE,
      CS_JETSTREAM_ACCOUNT_GONE },
    { "{\"did\":\"did:plc:a\",\"time_us\":1781684500192009,\"kind\":\"tomorrow\"}", TRUE, CS_JETSTREAM_OTHER },
    { "{\"did\":\"did:plc:a\",\"time_us\":1781684500192009,\"kind\":\"account\"}", FALSE, CS_JETSTREAM_OTHER },
    { "{\"did\":\"did:plc:a\",\"time_us\":7,\"kind\":\"identity\"}", FALSE, CS_JETSTREAM_OTHER },
    { "{\"did\":\"did:plc:a/b\",\"time_us\":1781684500192009,\"kind\":\"identity\"}", FALSE, CS_JETSTREAM_OTHER },
    { "{\"did\":5,\"time_us\":1781684500192009,\"kind\":\"identity\"}", FALSE, CS_JETSTREAM_OTHER },
    { "{\"did\":\"did:plc:a\",\"time_us\":\"1781684500192009\",\"kind\":5}", FALSE, CS_JETSTREAM_OTHER },
    { "{}", FALSE, CS_JETSTREAM_OTHER },
    { "[]", FALSE, CS_JETSTREAM_OTHER },
    { "", FALSE, CS_JETSTREAM_OTHER },
    { "{\"did\":", FALSE, CS_JETSTREAM_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (CsJetstreamEvent) event = { CS_JETSTREAM_OTHER };
    g_autoptr (GError) error = NULL;
    gboolean readable = cs_jetstream_event_read (&event, cases[i].frame, strlen (cases[i].frame), &error);

    if (readable != cases[i].readable || (readable && event.kind != cases[i].kind))
      g_error ("%s", cases[i].frame);
    g_assert_cmpint (readable, ==, error == NULL);
  }
}

static void
test_may_concern (void)
{
  static const struct {
    const char *frame;
    gboolean concerns;
  } cases[] = {
    { "{\"kind\":\"commit\",\"commit\":{\"operation\":\"create\",\"record\":{\"text\":\"hello\"}}}", FALSE },
    { "{\"kind\":\"commit\",\"commit\":{\"operation\":\"create\",\"record\":{\"tags\":[\"x\"]}}}", TRUE },
    { "{\"kind\":\"commit\",\"commit\":{\"operation\":\"create\",\"f\":\"app.bsky.richtext.facet#tag\"}}", TRUE },
    { "{\"kind\":\"commit\",\"commit\":{\"operation\":\"create\",\"f\":\"app.bsky.richtext.facet\\u0023tag\"}}", TRUE },
    { "{\"kind\":\"commit\",\"commit\":{\"operation\":\"delete\"}}", TRUE },
    { "{\"kind\": \"commit\", \"commit\": {\"operation\": \"update\"}}", TRUE },
    { "{\"kind\":\"account\"}", TRUE },
    { "{\"kind\":\"identity\"}", TRUE },
    { "{\"kind\":\"whatever\"}", TRUE },
    { "", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    if (cs_jetstream_may_concern (cases[i].frame, strlen (cases[i].frame)) != cases[i].concerns)
      g_error ("%s", cases[i].frame);
  }
}

static void
test_peek (void)
{
  static const struct {
    const char *frame;
    gint64 time_us;
  } cases[] = {
    { "{\"time_us\":1781684500192009,", G_GINT64_CONSTANT (1781684500192009) },
    { "{\"text\":\"\\\"time_us\\\":1111111111111111\",\"time_us\":1781684500192009}", G_GINT64_CONSTANT (1781684500192009) },
    { "{\"time_us\":178168450019200", 0 },
    { "{\"time_us\":17816845001920091}", 0 },
    { "{\"time_us\":-1781684500192009}", 0 },
    { "{\"time_us\":\"1781684500192009\"}", 0 },
    { "{\"time_us\":", 0 },
    { "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *exact = g_memdup2 (cases[i].frame, strlen (cases[i].frame)); /* no NUL to lean on */

    if (cs_jetstream_peek_time_us (exact, strlen (cases[i].frame)) != cases[i].time_us)
      g_error ("%s", cases[i].frame);
  }
}

static void
test_revisions (void)
{
  static const gint64 now_us = G_GINT64_CONSTANT (1790000000000000);

  g_assert_cmpint (cs_jetstream_rev_to_number ("3mmu6zvfxjc2p", 0), <, cs_jetstream_rev_to_number ("3mmu6zvfxjc2q", 0));
  g_assert_cmpint (cs_jetstream_rev_to_number ("3mmu6zvfxjczz", 0), <, cs_jetstream_rev_to_number ("3mmu6zvfxjd22", 0));
  g_assert_cmpint (cs_jetstream_rev_to_number ("short", now_us), ==, now_us << 10);
  g_assert_cmpint (cs_jetstream_rev_to_number ("3mmu6zvfxj!2p", now_us), ==, now_us << 10);
  g_assert_cmpint (cs_jetstream_rev_to_number (NULL, now_us), ==, now_us << 10);
  /* A TID counts microseconds too: one that is missing falls into its place. */
  g_assert_cmpint (cs_jetstream_rev_to_number ("3mmu6zvfxjc2p", 0), <, now_us << 10);
}

static void
test_addresses (void)
{
  static const struct {
    const char *typed;
    const char *expected; /* NULL: refused */
  } cases[] = {
    { "jetstream.example", "wss://jetstream.example/subscribe" },
    { " wss://Jetstream.example/ ", "wss://jetstream.example/subscribe" },
    { "https://jetstream.example/subscribe?x=y", "wss://jetstream.example/subscribe" },
    { "ws://127.0.0.1:6008/subscribe", "ws://127.0.0.1:6008/subscribe" },
    { "wss://jetstream.example/other/subscribe", "wss://jetstream.example/other/subscribe" },
    { "", NULL },
    { NULL, NULL },
    { "not an address", NULL },
    { "ftp://jetstream.example", NULL },
    { "wss://a:b@jetstream.example", NULL },
  };
  g_autofree char *live = cs_jetstream_subscription ("wss://jetstream.example/subscribe", 0);
  g_autofree char *replay = cs_jetstream_subscription ("wss://jetstream.example/subscribe", 1781684500192009);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *url = cs_jetstream_normalize (cases[i].typed, &error);

    if (g_strcmp0 (url, cases[i].expected) != 0)
      g_error ("“%s” became “%s”", cases[i].typed, url);
    if (url == NULL)
      g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS);
  }
  g_assert_cmpstr (live, ==, "wss://jetstream.example/subscribe?wantedCollections=app.bsky.feed.post");
  g_assert_true (g_str_has_suffix (replay, "&cursor=1781684500192009"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/jetstream-event/frames", test_frames);
  g_test_add_func ("/sources/jetstream-event/newer-host", test_newer_host);
  g_test_add_func ("/sources/jetstream-event/hostile", test_hostile);
  g_test_add_func ("/sources/jetstream-event/may-concern", test_may_concern);
  g_test_add_func ("/sources/jetstream-event/peek", test_peek);
  g_test_add_func ("/sources/jetstream-event/revisions", test_revisions);
  g_test_add_func ("/sources/jetstream-address/addresses", test_addresses);
  return g_test_run ();
}
