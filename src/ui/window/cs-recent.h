/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CsRecent:
 * @uri: the show file
 * @title: the show's name
 * @opened_us: when it was last open, microseconds since 1970 UTC
 * @posts: posts in it then
 * @aired: airings in it then
 * @rehearsal: it is a rehearsal
 *
 * A show that was open on this machine.
 */
typedef struct {
  char *uri;
  char *title;
  gint64 opened_us;
  guint posts;
  guint aired;
  gboolean rehearsal;
} CsRecent;

void cs_recent_free (CsRecent *self);

GPtrArray *cs_recent_list (GtkRecentManager *manager,
                           guint             max) G_GNUC_WARN_UNUSED_RESULT;
void cs_recent_note (GtkRecentManager *manager,
                     const char       *path,
                     const char       *title,
                     const CsCounts   *counts,
                     gboolean          rehearsal);

char *cs_recent_describe (const CsRecent *self,
                          gint64          now_us) G_GNUC_WARN_UNUSED_RESULT;
char *cs_recent_count (const CsRecent *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsRecent, cs_recent_free)

G_END_DECLS
