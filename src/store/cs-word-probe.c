/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-word-probe.h"

#include "cs-schema.h"
#include "cs-search.h"

/* A small index of the same kind, in memory, that is filled with the posts in question and emptied again. */
struct _CsWordProbe {
  CsDatabase *memory;
};

/* In this order as cs_search_body() puts them together. */
static const char body_sql[] =
  "SELECT ifnull (v.text, v.raw_text), f.name, f.handle FROM post AS p"
  " JOIN post_version AS v ON v.id = p.version_id JOIN account_version AS f ON f.id = v.account_version_id"
  " WHERE p.id = ?";

static gboolean
add_body (CsWordProbe *self,
          gint64       id,
          CsStatement *row,
          GError     **error)
{
  g_autofree char *body = cs_search_join (cs_statement_get_text (row, 0), cs_statement_get_text (row, 1),
                                          cs_statement_get_text (row, 2));
  g_autoptr (CsStatement) insert = cs_database_prepare (self->memory,
                                                        "INSERT INTO words (rowid, body) VALUES (?, ?)", error);

  if (insert == NULL)
    return FALSE;
  cs_statement_set_int (insert, 1, id);
  cs_statement_set_text (insert, 2, body);
  return cs_statement_run (insert, error);
}

static gboolean
add_post (CsWordProbe *self,
          CsDatabase  *db,
          gint64       id,
          GError     **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (db, body_sql, error);
  CsStep step;

  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, id);
  step = cs_statement_step (row, error);
  return step == CS_STEP_ROW ? add_body (self, id, row, error) : step == CS_STEP_DONE;
}

static gboolean
collect (CsWordProbe *self,
         const char  *expression,
         GArray      *out,
         GError     **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (self->memory, "SELECT rowid FROM words WHERE words MATCH ?",
                                                     error);
  CsStep step;

  if (row == NULL)
    return FALSE;
  cs_statement_set_text (row, 1, expression);
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW) {
    gint64 id = cs_statement_get_int (row, 0);

    g_array_append_val (out, id);
  }
  return step == CS_STEP_DONE;
}

static gboolean
fill_and_ask (CsWordProbe  *self,
              CsDatabase   *db,
              const char   *expression,
              const gint64 *ids,
              gsize         n_ids,
              GArray       *out,
              GError      **error)
{
  for (gsize i = 0; i < n_ids; i++)
    if (!add_post (self, db, ids[i], error))
      return FALSE;
  return collect (self, expression, out, error);
}

static gboolean
read_token (CsWordProbe *self,
            const char  *text,
            char       **token,
            GError     **error)
{
  g_autoptr (CsStatement) insert = cs_database_prepare (self->memory, "INSERT INTO words (rowid, body) VALUES (1, ?)",
                                                        error);
  g_autoptr (CsStatement) row = cs_database_prepare (self->memory, "SELECT min (term), count (*) FROM token", error);

  if (insert == NULL || row == NULL)
    return FALSE;
  cs_statement_set_text (insert, 1, text);
  if (!cs_statement_run (insert, error) || cs_statement_step (row, error) != CS_STEP_ROW)
    return FALSE;
  if (cs_statement_get_int (row, 1) == 1)
    *token = cs_statement_dup_text (row, 0);
  return TRUE;
}

/**
 * cs_word_probe_new:
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a probe for the calling thread
 */
CsWordProbe *
cs_word_probe_new (GError **error)
{
  g_autoptr (CsWordProbe) self = g_new0 (CsWordProbe, 1);

  self->memory = cs_database_open (":memory:", CS_DATABASE_CREATE, error);
  if (self->memory == NULL || !cs_database_run (self->memory, CS_SCHEMA_WORDS ("words", "")
                        "CREATE VIRTUAL TABLE token USING fts5vocab (words, instance)", error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * cs_word_probe_free:
 * @self: (transfer full): a probe
 */
void
cs_word_probe_free (CsWordProbe *self)
{
  g_clear_pointer (&self->memory, cs_database_close);
  g_free (self);
}

/**
 * cs_word_probe_match:
 * @self: a probe
 * @db: the show file, on a connection of the calling thread
 * @expression: what is searched, as cs_search_expression() makes it
 * @ids: (array length=n_ids): posts, each once
 * @n_ids: how many: up to a few thousand
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): those of @ids that are found, rising
 */
GArray *
cs_word_probe_match (CsWordProbe  *self,
                     CsDatabase   *db,
                     const char   *expression,
                     const gint64 *ids,
                     gsize         n_ids,
                     GError      **error)
{
  g_autoptr (GArray) out = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean done;

  if (n_ids == 0)
    return g_steal_pointer (&out);
  if (!cs_database_run (self->memory, "BEGIN", error))
    return NULL;
  done = fill_and_ask (self, db, expression, ids, n_ids, out, error);
  cs_database_run (self->memory, "ROLLBACK", NULL);
  return done ? g_steal_pointer (&out) : NULL;
}

/**
 * cs_word_probe_read_token:
 * @self: a probe
 * @text: a word, as cs_search_fold() makes it
 * @token: (out) (nullable): how the index writes it, or %NULL when for the index it is not one word
 * @error: return location
 *
 * Returns: whether it could be found out
 */
gboolean
cs_word_probe_read_token (CsWordProbe *self,
                          const char  *text,
                          char       **token,
                          GError     **error)
{
  gboolean done;

  *token = NULL;
  if (!cs_database_run (self->memory, "BEGIN", error))
    return FALSE;
  done = read_token (self, text, token, error);
  cs_database_run (self->memory, "ROLLBACK", NULL);
  return done;
}
