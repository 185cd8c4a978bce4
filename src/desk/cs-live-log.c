/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-log.h"

#define WRITE_S 5

struct _CsLiveLog {
  GObject parent_instance;

  CsClock *clock;
  CsBroadcast *broadcast;
  CsLivePage *page; /* (nullable) */
  CsStore *store; /* (nullable): none without an open show */
  CsBroadcastRecord *record; /* (nullable): while a broadcast is on */
  GPtrArray *names; /* char: what the destinations are called, in the broadcast's order */
  gboolean shown; /* the page was on at some time of this broadcast */
  gboolean writing; /* the record is on its way, and has no row before it has arrived */
  gboolean stale; /* it has changed meanwhile */
  guint write_id;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsLiveLog, cs_live_log, G_TYPE_OBJECT)

/* One record on its way; the log may begin another meanwhile. */
typedef struct {
  CsLiveLog *log;
  CsBroadcastRecord *record;
} Errand;

static void write_record (CsLiveLog         *self,
                          CsBroadcastRecord *record);

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  Errand *errand = data;
  g_autoptr (CsLiveLog) self = errand->log;
  g_autoptr (CsBroadcastRecord) record = errand->record;
  g_autoptr (GError) error = NULL;
  gint64 id = cs_store_write_broadcast_finish (CS_STORE (object), result, &error);

  g_free (errand);
  self->writing = FALSE;
  if (error != NULL)
    g_message ("The broadcast is not in the log: %s", error->message);
  else
    record->id = id;
  if (self->stale && self->store != NULL)
    write_record (self, record);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Before the first has arrived it has no row, and another would be another broadcast. */
static void
write_record (CsLiveLog         *self,
              CsBroadcastRecord *record)
{
  Errand *errand;

  self->stale = self->writing && record->id == 0;
  if (self->stale || self->store == NULL)
    return;
  self->writing = TRUE;
  errand = g_new (Errand, 1);
  *errand = (Errand){ g_object_ref (self), g_object_ref (record) };
  cs_store_write_broadcast_async (self->store, record, NULL, written_cb, errand);
}

static void
note_legs (CsLiveLog *self)
{
  GListModel *destinations = cs_broadcast_get_destinations (self->broadcast);
  guint n = g_list_model_get_n_items (destinations);

  if (n == 0)
    return;
  g_ptr_array_set_size (self->record->legs, 0);
  for (guint i = 0; i < n; i++) {
    g_autoptr (CsDestination) destination = g_list_model_get_item (destinations, i);
    const GError *reason = cs_destination_get_reason (destination);
    CsDestinationStats stats;

    cs_destination_get_stats (destination, &stats);
    cs_broadcast_record_add_leg (self->record,
                                 i < self->names->len ? self->names->pdata[i]
                                                      : cs_destination_get_target (destination)->title,
                                 stats.n_pictures, stats.n_dropped, stats.n_connects,
                                 reason != NULL ? reason->message : NULL);
  }
}

/* The destinations are gone when the broadcast has ended; what they did, the report says. */
static void
note_report (CsLiveLog          *self,
             const CsLiveReport *report)
{
  g_ptr_array_set_size (self->record->legs, 0);
  for (guint i = 0; i < report->legs->len; i++) {
    const CsLiveLeg *leg = report->legs->pdata[i];

    cs_broadcast_record_add_leg (self->record, leg->name, leg->stats.n_pictures, leg->stats.n_dropped,
                                 leg->stats.n_connects, leg->reason);
  }
}

static void
note_page (CsLiveLog *self)
{
  CsPageFigures figures;

  self->shown |= self->page != NULL && cs_live_page_is_on (self->page);
  self->record->page = self->shown;
  if (!self->shown)
    return;
  cs_page_server_get_figures (cs_live_page_get_server (self->page), &figures);
  self->record->peak_viewers = figures.peak_viewers;
  self->record->mean_viewers = figures.mean_viewers;
  self->record->n_hearts = figures.n_hearts;
  self->record->n_comments = figures.n_comments;
  self->record->peak_comments = figures.peak_comments;
}

static void
note (CsLiveLog *self)
{
  self->record->seen_us = cs_clock_now_us (self->clock);
  note_legs (self);
  note_page (self);
  write_record (self, self->record);
}

static gboolean
write_cb (gpointer data)
{
  note (data);
  return G_SOURCE_CONTINUE;
}

static void
mended_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsLiveLog) self = data;
  g_autoptr (GError) error = NULL;

  if (!cs_store_mend_broadcasts_finish (CS_STORE (object), result, &error))
    g_message ("The log of broadcasts stays as it is: %s", error->message);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
cs_live_log_dispose (GObject *object)
{
  CsLiveLog *self = CS_LIVE_LOG (object);

  g_clear_handle_id (&self->write_id, g_source_remove);
  g_clear_object (&self->record);
  g_clear_object (&self->store);
  g_clear_object (&self->page);
  g_clear_object (&self->broadcast);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (cs_live_log_parent_class)->dispose (object);
}

static void
cs_live_log_finalize (GObject *object)
{
  g_ptr_array_unref (CS_LIVE_LOG (object)->names);
  G_OBJECT_CLASS (cs_live_log_parent_class)->finalize (object);
}

static void
cs_live_log_class_init (CsLiveLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_live_log_dispose;
  object_class->finalize = cs_live_log_finalize;

  /**
   * CsLiveLog::changed:
   *
   * There is something new to read in the show file.
   */
  signals[CHANGED] = g_signal_new ("changed", CS_TYPE_LIVE_LOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_live_log_init (CsLiveLog *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
}

/**
 * cs_live_log_new:
 * @clock: the time
 * @broadcast: what to tell of
 * @page: (nullable): the page for those near by
 *
 * Returns: (transfer full): a log without a show
 */
CsLiveLog *
cs_live_log_new (CsClock     *clock,
                 CsBroadcast *broadcast,
                 CsLivePage  *page)
{
  CsLiveLog *self = g_object_new (CS_TYPE_LIVE_LOG, NULL);

  self->clock = g_object_ref (clock);
  self->broadcast = g_object_ref (broadcast);
  g_set_object (&self->page, page);
  return self;
}

/**
 * cs_live_log_set_store:
 * @self: a log
 * @store: (nullable): the open show file, to be written to
 *
 * What an earlier run was not there to end is marked so.
 */
void
cs_live_log_set_store (CsLiveLog *self,
                       CsStore   *store)
{
  g_return_if_fail (CS_IS_LIVE_LOG (self));

  if (g_set_object (&self->store, store) && store != NULL)
    cs_store_mend_broadcasts_async (store, NULL, mended_cb, g_object_ref (self));
}

/**
 * cs_live_log_begin:
 * @self: a log
 * @title: (nullable): what the broadcast that has just begun is called
 * @report: (nullable): where it goes, by the names that people gave
 */
void
cs_live_log_begin (CsLiveLog          *self,
                   const char         *title,
                   const CsLiveReport *report)
{
  g_return_if_fail (CS_IS_LIVE_LOG (self));

  g_clear_object (&self->record);
  g_ptr_array_set_size (self->names, 0);
  self->shown = self->stale = FALSE;
  for (guint i = 0; report != NULL && i < report->legs->len; i++)
    g_ptr_array_add (self->names, g_strdup (((CsLiveLeg *) report->legs->pdata[i])->name));
  self->record = cs_broadcast_record_new (title, g_get_user_name (), cs_clock_now_us (self->clock));
  g_clear_handle_id (&self->write_id, g_source_remove);
  self->write_id = g_timeout_add_seconds (WRITE_S, write_cb, self);
  note (self);
}

/**
 * cs_live_log_end:
 * @self: a log
 * @replay: (nullable): the recording
 * @trouble: (nullable): why there is none, or what it lacks
 * @report: (nullable): what the destinations did, when they are no longer there
 *
 * The broadcast has ended; does nothing when none was on.
 */
void
cs_live_log_end (CsLiveLog          *self,
                 const char         *replay,
                 const char         *trouble,
                 const CsLiveReport *report)
{
  g_return_if_fail (CS_IS_LIVE_LOG (self));

  g_clear_handle_id (&self->write_id, g_source_remove);
  if (self->record == NULL)
    return;
  self->record->ended_us = cs_clock_now_us (self->clock);
  self->record->replay = g_strdup (replay);
  self->record->trouble = g_strdup (trouble);
  if (report != NULL)
    note_report (self, report);
  note (self);
  g_clear_object (&self->record);
}
