/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-report.h"

G_DEFINE_BOXED_TYPE (CsLiveReport, cs_live_report, cs_live_report_copy, cs_live_report_free)

static void
leg_free (gpointer data)
{
  CsLiveLeg *leg = data;

  g_free (leg->id);
  g_free (leg->name);
  g_free (leg->address);
  g_free (leg->reason);
  g_free (leg);
}

/**
 * cs_live_report_new:
 * @sheet: what was said of the broadcast
 * @clip: whether it goes only while a button is held
 * @began_us: when it began, since 1970
 *
 * Returns: (transfer full): a report without destinations, with an id of its own
 */
CsLiveReport *
cs_live_report_new (const CsLiveSheet *sheet,
                    gboolean           clip,
                    gint64             began_us)
{
  CsLiveReport *self = g_new0 (CsLiveReport, 1);

  self->id = g_uuid_string_random ();
  self->sheet = cs_live_sheet_copy (sheet);
  self->clip = clip;
  self->began_us = began_us;
  self->legs = g_ptr_array_new_with_free_func (leg_free);
  return self;
}

/**
 * cs_live_report_copy:
 * @self: a report
 *
 * Returns: (transfer full): the same
 */
CsLiveReport *
cs_live_report_copy (const CsLiveReport *self)
{
  CsLiveReport *copy = g_new (CsLiveReport, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->sheet = cs_live_sheet_copy (self->sheet);
  copy->recording = g_strdup (self->recording);
  copy->trouble = g_strdup (self->trouble);
  copy->legs = g_ptr_array_new_with_free_func (leg_free);
  for (guint i = 0; i < self->legs->len; i++) {
    const CsLiveLeg *leg = self->legs->pdata[i];

    cs_live_report_add_leg (copy, leg->id, leg->name, leg->address, &leg->stats, leg->reason);
  }
  return copy;
}

/**
 * cs_live_report_free:
 * @self: (transfer full): a report
 */
void
cs_live_report_free (CsLiveReport *self)
{
  g_free (self->id);
  cs_live_sheet_free (self->sheet);
  g_ptr_array_unref (self->legs);
  g_free (self->recording);
  g_free (self->trouble);
  g_free (self);
}

/**
 * cs_live_report_add_leg:
 * @self: a report that was not handed out yet
 * @id: of the destination
 * @name: of the destination
 * @address: where it is; no secret
 * @stats: how it went
 * @reason: (nullable): why it was not live in the end
 */
void
cs_live_report_add_leg (CsLiveReport             *self,
                        const char               *id,
                        const char               *name,
                        const char               *address,
                        const CsDestinationStats *stats,
                        const char               *reason)
{
  CsLiveLeg *leg = g_new (CsLiveLeg, 1);

  *leg = (CsLiveLeg){ g_strdup (id), g_strdup (name), g_strdup (address), *stats, g_strdup (reason) };
  g_ptr_array_add (self->legs, leg);
}
