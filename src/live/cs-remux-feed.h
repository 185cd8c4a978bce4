/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-footage.h"

#include <gst/app/app.h>

G_BEGIN_DECLS

/* Brings what can be read of a recording to the pipeline that makes a film of it, as that asks for it. */
typedef struct _CsRemuxFeed CsRemuxFeed;

CsRemuxFeed *cs_remux_feed_new (CsFootage *footage) G_GNUC_WARN_UNUSED_RESULT;
void cs_remux_feed_free (CsRemuxFeed *self);

void cs_remux_feed_attach (CsRemuxFeed *self,
                           guint        track,
                           GstAppSrc   *source);
void cs_remux_feed_watch (CsRemuxFeed *self,
                          GstElement  *sink);
guint cs_remux_feed_get_n_moved (CsRemuxFeed *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsRemuxFeed, cs_remux_feed_free)

G_END_DECLS
