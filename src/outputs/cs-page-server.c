/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-page-server.h"

#include "cs-context-source.h"
#include "cs-page-link.h"
#include "cs-page-site.h"

#include <glib/gi18n-lib.h>
#include <sys/resource.h>

#define TICK_MS 1000
#define NICENESS 10 /* the show goes first */

struct _CsPageServer {
  GObject parent_instance;

  CsPageBox *box;
  CsShelf *shelf;
  GThread *thread; /* (nullable): belongs to whoever starts and stops */
  GMainContext *context; /* (nullable): of the thread */
  gint stopping; /* atomic */
  char *authority; /* (nullable): where it listens */
  char *link;
};

/* A start on its way to the page's thread and back. */
typedef struct {
  GTask *task; /* keeps the server; let go of on the main thread */
  CsPageSite *site;
  char *address;
  guint16 port;
  char *authority; /* (nullable) */
  GError *error; /* (nullable) */
} Start;

enum { COMMENT, HEARTS, FIGURES, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsPageServer, cs_page_server, G_TYPE_OBJECT)

static void
start_free (Start *start)
{
  g_clear_error (&start->error);
  g_object_unref (start->task);
  g_free (start->address);
  g_free (start->authority);
  g_free (start);
}

static gboolean
started_cb (gpointer data)
{
  Start *start = data;
  CsPageServer *self = g_task_get_source_object (start->task);

  if (start->error != NULL) {
    g_task_return_error (start->task, g_steal_pointer (&start->error));
    return G_SOURCE_REMOVE;
  }
  g_free (self->authority);
  if (self->thread != NULL) /* not stopped meanwhile */
    self->authority = g_steal_pointer (&start->authority);
  g_task_return_boolean (start->task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
tell_started (CsPageServer *self,
              Start        *start)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, started_cb, start, (GDestroyNotify) start_free);
  g_source_attach (source, cs_page_box_get_main_context (self->box));
}

static gboolean
tick_cb (gpointer data)
{
  cs_page_site_tick (data);
  return G_SOURCE_CONTINUE;
}

static void
serve (CsPageServer *self,
       CsPageSite   *site)
{
  GSource *tick = cs_context_source_add_timeout (self->context, TICK_MS, tick_cb, site);

  cs_page_site_tick (site);
  while (!g_atomic_int_get (&self->stopping))
    g_main_context_iteration (self->context, TRUE);
  cs_context_source_clear (&tick);
}

static gpointer
run (gpointer data)
{
  Start *start = data;
  CsPageServer *self = g_task_get_source_object (start->task); /* joined before it goes */
  CsPageSite *site;
  gboolean open;

  setpriority (PRIO_PROCESS, 0, NICENESS); /* of this thread alone */
  g_main_context_push_thread_default (self->context);
  site = cs_page_site_new (self->box, self->shelf);
  open = cs_page_site_listen (site, start->address, start->port, &start->error);
  if (open)
    start->authority = g_strdup (cs_page_site_get_authority (site));
  else
    g_atomic_int_set (&self->stopping, TRUE);
  tell_started (self, start);
  if (open)
    serve (self, site);
  cs_page_site_free (site);
  /* What was closed just now is let go of by sources that are ready. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
cs_page_server_dispose (GObject *object)
{
  CsPageServer *self = CS_PAGE_SERVER (object);

  cs_page_box_cut (self->box);
  cs_page_server_stop (self);
  G_OBJECT_CLASS (cs_page_server_parent_class)->dispose (object);
}

static void
cs_page_server_finalize (GObject *object)
{
  CsPageServer *self = CS_PAGE_SERVER (object);

  cs_page_box_unref (self->box);
  cs_shelf_unref (self->shelf);
  g_free (self->link);
  G_OBJECT_CLASS (cs_page_server_parent_class)->finalize (object);
}

static void
cs_page_server_class_init (CsPageServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_page_server_dispose;
  object_class->finalize = cs_page_server_finalize;

  /**
   * CsPageServer::comment:
   * @self: the page
   * @comment: (type CsPageComment): what somebody wrote
   */
  signals[COMMENT] = g_signal_new ("comment", CS_TYPE_PAGE_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, CS_TYPE_PAGE_COMMENT);
  /**
   * CsPageServer::hearts:
   * @self: the page
   * @counts: (type gpointer): how many of each of the %CS_N_HUES colours have come since the last time
   */
  signals[HEARTS] = g_signal_new ("hearts", CS_TYPE_PAGE_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_POINTER);
  /**
   * CsPageServer::figures:
   * @self: the page
   *
   * The figures have changed.
   */
  signals[FIGURES] = g_signal_new ("figures", CS_TYPE_PAGE_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
cs_page_server_init (CsPageServer *self)
{
  g_auto (CsPageSettings) settings = { 0 };

  self->box = cs_page_box_new (self);
  cs_page_box_get_settings (self->box, &settings);
  self->link = g_steal_pointer (&settings.link);
}

/**
 * cs_page_server_new:
 * @shelf: what there is to see
 *
 * Returns: (transfer full): a page that is off, with a new link; its functions are for the main thread
 */
CsPageServer *
cs_page_server_new (CsShelf *shelf)
{
  CsPageServer *self = g_object_new (CS_TYPE_PAGE_SERVER, NULL);

  self->shelf = cs_shelf_ref (shelf);
  return self;
}

/**
 * cs_page_server_start_async:
 * @self: a page that is off
 * @address: an IPv4 address of this machine, as numbers
 * @port: a port, or 0 for a free one
 * @callback: called when it listens, or cannot
 * @user_data: for @callback
 *
 * Switches it on, for that network alone.
 */
void
cs_page_server_start_async (CsPageServer       *self,
                            const char         *address,
                            guint16             port,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task;
  Start *start;

  g_return_if_fail (CS_IS_PAGE_SERVER (self) && address != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, cs_page_server_start_async);
  if (self->thread != NULL && g_atomic_int_get (&self->stopping))
    cs_page_server_stop (self); /* it could not listen */
  if (self->thread != NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, _("The page is on already."));
    g_object_unref (task);
    return;
  }
  start = g_new0 (Start, 1);
  start->task = task;
  start->address = g_strdup (address);
  start->port = port;
  self->context = g_main_context_new ();
  g_atomic_int_set (&self->stopping, FALSE);
  self->thread = g_thread_new ("page", run, start);
}

/**
 * cs_page_server_start_finish:
 * @self: a page
 * @result: as the callback got it
 * @error: where to say why not, in a sentence for a person
 *
 * Returns: whether it is on
 */
gboolean
cs_page_server_start_finish (CsPageServer *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_page_server_stop:
 * @self: a page
 *
 * Switches it off: nobody is answered any more.
 */
void
cs_page_server_stop (CsPageServer *self)
{
  g_return_if_fail (CS_IS_PAGE_SERVER (self));

  if (self->thread == NULL)
    return;
  g_atomic_int_set (&self->stopping, TRUE);
  g_main_context_wakeup (self->context);
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->authority, g_free);
  cs_page_box_put_viewers (self->box, 0, FALSE);
}

/**
 * cs_page_server_is_on:
 * @self: a page
 *
 * Returns: whether it listens
 */
gboolean
cs_page_server_is_on (CsPageServer *self)
{
  g_return_val_if_fail (CS_IS_PAGE_SERVER (self), FALSE);

  return self->authority != NULL;
}

/**
 * cs_page_server_get_url:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): what viewers open; %NULL while it is off
 */
char *
cs_page_server_get_url (CsPageServer *self)
{
  g_return_val_if_fail (CS_IS_PAGE_SERVER (self), NULL);

  return self->authority != NULL ? g_strdup_printf ("http://%s/p/%s", self->authority, self->link) : NULL;
}

/**
 * cs_page_server_get_link:
 * @self: a page
 *
 * Returns: (transfer none): the unguessable part of the address
 */
const char *
cs_page_server_get_link (CsPageServer *self)
{
  g_return_val_if_fail (CS_IS_PAGE_SERVER (self), NULL);

  return self->link;
}

/**
 * cs_page_server_set_link:
 * @self: a page
 * @link: one that was kept from an earlier run
 *
 * The link before it is worth nothing from now on.
 *
 * Returns: whether it is a link
 */
gboolean
cs_page_server_set_link (CsPageServer *self,
                         const char   *link)
{
  g_return_val_if_fail (CS_IS_PAGE_SERVER (self), FALSE);

  if (!cs_page_link_is_valid (link))
    return FALSE;
  cs_page_box_set_link (self->box, link);
  g_free (self->link);
  self->link = g_strdup (link);
  g_signal_emit (self, signals[FIGURES], 0);
  return TRUE;
}

/**
 * cs_page_server_renew_link:
 * @self: a page
 *
 * Makes a new link. Whoever has the old one is shut out at once.
 */
void
cs_page_server_renew_link (CsPageServer *self)
{
  g_autofree char *link = cs_page_link_make ();

  g_return_if_fail (CS_IS_PAGE_SERVER (self));

  cs_page_server_set_link (self, link);
}

/**
 * cs_page_server_set_title:
 * @self: a page
 * @title: what the broadcast is called
 */
void
cs_page_server_set_title (CsPageServer *self,
                          const char   *title)
{
  g_return_if_fail (CS_IS_PAGE_SERVER (self) && title != NULL);

  cs_page_box_set_title (self->box, title);
}

/**
 * cs_page_server_set_comments:
 * @self: a page
 * @comments: whether those who have the link may comment
 */
void
cs_page_server_set_comments (CsPageServer *self,
                             gboolean      comments)
{
  g_return_if_fail (CS_IS_PAGE_SERVER (self));

  cs_page_box_set_comments (self->box, comments);
}

/**
 * cs_page_server_begin:
 * @self: a page
 *
 * A broadcast begins: the figures count from zero.
 */
void
cs_page_server_begin (CsPageServer *self)
{
  g_return_if_fail (CS_IS_PAGE_SERVER (self));

  cs_page_box_begin (self->box);
}

/**
 * cs_page_server_get_figures:
 * @self: a page
 * @figures: (out): how it is doing
 */
void
cs_page_server_get_figures (CsPageServer  *self,
                            CsPageFigures *figures)
{
  g_return_if_fail (CS_IS_PAGE_SERVER (self));

  cs_page_box_get_figures (self->box, figures);
}
