/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_HTML_MAX_BYTES (64 * 1024)

/**
 * CsHtmlFlags:
 * @CS_HTML_NONE: nothing special
 * @CS_HTML_DROP_QUOTE: leave out the paragraph that names the quoted post for readers that cannot show it
 *
 * How HTML is read.
 */
typedef enum {
  CS_HTML_NONE = 0,
  CS_HTML_DROP_QUOTE = 1 << 0,
} CsHtmlFlags;

/**
 * CsHtml:
 * @text: what it says; not made safe to show
 * @tags: (array zero-terminated=1): the hashtags that are links, without the sign, as written
 * @links: (array zero-terminated=1): where its other links lead, http and https only
 * @unreadable: @text is empty although something was written
 *
 * What HTML of a stranger says.
 */
typedef struct {
  char *text;
  GStrv tags;
  GStrv links;
  gboolean unreadable;
} CsHtml;

CsHtml *cs_html_read (const char *html,
                      CsHtmlFlags flags) G_GNUC_WARN_UNUSED_RESULT;
void cs_html_free (CsHtml *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsHtml, cs_html_free)

G_END_DECLS
