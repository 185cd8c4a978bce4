/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-bluesky-check.h"

#include "cs-bluesky-appview.h"
#include "cs-jetstream-address.h"
#include "cs-websocket.h"

#include <glib/gi18n-lib.h>

#define DEADLINE_MS 8000

/* An address that names no post: the answer of an AppView is an empty list. */
#define NO_POST "at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/app.bsky.feed.post/2222222222222"

typedef struct {
  GAsyncResult *result;
} Wait;

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  ((Wait *) user_data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_here (Wait *wait)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  while (wait->result == NULL)
    g_main_context_iteration (context, TRUE);
  return wait->result;
}

static gboolean
try_jetstream (const char   *jetstream,
               GCancellable *cancellable,
               GError      **error)
{
  const char *urls[] = { jetstream, NULL };
  g_autoptr (SoupSession) session = cs_http_api_session_new (urls, 1, CS_HTTP_DEFAULT);
  g_autofree char *url = cs_jetstream_subscription (jetstream, 0);
  g_autoptr (SoupMessage) message = cs_http_message_new (session, "GET", url, error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsWebsocket) socket = NULL;
  Wait wait = { NULL };

  if (message == NULL)
    return FALSE;
  cs_websocket_connect_async (session, message, NULL, CS_WEBSOCKET_MAX_MESSAGE_BYTES, DEADLINE_MS, cancellable, done_cb,
                              &wait);
  result = wait_here (&wait);
  socket = cs_websocket_connect_finish (session, result, error);
  return socket != NULL;
}

static gboolean
try_appview (const char   *url,
             GCancellable *cancellable,
             GError      **error)
{
  static const char *const uris[] = { NO_POST };
  g_autoptr (CsBlueskyAppview) appview = cs_bluesky_appview_new (url);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) root = NULL;
  Wait wait = { NULL };

  cs_bluesky_appview_get_posts_async (appview, uris, 1, DEADLINE_MS, cancellable, done_cb, &wait);
  result = wait_here (&wait);
  root = cs_bluesky_appview_get_posts_finish (appview, result, error);
  return root != NULL;
}

/**
 * cs_bluesky_check_here:
 * @jetstream: as cs_jetstream_normalize() answers it
 * @appview: (nullable): the AppView's address
 * @cancellable: (nullable): to give up
 * @error: return location for an error whose sentence says what to do
 *
 * Tries the addresses as a source would use them. Runs the thread-default main context meanwhile.
 *
 * Returns: (transfer full): a sentence that says what was found, or %NULL with @error set
 */
char *
cs_bluesky_check_here (const char   *jetstream,
                       const char   *appview,
                       GCancellable *cancellable,
                       GError      **error)
{
  g_autoptr (GError) local = NULL;

  if (!try_jetstream (jetstream, cancellable, error))
    return NULL;
  if (appview == NULL)
    return g_strdup (_("The stream answers. Without an AppView, posts show their authors' numbers instead of names."));
  if (try_appview (appview, cancellable, &local))
    return g_strdup (_("The stream and the AppView answer: posts arrive as they are written."));
  g_set_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_UNREACHABLE,
               _("The stream answers, but the AppView that knows the names does not: %s"), local->message);
  return NULL;
}
