/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post-list-private.h"

#include "cs-list-scan.h"

/* What a list asks of the show file: its rows in portions, and whether posts that have changed belong to it. */

/* The first rows come at once whatever the size of the show, the others in growing portions behind them. */
#define FIRST_PORTION 512
#define LAST_PORTION 65536
#define QUEUE_PORTION 10000
/* Nobody reads more of what was found; the newest of it are there. */
#define MAX_FOUND 10000

static void check_changed (CsPostList *self);
static void read_portion (CsPostList *self);

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
take_checked (CsPostList *self,
              GArray     *asked,
              GArray     *belonging)
{
  g_autoptr (GHashTable) belongs = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < belonging->len; i++)
    g_hash_table_add (belongs, &g_array_index (belonging, gint64, i));
  for (guint i = 0; i < asked->len; i++) {
    gint64 *id = &g_array_index (asked, gint64, i);

    if (is_in_reach (self, *id))
      cs_list_news_add (self->news, self->rows, *id, g_hash_table_contains (belongs, id));
  }
  cs_post_list_flush_soon (self);
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
  cs_list_news_set_queue (self->news, g_steal_pointer (&ids));
  cs_post_list_flush_soon (self);
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
  cs_post_list_set_loading (self, !is_queue (self) && ids->len == limit && !is_last_found (self, limit));
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
    cs_post_list_set_loading (self, FALSE);
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

/* Asks for everything that the query holds. */
void
cs_post_list_read_anew (CsPostList *self)
{
  self->fresh = TRUE;
  self->last_id = 0;
  self->portion = FIRST_PORTION;
  cs_post_list_set_loading (self, TRUE);
  read_portion (self);
}

void
cs_post_list_take_change (CsPostList     *self,
                          const CsChange *change)
{
  if (is_queue (self)) {
    if (change->queue)
      cs_list_scan_read_async (self->store, self->query, 0, QUEUE_PORTION, self->cancellable, queue_read_cb,
                               hand_out (self));
    return;
  }
  add_changed (self, change->inserted);
  add_changed (self, change->updated);
  check_changed (self);
}
