/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-source.h"
#include "cs-tag-matcher.h"

G_BEGIN_DECLS

/* A source that follows hashtags on a network, and that can be tried beforehand and asked about its posts. */
#define CS_TYPE_TAG_SOURCE (cs_tag_source_get_type ())
G_DECLARE_DERIVABLE_TYPE (CsTagSource, cs_tag_source, CS, TAG_SOURCE, CsSource)

/**
 * CsTagSourceClass:
 * @check_here: tries the settings, on a thread with its own main context; answers a sentence that says what was found,
 *   or sets the error
 * @confirm_here: asks about posts, on the source's own thread; takes the task and answers whether it has, which it
 *   does only while the source runs
 *
 * What a network has to provide besides its life.
 */
struct _CsTagSourceClass {
  CsSourceClass parent_class;

  char *(*check_here) (CsTagSource  *self,
                       GCancellable *cancellable,
                       GError      **error);
  gboolean (*confirm_here) (CsTagSource *self,
                            char       **native_ids,
                            GTask       *task);

  gpointer padding[4];
};

/* For subclasses. */
void cs_tag_source_take_matcher (CsTagSource  *self,
                                 CsTagMatcher *matcher);
CsTagMatcher *cs_tag_source_get_matcher (CsTagSource *self);

G_END_DECLS
