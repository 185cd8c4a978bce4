/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-time-stamper.h"

#include "cs-http-fetch.h"

#include <string.h>

typedef struct {
  char *url;
  char *digest;
  GBytes *authorities; /* (nullable) */
  GBytes *response; /* (nullable): once it was checked */
} Question;

static void
question_free (Question *question)
{
  g_free (question->url);
  g_free (question->digest);
  g_clear_pointer (&question->authorities, g_bytes_unref);
  g_clear_pointer (&question->response, g_bytes_unref);
  g_free (question);
}

static GBytes *
post (const Question *question,
      GBytes         *request,
      GCancellable   *cancellable,
      GError        **error)
{
  const char *const base[] = { question->url, NULL };
  g_autoptr (SoupSession) session = cs_http_api_session_new (base, 1, CS_HTTP_DEFAULT);
  g_autoptr (SoupMessage) message = cs_http_message_new (session, "POST", question->url, error);
  g_autoptr (CsHttpAnswer) answer = NULL;

  if (message == NULL)
    return NULL;
  soup_message_set_request_body_from_bytes (message, CS_STAMP_REQUEST_TYPE, request);
  answer = cs_http_fetch_here (session, message, CS_STAMP_MAX_BYTES, CS_STAMP_DEADLINE_MS, cancellable, error);
  if (answer == NULL || !cs_http_answer_check (answer, error))
    return NULL;
  return g_bytes_ref (answer->body);
}

static CsStamp *
ask (Question     *question,
     GCancellable *cancellable,
     GError      **error)
{
  g_autoptr (GBytes) request = cs_stamp_request_new (question->digest, error);
  g_autoptr (GBytes) response = request != NULL ? post (question, request, cancellable, error) : NULL;
  CsStamp *stamp;

  if (response == NULL)
    return NULL;
  stamp = cs_stamp_read (response, request, question->digest, question->authorities, error);
  if (stamp != NULL)
    question->response = g_steal_pointer (&response);
  return stamp;
}

static void
ask_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GError *error = NULL;
  CsStamp *stamp;

  g_main_context_push_thread_default (context);
  stamp = ask (data, cancellable, &error);
  g_main_context_pop_thread_default (context);
  if (stamp != NULL)
    g_task_return_pointer (task, stamp, (GDestroyNotify) cs_stamp_free);
  else
    g_task_return_error (task, error);
}

/**
 * cs_time_stamp_check_url:
 * @url: of an authority, as somebody typed it
 * @error: return location for a %CS_HTTP_ERROR_ADDRESS, with a sentence
 *
 * Returns: whether it can be asked: https, or this very machine
 */
gboolean
cs_time_stamp_check_url (const char *url,
                         GError    **error)
{
  const char *const base[] = { url, NULL };
  g_autoptr (SoupSession) session = cs_http_api_session_new (base, 1, CS_HTTP_DEFAULT);
  g_autoptr (SoupMessage) message = cs_http_message_new (session, "POST", url, error);

  return message != NULL;
}

/**
 * cs_time_stamp_async:
 * @url: of the authority: https, or this very machine
 * @digest: a seal's fingerprint
 * @authorities: (nullable): certificates, as PEM, that the stamp has to come from
 * @cancellable: (nullable): a cancellable
 * @callback: called with the stamp, checked, or with the reason why there is none
 * @user_data: for @callback
 *
 * Asks once. Nothing but the fingerprint leaves the machine.
 */
void
cs_time_stamp_async (const char         *url,
                     const char         *digest,
                     GBytes             *authorities,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->url = g_strdup (url);
  question->digest = g_strdup (digest);
  question->authorities = authorities != NULL ? g_bytes_ref (authorities) : NULL;
  g_task_set_source_tag (task, cs_time_stamp_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, ask_thread);
}

/**
 * cs_time_stamp_finish:
 * @result: from the callback
 * @response: (out) (optional): the authority's whole answer, which openssl checks
 * @error: return location, with a sentence
 *
 * Returns: (transfer full) (nullable): the stamp, or %NULL with @error set
 */
CsStamp *
cs_time_stamp_finish (GAsyncResult *result,
                      GBytes      **response,
                      GError      **error)
{
  CsStamp *stamp = g_task_propagate_pointer (G_TASK (result), error);
  const Question *question = g_task_get_task_data (G_TASK (result));

  if (stamp != NULL && response != NULL)
    *response = g_bytes_ref (question->response);
  return stamp;
}
