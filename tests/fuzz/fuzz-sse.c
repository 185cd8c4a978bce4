/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "cs-sse.h"

#include <string.h>

static void
note_cb (const char *event,
         const char *data,
         gsize       length,
         gpointer    user_data)
{
  g_assert_cmpint (data[length], ==, '\0');
  g_assert_cmpuint (length, <, CS_SSE_MAX_EVENT_BYTES);
  g_assert_null (memchr (event, '\n', strlen (event)));
  g_string_append_printf (user_data, "%s %" G_GSIZE_FORMAT ":", event, length);
  g_string_append_len (user_data, data, (gssize) length);
}

/* The same events, whatever pieces the bytes come in. The pieces have memory of their own, so that a sanitizer sees
 * one byte too many. */
static char *
read_in_pieces (const guint8 *data,
                gsize         size,
                gsize         piece)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (CsSseParser) parser = cs_sse_parser_new (note_cb, seen);
  gboolean whole = TRUE;

  for (gsize i = 0; i < size && whole; i += piece) {
    gsize length = MIN (piece, size - i);
    g_autofree guint8 *copy = g_memdup2 (data + i, length);

    whole = cs_sse_parser_push (parser, copy, length, NULL);
  }
  g_string_append_printf (seen, " %d %" G_GUINT64_FORMAT " %s %" G_GINT64_FORMAT, whole,
                          cs_sse_parser_get_n_comments (parser), cs_sse_parser_get_last_id (parser),
                          cs_sse_parser_get_retry_ms (parser));
  return g_string_free (g_steal_pointer (&seen), FALSE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  gsize piece = size > 0 ? 1 + data[0] % 17 : 1;
  g_autofree char *at_once = read_in_pieces (data, size, MAX (size, 1));
  g_autofree char *in_pieces = read_in_pieces (data, size, piece);

  g_assert_cmpstr (at_once, ==, in_pieces);
  return 0;
}
