/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-page-server.h"

G_BEGIN_DECLS

#define CS_PAGE_MAX_WAITING 200 /* comments */

/**
 * CsPageSettings:
 * @link: the unguessable part of the address
 * @title: what the broadcast is called
 * @comments: whether one may comment
 *
 * What the main thread says and the page's thread reads.
 */
typedef struct {
  char *link;
  char *title;
  gboolean comments;
} CsPageSettings;

/* What the two threads of a page share. It outlives the server, so that neither has to keep it alive. What comes from
 * viewers is handed over in bunches: however much that is, the main thread is woken a few times a second. */
typedef struct _CsPageBox CsPageBox;

CsPageBox *cs_page_box_new (CsPageServer *server) G_GNUC_WARN_UNUSED_RESULT;
CsPageBox *cs_page_box_ref (CsPageBox *self);
void cs_page_box_unref (CsPageBox *self);
void cs_page_box_cut (CsPageBox *self);
GMainContext *cs_page_box_get_main_context (CsPageBox *self);

/* Main thread. */
void cs_page_box_set_link (CsPageBox  *self,
                           const char *link);
void cs_page_box_set_title (CsPageBox  *self,
                            const char *title);
void cs_page_box_set_comments (CsPageBox *self,
                               gboolean   comments);
void cs_page_box_begin (CsPageBox *self);
void cs_page_box_get_figures (CsPageBox     *self,
                              CsPageFigures *figures);

/* The page's thread. */
void cs_page_box_get_settings (CsPageBox      *self,
                               CsPageSettings *settings);
void cs_page_settings_clear (CsPageSettings *settings);
gboolean cs_page_box_put_comment (CsPageBox     *self,
                                  CsPageComment *comment);
void cs_page_box_put_hearts (CsPageBox *self,
                             guint      hue,
                             guint      n);
void cs_page_box_put_viewers (CsPageBox *self,
                              guint      n_viewers,
                              gboolean   live);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CsPageSettings, cs_page_settings_clear)

G_END_DECLS
