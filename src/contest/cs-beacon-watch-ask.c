/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-beacon-watch-private.h"

#include <glib/gi18n-lib.h>

/* When which relay is asked, and what its answer says. */

#define EARLY_US G_USEC_PER_SEC
#define EVERY_US G_USEC_PER_SEC
#define PATIENT_AFTER_US (60 * (gint64) G_USEC_PER_SEC)
#define PATIENT_EVERY_US (5 * (gint64) G_USEC_PER_SEC)

typedef struct {
  CsBeaconWatch *watch;
  guint index;
} Visit;

static void
take_answer (CsBeaconWatch *self,
             CsBeaconRelay *relay,
             CsRelayAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (answer->body, &size);

  g_clear_pointer (&relay->trouble, g_free);
  if (answer->status == 404 || answer->status == 425) /* not yet */
    return;
  if (answer->status != 200) {
    relay->trouble = g_strdup_printf (_("answers with status %u"), answer->status);
    return;
  }
  relay->signature = cs_beacon_read (text, size, self->round, &error);
  if (relay->signature == NULL) {
    relay->trouble = g_strdup (error->message);
    return;
  }
  relay->date = g_strdup (answer->date);
  relay->fetched_s = cs_clock_now_us (self->clock) / G_USEC_PER_SEC;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Visit *visit = user_data;
  g_autoptr (CsBeaconWatch) self = visit->watch;
  CsBeaconRelay *relay = &self->asked[visit->index];
  g_autoptr (GError) error = NULL;
  g_autoptr (CsRelayAnswer) answer = cs_relays_ask_finish (CS_RELAYS (source), result, &error);

  g_free (visit);
  relay->asking = FALSE;
  if (cs_beacon_watch_is_over (self))
    return;
  if (answer != NULL) {
    take_answer (self, relay, answer);
  } else {
    g_free (relay->trouble);
    relay->trouble = g_strdup (error->message);
  }
  cs_beacon_watch_emit_changed (self);
  cs_beacon_watch_look (self);
}

static void
ask (CsBeaconWatch *self,
     guint          index)
{
  gboolean patient = cs_beacon_watch_since_round_us (self) >= PATIENT_AFTER_US;
  Visit *visit = g_new0 (Visit, 1);

  visit->watch = g_object_ref (self);
  visit->index = index;
  self->asked[index].asking = TRUE;
  self->asked[index].next_us = cs_clock_monotonic_us (self->clock) + (patient ? PATIENT_EVERY_US : EVERY_US);
  cs_relays_ask_async (self->relays, index, self->round, self->stopped, answered_cb, visit);
}

/* Never before a second ahead of the round: an early question may make a relay's cache say "not there" to everyone. */
void
cs_beacon_watch_ask_due (CsBeaconWatch *self)
{
  if (cs_beacon_watch_since_round_us (self) < -EARLY_US)
    return;
  if (self->state == CS_BEACON_EARLY)
    cs_beacon_watch_set_state (self, CS_BEACON_ASKING);
  for (guint i = 0; i < self->n_asked; i++)
    if (!self->asked[i].asking && self->asked[i].signature == NULL &&
        cs_clock_monotonic_us (self->clock) >= self->asked[i].next_us)
      ask (self, i);
  cs_beacon_watch_look (self);
}
