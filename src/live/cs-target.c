/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-target.h"

#include "cs-live.h"
#include "cs-tls-verdicts.h"

#include <glib/gi18n-lib.h>
#include <gst/gst.h>
#include <stdlib.h>
#include <string.h>

#define MAX_URL_BYTES 2048
#define MAX_KEY_BYTES 1024
#define MAX_STREAM_ID_BYTES 512 /* the protocol's own limit */
#define MIN_PASSPHRASE 10
#define MAX_PASSPHRASE 79
#define DEFAULT_LATENCY_MS 120
#define MAX_LATENCY_MS 10000

G_DEFINE_BOXED_TYPE (CsTarget, cs_target, cs_target_ref, cs_target_unref)

static const struct {
  const char *scheme;
  CsTargetKind kind;
  gboolean secure;
  guint16 port; /* 0: has to be given */
} schemes[] = {
  { "rtmp", CS_TARGET_RTMP, FALSE, 1935 }, { "rtmps", CS_TARGET_RTMP, TRUE, 443 }, { "srt", CS_TARGET_SRT, FALSE, 0 },
  { "http", CS_TARGET_WHIP, FALSE, 80 },   { "https", CS_TARGET_WHIP, TRUE, 443 },
};

static void
clear (gpointer data)
{
  CsTarget *self = data;

  g_free (self->host);
  g_free (self->path);
  g_free (self->key);
  g_free (self->passphrase);
  g_free (self->title);
}

static gboolean
fail (GError    **error,
      const char *sentence)
{
  g_set_error_literal (error, CS_LIVE_ERROR, CS_LIVE_ERROR_ADDRESS, sentence);
  return FALSE;
}

static gboolean
read_scheme (CsTarget *self,
             GUri     *uri,
             GError  **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (strcmp (g_uri_get_scheme (uri), schemes[i].scheme) == 0) {
      int port = g_uri_get_port (uri);

      if (port <= 0 && schemes[i].port == 0)
        return fail (error, _("An SRT address names its port: srt://server:9710."));
      self->kind = schemes[i].kind;
      self->secure = schemes[i].secure;
      self->port = port > 0 ? port : schemes[i].port;
      return TRUE;
    }
  return fail (error, _("An address begins with rtmp://, rtmps://, srt:// or https://."));
}

/* The last part of the path is the key, unless it was given apart; what stands behind a “?” belongs to it. */
static gboolean
read_rtmp (CsTarget   *self,
           GUri       *uri,
           const char *key,
           GError    **error)
{
  const char *path = g_uri_get_path (uri);
  const char *query = g_uri_get_query (uri);
  g_autofree char *whole = g_strconcat (path[0] == '/' ? path + 1 : path, query != NULL ? "?" : NULL, query, NULL);
  char *slash;

  g_strchomp (whole);
  if (key == NULL) {
    /* A key may itself hold slashes in its query, so the path's last slash counts. */
    gsize path_length = strlen (whole) - (query != NULL ? strlen (query) + 1 : 0);

    slash = g_strrstr_len (whole, path_length, "/");
    if (slash == NULL || slash[1] == '\0')
      return fail (error, _("The stream key is missing: rtmp://server/application/key."));
    *slash = '\0';
    key = slash + 1;
  }
  if (whole[0] == '\0')
    return fail (error, _("The application is missing: rtmp://server/application/key."));
  self->key = g_strdup (key);
  self->path = g_steal_pointer (&whole);
  return TRUE;
}

static gboolean
read_srt (CsTarget   *self,
          GUri       *uri,
          const char *key,
          GError    **error)
{
  g_autoptr (GHashTable) query = NULL;
  const char *latency;

  if (g_uri_get_query (uri) != NULL)
    query = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  if (query == NULL && g_uri_get_query (uri) != NULL)
    return fail (error, _("What stands behind the “?” of this address is not written properly."));
  self->key = g_strdup (key != NULL ? key : query != NULL ? g_hash_table_lookup (query, "streamid") : NULL);
  self->passphrase = g_strdup (query != NULL ? g_hash_table_lookup (query, "passphrase") : NULL);
  latency = query != NULL ? g_hash_table_lookup (query, "latency") : NULL;
  self->latency_ms = latency != NULL ? CLAMP (atoi (latency), 0, MAX_LATENCY_MS) : DEFAULT_LATENCY_MS;
  if (self->passphrase != NULL &&
      (strlen (self->passphrase) < MIN_PASSPHRASE || strlen (self->passphrase) > MAX_PASSPHRASE))
    return fail (error, _("An SRT passphrase has 10 to 79 characters."));
  if (self->key != NULL && strlen (self->key) > MAX_STREAM_ID_BYTES)
    return fail (error, _("An SRT stream id has at most 512 bytes."));
  return TRUE;
}

static gboolean
read_whip (CsTarget   *self,
           GUri       *uri,
           const char *key,
           GError    **error)
{
  g_autoptr (GUri) plain = g_uri_build (g_uri_get_flags (uri), g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                                        g_uri_get_port (uri), g_uri_get_path (uri), g_uri_get_query (uri), NULL);

  self->path = g_uri_to_string (plain);
  self->key = key != NULL ? g_strdup (key) : g_uri_unescape_string (g_uri_get_userinfo (uri), NULL);
  return TRUE;
}

static gboolean
read_rest (CsTarget   *self,
           GUri       *uri,
           const char *key,
           GError    **error)
{
  switch (self->kind) {
  case CS_TARGET_RTMP:
    return read_rtmp (self, uri, key, error);
  case CS_TARGET_SRT:
    return read_srt (self, uri, key, error);
  case CS_TARGET_WHIP:
  default:
    return read_whip (self, uri, key, error);
  }
}

static char *
make_title (const CsTarget *self,
            GUri           *uri)
{
  g_autofree char *port = g_uri_get_port (uri) > 0 ? g_strdup_printf (":%u", self->port) : NULL;
  gboolean application = self->kind == CS_TARGET_RTMP;
  gboolean brackets = strchr (self->host, ':') != NULL;

  return g_strconcat (g_uri_get_scheme (uri), "://", brackets ? "[" : "", self->host, brackets ? "]" : "",
                      port != NULL ? port : "", application ? "/" : "", application ? self->path : "", NULL);
}

/* GStreamer’s words are in the language of the machine or none; what it says for programmers is not. */
static gboolean
says (const char *text,
      const char *part)
{
  return text != NULL && strstr (text, part) != NULL;
}

static CsLiveError
find_code (const GError *error,
           const char   *debug)
{
  if (error->domain == CS_LIVE_ERROR)
    return error->code;
  if (says (error->message, "already exists") || says (error->message, "BadName") ||
      says (error->message, "Already publishing"))
    return CS_LIVE_ERROR_IN_USE;
  if (says (error->message, "cmd failed"))
    return CS_LIVE_ERROR_REFUSED;
  if (says (debug, "g-resolver-error"))
    return CS_LIVE_ERROR_NOT_FOUND;
  if (says (debug, "g-tls-error"))
    return CS_LIVE_ERROR_TLS;
  if (says (error->message, "Short read"))
    return CS_LIVE_ERROR_PROTOCOL;
  if (error->domain == GST_RESOURCE_ERROR && error->code >= GST_RESOURCE_ERROR_OPEN_READ &&
      error->code <= GST_RESOURCE_ERROR_OPEN_READ_WRITE)
    return CS_LIVE_ERROR_UNREACHABLE;
  if (says (error->message, "Failed to connect"))
    return CS_LIVE_ERROR_UNREACHABLE;
  if (error->domain == GST_CORE_ERROR)
    return CS_LIVE_ERROR_MISSING;
  return error->domain == GST_RESOURCE_ERROR ? CS_LIVE_ERROR_LOST : CS_LIVE_ERROR_FAILED;
}

/* A wrong clock makes every certificate look too old, or too young. */
static char *
make_distrust (const char *host,
               guint16     port)
{
  GTlsCertificateFlags errors = cs_tls_verdicts_take (host, port);

  if (errors & G_TLS_CERTIFICATE_EXPIRED)
    return g_strdup_printf (_("%s cannot be trusted: its certificate has expired, or this computer’s clock is wrong."), host);
  if (errors & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return g_strdup_printf (_("%s cannot be trusted: its certificate is not valid yet, or this computer’s clock is wrong."), host);
  if (errors & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return g_strdup_printf (_("%s cannot be trusted: its certificate is another server’s. Check the address."), host);
  if (errors & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return g_strdup_printf (_("%s cannot be trusted: nobody known here has signed its certificate."), host);
  return g_strdup_printf (_("%s cannot be trusted: its certificate is not valid."), host);
}

static char *
make_sentence (CsLiveError code,
               const char *host,
               guint16     port)
{
  switch (code) {
  case CS_LIVE_ERROR_IN_USE:
    return g_strdup_printf (_("%s: somebody streams there already with this key."), host);
  case CS_LIVE_ERROR_REFUSED:
    return g_strdup_printf (_("%s refuses the stream. Check the key and the address."), host);
  case CS_LIVE_ERROR_NOT_FOUND:
    return g_strdup_printf (_("There is no server %s. Check the address and the network."), host);
  case CS_LIVE_ERROR_TLS:
    return make_distrust (host, port);
  case CS_LIVE_ERROR_PROTOCOL:
    return g_strdup_printf (_("%s answers, but not to this kind of stream. Check the address and the port."), host);
  case CS_LIVE_ERROR_UNREACHABLE:
    return g_strdup_printf (_("%s does not answer. Check the address, the port and the network."), host);
  case CS_LIVE_ERROR_LOST:
    return g_strdup_printf (_("The connection to %s broke."), host);
  case CS_LIVE_ERROR_MISSING:
    return g_strdup (_("A part of GStreamer is missing: run ./run again to install it."));
  default:
    return g_strdup_printf (_("Streaming to %s does not work."), host);
  }
}

/**
 * cs_target_new:
 * @url: rtmp://, rtmps://, srt://, http:// or https:// address
 * @key: (nullable): the key, stream id or token, if it does not stand in @url
 * @error: a sentence that says what is wrong with it
 *
 * In @url the key is the last part of the path (RTMP), `streamid` (SRT), or what stands before an “@” (WHIP).
 *
 * Returns: (transfer full) (nullable): where to stream to
 */
CsTarget *
cs_target_new (const char *url,
               const char *key,
               GError    **error)
{
  g_autoptr (CsTarget) self = g_atomic_rc_box_new0 (CsTarget);
  g_autoptr (GUri) uri = NULL;

  if (strlen (url) <= MAX_URL_BYTES && (key == NULL || strlen (key) <= MAX_KEY_BYTES))
    uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0') {
    fail (error, _("This is not an address to stream to. It looks like rtmps://server/application/key."));
    return NULL;
  }
  self->host = g_strdup (g_uri_get_host (uri));
  cs_tls_verdicts_watch ();
  if (!read_scheme (self, uri, error) || !read_rest (self, uri, key, error))
    return NULL;
  self->title = make_title (self, uri);
  return g_steal_pointer (&self);
}

/**
 * cs_target_ref:
 * @self: a target
 *
 * Returns: (transfer full): the same
 */
CsTarget *
cs_target_ref (CsTarget *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_target_unref:
 * @self: (transfer full): a target
 */
void
cs_target_unref (CsTarget *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_target_judge:
 * @self: a target
 * @error: what GStreamer said
 * @debug: (nullable): what it said besides
 *
 * Returns: (transfer full): the same as a sentence that says what to do, without a secret
 */
GError *
cs_target_judge (const CsTarget *self,
                 const GError   *error,
                 const char     *debug)
{
  CsLiveError code = find_code (error, debug);
  g_autofree char *sentence = make_sentence (code, self->host, self->port);

  return g_error_new_literal (CS_LIVE_ERROR, code, sentence);
}
