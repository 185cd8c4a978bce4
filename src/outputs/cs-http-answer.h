/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-http-gate.h"

G_BEGIN_DECLS

void cs_http_answer_prepare (SoupServerMessage *message,
                             CsRoute            route);
void cs_http_answer_prepare_with (SoupServerMessage *message,
                                  const char        *policy);
void cs_http_answer_text (SoupServerMessage *message,
                          guint              status,
                          const char        *type,
                          const char        *text);
void cs_http_answer_plain (SoupServerMessage *message,
                           guint              status,
                           const char        *sentence);
void cs_http_answer_html (SoupServerMessage *message,
                          const char        *page);
void cs_http_answer_json (SoupServerMessage *message,
                          guint              status,
                          const char        *json);
void cs_http_answer_bytes (SoupServerMessage *message,
                           const char        *type,
                           GBytes            *bytes);

G_END_DECLS
