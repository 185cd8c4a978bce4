/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-list-scan.h"

#include "cs-store-private.h"

/* Rows of one answer. */
#define MANY 10000

typedef struct {
  CsListQuery *query;
  gint64 after_id;
  guint limit;
  GArray *ids; /* (nullable): to be checked; else to be read */
} Scan;

static void
scan_free (gpointer data)
{
  Scan *self = data;

  cs_list_query_unref (self->query);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

static GArray *
do_scan (Scan    *scan,
         CsStore *store,
         GError **error)
{
  if (scan->ids != NULL)
    return cs_list_query_check (scan->query, store->scanning, store->probe, (const gint64 *) scan->ids->data,
                                scan->ids->len, error);
  return cs_list_query_read (scan->query, store->scanning, store->probe, scan->after_id, scan->limit, error);
}

static void
scan_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CsStore *store = source;
  GError *error = NULL;
  GArray *ids = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (cs_store_check_database (store->scanning, &error) != NULL) {
    cs_database_set_cancellable (store->scanning, cancellable);
    ids = do_scan (data, store, &error);
    cs_database_set_cancellable (store->scanning, NULL);
    if (ids != NULL && ids->len >= MANY)
      cs_database_shrink (store->scanning);
  }
  if (ids != NULL)
    g_task_return_pointer (task, ids, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static void
start_scan (CsStore            *store,
            CsListQuery        *query,
            gint64              after_id,
            guint               limit,
            GArray             *ids,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Scan *scan = g_new0 (Scan, 1);

  scan->query = cs_list_query_ref (query);
  scan->after_id = after_id;
  scan->limit = limit;
  scan->ids = ids != NULL ? g_array_ref (ids) : NULL;
  g_task_set_task_data (task, scan, scan_free);
  cs_store_scan (store, task, scan_thread);
}

/**
 * cs_list_scan_read_async:
 * @store: a store
 * @query: what a list holds
 * @after_id: the last id that was read before, or 0
 * @limit: at most so many
 * @cancellable: (nullable): interrupts it
 * @callback: called with the ids that come next
 * @user_data: for @callback
 */
void
cs_list_scan_read_async (CsStore            *store,
                         CsListQuery        *query,
                         gint64              after_id,
                         guint               limit,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  start_scan (store, query, after_id, limit, NULL, cancellable, callback, user_data);
}

/**
 * cs_list_scan_check_async:
 * @store: a store
 * @query: what a list holds
 * @ids: (element-type gint64): posts, rising; not to be changed any more
 * @cancellable: (nullable): interrupts it
 * @callback: called with those that belong into the list
 * @user_data: for @callback
 */
void
cs_list_scan_check_async (CsStore            *store,
                          CsListQuery        *query,
                          GArray             *ids,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  start_scan (store, query, 0, 0, ids, cancellable, callback, user_data);
}

/**
 * cs_list_scan_finish:
 * @store: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): ids
 */
GArray *
cs_list_scan_finish (CsStore      *store,
                     GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_list_scan_get_asked:
 * @result: what the callback of a check got
 *
 * Returns: (transfer none) (element-type gint64): the posts that were asked about
 */
GArray *
cs_list_scan_get_asked (GAsyncResult *result)
{
  Scan *scan = g_task_get_task_data (G_TASK (result));

  return scan->ids;
}

/**
 * cs_list_scan_get_limit:
 * @result: what the callback of a reading got
 *
 * Returns: how many posts were asked for: fewer came only when there are no more
 */
guint
cs_list_scan_get_limit (GAsyncResult *result)
{
  Scan *scan = g_task_get_task_data (G_TASK (result));

  return scan->limit;
}
