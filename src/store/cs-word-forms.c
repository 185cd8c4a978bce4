/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-word-forms.h"

/* Beyond so many words each of them is rare, and joining their posts is no work. */
#define MAX_FORMS 32

/* A word is a row for each time it was written; asked from a word on, the index goes there at once. */
static const char vocabulary[] =
  "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_form USING fts5vocab (main, words, instance)";

static CsStep
find_from (CsDatabase *db,
           const char *first,
           char      **form,
           GError    **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (db, "SELECT term FROM temp.word_form WHERE term >= ? LIMIT 1", error);
  CsStep step;

  if (row == NULL)
    return CS_STEP_FAILED;
  cs_statement_set_text (row, 1, first);
  step = cs_statement_step (row, error);
  *form = step == CS_STEP_ROW ? cs_statement_dup_text (row, 0) : NULL;
  return step;
}

/* The words of the index have no control characters: what follows a word is the first that is not below this. */
static char *
just_above (const char *form)
{
  return g_strconcat (form, "\001", NULL);
}

static GStrv
collect (CsDatabase *db,
         const char *beginning,
         GError    **error)
{
  g_autoptr (GStrvBuilder) forms = g_strv_builder_new ();
  g_autofree char *next = g_strdup (beginning);

  for (guint n = 0; n <= MAX_FORMS; n++) {
    g_autofree char *form = NULL;
    CsStep step = find_from (db, next, &form, error);

    if (step == CS_STEP_FAILED)
      return NULL;
    if (step == CS_STEP_DONE || !g_str_has_prefix (form, beginning))
      return g_strv_builder_end (forms);
    g_strv_builder_add (forms, form);
    g_free (next);
    next = just_above (form);
  }
  return NULL;
}

/**
 * cs_word_forms_find:
 * @db: the show file, on a connection of the calling thread
 * @probe: a probe of the calling thread
 * @beginning: what a word begins with, as cs_search_beginning() makes it
 * @error: return location
 *
 * Costs a few looks into the index for each word, whatever the size of the show.
 *
 * Returns: (transfer full) (nullable): the words that begin so, as the index writes them, maybe none; %NULL without
 *   @error when there are so many that the index had better be asked for the beginning
 */
GStrv
cs_word_forms_find (CsDatabase  *db,
                    CsWordProbe *probe,
                    const char  *beginning,
                    GError     **error)
{
  g_autofree char *token = NULL;

  if (!cs_word_probe_read_token (probe, beginning, &token, error) || token == NULL)
    return NULL;
  return cs_database_run (db, vocabulary, error) ? collect (db, token, error) : NULL;
}
