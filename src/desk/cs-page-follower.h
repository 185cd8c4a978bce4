/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-live-page.h"

G_BEGIN_DECLS

/* Keeps the page for those near by where the machine is, when its network gives it another address. */
#define CS_TYPE_PAGE_FOLLOWER (cs_page_follower_get_type ())
G_DECLARE_FINAL_TYPE (CsPageFollower, cs_page_follower, CS, PAGE_FOLLOWER, GObject)

CsPageFollower *cs_page_follower_new (CsLivePage *page) G_GNUC_WARN_UNUSED_RESULT;
void cs_page_follower_look (CsPageFollower *self,
                            GPtrArray      *interfaces);

G_END_DECLS
