/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-http-answer.h"

#include "cs-overlay-page.h"

#include <string.h>

/**
 * cs_http_answer_prepare_with:
 * @message: a request that is about to be answered
 * @policy: the content security policy
 *
 * Sets the headers that every answer carries: nothing is kept, framed, sniffed or read from elsewhere, and
 * the connection ends.
 */
void
cs_http_answer_prepare_with (SoupServerMessage *message,
                             const char        *policy)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "X-Frame-Options", "DENY");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Content-Security-Policy", policy);
  soup_message_headers_replace (headers, "Cross-Origin-Resource-Policy", "same-origin");
}

/**
 * cs_http_answer_prepare:
 * @message: a request that is about to be answered
 * @route: where it leads
 *
 * The same for the overlay and the interface for programs.
 */
void
cs_http_answer_prepare (SoupServerMessage *message,
                        CsRoute            route)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  cs_http_answer_prepare_with (message, CS_OVERLAY_POLICY);
  if (route != CS_ROUTE_EVENTS_BY_KEY)
    return;
  soup_message_headers_replace (headers, "Access-Control-Allow-Origin", "*");
  soup_message_headers_remove (headers, "Cross-Origin-Resource-Policy");
}

/**
 * cs_http_answer_text:
 * @message: a request
 * @status: the status
 * @type: the content type
 * @text: the body, copied
 */
void
cs_http_answer_text (SoupServerMessage *message,
                     guint              status,
                     const char        *type,
                     const char        *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

/**
 * cs_http_answer_plain:
 * @message: a request
 * @status: the status
 * @sentence: what is wrong and what to do
 */
void
cs_http_answer_plain (SoupServerMessage *message,
                      guint              status,
                      const char        *sentence)
{
  g_autofree char *line = g_strconcat (sentence, "\n", NULL);

  cs_http_answer_text (message, status, "text/plain; charset=utf-8", line);
}

/**
 * cs_http_answer_html:
 * @message: a request
 * @page: a document
 */
void
cs_http_answer_html (SoupServerMessage *message,
                     const char        *page)
{
  cs_http_answer_text (message, SOUP_STATUS_OK, "text/html; charset=utf-8", page);
}

/**
 * cs_http_answer_json:
 * @message: a request
 * @status: the status
 * @json: a document
 */
void
cs_http_answer_json (SoupServerMessage *message,
                     guint              status,
                     const char        *json)
{
  cs_http_answer_text (message, status, "application/json; charset=utf-8", json);
}

/**
 * cs_http_answer_bytes:
 * @message: a request
 * @type: the content type
 * @bytes: the body
 */
void
cs_http_answer_bytes (SoupServerMessage *message,
                      const char        *type,
                      GBytes            *bytes)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_replace (headers, "Content-Type", type);
  if (g_bytes_get_size (bytes) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), bytes);
}
