/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CS_PAGE_MAX_NAME 40  /* characters */
#define CS_PAGE_MAX_TEXT 280 /* characters */

#define CS_TYPE_PAGE_COMMENT (cs_page_comment_get_type ())

typedef struct _CsPageComment CsPageComment;

/**
 * CsPageComment:
 * @viewer: which viewer of this broadcast, from 1
 * @hue: the viewer's colour, below %CS_N_HUES
 * @name: how the viewer wants to be called, as written by a stranger; may be empty
 * @text: what was written, as written by a stranger: valid UTF-8, not made safe
 *
 * What somebody wrote on the page. Never changed once made; may be used on any thread.
 */
struct _CsPageComment {
  guint viewer;
  guint hue;
  char *name;
  char *text;
};

/**
 * CsPageRefusal:
 * @CS_PAGE_TAKEN: it is taken
 * @CS_PAGE_BROKEN: it is not what the page sends
 * @CS_PAGE_EMPTY: nothing of it can be read
 * @CS_PAGE_LONG: it is too long
 *
 * What is wrong with a comment.
 */
typedef enum {
  CS_PAGE_TAKEN,
  CS_PAGE_BROKEN,
  CS_PAGE_EMPTY,
  CS_PAGE_LONG,
} CsPageRefusal;

GType cs_page_comment_get_type (void);

CsPageRefusal cs_page_comment_parse (GBytes         *body,
                                     CsPageComment **comment);
CsPageComment *cs_page_comment_ref (CsPageComment *self);
void cs_page_comment_unref (CsPageComment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsPageComment, cs_page_comment_unref)

G_END_DECLS
