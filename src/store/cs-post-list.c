/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post-list-private.h"

#include "cs-store-private.h"

#define PAGE 32
#define FLUSH_INTERVAL_US (100 * 1000)

enum { PROP_0, PROP_HELD, PROP_N_WAITING, PROP_LOADING, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CsPostList, cs_post_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

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

void
cs_post_list_set_loading (CsPostList *self,
                          gboolean    loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
flush (CsPostList *self)
{
  self->flushed_us = g_get_monotonic_time ();
  cs_list_news_tell (self->news, self->rows);
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

void
cs_post_list_flush_soon (CsPostList *self)
{
  gint64 in_us = self->flushed_us + FLUSH_INTERVAL_US - g_get_monotonic_time ();

  if (self->held) {
    set_n_waiting (self, cs_list_news_count_coming (self->news, self->rows));
    return;
  }
  if (!self->manual && self->flush_id == 0 && !cs_list_news_is_empty (self->news))
    self->flush_id = g_timeout_add (CLAMP (in_us, 0, FLUSH_INTERVAL_US) / 1000, flush_cb, self);
}

static void
give_up_questions (CsPostList *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->flush_id, g_source_remove);
  cs_id_vector_clear (self->changed);
  cs_list_news_clear (self->news);
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
  cs_list_news_free (self->news);
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
  self->news = cs_list_news_new ();
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
  g_signal_connect_swapped (store, "changed", G_CALLBACK (cs_post_list_take_change), self);
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
  set_n_waiting (self, 0);
  cs_post_list_read_anew (self);
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
    cs_post_list_flush_soon (self);
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
    cs_post_list_flush_soon (self);
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

  if (!self->held && !self->fresh && !cs_list_news_is_empty (self->news))
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
