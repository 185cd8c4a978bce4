/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-change.h"
#include "cs-post-item.h"

G_BEGIN_DECLS

/* One item a post, shared by all lists, and the last entries that anybody looked at. Main thread; private
 * to the store. */
typedef struct _CsItemCache CsItemCache;

/**
 * CsItemCacheRead:
 * @ids: (element-type gint64): posts to be read now; cs_item_cache_take_read() is the answer
 * @user_data: as given to cs_item_cache_new()
 *
 * Asks for entries.
 */
typedef void (*CsItemCacheRead) (GArray  *ids,
                                 gpointer user_data);

CsItemCache *cs_item_cache_new (guint           max_entries,
                                CsItemCacheRead read,
                                gpointer        user_data) G_GNUC_WARN_UNUSED_RESULT;
void cs_item_cache_free (CsItemCache *self);

CsPostItem *cs_item_cache_get (CsItemCache *self,
                               gint64       post_id) G_GNUC_WARN_UNUSED_RESULT;
void cs_item_cache_want (CsItemCache  *self,
                         const gint64 *ids,
                         gsize         n_ids);
void cs_item_cache_take_read (CsItemCache *self,
                              GArray      *ids,
                              GPtrArray   *entries);
void cs_item_cache_take_change (CsItemCache    *self,
                                const CsChange *change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsItemCache, cs_item_cache_free)

G_END_DECLS
