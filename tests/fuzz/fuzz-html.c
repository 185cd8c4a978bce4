/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "cs-html-private.h"
#include "text-checks.h"

#include <string.h>

static void
assert_strings (GStrv    strings,
                gboolean valid)
{
  g_assert_cmpuint (g_strv_length (strings), <=, 50);
  for (guint i = 0; strings[i] != NULL; i++) {
    g_assert_true (strings[i][0] != '\0' && strpbrk (strings[i], " \n") == NULL);
    g_assert_true (!valid || g_utf8_validate (strings[i], -1, NULL));
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *html = g_strndup ((const char *) data, size);
  gboolean valid = g_utf8_validate (html, -1, NULL);

  for (guint flags = CS_HTML_NONE; flags <= CS_HTML_DROP_QUOTE; flags++) {
    guint64 n_steps = 0;
    g_autoptr (CsHtml) read = cs_html_read_counted (html, flags, &n_steps);

    g_assert_cmpuint (n_steps, ==, strlen (html) <= CS_HTML_MAX_BYTES ? strlen (html) : 0);
    g_assert_cmpuint (strlen (read->text), <=, 4 * strlen (html) + 8);
    g_assert_true (!valid || g_utf8_validate (read->text, -1, NULL));
    g_assert_true (!read->unreadable || strspn (read->text, " \t\r\n\f") == strlen (read->text));
    assert_strings (read->tags, valid);
    assert_strings (read->links, valid);
    text_assert_cleans (read->text, CS_TEXT_BODY);
  }
  return 0;
}
