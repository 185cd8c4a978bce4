/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-line-reader.h"

#include <string.h>

#define CHUNK (64 * 1024)

/* Lines of a file that may be hostile: never more than one line and one chunk are in memory. */
struct _CsLineReader {
  GInputStream *stream;
  gsize max_length;
  GByteArray *bytes;
  gsize line;     /* where the present line begins */
  gsize searched; /* up to where it holds no end */
  gboolean over;  /* the stream has ended */
  gboolean long_line;
};

/* Drops what was handed out. */
static void
forget (CsLineReader *self)
{
  if (self->line > 0)
    g_byte_array_remove_range (self->bytes, 0, self->line);
  self->searched -= self->line;
  self->line = 0;
}

static gboolean
fill (CsLineReader *self,
      GCancellable *cancellable,
      GError      **error)
{
  guint before;
  gssize n;

  /* Not every stream looks at it. */
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  forget (self);
  if (self->searched > self->max_length) {
    self->long_line = TRUE;
    g_byte_array_set_size (self->bytes, 0);
    self->searched = 0;
  }
  before = self->bytes->len;
  g_byte_array_set_size (self->bytes, before + CHUNK);
  n = g_input_stream_read (self->stream, self->bytes->data + before, CHUNK, cancellable, error);
  g_byte_array_set_size (self->bytes, before + MAX (n, 0));
  self->over = n == 0;
  return n >= 0;
}

static CsLine
hand_out (CsLineReader *self,
          gsize         end,
          const char  **line,
          gsize        *length)
{
  gboolean too_long = self->long_line || end - self->line > self->max_length;

  *line = (const char *) self->bytes->data + self->line;
  *length = end - self->line;
  self->line = self->searched = MIN (end + 1, self->bytes->len);
  self->long_line = FALSE;
  return too_long ? CS_LINE_TOO_LONG : CS_LINE_READ;
}

/**
 * cs_line_reader_new:
 * @stream: what to read
 * @max_length: bytes in the longest line that is handed out
 *
 * Reads lines, however many and however long they are, without ever holding more than one. To be used on one
 * thread that may block.
 *
 * Returns: (transfer full): a new reader
 */
CsLineReader *
cs_line_reader_new (GInputStream *stream,
                    gsize         max_length)
{
  CsLineReader *self = g_new0 (CsLineReader, 1);

  self->stream = g_object_ref (stream);
  self->max_length = max_length;
  self->bytes = g_byte_array_new ();
  return self;
}

/**
 * cs_line_reader_free:
 * @self: (transfer full): a reader
 */
void
cs_line_reader_free (CsLineReader *self)
{
  g_object_unref (self->stream);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

/**
 * cs_line_reader_next:
 * @self: a reader
 * @line: (out) (transfer none): the line without its end, good until the next call; not ended by a zero
 * @length: (out): bytes in it
 * @cancellable: (nullable): ends reading
 * @error: return location for an error
 *
 * Reads the next line. The last one needs no end.
 *
 * Returns: what was read; @line is only set for %CS_LINE_READ
 */
CsLine
cs_line_reader_next (CsLineReader *self,
                     const char  **line,
                     gsize        *length,
                     GCancellable *cancellable,
                     GError      **error)
{
  for (;;) {
    gsize rest = self->bytes->len - self->searched;
    const guint8 *end = rest > 0 ? memchr (self->bytes->data + self->searched, '\n', rest) : NULL;

    if (end != NULL)
      return hand_out (self, end - self->bytes->data, line, length);
    self->searched = self->bytes->len;
    if (self->over && self->bytes->len == self->line && !self->long_line)
      return CS_LINE_END;
    if (self->over)
      return hand_out (self, self->bytes->len, line, length);
    if (!fill (self, cancellable, error))
      return CS_LINE_FAILED;
  }
}
