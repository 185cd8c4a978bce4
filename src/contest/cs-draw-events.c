/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-private.h"

#include "cs-draw-error.h"
#include "cs-draw-text.h"
#include "cs-json.h"
#include "cs-prize-events.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

#define EXCLUSION_RANDOM_BYTES 16

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsDraw *self = CS_DRAW (source);
  GError *error = NULL;

  if (!cs_draw_append_finish (self, result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  cs_draw_set_phase (self, self->phase);
  g_task_return_boolean (task, TRUE);
}

static void
voided_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsDraw *self = CS_DRAW (source);
  GError *error = NULL;

  if (!cs_draw_append_finish (self, result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  cs_draw_forget (self);
  cs_draw_set_phase (self, CS_DRAW_IDLE);
  g_task_return_boolean (task, TRUE);
}

static gboolean
may_void (CsDraw     *self,
          const char *reason,
          GError    **error)
{
  if (self->phase == CS_DRAW_IDLE)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Nothing is sealed."));
  if (self->phase == CS_DRAW_RANKING)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The ranking is being made. Try again in a moment."));
  if (!cs_draw_is_text (reason))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Say on one line why the seal is void: it will be published."));
  return TRUE;
}

/**
 * cs_draw_void_async:
 * @self: draws
 * @reason: why, on one line; it stays public for ever
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is in the journal
 * @user_data: for @callback
 *
 * Declares the current seal void: the only way out of it.
 */
void
cs_draw_void_async (CsDraw             *self,
                    const char         *reason,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  JsonNode *body;
  CsHex payload;

  g_task_set_source_tag (task, cs_draw_void_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!may_void (self, reason, &error)) {
    g_task_return_error (task, error);
    return;
  }
  body = cs_draw_body_new ();
  json_object_set_string_member (json_node_get_object (body), "reason", reason);
  cs_draw_payload_void (self->seal->digest, reason, payload);
  cs_draw_append (self, cs_draw_now_s (self), CS_DRAW_VOID, payload, body, voided_cb, g_steal_pointer (&task));
}

/**
 * cs_draw_void_finish:
 * @self: draws
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether the seal is void
 */
gboolean
cs_draw_void_finish (CsDraw       *self,
                     GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
may_replace (CsDraw     *self,
             guint       rank,
             const char *code,
             guint      *next,
             GError    **error)
{
  g_autoptr (CsCertificate) certificate = cs_certificate_new ();

  if (self->phase != CS_DRAW_REVEALING && self->phase != CS_DRAW_DONE)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("There is no result yet."));
  if (self->setup->rehearsal)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("This is a rehearsal: it counts for nothing."));
  if (!cs_draw_is_code (code))
    return cs_draw_refuse (error, CS_DRAW_ERROR_EVENTS, _("A reason is told by a code of small letters and dashes."));
  cs_draw_journal_fill (self->journal, self->seal_index, certificate);
  return cs_prize_events_next (certificate->events, self->seal->n_winners, cs_ranking_get_n (self->ranking), rank, next, error);
}

/**
 * cs_draw_replace_async:
 * @self: draws with a result
 * @rank: who gives a prize up
 * @disqualified: the rules take it, not the winner's own will
 * @code: why, for example "declined", "unreachable", "under-age"
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is in the journal
 * @user_data: for @callback
 *
 * Gives the prize to the next rank. There is never a second draw.
 */
void
cs_draw_replace_async (CsDraw             *self,
                       guint               rank,
                       gboolean            disqualified,
                       const char         *code,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  JsonObject *object;
  JsonNode *body;
  guint next = 0;
  CsHex payload;

  g_task_set_source_tag (task, cs_draw_replace_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!may_replace (self, rank, code, &next, &error)) {
    g_task_return_error (task, error);
    return;
  }
  body = cs_draw_body_new ();
  object = json_node_get_object (body);
  json_object_set_string_member (object, "seal_sha256", self->seal->digest);
  json_object_set_int_member (object, "rank", rank);
  json_object_set_string_member (object, "code", code);
  json_object_set_int_member (object, "replaced_by", next);
  cs_draw_payload_event (self->seal->digest, rank, code, next, payload);
  cs_draw_append (self, cs_draw_now_s (self), disqualified ? CS_DRAW_DISQUALIFIED : CS_DRAW_DECLINED, payload, body,
                  written_cb, g_steal_pointer (&task));
}

/**
 * cs_draw_replace_finish:
 * @self: draws
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether the prize has gone to the next rank, or is not awarded when there is none
 */
gboolean
cs_draw_replace_finish (CsDraw       *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
excluded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cs_draw_append_finish (CS_DRAW (source), result, &error))
    g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);
  else
    g_task_return_error (task, error);
}

static gboolean
may_exclude (CsDraw     *self,
             const char *id,
             const char *code,
             GError    **error)
{
  if (self->journal == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The journal of draws is not open, or is broken: nothing can be sealed."));
  if (self->phase != CS_DRAW_IDLE && self->phase != CS_DRAW_DONE)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Who takes part is sealed: nobody can be left out any more."));
  if (!cs_exclusion_is_code (code))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("An account is left out for one of the reasons on the list only."));
  return strchr (id, '\t') == NULL && strchr (id, '\n') == NULL &&
         g_utf8_validate (id, -1, NULL) ? TRUE : cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("It is not UTF-8."));
}

char *
cs_draw_exclusion_new (const char *code,
                       gboolean    manual,
                       const char *id,
                       GError    **error)
{
  guint8 bytes[EXCLUSION_RANDOM_BYTES];
  char random[2 * EXCLUSION_RANDOM_BYTES + 1];

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes) {
    cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The system gives no random numbers: %s"), g_strerror (errno));
    return NULL;
  }
  cs_digest_write_hex (bytes, sizeof bytes, random);
  return cs_draw_exclusion_text (code, manual, id, random);
}

/**
 * cs_draw_exclude_async:
 * @self: draws
 * @id: who is left out
 * @code: why, one of the protocol's codes
 * @manual: whether a person decided, not a rule
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is in the journal
 * @user_data: for @callback
 *
 * Enters in the journal, before the seal, that an account is left out. The journal keeps a digest alone.
 */
void
cs_draw_exclude_async (CsDraw             *self,
                       const char         *id,
                       const char         *code,
                       gboolean            manual,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  char *text;
  CsHex payload;

  g_task_set_source_tag (task, cs_draw_exclude_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!may_exclude (self, id, code, &error)) {
    g_task_return_error (task, error);
    return;
  }
  text = cs_draw_exclusion_new (code, manual, id, &error);
  if (text == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_task_set_task_data (task, text, g_free);
  cs_digest_of_bytes (text, strlen (text), payload);
  cs_draw_append (self, cs_draw_now_s (self), CS_DRAW_EXCLUSION, payload, cs_draw_body_new (), excluded_cb,
                  g_steal_pointer (&task));
}

/**
 * cs_draw_exclude_finish:
 * @self: draws
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the text behind the entry, to be kept apart from the journal so that it can be
 *   deleted
 */
char *
cs_draw_exclude_finish (CsDraw       *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
