/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-output-server-private.h"

/* What was taken off, on its way to the main thread. */
typedef struct {
  CsOutputLink *link;
  CsSnapshot *snapshot;
  CsDarkReason reason;
  gint64 at_us;
} DarkNews;

/* A command on its way to the main thread. */
typedef struct {
  CsOutputLink *link;
  CsOutputCommand *command;
} CommandNews;

/* Its answer on the way back. */
typedef struct {
  CsOutputLink *link;
  guint id;
  GError *error; /* (nullable) */
} AnswerNews;

static CsOutputLink *
link_ref (CsOutputLink *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
link_clear (CsOutputLink *self)
{
  g_mutex_clear (&self->lock);
  g_main_context_unref (self->context);
  g_main_context_unref (self->main_context);
}

static CsOutputServer *
get_server (CsOutputLink *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->server != NULL ? g_object_ref (self->server) : NULL;
}

/* Always later, also when it is called on the thread of the context. */
static void
tell (GMainContext  *context,
      GSourceFunc    func,
      gpointer       user_data,
      GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, func, user_data, destroy);
  g_source_attach (source, context);
}

static void
dark_news_free (DarkNews *news)
{
  cs_snapshot_unref (news->snapshot);
  cs_output_link_unref (news->link);
  g_free (news);
}

static gboolean
dark_news_cb (gpointer data)
{
  DarkNews *news = data;
  g_autoptr (CsOutputServer) server = get_server (news->link);

  if (server != NULL)
    g_signal_emit_by_name (server, "dark", news->reason, news->snapshot, news->at_us);
  return G_SOURCE_REMOVE;
}

static void
command_news_free (CommandNews *news)
{
  g_object_unref (news->command);
  cs_output_link_unref (news->link);
  g_free (news);
}

static gboolean
command_news_cb (gpointer data)
{
  CommandNews *news = data;
  g_autoptr (CsOutputServer) server = get_server (news->link);

  if (server != NULL)
    g_signal_emit_by_name (server, "command", news->command);
  return G_SOURCE_REMOVE;
}

static void
answer_news_free (AnswerNews *news)
{
  g_clear_error (&news->error);
  cs_output_link_unref (news->link);
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
answered_cb (gpointer      data,
             guint         id,
             const GError *error)
{
  CsOutputLink *self = data;
  AnswerNews *news = g_new0 (AnswerNews, 1);

  news->link = link_ref (self);
  news->id = id;
  news->error = error != NULL ? g_error_copy (error) : NULL;
  tell (self->context, answer_news_cb, news, (GDestroyNotify) answer_news_free);
}

/**
 * cs_output_link_new:
 * @server: the server, not kept alive
 *
 * Returns: (transfer full): a link between a new context for the output thread and the thread-default one
 */
CsOutputLink *
cs_output_link_new (CsOutputServer *server)
{
  CsOutputLink *self = g_atomic_rc_box_new0 (CsOutputLink);

  g_mutex_init (&self->lock);
  self->server = server;
  self->context = g_main_context_new ();
  self->main_context = g_main_context_ref_thread_default ();
  return self;
}

/**
 * cs_output_link_unref:
 * @self: (transfer full): a link
 */
void
cs_output_link_unref (CsOutputLink *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) link_clear);
}

/**
 * cs_output_link_cut:
 * @self: a link
 *
 * The server goes: news that is still on its way reaches nobody.
 */
void
cs_output_link_cut (CsOutputLink *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->server = NULL;
}

/**
 * cs_output_link_tell_main:
 * @self: a link
 * @func: called on the main thread, soon
 * @user_data: for @func
 * @destroy: for @user_data, on the main thread as well
 *
 * From any thread.
 */
void
cs_output_link_tell_main (CsOutputLink  *self,
                          GSourceFunc    func,
                          gpointer       user_data,
                          GDestroyNotify destroy)
{
  tell (self->main_context, func, user_data, destroy);
}

/**
 * cs_output_link_tell_dark:
 * @self: a link
 * @snapshot: (nullable): what was taken off; nothing is told of nothing
 * @reason: why
 * @at_us: when, microseconds since 1970 UTC
 *
 * Makes the server emit `dark`. From any thread.
 */
void
cs_output_link_tell_dark (CsOutputLink *self,
                          CsSnapshot   *snapshot,
                          CsDarkReason  reason,
                          gint64        at_us)
{
  DarkNews *news;

  if (snapshot == NULL)
    return;
  news = g_new0 (DarkNews, 1);
  news->link = link_ref (self);
  news->snapshot = cs_snapshot_ref (snapshot);
  news->reason = reason;
  news->at_us = at_us;
  cs_output_link_tell_main (self, dark_news_cb, news, (GDestroyNotify) dark_news_free);
}

/**
 * cs_output_link_tell_command:
 * @self: a link
 * @command: a command that nobody has answered
 * @id: its number on the site
 *
 * Makes the server emit `command`, and carries the answer back to the site. From the output thread.
 */
void
cs_output_link_tell_command (CsOutputLink    *self,
                             CsOutputCommand *command,
                             guint            id)
{
  CommandNews *news = g_new0 (CommandNews, 1);

  cs_output_command_set_reply (command, id, answered_cb, link_ref (self), (GDestroyNotify) cs_output_link_unref);
  news->link = link_ref (self);
  news->command = g_object_ref (command);
  cs_output_link_tell_main (self, command_news_cb, news, (GDestroyNotify) command_news_free);
}
