/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-account-look.h"
#include "cs-change.h"

G_BEGIN_DECLS

/**
 * CsKnownAccount:
 * @id: its row
 * @version_id: the row of what it looks like now
 * @gone_us: suspended or deleted since, or 0
 * @followers: how many it had when it was last seen, or -1
 * @look: a digest of what it looks like now; see cs_account_look()
 *
 * An account as the writing thread knows it. Valid until the next account is looked for.
 */
typedef struct {
  gint64 id;
  gint64 version_id;
  gint64 gone_us;
  gint64 followers;
  guint8 look[CS_ACCOUNT_LOOK_BYTES];
} CsKnownAccount;

/* Accounts that posted lately, in bounded memory: whose posts come need not be looked up in the file each time. Private to
 * the store, on its writing thread. */
typedef struct _CsAccountCache CsAccountCache;

CsAccountCache *cs_account_cache_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cs_account_cache_free (CsAccountCache *self);
void cs_account_cache_clear (CsAccountCache *self);
void cs_account_cache_forget (CsAccountCache *self);

CsKnownAccount *cs_account_cache_find (CsAccountCache *self,
                                       CsNetwork       network,
                                       const char     *host,
                                       const char     *native_id);
CsKnownAccount *cs_account_cache_add (CsAccountCache       *self,
                                      CsNetwork             network,
                                      const char           *host,
                                      const char           *native_id,
                                      const CsKnownAccount *known);

CsTouched *cs_account_cache_find_figures (CsAccountCache *self,
                                          gint64          account_id);
CsTouched *cs_account_cache_keep_figures (CsAccountCache  *self,
                                          const CsTouched *figures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsAccountCache, cs_account_cache_free)

G_END_DECLS
