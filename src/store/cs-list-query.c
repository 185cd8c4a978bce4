/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-list-query.h"

#include "cs-schema.h"
#include "cs-search.h"
#include "cs-word-forms.h"

#define ALL_STATES ((1 << CS_N_STATES) - 1)
#define ALL_NETWORKS ((1 << CS_N_NETWORKS) - 1)
/* So few posts are looked at one by one: the words may be everywhere else. */
#define FEW 2000

/* The values of every statement made here. */
enum { AFTER = 1, LIMIT, WORDS, TAG, ACCOUNT, ALIKE, IDS };

struct _CsListQuery {
  CsPostQuery query;
  char *expression; /* (nullable): for the index of words */
  char *words;      /* (nullable): what it was made of */
  CsListQuery *plain; /* (nullable): the same without the words */
  char *tag;        /* (nullable): folded */
  gboolean nothing; /* something is searched that no post can hold */
};

static gboolean
asks_words (const CsListQuery *self)
{
  return self->expression != NULL;
}

static void
append_mask (GString    *sql,
             const char *column,
             guint       mask)
{
  const char *separator = "";

  g_string_append_printf (sql, " AND %s IN (", column);
  for (guint i = 0; mask >> i != 0; i++)
    if (mask >> i & 1) {
      g_string_append_printf (sql, "%s%u", separator, i);
      separator = ", ";
    }
  g_string_append_c (sql, ')');
}

/* Where the walk starts decides what it costs: from the rarest of what is asked. */
static const char *
source (const CsListQuery *self)
{
  if (self->query.order == CS_POST_ORDER_QUEUE)
    return "queue AS q CROSS JOIN post AS p ON p.id = q.post_id WHERE q.waiting = 1";
  if (asks_words (self))
    return "words CROSS JOIN post AS p ON p.id = words.rowid WHERE words MATCH ?3";
  if (self->tag != NULL)
    return "tag AS t CROSS JOIN post AS p ON p.id = t.post_id WHERE t.name = ?4";
  if (self->query.account_id != 0)
    return CS_SCHEMA_POSTS_OF ("?5") " WHERE 1";
  return "post AS p WHERE 1";
}

static const char *
key (const CsListQuery *self)
{
  if (asks_words (self))
    return "words.rowid";
  return self->tag != NULL ? "t.post_id" : "p.id";
}

static void
append_filters (const CsListQuery *self,
                GString           *sql,
                guint              states)
{
  gboolean queue = self->query.order == CS_POST_ORDER_QUEUE;

  if (!self->query.with_withdrawn)
    g_string_append (sql, " AND p.gone_us = 0");
  if (states != ALL_STATES)
    append_mask (sql, "p.state", states);
  if ((self->query.networks & ALL_NETWORKS) != ALL_NETWORKS)
    append_mask (sql, "p.network", self->query.networks);
  if (self->query.with_media)
    g_string_append (sql, " AND p.has_media = 1");
  if (self->query.account_id != 0)
    g_string_append (sql, " AND p.account_id = ?5");
  if (self->query.alike_key != 0)
    g_string_append (sql, " AND p.id IN (SELECT post_id FROM alike WHERE key = ?6)");
  if (self->tag != NULL && (asks_words (self) || queue))
    g_string_append (sql, " AND EXISTS (SELECT 1 FROM tag WHERE name = ?4 AND post_id = p.id)");
  if (asks_words (self) && queue)
    g_string_append (sql, " AND p.id IN (SELECT rowid FROM words WHERE words MATCH ?3)");
  if (self->nothing)
    g_string_append (sql, " AND 0");
}

static void
append_part (const CsListQuery *self,
             GString           *sql,
             guint              states)
{
  g_string_append_printf (sql, "SELECT %s AS id FROM %s", key (self), source (self));
  append_filters (self, sql, states);
  g_string_append_printf (sql, " AND %s %s ?1", key (self), self->query.order == CS_POST_ORDER_NEWEST ? "<" : ">");
}

/* Several states are several walks through one index, merged: in order without sorting. */
static gboolean
is_merge (const CsListQuery *self)
{
  guint states = self->query.states;

  return states != ALL_STATES && (states & (states - 1)) != 0 && !self->query.with_withdrawn &&
         !asks_words (self) && self->tag == NULL && self->query.account_id == 0 && self->query.alike_key == 0;
}

static char *
build_read (const CsListQuery *self)
{
  GString *sql = g_string_new (NULL);
  const char *separator = "";

  if (self->query.order == CS_POST_ORDER_QUEUE) {
    g_string_append_printf (sql, "SELECT p.id FROM %s", source (self));
    append_filters (self, sql, self->query.states);
    g_string_append (sql, " AND ?1 IS NOT NULL ORDER BY q.rank, q.post_id LIMIT ?2");
    return g_string_free (sql, FALSE);
  }
  if (is_merge (self)) {
    for (guint i = 0; i < CS_N_STATES; i++)
      if (self->query.states >> i & 1) {
        g_string_append (sql, separator);
        append_part (self, sql, 1 << i);
        separator = " UNION ALL ";
      }
  } else {
    append_part (self, sql, self->query.states);
  }
  g_string_append_printf (sql, " ORDER BY 1 %s LIMIT ?2",
                          self->query.order == CS_POST_ORDER_NEWEST ? "DESC" : "ASC");
  return g_string_free (sql, FALSE);
}

/* The words are left to the probe. */
static char *
build_check (const CsListQuery *self)
{
  GString *sql = g_string_new ("SELECT p.id FROM json_each (?7) AS j CROSS JOIN post AS p ON p.id = j.value WHERE 1");

  append_filters (self, sql, self->query.states);
  if (self->tag != NULL && !asks_words (self))
    g_string_append (sql, " AND EXISTS (SELECT 1 FROM tag WHERE name = ?4 AND post_id = p.id)");
  return g_string_free (sql, FALSE);
}

typedef struct {
  gint64 after_id;
  gint64 limit;
  const char *expression;
  const char *ids;
} Values;

static GArray *
collect (const CsListQuery *self,
         CsDatabase        *db,
         const char        *sql,
         const Values      *values,
         GError           **error)
{
  g_autoptr (GArray) out = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CsStatement) row = cs_database_prepare_text (db, sql, error);
  CsStep step;

  if (row == NULL)
    return NULL;
  cs_statement_set_int (row, AFTER, values->after_id);
  cs_statement_set_int (row, LIMIT, values->limit);
  cs_statement_set_text (row, WORDS, values->expression);
  cs_statement_set_text (row, TAG, self->tag);
  cs_statement_set_int (row, ACCOUNT, self->query.account_id);
  cs_statement_set_int (row, ALIKE, self->query.alike_key);
  cs_statement_set_text (row, IDS, values->ids);
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW) {
    gint64 id = cs_statement_get_int (row, 0);

    g_array_append_val (out, id);
  }
  return step == CS_STEP_DONE ? g_steal_pointer (&out) : NULL;
}

static char *
to_json (const gint64 *ids,
         gsize         n_ids)
{
  GString *json = g_string_new ("[");

  for (gsize i = 0; i < n_ids; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", ids[i]);
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

static gboolean
contains (GArray *rising,
          gint64  id)
{
  guint low = 0, high = rising->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (g_array_index (rising, gint64, middle) < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < rising->len && g_array_index (rising, gint64, low) == id;
}

/* Those of @candidates that the words are really in, in their order, up to @limit. */
static gboolean
add_right (const CsListQuery *self,
           CsDatabase        *db,
           CsWordProbe       *probe,
           GArray            *candidates,
           guint              limit,
           GArray            *out,
           GError           **error)
{
  g_autoptr (GArray) right = cs_word_probe_match (probe, db, self->expression, (const gint64 *) candidates->data,
                                                  candidates->len, error);

  if (right == NULL)
    return FALSE;
  for (guint i = 0; i < candidates->len && out->len < limit; i++)
    if (contains (right, g_array_index (candidates, gint64, i)))
      g_array_append_val (out, g_array_index (candidates, gint64, i));
  return TRUE;
}

/* How many posts are in the states that are asked for, at most. */
static gboolean
count_in_states (const CsListQuery *self,
                 CsDatabase        *db,
                 gint64            *n_posts,
                 GError           **error)
{
  g_autoptr (CsStatement) row = NULL;

  row = cs_database_prepare (db, "SELECT incoming, approved, rejected, held FROM tally", error);
  if (row == NULL || cs_statement_step (row, error) != CS_STEP_ROW)
    return FALSE;
  *n_posts = 0;
  for (guint i = 0; i < CS_N_STATES; i++)
    if (self->query.states >> i & 1)
      *n_posts += cs_statement_get_int (row, i);
  return TRUE;
}

static gboolean
may_be_few (const CsListQuery *self)
{
  return self->plain != NULL && self->query.states != ALL_STATES && !self->query.with_withdrawn;
}

static GArray *
read_few (const CsListQuery *self,
          CsDatabase        *db,
          CsWordProbe       *probe,
          gint64             after_id,
          guint              limit,
          GError           **error)
{
  g_autoptr (GArray) candidates = cs_list_query_read (self->plain, db, probe, after_id, FEW, error);
  g_autoptr (GArray) out = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (candidates == NULL || !add_right (self, db, probe, candidates, limit, out, error))
    return NULL;
  return g_steal_pointer (&out);
}

/* A long beginning is asked for by the words that begin so. *found is set to whether there are any. */
static char *
find_expression (const CsListQuery *self,
                 CsDatabase        *db,
                 CsWordProbe       *probe,
                 gboolean          *found,
                 GError           **error)
{
  g_autofree char *beginning = self->words != NULL ? cs_search_beginning (self->words) : NULL;
  g_autoptr (GError) local_error = NULL;
  g_auto (GStrv) forms = NULL;

  *found = TRUE;
  if (beginning == NULL)
    return g_strdup (self->expression);
  forms = cs_word_forms_find (db, probe, beginning, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  *found = forms == NULL || forms[0] != NULL;
  if (forms == NULL || !*found)
    return g_strdup (self->expression);
  return cs_search_forms_expression (self->words, forms);
}

static void
list_query_clear (CsListQuery *self)
{
  g_free (self->expression);
  g_free (self->words);
  g_clear_pointer (&self->plain, cs_list_query_unref);
  g_free (self->tag);
}

/**
 * cs_list_query_new:
 * @query: what a list holds; copied
 *
 * Returns: (transfer full): the same, ready to be asked
 */
CsListQuery *
cs_list_query_new (const CsPostQuery *query)
{
  CsListQuery *self = g_atomic_rc_box_new0 (CsListQuery);

  self->query = *query;
  self->query.tag = NULL;
  self->query.search = NULL;
  if ((query->states & ALL_STATES) == 0)
    self->query.states = ALL_STATES;
  self->query.states &= ALL_STATES;
  if ((query->networks & ALL_NETWORKS) == 0)
    self->query.networks = ALL_NETWORKS;
  if (query->tag != NULL && *query->tag != '\0')
    self->tag = g_utf8_casefold (query->tag, -1);
  if (query->search != NULL && *query->search != '\0') {
    self->expression = cs_search_expression (query->search);
    self->words = g_strdup (query->search);
    self->nothing = self->expression == NULL;
  }
  if (self->expression != NULL) {
    CsPostQuery plain = *query;

    plain.search = NULL;
    self->plain = cs_list_query_new (&plain);
  }
  return self;
}

/**
 * cs_list_query_ref:
 * @self: a query
 *
 * Returns: (transfer full): @self
 */
CsListQuery *
cs_list_query_ref (CsListQuery *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_list_query_unref:
 * @self: (transfer full): a query
 */
void
cs_list_query_unref (CsListQuery *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) list_query_clear);
}

/**
 * cs_list_query_get_order:
 * @self: a query
 *
 * Returns: in which order the list is
 */
CsPostOrder
cs_list_query_get_order (const CsListQuery *self)
{
  return self->query.order;
}

/**
 * cs_list_query_is_search:
 * @self: a query
 *
 * Returns: whether words are searched
 */
gboolean
cs_list_query_is_search (const CsListQuery *self)
{
  return asks_words (self);
}

/**
 * cs_list_query_read:
 * @self: a query
 * @db: a connection of the calling thread
 * @probe: a probe of the calling thread
 * @after_id: the last id that was read before; 0 to begin. Without meaning for the queue
 * @limit: at most so many
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the ids that come next, in the list's order
 */
GArray *
cs_list_query_read (const CsListQuery *self,
                    CsDatabase        *db,
                    CsWordProbe       *probe,
                    gint64             after_id,
                    guint              limit,
                    GError           **error)
{
  g_autofree char *sql = NULL;
  g_autofree char *expression = NULL;
  Values values = { .after_id = after_id, .limit = limit };
  gint64 n_posts = G_MAXINT64;
  gboolean found = TRUE;

  if (may_be_few (self) && !count_in_states (self, db, &n_posts, error))
    return NULL;
  if (n_posts <= FEW)
    return read_few (self, db, probe, after_id, limit, error);
  if (after_id == 0 && self->query.order == CS_POST_ORDER_NEWEST)
    values.after_id = G_MAXINT64;
  if (asks_words (self)) {
    expression = find_expression (self, db, probe, &found, error);
    if (expression == NULL || !found)
      return expression != NULL ? g_array_new (FALSE, FALSE, sizeof (gint64)) : NULL;
  }
  values.expression = expression;
  sql = build_read (self);
  return collect (self, db, sql, &values, error);
}

/**
 * cs_list_query_check:
 * @self: a query
 * @db: a connection of the calling thread
 * @probe: a probe of the calling thread
 * @ids: (array length=n_ids): posts, each once
 * @n_ids: how many
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): those of @ids that belong into the list
 */
GArray *
cs_list_query_check (const CsListQuery *self,
                     CsDatabase        *db,
                     CsWordProbe       *probe,
                     const gint64      *ids,
                     gsize              n_ids,
                     GError           **error)
{
  g_autofree char *sql = build_check (self);
  g_autofree char *json = to_json (ids, n_ids);
  Values values = { .ids = json };
  g_autoptr (GArray) found = collect (self, db, sql, &values, error);

  if (found == NULL || !asks_words (self))
    return g_steal_pointer (&found);
  return cs_word_probe_match (probe, db, self->expression, (const gint64 *) found->data, found->len, error);
}
