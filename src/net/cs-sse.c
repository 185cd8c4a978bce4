/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-sse.h"

#include "cs-http.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define MAX_NAME_BYTES 256

/* The event stream of the HTML standard, section 9.2.6
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation). Lines may
 * end in LF, CR or CRLF and arrive cut anywhere; nothing here looks at more than the bytes it is given. */
struct _CsSseParser {
  CsSseEventFunc func;
  gpointer user_data;

  GString *line; /* of the line that has not ended yet */
  gboolean after_cr; /* a LF that comes next belongs to the line ending before it */
  gboolean after_first; /* the byte order mark may only stand at the very beginning */

  GString *event;
  GString *data;
  gboolean has_data;
  GString *last_id;
  gint64 retry_ms;
  guint64 n_comments;
};

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, CS_HTTP_ERROR, CS_HTTP_ERROR_TOO_LARGE,
                       _("The server sent a longer event than it may; it was cut off."));
  return FALSE;
}

static void
dispatch (CsSseParser *self)
{
  if (self->has_data) {
    g_string_truncate (self->data, self->data->len - 1); /* the last line end is not part of it */
    self->func (self->event->len > 0 ? self->event->str : "message", self->data->str, self->data->len,
                self->user_data);
  }
  g_string_truncate (self->event, 0);
  g_string_truncate (self->data, 0);
  self->has_data = FALSE;
}

static void
set_retry (CsSseParser *self,
           const char  *value)
{
  guint64 retry_ms;

  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &retry_ms, NULL))
    self->retry_ms = (gint64) retry_ms;
}

static gboolean
take_field (CsSseParser *self,
            const char  *name,
            gsize        name_length,
            const char  *value,
            gsize        value_length,
            GError     **error)
{
  if (name_length == 4 && memcmp (name, "data", 4) == 0) {
    if (self->data->len + value_length + 1 > CS_SSE_MAX_EVENT_BYTES)
      return refuse (error);
    g_string_append_len (self->data, value, value_length);
    g_string_append_c (self->data, '\n');
    self->has_data = TRUE;
  } else if (name_length == 5 && memcmp (name, "event", 5) == 0 && value_length <= MAX_NAME_BYTES) {
    g_string_truncate (self->event, 0);
    g_string_append_len (self->event, value, value_length);
  } else if (name_length == 2 && memcmp (name, "id", 2) == 0 && value_length <= MAX_NAME_BYTES) {
    if (memchr (value, '\0', value_length) == NULL) {
      g_string_truncate (self->last_id, 0);
      g_string_append_len (self->last_id, value, value_length);
    }
  } else if (name_length == 5 && memcmp (name, "retry", 5) == 0) {
    set_retry (self, value);
  }
  return TRUE;
}

static gboolean
take_line (CsSseParser *self,
           GError     **error)
{
  const char *line = self->line->str;
  gsize length = self->line->len;
  const char *colon;
  const char *value;

  if (!self->after_first && length >= 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0) {
    line += 3;
    length -= 3;
  }
  self->after_first = TRUE;

  if (length == 0) {
    dispatch (self);
    return TRUE;
  }
  colon = memchr (line, ':', length);
  if (colon == line) {
    self->n_comments++;
    return TRUE;
  }
  if (colon == NULL)
    return take_field (self, line, length, "", 0, error);
  value = colon + 1;
  if (value < line + length && *value == ' ')
    value++;
  return take_field (self, line, colon - line, value, line + length - value, error);
}

static gboolean
end_line (CsSseParser *self,
          GError     **error)
{
  gboolean taken = take_line (self, error);

  g_string_truncate (self->line, 0);
  return taken;
}

/* How many of the bytes belong to the line that is open. */
static gsize
span_to_line_end (const guint8 *bytes,
                  gsize         length)
{
  const guint8 *lf = memchr (bytes, '\n', length);
  gsize span = lf != NULL ? (gsize) (lf - bytes) : length;
  const guint8 *cr = memchr (bytes, '\r', span);

  return cr != NULL ? (gsize) (cr - bytes) : span;
}

/**
 * cs_sse_parser_new:
 * @func: takes the events, from inside cs_sse_parser_push()
 * @user_data: for @func
 *
 * Returns: (transfer full): a parser at the beginning of a stream
 */
CsSseParser *
cs_sse_parser_new (CsSseEventFunc func,
                   gpointer       user_data)
{
  CsSseParser *self = g_new0 (CsSseParser, 1);

  self->func = func;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  self->event = g_string_new (NULL);
  self->data = g_string_new (NULL);
  self->last_id = g_string_new (NULL);
  self->retry_ms = -1;
  return self;
}

/**
 * cs_sse_parser_free:
 * @self: (transfer full): a parser; not from inside its own function
 */
void
cs_sse_parser_free (CsSseParser *self)
{
  g_string_free (self->line, TRUE);
  g_string_free (self->event, TRUE);
  g_string_free (self->data, TRUE);
  g_string_free (self->last_id, TRUE);
  g_free (self);
}

/**
 * cs_sse_parser_push:
 * @self: a parser
 * @bytes: (array length=length): what came next on the wire, cut anywhere
 * @length: how many bytes
 * @error: return location for a %CS_HTTP_ERROR_TOO_LARGE
 *
 * Reads on. After an error the stream is to be closed: a line of more than 256 KiB or an event of more
 * than 1 MiB is nothing that a service sends.
 *
 * Returns: whether the stream may go on
 */
gboolean
cs_sse_parser_push (CsSseParser  *self,
                    const guint8 *bytes,
                    gsize         length,
                    GError      **error)
{
  const guint8 *end = bytes + length;

  while (bytes < end) {
    gsize span;

    if (self->after_cr && *bytes == '\n') {
      self->after_cr = FALSE;
      bytes++;
      continue;
    }
    self->after_cr = FALSE;
    span = span_to_line_end (bytes, end - bytes);
    if (self->line->len + span > CS_SSE_MAX_LINE_BYTES)
      return refuse (error);
    g_string_append_len (self->line, (const char *) bytes, span);
    bytes += span;
    if (bytes == end)
      break;
    self->after_cr = *bytes++ == '\r';
    if (!end_line (self, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * cs_sse_parser_get_n_comments:
 * @self: a parser
 *
 * Returns: how many comments came so far; services send them as heartbeats
 */
guint64
cs_sse_parser_get_n_comments (const CsSseParser *self)
{
  return self->n_comments;
}

/**
 * cs_sse_parser_get_last_id:
 * @self: a parser
 *
 * Returns: the newest event id the server named, or ""
 */
const char *
cs_sse_parser_get_last_id (const CsSseParser *self)
{
  return self->last_id->str;
}

/**
 * cs_sse_parser_get_retry_ms:
 * @self: a parser
 *
 * Returns: how long the server asks us to wait before we come back, in milliseconds, or -1
 */
gint64
cs_sse_parser_get_retry_ms (const CsSseParser *self)
{
  return self->retry_ms;
}
