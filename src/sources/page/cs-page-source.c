/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-page-source.h"

#include <glib/gi18n-lib.h>

#define LOOK_MS 60000
/* So many may wait on the source's thread while the show file is busy; the page itself takes no more than a few a
 * second. */
#define MAX_WAITING 500
#define SESSION_LENGTH 8

struct _CsPageSource {
  CsSource parent_instance;

  char *session; /* tells the viewers of one evening from those of another */
  int n_waiting; /* atomic */
};

/* A comment on its way to the source's thread. */
typedef struct {
  CsPageSource *source;
  CsPost *post;
} Errand;

G_DEFINE_FINAL_TYPE (CsPageSource, cs_page_source, CS_TYPE_SOURCE)

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_atomic_int_dec_and_test (&errand->source->n_waiting);
  cs_post_unref (errand->post);
  g_free (errand);
}

static gboolean
report_cb (gpointer data)
{
  Errand *errand = data;
  g_autoptr (GPtrArray) batch = cs_event_batch_new ();

  cs_post_seal (errand->post);
  g_ptr_array_add (batch, cs_event_new_post (CS_EVENT_POST, errand->post));
  cs_source_heard (CS_SOURCE (errand->source));
  cs_source_report (CS_SOURCE (errand->source), batch, NULL);
  return G_SOURCE_REMOVE;
}

static void
cs_page_source_run (CsSource     *source,
                    GCancellable *cancellable)
{
  cs_source_set_state (source, CS_SOURCE_LIVE, NULL, 0);
  while (cs_source_wait (source, LOOK_MS, cancellable))
    ;
}

static void
cs_page_source_finalize (GObject *object)
{
  g_free (CS_PAGE_SOURCE (object)->session);
  G_OBJECT_CLASS (cs_page_source_parent_class)->finalize (object);
}

static void
cs_page_source_class_init (CsPageSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_page_source_finalize;
  CS_SOURCE_CLASS (klass)->run = cs_page_source_run;
}

static void
cs_page_source_init (CsPageSource *self)
{
  g_autofree char *random = g_uuid_string_random ();

  self->session = g_strndup (random, SESSION_LENGTH);
}

static CsPost *
make_post (CsPageSource *self,
           guint         viewer,
           const char   *name,
           const char   *text)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *author = g_strdup_printf ("%s-%u", self->session, viewer);
  CsPost *post = cs_post_new (CS_NETWORK_PAGE, "", id);

  post->account = cs_account_new (CS_NETWORK_PAGE, "", author);
  post->account->handle = g_strdup_printf ("page-%u", viewer);
  post->account->name = g_strdup (name);
  post->raw_text = g_strdup (text);
  post->is_public = TRUE;
  post->created_us = post->received_us = cs_clock_now_us (cs_source_get_clock (CS_SOURCE (self)));
  return post;
}

/**
 * cs_page_source_new:
 * @clock: (nullable): tells the time; the machine's when %NULL
 * @id: names the source in the show file
 *
 * Returns: (transfer full): a source that has not been started
 */
CsPageSource *
cs_page_source_new (CsClock    *clock,
                    const char *id)
{
  return g_object_new (CS_TYPE_PAGE_SOURCE, "id", id, "title", _("Our page"), "network", CS_NETWORK_PAGE, "clock",
                       clock, NULL);
}

/**
 * cs_page_source_take:
 * @self: a source
 * @viewer: who wrote it: a viewer's number on the page
 * @name: how the viewer wants to be called, as written by a stranger
 * @text: what was written, valid UTF-8, not made safe
 *
 * Reports it like any post: it waits for somebody to approve it. Dropped while the source does not run, or when very
 * many are waiting. Main thread.
 */
void
cs_page_source_take (CsPageSource *self,
                     guint         viewer,
                     const char   *name,
                     const char   *text)
{
  Errand *errand;

  g_return_if_fail (CS_IS_PAGE_SOURCE (self) && text != NULL);

  if (g_atomic_int_get (&self->n_waiting) >= MAX_WAITING)
    return;
  g_atomic_int_inc (&self->n_waiting);
  errand = g_new (Errand, 1);
  /* The source outlives its thread's context. */
  *errand = (Errand){ self, make_post (self, viewer, name, text) };
  cs_source_invoke (CS_SOURCE (self), report_cb, errand, errand_free);
}
