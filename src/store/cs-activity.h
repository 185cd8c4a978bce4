/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-account.h"
#include "cs-store.h"

G_BEGIN_DECLS

#define CS_TYPE_ACTIVITY (cs_activity_get_type ())

typedef struct _CsActivity CsActivity;

/**
 * CsActivity:
 * @account_id: the account's row in the show file; see #CsPostQuery
 * @rank: its place, from 1; the same number of slots is the same place
 * @slots: distinct five-minute slots in which it wrote a post that still stands
 * @posts: such posts
 * @network: where it lives
 * @host: the server it was seen on
 * @native_id: the network's own id
 * @name: its name, made safe to show
 * @handle: its handle, made safe to show
 * @avatar_url: (nullable): where its picture is
 *
 * How active an account was. Never changed once made.
 */
struct _CsActivity {
  gint64 account_id;
  guint rank;
  guint slots;
  guint posts;
  CsNetwork network;
  char *host;
  char *native_id;
  char *name;
  char *handle;
  char *avatar_url;
};

/**
 * CsActivitySum:
 * @accounts: accounts with at least one post that stands
 * @eligible: of those, the ones with at least as many slots as asked for
 */
typedef struct {
  guint accounts;
  guint eligible;
} CsActivitySum;

GType cs_activity_get_type (void);

CsActivity *cs_activity_ref (CsActivity *self);
void cs_activity_unref (CsActivity *self);

/* The most active accounts: who wrote in the most five-minute slots, withdrawn and rejected posts aside. */
void cs_store_rank_accounts_async (CsStore            *self,
                                   gint64              since_us,
                                   gint64              until_us,
                                   guint               min_slots,
                                   guint               limit,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
GPtrArray *cs_store_rank_accounts_finish (CsStore       *self,
                                          GAsyncResult  *result,
                                          CsActivitySum *sum,
                                          GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsActivity, cs_activity_unref)

G_END_DECLS
