/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-ferry.h"

/* A source that gets this far ahead of the show file waits on its own thread. */
#define MAX_WAITING 5000
#define RETRY_MS 2000

struct _CsFerry {
  GObject parent_instance;

  CsStore *store;
  CsAirGuard *guard; /* not owned: outlives the ferry */
  GMainContext *context; /* where the store is spoken to */
  char *trouble; /* (nullable): main thread: why batches are not on disk */
  GQueue crossings; /* Crossing, main thread: in the order in which they were handed over */

  GMutex lock; /* guards what follows */
  GCond room; /* n_waiting went down, or closed */
  guint n_waiting; /* events handed over and not on disk yet */
  gboolean closed;
};

typedef struct {
  CsFerry *ferry;
  CsSource *source;
  GPtrArray *events;
  char *position; /* (nullable) */
  gboolean arrived; /* on disk, but perhaps an earlier one is not */
} Crossing;

enum { PROP_0, PROP_TROUBLE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsFerry, cs_ferry, G_TYPE_OBJECT)

static void
crossing_free (Crossing *crossing)
{
  g_object_unref (crossing->ferry);
  g_object_unref (crossing->source);
  g_ptr_array_unref (crossing->events);
  g_free (crossing->position);
  g_free (crossing);
}

static void
set_trouble (CsFerry    *self,
             const char *trouble)
{
  if (g_strcmp0 (self->trouble, trouble) == 0)
    return;
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

static void
save_position (Crossing *crossing)
{
  if (crossing->position == NULL)
    return;

  g_autofree char *name = g_strdup_printf ("position.%s", cs_source_get_id (crossing->source));
  cs_store_set_setting_async (crossing->ferry->store, name, g_variant_new_string (crossing->position), NULL,
                              NULL, NULL);
}

/* A position says that everything up to it is on disk: it waits for the batches before its own. */
static void
land (CsFerry *self)
{
  Crossing *crossing;

  while ((crossing = g_queue_peek_head (&self->crossings)) != NULL && crossing->arrived) {
    g_queue_pop_head (&self->crossings);
    save_position (crossing);
    crossing_free (crossing);
  }
}

static void
arrive (Crossing *crossing)
{
  CsFerry *self = crossing->ferry;

  cs_air_guard_release (self->guard, crossing->events);
  g_mutex_lock (&self->lock);
  self->n_waiting -= crossing->events->len;
  g_cond_broadcast (&self->room);
  g_mutex_unlock (&self->lock);
  crossing->arrived = TRUE;
}

static gboolean retry_cb (gpointer data);

static void
ingested_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Crossing *crossing = data;
  g_autoptr (CsFerry) self = g_object_ref (crossing->ferry);
  g_autoptr (GError) error = NULL;

  if (cs_store_ingest_finish (CS_STORE (source), result, NULL, &error)) {
    set_trouble (self, NULL);
    arrive (crossing);
    land (self);
    return;
  }
  set_trouble (self, error->message);
  if (self->closed) {
    g_clear_pointer (&crossing->position, g_free);
    arrive (crossing);
    land (self);
    return;
  }
  /* Nothing is given up: the source stands still until the disk takes it. */
  g_timeout_add (RETRY_MS, retry_cb, crossing);
}

static gboolean
retry_cb (gpointer data)
{
  Crossing *crossing = data;

  cs_store_ingest_async (crossing->ferry->store, crossing->events, NULL, ingested_cb, crossing);
  return G_SOURCE_REMOVE;
}

static gboolean
cross_cb (gpointer data)
{
  Crossing *crossing = data;

  g_queue_push_tail (&crossing->ferry->crossings, crossing);
  return retry_cb (crossing);
}

/* Not g_main_context_invoke(): between two runs of the loop that would call here and now. */
static void
send_over (CsFerry  *self,
           Crossing *crossing)
{
  g_autoptr (GSource) idle = g_idle_source_new ();

  g_source_set_priority (idle, G_PRIORITY_DEFAULT);
  g_source_set_callback (idle, cross_cb, crossing, NULL);
  g_source_attach (idle, self->context);
}

/* On the source's thread. */
static void
sink_cb (CsSource   *source,
         GPtrArray  *events,
         const char *position,
         gpointer    user_data)
{
  CsFerry *self = user_data;
  Crossing *crossing;

  cs_air_guard_hold (self->guard, events);

  g_mutex_lock (&self->lock);
  while (self->n_waiting > 0 && self->n_waiting + events->len > MAX_WAITING && !self->closed)
    g_cond_wait (&self->room, &self->lock);
  if (self->closed) {
    g_mutex_unlock (&self->lock);
    return;
  }
  self->n_waiting += events->len;
  g_mutex_unlock (&self->lock);

  crossing = g_new0 (Crossing, 1);
  crossing->ferry = g_object_ref (self);
  crossing->source = g_object_ref (source);
  crossing->events = g_ptr_array_ref (events);
  crossing->position = g_strdup (position);
  send_over (self, crossing);
}

static void
cs_ferry_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  CsFerry *self = CS_FERRY (object);

  switch (prop_id) {
  case PROP_TROUBLE:
    g_value_set_string (value, self->trouble);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_ferry_finalize (GObject *object)
{
  CsFerry *self = CS_FERRY (object);

  g_object_unref (self->store);
  g_main_context_unref (self->context);
  g_free (self->trouble);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->room);
  G_OBJECT_CLASS (cs_ferry_parent_class)->finalize (object);
}

static void
cs_ferry_class_init (CsFerryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_ferry_get_property;
  object_class->finalize = cs_ferry_finalize;

  /**
   * CsFerry:trouble: (nullable)
   *
   * A sentence that says why posts are not being saved, or %NULL while they are.
   */
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                  G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_ferry_init (CsFerry *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->room);
}

/**
 * cs_ferry_new:
 * @store: the open show file
 * @guard: learns of every batch first; must outlive the ferry
 *
 * Returns: (transfer full): a new ferry; main thread only
 */
CsFerry *
cs_ferry_new (CsStore    *store,
              CsAirGuard *guard)
{
  CsFerry *self = g_object_new (CS_TYPE_FERRY, NULL);

  self->store = g_object_ref (store);
  self->guard = guard;
  self->context = g_main_context_ref_thread_default ();
  return self;
}

/**
 * cs_ferry_attach:
 * @self: a ferry
 * @source: a source that has not been started
 *
 * Takes what @source reports. Where to go on from is saved as the setting "position.ID" once the batch
 * is on disk.
 */
void
cs_ferry_attach (CsFerry  *self,
                 CsSource *source)
{
  g_return_if_fail (CS_IS_FERRY (self) && CS_IS_SOURCE (source));

  cs_source_set_sink (source, sink_cb, g_object_ref (self), g_object_unref);
}

/**
 * cs_ferry_close:
 * @self: a ferry
 *
 * Takes nothing more and lets waiting sources go; they will report the same again after the next start,
 * since their position was not moved on. What was already taken is still put on disk.
 */
void
cs_ferry_close (CsFerry *self)
{
  g_return_if_fail (CS_IS_FERRY (self));

  g_mutex_lock (&self->lock);
  self->closed = TRUE;
  g_cond_broadcast (&self->room);
  g_mutex_unlock (&self->lock);
}

/**
 * cs_ferry_get_n_waiting:
 * @self: a ferry
 *
 * Returns: how many events were handed over and are not on disk yet
 */
guint
cs_ferry_get_n_waiting (CsFerry *self)
{
  g_return_val_if_fail (CS_IS_FERRY (self), 0);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  return self->n_waiting;
}

/**
 * cs_ferry_get_trouble:
 * @self: a ferry
 *
 * Returns: (transfer none) (nullable): why posts are not being saved
 */
const char *
cs_ferry_get_trouble (CsFerry *self)
{
  g_return_val_if_fail (CS_IS_FERRY (self), NULL);

  return self->trouble;
}
