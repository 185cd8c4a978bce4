/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-http.h"
#include "cs-sse.h"

#include <string.h>

static void
collect_cb (const char *event,
            const char *data,
            gsize       length,
            gpointer    user_data)
{
  g_assert_cmpint (data[length], ==, '\0');
  g_string_append_printf (user_data, "[%s|%.*s]", event, (int) length, data);
}

static char *
parse_cut (const char *stream,
           gsize       length,
           gsize       cut)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (CsSseParser) parser = cs_sse_parser_new (collect_cb, seen);
  g_autofree guint8 *bytes = g_memdup2 (stream, length); /* so that a sanitizer sees a byte read too far */

  g_assert_true (cs_sse_parser_push (parser, bytes, cut, NULL));
  g_assert_true (cs_sse_parser_push (parser, bytes + cut, length - cut, NULL));
  g_string_append_printf (seen, " %" G_GUINT64_FORMAT " %s %" G_GINT64_FORMAT, cs_sse_parser_get_n_comments (parser),
                          cs_sse_parser_get_last_id (parser), cs_sse_parser_get_retry_ms (parser));
  return g_string_free (g_steal_pointer (&seen), FALSE);
}

static void
test_split_everywhere (void)
{
  static const struct {
    const char *stream;
    const char *expected;
  } cases[] = {
    { ":)\n\nevent: update\ndata: {\"id\":\"1\"}\n\n:thump\n\nevent: delete\ndata: 1\n\n",
      "[update|{\"id\":\"1\"}][delete|1] 2  -1" },
    { "event: a\r\ndata: 1\r\n\r\nevent: b\r\ndata: 2\r\n\r\n", "[a|1][b|2] 0  -1" },
    { "event: a\rdata: 1\r\revent: b\rdata: 2\r\r", "[a|1][b|2] 0  -1" },
    { "data: 1\r\n\n\rdata: 2\n\r\n", "[message|1][message|2] 0  -1" },
    { "data: 1\ndata:2\ndata\n\n", "[message|1\n2\n] 0  -1" },
    { "data\n\n", "[message|] 0  -1" },
    { "event: alone\n\ndata: x\n\n", "[message|x] 0  -1" },
    { "data:  two spaces\n\n", "[message| two spaces] 0  -1" },
    { "id: 7\nretry: 1500\ndata: x\n\nid\ndata: y\n\n", "[message|x][message|y] 0  1500" },
    { "id: 7\nretry: soon\nfoo: bar\nDATA: x\ndata: y\n\n", "[message|y] 0 7 -1" },
    { "\xef\xbb\xbf" "data: bom\n\n", "[message|bom] 0  -1" },
    { "\xef\xbb\xbf:)\n\xef\xbb\xbf" "data: only once\n\n", " 1  -1" },
    { "data: caf\xc3\xa9 \xf0\x9f\x8e\xad\n\n", "[message|caf\xc3\xa9 \xf0\x9f\x8e\xad] 0  -1" },
    { "data: not finished\n", " 0  -1" },
    { "data: a:b: c\n\n", "[message|a:b: c] 0  -1" },
    { "\n\n\n:\n::\n", " 2  -1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gsize length = strlen (cases[i].stream);

    for (gsize cut = 0; cut <= length; cut++) {
      g_autofree char *seen = parse_cut (cases[i].stream, length, cut);

      if (strcmp (seen, cases[i].expected) != 0)
        g_error ("case %u cut at %" G_GSIZE_FORMAT ": %s", i, cut, seen);
    }
  }
}

static void
test_byte_by_byte (void)
{
  static const char stream[] = ":)\n\nevent: update\r\ndata: 1\rdata: 2\n\r\n";
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (CsSseParser) parser = cs_sse_parser_new (collect_cb, seen);

  for (gsize i = 0; i < sizeof stream - 1; i++)
    g_assert_true (cs_sse_parser_push (parser, (const guint8 *) stream + i, 1, NULL));
  g_assert_cmpstr (seen->str, ==, "[update|1\n2]");
}

static void
test_nul (void)
{
  static const char stream[] = "data: a\0b\n\nid: 1\0002\ndata: c\n\n";
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (CsSseParser) parser = cs_sse_parser_new (collect_cb, seen);

  g_assert_true (cs_sse_parser_push (parser, (const guint8 *) stream, sizeof stream - 1, NULL));
  g_assert_cmpstr (cs_sse_parser_get_last_id (parser), ==, "");
}

static void
test_endless_line (void)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (CsSseParser) parser = cs_sse_parser_new (collect_cb, seen);
  g_autoptr (GError) error = NULL;
  guint8 bytes[4096];
  gsize pushed = 0;

  memset (bytes, 'x', sizeof bytes);
  while (cs_sse_parser_push (parser, bytes, sizeof bytes, &error)) {
    pushed += sizeof bytes;
    g_assert_cmpuint (pushed, <=, CS_SSE_MAX_LINE_BYTES);
  }
  g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_TOO_LARGE);
  g_assert_cmpuint (pushed, ==, CS_SSE_MAX_LINE_BYTES);
  g_assert_cmpstr (seen->str, ==, "");
}

static void
test_endless_event (void)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (CsSseParser) parser = cs_sse_parser_new (collect_cb, seen);
  g_autoptr (GError) error = NULL;
  gsize pushed = 0;

  while (cs_sse_parser_push (parser, (const guint8 *) "data: 0123456789\n", 17, &error)) {
    pushed += 11;
    g_assert_cmpuint (pushed, <=, CS_SSE_MAX_EVENT_BYTES);
  }
  g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_TOO_LARGE);
}

static void
test_longest_line (void)
{
  g_autoptr (GString) stream = g_string_new ("data: ");
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (CsSseParser) parser = cs_sse_parser_new (collect_cb, seen);

  while (stream->len < CS_SSE_MAX_LINE_BYTES)
    g_string_append_c (stream, 'x');
  g_string_append (stream, "\n\n");
  g_assert_true (cs_sse_parser_push (parser, (const guint8 *) stream->str, stream->len, NULL));
  g_assert_cmpuint (seen->len, ==, CS_SSE_MAX_LINE_BYTES - strlen ("data: ") + strlen ("[message|]"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/sse/split-everywhere", test_split_everywhere);
  g_test_add_func ("/net/sse/byte-by-byte", test_byte_by_byte);
  g_test_add_func ("/net/sse/nul", test_nul);
  g_test_add_func ("/net/sse/endless-line", test_endless_line);
  g_test_add_func ("/net/sse/endless-event", test_endless_event);
  g_test_add_func ("/net/sse/longest-line", test_longest_line);
  return g_test_run ();
}
