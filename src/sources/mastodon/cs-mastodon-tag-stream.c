/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-tag-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define OPEN_DEADLINE_MS 15000
#define HEALTHY_US (60 * (gint64) G_USEC_PER_SEC)
#define RESTREAM_US (600 * (gint64) G_USEC_PER_SEC) /* how often to look whether a server streams by now */
#define STATUS_TOO_MANY_REQUESTS 429

static void
nudge (CsMastodonTag *self)
{
  g_cancellable_cancel (self->link->nudge);
}

void
cs_mastodon_tag_forget_stream (CsMastodonTag *self)
{
  if (self->stream != NULL)
    cs_event_stream_close (self->stream);
  g_clear_object (&self->stream);
  if (self->open && self->was_live)
    self->gap = TRUE;
  self->open = FALSE;
  self->behind = TRUE;
  cs_mastodon_trail_lose (self->trail);
}

static void
stream_lost (CsMastodonTag *self,
             const char    *why,
             gint64         at_least_ms)
{
  gint64 now_us = cs_mastodon_tag_now_us (self);

  if (self->open && now_us - self->opened_us >= HEALTHY_US)
    cs_backoff_reset (self->stream_backoff);
  if (self->open)
    self->n_losses = 0;
  cs_mastodon_tag_forget_stream (self);
  self->n_losses++;
  cs_mastodon_tag_set_reason (self, why);
  if (at_least_ms > 0)
    cs_backoff_at_least (self->stream_backoff, (guint) at_least_ms);
  self->stream_due_us = now_us + cs_backoff_next_ms (self->stream_backoff) * (gint64) 1000;
  nudge (self);
}

void
cs_mastodon_tag_give_up_stream (CsMastodonTag *self,
                                gint64         again_us,
                                const char    *why)
{
  cs_mastodon_tag_forget_stream (self);
  self->polling = TRUE;
  self->poll_ms = self->link->timing.poll_ms;
  self->page_due_us = 0;
  self->stream_due_us = again_us;
  cs_mastodon_tag_set_reason (self, why);
  nudge (self);
}

static gboolean
speaks_of_scopes (GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (JsonNode) root = text != NULL ? cs_json_parse (text, length, NULL, NULL) : NULL;
  const char *said = cs_json_get_string (cs_json_root_object (root), "error");

  return said != NULL && strstr (said, "scope") != NULL;
}

static void
stream_refused (CsMastodonTag      *self,
                guint               status,
                SoupMessageHeaders *headers,
                GBytes             *body)
{
  const char *host = cs_mastodon_client_get_host (self->link->client);
  gint64 wall_us = cs_clock_now_us (self->link->clock);
  g_autofree char *why = g_strdup_printf (_("%s refused the stream (error %u)."), host, status);

  if (status == SOUP_STATUS_UNAUTHORIZED && !speaks_of_scopes (body)) {
    cs_mastodon_tag_forget_stream (self);
    if (self->link->failure == NULL)
      g_set_error (&self->link->failure, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SIGN_IN,
                   _("%s does not accept the access token any more. Sign in again."), host);
    nudge (self);
  } else if (status == STATUS_TOO_MANY_REQUESTS || status == SOUP_STATUS_REQUEST_TIMEOUT || status >= 500) {
    stream_lost (self, why, (cs_http_retry_at_us (headers, wall_us) - wall_us) / 1000);
  } else if (status == SOUP_STATUS_UNAUTHORIZED) {
    cs_mastodon_tag_give_up_stream (self, G_MAXINT64,
                   _("The access token may not read streams: new posts are asked for every few seconds."));
  } else {
    cs_mastodon_tag_give_up_stream (self, cs_mastodon_tag_now_us (self) + RESTREAM_US,
                   _("The server does not stream hashtags: new posts are asked for every few seconds."));
  }
}

static void
opened_cb (gpointer user_data)
{
  CsMastodonTag *self = user_data;

  self->open = TRUE;
  self->polling = FALSE;
  self->opened_us = self->heard_us = cs_mastodon_tag_now_us (self);
  self->n_streamed = self->n_missed = 0;
  self->behind = TRUE;
  self->page_due_us = 0;
  nudge (self);
}

static void
heard_cb (gpointer user_data)
{
  CsMastodonTag *self = user_data;

  self->heard_us = cs_mastodon_tag_now_us (self);
  cs_source_heard (self->link->source);
}

static void
event_cb (const char *event,
          const char *data,
          gsize       length,
          gpointer    user_data)
{
  CsMastodonTag *self = user_data;
  gboolean edited = strcmp (event, "status.update") == 0;

  if (strcmp (event, "delete") == 0) {
    cs_mastodon_intake_take_gone (self->link->intake, data);
  } else if (edited || strcmp (event, "update") == 0) {
    char *id = cs_mastodon_intake_take_text (self->link->intake, data, length, edited);

    self->n_streamed++;
    if (id != NULL)
      cs_mastodon_trail_add_streamed (self->trail, id, cs_mastodon_tag_now_us (self));
  }
}

static void
closed_cb (guint               status,
           SoupMessageHeaders *headers,
           GBytes             *body,
           const GError       *error,
           gpointer            user_data)
{
  CsMastodonTag *self = user_data;

  if (status != 0)
    stream_refused (self, status, headers, body);
  else
    stream_lost (self, error->message, 0);
}

static void
open_stream (CsMastodonTag *self)
{
  static const CsEventStreamFuncs funcs = { opened_cb, heard_cb, event_cb, closed_cb };
  g_autofree char *escaped = g_uri_escape_string (self->name, NULL, FALSE);
  g_autofree char *url = g_strdup_printf ("%s/api/v1/streaming/hashtag?tag=%s", self->link->instance->streaming, escaped);
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupMessage) message = cs_http_message_new (self->link->streams, "GET", url, &error);

  if (message == NULL ||
      !cs_http_message_set_bearer (message, cs_mastodon_client_get_token (self->link->client), &error)) {
    cs_mastodon_tag_give_up_stream (self, G_MAXINT64, error->message);
    return;
  }
  self->stream = cs_event_stream_open (self->link->streams, message, OPEN_DEADLINE_MS, &funcs, self);
}

void
cs_mastodon_tag_watch_stream (CsMastodonTag *self)
{
  gint64 now_us = cs_mastodon_tag_now_us (self);

  if (self->open && now_us - self->heard_us >= self->link->timing.watchdog_ms * (gint64) 1000)
    stream_lost (self, _("The stream has fallen silent."), 0);
  else if (self->stream == NULL && cs_mastodon_client_get_token (self->link->client) != NULL &&
           now_us >= self->stream_due_us)
    open_stream (self);
}
