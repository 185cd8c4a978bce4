/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-http-private.h"

#include "cs-address.h"
#include "cs-config.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define MAX_URL_BYTES 4096
#define MAX_TOKEN_BYTES 4096
#define MAX_CONNS 32
#define USER_AGENT "Coulisses/" CS_VERSION

/* What a session may do. Never changed after the session was made. */
typedef struct {
  gboolean media;
  CsHttpFlags flags;
  GStrv origins; /* scheme://host:port of the settings; API sessions only */
} Policy;

/* What we know about one message on its way. */
typedef struct {
  gboolean refuse_private;
  gboolean hit_private;
  GCancellable *abort; /* (nullable): ends the request that this message belongs to */
  GSocket *socket;     /* (nullable): the newest connection made for it */
} Guard;

static G_DEFINE_QUARK (cs-http-policy, policy);
static G_DEFINE_QUARK (cs-http-guard, guard);

G_DEFINE_QUARK (cs-http-error-quark, cs_http_error)

static void
policy_free (Policy *policy)
{
  g_strfreev (policy->origins);
  g_free (policy);
}

static void
guard_free (Guard *guard)
{
  g_clear_object (&guard->abort);
  g_clear_object (&guard->socket);
  g_free (guard);
}

static Policy *
get_policy (SoupSession *session)
{
  return g_object_get_qdata (G_OBJECT (session), policy_quark ());
}

static Guard *
get_guard (SoupMessage *message)
{
  return g_object_get_qdata (G_OBJECT (message), guard_quark ());
}

static const char *
http_scheme (const char *scheme)
{
  if (g_ascii_strcasecmp (scheme, "wss") == 0 || g_ascii_strcasecmp (scheme, "https") == 0)
    return "https";
  if (g_ascii_strcasecmp (scheme, "ws") == 0 || g_ascii_strcasecmp (scheme, "http") == 0)
    return "http";
  return NULL;
}

static int
port_of (GUri *uri)
{
  if (g_uri_get_port (uri) > 0)
    return g_uri_get_port (uri);
  return g_strcmp0 (http_scheme (g_uri_get_scheme (uri)), "https") == 0 ? 443 : 80;
}

static GUri *
refuse_url (const char *url,
            GError    **error)
{
  g_autofree char *shown = g_utf8_make_valid (url != NULL ? url : "", -1);

  if (g_utf8_strlen (shown, -1) > 80)
    *g_utf8_offset_to_pointer (shown, 80) = '\0';
  g_set_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS, _("“%s” is not a web address. Check its spelling."), shown);
  return NULL;
}

/* libsoup makes a message of "http://a b/"; so the text is checked before it sees it. */
static gboolean
has_plain_bytes (const char *url)
{
  gsize length = strlen (url);

  for (gsize i = 0; i < length; i++) {
    if ((guchar) url[i] <= 0x20 || url[i] == 0x7f || url[i] == '\\')
      return FALSE;
  }
  return length > 0 && length <= MAX_URL_BYTES;
}

static GUri *
parse_url (const char *url,
           GError    **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *host = NULL;
  const char *path;

  if (url == NULL || !has_plain_bytes (url))
    return refuse_url (url, error);
  uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || http_scheme (g_uri_get_scheme (uri)) == NULL || g_uri_get_userinfo (uri) != NULL)
    return refuse_url (url, error);
  host = cs_address_normalize_host (g_uri_get_host (uri), error);
  if (host == NULL)
    return NULL;

  path = g_uri_get_path (uri);
  return g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (uri), NULL, host, g_uri_get_port (uri),
                      *path != '\0' ? path : "/", g_uri_get_query (uri), NULL);
}

static char *
origin_of (GUri *uri)
{
  return g_strdup_printf ("%s://%s:%d", http_scheme (g_uri_get_scheme (uri)), g_uri_get_host (uri), port_of (uri));
}

static gboolean
allow_api (const Policy *policy,
           GUri         *uri,
           GError      **error)
{
  g_autofree char *origin = origin_of (uri);
  gboolean clear = g_str_has_prefix (origin, "http://");

  if (!g_strv_contains ((const char *const *) policy->origins, origin)) {
    g_set_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS, _("“%s” is not one of the servers in the settings."),
                 g_uri_get_host (uri));
    return FALSE;
  }
  /* A token must not cross a network in the clear. */
  if (clear && ((policy->flags & CS_HTTP_HTTPS_ONLY) || !cs_address_is_loopback_host (g_uri_get_host (uri)))) {
    g_set_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS,
                 _("The connection to %s would not be encrypted. Use its https address."), g_uri_get_host (uri));
    return FALSE;
  }
  return TRUE;
}

static gboolean
allow_media (const Policy *policy,
             GUri         *uri,
             GError      **error)
{
  gboolean clear = g_strcmp0 (http_scheme (g_uri_get_scheme (uri)), "http") == 0;

  if (clear && (policy->flags & CS_HTTP_HTTPS_ONLY)) {
    g_set_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS, _("%s is not reached over https."), g_uri_get_host (uri));
    return FALSE;
  }
  if (!(policy->flags & CS_HTTP_ALLOW_PRIVATE) && port_of (uri) != (clear ? 80 : 443)) {
    g_set_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS, _("%s is asked for on an unusual port."),
                 g_uri_get_host (uri));
    return FALSE;
  }
  return TRUE;
}

/* Judges the address the socket really has: a name is resolved once, so nobody can answer one address to
 * a check and another to the connection. */
static void
check_address (Guard             *guard,
               GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) address = g_socket_connection_get_remote_address (connection, NULL);

  if (!guard->refuse_private)
    return;
  if (G_IS_INET_SOCKET_ADDRESS (address) &&
      !cs_address_is_private (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    return;

  guard->hit_private = TRUE;
  g_cancellable_cancel (guard->abort);
  g_socket_close (g_socket_connection_get_socket (connection), NULL);
}

static void
network_event_cb (SoupMessage       *message,
                  GSocketClientEvent event,
                  GIOStream         *connection,
                  gpointer           user_data)
{
  Guard *guard = get_guard (message);

  if (!G_IS_SOCKET_CONNECTION (connection))
    return;
  if (event == G_SOCKET_CLIENT_CONNECTING || event == G_SOCKET_CLIENT_CONNECTED)
    check_address (guard, G_SOCKET_CONNECTION (connection));
  if (event == G_SOCKET_CLIENT_CONNECTED)
    g_set_object (&guard->socket, g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)));
}

/* A message that did not come from here has no guard: that is a mistake of ours, never let it out. */
static void
request_queued_cb (SoupSession *session,
                   SoupMessage *message,
                   gpointer     user_data)
{
  if (get_guard (message) == NULL) {
    g_critical ("A message was to be sent that cs_http_message_new() did not make");
    soup_session_abort (session);
  }
}

/* TLS and proxies come as modules with a dozen libraries of their own: who only reads a show never needs them. What they
 * implement is known to all threads since cs_net_init(); the rest is met by one of them while the others wait. */
static gpointer
load_tls (gpointer data)
{
  return g_tls_backend_get_default ();
}

static gpointer
load_proxies (gpointer data)
{
  return g_proxy_resolver_get_default ();
}

static SoupSession *
session_new (Policy *policy,
             guint   max_conns_per_host)
{
  SoupSession *session = soup_session_new_with_options ("user-agent", USER_AGENT, "timeout", 0, "idle-timeout", 30,
                                                        "max-conns", MAX_CONNS, "max-conns-per-host",
                                                        max_conns_per_host, NULL);

  /* A server's WWW-Authenticate header must never reach libsoup's parser of it (CVE-2025-4476, CVE-2026-0719). */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  g_object_set_qdata_full (G_OBJECT (session), policy_quark (), policy, (GDestroyNotify) policy_free);
  g_signal_connect (session, "request-queued", G_CALLBACK (request_queued_cb), NULL);
  return session;
}

gboolean
cs_http_session_is_media (SoupSession *session)
{
  return get_policy (session)->media;
}

void
cs_http_message_set_abort (SoupMessage  *message,
                           GCancellable *abort)
{
  g_set_object (&get_guard (message)->abort, abort);
}

GSocket *
cs_http_message_get_socket (SoupMessage *message)
{
  return get_guard (message)->socket;
}

static CsHttpError
error_code (const GError *error)
{
  if (error->domain == G_RESOLVER_ERROR)
    return CS_HTTP_ERROR_NOT_FOUND;
  if (error->domain == G_TLS_ERROR)
    return CS_HTTP_ERROR_TLS;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return CS_HTTP_ERROR_TIMED_OUT;
  if (error->domain == SOUP_SESSION_ERROR && error->code != SOUP_SESSION_ERROR_PARSING &&
      error->code != SOUP_SESSION_ERROR_ENCODING)
    return CS_HTTP_ERROR_UNREACHABLE;
  return error->domain == G_IO_ERROR && error->code != G_IO_ERROR_INVALID_DATA ? CS_HTTP_ERROR_UNREACHABLE
                                                                              : CS_HTTP_ERROR_PROTOCOL;
}

static GError *
error_new (CsHttpError code,
           const char *host)
{
  switch (code) {
  case CS_HTTP_ERROR_NOT_FOUND:
    return g_error_new (CS_HTTP_ERROR, code, _("There is no server named %s. Check the spelling and the network."), host);
  case CS_HTTP_ERROR_TLS:
    return g_error_new (CS_HTTP_ERROR, code, _("The connection to %s cannot be trusted: its certificate is not valid."),
                        host);
  case CS_HTTP_ERROR_TIMED_OUT:
    return g_error_new (CS_HTTP_ERROR, code, _("%s did not answer in time."), host);
  case CS_HTTP_ERROR_PRIVATE:
    return g_error_new (CS_HTTP_ERROR, code, _("%s leads into a private network."), host);
  case CS_HTTP_ERROR_PROTOCOL:
    return g_error_new (CS_HTTP_ERROR, code, _("What %s answered cannot be understood."), host);
  default:
    return g_error_new (CS_HTTP_ERROR, code, _("%s cannot be reached, or it closed the connection."), host);
  }
}

/* The sentence for what libsoup and GIO report; (transfer full). */
GError *
cs_http_error_from (const GError *error,
                    SoupMessage  *message)
{
  CsHttpError code;

  if (error->domain == CS_HTTP_ERROR)
    return g_error_copy (error);
  if (get_guard (message)->hit_private)
    code = CS_HTTP_ERROR_PRIVATE;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  else
    code = error_code (error);
  return error_new (code, g_uri_get_host (soup_message_get_uri (message)));
}

/**
 * cs_net_init:
 *
 * Prepares the process for the network. The first line of every main(): before any thread and any session.
 */
void
cs_net_init (void)
{
  /* HTTP/2 of libsoup 3.2 frees what it still uses (CVE-2025-12105), and no public call turns it off. */
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);

  /* Before there is a second thread: two threads that meet in the first use of these have been seen to wait for each
   * other for ever. */
  g_object_unref (g_resolver_get_default ());
  g_type_ensure (G_TYPE_PROXY_RESOLVER);
  g_type_ensure (G_TYPE_TLS_BACKEND);
  g_type_ensure (G_TYPE_TLS_CERTIFICATE);
  g_type_ensure (G_TYPE_TLS_DATABASE);
  g_type_ensure (G_TYPE_TLS_INTERACTION);
  g_type_ensure (G_TYPE_TLS_CLIENT_CONNECTION);
  g_type_ensure (G_TYPE_TLS_SERVER_CONNECTION);
  g_type_class_unref (g_type_class_ref (SOUP_TYPE_SESSION));
  g_type_class_unref (g_type_class_ref (SOUP_TYPE_MESSAGE));
  g_type_class_unref (g_type_class_ref (SOUP_TYPE_WEBSOCKET_CONNECTION));
  g_type_class_unref (g_type_class_ref (G_TYPE_SOCKET_CLIENT));
}

/**
 * cs_http_api_session_new:
 * @base_urls: (array zero-terminated=1): the servers of the settings; nothing else is asked
 * @max_conns_per_host: how many connections to one server, streams included
 * @flags: what more to refuse
 *
 * Makes a session for services that we may be signed in to. Redirects are answers, never followed: what
 * carries a credential must not be sent elsewhere.
 *
 * Returns: (transfer full): a new session, for the calling thread
 */
SoupSession *
cs_http_api_session_new (const char *const *base_urls,
                         guint              max_conns_per_host,
                         CsHttpFlags        flags)
{
  g_autoptr (GStrvBuilder) origins = g_strv_builder_new ();
  Policy *policy = g_new0 (Policy, 1);

  for (guint i = 0; base_urls[i] != NULL; i++) {
    g_autoptr (GUri) uri = parse_url (base_urls[i], NULL);
    g_autofree char *origin = uri != NULL ? origin_of (uri) : NULL;

    if (origin != NULL)
      g_strv_builder_add (origins, origin);
  }
  policy->flags = flags;
  policy->origins = g_strv_builder_end (origins);
  return session_new (policy, max_conns_per_host);
}

/**
 * cs_http_media_session_new:
 * @flags: what more to allow or refuse
 *
 * Makes a session for whatever strangers' posts point at: no credential of any kind, only public
 * addresses (judged at the socket) and the ordinary ports, no proxy (behind one the address could not be seen).
 *
 * Returns: (transfer full): a new session, for the calling thread
 */
SoupSession *
cs_http_media_session_new (CsHttpFlags flags)
{
  Policy *policy = g_new0 (Policy, 1);
  SoupSession *session;

  policy->media = TRUE;
  policy->flags = flags;
  session = session_new (policy, 4);
  soup_session_set_proxy_resolver (session, NULL);
  return session;
}

/**
 * cs_http_message_new:
 * @session: a session of this file; only it may send the message
 * @method: "GET", "POST"…
 * @url: http, https, ws or wss
 * @error: return location for a %CS_HTTP_ERROR_ADDRESS
 *
 * Makes a message after checking where it would go.
 *
 * Returns: (transfer full): a new message, or %NULL with @error set
 */
SoupMessage *
cs_http_message_new (SoupSession *session,
                     const char  *method,
                     const char  *url,
                     GError     **error)
{
  static GOnce tls = G_ONCE_INIT;
  static GOnce proxies = G_ONCE_INIT;
  const Policy *policy = get_policy (session);
  g_autoptr (GUri) uri = NULL;
  SoupMessage *message;
  Guard *guard;

  g_return_val_if_fail (policy != NULL, NULL);

  uri = parse_url (url, error);
  if (uri == NULL || !(policy->media ? allow_media (policy, uri, error) : allow_api (policy, uri, error)))
    return NULL;

  g_once (&tls, load_tls, NULL);
  if (!policy->media)
    g_once (&proxies, load_proxies, NULL);
  message = soup_message_new_from_uri (method, uri);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
  guard = g_new0 (Guard, 1);
  guard->refuse_private = policy->media ? !(policy->flags & CS_HTTP_ALLOW_PRIVATE)
                                        : (policy->flags & CS_HTTP_REFUSE_PRIVATE) != 0;
  g_object_set_qdata_full (G_OBJECT (message), guard_quark (), guard, (GDestroyNotify) guard_free);
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), NULL);
  return message;
}

/**
 * cs_http_is_token:
 * @token: a token as somebody pasted it
 *
 * Returns: whether it can stand in a header
 */
gboolean
cs_http_is_token (const char *token)
{
  gsize length = strlen (token);

  for (gsize i = 0; i < length; i++) {
    if ((guchar) token[i] <= 0x20 || (guchar) token[i] >= 0x7f)
      return FALSE;
  }
  return length > 0 && length <= MAX_TOKEN_BYTES;
}

/**
 * cs_http_message_set_bearer:
 * @message: a message of an API session
 * @token: an access token
 * @error: return location for a %CS_HTTP_ERROR_ADDRESS
 *
 * Signs the message.
 *
 * Returns: whether @token could be a token
 */
gboolean
cs_http_message_set_bearer (SoupMessage *message,
                            const char  *token,
                            GError     **error)
{
  g_autofree char *value = NULL;

  if (!cs_http_is_token (token)) {
    g_set_error_literal (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS,
                         _("This is not an access token: it holds spaces or characters that tokens never have."));
    return FALSE;
  }
  value = g_strconcat ("Bearer ", token, NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  return TRUE;
}
