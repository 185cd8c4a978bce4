/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-html.h"

G_BEGIN_DECLS

#define CS_HTML_MAX_NAME 32

/**
 * CsHtmlTag:
 * @name: lower case, cut to what is known
 * @closing: it is an end tag
 * @class_names: (nullable): decoded
 * @rel: (nullable): decoded
 * @href: (nullable): decoded
 * @alt: (nullable): decoded
 *
 * One tag; the attributes that mean something to us.
 */
typedef struct {
  char name[CS_HTML_MAX_NAME + 1];
  gboolean closing;
  char *class_names;
  char *rel;
  char *href;
  char *alt;
} CsHtmlTag;

const char *cs_html_scan_tag (const char *p,
                              CsHtmlTag  *tag);
const char *cs_html_scan_entity (const char *p,
                                 GString    *out);
void cs_html_tag_clear (CsHtmlTag *tag);
gboolean cs_html_tag_is (const CsHtmlTag *tag,
                         const char      *names);

CsHtml *cs_html_read_counted (const char *html,
                              CsHtmlFlags flags,
                              guint64    *n_steps);

G_END_DECLS
