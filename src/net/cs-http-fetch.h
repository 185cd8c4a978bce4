/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-http.h"

G_BEGIN_DECLS

#define CS_TYPE_HTTP_ANSWER (cs_http_answer_get_type ())

typedef struct _CsHttpAnswer CsHttpAnswer;

/**
 * CsHttpAnswer:
 * @status: the HTTP status, whatever it is
 * @reason: (nullable): its reason phrase, a stranger's words
 * @headers: the answer's headers
 * @body: all of the body, decoded, never more than was allowed
 * @url: where it came from in the end
 *
 * A whole answer. Never changed once made.
 */
struct _CsHttpAnswer {
  guint status;
  char *reason;
  SoupMessageHeaders *headers;
  GBytes *body;
  char *url;
};

GType cs_http_answer_get_type (void);

CsHttpAnswer *cs_http_answer_ref (CsHttpAnswer *self);
void cs_http_answer_unref (CsHttpAnswer *self);
gboolean cs_http_answer_check (const CsHttpAnswer *self,
                               GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsHttpAnswer, cs_http_answer_unref)

void cs_http_fetch_async (SoupSession        *session,
                          SoupMessage        *message,
                          gsize               max_bytes,
                          guint               deadline_ms,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
CsHttpAnswer *cs_http_fetch_finish (SoupSession  *session,
                                    GAsyncResult *result,
                                    GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* For threads that have a main context of their own: runs it until the answer is there. Never on the
 * main thread or the output thread. */
CsHttpAnswer *cs_http_fetch_here (SoupSession  *session,
                                  SoupMessage  *message,
                                  gsize         max_bytes,
                                  guint         deadline_ms,
                                  GCancellable *cancellable,
                                  GError      **error) G_GNUC_WARN_UNUSED_RESULT;

gint64 cs_http_retry_at_us (SoupMessageHeaders *headers,
                            gint64              now_us);

G_END_DECLS
