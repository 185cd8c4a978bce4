/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_PAGE_LINK_LENGTH 26 /* letters of 5 bits: 130 bits */

char *cs_page_link_make (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_page_link_is_valid (const char *link);
gboolean cs_page_link_is_same (const char *a,
                               const char *b);

G_END_DECLS
