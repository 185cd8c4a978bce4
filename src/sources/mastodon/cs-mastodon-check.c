/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-check.h"

#include "cs-event-stream.h"
#include "cs-mastodon-instance.h"
#include "cs-mastodon-timeline.h"

#include <glib/gi18n-lib.h>

#define STREAM_DEADLINE_MS 8000

/* How a try of the stream went. */
typedef struct {
  gboolean over;
  gboolean open;
  guint status;
} Trial;

static void
opened_cb (gpointer user_data)
{
  Trial *trial = user_data;

  trial->open = trial->over = TRUE;
}

static void
event_cb (const char *event,
          const char *data,
          gsize       length,
          gpointer    user_data)
{
}

static void
closed_cb (guint               status,
           SoupMessageHeaders *headers,
           GBytes             *body,
           const GError       *error,
           gpointer            user_data)
{
  Trial *trial = user_data;

  trial->status = status;
  trial->over = TRUE;
}

static void
wake_cb (GCancellable *cancellable,
         gpointer      user_data)
{
  g_main_context_wakeup (user_data);
}

static void
run_until_over (Trial        *trial,
                GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  gulong id = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), context, NULL) : 0;

  while (!trial->over && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (context, TRUE);
  g_cancellable_disconnect (cancellable, id);
}

static gboolean
try_stream (CsMastodonClient         *client,
            const CsMastodonInstance *instance,
            const char               *tag,
            GCancellable             *cancellable,
            Trial                    *trial,
            GError                  **error)
{
  static const CsEventStreamFuncs funcs = { opened_cb, NULL, event_cb, closed_cb };
  g_autoptr (SoupSession) session =
      cs_mastodon_instance_session_new (instance, cs_mastodon_client_get_base (client), 2);
  g_autofree char *escaped = g_uri_escape_string (tag, NULL, FALSE);
  g_autofree char *url = g_strdup_printf ("%s/api/v1/streaming/hashtag?tag=%s", instance->streaming, escaped);
  g_autoptr (SoupMessage) message = cs_http_message_new (session, "GET", url, error);
  g_autoptr (CsEventStream) stream = NULL;

  if (message == NULL || !cs_http_message_set_bearer (message, cs_mastodon_client_get_token (client), error))
    return FALSE;
  stream = cs_event_stream_open (session, message, STREAM_DEADLINE_MS, &funcs, trial);
  run_until_over (trial, cancellable);
  cs_event_stream_close (stream);
  soup_session_abort (session);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static char *
describe (CsMastodonClient         *client,
          const CsMastodonInstance *instance,
          const Trial              *trial)
{
  const char *host = cs_mastodon_client_get_host (client);

  if (instance->closed)
    return g_strdup_printf (_("%s answers, but it shows no posts by hashtag: nothing will come from there."), host);
  if (cs_mastodon_client_get_token (client) == NULL)
    return g_strdup_printf (_("%s answers. Without signing in, new posts are asked for every few seconds, and "
                              "deletions are noticed late."), host);
  if (trial->open)
    return g_strdup_printf (_("%s answers and streams: posts arrive as they are written. If your profile there is "
                              "limited to some languages, posts in others do not arrive."), host);
  if (trial->status == SOUP_STATUS_UNAUTHORIZED)
    return g_strdup_printf (_("%s answers, but the access token may not read streams: new posts are asked for every few "
                              "seconds. Make a token with the right read:statuses."), host);
  return g_strdup_printf (_("%s answers but does not stream hashtags: new posts are asked for every few seconds, and "
                            "deletions are noticed late."), host);
}

/**
 * cs_mastodon_check_here:
 * @client: a client
 * @tag: a hashtag to try, without its sign
 * @cancellable: (nullable): to give up
 * @error: return location for an error whose sentence says what to do
 *
 * Tries a server as a source would use it. Runs the thread-default main context meanwhile.
 *
 * Returns: (transfer full): a sentence that says what was found, or %NULL with @error set
 */
char *
cs_mastodon_check_here (CsMastodonClient *client,
                        const char       *tag,
                        GCancellable     *cancellable,
                        GError          **error)
{
  g_autoptr (CsMastodonInstance) instance = cs_mastodon_instance_read (client, cancellable, error);
  g_autoptr (CsMastodonPage) page = NULL;
  Trial trial = { FALSE };

  if (instance == NULL)
    return NULL;
  page = cs_mastodon_timeline_read (client, tag, NULL, g_get_real_time (), cancellable, error);
  if (page == NULL)
    return NULL;
  if (cs_mastodon_client_get_token (client) != NULL &&
      !try_stream (client, instance, tag, cancellable, &trial, error))
    return NULL;
  return describe (client, instance, &trial);
}
