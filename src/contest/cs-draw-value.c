/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-private.h"

#include "cs-draw-error.h"
#include "cs-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  CsSeal *seal;
  CsDrawList *list;
  char *value;
} RankJob;

static void
rank_job_free (RankJob *job)
{
  cs_draw_list_unref (job->list);
  g_free (job->value);
  g_free (job);
}

static void
rank_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  RankJob *job = data;

  /* The seal belongs to the draw, which lives as long as this task and keeps it while it ranks. */
  g_task_return_pointer (task, cs_ranking_new (job->seal, job->list, job->value), (GDestroyNotify) cs_ranking_unref);
}

static void
result_written_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsDraw *self = CS_DRAW (source);
  GError *error = NULL;

  if (!cs_draw_append_finish (self, result, &error)) {
    cs_draw_set_trouble (self, error->message);
    g_task_return_error (task, error);
    return;
  }
  cs_draw_set_phase (self, CS_DRAW_REVEALING);
  g_task_return_boolean (task, TRUE);
}

/* A result that is in the journal already can only be the same one. */
static gboolean
is_written (CsDraw   *self,
            gboolean *same)
{
  guint index;

  if (self->setup->rehearsal || !cs_draw_journal_find (self->journal, CS_DRAW_RESULT, self->seal_index, &index))
    return FALSE;
  *same = strcmp (cs_draw_journal_get (self->journal, index)->payload, cs_ranking_get_digest (self->ranking)) == 0;
  return TRUE;
}

static void
ranked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsDraw *self = CS_DRAW (source);
  gboolean same;

  self->ranking = g_task_propagate_pointer (G_TASK (result), NULL);
  if (!is_written (self, &same)) {
    cs_draw_append (self, cs_draw_now_s (self), CS_DRAW_RESULT, cs_ranking_get_digest (self->ranking),
                    cs_draw_body_new (), result_written_cb, g_steal_pointer (&task));
  } else if (same) {
    cs_draw_set_phase (self, CS_DRAW_REVEALING);
    g_task_return_boolean (task, TRUE);
  } else {
    cs_draw_set_trouble (self, _("The journal has another result."));
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_JOURNAL, "%s", self->trouble);
  }
}

/* Takes the task: TRUE when the result is on disk. */
void
cs_draw_rank (CsDraw *self,
              GTask  *task)
{
  g_autoptr (GTask) ranking = g_task_new (self, NULL, ranked_cb, task);
  RankJob *job = g_new0 (RankJob, 1);

  cs_draw_set_phase (self, CS_DRAW_RANKING);
  job->seal = self->seal;
  job->list = cs_draw_list_ref (self->list);
  job->value = g_strdup (self->value);
  g_task_set_task_data (ranking, job, (GDestroyNotify) rank_job_free);
  cs_worker_push (self->worker, ranking, rank_thread);
}

static void
value_written_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  GTask *task = user_data;
  CsDraw *self = CS_DRAW (source);
  GError *error = NULL;

  if (cs_draw_append_finish (self, result, &error)) {
    cs_draw_rank (self, task);
    return;
  }
  g_clear_pointer (&self->value, g_free);
  cs_draw_set_trouble (self, error->message);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static JsonNode *
make_value_body (CsDraw *self)
{
  JsonNode *body = cs_draw_body_new ();
  JsonObject *object = json_node_get_object (body);
  JsonArray *visits = json_array_new ();

  json_object_set_string_member (object, "value", self->value);
  json_object_set_string_member (object, "level", cs_beacon_level_to_id (self->level));
  if (self->signature != NULL)
    json_object_set_string_member (object, "signature", self->signature);
  if (self->method != NULL)
    json_object_set_string_member (object, "method", self->method);
  for (guint i = 0; self->visits != NULL && i < self->visits->len; i++) {
    const CsRelayVisit *visit = self->visits->pdata[i];
    JsonObject *one = json_object_new ();

    json_object_set_string_member (one, "url", visit->url);
    json_object_set_string_member (one, "fetched_utc", visit->fetched);
    if (visit->http_date != NULL)
      json_object_set_string_member (one, "http_date", visit->http_date);
    json_array_add_object_element (visits, one);
  }
  json_object_set_array_member (object, "relays", visits);
  return body;
}

/* The value is known: on disk with it, then rank. Takes the task: TRUE when the result is on disk. */
static void
give_value (CsDraw *self,
            GTask  *task)
{
  CsHex payload;

  cs_draw_payload_value (self->seal->digest, self->value, payload);
  cs_draw_append (self, cs_draw_now_s (self), CS_DRAW_VALUE, payload, make_value_body (self), value_written_cb, task);
}

static void
take_settled (CsDraw *self)
{
  CsHex value;

  self->signature = g_strdup (cs_beacon_watch_get_signature (self->watch));
  self->level = cs_beacon_watch_get_level (self->watch);
  self->method = g_strdup (cs_beacon_watch_get_method (self->watch));
  self->visits = cs_beacon_watch_dup_visits (self->watch);
  cs_beacon_value (self->signature, value);
  self->value = g_strdup (value);
  give_value (self, g_task_new (self, NULL, NULL, NULL));
}

static void
watch_changed_cb (CsBeaconWatch *watch,
                  CsDraw        *self)
{
  CsBeaconState state = cs_beacon_watch_get_state (watch);

  if (state == CS_BEACON_SETTLED && self->value == NULL)
    take_settled (self);
  else
    cs_draw_set_phase (self, state == CS_BEACON_DISPUTED ? CS_DRAW_DISPUTED : self->phase);
}

/* Waits for the sealed round; again and again the same. */
void
cs_draw_wait (CsDraw *self)
{
  self->watch = cs_beacon_watch_new (self->relays, self->clock, self->seal->round, self->public_key);
  g_signal_connect (self->watch, "changed", G_CALLBACK (watch_changed_cb), self);
  cs_draw_set_phase (self, CS_DRAW_SEALED);
  cs_beacon_watch_start (self->watch);
}

/**
 * cs_draw_paste:
 * @self: draws in phase %CS_DRAW_SEALED
 * @text: the round from a phone: a relay's whole answer, or the signature
 * @error: return location
 *
 * Returns: whether it could be the sealed round
 */
gboolean
cs_draw_paste (CsDraw     *self,
               const char *text,
               GError    **error)
{
  if (self->watch == NULL || self->phase != CS_DRAW_SEALED)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("No round is waited for."));
  return cs_beacon_watch_paste (self->watch, text, error);
}

/**
 * cs_draw_accept_alone:
 * @self: draws in phase %CS_DRAW_SEALED
 *
 * Goes on with what one source said. Everything then says that the beacon is not confirmed.
 *
 * Returns: whether there was such a source
 */
gboolean
cs_draw_accept_alone (CsDraw *self)
{
  return self->watch != NULL && cs_beacon_watch_accept_alone (self->watch);
}

static gboolean
take_dice (CsDraw     *self,
           const char *dice,
           GError    **error)
{
  g_autofree char *nonce = NULL;

  if (self->phase != CS_DRAW_ROLLING || self->value != NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("No dice are waited for."));
  if (self->files->nonce == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_MISSING, _("The secret number is no longer on disk: this seal can only be declared void."));
  nonce = g_strndup (g_bytes_get_data (self->files->nonce, NULL), g_bytes_get_size (self->files->nonce));
  self->value = cs_dice_value (dice, nonce);
  if (self->value == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE, _("The dice must give at least 12 digits or letters."));
  if (cs_dice_value_check (self->value, self->seal->commitment, error))
    return TRUE;
  g_clear_pointer (&self->value, g_free);
  return FALSE;
}

/**
 * cs_draw_roll_async:
 * @self: draws in phase %CS_DRAW_ROLLING
 * @dice: the dice as they were read
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the result is on disk
 * @user_data: for @callback
 *
 * Reveals the secret number, joins the dice to it, and ranks.
 */
void
cs_draw_roll_async (CsDraw             *self,
                    const char         *dice,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, cs_draw_roll_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!take_dice (self, dice, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  self->level = CS_BEACON_NOT_APPLICABLE;
  give_value (self, task);
}

/**
 * cs_draw_roll_finish:
 * @self: draws
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether the result is on disk
 */
gboolean
cs_draw_roll_finish (CsDraw       *self,
                     GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
