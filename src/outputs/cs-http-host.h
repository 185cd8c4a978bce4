/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-connections.h"

G_BEGIN_DECLS

/* Takes requests for a site: has each checked by its headers, reads its body within limits of time and size, and has
 * it answered. Lives on one thread with one main context. */
typedef struct _CsHttpHost CsHttpHost;

/**
 * CsHttpHostCalls:
 * @check: looks at the headers, prepares the answer's own headers, and answers %SOUP_STATUS_OK, or the status to refuse
 *   with and the reason
 * @answer: answers a request that was not refused, its body being there
 * @too_long: what to say to a body that is too long
 *
 * What a site has to provide.
 */
typedef struct {
  guint (*check) (SoupServerMessage *message,
                  gpointer           user_data,
                  const char       **reason);
  void (*answer) (SoupServerMessage *message,
                  gpointer           user_data);
  const char *too_long;
} CsHttpHostCalls;

CsHttpHost *cs_http_host_new (const CsHttpHostCalls *calls,
                              gpointer               user_data) G_GNUC_WARN_UNUSED_RESULT;
void cs_http_host_free (CsHttpHost *self);
void cs_http_host_close (CsHttpHost *self);

CsConnections *cs_http_host_get_connections (CsHttpHost *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsHttpHost, cs_http_host_free)

G_END_DECLS
