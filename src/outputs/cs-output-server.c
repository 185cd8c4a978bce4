/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-output-server.h"

#include "cs-output-settings.h"
#include "cs-site.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>

#define BEAT_INTERVAL_MS 250
#define DEFAULT_BEAT_TIMEOUT_MS 3000
#define MIN_BEAT_TIMEOUT_MS 500
#define MAX_BEAT_TIMEOUT_MS 60000

/* The one thing that the output thread, the main thread and whoever answers a command share. It outlives
 * the server, so that none of them has to keep the server alive: the output thread must never be the one
 * that lets go of it last. */
typedef struct {
  GMutex lock; /* guards @server */
  CsOutputServer *server; /* (nullable): not owned */
  GMainContext *context;
  GMainContext *main_context;
  CsSite *site; /* (nullable): used on the output thread only */
} Link;

struct _CsOutputServer {
  GObject parent_instance;

  CsClock *clock;
  CsAir *air;
  Link *link; /* atomic box */
  GSource *changed; /* wakes the output thread; fires once however often it is asked for */

  GMutex lock; /* guards @settings */
  CsOutputSettings *settings;

  GThread *thread; /* (nullable): belongs to whoever starts and stops */
  gint stopping; /* atomic */
  gint port; /* atomic */
  gint n_readers; /* atomic */
};

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

enum { DARK, COMMAND, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsOutputServer, cs_output_server, G_TYPE_OBJECT)

static void
link_clear (Link *link)
{
  g_mutex_clear (&link->lock);
  g_main_context_unref (link->context);
  g_main_context_unref (link->main_context);
}

static void
link_unref (Link *link)
{
  g_atomic_rc_box_release_full (link, (GDestroyNotify) link_clear);
}

static CsOutputServer *
link_get_server (Link *link)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&link->lock);

  return link->server != NULL ? g_object_ref (link->server) : NULL;
}

static void
invoke (GMainContext  *context,
        GSourceFunc    func,
        gpointer       data,
        GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, context);
}

static void
wake (CsOutputServer *self)
{
  g_source_set_ready_time (self->changed, 0);
}

static gboolean
dispatch_changed (GSource    *source,
                  GSourceFunc callback,
                  gpointer    data)
{
  g_source_set_ready_time (source, -1);
  return callback (data);
}

static gboolean
changed_cb (gpointer data)
{
  Link *link = data;

  if (link->site != NULL)
    cs_site_refresh (link->site);
  return G_SOURCE_CONTINUE;
}

static GSource *
make_changed_source (Link *link)
{
  static GSourceFuncs funcs = { .dispatch = dispatch_changed };
  GSource *source = g_source_new (&funcs, sizeof (GSource));

  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, changed_cb, link, NULL);
  g_source_attach (source, link->context);
  return source;
}

/* News of what was taken off, on its way to the main thread. */
typedef struct {
  Link *link;
  CsSnapshot *snapshot;
  CsDarkReason reason;
  gint64 at_us;
} DarkNews;

static void
dark_news_free (DarkNews *news)
{
  cs_snapshot_unref (news->snapshot);
  link_unref (news->link);
  g_free (news);
}

static gboolean
dark_news_cb (gpointer data)
{
  DarkNews *news = data;
  g_autoptr (CsOutputServer) self = link_get_server (news->link);

  if (self != NULL)
    g_signal_emit (self, signals[DARK], 0, news->reason, news->snapshot, news->at_us);
  return G_SOURCE_REMOVE;
}

static void
tell_dark (CsOutputServer *self,
           CsSnapshot     *snapshot,
           CsDarkReason    reason)
{
  DarkNews *news;

  if (snapshot == NULL)
    return;
  news = g_new0 (DarkNews, 1);
  news->link = g_atomic_rc_box_acquire (self->link);
  news->snapshot = cs_snapshot_ref (snapshot);
  news->reason = reason;
  news->at_us = cs_clock_now_us (self->clock);
  invoke (self->link->main_context, dark_news_cb, news, (GDestroyNotify) dark_news_free);
}

/* A command on its way to the main thread. */
typedef struct {
  Link *link;
  CsOutputCommand *command;
} CommandNews;

static void
command_news_free (CommandNews *news)
{
  g_object_unref (news->command);
  link_unref (news->link);
  g_free (news);
}

static gboolean
command_news_cb (gpointer data)
{
  CommandNews *news = data;
  g_autoptr (CsOutputServer) self = link_get_server (news->link);

  if (self != NULL)
    g_signal_emit (self, signals[COMMAND], 0, news->command);
  return G_SOURCE_REMOVE;
}

/* An answer on its way back to the output thread. */
typedef struct {
  Link *link;
  guint id;
  GError *error; /* (nullable) */
} AnswerNews;

static void
answer_news_free (AnswerNews *news)
{
  g_clear_error (&news->error);
  link_unref (news->link);
  g_free (news);
}

static gboolean
answer_news_cb (gpointer data)
{
  AnswerNews *news = data;

  if (news->link->site != NULL)
    cs_site_answer (news->link->site, news->id, news->error);
  return G_SOURCE_REMOVE;
}

static void
answer_cb (gpointer      data,
           guint         id,
           const GError *error)
{
  Link *link = data;
  AnswerNews *news = g_new0 (AnswerNews, 1);

  news->link = g_atomic_rc_box_acquire (link);
  news->id = id;
  news->error = error != NULL ? g_error_copy (error) : NULL;
  invoke (link->context, answer_news_cb, news, (GDestroyNotify) answer_news_free);
}

static CsOutputSettings *
site_get_settings (gpointer data)
{
  CsOutputServer *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return cs_output_settings_ref (self->settings);
}

static void
site_clear (gpointer data)
{
  cs_output_server_clear (data);
}

static void
site_command (gpointer         data,
              CsOutputCommand *command,
              guint            id)
{
  CsOutputServer *self = data;
  CommandNews *news = g_new0 (CommandNews, 1);

  cs_output_command_set_reply (command, id, answer_cb, g_atomic_rc_box_acquire (self->link),
                               (GDestroyNotify) link_unref);
  news->link = g_atomic_rc_box_acquire (self->link);
  news->command = g_object_ref (command);
  invoke (self->link->main_context, command_news_cb, news, (GDestroyNotify) command_news_free);
}

static void
site_darkened (gpointer     data,
               CsSnapshot  *snapshot,
               CsDarkReason reason)
{
  tell_dark (data, snapshot, reason);
}

static void
site_readers_changed (gpointer data,
                      guint    n_readers)
{
  CsOutputServer *self = data;

  g_atomic_int_set (&self->n_readers, (gint) n_readers);
}

static const CsSiteCalls site_calls = {
  .get_settings = site_get_settings,
  .clear = site_clear,
  .command = site_command,
  .darkened = site_darkened,
  .readers_changed = site_readers_changed,
};

static gboolean
signal_cb (gpointer data)
{
  cs_output_server_clear (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
beat_cb (gpointer data)
{
  CsOutputServer *self = data;

  cs_site_beat (self->link->site);
  return G_SOURCE_CONTINUE;
}

static GSource *
add_source (CsOutputServer *self,
            GSource        *source,
            GSourceFunc     func)
{
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, self->link->context);
  return source;
}

static void
remove_source (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static void
serve (CsOutputServer *self)
{
  GSource *panic = add_source (self, g_unix_signal_source_new (SIGUSR1), signal_cb);
  GSource *beat = add_source (self, g_timeout_source_new (BEAT_INTERVAL_MS), beat_cb);

  while (!g_atomic_int_get (&self->stopping))
    g_main_context_iteration (self->link->context, TRUE);
  remove_source (beat);
  remove_source (panic);
}

/* A start on its way to the output thread and back. */
typedef struct {
  GTask *task; /* keeps the server; let go of on the main thread */
  guint16 port;
  GError *error; /* (nullable) */
} Start;

static void
start_free (Start *start)
{
  g_clear_error (&start->error);
  g_object_unref (start->task);
  g_free (start);
}

static gboolean
started_cb (gpointer data)
{
  Start *start = data;

  if (start->error != NULL)
    g_task_return_error (start->task, g_steal_pointer (&start->error));
  else
    g_task_return_boolean (start->task, TRUE);
  return G_SOURCE_REMOVE;
}

static gpointer
run (gpointer data)
{
  Start *start = data;
  CsOutputServer *self = g_task_get_source_object (start->task); /* joined before it goes */
  GMainContext *context = self->link->context;
  CsSite *site;
  gboolean listening;

  g_main_context_push_thread_default (context);
  site = cs_site_new (self->air, self->clock, &site_calls, self);
  listening = cs_site_listen (site, start->port, &start->error);
  if (listening) {
    self->link->site = site;
    g_atomic_int_set (&self->port, cs_site_get_port (site));
  } else {
    g_atomic_int_set (&self->stopping, TRUE);
  }
  invoke (self->link->main_context, started_cb, start, (GDestroyNotify) start_free);
  if (listening)
    serve (self);
  self->link->site = NULL;
  cs_site_free (site);
  cs_air_unwatch (self->air);
  /* What was closed just now is let go of by sources that are ready. */
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
set_text (CsOutputServer *self,
          gsize           offset,
          const GValue   *value,
          GParamSpec     *pspec)
{
  CsOutputSettings *settings;
  char **field;

  g_mutex_lock (&self->lock);
  settings = cs_output_settings_copy (self->settings);
  field = G_STRUCT_MEMBER_P (settings, offset);
  g_free (*field);
  *field = g_value_dup_string (value);
  cs_output_settings_unref (self->settings);
  self->settings = settings;
  g_mutex_unlock (&self->lock);
  wake (self);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_rehearsal (CsOutputServer *self,
               gboolean        rehearsal)
{
  CsOutputSettings *settings;

  g_mutex_lock (&self->lock);
  settings = cs_output_settings_copy (self->settings);
  settings->rehearsal = rehearsal;
  cs_output_settings_unref (self->settings);
  self->settings = settings;
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
  g_autoptr (CsOutputSettings) settings = site_get_settings (object);

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

  g_mutex_lock (&self->link->lock);
  self->link->server = NULL;
  g_mutex_unlock (&self->link->lock);
  cs_output_server_stop (self);
  G_OBJECT_CLASS (cs_output_server_parent_class)->dispose (object);
}

static void
cs_output_server_finalize (GObject *object)
{
  CsOutputServer *self = CS_OUTPUT_SERVER (object);

  remove_source (self->changed);
  link_unref (self->link);
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

static void
cs_output_server_class_init (CsOutputServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_output_server_get_property;
  object_class->set_property = cs_output_server_set_property;
  object_class->dispose = cs_output_server_dispose;
  object_class->finalize = cs_output_server_finalize;
  install_properties (object_class);

  /* (CsDarkReason reason, CsSnapshot *snapshot, gint64 at_us) */
  signals[DARK] = g_signal_new ("dark", CS_TYPE_OUTPUT_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                3, G_TYPE_UINT, CS_TYPE_SNAPSHOT, G_TYPE_INT64);
  /* (CsOutputCommand *command) */
  signals[COMMAND] = g_signal_new ("command", CS_TYPE_OUTPUT_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, CS_TYPE_OUTPUT_COMMAND);
}

static void
cs_output_server_init (CsOutputServer *self)
{
  g_mutex_init (&self->lock);
  self->air = cs_air_new (DEFAULT_BEAT_TIMEOUT_MS);
  self->settings = cs_output_settings_new ();
  self->link = g_atomic_rc_box_new0 (Link);
  g_mutex_init (&self->link->lock);
  self->link->server = self;
  self->link->context = g_main_context_new ();
  self->link->main_context = g_main_context_ref_thread_default ();
  self->changed = make_changed_source (self->link);
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
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Start *start;

  g_return_if_fail (CS_IS_OUTPUT_SERVER (self));

  g_task_set_source_tag (task, cs_output_server_start_async);
  if (self->thread != NULL && g_atomic_int_get (&self->stopping))
    g_thread_join (g_steal_pointer (&self->thread)); /* it could not listen */
  if (self->thread != NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, _("The output server is running already."));
    return;
  }
  start = g_new0 (Start, 1);
  start->port = port;
  start->task = g_steal_pointer (&task);
  g_atomic_int_set (&self->stopping, FALSE);
  self->thread = g_thread_new ("outputs", run, start);
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
  g_autoptr (CsSnapshot) off = cs_air_clear (self->air);

  g_return_if_fail (CS_IS_OUTPUT_SERVER (self));

  tell_dark (self, off, CS_DARK_STOPPED);
  if (self->thread == NULL)
    return;
  g_atomic_int_set (&self->stopping, TRUE);
  g_main_context_wakeup (self->link->context);
  g_thread_join (g_steal_pointer (&self->thread));
  g_atomic_int_set (&self->port, 0);
  g_atomic_int_set (&self->n_readers, 0);
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
