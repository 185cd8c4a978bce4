/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-walk.h"

#include "cs-entry-reader.h"
#include "cs-list-query.h"
#include "cs-store-private.h"

#define PAGE 500

typedef struct {
  CsListQuery *query;
  CsWalkFunc func;
  gpointer func_data;
  gint64 after_id;
} Walk;

static void
walk_free (gpointer data)
{
  Walk *self = data;

  cs_list_query_unref (self->query);
  g_free (self);
}

/* One page. Answers whether there may be another. */
static gboolean
pass_page (Walk     *walk,
           CsStore  *store,
           gboolean *more,
           GError  **error)
{
  CsDatabase *db = store->scanning;
  /* The queue has no keyset: it comes whole. */
  gboolean whole = cs_list_query_get_order (walk->query) == CS_POST_ORDER_QUEUE;
  g_autoptr (GArray) ids = cs_list_query_read (walk->query, db, store->probe, walk->after_id,
                                               whole ? G_MAXINT : PAGE, error);
  g_autoptr (GPtrArray) entries = NULL;

  if (ids == NULL)
    return FALSE;
  *more = ids->len == PAGE && !whole;
  if (ids->len == 0)
    return TRUE;
  entries = cs_entry_reader_read_all (db, (const gint64 *) ids->data, ids->len, error);
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (!walk->func (entries->pdata[i], walk->func_data)) {
      *more = FALSE;
      break;
    }
  walk->after_id = g_array_index (ids, gint64, ids->len - 1);
  return TRUE;
}

/* After each page the next one queues up again: a walk through a million posts holds up no list. */
static void
walk_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CsStore *store = source;
  GError *error = NULL;
  gboolean done = FALSE, more = FALSE;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (cs_store_check_database (store->scanning, &error) != NULL) {
    cs_database_set_cancellable (store->scanning, cancellable);
    done = pass_page (data, store, &more, &error);
    cs_database_set_cancellable (store->scanning, NULL);
  }
  if (!done)
    g_task_return_error (task, error);
  else if (more)
    cs_store_scan (store, g_object_ref (task), walk_thread);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * cs_store_walk_async:
 * @self: an open store
 * @query: which posts, in which order
 * @func: called for each of them, on the scanner's thread
 * @func_data: for @func
 * @cancellable: (nullable): interrupts it
 * @callback: called when all have been passed, or @func wanted no more
 * @user_data: for @callback
 *
 * Passes posts one by one, for exports and listings. Posts that arrive meanwhile may be passed or not.
 */
void
cs_store_walk_async (CsStore            *self,
                     const CsPostQuery  *query,
                     CsWalkFunc          func,
                     gpointer            func_data,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Walk *walk;

  g_return_if_fail (CS_IS_STORE (self) && query != NULL && func != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_store_walk_async);
  walk = g_new0 (Walk, 1);
  walk->query = cs_list_query_new (query);
  walk->func = func;
  walk->func_data = func_data;
  g_task_set_task_data (task, walk, walk_free);
  cs_store_scan (self, g_steal_pointer (&task), walk_thread);
}

/**
 * cs_store_walk_finish:
 * @self: a store
 * @result: as the callback got it
 * @error: a sentence that says why it ended early
 *
 * Returns: whether all were passed that @func wanted
 */
gboolean
cs_store_walk_finish (CsStore      *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
