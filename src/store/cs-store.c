/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-private.h"

#include "cs-entry-reader.h"

#include <glib/gi18n-lib.h>
#include <malloc.h>

#define MAX_CACHED_ENTRIES 2000
/* News of arriving posts is told at most this often; of decisions at once. */
#define NEWS_INTERVAL_US (50 * 1000)
/* So long without a question, and a connection gives up what it remembers of the file. */
#define REST_MS 2000

enum { PROP_0, PROP_TROUBLE, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsStore, cs_store, G_TYPE_OBJECT)
G_DEFINE_QUARK (cs-store-error-quark, cs_store_error)

static void
items_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  CsStore *self = CS_STORE (object);
  g_autoptr (GArray) ids = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = cs_store_read_entries_finish (self, result, &error);

  if (entries == NULL)
    g_debug ("entries not read: %s", error->message);
  cs_item_cache_take_read (self->items, ids, entries);
}

static void
read_items (GArray  *ids,
            gpointer data)
{
  cs_store_read_entries_async (CS_STORE (data), (const gint64 *) ids->data, ids->len, NULL, items_read_cb,
                               g_array_ref (ids));
}

static gboolean
tell_news_cb (gpointer data)
{
  CsStore *self = CS_STORE (data);
  g_autoptr (CsStore) kept = g_object_ref (self);
  g_autoptr (CsChange) news = NULL;

  g_mutex_lock (&self->lock);
  news = g_steal_pointer (&self->news);
  g_clear_pointer (&self->news_source, g_source_unref);
  self->last_news_us = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);

  self->counts = news->counts;
  cs_item_cache_take_change (self->items, news);
  g_signal_emit (self, signals[CHANGED], 0, news);
  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
schedule_news (CsStore *self,
               gboolean urgent)
{
  gint64 ready_us = urgent ? 0 : self->last_news_us + NEWS_INTERVAL_US;

  if (self->news_source != NULL) {
    if (urgent)
      g_source_set_ready_time (self->news_source, 0);
    return;
  }
  self->news_source = g_timeout_source_new (0);
  g_source_set_callback (self->news_source, tell_news_cb, self, NULL);
  g_source_set_priority (self->news_source, G_PRIORITY_DEFAULT);
  g_source_set_ready_time (self->news_source, ready_us);
  g_source_set_static_name (self->news_source, "coulisses store news");
  g_source_attach (self->news_source, self->context);
}

/* Pages that nobody asks for: the system keeps the file's too. What came back is given to the system. */
static void
give_up (CsDatabase *database)
{
  if (database == NULL)
    return;
  cs_database_shrink (database);
  malloc_trim (0);
}

static void
rest_writer (gpointer data)
{
  give_up (((CsStore *) data)->writing);
}

static void
rest_reader (gpointer data)
{
  give_up (((CsStore *) data)->reading);
}

static void
rest_scanner (gpointer data)
{
  give_up (((CsStore *) data)->scanning);
}

static gboolean
tell_trouble_cb (gpointer data)
{
  CsStore *self = CS_STORE (data);
  g_autoptr (CsStore) kept = g_object_ref (self);

  g_mutex_lock (&self->lock);
  g_free (self->trouble);
  self->trouble = g_steal_pointer (&self->next_trouble);
  g_clear_pointer (&self->trouble_source, g_source_unref);
  g_mutex_unlock (&self->lock);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
  return G_SOURCE_REMOVE;
}

static void
cs_store_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  CsStore *self = CS_STORE (object);

  switch (prop_id) {
  case PROP_TROUBLE:
    g_value_set_string (value, self->trouble);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_store_dispose (GObject *object)
{
  CsStore *self = CS_STORE (object);

  cs_worker_stop (self->scanner_thread);
  cs_worker_stop (self->reader_thread);
  cs_worker_stop (self->writer_thread);
  g_clear_pointer (&self->ballast, cs_ballast_free); /* its thread tells, too */
  if (self->news_source != NULL)
    g_source_destroy (self->news_source);
  g_clear_pointer (&self->news_source, g_source_unref);
  if (self->trouble_source != NULL)
    g_source_destroy (self->trouble_source);
  g_clear_pointer (&self->trouble_source, g_source_unref);
  G_OBJECT_CLASS (cs_store_parent_class)->dispose (object);
}

static void
cs_store_finalize (GObject *object)
{
  CsStore *self = CS_STORE (object);

  g_clear_pointer (&self->items, cs_item_cache_free);
  g_clear_pointer (&self->probe, cs_word_probe_free);
  g_clear_pointer (&self->scanning, cs_database_close);
  g_clear_pointer (&self->reading, cs_database_close);
  g_clear_pointer (&self->checkpoint, cs_checkpoint_free);
  g_clear_pointer (&self->writer, cs_writer_free);
  g_clear_pointer (&self->writing, cs_database_close);
  g_clear_pointer (&self->lease, cs_lease_release);
  g_clear_pointer (&self->news, cs_change_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->scanner_thread);
  g_clear_object (&self->reader_thread);
  g_clear_object (&self->writer_thread);
  g_clear_object (&self->clock);
  g_free (self->path);
  g_free (self->trouble);
  g_free (self->next_trouble);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (cs_store_parent_class)->finalize (object);
}

static void
cs_store_class_init (CsStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_store_get_property;
  object_class->dispose = cs_store_dispose;
  object_class->finalize = cs_store_finalize;

  /**
   * CsStore:trouble: (nullable)
   *
   * A sentence that says that the disk is full and what that means, or %NULL. Told as #CsStore::changed is.
   */
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * CsStore::changed:
   * @self: the store
   * @change: what has happened to the file since the last time
   *
   * Emitted in the main context in which the store was opened. A decision is told at once, arriving
   * posts many at a time.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, CS_TYPE_CHANGE | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
cs_store_init (CsStore *self)
{
  g_mutex_init (&self->lock);
  g_queue_init (&self->batches);
  self->writer_thread = cs_worker_new_resting ("store-writer", REST_MS, rest_writer, self);
  self->reader_thread = cs_worker_new_resting ("store-reader", REST_MS, rest_reader, self);
  self->scanner_thread = cs_worker_new_resting ("store-scanner", REST_MS, rest_scanner, self);
  self->items = cs_item_cache_new (MAX_CACHED_ENTRIES, read_items, self);
}

/**
 * cs_store_new:
 * @clock: tells the time of decisions
 *
 * Returns: (transfer full): a store with no file open
 */
CsStore *
cs_store_new (CsClock *clock)
{
  CsStore *self = g_object_new (CS_TYPE_STORE, NULL);

  self->clock = g_object_ref (clock);
  return self;
}

/**
 * cs_store_get_path:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): the absolute name of the file that is open
 */
const char *
cs_store_get_path (CsStore *self)
{
  g_return_val_if_fail (CS_IS_STORE (self), NULL);

  return self->path;
}

/**
 * cs_store_get_trouble:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): #CsStore:trouble
 */
const char *
cs_store_get_trouble (CsStore *self)
{
  g_return_val_if_fail (CS_IS_STORE (self), NULL);

  return self->trouble;
}

/**
 * cs_store_get_counts:
 * @self: a store
 * @counts: (out): how many there are of what, as of the last #CsStore::changed
 */
void
cs_store_get_counts (CsStore  *self,
                     CsCounts *counts)
{
  g_return_if_fail (CS_IS_STORE (self));

  *counts = self->counts;
}

/**
 * cs_store_get_item:
 * @self: a store
 * @post_id: a post's row in the show file
 *
 * The one item that stands for this post in all lists. Its entry may still be %NULL: then it is being
 * read, and #CsPostItem:entry tells when it is there.
 *
 * Returns: (transfer full): the item; main thread
 */
CsPostItem *
cs_store_get_item (CsStore *self,
                   gint64   post_id)
{
  CsPostItem *item;

  g_return_val_if_fail (CS_IS_STORE (self), NULL);

  item = cs_item_cache_get (self->items, post_id);
  if (cs_post_item_get_entry (item) == NULL)
    cs_item_cache_want (self->items, &post_id, 1);
  return item;
}

/**
 * cs_store_publish:
 * @self: a store
 * @change: (transfer full): what a transaction has changed
 * @urgent: a person waits for it
 *
 * From the writing thread, before the transaction is answered.
 */
void
cs_store_publish (CsStore  *self,
                  CsChange *change,
                  gboolean  urgent)
{
  g_autoptr (CsChange) owned = change;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (cs_change_is_empty (change))
    return;
  if (self->news == NULL)
    self->news = g_steal_pointer (&owned);
  else
    cs_change_add (self->news, change);
  schedule_news (self, urgent);
}

/**
 * cs_store_tell_trouble:
 * @store: a #CsStore
 * @sentence: (nullable): what #CsStore:trouble is going to be
 *
 * From any thread but, once the store is let go, none.
 */
void
cs_store_tell_trouble (gpointer    store,
                       const char *sentence)
{
  CsStore *self = store;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_free (self->next_trouble);
  self->next_trouble = g_strdup (sentence);
  if (self->trouble_source != NULL)
    return;
  self->trouble_source = g_idle_source_new ();
  g_source_set_priority (self->trouble_source, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->trouble_source, tell_trouble_cb, self, NULL);
  g_source_set_static_name (self->trouble_source, "coulisses store trouble");
  g_source_attach (self->trouble_source, self->context);
}

/**
 * cs_store_write:
 * @self: a store
 * @task: (transfer full): what to answer
 * @func: does it
 */
void
cs_store_write (CsStore        *self,
                GTask          *task,
                GTaskThreadFunc func)
{
  cs_worker_push (self->writer_thread, task, func);
  g_object_unref (task);
}

/**
 * cs_store_read:
 * @self: a store
 * @task: (transfer full): what to answer
 * @func: does it, in a moment
 */
void
cs_store_read (CsStore        *self,
               GTask          *task,
               GTaskThreadFunc func)
{
  cs_worker_push (self->reader_thread, task, func);
  g_object_unref (task);
}

/**
 * cs_store_scan:
 * @self: a store
 * @task: (transfer full): what to answer
 * @func: does it, and may take its time
 */
void
cs_store_scan (CsStore        *self,
               GTask          *task,
               GTaskThreadFunc func)
{
  cs_worker_push (self->scanner_thread, task, func);
  g_object_unref (task);
}
