/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who has won before: a file for each organiser, beside all shows, in a form that a spreadsheet reads and writes too. */
typedef struct _CsWinnerBook CsWinnerBook;

CsWinnerBook *cs_winner_book_new (void) G_GNUC_WARN_UNUSED_RESULT;
CsWinnerBook *cs_winner_book_parse (GBytes  *bytes,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_winner_book_free (CsWinnerBook *self);

guint cs_winner_book_get_n (const CsWinnerBook *self);
void cs_winner_book_add (CsWinnerBook *self,
                         const char   *id,
                         gint64        won_s,
                         const char   *show,
                         const char   *seal);
void cs_winner_book_join (CsWinnerBook       *self,
                          const CsWinnerBook *other);
void cs_winner_book_forget_draw (CsWinnerBook *self,
                                 const char   *seal);
void cs_winner_book_forget_before (CsWinnerBook *self,
                                   gint64        time_s);
GHashTable *cs_winner_book_list (const CsWinnerBook *self,
                                 gint64              from_s,
                                 gint64              to_s) G_GNUC_WARN_UNUSED_RESULT;
GBytes *cs_winner_book_write (const CsWinnerBook *self) G_GNUC_WARN_UNUSED_RESULT;

char *cs_winner_book_path (const char *folder,
                           const char *organiser) G_GNUC_WARN_UNUSED_RESULT;
gint64 cs_winner_months_before (gint64 time_s,
                                guint  months);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsWinnerBook, cs_winner_book_free)

G_END_DECLS
