/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include "cs-account-dialog.h"
#include "cs-contest-dialog.h"
#include "cs-contest-director.h"
#include "cs-contest-panel.h"
#include "cs-list-import.h"

#include <glib/gi18n-lib.h>

static CsContestDesk *
get_contests (CsWindow *self)
{
  return cs_desk_get_contest (self->desk);
}

static void
show_account (GtkWidget  *widget,
              const char *name,
              GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  GtkWidget *dialog = cs_account_dialog_new (GTK_WINDOW (self), cs_desk_get_store (self->desk), get_contests (self), self->loader,
                                             g_variant_get_int64 (target));

  cs_window_show_dialog (self, GTK_WINDOW (dialog));
}

static void
show_setup (CsWindow             *self,
            CsContest            *contest,
            const CsContestSetup *setup)
{
  g_autoptr (CsContestSetup) begun = cs_contest_setup_copy (setup);

  if (*begun->show == '\0' && cs_desk_get_title (self->desk) != NULL) {
    g_free (begun->show);
    begun->show = g_strdup (cs_desk_get_title (self->desk));
  }
  cs_window_show_dialog (self, GTK_WINDOW (cs_contest_dialog_new (GTK_WINDOW (self), get_contests (self), contest, begun)));
}

/* Another one begins as the last one was, under a name of its own. */
static void
set_up_new (GtkWidget  *widget,
            const char *name,
            GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  CsContest *last = cs_contest_desk_get_current (get_contests (self));
  g_autoptr (CsContestSetup) setup = last != NULL ? cs_contest_setup_copy (cs_contest_get_setup (last)) : cs_contest_setup_new ();

  if (last != NULL) {
    g_free (setup->draw);
    setup->draw = cs_contest_desk_suggest_name (get_contests (self), cs_contest_get_name (last));
  }
  show_setup (self, NULL, setup);
}

static void
set_up (GtkWidget  *widget,
        const char *name,
        GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  CsContest *contest = cs_contest_desk_get_current (get_contests (self));

  if (contest == NULL)
    set_up_new (widget, name, NULL);
  else if (cs_contest_get_state (contest) != CS_CONTEST_DRAFT)
    cs_window_say (self, _("This contest is sealed: nothing of it can be changed any more. Make a new one."));
  else
    show_setup (self, contest, cs_contest_get_setup (contest));
}

static void
choose (GtkWidget  *widget,
        const char *name,
        GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  GListModel *contests = cs_contest_desk_get_contests (get_contests (self));

  for (guint i = 0; i < g_list_model_get_n_items (contests); i++) {
    g_autoptr (CsContest) contest = g_list_model_get_item (contests, i);

    if (g_strcmp0 (cs_contest_get_name (contest), g_variant_get_string (target, NULL)) == 0)
      cs_contest_desk_set_current (get_contests (self), contest);
  }
}

static void
show_draw (GtkWidget  *widget,
           const char *name,
           GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  CsContest *contest = cs_contest_desk_get_current (get_contests (self));

  if (cs_reveal_get_phase (cs_contest_desk_get_reveal (get_contests (self))) == CS_DRAW_IDLE && contest != NULL && cs_contest_get_state (contest) != CS_CONTEST_DRAFT)
    set_up_new (widget, name, NULL);
  else
    cs_contest_director_show_draw (self->director);
}

static void
show_stage (GtkWidget  *widget,
            const char *name,
            GVariant   *target)
{
  cs_contest_director_show_stage (CS_WINDOW (widget)->director);
}

static void
leave_out_list (GtkWidget  *widget,
                const char *name,
                GVariant   *target)
{
  cs_list_import_start (CS_WINDOW (widget), get_contests (CS_WINDOW (widget)));
}

static void
read_tickets (GtkWidget  *widget,
              const char *name,
              GVariant   *target)
{
  cs_list_import_start_tickets (CS_WINDOW (widget), get_contests (CS_WINDOW (widget)));
}

static const struct {
  const char *name;
  const char *type; /* (nullable) */
  GtkWidgetActionActivateFunc func;
} actions[] = {
  { "contest.account", "x", show_account },
  { "contest.choose", "s", choose },
  { "contest.draw", NULL, show_draw },
  { "contest.leave-out-list", NULL, leave_out_list },
  { "contest.new", NULL, set_up_new },
  { "contest.read-tickets", NULL, read_tickets },
  { "contest.set-up", NULL, set_up },
  { "contest.stage", NULL, show_stage },
};

void
cs_window_install_contest_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
}

void
cs_window_update_contest_actions (CsWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, self->desk != NULL && get_contests (self) != NULL);
}

void
cs_window_fill_contest (CsWindow *self)
{
  cs_contest_panel_set_desk (CS_CONTEST_PANEL (self->contest_panel), self->desk, self->loader);
  if (get_contests (self) != NULL)
    self->director = cs_contest_director_new (self, self->desk, self->loader);
}

void
cs_window_drop_contest (CsWindow *self)
{
  if (self->director != NULL)
    cs_contest_director_stop (self->director);
  g_clear_object (&self->director);
  cs_contest_panel_set_desk (CS_CONTEST_PANEL (self->contest_panel), NULL, NULL);
}
