/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-page-box.h"

G_BEGIN_DECLS

/* What answers on the page's thread. */
typedef struct _CsPageSite CsPageSite;

CsPageSite *cs_page_site_new (CsPageBox *box,
                              CsShelf   *shelf) G_GNUC_WARN_UNUSED_RESULT;
void cs_page_site_free (CsPageSite *self);

gboolean cs_page_site_listen (CsPageSite *self,
                              const char *address,
                              guint16     port,
                              GError    **error);
const char *cs_page_site_get_authority (CsPageSite *self);
void cs_page_site_tick (CsPageSite *self);

G_END_DECLS
