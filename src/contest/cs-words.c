/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-words.h"

#include <gio/gio.h>
#include <stdarg.h>
#include <string.h>

#define GROUP "words"

struct _CsWords {
  GHashTable *words; /* name → text */
  gboolean french;
};

GResource *cs_contest_get_resource (void);

static GHashTable *
read_words (const char *path)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (cs_contest_get_resource (), path, 0, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) names = NULL;
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, NULL);
  names = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (char **name = names; name != NULL && *name != NULL; name++)
    g_hash_table_insert (words, g_strdup (*name), g_key_file_get_string (file, GROUP, *name, NULL));
  return words;
}

/**
 * cs_words_new:
 * @language: "fr" for French, anything else for English
 *
 * Returns: (transfer full): the words of that language
 */
CsWords *
cs_words_new (const char *language)
{
  CsWords *self = g_new0 (CsWords, 1);

  self->french = g_str_has_prefix (language, "fr");
  self->words = read_words (self->french ? "/app/coulisses/contest/words.fr.ini" : "/app/coulisses/contest/words.en.ini");
  return self;
}

/**
 * cs_words_free:
 * @self: (transfer full) (nullable): words
 */
void
cs_words_free (CsWords *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->words);
  g_free (self);
}

/**
 * cs_words_is_french:
 * @self: words
 *
 * Returns: whether they are French
 */
gboolean
cs_words_is_french (const CsWords *self)
{
  return self->french;
}

/**
 * cs_words_get:
 * @self: words
 * @name: of a text
 *
 * Returns: (transfer none): the text
 */
const char *
cs_words_get (const CsWords *self,
              const char    *name)
{
  const char *text = g_hash_table_lookup (self->words, name);

  g_return_val_if_fail (text != NULL, name);
  return text;
}

/**
 * cs_words_choose:
 * @self: words
 * @prefix: of the names of several texts
 * @id: which of them, as a file says it
 *
 * Returns: (transfer none): the text, or @id itself when it has none
 */
const char *
cs_words_choose (const CsWords *self,
                 const char    *prefix,
                 const char    *id)
{
  g_autofree char *name = g_strconcat (prefix, id, NULL);
  const char *text = g_hash_table_lookup (self->words, name);

  return text != NULL ? text : id;
}

static const char *
find_value (va_list     pairs,
            const char *name,
            gsize       length)
{
  va_list args;
  const char *value = NULL, *candidate;

  va_copy (args, pairs);
  while (value == NULL && (candidate = va_arg (args, const char *)) != NULL) {
    const char *given = va_arg (args, const char *);

    if (strlen (candidate) == length && strncmp (candidate, name, length) == 0)
      value = given;
  }
  va_end (args);
  return value;
}

/**
 * cs_words_fill:
 * @self: words
 * @name: of a text
 * @...: pairs of the name between braces and what stands there, ended by %NULL
 *
 * Each brace is filled once: what a stranger wrote is never read as a brace again.
 *
 * Returns: (transfer full): the text
 */
char *
cs_words_fill (const CsWords *self,
               const char    *name,
               ...)
{
  GString *text = g_string_new (NULL);
  const char *at = cs_words_get (self, name), *open;
  va_list pairs;

  va_start (pairs, name);
  while ((open = strchr (at, '{')) != NULL && strchr (open, '}') != NULL) {
    const char *close = strchr (open, '}');
    const char *value = find_value (pairs, open + 1, (gsize) (close - open - 1));

    g_string_append_len (text, at, open - at);
    g_string_append (text, value != NULL ? value : "");
    at = close + 1;
  }
  va_end (pairs);
  g_string_append (text, at);
  return g_string_free (text, FALSE);
}
