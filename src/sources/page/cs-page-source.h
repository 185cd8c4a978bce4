/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-source.h"

G_BEGIN_DECLS

/* Comments that were written on our own page. */
#define CS_TYPE_PAGE_SOURCE (cs_page_source_get_type ())
G_DECLARE_FINAL_TYPE (CsPageSource, cs_page_source, CS, PAGE_SOURCE, CsSource)

CsPageSource *cs_page_source_new (CsClock    *clock,
                                  const char *id) G_GNUC_WARN_UNUSED_RESULT;

void cs_page_source_take (CsPageSource *self,
                          guint         viewer,
                          const char   *name,
                          const char   *text);

G_END_DECLS
