/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-list-rows.h"

G_BEGIN_DECLS

/* What a list knows and has not told yet: rows that are to come and to go, or the queue as it is to be. Private to
 * the store. */
typedef struct _CsListNews CsListNews;

CsListNews *cs_list_news_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cs_list_news_free (CsListNews *self);
void cs_list_news_clear (CsListNews *self);

void cs_list_news_add (CsListNews *self,
                       CsListRows *rows,
                       gint64      id,
                       gboolean    belongs);
void cs_list_news_set_queue (CsListNews *self,
                             GArray     *queue);
gboolean cs_list_news_is_empty (CsListNews *self);
guint cs_list_news_count_coming (CsListNews *self,
                                 CsListRows *rows);
void cs_list_news_tell (CsListNews *self,
                        CsListRows *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsListNews, cs_list_news_free)

G_END_DECLS
