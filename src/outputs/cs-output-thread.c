/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-output-server-private.h"

#include "cs-context-source.h"

#include <glib-unix.h>
#include <signal.h>

#define BEAT_INTERVAL_MS 250

static gboolean
dispatch_waker (GSource    *source,
                GSourceFunc callback,
                gpointer    data)
{
  g_source_set_ready_time (source, -1);
  return callback (data);
}

static gboolean
woken_cb (gpointer data)
{
  CsOutputLink *link = data;

  if (link->site != NULL)
    cs_site_refresh (link->site);
  return G_SOURCE_CONTINUE;
}

static CsOutputSettings *
site_get_settings (gpointer data)
{
  CsOutputServer *server = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);

  return cs_output_settings_ref (server->settings);
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
  CsOutputServer *server = data;

  cs_output_link_tell_command (server->link, command, id);
}

static void
site_darkened (gpointer     data,
               CsSnapshot  *snapshot,
               CsDarkReason reason)
{
  CsOutputServer *server = data;

  cs_output_link_tell_dark (server->link, snapshot, reason, cs_clock_now_us (server->clock));
}

static void
site_readers_changed (gpointer data,
                      guint    n_readers)
{
  CsOutputServer *server = data;

  g_atomic_int_set (&server->n_readers, (gint) n_readers);
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
  CsOutputServer *server = data;

  cs_site_beat (server->link->site);
  return G_SOURCE_CONTINUE;
}

static void
serve (CsOutputServer *server)
{
  GMainContext *context = server->link->context;
  GSource *panic = cs_context_source_add (context, g_unix_signal_source_new (SIGUSR1), G_PRIORITY_HIGH, signal_cb, server);
  GSource *beat = cs_context_source_add_timeout (context, BEAT_INTERVAL_MS, beat_cb, server);

  while (!g_atomic_int_get (&server->stopping))
    g_main_context_iteration (context, TRUE);
  cs_context_source_clear (&beat);
  cs_context_source_clear (&panic);
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

static gboolean
open_site (CsOutputServer *server,
           CsSite         *site,
           Start          *start)
{
  if (!cs_site_listen (site, start->port, &start->error)) {
    g_atomic_int_set (&server->stopping, TRUE);
    return FALSE;
  }
  server->link->site = site;
  g_atomic_int_set (&server->port, cs_site_get_port (site));
  return TRUE;
}

static gpointer
run (gpointer data)
{
  Start *start = data;
  CsOutputServer *server = g_task_get_source_object (start->task); /* joined before it goes */
  GMainContext *context = server->link->context;
  gboolean open;
  CsSite *site;

  g_main_context_push_thread_default (context);
  site = cs_site_new (server->air, server->clock, &site_calls, server);
  open = open_site (server, site, start);
  cs_output_link_tell_main (server->link, started_cb, start, (GDestroyNotify) start_free);
  if (open)
    serve (server);
  server->link->site = NULL;
  cs_site_free (site);
  cs_air_unwatch (server->air);
  /* What was closed just now is let go of by sources that are ready. */
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
  return NULL;
}

/**
 * cs_output_thread_add_waker:
 * @link: the link of a server
 *
 * Returns: (transfer full): a source whose ready time, set from any thread, makes the output thread look at
 *   the air
 */
GSource *
cs_output_thread_add_waker (CsOutputLink *link)
{
  static GSourceFuncs funcs = { .dispatch = dispatch_waker };

  return cs_context_source_add (link->context, g_source_new (&funcs, sizeof (GSource)), G_PRIORITY_HIGH, woken_cb, link);
}

/**
 * cs_output_thread_start:
 * @server: a server without a thread
 * @task: (transfer full): answered on the main thread, whether it listens
 * @port: a port, or 0 for a free one
 */
void
cs_output_thread_start (CsOutputServer *server,
                        GTask          *task,
                        guint16         port)
{
  Start *start = g_new0 (Start, 1);

  start->task = task;
  start->port = port;
  g_atomic_int_set (&server->stopping, FALSE);
  server->thread = g_thread_new ("outputs", run, start);
}

/**
 * cs_output_thread_stop:
 * @server: a server
 *
 * Ends every connection and the thread, if there is one.
 */
void
cs_output_thread_stop (CsOutputServer *server)
{
  if (server->thread == NULL)
    return;
  g_atomic_int_set (&server->stopping, TRUE);
  g_main_context_wakeup (server->link->context);
  g_thread_join (g_steal_pointer (&server->thread));
  g_atomic_int_set (&server->port, 0);
  g_atomic_int_set (&server->n_readers, 0);
}
