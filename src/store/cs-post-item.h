/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-entry.h"

G_BEGIN_DECLS

#define CS_TYPE_POST_ITEM (cs_post_item_get_type ())
G_DECLARE_FINAL_TYPE (CsPostItem, cs_post_item, CS, POST_ITEM, GObject)

CsPostItem *cs_post_item_new (gint64   id,
                              CsEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

gint64 cs_post_item_get_id (CsPostItem *self);
CsEntry *cs_post_item_get_entry (CsPostItem *self);
void cs_post_item_set_entry (CsPostItem *self,
                             CsEntry    *entry);

G_END_DECLS
