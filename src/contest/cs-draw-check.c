/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-private.h"

#include "cs-draw-error.h"
#include "cs-verdict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define AGO_S 10
#define CLOCK_TOLERANCE_S 2

/* Before every sealing (checks A2 and A3): a round of ten seconds ago from two organisations, and their clocks
 * beside ours. */
typedef struct {
  guint64 round;
  guint n_waiting;
  char *signature; /* (nullable): what the first one said */
  gboolean differ;
  CsCertificate *answered; /* its relays: who answered well */
  guint n_clocks;
  gboolean clock_wrong;
  char *trouble; /* (nullable) */
} Health;

static void
health_free (Health *health)
{
  g_free (health->signature);
  g_free (health->trouble);
  cs_certificate_free (health->answered);
  g_free (health);
}

static void
conclude (GTask *task)
{
  Health *health = g_task_get_task_data (task);

  if (health->differ)
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_RELAYS, "%s",
                             _("The relays do not agree on a round of the beacon. Do not seal until it is known why."));
  else if (cs_relays_count_independent (health->answered->relays) < 2)
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_RELAYS,
                             _("Two relays of the beacon run by different organisations must answer before sealing (%s). Check the network, or draw with dice."),
                             health->trouble != NULL ? health->trouble : "-");
  else if (health->clock_wrong)
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_CLOCK, "%s",
                             _("This machine’s clock is wrong by more than 2 seconds. Set it by the network, then seal."));
  else
    g_task_return_boolean (task, TRUE);
}

static void
compare_clocks (CsDraw  *self,
                Health  *health,
                gint64   date_s,
                gint64   asked_us)
{
  gint64 asked_s = asked_us / G_USEC_PER_SEC, now_s = cs_draw_now_s (self);

  if (date_s == 0)
    return;
  health->n_clocks++;
  health->clock_wrong |= date_s < asked_s - CLOCK_TOLERANCE_S || date_s > now_s + CLOCK_TOLERANCE_S;
}

static void
take_answer (CsDraw              *self,
             Health              *health,
             const char          *url,
             const CsRelayAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (answer->body, &size);
  g_autofree char *signature = answer->status == 200 ? cs_beacon_read (text, size, health->round, &error) : NULL;
  CsRelayVisit *visit;

  if (signature == NULL) {
    g_free (health->trouble);
    health->trouble = error != NULL ? g_strdup (error->message) : g_strdup_printf (_("answers with status %u"), answer->status);
    return;
  }
  health->differ |= health->signature != NULL && strcmp (health->signature, signature) != 0;
  if (health->signature == NULL)
    health->signature = g_steal_pointer (&signature);
  visit = g_new0 (CsRelayVisit, 1);
  visit->url = g_strdup (url);
  g_ptr_array_add (health->answered->relays, visit);
}

typedef struct {
  GTask *task;
  guint index;
  gint64 asked_us;
} Visit;

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree Visit *visit = user_data;
  g_autoptr (GTask) task = visit->task;
  CsDraw *self = g_task_get_source_object (task);
  Health *health = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsRelayAnswer) answer = cs_relays_ask_finish (CS_RELAYS (source), result, &error);

  if (answer != NULL) {
    take_answer (self, health, cs_relays_get_urls (self->relays)[visit->index], answer);
    compare_clocks (self, health, answer->date_s, visit->asked_us);
  } else {
    g_free (health->trouble);
    health->trouble = g_strdup (error->message);
  }
  if (--health->n_waiting == 0)
    conclude (task);
}

/**
 * cs_draw_check_async:
 * @self: draws
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks whether a draw with the beacon could be sealed now: two independent relays answer alike, and this machine's
 * clock is right by theirs.
 */
void
cs_draw_check_async (CsDraw             *self,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Health *health = g_new0 (Health, 1);

  g_task_set_source_tag (task, cs_draw_check_async);
  g_task_set_task_data (task, health, (GDestroyNotify) health_free);
  health->round = MAX (cs_beacon_round_at (cs_draw_now_s (self) - AGO_S), 1);
  health->answered = cs_certificate_new ();
  health->n_waiting = g_strv_length ((GStrv) cs_relays_get_urls (self->relays));
  if (health->n_waiting == 0)
    conclude (task);
  for (guint i = 0, n = health->n_waiting; i < n; i++) {
    Visit *visit = g_new0 (Visit, 1);

    visit->task = g_object_ref (task);
    visit->index = i;
    visit->asked_us = cs_clock_now_us (self->clock);
    cs_relays_ask_async (self->relays, i, health->round, cancellable, answered_cb, visit);
  }
}

/**
 * cs_draw_check_finish:
 * @self: draws
 * @result: from the callback
 * @error: return location: %CS_DRAW_ERROR_RELAYS or %CS_DRAW_ERROR_CLOCK, with what to do
 *
 * Returns: whether a draw with the beacon could be sealed now
 */
gboolean
cs_draw_check_finish (CsDraw       *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
