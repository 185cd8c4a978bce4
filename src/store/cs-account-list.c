/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-account-list.h"

#include "cs-store-private.h"

static GStrv
list (CsDatabase *db,
      CsNetwork   network,
      GError    **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (db, "SELECT native_id FROM account WHERE network = ?", error);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  CsStep step;

  if (row == NULL)
    return NULL;
  cs_statement_set_int (row, 1, network);
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW)
    g_strv_builder_add (ids, cs_statement_get_text (row, 0));
  return step != CS_STEP_FAILED ? g_strv_builder_end (ids) : NULL;
}

static void
list_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CsStore *store = source;
  GError *error = NULL;
  GStrv ids = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (cs_store_check_database (store->scanning, &error) != NULL) {
    cs_database_set_cancellable (store->scanning, cancellable);
    ids = list (store->scanning, GPOINTER_TO_INT (data), &error);
    cs_database_set_cancellable (store->scanning, NULL);
  }
  if (ids != NULL)
    g_task_return_pointer (task, ids, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

/**
 * cs_store_list_accounts_async:
 * @self: an open store
 * @network: whose accounts
 * @cancellable: (nullable): interrupts it
 * @callback: called with the accounts
 * @user_data: for @callback
 *
 * Lists everybody of a network who has ever had a post in the show. Costs what there are of accounts, however many posts
 * there are. Main thread.
 */
void
cs_store_list_accounts_async (CsStore            *self,
                              CsNetwork           network,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_store_list_accounts_async);
  g_task_set_task_data (task, GINT_TO_POINTER (network), NULL);
  cs_store_scan (self, task, list_thread);
}

/**
 * cs_store_list_accounts_finish:
 * @self: a store
 * @result: as the callback got it
 * @error: a sentence that says why they could not be read
 *
 * Returns: (transfer full) (nullable): their native ids, in no order
 */
GStrv
cs_store_list_accounts_finish (CsStore      *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
