/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-output-server-private.h"

#include "cs-context-source.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>

#define DEFAULT_BEAT_TIMEOUT_MS 3000
#define MIN_BEAT_TIMEOUT_MS 500
#define MAX_BEAT_TIMEOUT_MS 60000

enum {
  PROP_0,
  PROP_READ_KEY,
  PROP_TOKEN,
  PROP_THEME_PATH,
  PROP_SOURCE_WORDS,
  PROP_REHEARSAL,
  PROP_BEAT_TIMEOUT_MS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsOutputServer, cs_output_server, G_TYPE_OBJECT)

static void
wake (CsOutputServer *self)
{
  g_source_set_ready_time (self->changed, 0);
}

static void
tell_dark (CsOutputServer *self,
           CsSnapshot     *snapshot,
           CsDarkReason    reason)
{
  cs_output_link_tell_dark (self->link, snapshot, reason, cs_clock_now_us (self->clock));
}

/* With the lock held: a copy to change, which is what the output thread sees from now on. */
static CsOutputSettings *
renew_settings (CsOutputServer *self)
{
  CsOutputSettings *settings = cs_output_settings_copy (self->settings);

  cs_output_settings_unref (self->settings);
  self->settings = settings;
  return settings;
}

static void
set_text (CsOutputServer *self,
          gsize           offset,
          const GValue   *value,
          GParamSpec     *pspec)
{
  char **field;

  g_mutex_lock (&self->lock);
  field = G_STRUCT_MEMBER_P (renew_settings (self), offset);
  g_free (*field);
  *field = g_value_dup_string (value);
  g_mutex_unlock (&self->lock);
  wake (self);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_rehearsal (CsOutputServer *self,
               gboolean        rehearsal)
{
  g_mutex_lock (&self->lock);
  renew_settings (self)->rehearsal = rehearsal;
  g_mutex_unlock (&self->lock);
  wake (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REHEARSAL]);
}

static void
cs_output_server_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  CsOutputServer *self = CS_OUTPUT_SERVER (object);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const CsOutputSettings *settings = self->settings;

  switch (id) {
  case PROP_READ_KEY:
    g_value_set_string (value, settings->read_key);
    break;
  case PROP_THEME_PATH:
    g_value_set_string (value, settings->theme_path);
    break;
  case PROP_SOURCE_WORDS:
    g_value_set_string (value, settings->source_words);
    break;
  case PROP_REHEARSAL:
    g_value_set_boolean (value, settings->rehearsal);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
cs_output_server_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  CsOutputServer *self = CS_OUTPUT_SERVER (object);

  switch (id) {
  case PROP_READ_KEY:
    if (cs_output_settings_is_key (g_value_get_string (value)))
      set_text (self, G_STRUCT_OFFSET (CsOutputSettings, read_key), value, pspec);
    break;
  case PROP_TOKEN:
    set_text (self, G_STRUCT_OFFSET (CsOutputSettings, token), value, pspec);
    break;
  case PROP_THEME_PATH:
    set_text (self, G_STRUCT_OFFSET (CsOutputSettings, theme_path), value, pspec);
    break;
  case PROP_SOURCE_WORDS:
    set_text (self, G_STRUCT_OFFSET (CsOutputSettings, source_words), value, pspec);
    break;
  case PROP_REHEARSAL:
    set_rehearsal (self, g_value_get_boolean (value));
    break;
  case PROP_BEAT_TIMEOUT_MS:
    cs_air_set_beat_timeout (self->air, g_value_get_uint (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
cs_output_server_dispose (GObject *object)
{
  CsOutputServer *self = CS_OUTPUT_SERVER (object);

  cs_output_link_cut (self->link);
  cs_output_server_stop (self);
  G_OBJECT_CLASS (cs_output_server_parent_class)->dispose (object);
}

static void
cs_output_server_finalize (GObject *object)
{
  CsOutputServer *self = CS_OUTPUT_SERVER (object);

  cs_context_source_clear (&self->changed);
  cs_output_link_unref (self->link);
  cs_air_free (self->air);
  cs_output_settings_unref (self->settings);
  g_mutex_clear (&self->lock);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (cs_output_server_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_READ_KEY] = g_param_spec_string ("read-key", NULL, NULL, NULL, flags);
  properties[PROP_TOKEN] =
      g_param_spec_string ("token", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_THEME_PATH] = g_param_spec_string ("theme-path", NULL, NULL, NULL, flags);
  properties[PROP_SOURCE_WORDS] = g_param_spec_string ("source-words", NULL, NULL, NULL, flags);
  properties[PROP_REHEARSAL] = g_param_spec_boolean ("rehearsal", NULL, NULL, FALSE, flags);
  properties[PROP_BEAT_TIMEOUT_MS] =
      g_param_spec_uint ("beat-timeout-ms", NULL, NULL, MIN_BEAT_TIMEOUT_MS, MAX_BEAT_TIMEOUT_MS,
                         DEFAULT_BEAT_TIMEOUT_MS, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* Somebody presses the panic pedal while nothing listens: between two shows, or where no port could be had. As long as
 * nobody watches this signal it ends the process; a source that is never attached is enough to take it. */
static void
outlive_panic (void)
{
  static GSource *held;

  if (g_once_init_enter (&held))
    g_once_init_leave (&held, g_unix_signal_source_new (SIGUSR1));
}

static void
cs_output_server_class_init (CsOutputServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  outlive_panic ();
  object_class->get_property = cs_output_server_get_property;
  object_class->set_property = cs_output_server_set_property;
  object_class->dispose = cs_output_server_dispose;
  object_class->finalize = cs_output_server_finalize;
  install_properties (object_class);

  /* (CsDarkReason reason, CsSnapshot *snapshot, gint64 at_us) */
  g_signal_new ("dark", CS_TYPE_OUTPUT_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_UINT,
                CS_TYPE_SNAPSHOT, G_TYPE_INT64);
  /* (CsOutputCommand *command) */
  g_signal_new ("command", CS_TYPE_OUTPUT_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                CS_TYPE_OUTPUT_COMMAND);
}

static void
cs_output_server_init (CsOutputServer *self)
{
  g_mutex_init (&self->lock);
  self->air = cs_air_new (DEFAULT_BEAT_TIMEOUT_MS);
  self->settings = cs_output_settings_new ();
  self->link = cs_output_link_new (self);
  self->changed = cs_output_thread_add_waker (self->link);
}

/**
 * cs_output_server_new:
 * @clock: tells the time
 *
 * Makes a dark server that does not listen yet. Its signals are emitted in the main context that is the
 * thread's default here.
 *
 * Properties: `read-key` (the unguessable part of the address that overlay files read; random unless one
 * from an earlier run is set, 16 to 128 letters and digits), `token` (commands must bring it; none by
 * default), `theme-path` (a style sheet of the show's own), `source-words` (where posts come from, in plain
 * words), `rehearsal` (says so on air), `beat-timeout-ms` (3000).
 *
 * Returns: (transfer full): a server
 */
CsOutputServer *
cs_output_server_new (CsClock *clock)
{
  CsOutputServer *self = g_object_new (CS_TYPE_OUTPUT_SERVER, NULL);

  self->clock = g_object_ref (clock);
  return self;
}

/**
 * cs_output_server_start_async:
 * @self: a server that is stopped
 * @port: a port of the loopback address, or 0 for a free one
 * @cancellable: (nullable): to give up
 * @callback: called when it listens, or cannot
 * @user_data: for @callback
 *
 * Starts the output thread.
 */
void
cs_output_server_start_async (CsOutputServer     *self,
                              guint16             port,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CS_IS_OUTPUT_SERVER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_output_server_start_async);
  if (self->thread != NULL && g_atomic_int_get (&self->stopping))
    cs_output_thread_stop (self); /* it could not listen */
  if (self->thread != NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, _("The output server is running already."));
    return;
  }
  cs_output_thread_start (self, g_steal_pointer (&task), port);
}

/**
 * cs_output_server_start_finish:
 * @self: a server
 * @result: what the callback was given
 * @error: where to say why not, in a sentence for a person
 *
 * Returns: whether it listens
 */
gboolean
cs_output_server_start_finish (CsOutputServer *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_output_server_stop:
 * @self: a server
 *
 * Takes everything off, ends every connection and the thread. The pages go dark.
 */
void
cs_output_server_stop (CsOutputServer *self)
{
  g_autoptr (CsSnapshot) off = NULL;

  g_return_if_fail (CS_IS_OUTPUT_SERVER (self));

  off = cs_air_clear (self->air);
  tell_dark (self, off, CS_DARK_STOPPED);
  cs_output_thread_stop (self);
}

/**
 * cs_output_server_get_port:
 * @self: a server
 *
 * Returns: where it listens, or 0
 */
guint16
cs_output_server_get_port (CsOutputServer *self)
{
  g_return_val_if_fail (CS_IS_OUTPUT_SERVER (self), 0);

  return (guint16) g_atomic_int_get (&self->port);
}

/**
 * cs_output_server_get_overlay_url:
 * @self: a server
 *
 * Returns: (transfer full) (nullable): what a browser source loads, or %NULL while it does not listen
 */
char *
cs_output_server_get_overlay_url (CsOutputServer *self)
{
  guint16 port = cs_output_server_get_port (self);

  return port != 0 ? g_strdup_printf ("http://127.0.0.1:%u/overlay", port) : NULL;
}

/**
 * cs_output_server_get_epoch:
 * @self: a server
 *
 * To be asked when somebody decides, and handed to cs_output_server_show() when the decision is carried out.
 * From any thread.
 *
 * Returns: the epoch
 */
guint
cs_output_server_get_epoch (CsOutputServer *self)
{
  g_return_val_if_fail (CS_IS_OUTPUT_SERVER (self), 0);

  return cs_air_get_epoch (self->air);
}

/**
 * cs_output_server_show:
 * @self: a server
 * @snapshot: what viewers shall see
 * @epoch: the epoch the take was decided in
 *
 * Puts @snapshot on air. From any thread, without waiting. It counts as a beat.
 *
 * Returns: whether it is on air; %FALSE when the air was cleared since
 */
gboolean
cs_output_server_show (CsOutputServer *self,
                       CsSnapshot     *snapshot,
                       guint           epoch)
{
  g_return_val_if_fail (CS_IS_OUTPUT_SERVER (self) && snapshot != NULL, FALSE);

  if (!cs_air_show (self->air, snapshot, epoch, cs_clock_monotonic_us (self->clock)))
    return FALSE;
  wake (self);
  return TRUE;
}

/**
 * cs_output_server_out:
 * @self: a server
 * @post_id: the post's row in the show file
 *
 * Takes this post off; another one stays. From any thread, without waiting.
 */
void
cs_output_server_out (CsOutputServer *self,
                      gint64          post_id)
{
  g_autoptr (CsSnapshot) off = NULL;

  g_return_if_fail (CS_IS_OUTPUT_SERVER (self));

  off = cs_air_out (self->air, post_id);
  wake (self);
  tell_dark (self, off, CS_DARK_OUT);
}

/**
 * cs_output_server_clear:
 * @self: a server
 *
 * Everything off, at once. From any thread, without waiting; nothing that was decided before comes on air
 * afterwards. Also reached by `POST /api/clear` and SIGUSR1, without the main thread.
 */
void
cs_output_server_clear (CsOutputServer *self)
{
  g_autoptr (CsSnapshot) off = cs_air_clear (self->air);

  wake (self);
  tell_dark (self, off, CS_DARK_CLEARED);
}

/**
 * cs_output_server_withdraw:
 * @self: a server
 * @network: the post's network
 * @host: the post's host
 * @native_id: the post's id there
 * @but_version: (nullable): the one version that may stay, or %NULL for none
 *
 * Takes a post off that was deleted, or is now in another version. From any thread, without waiting.
 *
 * Returns: whether it was on air
 */
gboolean
cs_output_server_withdraw (CsOutputServer *self,
                           CsNetwork       network,
                           const char     *host,
                           const char     *native_id,
                           const char     *but_version)
{
  g_autoptr (CsSnapshot) off = NULL;

  g_return_val_if_fail (CS_IS_OUTPUT_SERVER (self), FALSE);

  off = cs_air_withdraw (self->air, network, host, native_id, but_version);
  if (off == NULL)
    return FALSE;
  wake (self);
  tell_dark (self, off, CS_DARK_WITHDRAWN);
  return TRUE;
}

/**
 * cs_output_server_withdraw_account:
 * @self: a server
 * @network: the account's network
 * @host: the account's host
 * @native_id: the account's id there
 *
 * Takes a post off whose author is gone. From any thread, without waiting.
 *
 * Returns: whether it was on air
 */
gboolean
cs_output_server_withdraw_account (CsOutputServer *self,
                                   CsNetwork       network,
                                   const char     *host,
                                   const char     *native_id)
{
  g_autoptr (CsSnapshot) off = NULL;

  g_return_val_if_fail (CS_IS_OUTPUT_SERVER (self), FALSE);

  off = cs_air_withdraw_account (self->air, network, host, native_id);
  if (off == NULL)
    return FALSE;
  wake (self);
  tell_dark (self, off, CS_DARK_WITHDRAWN);
  return TRUE;
}

/**
 * cs_output_server_show_stage:
 * @self: a server
 * @view: what the audience may see of a draw
 * @epoch: the epoch in which somebody decided to show the draw; every change of it names the same one
 *
 * Shows a draw on the contest page. From any thread, without waiting.
 *
 * Returns: whether it is shown; %FALSE when the air was cleared since
 */
gboolean
cs_output_server_show_stage (CsOutputServer *self,
                             CsStageView    *view,
                             guint           epoch)
{
  g_return_val_if_fail (CS_IS_OUTPUT_SERVER (self) && view != NULL, FALSE);

  if (!cs_air_show_stage (self->air, view, epoch, cs_clock_monotonic_us (self->clock)))
    return FALSE;
  wake (self);
  return TRUE;
}

/**
 * cs_output_server_hide_stage:
 * @self: a server
 *
 * Takes the draw off the contest page. From any thread, without waiting.
 */
void
cs_output_server_hide_stage (CsOutputServer *self)
{
  g_return_if_fail (CS_IS_OUTPUT_SERVER (self));

  cs_air_hide_stage (self->air);
  wake (self);
}

/**
 * cs_output_server_get_snapshot:
 * @self: a server
 *
 * From any thread; what draws on air without a page asks this for every picture.
 *
 * Returns: (transfer full) (nullable): what is on air
 */
CsSnapshot *
cs_output_server_get_snapshot (CsOutputServer *self)
{
  CsAirState state;

  g_return_val_if_fail (CS_IS_OUTPUT_SERVER (self), NULL);

  cs_air_read (self->air, cs_clock_monotonic_us (self->clock), &state);
  g_clear_pointer (&state.stage, cs_stage_view_unref);
  return state.snapshot;
}

/**
 * cs_output_server_beat:
 * @self: a server
 *
 * The desk's main loop lives. Called by it at least once a second; `beat-timeout-ms` without one and what
 * is on air is taken off. From any thread, without waiting.
 */
void
cs_output_server_beat (CsOutputServer *self)
{
  g_return_if_fail (CS_IS_OUTPUT_SERVER (self));

  cs_air_beat (self->air, cs_clock_monotonic_us (self->clock));
}

/**
 * cs_output_server_get_n_readers:
 * @self: a server
 *
 * Returns: how many pages read the program; from any thread
 */
guint
cs_output_server_get_n_readers (CsOutputServer *self)
{
  g_return_val_if_fail (CS_IS_OUTPUT_SERVER (self), 0);

  return (guint) g_atomic_int_get (&self->n_readers);
}
