/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-list-news.h"
#include "cs-list-query.h"

G_BEGIN_DECLS

struct _CsPostList {
  GObject parent_instance;

  CsStore *store; /* (nullable): disposed */
  CsListQuery *query;
  CsListRows *rows;

  GCancellable *cancellable; /* of the questions that this query has asked */
  gboolean fresh;            /* the rows are still those of the query before */
  gboolean loading;          /* there may be rows beyond the last */
  gint64 last_id;            /* the last id that was read in the list's order */
  guint portion;

  CsIdVector *changed; /* posts that are to be checked */
  gboolean checking;   /* an answer is on its way */
  CsListNews *news;

  gboolean held;
  guint n_waiting;
  gboolean manual; /* someone else flushes */
  guint flush_id;
  gint64 flushed_us; /* monotonic */
};

/* cs-post-list.c */
void cs_post_list_set_loading (CsPostList *self,
                               gboolean    loading);
void cs_post_list_flush_soon (CsPostList *self);

/* cs-post-list-read.c */
void cs_post_list_read_anew (CsPostList *self);
void cs_post_list_take_change (CsPostList     *self,
                               const CsChange *change);

G_END_DECLS
