/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-bluesky-appview.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define MAX_CONNS 4
#define MAX_ANSWER_BYTES (4 * 1024 * 1024)
#define MAX_ANSWER_VALUES 100000
#define PUBLIC_PICTURES "https://cdn.bsky.app/img"

struct _CsBlueskyAppview {
  char *base; /* without a slash at the end */
  char *pictures;
  SoupSession *session;
};

static char *
trim_slashes (const char *url)
{
  g_autofree char *base = g_strdup (url);
  gsize length = strlen (base);

  while (length > 0 && base[length - 1] == '/')
    base[--length] = '\0';
  return g_steal_pointer (&base);
}

static gboolean
is_public (const char *base)
{
  g_autoptr (GUri) uri = g_uri_parse (base, SOUP_HTTP_URI_FLAGS, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && (strcmp (host, "bsky.app") == 0 || g_str_has_suffix (host, ".bsky.app"));
}

static JsonNode *
parse (const CsHttpAnswer *answer,
       GError            **error)
{
  static const CsJsonLimits limits = { MAX_ANSWER_BYTES, CS_JSON_MAX_DEPTH, MAX_ANSWER_VALUES };
  g_autoptr (JsonNode) root = NULL;
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);

  if (!cs_http_answer_check (answer, error))
    return NULL;
  root = cs_json_parse (text != NULL ? text : "", length, &limits, error);
  if (root != NULL && cs_json_get_array (cs_json_root_object (root), "posts") == NULL) {
    g_set_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_PROTOCOL, _("What %s answered cannot be understood."), answer->url);
    return NULL;
  }
  return g_steal_pointer (&root);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CsHttpAnswer) answer = cs_http_fetch_finish (SOUP_SESSION (object), result, &error);
  JsonNode *root = answer != NULL ? parse (answer, &error) : NULL;

  if (root != NULL)
    g_task_return_pointer (task, root, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

/**
 * cs_bluesky_appview_new:
 * @url: its address, https
 *
 * Returns: (transfer full): a client, for the calling thread
 */
CsBlueskyAppview *
cs_bluesky_appview_new (const char *url)
{
  CsBlueskyAppview *self = g_new0 (CsBlueskyAppview, 1);
  const char *urls[] = { url, NULL };

  self->base = trim_slashes (url);
  self->pictures = is_public (self->base) ? g_strdup (PUBLIC_PICTURES) : g_strconcat (self->base, "/img", NULL);
  self->session = cs_http_api_session_new (urls, MAX_CONNS, CS_HTTP_DEFAULT);
  return self;
}

/**
 * cs_bluesky_appview_free:
 * @self: (transfer full): a client, on its thread
 */
void
cs_bluesky_appview_free (CsBlueskyAppview *self)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_free (self->base);
  g_free (self->pictures);
  g_free (self);
}

/**
 * cs_bluesky_appview_abort:
 * @self: a client
 *
 * Ends all questions that are under way.
 */
void
cs_bluesky_appview_abort (CsBlueskyAppview *self)
{
  soup_session_abort (self->session);
}

/**
 * cs_bluesky_appview_get_pictures:
 * @self: a client
 *
 * Returns: the base address of the pictures in posts
 */
const char *
cs_bluesky_appview_get_pictures (const CsBlueskyAppview *self)
{
  return self->pictures;
}

/**
 * cs_bluesky_appview_get_posts_async:
 * @self: a client; must outlive the question
 * @uris: (array length=n_uris): addresses of posts
 * @n_uris: how many, at most %CS_BLUESKY_MAX_URIS
 * @deadline_ms: how long the answer may take
 * @cancellable: (nullable): to give up
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Asks for post views. Posts that are gone, taken down or unknown are left out of the answer.
 * See https://docs.bsky.app/docs/api/app-bsky-feed-get-posts
 */
void
cs_bluesky_appview_get_posts_async (CsBlueskyAppview   *self,
                                    const char *const  *uris,
                                    guint               n_uris,
                                    guint               deadline_ms,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GString) url = g_string_new (self->base);
  g_autoptr (SoupMessage) message = NULL;
  GError *error = NULL;

  g_string_append (url, "/xrpc/app.bsky.feed.getPosts");
  for (guint i = 0; i < n_uris && i < CS_BLUESKY_MAX_URIS; i++) {
    g_string_append (url, i == 0 ? "?uris=" : "&uris=");
    g_string_append_uri_escaped (url, uris[i], ":/", FALSE);
  }
  message = cs_http_message_new (self->session, "GET", url->str, &error);
  if (message == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  cs_http_fetch_async (self->session, message, MAX_ANSWER_BYTES, deadline_ms, cancellable, fetched_cb, task);
}

/**
 * cs_bluesky_appview_get_posts_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for a %CS_HTTP_ERROR, %CS_JSON_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): an object whose member "posts" is an array, or %NULL with @error set
 */
JsonNode *
cs_bluesky_appview_get_posts_finish (CsBlueskyAppview *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
