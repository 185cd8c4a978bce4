/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-desk-private.h"

#include "cs-draw-error.h"
#include "cs-draw-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static GVariant *
contests_to_variant (CsContestDesk *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->contests)); i++) {
    g_autoptr (CsContest) contest = g_list_model_get_item (G_LIST_MODEL (self->contests), i);

    g_variant_builder_add_value (&builder, cs_contest_setup_to_variant (cs_contest_get_setup (contest)));
  }
  return g_variant_builder_end (&builder);
}

static gboolean
may_save (CsContestDesk        *self,
          CsContest            *contest,
          const CsContestSetup *setup,
          GError              **error)
{
  CsContest *other = cs_contest_desk_find (self, setup->draw);

  if (!cs_draw_is_name (setup->draw))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Give the draw a short name of letters, digits, dots and dashes."));
  if (contest != NULL && cs_contest_get_state (contest) != CS_CONTEST_DRAFT)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("This contest is sealed: nothing of it can be changed any more."));
  if (other != NULL && other != contest)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("There is a contest “%s” in this show already. Give this one another name."),
                           setup->draw);
  return TRUE;
}

/* Whoever only looks at it, or rehearses, changes nothing that is counted. */
static gboolean
counts_alike (const CsContestSetup *left,
              const CsContestSetup *right)
{
  return left->start_s == right->start_s && left->end_s == right->end_s && left->threshold == right->threshold &&
         left->top == right->top && left->min_age_days == right->min_age_days && left->no_bots == right->no_bots &&
         left->winner_months == right->winner_months && strcmp (left->organiser, right->organiser) == 0 &&
         g_strv_equal ((const char *const *) left->tags, (const char *const *) right->tags);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsContestDesk *self = g_task_get_source_object (task);
  GError *error = NULL;

  cs_contest_desk_set_busy (self, FALSE);
  if (cs_store_set_setting_finish (CS_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  cs_contest_desk_changed (self);
}

/**
 * cs_contest_desk_save_async:
 * @self: a desk of contests
 * @contest: (nullable): the contest that is changed, or %NULL for a new one
 * @setup: what it is from now on; it may still lack things
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is in the show file
 * @user_data: for @callback
 *
 * Keeps a contest. A new one becomes the current one.
 */
void
cs_contest_desk_save_async (CsContestDesk        *self,
                            CsContest            *contest,
                            const CsContestSetup *setup,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (CsContest) kept = NULL;
  gboolean recount = TRUE;
  GError *error = NULL;

  g_return_if_fail (CS_IS_CONTEST_DESK (self) && setup != NULL);

  task = cs_contest_desk_task_new (self, cs_contest_desk_save_async, cancellable, callback, user_data);
  if (!cs_contest_desk_may_write (self, task))
    return;
  if (!may_save (self, contest, setup, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (contest == NULL) {
    kept = cs_contest_new (setup);
    g_list_store_append (self->contests, kept);
    cs_contest_desk_set_current (self, kept);
  } else {
    kept = g_object_ref (contest);
    recount = !counts_alike (cs_contest_get_setup (kept), setup);
    cs_contest_set_setup (kept, setup);
    if (kept == self->current && recount)
      cs_contest_desk_recount (self);
  }
  g_task_set_task_data (task, g_steal_pointer (&kept), g_object_unref);
  cs_contest_desk_set_busy (self, TRUE);
  cs_store_set_setting_async (self->store, CS_CONTEST_KEY_ALL, contests_to_variant (self), NULL, saved_cb, g_steal_pointer (&task));
}

/**
 * cs_contest_desk_save_finish:
 * @self: a desk of contests
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the contest, now in the show file
 */
CsContest *
cs_contest_desk_save_finish (CsContestDesk *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_boolean (G_TASK (result), error) ? g_task_get_task_data (G_TASK (result)) : NULL;
}
