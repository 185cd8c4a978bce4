/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-line-reader.h"

#include <string.h>

static CsLineReader *
make_reader (const char *text,
             gsize       length,
             gsize       max_length)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, length, NULL);

  return cs_line_reader_new (stream, max_length);
}

static void
assert_next (CsLineReader *reader,
             CsLine        expected,
             const char   *text)
{
  const char *line = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (cs_line_reader_next (reader, &line, &length, NULL, &error), ==, expected);
  g_assert_no_error (error);
  if (text != NULL)
    g_assert_cmpmem (line, length, text, strlen (text));
}

static void
test_lines (void)
{
  const char *text = "one\n\ntwo\r\nthree";
  g_autoptr (CsLineReader) reader = make_reader (text, strlen (text), 100);
  g_autoptr (CsLineReader) ended = make_reader ("a\n", 2, 100);
  g_autoptr (CsLineReader) empty = make_reader ("", 0, 100);

  assert_next (reader, CS_LINE_READ, "one");
  assert_next (reader, CS_LINE_READ, "");
  assert_next (reader, CS_LINE_READ, "two\r");
  assert_next (reader, CS_LINE_READ, "three");
  assert_next (reader, CS_LINE_END, NULL);
  assert_next (reader, CS_LINE_END, NULL);
  assert_next (ended, CS_LINE_READ, "a");
  assert_next (ended, CS_LINE_END, NULL);
  assert_next (empty, CS_LINE_END, NULL);
}

static void
test_too_long (void)
{
  g_autofree char *much = g_strnfill (1000000, 'x');
  g_autofree char *text = g_strconcat ("1234\n12345\n1234\n", much, "\nend\n", much, NULL);
  g_autoptr (CsLineReader) reader = make_reader (text, strlen (text), 4);

  assert_next (reader, CS_LINE_READ, "1234");
  assert_next (reader, CS_LINE_TOO_LONG, NULL);
  assert_next (reader, CS_LINE_READ, "1234");
  assert_next (reader, CS_LINE_TOO_LONG, NULL);
  assert_next (reader, CS_LINE_READ, "end");
  assert_next (reader, CS_LINE_TOO_LONG, NULL);
  assert_next (reader, CS_LINE_END, NULL);
}

/* Lines of every length around the size of a read. */
static void
test_chunks (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CsLineReader) reader = NULL;

  for (gsize n = 64 * 1024 - 3; n < 64 * 1024 + 3; n++) {
    g_autofree char *line = g_strnfill (n, 'a' + n % 7);

    g_string_append_printf (text, "%s\n", line);
  }
  reader = make_reader (text->str, text->len, 64 * 1024);
  for (gsize n = 64 * 1024 - 3; n < 64 * 1024 + 3; n++) {
    g_autofree char *line = g_strnfill (n, 'a' + n % 7);

    assert_next (reader, n <= 64 * 1024 ? CS_LINE_READ : CS_LINE_TOO_LONG, n <= 64 * 1024 ? line : NULL);
  }
  assert_next (reader, CS_LINE_END, NULL);
}

static void
test_cancelled (void)
{
  g_autoptr (CsLineReader) reader = make_reader ("a\n", 2, 10);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const char *line;
  gsize length;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (cs_line_reader_next (reader, &line, &length, cancellable, &error), ==, CS_LINE_FAILED);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/line-reader/lines", test_lines);
  g_test_add_func ("/base/line-reader/too-long", test_too_long);
  g_test_add_func ("/base/line-reader/chunks", test_chunks);
  g_test_add_func ("/base/line-reader/cancelled", test_cancelled);
  return g_test_run ();
}
