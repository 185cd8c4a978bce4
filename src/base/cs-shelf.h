/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_SHELF_LISTED 6 /* pieces that the playlist names */
#define CS_SHELF_KEPT 12  /* pieces that can still be had: who read the playlist a moment ago comes in time */
#define CS_SHELF_MAX_BYTES (64 * 1024 * 1024)

/* The newest seconds of a broadcast, held in memory: one thread puts pieces on it, others take them. What is old
 * falls off the other end, so it never grows. All functions may be called from any thread, and none waits. */
typedef struct _CsShelf CsShelf;

CsShelf *cs_shelf_new (void) G_GNUC_WARN_UNUSED_RESULT;
CsShelf *cs_shelf_ref (CsShelf *self);
void cs_shelf_unref (CsShelf *self);

guint cs_shelf_begin (CsShelf *self);
gboolean cs_shelf_is_in (CsShelf *self,
                         guint    run);
void cs_shelf_put_head (CsShelf *self,
                        GBytes  *head);
void cs_shelf_put_piece (CsShelf *self,
                         GBytes  *piece,
                         gint64   duration_us,
                         gint64   began_us,
                         gboolean gap);
void cs_shelf_end (CsShelf *self);

gboolean cs_shelf_is_live (CsShelf *self);
GBytes *cs_shelf_take_head (CsShelf *self,
                            guint64  number) G_GNUC_WARN_UNUSED_RESULT;
GBytes *cs_shelf_take_piece (CsShelf *self,
                             guint64  number) G_GNUC_WARN_UNUSED_RESULT;
char *cs_shelf_format_playlist (CsShelf *self) G_GNUC_WARN_UNUSED_RESULT;
gsize cs_shelf_get_n_bytes (CsShelf *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsShelf, cs_shelf_unref)

G_END_DECLS
