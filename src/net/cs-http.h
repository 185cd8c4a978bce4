/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define CS_HTTP_ERROR (cs_http_error_quark ())

/**
 * CsHttpError:
 * @CS_HTTP_ERROR_ADDRESS: not an address that we ask: malformed, wrong scheme, wrong port, not in the settings
 * @CS_HTTP_ERROR_PRIVATE: leads into a private network
 * @CS_HTTP_ERROR_NOT_FOUND: no server of that name
 * @CS_HTTP_ERROR_UNREACHABLE: the server cannot be reached, or hung up
 * @CS_HTTP_ERROR_TLS: the connection cannot be trusted
 * @CS_HTTP_ERROR_TIMED_OUT: not whole within the deadline
 * @CS_HTTP_ERROR_TOO_LARGE: more than was allowed
 * @CS_HTTP_ERROR_TRUNCATED: less than the server announced
 * @CS_HTTP_ERROR_REDIRECTED: leads elsewhere, too often or where that is not allowed
 * @CS_HTTP_ERROR_STATUS: the server answered with an error
 * @CS_HTTP_ERROR_PROTOCOL: the answer is not what was asked for
 *
 * Each comes with a sentence that a person can act on. A request that was cancelled is
 * %G_IO_ERROR_CANCELLED.
 */
typedef enum {
  CS_HTTP_ERROR_ADDRESS,
  CS_HTTP_ERROR_PRIVATE,
  CS_HTTP_ERROR_NOT_FOUND,
  CS_HTTP_ERROR_UNREACHABLE,
  CS_HTTP_ERROR_TLS,
  CS_HTTP_ERROR_TIMED_OUT,
  CS_HTTP_ERROR_TOO_LARGE,
  CS_HTTP_ERROR_TRUNCATED,
  CS_HTTP_ERROR_REDIRECTED,
  CS_HTTP_ERROR_STATUS,
  CS_HTTP_ERROR_PROTOCOL,
} CsHttpError;

GQuark cs_http_error_quark (void);

/**
 * CsHttpFlags:
 * @CS_HTTP_DEFAULT: what the kind of session does by itself
 * @CS_HTTP_HTTPS_ONLY: refuse plain http even where it would be allowed
 * @CS_HTTP_ALLOW_PRIVATE: a media session may ask private addresses and any port; for tests on loopback
 * @CS_HTTP_REFUSE_PRIVATE: an API session must not ask private addresses: its host was named by a server
 */
typedef enum {
  CS_HTTP_DEFAULT = 0,
  CS_HTTP_HTTPS_ONLY = 1 << 0,
  CS_HTTP_ALLOW_PRIVATE = 1 << 1,
  CS_HTTP_REFUSE_PRIVATE = 1 << 2,
} CsHttpFlags;

/* The first line of every main(). */
void cs_net_init (void);

/* A session belongs to the thread and the thread-default main context that made it. */
SoupSession *cs_http_api_session_new (const char *const *base_urls,
                                      guint              max_conns_per_host,
                                      CsHttpFlags        flags) G_GNUC_WARN_UNUSED_RESULT;
SoupSession *cs_http_media_session_new (CsHttpFlags flags) G_GNUC_WARN_UNUSED_RESULT;

SoupMessage *cs_http_message_new (SoupSession *session,
                                  const char  *method,
                                  const char  *url,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_http_message_set_bearer (SoupMessage *message,
                                     const char  *token,
                                     GError     **error);
gboolean cs_http_is_token (const char *token);

G_END_DECLS
