/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-as-run.h"

#include "cs-store-private.h"
#include "cs-version.h"

#define PAGE_LINES 200

struct _CsAsRun {
  GObject parent_instance;

  CsStore *store;
  GCancellable *cancellable;
  GPtrArray *lines; /* CsAired, the oldest first */
  gboolean reading;
  gboolean stale; /* something happened while it was being read */
};

typedef struct {
  gint64 after_id;
  guint max_lines;
} Page;

static const char page_sql[] =
  "SELECT g.id, g.post_id, p.network, f.name, f.handle, coalesce (v.text, v.raw_text), v.version, g.taken_us,"
  " e.ended_us, e.how, g.who, g.slot_id, g.slot"
  " FROM airing AS g JOIN post AS p ON p.id = g.post_id JOIN post_version AS v ON v.id = g.version_id"
  " JOIN account_version AS f ON f.id = v.account_version_id"
  " LEFT JOIN airing_end AS e ON e.airing_id = g.id"
  " WHERE g.id > ? ORDER BY g.id LIMIT ?";

static guint
get_n_items (GListModel *list)
{
  return CS_AS_RUN (list)->lines->len;
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  CsAsRun *self = CS_AS_RUN (list);

  return position < self->lines->len ? g_object_ref (self->lines->pdata[self->lines->len - 1 - position]) : NULL;
}

static GType
get_item_type (GListModel *list)
{
  return CS_TYPE_AIRED;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CsAsRun, cs_as_run, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static CsAired *
read_line (CsStatement *row)
{
  CsAired *line = g_object_new (CS_TYPE_AIRED, NULL);

  line->id = cs_statement_get_int (row, 0);
  line->post_id = cs_statement_get_int (row, 1);
  line->network = CLAMP (cs_statement_get_int (row, 2), 0, CS_N_NETWORKS - 1);
  line->name = cs_statement_dup_text (row, 3);
  line->handle = cs_statement_dup_text (row, 4);
  line->text = cs_statement_dup_text (row, 5);
  cs_version_to_hex (sqlite3_column_blob (row, 6), sqlite3_column_bytes (row, 6), line->version);
  line->from_us = cs_statement_get_int (row, 7);
  line->to_us = cs_statement_get_int (row, 8);
  line->how = cs_statement_dup_text (row, 9);
  line->by = cs_statement_dup_text (row, 10);
  line->slot_id = cs_statement_get_int (row, 11);
  line->slot = cs_statement_dup_text (row, 12);
  return line;
}

static GPtrArray *
read_page (CsDatabase *db,
           const Page *page,
           GError    **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CsStatement) row = cs_database_prepare (db, page_sql, error);
  CsStep step;

  if (row == NULL)
    return NULL;
  cs_statement_set_int (row, 1, page->after_id);
  cs_statement_set_int (row, 2, page->max_lines);
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW)
    g_ptr_array_add (lines, read_line (row));
  return step == CS_STEP_DONE ? g_steal_pointer (&lines) : NULL;
}

static void
page_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CsStore *self = source;
  GError *error = NULL;
  GPtrArray *lines = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (cs_store_check_database (self->reading, &error) != NULL)
    lines = read_page (self->reading, data, &error);
  if (lines == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, lines, (GDestroyNotify) g_ptr_array_unref);
}

/* The first line that may be another than the one held: new ones follow the last, and what was on air may have
 * ended. The log only grows, without gaps. */
static gint64
find_first_stale (CsAsRun *self)
{
  CsCounts counts;

  for (guint i = 0; i < self->lines->len; i++) {
    const CsAired *line = self->lines->pdata[i];

    if (line->to_us == 0)
      return line->id;
  }
  if (self->lines->len > 0)
    return ((CsAired *) self->lines->pdata[self->lines->len - 1])->id + 1;
  cs_store_get_counts (self->store, &counts);
  return counts.aired > CS_AS_RUN_MAX_LINES ? counts.aired - CS_AS_RUN_MAX_LINES + 1 : 1;
}

static guint
find_line (CsAsRun *self,
           gint64   id)
{
  for (guint i = self->lines->len; i > 0; i--) {
    const CsAired *line = self->lines->pdata[i - 1];

    if (line->id == id)
      return i - 1;
    if (line->id < id)
      break;
  }
  return G_MAXUINT;
}

/* GTK 4.8 shows wrong rows after a removal of several at once. */
static void
drop_oldest (CsAsRun *self)
{
  while (self->lines->len > CS_AS_RUN_MAX_LINES) {
    g_ptr_array_remove_index (self->lines, 0);
    g_list_model_items_changed (G_LIST_MODEL (self), self->lines->len, 1, 0);
  }
}

static void
take_line (CsAsRun *self,
           CsAired *line)
{
  guint at = find_line (self, line->id);

  if (at == G_MAXUINT) {
    g_ptr_array_add (self->lines, g_object_ref (line));
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
  } else if (((CsAired *) self->lines->pdata[at])->to_us != line->to_us) {
    g_object_unref (self->lines->pdata[at]);
    self->lines->pdata[at] = g_object_ref (line);
    g_list_model_items_changed (G_LIST_MODEL (self), self->lines->len - 1 - at, 1, 1);
  }
}

static void read_after (CsAsRun *self,
                        gint64   after_id);
static void catch_up (CsAsRun *self);

static void
page_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = cs_store_read_as_run_finish (CS_STORE (object), result, &error);
  CsAsRun *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->reading = FALSE;
  if (lines == NULL) {
    g_debug ("as-run log not read: %s", error->message);
    return;
  }
  for (guint i = 0; i < lines->len; i++)
    take_line (self, lines->pdata[i]);
  drop_oldest (self);
  if (lines->len == PAGE_LINES)
    read_after (self, ((CsAired *) lines->pdata[lines->len - 1])->id);
  else if (self->stale)
    catch_up (self);
}

static void
read_after (CsAsRun *self,
            gint64   after_id)
{
  self->reading = TRUE;
  cs_store_read_as_run_async (self->store, after_id, PAGE_LINES, self->cancellable, page_read_cb, self);
}

static void
catch_up (CsAsRun *self)
{
  self->stale = FALSE;
  read_after (self, find_first_stale (self) - 1);
}

static void
changed_cb (CsStore        *store,
            const CsChange *change,
            CsAsRun        *self)
{
  if (!change->airings)
    return;
  if (self->reading)
    self->stale = TRUE;
  else
    catch_up (self);
}

static void
cs_as_run_dispose (GObject *object)
{
  CsAsRun *self = CS_AS_RUN (object);

  g_cancellable_cancel (self->cancellable);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_func (self->store, changed_cb, self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cs_as_run_parent_class)->dispose (object);
}

static void
cs_as_run_finalize (GObject *object)
{
  CsAsRun *self = CS_AS_RUN (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->lines);
  G_OBJECT_CLASS (cs_as_run_parent_class)->finalize (object);
}

static void
cs_as_run_class_init (CsAsRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_as_run_dispose;
  object_class->finalize = cs_as_run_finalize;
}

static void
cs_as_run_init (CsAsRun *self)
{
  self->cancellable = g_cancellable_new ();
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * cs_store_read_as_run_async:
 * @self: a store
 * @after_id: the line before the first to read, or 0
 * @max_lines: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called when they were read
 * @user_data: for @callback
 *
 * Reads a page of the as-run log.
 */
void
cs_store_read_as_run_async (CsStore            *self,
                            gint64              after_id,
                            guint               max_lines,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task;
  Page *page;

  g_return_if_fail (CS_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  page = g_new0 (Page, 1);
  page->after_id = after_id;
  page->max_lines = max_lines;
  g_task_set_source_tag (task, cs_store_read_as_run_async);
  g_task_set_task_data (task, page, g_free);
  cs_store_read (self, task, page_thread);
}

/**
 * cs_store_read_as_run_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type CsAired) (nullable): the lines, the oldest first
 */
GPtrArray *
cs_store_read_as_run_finish (CsStore      *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_as_run_new:
 * @store: an open show file
 *
 * Returns: (transfer full): the last lines of its as-run log, being read
 */
CsAsRun *
cs_as_run_new (CsStore *store)
{
  CsAsRun *self;

  g_return_val_if_fail (CS_IS_STORE (store), NULL);

  self = g_object_new (CS_TYPE_AS_RUN, NULL);
  self->store = g_object_ref (store);
  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), self);
  catch_up (self);
  return self;
}

/**
 * cs_as_run_get_loading:
 * @self: an as-run log
 *
 * Returns: whether lines are still being read
 */
gboolean
cs_as_run_get_loading (CsAsRun *self)
{
  g_return_val_if_fail (CS_IS_AS_RUN (self), FALSE);

  return self->reading;
}
