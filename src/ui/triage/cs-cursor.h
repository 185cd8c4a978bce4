/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-post-list.h"

G_BEGIN_DECLS

/* The one post that is open for triage, and its place among those still to sort. */
#define CS_TYPE_CURSOR (cs_cursor_get_type ())
G_DECLARE_FINAL_TYPE (CsCursor, cs_cursor, CS, CURSOR, GObject)

CsCursor *cs_cursor_new (CsStore *store) G_GNUC_WARN_UNUSED_RESULT;

CsPostItem *cs_cursor_get_item (CsCursor *self);
gint64 cs_cursor_get_id (CsCursor *self);
guint cs_cursor_get_place (CsCursor *self);
guint cs_cursor_get_n_left (CsCursor *self);

void cs_cursor_open (CsCursor *self,
                     gint64    post_id);
gboolean cs_cursor_step (CsCursor *self,
                         int       by);
void cs_cursor_advance (CsCursor *self,
                        gint64    decided_id);

G_END_DECLS
