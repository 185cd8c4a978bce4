/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-broadcast.h"
#include "cs-page-server.h"
#include "cs-page-source.h"

G_BEGIN_DECLS

#define CS_LIVE_PAGE_PORT 8481

/* The page for those near by: joins the engine, which cuts the broadcast into pieces, and the server, which hands
 * them out. Off until it is switched on. Main thread.
 *
 * Properties: `on`, `url` (nullable), `comments`, `hearts` (in the stream, too). Hearts and figures: signals of its server. */
#define CS_TYPE_LIVE_PAGE (cs_live_page_get_type ())
G_DECLARE_FINAL_TYPE (CsLivePage, cs_live_page, CS, LIVE_PAGE, GObject)

CsLivePage *cs_live_page_new (CsCapture   *capture,
                              CsBroadcast *broadcast) G_GNUC_WARN_UNUSED_RESULT;

void cs_live_page_switch_on_async (CsLivePage         *self,
                                   const char         *address,
                                   guint16             port,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean cs_live_page_switch_on_finish (CsLivePage   *self,
                                        GAsyncResult *result,
                                        GError      **error);
const char *cs_live_page_get_address (CsLivePage *self);
void cs_live_page_move (CsLivePage *self,
                        const char *address);
void cs_live_page_switch_off (CsLivePage *self);
gboolean cs_live_page_is_on (CsLivePage *self);
char *cs_live_page_get_url (CsLivePage *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_live_page_renew_link (CsLivePage *self);

gboolean cs_live_page_get_comments (CsLivePage *self);
void cs_live_page_set_comments (CsLivePage *self,
                                gboolean    comments);
gboolean cs_live_page_get_hearts (CsLivePage *self);
void cs_live_page_set_hearts (CsLivePage *self,
                              gboolean    hearts);
void cs_live_page_set_title (CsLivePage *self,
                             const char *title);
void cs_live_page_set_source (CsLivePage   *self,
                              CsPageSource *source);
CsPageServer *cs_live_page_get_server (CsLivePage *self);

G_END_DECLS
