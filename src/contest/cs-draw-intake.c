/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw.h"

/**
 * cs_draw_intake_new:
 * @rows: (element-type CsActivityRow): every account seen, each id once; whoever is chosen takes part
 *
 * Returns: (transfer full): an intake without tickets and without reports of networks
 */
CsDrawIntake *
cs_draw_intake_new (GPtrArray *rows)
{
  CsDrawIntake *self = g_rc_box_new0 (CsDrawIntake);

  self->rows = g_ptr_array_ref (rows);
  self->imports = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_import_report_free);
  return self;
}

/**
 * cs_draw_intake_ref:
 * @self: an intake
 *
 * Returns: (transfer full): @self
 */
CsDrawIntake *
cs_draw_intake_ref (CsDrawIntake *self)
{
  return g_rc_box_acquire (self);
}

static void
intake_clear (CsDrawIntake *self)
{
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->tickets, g_hash_table_unref);
  g_ptr_array_unref (self->imports);
}

/**
 * cs_draw_intake_unref:
 * @self: (transfer full): an intake
 */
void
cs_draw_intake_unref (CsDrawIntake *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) intake_clear);
}

/**
 * cs_draw_intake_add_import:
 * @self: an intake
 * @platform: the network
 * @announced: how many posts it says there are, or -1
 * @received: how many came
 * @gaps: how many times it was out of reach, or -1
 *
 * Tells how complete one network's posts are.
 */
void
cs_draw_intake_add_import (CsDrawIntake *self,
                           const char   *platform,
                           gint64        announced,
                           gint64        received,
                           gint64        gaps)
{
  CsImportReport *report = g_new0 (CsImportReport, 1);

  report->platform = g_strdup (platform);
  report->announced = announced;
  report->received = received;
  report->gaps = gaps;
  g_ptr_array_add (self->imports, report);
}
