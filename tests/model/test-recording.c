/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-recording.h"

#include <string.h>

static CsRecorded *
parse (const char *line,
       GError    **error)
{
  return cs_recorded_parse (line, strlen (line), error);
}

static void
test_head (void)
{
  const char *line = "{\"format\":\"coulisses-recording\",\"version\":1,\"title\":\"La Nuit\",\"language\":\"fr\","
                     "\"tags\":[\"a\",\"b\"],\"recorded_at_us\":1795291200000000,\"duration_ms\":1500000,\"future\":{},"
                     "\"official\":[{\"network\":\"mastodon\",\"host\":\"scene.example\",\"native_id\":\"1\",\"handle\":\"x\"},"
                     "{\"network\":\"fax\"},7]}";
  g_autoptr (CsRecording) head = cs_recording_parse (line, strlen (line), NULL);
  g_autofree char *written = cs_recording_to_line (head, NULL);
  g_autoptr (CsRecording) again = cs_recording_parse (written, strlen (written), NULL);

  g_assert_cmpstr (again->title, ==, "La Nuit");
  g_assert_cmpuint (g_strv_length (again->tags), ==, 2);
  g_assert_cmpint (again->recorded_us, ==, 1795291200000000);
  g_assert_cmpint (again->duration_ms, ==, 1500000);
  g_assert_cmpuint (again->official->len, ==, 1);
  g_assert_cmpstr (((CsAccount *) again->official->pdata[0])->handle, ==, "x");
  g_assert_null (strchr (written, '\n'));
}

static void
test_wrong_head (void)
{
  static const char *const lines[] = {
    "",
    "[]",
    "{}",
    "{\"format\":\"other\",\"version\":1}",
    "{\"format\":\"coulisses-recording\"}",
    "{\"format\":\"coulisses-recording\",\"version\":\"1\"}",
    "{\"format\":\"coulisses-recording\",\"version\":2}",
    "{\"format\":\"coulisses-recording\",\"version\":0}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cs_recording_parse (lines[i], strlen (lines[i]), &error));
    g_assert_nonnull (error);
  }
}

static void
test_events (void)
{
  static const char *const lines[] = {
    "{\"at_ms\":5,\"event\":\"post\",\"post\":{\"network\":\"page\",\"host\":\"\",\"native_id\":\"1\",\"account\":{\"native_id\":\"2\"}}}",
    "{\"at_ms\":5,\"event\":\"edit\",\"post\":{\"network\":\"page\",\"host\":\"\",\"native_id\":\"1\",\"account\":{\"native_id\":\"2\"}}}",
    "{\"at_ms\":5,\"event\":\"delete\",\"network\":\"page\",\"host\":\"a.example\",\"native_id\":\"1\"}",
    "{\"at_ms\":5,\"event\":\"account\",\"network\":\"page\",\"host\":\"\",\"native_id\":\"1\",\"active\":true}",
    "{\"at_ms\":5,\"event\":\"moment\",\"text\":\"Rideau\"}",
    "{\"at_ms\":5,\"event\":\"fireworks\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (CsRecorded) recorded = parse (lines[i], NULL);
    g_autofree char *written = NULL;
    g_autofree char *twice = NULL;
    g_autoptr (CsRecorded) again = NULL;

    g_assert_cmpint (recorded->kind, ==, i);
    g_assert_cmpint (recorded->at_ms, ==, 5);
    if (recorded->kind == CS_RECORDED_UNKNOWN)
      continue;
    written = cs_recorded_to_line (recorded, NULL);
    again = parse (written, NULL);
    twice = cs_recorded_to_line (again, NULL);
    g_assert_cmpstr (written, ==, twice);
    g_assert_cmpint (again->active, ==, i == CS_RECORDED_ACCOUNT);
    g_assert_cmpstr (again->native_id, ==, i == CS_RECORDED_DELETE || i == CS_RECORDED_ACCOUNT ? "1" : NULL);
  }
}

static void
test_wrong_events (void)
{
  static const char *const lines[] = {
    "",
    "{}",
    "[]",
    "{\"at_ms\":-1,\"event\":\"moment\"}",
    "{\"at_ms\":1e300,\"event\":\"moment\"}",
    "{\"at_ms\":\"5\",\"event\":\"moment\"}",
    "{\"at_ms\":5,\"event\":\"post\"}",
    "{\"at_ms\":5,\"event\":\"post\",\"post\":[]}",
    "{\"at_ms\":5,\"event\":\"delete\"}",
    "{\"at_ms\":5,\"event\":\"delete\",\"network\":\"page\",\"host\":\"a b\",\"native_id\":\"1\"}",
    "{\"at_ms\":5,\"event\":\"account\",\"network\":\"fax\",\"native_id\":\"1\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (parse (lines[i], &error));
    g_assert_nonnull (error);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/recording/head", test_head);
  g_test_add_func ("/model/recording/wrong-head", test_wrong_head);
  g_test_add_func ("/model/recording/events", test_events);
  g_test_add_func ("/model/recording/wrong-events", test_wrong_events);
  return g_test_run ();
}
