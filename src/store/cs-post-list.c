/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post-list.h"

#include "cs-list-rows.h"
#include "cs-list-scan.h"
#include "cs-store-private.h"

#define PAGE 32
/* The first rows come at once whatever the size of the show, the others in growing portions behind them. */
#define FIRST_PORTION 512
#define LAST_PORTION 65536
#define QUEUE_PORTION 10000
/* Nobody reads more of what was found; the newest of it are there. */
#define MAX_FOUND 10000
#define FLUSH_INTERVAL_US (100 * 1000)

struct _CsPostList {
  GObject parent_instance;

  CsStore *store; /* (nullable): disposed */
  CsListQuery *query;
  CsListRows *rows;

  GCancellable *cancellable; /* of the questions that this query has asked */
  gboolean fresh;            /* the rows are still those of the query before */
  gboolean loading;          /* there may be rows beyond the last */
  gint64 last_id;            /* the last id that was read in the list's order */
  guint portion;

  CsIdVector *changed; /* posts that are to be checked */
  gboolean checking;   /* an answer is on its way */
  CsIdVector *coming;  /* they belong and are not there yet */
  CsIdVector *going;   /* they are there and do not belong */
  GArray *queue;       /* (nullable): the queue as it is to be */

  gboolean held;
  guint n_waiting;
  gboolean manual; /* someone else flushes */
  guint flush_id;
  gint64 flushed_us; /* monotonic */
};

enum { PROP_0, PROP_HELD, PROP_N_WAITING, PROP_LOADING, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);
static void check_changed (CsPostList *self);
static void read_portion (CsPostList *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (CsPostList, cs_post_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static gboolean
is_queue (CsPostList *self)
{
  return cs_list_query_get_order (self->query) == CS_POST_ORDER_QUEUE;
}

/* What lies beyond the last row read will be read after whatever has changed there. */
static gboolean
is_in_reach (CsPostList *self,
             gint64      id)
{
  if (!self->loading)
    return TRUE;
  return cs_list_query_get_order (self->query) == CS_POST_ORDER_NEWEST ? id >= self->last_id : id <= self->last_id;
}

/* A list that nobody wants any more must not be kept alive by its own questions. */
static gpointer
hand_out (CsPostList *self)
{
  GWeakRef *handle = g_new0 (GWeakRef, 1);

  g_weak_ref_init (handle, self);
  return handle;
}

static CsPostList *
take_back (gpointer data)
{
  GWeakRef *handle = data;
  CsPostList *self = g_weak_ref_get (handle);

  g_weak_ref_clear (handle);
  g_free (handle);
  return self;
}

static void
rows_changed_cb (guint    position,
                 guint    removed,
                 guint    added,
                 gpointer data)
{
  g_list_model_items_changed (G_LIST_MODEL (data), position, removed, added);
}

static void
set_n_waiting (CsPostList *self,
               guint       n_waiting)
{
  if (self->n_waiting == n_waiting)
    return;
  self->n_waiting = n_waiting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
}

static void
set_loading (CsPostList *self,
             gboolean    loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static guint
count_waiting (CsPostList *self)
{
  guint n_rows = cs_list_rows_get_length (self->rows);

  if (self->queue != NULL)
    return self->queue->len > n_rows ? self->queue->len - n_rows : 0;
  return cs_id_vector_get_length (self->coming);
}

static gboolean
has_news (CsPostList *self)
{
  return self->queue != NULL || cs_id_vector_get_length (self->coming) > 0 ||
         cs_id_vector_get_length (self->going) > 0;
}

/* The lists of what is to be told are taken away first: whoever is told may change this list again. */
static void
flush (CsPostList *self)
{
  g_autoptr (CsIdVector) going = g_steal_pointer (&self->going);
  g_autoptr (CsIdVector) coming = g_steal_pointer (&self->coming);
  g_autoptr (GArray) queue = g_steal_pointer (&self->queue);

  self->going = cs_id_vector_new ();
  self->coming = cs_id_vector_new ();
  self->flushed_us = g_get_monotonic_time ();
  if (queue != NULL)
    cs_list_rows_rearrange (self->rows, queue);
  cs_list_rows_remove (self->rows, going);
  cs_list_rows_insert (self->rows, coming);
  set_n_waiting (self, 0);
}

static gboolean
flush_cb (gpointer data)
{
  CsPostList *self = CS_POST_LIST (data);

  self->flush_id = 0;
  cs_post_list_flush (self);
  return G_SOURCE_REMOVE;
}

static void
flush_soon (CsPostList *self)
{
  gint64 in_us = self->flushed_us + FLUSH_INTERVAL_US - g_get_monotonic_time ();

  if (self->held) {
    set_n_waiting (self, count_waiting (self));
    return;
  }
  if (!self->manual && self->flush_id == 0 && has_news (self))
    self->flush_id = g_timeout_add (CLAMP (in_us, 0, FLUSH_INTERVAL_US) / 1000, flush_cb, self);
}

static void
settle (CsPostList *self,
        gint64      id,
        gboolean    belongs)
{
  gboolean is_there = cs_list_rows_find (self->rows, id) != G_MAXUINT;

  if (!is_in_reach (self, id))
    return;
  cs_id_vector_remove (self->coming, id);
  cs_id_vector_remove (self->going, id);
  if (belongs && !is_there)
    cs_id_vector_insert (self->coming, id);
  else if (!belongs && is_there)
    cs_id_vector_insert (self->going, id);
}

static void
take_checked (CsPostList *self,
              GArray     *asked,
              GArray     *belonging)
{
  g_autoptr (GHashTable) belongs = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < belonging->len; i++)
    g_hash_table_add (belongs, &g_array_index (belonging, gint64, i));
  for (guint i = 0; i < asked->len; i++) {
    gint64 *id = &g_array_index (asked, gint64, i);

    settle (self, *id, g_hash_table_contains (belongs, id));
  }
  flush_soon (self);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (CsPostList) self = take_back (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) belonging = cs_list_scan_finish (CS_STORE (object), result, &error);

  /* The question of a query that was replaced in the meantime. */
  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->checking = FALSE;
  if (belonging != NULL)
    take_checked (self, cs_list_scan_get_asked (result), belonging);
  check_changed (self);
}

static void
check_changed (CsPostList *self)
{
  g_autoptr (GArray) ids = NULL;
  guint n = cs_id_vector_get_length (self->changed);

  if (self->checking || self->fresh || n == 0 || self->store == NULL)
    return;
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  for (guint i = 0; i < n; i++) {
    gint64 id = cs_id_vector_get (self->changed, i);

    if (is_in_reach (self, id))
      g_array_append_val (ids, id);
  }
  cs_id_vector_clear (self->changed);
  if (ids->len == 0)
    return;
  self->checking = TRUE;
  cs_list_scan_check_async (self->store, self->query, ids, self->cancellable, checked_cb, hand_out (self));
}

static void
queue_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (CsPostList) self = take_back (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = cs_list_scan_finish (CS_STORE (object), result, &error);

  if (self == NULL || ids == NULL)
    return;
  g_clear_pointer (&self->queue, g_array_unref);
  self->queue = g_steal_pointer (&ids);
  flush_soon (self);
}

static gboolean
is_last_found (CsPostList *self,
               guint       limit)
{
  return cs_list_query_is_search (self->query) && limit == MAX_FOUND;
}

static void
take_portion (CsPostList   *self,
              GArray       *ids,
              guint         limit,
              GCancellable *asked_with)
{
  if (ids->len > 0)
    self->last_id = g_array_index (ids, gint64, ids->len - 1);
  if (self->fresh) {
    self->fresh = FALSE;
    cs_list_rows_replace (self->rows, cs_list_query_get_order (self->query), ids);
  } else {
    cs_list_rows_append (self->rows, ids);
  }
  /* Whoever was told may have asked for something else. */
  if (self->cancellable != asked_with)
    return;
  set_loading (self, !is_queue (self) && ids->len == limit && !is_last_found (self, limit));
  if (self->loading)
    read_portion (self);
  check_changed (self);
}

static void
portion_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (CsPostList) self = take_back (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = cs_list_scan_finish (CS_STORE (object), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (ids != NULL) {
    take_portion (self, ids, cs_list_scan_get_limit (result), g_task_get_cancellable (G_TASK (result)));
  } else {
    g_debug ("list not read: %s", error->message);
    set_loading (self, FALSE);
  }
}

static void
read_portion (CsPostList *self)
{
  guint limit = is_queue (self) ? QUEUE_PORTION : self->portion;

  /* Each portion of a search costs the whole search: there are only two. */
  self->portion = cs_list_query_is_search (self->query) ? MAX_FOUND : MIN (self->portion * 4, LAST_PORTION);
  cs_list_scan_read_async (self->store, self->query, self->last_id, limit, self->cancellable, portion_read_cb,
                           hand_out (self));
}

static void
add_changed (CsPostList *self,
             GArray     *ids)
{
  for (guint i = 0; i < ids->len; i++)
    cs_id_vector_insert (self->changed, g_array_index (ids, gint64, i));
}

static void
store_changed_cb (CsStore        *store,
                  const CsChange *change,
                  gpointer        data)
{
  CsPostList *self = CS_POST_LIST (data);

  if (is_queue (self)) {
    if (change->queue)
      cs_list_scan_read_async (store, self->query, 0, QUEUE_PORTION, self->cancellable, queue_read_cb,
                               hand_out (self));
    return;
  }
  add_changed (self, change->inserted);
  add_changed (self, change->updated);
  check_changed (self);
}

static void
give_up_questions (CsPostList *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->flush_id, g_source_remove);
  g_clear_pointer (&self->queue, g_array_unref);
  cs_id_vector_clear (self->changed);
  cs_id_vector_clear (self->coming);
  cs_id_vector_clear (self->going);
  self->checking = FALSE;
}

static GType
list_get_item_type (GListModel *model)
{
  return CS_TYPE_POST_ITEM;
}

static guint
list_get_n_items (GListModel *model)
{
  return cs_list_rows_get_length (CS_POST_LIST (model)->rows);
}

/* A row is never asked for alone: the page around it comes with it. */
static void
want_page (CsPostList *self,
           guint       position)
{
  guint first = position - position % PAGE;
  guint n = MIN (PAGE, cs_list_rows_get_length (self->rows) - first);
  gint64 ids[PAGE];

  for (guint i = 0; i < n; i++)
    ids[i] = cs_list_rows_get (self->rows, first + i);
  cs_item_cache_want (self->store->items, ids, n);
}

static gpointer
list_get_item (GListModel *model,
               guint       position)
{
  CsPostList *self = CS_POST_LIST (model);
  CsPostItem *item;

  if (self->store == NULL || position >= cs_list_rows_get_length (self->rows))
    return NULL;
  item = cs_item_cache_get (self->store->items, cs_list_rows_get (self->rows, position));
  if (cs_post_item_get_entry (item) == NULL)
    want_page (self, position);
  return item;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = list_get_item_type;
  iface->get_n_items = list_get_n_items;
  iface->get_item = list_get_item;
}

static void
cs_post_list_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CsPostList *self = CS_POST_LIST (object);

  switch (prop_id) {
  case PROP_HELD:
    g_value_set_boolean (value, self->held);
    break;
  case PROP_N_WAITING:
    g_value_set_uint (value, self->n_waiting);
    break;
  case PROP_LOADING:
    g_value_set_boolean (value, self->loading);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_post_list_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  CsPostList *self = CS_POST_LIST (object);

  switch (prop_id) {
  case PROP_HELD:
    cs_post_list_set_held (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_post_list_dispose (GObject *object)
{
  CsPostList *self = CS_POST_LIST (object);

  give_up_questions (self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cs_post_list_parent_class)->dispose (object);
}

static void
cs_post_list_finalize (GObject *object)
{
  CsPostList *self = CS_POST_LIST (object);

  g_clear_pointer (&self->query, cs_list_query_unref);
  cs_list_rows_free (self->rows);
  cs_id_vector_free (self->changed);
  cs_id_vector_free (self->coming);
  cs_id_vector_free (self->going);
  G_OBJECT_CLASS (cs_post_list_parent_class)->finalize (object);
}

static void
cs_post_list_class_init (CsPostListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_post_list_get_property;
  object_class->set_property = cs_post_list_set_property;
  object_class->dispose = cs_post_list_dispose;
  object_class->finalize = cs_post_list_finalize;

  /**
   * CsPostList:held:
   *
   * Whether the list keeps still.
   */
  properties[PROP_HELD] = g_param_spec_boolean ("held", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                G_PARAM_EXPLICIT_NOTIFY);
  /**
   * CsPostList:n-waiting:
   *
   * How many rows will come when the list is released.
   */
  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                  G_PARAM_EXPLICIT_NOTIFY);
  /**
   * CsPostList:loading:
   *
   * Whether rows that are in the file already are still on their way.
   */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                   G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_post_list_init (CsPostList *self)
{
  self->rows = cs_list_rows_new (rows_changed_cb, self);
  self->changed = cs_id_vector_new ();
  self->coming = cs_id_vector_new ();
  self->going = cs_id_vector_new ();
}

/**
 * cs_post_list_new:
 * @store: a store with a file open
 * @query: what the list holds
 *
 * Returns: (transfer full): a list that is still empty; main thread
 */
CsPostList *
cs_post_list_new (CsStore           *store,
                  const CsPostQuery *query)
{
  CsPostList *self = g_object_new (CS_TYPE_POST_LIST, NULL);

  self->store = g_object_ref (store);
  g_signal_connect (store, "changed", G_CALLBACK (store_changed_cb), self);
  cs_post_list_set_query (self, query);
  return self;
}

/**
 * cs_post_list_set_query:
 * @self: a list
 * @query: what it is to hold from now on
 *
 * Gives up what is being searched. The rows that are there stay until the first of the new ones are known.
 */
void
cs_post_list_set_query (CsPostList        *self,
                        const CsPostQuery *query)
{
  g_return_if_fail (CS_IS_POST_LIST (self) && query != NULL);

  give_up_questions (self);
  g_clear_pointer (&self->query, cs_list_query_unref);
  self->query = cs_list_query_new (query);
  self->cancellable = g_cancellable_new ();
  self->fresh = TRUE;
  self->last_id = 0;
  self->portion = FIRST_PORTION;
  set_n_waiting (self, 0);
  set_loading (self, TRUE);
  read_portion (self);
}

/**
 * cs_post_list_get_held:
 * @self: a list
 *
 * Returns: whether it keeps still
 */
gboolean
cs_post_list_get_held (CsPostList *self)
{
  g_return_val_if_fail (CS_IS_POST_LIST (self), FALSE);

  return self->held;
}

/**
 * cs_post_list_set_held:
 * @self: a list
 * @held: whether it keeps still
 *
 * Held, no row comes or goes: who is about to press a key will hit the row that is seen. Rows that were on
 * their way when a list was made still come, behind the others. Released, the list catches up at once.
 */
void
cs_post_list_set_held (CsPostList *self,
                       gboolean    held)
{
  g_return_if_fail (CS_IS_POST_LIST (self));

  held = !!held;
  if (self->held == held)
    return;
  self->held = held;
  if (held)
    g_clear_handle_id (&self->flush_id, g_source_remove);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HELD]);
  if (held)
    flush_soon (self);
  else
    flush (self);
}

/**
 * cs_post_list_get_n_waiting:
 * @self: a list
 *
 * Returns: how many rows will come when the list is released
 */
guint
cs_post_list_get_n_waiting (CsPostList *self)
{
  g_return_val_if_fail (CS_IS_POST_LIST (self), 0);

  return self->n_waiting;
}

/**
 * cs_post_list_get_loading:
 * @self: a list
 *
 * Returns: whether rows that are in the file already are still on their way
 */
gboolean
cs_post_list_get_loading (CsPostList *self)
{
  g_return_val_if_fail (CS_IS_POST_LIST (self), FALSE);

  return self->loading;
}

/**
 * cs_post_list_set_auto_flush:
 * @self: a list
 * @auto_flush: whether the list tells of changes by itself, which is so at first
 *
 * Who scrolls a view while rows come in turns this off and calls cs_post_list_flush() after each scroll step.
 */
void
cs_post_list_set_auto_flush (CsPostList *self,
                             gboolean    auto_flush)
{
  g_return_if_fail (CS_IS_POST_LIST (self));

  self->manual = !auto_flush;
  if (self->manual)
    g_clear_handle_id (&self->flush_id, g_source_remove);
  else
    flush_soon (self);
}

/**
 * cs_post_list_flush:
 * @self: a list
 *
 * Tells of the changes that have been gathered, unless the list is held.
 */
void
cs_post_list_flush (CsPostList *self)
{
  g_return_if_fail (CS_IS_POST_LIST (self));

  if (!self->held && !self->fresh && has_news (self))
    flush (self);
}

/**
 * cs_post_list_find:
 * @self: a list
 * @post_id: a post
 *
 * Returns: its position, or %G_MAXUINT (which is %GTK_INVALID_LIST_POSITION) when it is not in the list
 */
guint
cs_post_list_find (CsPostList *self,
                   gint64      post_id)
{
  g_return_val_if_fail (CS_IS_POST_LIST (self), G_MAXUINT);

  return cs_list_rows_find (self->rows, post_id);
}

/**
 * cs_post_list_get_id:
 * @self: a list
 * @position: from 0
 *
 * Returns: the post there, without reading anything of it; 0 beyond the end
 */
gint64
cs_post_list_get_id (CsPostList *self,
                     guint       position)
{
  g_return_val_if_fail (CS_IS_POST_LIST (self), 0);

  return position < cs_list_rows_get_length (self->rows) ? cs_list_rows_get (self->rows, position) : 0;
}
