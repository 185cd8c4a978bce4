/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-store.h"

G_BEGIN_DECLS

/**
 * CsPostOrder:
 * @CS_POST_ORDER_NEWEST: the latest received first
 * @CS_POST_ORDER_OLDEST: the first received first
 * @CS_POST_ORDER_QUEUE: the next to air first; only posts in the queue
 */
typedef enum {
  CS_POST_ORDER_NEWEST,
  CS_POST_ORDER_OLDEST,
  CS_POST_ORDER_QUEUE,
} CsPostOrder;

/**
 * CsPostQuery:
 * @states: bits (1 << #CsState); 0 means any
 * @networks: bits (1 << #CsNetwork); 0 means any
 * @with_withdrawn: withdrawn posts too
 * @tag: (nullable): only posts with this hashtag
 * @search: (nullable): words to find in text, name or handle; the last word may be a beginning
 * @account_id: only this account's posts (row in the show file), or 0
 * @alike_key: only posts that say nearly the same as one with this #CsEntry.alike_key, or 0
 * @with_media: only posts with a picture or video
 * @order: in which order
 *
 * What a list holds.
 */
typedef struct {
  guint states;
  guint networks;
  gboolean with_withdrawn;
  const char *tag;
  const char *search;
  gint64 account_id;
  gint64 alike_key;
  gboolean with_media;
  CsPostOrder order;
} CsPostQuery;

/* A GListModel of CsPostItem that pages its rows in from the show file: at most eight bytes a post in memory.
 * An item whose entry is still NULL gets it soon (notify::entry).
 *
 * Changes are gathered and told every 100 ms: new rows as runs, removed rows one at a time (GTK 4.8 shows wrong rows
 * after a removal of several at once). A view that scrolls by itself turns that clock off and flushes after each scroll step.
 *
 * Held, the list keeps still and counts what waits; rows that no longer belong stay where they are. Released, it catches up. */
#define CS_TYPE_POST_LIST (cs_post_list_get_type ())
G_DECLARE_FINAL_TYPE (CsPostList, cs_post_list, CS, POST_LIST, GObject)

CsPostList *cs_post_list_new (CsStore           *store,
                              const CsPostQuery *query) G_GNUC_WARN_UNUSED_RESULT;

void cs_post_list_set_query (CsPostList        *self,
                             const CsPostQuery *query);
gboolean cs_post_list_get_held (CsPostList *self);
void cs_post_list_set_held (CsPostList *self,
                            gboolean    held);
guint cs_post_list_get_n_waiting (CsPostList *self);
guint cs_post_list_find (CsPostList *self,
                         gint64      post_id);
gboolean cs_post_list_get_loading (CsPostList *self);
void cs_post_list_set_auto_flush (CsPostList *self,
                                  gboolean    auto_flush);
void cs_post_list_flush (CsPostList *self);
gint64 cs_post_list_get_id (CsPostList *self,
                            guint       position);

G_END_DECLS
