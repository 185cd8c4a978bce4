/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-network.h"
#include "cs-store.h"

G_BEGIN_DECLS

typedef struct _CsFeedPage CsFeedPage;

/**
 * CsFeedPost:
 * @post_id: its row in the show file
 * @account_id: its author's row
 * @at_us: when it was written by the network's clock; when it was received where that cannot be; microseconds since
 *   1970 UTC
 * @late_us: how long after that it was received
 * @native_id: the network's id of it
 * @text: what was written, not made safe
 * @tags: (nullable): its hashtags without the sign, one a line
 * @quote: it quotes another post
 * @rejected: moderation rejected it
 * @gone: its author or the network removed it
 *
 * What a contest asks of a post as it stands now.
 */
typedef struct {
  gint64 post_id;
  gint64 account_id;
  gint64 at_us;
  gint64 late_us;
  char *native_id;
  char *text;
  char *tags;
  gboolean quote;
  gboolean rejected;
  gboolean gone;
} CsFeedPost;

/**
 * CsFeedAccount:
 * @account_id: its row in the show file
 * @network: where it lives
 * @host: the server it was seen on
 * @native_id: the network's own id
 * @raw_handle: (nullable): its handle as the network writes it
 * @handle: the same made safe to show
 * @name: its name made safe to show
 * @avatar_url: (nullable): where its picture is
 * @bot: it says of itself that it is automated
 * @created_us: when it was opened, microseconds since 1970 UTC, or 0 when unknown
 *
 * What a contest asks of an account.
 */
typedef struct {
  gint64 account_id;
  CsNetwork network;
  char *host;
  char *native_id;
  char *raw_handle;
  char *handle;
  char *name;
  char *avatar_url;
  gboolean bot;
  gint64 created_us;
} CsFeedAccount;

/**
 * CsFeedPage:
 * @posts: (element-type CsFeedPost): in the order of their rows
 * @accounts: (element-type CsFeedAccount): who wrote them, each once
 * @gaps: how often each network was out of reach, or -1 for a network of which that is not known
 * @last_id: the row up to which was read
 * @at_end: there was none behind it
 *
 * Some posts. Never changed once read.
 */
struct _CsFeedPage {
  GPtrArray *posts;
  GPtrArray *accounts;
  gint64 gaps[CS_N_NETWORKS];
  gint64 last_id;
  gboolean at_end;
};

void cs_feed_page_free (CsFeedPage *self);

/* All posts in pages, then again those that have changed: each call is short. */
void cs_store_read_feed_async (CsStore            *self,
                               gint64              after_id,
                               guint               limit,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
void cs_store_read_feed_of_async (CsStore            *self,
                                  const gint64       *ids,
                                  gsize               n_ids,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
CsFeedPage *cs_store_read_feed_finish (CsStore      *self,
                                       GAsyncResult *result,
                                       GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsFeedPage, cs_feed_page_free)

G_END_DECLS
