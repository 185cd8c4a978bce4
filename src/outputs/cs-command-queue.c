/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-command-queue.h"

#include "cs-http-answer.h"
#include "cs-output-json.h"

#include <glib/gi18n-lib.h>

#define MAX_WAITING 8
#define DESK_SILENT_MS 2000
#define ANSWER_LIMIT_US (5 * G_TIME_SPAN_SECOND)

struct _CsCommandQueue {
  CsAir *air;
  CsClock *clock;
  CsCommandFunc hand_on;
  gpointer user_data;

  GHashTable *waiting; /* id → Waiting */
  guint last_id;
};

typedef struct {
  CsCommandQueue *queue;
  guint id;
  SoupServerMessage *message;
  gint64 since_us;
} Waiting;

static void
waiting_free (Waiting *waiting)
{
  g_signal_handlers_disconnect_by_data (waiting->message, waiting);
  g_object_unref (waiting->message);
  g_free (waiting);
}

static guint
get_status_of (const GError *error)
{
  if (error == NULL)
    return SOUP_STATUS_OK;
  if (error->domain != G_IO_ERROR)
    return SOUP_STATUS_CONFLICT;
  switch (error->code) {
  case G_IO_ERROR_INVALID_ARGUMENT:
    return SOUP_STATUS_BAD_REQUEST;
  case G_IO_ERROR_NOT_CONNECTED:
  case G_IO_ERROR_TIMED_OUT:
    return SOUP_STATUS_SERVICE_UNAVAILABLE;
  default:
    return SOUP_STATUS_CONFLICT;
  }
}

static void
answer (CsCommandQueue    *self,
        SoupServerMessage *message,
        guint              status,
        const GError      *error)
{
  g_autofree char *json = cs_output_json_answer (cs_air_get_epoch (self->air), error);

  cs_http_answer_json (message, status, json);
}

/* Whoever asked has gone. */
static void
finished_cb (SoupServerMessage *message,
             Waiting           *waiting)
{
  g_hash_table_remove (waiting->queue->waiting, GUINT_TO_POINTER (waiting->id));
}

static void
wait_for_answer (CsCommandQueue    *self,
                 SoupServerMessage *message,
                 CsOutputCommand   *command)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->queue = self;
  waiting->id = ++self->last_id;
  waiting->message = g_object_ref (message);
  waiting->since_us = cs_clock_monotonic_us (self->clock);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), waiting);
  g_hash_table_insert (self->waiting, GUINT_TO_POINTER (waiting->id), waiting);
  soup_server_message_pause (message);
  self->hand_on (self->user_data, command, waiting->id);
}

static GError *
find_obstacle (CsCommandQueue *self)
{
  gint64 age_ms = cs_air_get_beat_age_ms (self->air, cs_clock_monotonic_us (self->clock));

  if (age_ms < 0 || age_ms > DESK_SILENT_MS)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                                _("The desk does not respond. Clear still works."));
  if (g_hash_table_size (self->waiting) >= MAX_WAITING)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                                _("The desk is busy with earlier commands. Try again in a moment."));
  return NULL;
}

/**
 * cs_command_queue_new:
 * @air: what is on air
 * @clock: tells the time
 * @hand_on: hands a command to the desk
 * @user_data: for @hand_on
 *
 * Returns: (transfer full): an empty queue
 */
CsCommandQueue *
cs_command_queue_new (CsAir        *air,
                      CsClock      *clock,
                      CsCommandFunc hand_on,
                      gpointer      user_data)
{
  CsCommandQueue *self = g_new0 (CsCommandQueue, 1);

  self->air = air;
  self->clock = g_object_ref (clock);
  self->hand_on = hand_on;
  self->user_data = user_data;
  self->waiting = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) waiting_free);
  return self;
}

/**
 * cs_command_queue_free:
 * @self: (transfer full): a queue; who waits is not answered any more
 */
void
cs_command_queue_free (CsCommandQueue *self)
{
  g_hash_table_unref (self->waiting);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * cs_command_queue_take:
 * @self: a queue
 * @message: a request whose body has come
 * @verb: what its address asks for
 *
 * Hands the command to the desk, or says at once why not.
 */
void
cs_command_queue_take (CsCommandQueue    *self,
                       SoupServerMessage *message,
                       CsOutputVerb       verb)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (GError) error = find_obstacle (self);
  g_autoptr (CsOutputCommand) command = NULL;

  if (error == NULL)
    command = cs_output_json_parse_command (verb, g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                            cs_air_get_epoch (self->air), &error);
  if (command != NULL)
    wait_for_answer (self, message, command);
  else
    answer (self, message, get_status_of (error), error);
}

/**
 * cs_command_queue_answer:
 * @self: a queue
 * @id: which command
 * @error: (nullable): why it was refused
 *
 * Answers a command, unless whoever asked has gone.
 */
void
cs_command_queue_answer (CsCommandQueue *self,
                         guint           id,
                         const GError   *error)
{
  Waiting *waiting = g_hash_table_lookup (self->waiting, GUINT_TO_POINTER (id));

  if (waiting == NULL)
    return;
  answer (self, waiting->message, get_status_of (error), error);
  soup_server_message_unpause (waiting->message);
  g_hash_table_remove (self->waiting, GUINT_TO_POINTER (id));
}

/**
 * cs_command_queue_answer_overdue:
 * @self: a queue
 *
 * Answers for a desk that took too long. Called a few times a second.
 */
void
cs_command_queue_answer_overdue (CsCommandQueue *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GList) all = g_hash_table_get_values (self->waiting);
  gint64 now_us = cs_clock_monotonic_us (self->clock);

  for (GList *l = all; l != NULL; l = l->next) {
    Waiting *waiting = l->data;

    if (now_us - waiting->since_us <= ANSWER_LIMIT_US)
      continue;
    if (error == NULL)
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                                   _("The desk did not answer in time. Look at what is on air before you repeat it."));
    cs_command_queue_answer (self, waiting->id, error);
  }
}
