/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-live-private.h"

enum { PROP_0, PROP_STATE, PROP_COUNTDOWN, PROP_STANDBY, PROP_SHEET, N_PROPS };
enum { BEGAN, ENDED, LIMIT_NEAR, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsDeskLive, cs_desk_live, G_TYPE_OBJECT)

void
cs_desk_live_set_state (CsDeskLive     *self,
                        CsDeskLiveState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
cs_desk_live_emit_limit_near (CsDeskLive *self)
{
  g_signal_emit (self, signals[LIMIT_NEAR], 0);
}

void
cs_desk_live_set_countdown (CsDeskLive *self,
                            guint       seconds)
{
  self->countdown = seconds;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNTDOWN]);
}

void
cs_desk_live_emit_began (CsDeskLive *self)
{
  g_signal_emit (self, signals[BEGAN], 0, self->report);
}

void
cs_desk_live_emit_ended (CsDeskLive *self)
{
  g_signal_emit (self, signals[ENDED], 0, self->report);
}

static gboolean
is_taken (CsDeskLive *self)
{
  GListModel *streams = cs_broadcast_get_destinations (self->broadcast);

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (CsDestination) stream = g_list_model_get_item (streams, i);

    if (cs_destination_get_state (stream) == CS_DESTINATION_LIVE)
      return TRUE;
  }
  return self->page;
}

void
cs_desk_live_update_state (CsDeskLive *self)
{
  gboolean taken;

  if (self->state != CS_DESK_LIVE_CONNECTING && self->state != CS_DESK_LIVE_ON && self->state != CS_DESK_LIVE_LOST)
    return;
  taken = cs_broadcast_get_trouble (self->broadcast) == NULL && is_taken (self);
  if (taken && self->since_us == 0)
    self->since_us = g_get_monotonic_time ();
  cs_desk_live_set_state (self, taken               ? CS_DESK_LIVE_ON
                                : self->since_us != 0 ? CS_DESK_LIVE_LOST
                                                      : CS_DESK_LIVE_CONNECTING);
}

static void
standby_cb (CsDeskLive *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STANDBY]);
}

static void
cs_desk_live_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CsDeskLive *self = CS_DESK_LIVE (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_uint (value, self->state);
    break;
  case PROP_COUNTDOWN:
    g_value_set_uint (value, self->countdown);
    break;
  case PROP_STANDBY:
    g_value_set_boolean (value, cs_desk_live_get_standby (self));
    break;
  case PROP_SHEET:
    g_value_set_boxed (value, self->sheet);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_desk_live_dispose (GObject *object)
{
  CsDeskLive *self = CS_DESK_LIVE (object);

  cs_desk_live_cancel_timers (self);
  /* Nobody was asked to end it: at least it says goodbye. */
  if (self->broadcast != NULL && cs_broadcast_get_state (self->broadcast) == CS_BROADCAST_ON)
    cs_broadcast_stop_async (self->broadcast, NULL, NULL);
  if (self->broadcast != NULL)
    g_signal_handlers_disconnect_by_data (self->broadcast, self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cs_desk_live_parent_class)->dispose (object);
}

static void
cs_desk_live_finalize (GObject *object)
{
  CsDeskLive *self = CS_DESK_LIVE (object);

  g_clear_object (&self->broadcast);
  g_clear_object (&self->capture);
  g_clear_object (&self->clock);
  g_clear_object (&self->secrets);
  g_object_unref (self->destinations);
  cs_live_sheet_free (self->sheet);
  g_clear_pointer (&self->report, cs_live_report_free);
  g_ptr_array_unref (self->enders);
  g_free (self->record_folder);
  G_OBJECT_CLASS (cs_desk_live_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  /**
   * CsDeskLive:state:
   *
   * How it stands with the broadcast as a whole: a #CsDeskLiveState.
   */
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, CS_DESK_LIVE_OFF, CS_DESK_LIVE_ENDING,
                                              CS_DESK_LIVE_OFF, flags);
  /**
   * CsDeskLive:countdown:
   *
   * How many seconds are still counted down; 0 when none are.
   */
  properties[PROP_COUNTDOWN] = g_param_spec_uint ("countdown", NULL, NULL, 0, CS_DESK_LIVE_COUNTDOWN, 0, flags);
  /**
   * CsDeskLive:standby:
   *
   * Whether camera and microphone are cut.
   */
  properties[PROP_STANDBY] = g_param_spec_boolean ("standby", NULL, NULL, FALSE, flags);
  /**
   * CsDeskLive:sheet:
   *
   * What was said of the next broadcast: a #CsLiveSheet.
   */
  properties[PROP_SHEET] = g_param_spec_boxed ("sheet", NULL, NULL, CS_TYPE_LIVE_SHEET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static guint
install_signal (const char *name,
                gboolean    with_report)
{
  if (!with_report)
    return g_signal_new (name, CS_TYPE_DESK_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  return g_signal_new (name, CS_TYPE_DESK_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                       CS_TYPE_LIVE_REPORT | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
cs_desk_live_class_init (CsDeskLiveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_desk_live_get_property;
  object_class->dispose = cs_desk_live_dispose;
  object_class->finalize = cs_desk_live_finalize;
  install_properties (object_class);

  /**
   * CsDeskLive::began:
   * @report: a #CsLiveReport: what begins, and where it goes
   *
   * A broadcast has begun: the encoder runs, or will as soon as there is a picture.
   */
  signals[BEGAN] = install_signal ("began", TRUE);
  /**
   * CsDeskLive::ended:
   * @report: a #CsLiveReport: what ended, how it went, and where the recording is
   *
   * A broadcast is over, and its recording is one file.
   */
  signals[ENDED] = install_signal ("ended", TRUE);
  /**
   * CsDeskLive::limit-near:
   *
   * The broadcast will end by itself; cs_desk_live_get_ends_at_us() says when.
   */
  signals[LIMIT_NEAR] = install_signal ("limit-near", FALSE);
}

static void
cs_desk_live_init (CsDeskLive *self)
{
  const char *videos = g_get_user_special_dir (G_USER_DIRECTORY_VIDEOS);

  self->destinations = g_list_store_new (CS_TYPE_LIVE_DESTINATION);
  self->sheet = cs_live_sheet_new ();
  self->enders = g_ptr_array_new_with_free_func (g_object_unref);
  self->record_folder = videos != NULL ? g_build_filename (videos, "Coulisses", NULL)
                                       : g_build_filename (g_get_user_data_dir (), "coulisses", "recordings", NULL);
}

/**
 * cs_desk_live_new:
 * @clock: the time
 * @secrets: where keys are kept
 * @capture: camera and microphone
 *
 * Returns: (transfer full): broadcasts without a show
 */
CsDeskLive *
cs_desk_live_new (CsClock   *clock,
                  CsSecrets *secrets,
                  CsCapture *capture)
{
  CsDeskLive *self = g_object_new (CS_TYPE_DESK_LIVE, NULL);

  self->clock = g_object_ref (clock);
  self->secrets = g_object_ref (secrets);
  self->capture = g_object_ref (capture);
  self->broadcast = cs_broadcast_new (capture);
  g_signal_connect_object (self->broadcast, "notify::standby", G_CALLBACK (standby_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * cs_desk_live_get_broadcast:
 * @self: broadcasts
 *
 * Returns: (transfer none): the engine, always the same; its destinations are there while a broadcast is on
 */
CsBroadcast *
cs_desk_live_get_broadcast (CsDeskLive *self)
{
  g_return_val_if_fail (CS_IS_DESK_LIVE (self), NULL);

  return self->broadcast;
}

/**
 * cs_desk_live_get_destinations:
 * @self: broadcasts
 *
 * Returns: (transfer none) (type Gio.ListModel(Cs.LiveDestination)): the show's destinations
 */
GListModel *
cs_desk_live_get_destinations (CsDeskLive *self)
{
  g_return_val_if_fail (CS_IS_DESK_LIVE (self), NULL);

  return G_LIST_MODEL (self->destinations);
}

/**
 * cs_desk_live_get_sheet:
 * @self: broadcasts
 *
 * Returns: (transfer none): what was said of the next broadcast
 */
const CsLiveSheet *
cs_desk_live_get_sheet (CsDeskLive *self)
{
  g_return_val_if_fail (CS_IS_DESK_LIVE (self), NULL);

  return self->sheet;
}

/**
 * cs_desk_live_set_sheet:
 * @self: broadcasts
 * @sheet: what to say of the next broadcast; the show remembers it. A new time limit also counts for the one that
 *   is on
 */
void
cs_desk_live_set_sheet (CsDeskLive        *self,
                        const CsLiveSheet *sheet)
{
  CsLiveSheet *copy;
  guint limit_s;

  g_return_if_fail (CS_IS_DESK_LIVE (self) && sheet != NULL);

  limit_s = self->sheet->limit_s;
  copy = cs_live_sheet_copy (sheet);
  cs_live_sheet_free (self->sheet);
  self->sheet = copy;
  if (copy->limit_s != limit_s)
    cs_desk_live_change_limit (self);
  cs_desk_live_save (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHEET]);
}

/**
 * cs_desk_live_set_rehearsal:
 * @self: broadcasts
 * @rehearsal: whether the show is a rehearsal, which only goes to servers on this machine
 */
void
cs_desk_live_set_rehearsal (CsDeskLive *self,
                            gboolean    rehearsal)
{
  g_return_if_fail (CS_IS_DESK_LIVE (self));

  self->rehearsal = rehearsal;
}

/**
 * cs_desk_live_set_page:
 * @self: broadcasts
 * @offered: whether there is a page where those near by can see the broadcast: then it needs no destination
 */
void
cs_desk_live_set_page (CsDeskLive *self,
                       gboolean    offered)
{
  g_return_if_fail (CS_IS_DESK_LIVE (self));

  self->page = offered;
  cs_desk_live_update_state (self);
}

/**
 * cs_desk_live_get_record_folder:
 * @self: broadcasts
 *
 * Returns: (transfer none): where recordings are kept; the folder need not exist
 */
const char *
cs_desk_live_get_record_folder (CsDeskLive *self)
{
  g_return_val_if_fail (CS_IS_DESK_LIVE (self), NULL);

  return self->record_folder;
}

/**
 * cs_desk_live_set_record_folder:
 * @self: broadcasts
 * @folder: where to keep recordings, from the next broadcast on
 */
void
cs_desk_live_set_record_folder (CsDeskLive *self,
                                const char *folder)
{
  g_return_if_fail (CS_IS_DESK_LIVE (self) && folder != NULL);

  g_free (self->record_folder);
  self->record_folder = g_strdup (folder);
}

/**
 * cs_desk_live_get_state:
 * @self: broadcasts
 *
 * Returns: how it stands
 */
CsDeskLiveState
cs_desk_live_get_state (CsDeskLive *self)
{
  g_return_val_if_fail (CS_IS_DESK_LIVE (self), CS_DESK_LIVE_OFF);

  return self->state;
}

/**
 * cs_desk_live_get_countdown:
 * @self: broadcasts
 *
 * Returns: how many seconds are still counted down; 0 when none are
 */
guint
cs_desk_live_get_countdown (CsDeskLive *self)
{
  g_return_val_if_fail (CS_IS_DESK_LIVE (self), 0);

  return self->countdown;
}

/**
 * cs_desk_live_get_since_us:
 * @self: broadcasts
 *
 * Returns: since when the broadcast that is on is taken by somebody, as by g_get_monotonic_time(); 0 when nobody
 *   has taken it yet
 */
gint64
cs_desk_live_get_since_us (CsDeskLive *self)
{
  g_return_val_if_fail (CS_IS_DESK_LIVE (self), 0);

  return self->since_us;
}

/**
 * cs_desk_live_get_ends_at_us:
 * @self: broadcasts
 *
 * Returns: when the broadcast that is on ends by itself, as by g_get_monotonic_time(); 0 when it does not
 */
gint64
cs_desk_live_get_ends_at_us (CsDeskLive *self)
{
  g_return_val_if_fail (CS_IS_DESK_LIVE (self), 0);

  return self->ends_at_us;
}

/**
 * cs_desk_live_get_report:
 * @self: broadcasts
 *
 * Returns: (transfer none) (nullable): what is known of the broadcast that is on, or of the last one
 */
const CsLiveReport *
cs_desk_live_get_report (CsDeskLive *self)
{
  g_return_val_if_fail (CS_IS_DESK_LIVE (self), NULL);

  return self->report;
}

/**
 * cs_desk_live_get_standby:
 * @self: broadcasts
 *
 * Returns: whether camera and microphone are cut
 */
gboolean
cs_desk_live_get_standby (CsDeskLive *self)
{
  g_return_val_if_fail (CS_IS_DESK_LIVE (self), FALSE);

  return cs_broadcast_get_standby (self->broadcast);
}

/**
 * cs_desk_live_set_standby:
 * @self: broadcasts
 * @standby: whether to cut camera and microphone, in a broadcast that is on or in the next
 */
void
cs_desk_live_set_standby (CsDeskLive *self,
                          gboolean    standby)
{
  g_return_if_fail (CS_IS_DESK_LIVE (self));

  cs_broadcast_set_standby (self->broadcast, standby);
}
