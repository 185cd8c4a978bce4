/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-page-comment.h"
#include "cs-shelf.h"
#include "cs-viewers.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CsPageFigures:
 * @n_viewers: who has the page open now
 * @peak_viewers: the most there were
 * @mean_viewers: how many there were on average
 * @n_hearts: hearts that were sent
 * @n_comments: comments that were sent
 * @comments_per_minute: of the last minute
 * @peak_comments: the most in a minute
 *
 * How the page is doing, since the broadcast began.
 */
typedef struct {
  guint n_viewers;
  guint peak_viewers;
  double mean_viewers;
  guint64 n_hearts;
  guint64 n_comments;
  guint comments_per_minute;
  guint peak_comments;
} CsPageFigures;

/* Shows a broadcast to those near by, on one address of this machine and behind a link that nobody guesses. It has
 * its own thread, its own listener and its own limits: whatever comes in there reaches neither the overlay nor the
 * interface for programs, which stay on the loopback address.
 *
 * Signals, in the main context it was made in:
 *   comment (CsPageComment *comment)  somebody wrote something
 *   hearts  (const guint *counts)     that many in each of the %CS_N_HUES colours since the last time
 *   figures ()                        the figures have changed */
#define CS_TYPE_PAGE_SERVER (cs_page_server_get_type ())
G_DECLARE_FINAL_TYPE (CsPageServer, cs_page_server, CS, PAGE_SERVER, GObject)

CsPageServer *cs_page_server_new (CsShelf *shelf) G_GNUC_WARN_UNUSED_RESULT;

void cs_page_server_start_async (CsPageServer       *self,
                                 const char         *address,
                                 guint16             port,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean cs_page_server_start_finish (CsPageServer *self,
                                      GAsyncResult *result,
                                      GError      **error);
void cs_page_server_stop (CsPageServer *self);
gboolean cs_page_server_is_on (CsPageServer *self);
char *cs_page_server_get_url (CsPageServer *self) G_GNUC_WARN_UNUSED_RESULT;

const char *cs_page_server_get_link (CsPageServer *self);
gboolean cs_page_server_set_link (CsPageServer *self,
                                  const char   *link);
void cs_page_server_renew_link (CsPageServer *self);
void cs_page_server_set_title (CsPageServer *self,
                               const char   *title);
void cs_page_server_set_comments (CsPageServer *self,
                                  gboolean      comments);

void cs_page_server_begin (CsPageServer *self);
void cs_page_server_get_figures (CsPageServer  *self,
                                 CsPageFigures *figures);

G_END_DECLS
