/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-page-box.h"

#include "cs-page-link.h"

#include <string.h>

#define TELL_MS 150
#define MINUTE 60 /* seconds */

struct _CsPageBox {
  GMainContext *main_context;

  GMutex lock; /* for everything below; held for moments */
  CsPageServer *server; /* (nullable): not owned */
  CsPageSettings settings;
  GQueue comments; /* CsPageComment */
  guint hearts[CS_N_HUES];
  gboolean some_hearts;
  gboolean telling;

  CsPageFigures figures;
  guint64 viewer_seconds;
  guint64 seconds; /* in which there was something to see */
  guint last_minute[MINUTE]; /* comments in each second */
  guint second;
};

static void
box_clear (gpointer data)
{
  CsPageBox *self = data;

  g_queue_clear_full (&self->comments, (GDestroyNotify) cs_page_comment_unref);
  cs_page_settings_clear (&self->settings);
  g_main_context_unref (self->main_context);
  g_mutex_clear (&self->lock);
}

/* What is told in one turn. */
typedef struct {
  CsPageServer *server; /* (nullable) */
  GQueue comments;
  guint hearts[CS_N_HUES];
  gboolean some_hearts;
} News;

static void
take_news (CsPageBox *self,
           News      *news)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->telling = FALSE;
  news->server = self->server != NULL ? g_object_ref (self->server) : NULL;
  news->comments = self->comments;
  g_queue_init (&self->comments);
  memcpy (news->hearts, self->hearts, sizeof news->hearts);
  memset (self->hearts, 0, sizeof self->hearts);
  news->some_hearts = self->some_hearts;
  self->some_hearts = FALSE;
}

static gboolean
tell_cb (gpointer data)
{
  CsPageBox *self = data;
  CsPageComment *comment;
  News news;

  take_news (self, &news);
  while ((comment = g_queue_pop_head (&news.comments)) != NULL) {
    if (news.server != NULL)
      g_signal_emit_by_name (news.server, "comment", comment);
    cs_page_comment_unref (comment);
  }
  if (news.server != NULL && news.some_hearts)
    g_signal_emit_by_name (news.server, "hearts", news.hearts);
  if (news.server != NULL)
    g_signal_emit_by_name (news.server, "figures");
  g_clear_object (&news.server);
  return G_SOURCE_REMOVE;
}

/* The lock is held. */
static void
tell (CsPageBox *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->telling)
    return;
  self->telling = TRUE;
  source = g_timeout_source_new (TELL_MS);
  g_source_set_callback (source, tell_cb, cs_page_box_ref (self), (GDestroyNotify) cs_page_box_unref);
  g_source_attach (source, self->main_context);
}

static void
count_comments (CsPageBox *self)
{
  guint n = 0;

  for (guint i = 0; i < MINUTE; i++)
    n += self->last_minute[i];
  self->figures.comments_per_minute = n;
  self->figures.peak_comments = MAX (self->figures.peak_comments, n);
}

/**
 * cs_page_box_new:
 * @server: the server, not kept alive
 *
 * Returns: (transfer full): a box between any thread and the thread-default context, with a new link
 */
CsPageBox *
cs_page_box_new (CsPageServer *server)
{
  CsPageBox *self = g_atomic_rc_box_new0 (CsPageBox);

  g_mutex_init (&self->lock);
  g_queue_init (&self->comments);
  self->server = server;
  self->main_context = g_main_context_ref_thread_default ();
  self->settings.link = cs_page_link_make ();
  self->settings.title = g_strdup ("");
  self->settings.comments = TRUE;
  return self;
}

/**
 * cs_page_box_ref:
 * @self: a box
 *
 * Returns: (transfer full): the same
 */
CsPageBox *
cs_page_box_ref (CsPageBox *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_page_box_unref:
 * @self: (transfer full): a box
 */
void
cs_page_box_unref (CsPageBox *self)
{
  g_atomic_rc_box_release_full (self, box_clear);
}

/**
 * cs_page_box_cut:
 * @self: a box
 *
 * The server goes: what is still on its way reaches nobody.
 */
void
cs_page_box_cut (CsPageBox *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->server = NULL;
}

/**
 * cs_page_box_get_main_context:
 * @self: a box
 *
 * Returns: (transfer none): where its server lives
 */
GMainContext *
cs_page_box_get_main_context (CsPageBox *self)
{
  return self->main_context;
}

/**
 * cs_page_box_set_link:
 * @self: a box
 * @link: the unguessable part of the address; the one before is worth nothing from now on
 */
void
cs_page_box_set_link (CsPageBox  *self,
                      const char *link)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_free (self->settings.link);
  self->settings.link = g_strdup (link);
}

/**
 * cs_page_box_set_title:
 * @self: a box
 * @title: what the broadcast is called
 */
void
cs_page_box_set_title (CsPageBox  *self,
                       const char *title)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_free (self->settings.title);
  self->settings.title = g_strdup (title);
}

/**
 * cs_page_box_set_comments:
 * @self: a box
 * @comments: whether one may comment
 */
void
cs_page_box_set_comments (CsPageBox *self,
                          gboolean   comments)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->settings.comments = comments;
}

/**
 * cs_page_box_begin:
 * @self: a box
 *
 * A broadcast begins: the figures count from zero.
 */
void
cs_page_box_begin (CsPageBox *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  guint n_viewers = self->figures.n_viewers;

  memset (&self->figures, 0, sizeof self->figures);
  memset (self->last_minute, 0, sizeof self->last_minute);
  self->viewer_seconds = self->seconds = 0;
  self->figures.n_viewers = self->figures.peak_viewers = n_viewers;
}

/**
 * cs_page_box_get_figures:
 * @self: a box
 * @figures: (out): how the page is doing; from any thread
 */
void
cs_page_box_get_figures (CsPageBox     *self,
                         CsPageFigures *figures)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  *figures = self->figures;
}

/**
 * cs_page_box_get_settings:
 * @self: a box
 * @settings: (out): a copy of what is set now
 */
void
cs_page_box_get_settings (CsPageBox      *self,
                          CsPageSettings *settings)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  settings->link = g_strdup (self->settings.link);
  settings->title = g_strdup (self->settings.title);
  settings->comments = self->settings.comments;
}

/**
 * cs_page_settings_clear:
 * @settings: a copy
 *
 * Frees what is in it.
 */
void
cs_page_settings_clear (CsPageSettings *settings)
{
  g_clear_pointer (&settings->link, g_free);
  g_clear_pointer (&settings->title, g_free);
}

/**
 * cs_page_box_put_comment:
 * @self: a box
 * @comment: what somebody wrote
 *
 * Returns: whether it was taken; %FALSE when too many are waiting
 */
gboolean
cs_page_box_put_comment (CsPageBox     *self,
                         CsPageComment *comment)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (g_queue_get_length (&self->comments) >= CS_PAGE_MAX_WAITING)
    return FALSE;
  g_queue_push_tail (&self->comments, cs_page_comment_ref (comment));
  self->figures.n_comments++;
  self->last_minute[self->second]++;
  count_comments (self);
  tell (self);
  return TRUE;
}

/**
 * cs_page_box_put_hearts:
 * @self: a box
 * @hue: the viewer's colour
 * @n: how many
 */
void
cs_page_box_put_hearts (CsPageBox *self,
                        guint      hue,
                        guint      n)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->hearts[hue] += n;
  self->figures.n_hearts += n;
  self->some_hearts = TRUE;
  tell (self);
}

/**
 * cs_page_box_put_viewers:
 * @self: a box
 * @n_viewers: who is here now
 * @live: whether there is something to see
 *
 * To be called once a second.
 */
void
cs_page_box_put_viewers (CsPageBox *self,
                         guint      n_viewers,
                         gboolean   live)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  guint before = self->figures.comments_per_minute;

  self->second = (self->second + 1) % MINUTE;
  self->last_minute[self->second] = 0;
  count_comments (self);
  if (live) {
    self->viewer_seconds += n_viewers;
    self->seconds++;
    self->figures.mean_viewers = (double) self->viewer_seconds / self->seconds;
    self->figures.peak_viewers = MAX (self->figures.peak_viewers, n_viewers);
  }
  if (n_viewers == self->figures.n_viewers && before == self->figures.comments_per_minute)
    return;
  self->figures.n_viewers = n_viewers;
  tell (self);
}
