/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-ferry.h"

/* A source that gets this far ahead of the show file waits on its own thread. */
#define MAX_WAITING 5000
#define RETRY_MS 2000

/* One way across for each source: one load is on its way, and what arrives meanwhile is the next load. So the
 * order is kept, a position is saved only with everything before it, and a flood travels in large loads. */
typedef struct {
  CsFerry *ferry; /* not owned: the lane ends with it */
  char *source_id;
  GPtrArray *next; /* CsEvent: main thread: waits for the load that is on its way */
  char *next_position; /* (nullable) */
  GPtrArray *load; /* (nullable): CsEvent: on its way */
  char *load_position; /* (nullable) */
} Lane;

struct _CsFerry {
  GObject parent_instance;

  CsStore *store;
  CsAirGuard *guard;
  GMainContext *context; /* where the store is spoken to */
  GHashTable *lanes; /* source id → Lane: main thread */
  char *trouble; /* (nullable): main thread: why posts are not on disk */
  CsTagMeter *meter; /* main thread */

  GMutex lock; /* guards what follows */
  GCond room; /* fewer are waiting, or closed */
  CsFlow flow; /* waiting: events handed over and not on disk yet */
  gboolean closed;
};

typedef struct {
  CsFerry *ferry;
  char *source_id;
  GPtrArray *events;
  char *position; /* (nullable) */
} Arrival;

enum { PROP_0, PROP_TROUBLE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsFerry, cs_ferry, G_TYPE_OBJECT)

static void cross (Lane *lane);

static void
lane_free (Lane *lane)
{
  g_free (lane->source_id);
  g_ptr_array_unref (lane->next);
  g_free (lane->next_position);
  g_clear_pointer (&lane->load, g_ptr_array_unref);
  g_free (lane->load_position);
  g_free (lane);
}

static Lane *
get_lane (CsFerry    *self,
          const char *source_id)
{
  Lane *lane = g_hash_table_lookup (self->lanes, source_id);

  if (lane == NULL) {
    lane = g_new0 (Lane, 1);
    lane->ferry = self;
    lane->source_id = g_strdup (source_id);
    lane->next = cs_event_batch_new ();
    g_hash_table_insert (self->lanes, lane->source_id, lane);
  }
  return lane;
}

static void
arrival_free (Arrival *arrival)
{
  g_object_unref (arrival->ferry);
  g_free (arrival->source_id);
  g_ptr_array_unref (arrival->events);
  g_free (arrival->position);
  g_free (arrival);
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
unload (Lane *lane)
{
  CsFerry *self = lane->ferry;

  cs_air_guard_release (self->guard, lane->load);
  g_mutex_lock (&self->lock);
  self->flow.waiting -= lane->load->len;
  g_cond_broadcast (&self->room);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&lane->load, g_ptr_array_unref);
  g_clear_pointer (&lane->load_position, g_free);
}

static gboolean
retry_cb (gpointer data)
{
  Lane *lane = data;
  g_autoptr (CsFerry) self = lane->ferry; /* the reference that ingested_cb() left */

  cross (lane);
  return G_SOURCE_REMOVE;
}

static void
ingested_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Lane *lane = data;
  g_autoptr (CsFerry) self = lane->ferry; /* the reference that cross() took */
  g_autoptr (GError) error = NULL;

  if (cs_store_ingest_finish (CS_STORE (source), result, NULL, &error)) {
    set_trouble (self, NULL);
    unload (lane);
    if (lane->next->len > 0)
      cross (lane);
    return;
  }
  set_trouble (self, error->message);
  if (self->closed) {
    unload (lane);
    return;
  }
  /* Nothing is given up: the source stands still until the disk takes it. */
  g_timeout_add (RETRY_MS, retry_cb, lane);
  g_steal_pointer (&self);
}

static void
cross (Lane *lane)
{
  if (lane->load == NULL) {
    lane->load = g_steal_pointer (&lane->next);
    lane->load_position = g_steal_pointer (&lane->next_position);
    lane->next = cs_event_batch_new ();
  }
  g_object_ref (lane->ferry);
  cs_store_ingest_from_async (lane->ferry->store, lane->load, lane->source_id, lane->load_position, NULL, ingested_cb,
                              lane);
}

static gboolean
arrive_cb (gpointer data)
{
  Arrival *arrival = data;
  Lane *lane = get_lane (arrival->ferry, arrival->source_id);

  cs_tag_meter_take (arrival->ferry->meter, arrival->events, g_get_monotonic_time () / G_USEC_PER_SEC);
  for (guint i = 0; i < arrival->events->len; i++)
    g_ptr_array_add (lane->next, cs_event_ref (arrival->events->pdata[i]));
  if (arrival->position != NULL) {
    g_free (lane->next_position);
    lane->next_position = g_steal_pointer (&arrival->position);
  }
  if (lane->load == NULL)
    cross (lane);
  arrival_free (arrival);
  return G_SOURCE_REMOVE;
}

/* Not g_main_context_invoke(): between two runs of the loop that would call here and now. */
static void
send_over (CsFerry *self,
           Arrival *arrival)
{
  g_autoptr (GSource) idle = g_idle_source_new ();

  g_source_set_priority (idle, G_PRIORITY_DEFAULT);
  g_source_set_callback (idle, arrive_cb, arrival, NULL);
  g_source_attach (idle, self->context);
}

/* With the lock held. A batch that is larger than the room crosses alone. */
static gboolean
is_full (CsFerry *self,
         guint    n_events)
{
  return self->flow.waiting > 0 && self->flow.waiting + n_events > MAX_WAITING && !self->closed;
}

/* On the source's thread. */
static void
sink_cb (CsSource   *source,
         GPtrArray  *events,
         const char *position,
         gpointer    user_data)
{
  CsFerry *self = user_data;
  Arrival *arrival;

  cs_air_guard_hold (self->guard, events);

  g_mutex_lock (&self->lock);
  if (is_full (self, events->len))
    self->flow.n_held_back++;
  while (is_full (self, events->len))
    g_cond_wait (&self->room, &self->lock);
  if (self->closed) {
    g_mutex_unlock (&self->lock);
    return;
  }
  self->flow.waiting += events->len;
  self->flow.most_waiting = MAX (self->flow.most_waiting, self->flow.waiting);
  g_mutex_unlock (&self->lock);

  arrival = g_new0 (Arrival, 1);
  arrival->ferry = g_object_ref (self);
  arrival->source_id = g_strdup (cs_source_get_id (source));
  arrival->events = g_ptr_array_ref (events);
  arrival->position = g_strdup (position);
  send_over (self, arrival);
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

  g_hash_table_unref (self->lanes);
  g_object_unref (self->store);
  cs_air_guard_unref (self->guard);
  g_main_context_unref (self->context);
  g_free (self->trouble);
  cs_tag_meter_free (self->meter);
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
  self->meter = cs_tag_meter_new ();
  self->lanes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) lane_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->room);
}

/**
 * cs_ferry_new:
 * @store: the open show file
 * @guard: learns of every batch first
 *
 * Returns: (transfer full): a new ferry; main thread only
 */
CsFerry *
cs_ferry_new (CsStore    *store,
              CsAirGuard *guard)
{
  CsFerry *self = g_object_new (CS_TYPE_FERRY, NULL);

  self->store = g_object_ref (store);
  self->guard = cs_air_guard_ref (guard);
  self->context = g_main_context_ref_thread_default ();
  return self;
}

/**
 * cs_ferry_attach:
 * @self: a ferry
 * @source: a source that has not been started
 *
 * Takes what @source reports. Where to go on from is saved with it, in the same transaction.
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
  return self->flow.waiting;
}

/**
 * cs_ferry_get_flow:
 * @self: a ferry
 * @flow: (out): how the file keeps up
 *
 * Any thread.
 */
void
cs_ferry_get_flow (CsFerry *self,
                   CsFlow  *flow)
{
  g_return_if_fail (CS_IS_FERRY (self));

  g_mutex_lock (&self->lock);
  *flow = self->flow;
  g_mutex_unlock (&self->lock);
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

/**
 * cs_ferry_get_tag_meter:
 * @self: a ferry
 *
 * Returns: (transfer none): how many posts come with which hashtag; main thread only, by g_get_monotonic_time()
 */
CsTagMeter *
cs_ferry_get_tag_meter (CsFerry *self)
{
  g_return_val_if_fail (CS_IS_FERRY (self), NULL);

  return self->meter;
}
