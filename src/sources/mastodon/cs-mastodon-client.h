/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clock.h"
#include "cs-http-fetch.h"
#include "cs-json.h"

G_BEGIN_DECLS

#define CS_MASTODON_ERROR (cs_mastodon_error_quark ())

/**
 * CsMastodonError:
 * @CS_MASTODON_ERROR_SIGN_IN: only for people who are signed in, or the token is not accepted
 * @CS_MASTODON_ERROR_SCOPE: the token does not have the rights
 * @CS_MASTODON_ERROR_MISSING: not there
 * @CS_MASTODON_ERROR_BUSY: asked too often; see cs_mastodon_client_get_retry_at_us()
 * @CS_MASTODON_ERROR_SERVER: the server is in trouble
 * @CS_MASTODON_ERROR_FOREIGN: the server does not speak Mastodon's language
 *
 * What a server says no with. Each comes with a sentence that a person can act on.
 */
typedef enum {
  CS_MASTODON_ERROR_SIGN_IN,
  CS_MASTODON_ERROR_SCOPE,
  CS_MASTODON_ERROR_MISSING,
  CS_MASTODON_ERROR_BUSY,
  CS_MASTODON_ERROR_SERVER,
  CS_MASTODON_ERROR_FOREIGN,
} CsMastodonError;

GQuark cs_mastodon_error_quark (void);

typedef struct _CsMastodonClient CsMastodonClient;

char *cs_mastodon_normalize_server (const char *typed,
                                    GError    **error) G_GNUC_WARN_UNUSED_RESULT;

CsMastodonClient *cs_mastodon_client_new (CsClock    *clock,
                                          const char *server_url,
                                          const char *token) G_GNUC_WARN_UNUSED_RESULT;
void cs_mastodon_client_free (CsMastodonClient *self);
void cs_mastodon_client_abort (CsMastodonClient *self);
void cs_mastodon_client_forget_token (CsMastodonClient *self);

const char *cs_mastodon_client_get_host (const CsMastodonClient *self);
const char *cs_mastodon_client_get_token (const CsMastodonClient *self);
const char *cs_mastodon_client_get_base (const CsMastodonClient *self);
gint64 cs_mastodon_client_get_retry_at_us (const CsMastodonClient *self);

CsHttpAnswer *cs_mastodon_client_get (CsMastodonClient *self,
                                      const char       *path,
                                      GCancellable     *cancellable,
                                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_mastodon_client_get_async (CsMastodonClient   *self,
                                   const char         *path,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
CsHttpAnswer *cs_mastodon_client_get_finish (CsMastodonClient *self,
                                             GAsyncResult     *result,
                                             GError          **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *cs_mastodon_answer_parse (const CsHttpAnswer *answer,
                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsMastodonClient, cs_mastodon_client_free)

G_END_DECLS
