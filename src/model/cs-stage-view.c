/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stage-view.h"

G_DEFINE_BOXED_TYPE (CsStageView, cs_stage_view, cs_stage_view_ref, cs_stage_view_unref)

static void
line_free (CsStageLine *line)
{
  g_free (line->key);
  g_free (line->name);
  g_free (line->handle);
  g_free (line->avatar_url);
  g_free (line->prize);
  g_free (line);
}

static void
view_clear (CsStageView *self)
{
  g_free (self->draw);
  g_free (self->subtitle);
  g_free (self->seal);
  g_free (self->code);
  g_free (self->words);
  g_free (self->trouble);
  g_free (self->beacon);
  g_free (self->beacon_time);
  g_free (self->heading);
  g_free (self->sealed_step);
  g_free (self->chance_step);
  g_free (self->winners_step);
  g_free (self->next);
  g_ptr_array_unref (self->lines);
}

/**
 * cs_stage_view_new:
 *
 * Returns: (transfer full): an empty view, to be filled in before it is shared
 */
CsStageView *
cs_stage_view_new (void)
{
  CsStageView *self = g_atomic_rc_box_new0 (CsStageView);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  return self;
}

/**
 * cs_stage_view_ref:
 * @self: a view
 *
 * Returns: (transfer full): @self
 */
CsStageView *
cs_stage_view_ref (CsStageView *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_stage_view_unref:
 * @self: (transfer full): a view
 */
void
cs_stage_view_unref (CsStageView *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) view_clear);
}

/**
 * cs_stage_view_add_line:
 * @self: a view that is not shared yet
 * @rank: the rank, from 1
 * @key: the whole key, or at least its first eight digits
 *
 * Returns: (transfer none): a line behind the others, without a name
 */
CsStageLine *
cs_stage_view_add_line (CsStageView *self,
                        guint        rank,
                        const char  *key)
{
  CsStageLine *line = g_new0 (CsStageLine, 1);

  line->rank = rank;
  line->key = g_strdup_printf ("%.4s %.4s", key, key + 4);
  line->from = self->lines->len;
  g_ptr_array_add (self->lines, line);
  return line;
}
