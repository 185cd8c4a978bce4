/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-private.h"

#include "cs-clue-journal.h"
#include "cs-draw-error.h"
#include "cs-draw-text.h"
#include "cs-json.h"
#include "cs-prize-events.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_body (const CsDrawJournal *journal,
         guint                i,
         const char          *what)
{
  return g_strcmp0 (cs_json_get_string (cs_draw_journal_get_body (journal, i), CS_CLUE_MEMBER), what) == 0;
}

static void
add_event (GPtrArray           *events,
           const CsDrawJournal *journal,
           guint                i)
{
  JsonObject *body = cs_draw_journal_get_body (journal, i);
  const char *code = cs_json_get_string (body, "code");
  CsDrawEvent *event = g_new0 (CsDrawEvent, 1);

  event->disqualified = cs_json_get_bool (body, "disqualified", FALSE);
  event->rank = (guint) cs_json_get_int64 (body, "rank", 0);
  event->code = g_strdup (code != NULL ? code : "");
  event->time_s = cs_draw_journal_get (journal, i)->time_s;
  event->replaced_by = (guint) cs_json_get_int64 (body, "replaced_by", 0);
  g_ptr_array_add (events, event);
}

/**
 * cs_clue_list_events:
 * @self: a clue contest
 *
 * Returns: (transfer full) (element-type CsDrawEvent): who gave a prize up, in order
 */
GPtrArray *
cs_clue_list_events (CsClue *self)
{
  const CsDrawJournal *journal = self->draw->journal;
  GPtrArray *events = cs_prize_events_new ();

  if (self->phase == CS_CLUE_IDLE || self->seal->rehearsal)
    return events;
  for (guint i = self->seal_index + 1; i < cs_draw_journal_get_n (journal); i++)
    if (is_body (journal, i, CS_CLUE_EVENT) && strcmp (cs_draw_journal_get_draw (journal, i), self->seal->contest) == 0)
      add_event (events, journal, i);
  return events;
}

static void
add_voided (CsClue            *self,
            CsClueCertificate *certificate,
            guint              seal_index)
{
  const CsDrawJournal *journal = self->draw->journal;
  const char *name = cs_draw_journal_get_draw (journal, seal_index);
  CsVoidedSeal *voided;
  guint at;

  if (!cs_clue_find_entry (journal, name, CS_CLUE_VOID, &at) || at + 1 >= cs_draw_journal_get_n (journal))
    return;
  voided = g_new0 (CsVoidedSeal, 1);
  voided->seal = g_strdup (cs_json_get_string (cs_draw_journal_get_body (journal, seal_index), "seal"));
  voided->digest = g_strdup (cs_draw_journal_get (journal, seal_index)->payload);
  voided->reason = g_strdup (cs_json_get_string (cs_draw_journal_get_body (journal, at + 1), "reason"));
  voided->time_s = cs_draw_journal_get (journal, at)->time_s;
  g_ptr_array_add (certificate->voided, voided);
}

/* What the journal knows: void seals before this one, events, and all its entries. */
void
cs_clue_fill_certificate (CsClue            *self,
                          CsClueCertificate *certificate)
{
  const CsDrawJournal *journal = self->draw->journal;

  for (guint i = 0; i < self->seal_index; i++)
    if (is_body (journal, i, CS_CLUE_SEAL))
      add_voided (self, certificate, i);
  g_ptr_array_unref (certificate->events);
  certificate->events = cs_clue_list_events (self);
  certificate->journal_previous = g_strdup (CS_DRAW_NO_ENTRY);
  g_array_append_vals (certificate->journal, cs_draw_journal_get (journal, 0), cs_draw_journal_get_n (journal));
}

static void
voided_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  CsClue *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (cs_draw_append_finish (CS_DRAW (source), result, &error)) {
    cs_clue_forget (self);
    cs_clue_set_phase (self, CS_CLUE_IDLE);
  }
  cs_clue_end_task (self, task, error);
}

static gboolean
may_void (CsClue     *self,
          const char *reason,
          GError    **error)
{
  if (self->phase == CS_CLUE_IDLE || self->busy)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("No clue contest is running."));
  return cs_draw_is_text (reason) ||
         cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Say on one line why the seal is void: it will be published."));
}

static GTask *
task_new (CsClue             *self,
          gpointer            tag,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/* The mark says that the seal is void, what stands behind it says why: both or neither. */
static void
enter_void (CsClue     *self,
            const char *reason,
            GTask      *task)
{
  CsHex mark, why;
  CsDrawStep steps[] = {
    { CS_DRAW_IMPORT, mark, cs_clue_body_new (CS_CLUE_VOID) },
    { CS_DRAW_IMPORT, why, cs_clue_body_new (CS_CLUE_REASON) },
  };

  cs_clue_payload_void (self->seal->digest, mark);
  cs_clue_payload_reason (self->seal->digest, reason, why);
  json_object_set_string_member (json_node_get_object (steps[1].body), "reason", reason);
  cs_draw_append_others (self->draw, self->seal->contest, cs_draw_now_s (self->draw), steps, G_N_ELEMENTS (steps), voided_cb, task);
}

/**
 * cs_clue_void_async:
 * @self: a clue contest with a seal
 * @reason: why, on one line; it stays public for ever
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is in the journal; cs_clue_finish() tells
 * @user_data: for @callback
 *
 * Declares the seal void: the only way out of it. Seal and reason stand on every later certificate of this journal. The
 * answer stays where it is.
 */
void
cs_clue_void_async (CsClue             *self,
                    const char         *reason,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask *task = task_new (self, cs_clue_void_async, cancellable, callback, user_data);
  GError *error = NULL;

  if (!may_void (self, reason, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  self->busy = TRUE;
  if (!self->seal->rehearsal) {
    enter_void (self, reason, task);
    return;
  }
  cs_clue_forget (self);
  cs_clue_set_phase (self, CS_CLUE_IDLE);
  cs_clue_end_task (self, task, NULL);
}

static gboolean
may_replace (CsClue     *self,
             guint       rank,
             const char *code,
             guint      *next,
             GError    **error)
{
  g_autoptr (GPtrArray) events = NULL;

  if ((self->phase != CS_CLUE_REVEALING && self->phase != CS_CLUE_DONE) || self->busy)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("There is no result yet."));
  if (self->seal->rehearsal)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("This is a rehearsal: it counts for nothing."));
  if (!cs_draw_is_code (code))
    return cs_draw_refuse (error, CS_DRAW_ERROR_EVENTS, _("A reason is told by a code of small letters and dashes."));
  events = cs_clue_list_events (self);
  return cs_prize_events_next (events, self->seal->n_winners, self->places->len, rank, next, error);
}

static void
replaced_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  CsClue *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (cs_draw_append_finish (CS_DRAW (source), result, &error))
    cs_clue_set_phase (self, self->phase);
  cs_clue_end_task (self, task, error);
}

/**
 * cs_clue_replace_async:
 * @self: a clue contest with a result
 * @rank: who gives a prize up
 * @disqualified: the rules take it, not the winner's own will
 * @code: why, for example "declined", "unreachable", "under-age"
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is in the journal; cs_clue_finish() tells
 * @user_data: for @callback
 *
 * Gives the prize to the next rank: to whoever was next to have the answer.
 */
void
cs_clue_replace_async (CsClue             *self,
                       guint               rank,
                       gboolean            disqualified,
                       const char         *code,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task = task_new (self, cs_clue_replace_async, cancellable, callback, user_data);
  GError *error = NULL;
  JsonObject *object;
  JsonNode *body;
  guint next = 0;
  CsHex payload;

  if (!may_replace (self, rank, code, &next, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  self->busy = TRUE;
  body = cs_clue_body_new (CS_CLUE_EVENT);
  object = json_node_get_object (body);
  json_object_set_boolean_member (object, "disqualified", disqualified);
  json_object_set_int_member (object, "rank", rank);
  json_object_set_string_member (object, "code", code);
  json_object_set_int_member (object, "replaced_by", next);
  cs_clue_payload_event (self->seal->digest, disqualified, rank, code, next, payload);
  cs_draw_append_other (self->draw, self->seal->contest, cs_draw_now_s (self->draw), CS_DRAW_IMPORT, payload, body, replaced_cb, task);
}
