/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-client.h"

#include "cs-address.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define DEADLINE_MS 10000
#define MAX_CONNS 6
#define MAX_ANSWER_BYTES (4 * 1024 * 1024)
#define MAX_ANSWER_VALUES 100000 /* forty posts of people with long profiles and many emoji */
#define STATUS_TOO_MANY_REQUESTS 429

/* Asks one server, signed in or not. Belongs to one thread. */
struct _CsMastodonClient {
  CsClock *clock;
  char *base; /* "https://host", or "http://127.0.0.1:port" in tests */
  char *host;
  char *token; /* (nullable) */
  SoupSession *session;
  gint64 retry_at_us;
};

G_DEFINE_QUARK (cs-mastodon-error-quark, cs_mastodon_error)

static char *
refuse_server (const char *typed,
               GError    **error)
{
  g_autofree char *shown = g_utf8_make_valid (typed != NULL ? typed : "", -1);

  g_set_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS,
               _("“%s” is not the address of a Mastodon server. Write it like mastodon.social."), shown);
  return NULL;
}

static gboolean
is_json (const CsHttpAnswer *answer)
{
  const char *type = soup_message_headers_get_content_type (answer->headers, NULL);

  return type != NULL && g_str_has_suffix (type, "json");
}

static void
explain (CsMastodonClient   *self,
         const CsHttpAnswer *answer,
         GError            **error)
{
  switch (answer->status) {
  case SOUP_STATUS_UNAUTHORIZED:
    if (self->token == NULL)
      g_set_error (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SIGN_IN,
                   _("%s shows hashtags only to people who are signed in. Add an access token."), self->host);
    else
      g_set_error (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SIGN_IN,
                   _("%s does not accept the access token any more. Sign in again."), self->host);
    break;
  case SOUP_STATUS_FORBIDDEN:
    g_set_error (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SCOPE,
                 _("The access token for %s may not read posts. Make one with the right read:statuses."), self->host);
    break;
  case SOUP_STATUS_NOT_FOUND:
  case SOUP_STATUS_GONE:
    if (is_json (answer))
      g_set_error (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_MISSING, _("%s does not know it."), self->host);
    else
      g_set_error (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_FOREIGN,
                   _("%s is not a Mastodon server, or hides it well. Check the address."), self->host);
    break;
  case STATUS_TOO_MANY_REQUESTS:
    self->retry_at_us = cs_http_retry_at_us (answer->headers, cs_clock_now_us (self->clock));
    g_set_error (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_BUSY, _("%s says that we ask too often."), self->host);
    break;
  default:
    g_set_error (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SERVER, _("%s is in trouble (error %u)."), self->host,
                 answer->status);
  }
}

static CsHttpAnswer *
check (CsMastodonClient *self,
       CsHttpAnswer     *answer,
       GError          **error)
{
  g_autoptr (CsHttpAnswer) owned = answer;

  if (answer == NULL || SOUP_STATUS_IS_SUCCESSFUL (answer->status))
    return g_steal_pointer (&owned);
  if (SOUP_STATUS_IS_REDIRECTION (answer->status))
    cs_http_answer_check (answer, error);
  else
    explain (self, answer, error);
  return NULL;
}

static SoupMessage *
message_new (CsMastodonClient *self,
             const char       *path,
             GError          **error)
{
  g_autofree char *url = g_strconcat (self->base, path, NULL);
  g_autoptr (SoupMessage) message = cs_http_message_new (self->session, "GET", url, error);

  if (message == NULL || (self->token != NULL && !cs_http_message_set_bearer (message, self->token, error)))
    return NULL;
  soup_message_headers_append (soup_message_get_request_headers (message), "Accept", "application/json");
  return g_steal_pointer (&message);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  CsHttpAnswer *answer = cs_http_fetch_finish (SOUP_SESSION (object), result, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) cs_http_answer_unref);
  else
    g_task_return_error (task, error);
}

/**
 * cs_mastodon_normalize_server:
 * @typed: (nullable): what a person typed: "mastodon.social", "https://mastodon.social/@me" or "me@mastodon.social"
 * @error: return location for a %CS_HTTP_ERROR_ADDRESS
 *
 * Returns: (transfer full): the server's base address without a slash at the end, or %NULL with @error set
 */
char *
cs_mastodon_normalize_server (const char *typed,
                              GError    **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  g_autofree char *url = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autofree char *host = NULL;
  const char *at = strrchr (trimmed, '@');

  if (strstr (trimmed, "://") != NULL)
    url = g_strdup (trimmed);
  else
    url = g_strconcat ("https://", at != NULL ? at + 1 : trimmed, NULL);
  uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_userinfo (uri) != NULL)
    return refuse_server (typed, error);
  if (strcmp (g_uri_get_scheme (uri), "https") != 0 && strcmp (g_uri_get_scheme (uri), "http") != 0)
    return refuse_server (typed, error);
  host = cs_address_normalize_host (g_uri_get_host (uri), NULL);
  if (host == NULL)
    return refuse_server (typed, error);
  return cs_address_join (g_uri_get_scheme (uri), host, g_uri_get_port (uri), "");
}

/**
 * cs_mastodon_client_new:
 * @clock: tells when a rate limit ends
 * @server_url: as cs_mastodon_normalize_server() answers it
 * @token: (nullable): an access token; %NULL asks as a stranger
 *
 * Returns: (transfer full): a new client, for the calling thread
 */
CsMastodonClient *
cs_mastodon_client_new (CsClock    *clock,
                        const char *server_url,
                        const char *token)
{
  CsMastodonClient *self = g_new0 (CsMastodonClient, 1);
  const char *urls[] = { server_url, NULL };
  g_autoptr (GUri) uri = g_uri_parse (server_url, SOUP_HTTP_URI_FLAGS, NULL);

  self->clock = g_object_ref (clock);
  self->base = g_strdup (server_url);
  self->host = g_strdup (uri != NULL ? g_uri_get_host (uri) : "");
  self->token = token != NULL && *token != '\0' ? g_strdup (token) : NULL;
  self->session = cs_http_api_session_new (urls, MAX_CONNS, CS_HTTP_DEFAULT);
  return self;
}

/**
 * cs_mastodon_client_free:
 * @self: (transfer full): a client, on its thread
 */
void
cs_mastodon_client_free (CsMastodonClient *self)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  cs_mastodon_client_forget_token (self);
  g_free (self->host);
  g_free (self->base);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * cs_mastodon_client_abort:
 * @self: a client
 *
 * Ends all questions that are under way: they are answered with %G_IO_ERROR_CANCELLED.
 */
void
cs_mastodon_client_abort (CsMastodonClient *self)
{
  soup_session_abort (self->session);
}

/**
 * cs_mastodon_client_forget_token:
 * @self: a client
 *
 * Asks as a stranger from now on.
 */
void
cs_mastodon_client_forget_token (CsMastodonClient *self)
{
  if (self->token != NULL)
    explicit_bzero (self->token, strlen (self->token));
  g_clear_pointer (&self->token, g_free);
}

/**
 * cs_mastodon_client_get_host:
 * @self: a client
 *
 * Returns: the server's name
 */
const char *
cs_mastodon_client_get_host (const CsMastodonClient *self)
{
  return self->host;
}

/**
 * cs_mastodon_client_get_token:
 * @self: a client
 *
 * Returns: (nullable): the access token
 */
const char *
cs_mastodon_client_get_token (const CsMastodonClient *self)
{
  return self->token;
}

/**
 * cs_mastodon_client_get_base:
 * @self: a client
 *
 * Returns: the server's address, without a slash at the end
 */
const char *
cs_mastodon_client_get_base (const CsMastodonClient *self)
{
  return self->base;
}

/**
 * cs_mastodon_client_get_retry_at_us:
 * @self: a client
 *
 * Returns: when the server wants to be asked again after the newest %CS_MASTODON_ERROR_BUSY, microseconds since
 *   1970 UTC, or 0 when it did not say
 */
gint64
cs_mastodon_client_get_retry_at_us (const CsMastodonClient *self)
{
  return self->retry_at_us;
}

/**
 * cs_mastodon_client_get:
 * @self: a client
 * @path: from "/api" on, with its query
 * @cancellable: (nullable): to give up
 * @error: return location for a %CS_MASTODON_ERROR, %CS_HTTP_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Asks, and runs the thread-default main context until the answer is there.
 *
 * Returns: (transfer full): a 2xx answer, or %NULL with @error set
 */
CsHttpAnswer *
cs_mastodon_client_get (CsMastodonClient *self,
                        const char       *path,
                        GCancellable     *cancellable,
                        GError          **error)
{
  g_autoptr (SoupMessage) message = message_new (self, path, error);

  if (message == NULL)
    return NULL;
  return check (self, cs_http_fetch_here (self->session, message, MAX_ANSWER_BYTES, DEADLINE_MS, cancellable, error),
                error);
}

/**
 * cs_mastodon_client_get_async:
 * @self: a client; must outlive the question
 * @path: from "/api" on, with its query
 * @cancellable: (nullable): to give up
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Asks.
 */
void
cs_mastodon_client_get_async (CsMastodonClient   *self,
                              const char         *path,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  GError *error = NULL;
  g_autoptr (SoupMessage) message = message_new (self, path, &error);

  if (message == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  cs_http_fetch_async (self->session, message, MAX_ANSWER_BYTES, DEADLINE_MS, cancellable, fetched_cb, task);
}

/**
 * cs_mastodon_client_get_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for a %CS_MASTODON_ERROR, %CS_HTTP_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): a 2xx answer, or %NULL with @error set
 */
CsHttpAnswer *
cs_mastodon_client_get_finish (CsMastodonClient *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  return check (self, g_task_propagate_pointer (G_TASK (result), error), error);
}

/**
 * cs_mastodon_answer_parse:
 * @answer: a 2xx answer
 * @error: return location for a %CS_JSON_ERROR
 *
 * Returns: (transfer full): its JSON, or %NULL with @error set
 */
JsonNode *
cs_mastodon_answer_parse (const CsHttpAnswer *answer,
                          GError            **error)
{
  static const CsJsonLimits limits = { MAX_ANSWER_BYTES, CS_JSON_MAX_DEPTH, MAX_ANSWER_VALUES };
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);

  return cs_json_parse (text != NULL ? text : "", length, &limits, error);
}
