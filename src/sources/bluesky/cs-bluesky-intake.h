/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-batch.h"
#include "cs-bluesky-appview.h"
#include "cs-tag-matcher.h"

G_BEGIN_DECLS

/* Frames of a Jetstream and views of an AppView, made into events: each form of each post once. */
typedef struct _CsBlueskyIntake CsBlueskyIntake;

CsBlueskyIntake *cs_bluesky_intake_new (CsSource           *source,
                                        const CsTagMatcher *matcher,
                                        CsBlueskyAppview   *appview,
                                        GHashTable         *authors,
                                        gint64              cursor_us) G_GNUC_WARN_UNUSED_RESULT;
void cs_bluesky_intake_free (CsBlueskyIntake *self);

gint64 cs_bluesky_intake_take_frame (CsBlueskyIntake *self,
                                     const char      *frame,
                                     gsize            length);
void cs_bluesky_intake_take_view (CsBlueskyIntake *self,
                                  JsonObject      *view);
void cs_bluesky_intake_take_gone (CsBlueskyIntake *self,
                                  const char      *uri);
void cs_bluesky_intake_take_gap (CsBlueskyIntake *self);
void cs_bluesky_intake_add_known (CsBlueskyIntake *self,
                                  const char      *id);
void cs_bluesky_intake_flush (CsBlueskyIntake *self);
void cs_bluesky_intake_flush_held (CsBlueskyIntake *self);
gint64 cs_bluesky_intake_get_cursor_us (CsBlueskyIntake *self);

G_END_DECLS
