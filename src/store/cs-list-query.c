/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-list-query.h"

#include "cs-search.h"

#define ALL_STATES ((1 << CS_N_STATES) - 1)
#define ALL_NETWORKS ((1 << CS_N_NETWORKS) - 1)
/* Ids that are looked up in the index of words are taken together when no more than this is between. */
#define MAX_GAP 256

/* The values of every statement made here. */
enum { AFTER = 1, LIMIT, WORDS, TAG, ACCOUNT, ALIKE, IDS };

struct _CsListQuery {
  CsPostQuery query;
  char *expression; /* (nullable): for the index of words */
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

static char *
build_check (const CsListQuery *self)
{
  GString *sql = g_string_new (NULL);

  if (asks_words (self)) {
    g_string_append_printf (sql, "SELECT words.rowid FROM %s", source (self));
    append_filters (self, sql, self->query.states);
    g_string_append (sql, " AND words.rowid >= ?1 AND words.rowid <= ?2");
  } else {
    g_string_append (sql, "SELECT p.id FROM json_each (?7) AS j CROSS JOIN post AS p ON p.id = j.value WHERE 1");
    append_filters (self, sql, self->query.states);
    if (self->tag != NULL)
      g_string_append (sql, " AND EXISTS (SELECT 1 FROM tag WHERE name = ?4 AND post_id = p.id)");
  }
  return g_string_free (sql, FALSE);
}

static gboolean
collect (const CsListQuery *self,
         CsDatabase        *db,
         const char        *sql,
         gint64             first,
         gint64             second,
         const char        *ids,
         GArray            *out,
         GError           **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare_text (db, sql, error);
  CsStep step;

  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, AFTER, first);
  cs_statement_set_int (row, LIMIT, second);
  cs_statement_set_text (row, WORDS, self->expression);
  cs_statement_set_text (row, TAG, self->tag);
  cs_statement_set_int (row, ACCOUNT, self->query.account_id);
  cs_statement_set_int (row, ALIKE, self->query.alike_key);
  cs_statement_set_text (row, IDS, ids);
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW) {
    gint64 id = cs_statement_get_int (row, 0);

    g_array_append_val (out, id);
  }
  return step == CS_STEP_DONE;
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

/* Whatever else lies between the ids that are looked up together is left out by the caller. */
static gboolean
check_words (const CsListQuery *self,
             CsDatabase        *db,
             const char        *sql,
             const gint64      *ids,
             gsize              n_ids,
             GArray            *out,
             GError           **error)
{
  gsize first = 0;

  for (gsize i = 1; i <= n_ids; i++)
    if (i == n_ids || ids[i] - ids[i - 1] > MAX_GAP) {
      if (!collect (self, db, sql, ids[first], ids[i - 1], NULL, out, error))
        return FALSE;
      first = i;
    }
  return TRUE;
}

static void
list_query_clear (CsListQuery *self)
{
  g_free (self->expression);
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
    self->nothing = self->expression == NULL;
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
 * cs_list_query_get_sql:
 * @self: a query
 *
 * Returns: (transfer full): the statement that reads the list, for tests of its plan
 */
char *
cs_list_query_get_sql (const CsListQuery *self)
{
  return build_read (self);
}

/**
 * cs_list_query_read:
 * @self: a query
 * @db: a connection of the calling thread
 * @after_id: the last id that was read before; 0 to begin. Without meaning for the queue
 * @limit: at most so many
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the ids that come next, in the list's order
 */
GArray *
cs_list_query_read (const CsListQuery *self,
                    CsDatabase        *db,
                    gint64             after_id,
                    guint              limit,
                    GError           **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *sql = build_read (self);

  if (after_id == 0 && self->query.order == CS_POST_ORDER_NEWEST)
    after_id = G_MAXINT64;
  if (!collect (self, db, sql, after_id, limit, NULL, ids, error))
    return NULL;
  return g_steal_pointer (&ids);
}

/**
 * cs_list_query_check:
 * @self: a query
 * @db: a connection of the calling thread
 * @ids: (array length=n_ids): posts, rising
 * @n_ids: how many
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): those of @ids that belong into the list, and
 *   perhaps others
 */
GArray *
cs_list_query_check (const CsListQuery *self,
                     CsDatabase        *db,
                     const gint64      *ids,
                     gsize              n_ids,
                     GError           **error)
{
  g_autoptr (GArray) out = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *sql = build_check (self);
  g_autofree char *json = asks_words (self) ? NULL : to_json (ids, n_ids);

  if (!(asks_words (self) ? check_words (self, db, sql, ids, n_ids, out, error)
                          : collect (self, db, sql, 0, 0, json, out, error)))
    return NULL;
  return g_steal_pointer (&out);
}
