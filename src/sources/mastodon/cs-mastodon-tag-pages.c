/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-tag-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define POLL_GROWTH_MAX 3
#define MAX_VANISHED 5

static void
page_failed (CsMastodonTag *self,
             const GError  *error)
{
  gint64 now_us = cs_mastodon_tag_now_us (self);
  gint64 wall_us = cs_clock_now_us (self->link->clock);
  gint64 retry_us;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SIGN_IN) ||
      g_error_matches (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SCOPE) ||
      g_error_matches (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS)) {
    if (self->link->failure == NULL)
      self->link->failure = g_error_copy (error);
    return;
  }
  cs_mastodon_tag_set_reason (self, error->message);
  retry_us = now_us + cs_backoff_next_ms (self->page_backoff) * (gint64) 1000;
  if (g_error_matches (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_BUSY)) {
    retry_us = MAX (retry_us, now_us + cs_mastodon_client_get_retry_at_us (self->link->client) - wall_us);
    self->link->paused_until_us = retry_us;
  }
  self->page_due_us = retry_us;
  self->behind = TRUE;
}

static CsMastodonPage *
read_page (CsMastodonTag *self,
           const char    *min_id)
{
  g_autoptr (GError) error = NULL;
  CsMastodonPage *page = cs_mastodon_timeline_read (self->link->client, self->name, min_id,
                                                    cs_clock_now_us (self->link->clock), self->link->cancellable,
                                                    &error);

  if (page == NULL) {
    page_failed (self, error);
    return NULL;
  }
  cs_source_heard (self->link->source);
  for (guint i = 0; i < page->n_broken; i++)
    cs_source_count_refused (self->link->source);
  return page;
}

/* Answers how many were new. */
static guint
take_page (CsMastodonTag        *self,
           const CsMastodonPage *page)
{
  guint n_new = 0;

  for (guint i = 0; i < page->posts->len; i++)
    n_new += cs_mastodon_intake_take_post (self->link->intake, page->posts->pdata[i], FALSE);
  return n_new;
}

/* Reads on from a post that is certain until nothing is left. Answers whether it got there. */
static gboolean
read_from (CsMastodonTag *self,
           const char    *position)
{
  g_autofree char *cursor = g_strdup (position);

  while (!g_cancellable_is_cancelled (self->link->cancellable)) {
    g_autoptr (CsMastodonPage) page = read_page (self, cursor);

    if (page == NULL)
      return FALSE;
    take_page (self, page);
    if (page->n_items == 0 || page->newest == NULL || strcmp (page->newest, cursor) == 0)
      return TRUE;
    cs_mastodon_trail_add_page (self->trail, page);
    g_free (cursor);
    cursor = g_steal_pointer (&page->newest);
  }
  return FALSE;
}

static gboolean
has_seen_any (CsMastodonTag        *self,
              const CsMastodonPage *page)
{
  for (guint i = 0; i < page->ids->len; i++) {
    if (cs_mastodon_intake_has_seen (self->link->intake, page->ids->pdata[i]))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_gone (CsMastodonTag *self,
         const char    *id)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/api/v1/statuses/", escaped, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsHttpAnswer) answer = cs_mastodon_client_get (self->link->client, path, self->link->cancellable, &error);

  return g_error_matches (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_MISSING);
}

/* Without a stream nobody tells of deletions. But a post that stood among the newest and stands there no more, while an
 * older one still does, is worth a question. */
static void
look_for_vanished (CsMastodonTag  *self,
                   CsMastodonPage *page)
{
  guint n_asked = 0;

  for (guint i = 0; self->last_ids != NULL && i < self->last_ids->len && n_asked < MAX_VANISHED; i++) {
    const char *id = self->last_ids->pdata[i];

    if (g_ptr_array_find_with_equal_func (page->ids, id, g_str_equal, NULL))
      continue;
    if (page->full && page->ids->len > 0 &&
        cs_mastodon_id_compare (id, page->ids->pdata[page->ids->len - 1]) < 0)
      continue; /* pushed out at the end */
    n_asked++;
    if (is_gone (self, id))
      cs_mastodon_intake_take_gone (self->link->intake, id);
  }
  g_clear_pointer (&self->last_ids, g_ptr_array_unref);
  self->last_ids = g_ptr_array_ref (page->ids);
}

/* Counts what was written since the stream was opened and came by a page first. */
static void
count_missed (CsMastodonTag        *self,
              const CsMastodonPage *page)
{
  gint64 opened_us = cs_clock_now_us (self->link->clock) - (cs_mastodon_tag_now_us (self) - self->opened_us);

  for (guint i = 0; self->open && i < page->posts->len; i++) {
    const CsPost *post = page->posts->pdata[i];

    if (post->created_us > opened_us && !cs_mastodon_intake_has_seen (self->link->intake, post->native_id))
      self->n_missed++;
  }
}

/* Without a stream, the page before this one is as good as certain. */
static gboolean
is_contiguous (CsMastodonTag        *self,
               const CsMastodonPage *page)
{
  if (cs_mastodon_trail_reaches (self->trail, page))
    return TRUE;
  for (guint i = 0; !self->open && self->last_ids != NULL && i < page->ids->len; i++) {
    if (g_ptr_array_find_with_equal_func (self->last_ids, page->ids->pdata[i], g_str_equal, NULL))
      return TRUE;
  }
  return FALSE;
}

static void
plan_next_page (CsMastodonTag *self,
                guint          n_new)
{
  guint base_ms = self->link->timing.poll_ms;

  if (self->open)
    self->poll_ms = self->n_missed > 0 && self->n_streamed == 0 ? self->link->timing.probe_ms / 2
                                                                : self->link->timing.probe_ms;
  else if (n_new > 0)
    self->poll_ms = base_ms;
  else
    self->poll_ms = CLAMP (self->poll_ms + self->poll_ms / 4, base_ms, base_ms * POLL_GROWTH_MAX);
  self->page_due_us = cs_mastodon_tag_now_us (self) + self->poll_ms * (gint64) 1000;
}

/* What is on a page besides a stream: enough when the stream gave some of it, else what lies before it too. */
static gboolean
fill_before (CsMastodonTag        *self,
             const CsMastodonPage *page)
{
  if (is_contiguous (self, page))
    return TRUE;
  if (self->open && has_seen_any (self, page))
    return TRUE;
  return read_from (self, cs_mastodon_trail_get_newest (self->trail));
}

/* Reads the newest page. It also shows what a stream leaves out, and federated posts that come late. */
void
cs_mastodon_tag_poll (CsMastodonTag *self)
{
  guint n_losses = self->n_losses;
  gboolean silent = self->open && self->n_missed > 0 && self->n_streamed == 0;
  g_autoptr (CsMastodonPage) page = read_page (self, NULL);
  guint n_new;

  if (page == NULL)
    return;
  silent = silent && self->n_streamed == 0;
  count_missed (self, page);
  if (!fill_before (self, page))
    return;
  n_new = take_page (self, page);
  if (is_contiguous (self, page))
    cs_mastodon_trail_add_page (self->trail, page);
  if (silent)
    cs_mastodon_tag_give_up_stream (self, G_MAXINT64,
                   _("The server's stream delivers nothing: new posts are asked for every few seconds."));
  if (!self->open)
    look_for_vanished (self, page);
  cs_backoff_reset (self->page_backoff);
  if (!self->open && self->n_losses == n_losses) {
    self->behind = FALSE;
    self->was_live = TRUE;
  }
  plan_next_page (self, n_new);
}

void
cs_mastodon_tag_catch_up (CsMastodonTag *self)
{
  guint n_losses = self->n_losses;
  const char *from = cs_mastodon_trail_get_start (self->trail);

  if (from == NULL) {
    g_autoptr (CsMastodonPage) page = read_page (self, NULL);

    if (page == NULL)
      return;
    take_page (self, page);
    cs_mastodon_trail_add_page (self->trail, page);
  } else if (!read_from (self, from)) {
    return;
  }
  cs_backoff_reset (self->page_backoff);
  if (self->n_losses != n_losses)
    return; /* lost again meanwhile */
  self->behind = FALSE;
  self->was_live = TRUE;
  plan_next_page (self, 0);
}
