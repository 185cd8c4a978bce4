/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-picture-loader.h"
#include "cs-post-item.h"

G_BEGIN_DECLS

#define CS_SAMPLE_NOW_US (G_GINT64_CONSTANT (1798229647) * G_USEC_PER_SEC)

CsPost *cs_sample_post_new (gint64 id,
                            gint64 received_us) G_GNUC_WARN_UNUSED_RESULT;
CsPostItem *cs_sample_item_new (gint64 id) G_GNUC_WARN_UNUSED_RESULT;
char *cs_sample_text (gint64 id) G_GNUC_WARN_UNUSED_RESULT;
GListStore *cs_sample_evening_new (void) G_GNUC_WARN_UNUSED_RESULT;
guint cs_sample_count_hints (const CsEntry *entry,
                             gpointer       user_data);
CsPictureLoader *cs_sample_loader_new (void) G_GNUC_WARN_UNUSED_RESULT;

#define CS_SAMPLE_EDITED_ID 4
#define CS_SAMPLE_SELECTED_ID 5
#define CS_SAMPLE_CUED_ID 3

G_END_DECLS
