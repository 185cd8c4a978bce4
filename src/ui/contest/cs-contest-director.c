/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-director.h"

#include "cs-account.h"
#include "cs-draw-view.h"
#include "cs-draw-window.h"
#include "cs-stage-window.h"

#include <glib/gi18n-lib.h>

#define TICK_S 1

struct _CsContestDirector {
  GObject parent_instance;

  CsWindow *window; /* (nullable): none once stopped; not owned */
  CsDesk *desk;
  CsContestDesk *contests;
  CsPictureLoader *loader; /* (nullable) */
  GCancellable *cancellable;
  CsReveal *shown; /* (nullable) */
  gulong changed_id;
  gulong counted_id;
  guint tick_id;
  GtkWidget *draw_window;  /* (nullable): weak */
  GtkWidget *stage_window; /* (nullable): weak */
  GHashTable *people; /* (nullable): id → CsAccount, once somebody may be shown */
  gboolean asking; /* people are on their way */
  gboolean on_overlay;
  guint epoch; /* in which the draw was put on the overlay */
  guint cookie; /* keeps the screen from going dark while the stage is shown; 0 for none */
};

G_DEFINE_FINAL_TYPE (CsContestDirector, cs_contest_director, G_TYPE_OBJECT)

static CsDraw *
get_draw (CsContestDirector *self)
{
  return cs_contest_desk_get_draw (self->contests);
}

/* What is shown: the current contest's clue contest, or the draw. */
static CsReveal *
get_reveal (CsContestDirector *self)
{
  return cs_contest_desk_get_reveal (self->contests);
}

static void show_on_overlay (CsContestDirector *self);

/* A clear takes it off as well, and it stays off until this is asked for again. */
static void
set_on_overlay (CsContestDirector *self,
                gboolean           on_overlay)
{
  CsOutputServer *output;

  if (self->on_overlay == on_overlay)
    return;
  output = cs_desk_get_output (self->desk);
  self->on_overlay = on_overlay;
  self->epoch = cs_output_server_get_epoch (output);
  if (on_overlay)
    show_on_overlay (self);
  else
    cs_output_server_hide_stage (output);
  if (self->draw_window != NULL)
    cs_draw_window_set_on_overlay (CS_DRAW_WINDOW (self->draw_window), self->on_overlay);
}

/* Nothing is shown again by itself after a clear. */
static void
show_on_overlay (CsContestDirector *self)
{
  CsOutputServer *output = cs_desk_get_output (self->desk);
  g_autoptr (CsStageView) view = NULL;

  if (!self->on_overlay)
    return;
  view = cs_reveal_make_view (get_reveal (self), self->people);
  if (!cs_output_server_show_stage (output, view, self->epoch))
    set_on_overlay (self, FALSE);
}

static void
hand_out_people (CsContestDirector *self)
{
  if (self->draw_window != NULL)
    cs_draw_window_set_people (CS_DRAW_WINDOW (self->draw_window), self->people);
  if (self->stage_window != NULL)
    cs_stage_set_people (cs_stage_window_get_stage (CS_STAGE_WINDOW (self->stage_window)), self->people, self->loader);
  show_on_overlay (self);
}

static CsAccount *
create_account (const CsStanding *standing)
{
  CsAccount *account = cs_account_new (standing->network, standing->host, standing->native_id);

  account->name = g_strdup (standing->name);
  account->handle = g_strdup (standing->handle);
  account->avatar_url = g_strdup (standing->avatar_url);
  return account;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsContestDirector) self = data;
  g_autoptr (GPtrArray) standings = cs_contest_counter_list_finish (CS_CONTEST_COUNTER (source), result, NULL);

  self->asking = FALSE;
  if (standings == NULL || standings->len == 0 || self->window == NULL)
    return;
  g_clear_pointer (&self->people, g_hash_table_unref);
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cs_account_unref);
  for (guint i = 0; i < standings->len; i++) {
    const CsStanding *standing = standings->pdata[i];

    if (standing->id != NULL)
      g_hash_table_insert (self->people, g_strdup (standing->id), create_account (standing));
  }
  hand_out_people (self);
}

/* Before anything is revealed, and everybody: who is asked for tells nothing. */
static void
ask_for_people (CsContestDirector *self)
{
  if (self->people != NULL || self->asking || cs_reveal_get_phase (get_reveal (self)) == CS_DRAW_IDLE)
    return;
  self->asking = TRUE;
  cs_contest_counter_list_async (cs_contest_desk_get_counter (self->contests), 0, G_MAXUINT, self->cancellable, listed_cb,
                                 g_object_ref (self));
}

/* A stage shows one thing from its beginning to its end. */
static void
turn_to (CsContestDirector *self,
         CsReveal          *reveal)
{
  g_set_object (&self->shown, reveal);
  if (self->stage_window != NULL)
    gtk_window_close (GTK_WINDOW (self->stage_window));
  if (self->draw_window != NULL)
    cs_draw_window_set_reveal (CS_DRAW_WINDOW (self->draw_window), reveal);
}

static void
changed_cb (CsContestDirector *self)
{
  CsReveal *reveal = get_reveal (self);

  if (cs_reveal_get_phase (reveal) == CS_DRAW_IDLE || reveal != self->shown)
    g_clear_pointer (&self->people, g_hash_table_unref);
  if (reveal != self->shown)
    turn_to (self, reveal);
  ask_for_people (self);
  show_on_overlay (self);
}

static gboolean
tick_cb (gpointer data)
{
  CsContestDirector *self = data;

  ask_for_people (self);
  if (self->on_overlay && cs_output_server_get_epoch (cs_desk_get_output (self->desk)) != self->epoch)
    set_on_overlay (self, FALSE);
  return G_SOURCE_CONTINUE;
}

static void
gathered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (CsContestDirector) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsDrawIntake) intake = cs_contest_counter_intake_finish (CS_CONTEST_COUNTER (source), result, &error);
  CsContest *contest = self->window != NULL ? cs_contest_desk_get_current (self->contests) : NULL;

  if (self->draw_window == NULL || contest == NULL)
    return;
  if (intake != NULL)
    cs_draw_window_set_intake (CS_DRAW_WINDOW (self->draw_window), cs_contest_get_setup (contest), intake);
  else
    cs_draw_window_tell (CS_DRAW_WINDOW (self->draw_window), error);
}

static void
sealed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsContestDirector) self = data;
  g_autoptr (GError) error = NULL;

  cs_contest_desk_seal_finish (CS_CONTEST_DESK (source), result, &error);
  if (self->draw_window != NULL)
    cs_draw_window_tell (CS_DRAW_WINDOW (self->draw_window), error);
}

static void
seal_cb (CsDrawWindow      *window,
         gboolean           rehearsal,
         CsContestDirector *self)
{
  g_clear_pointer (&self->people, g_hash_table_unref);
  cs_contest_desk_seal_async (self->contests, rehearsal, NULL, sealed_cb, g_object_ref (self));
}

static void
seal_clue_cb (CsDrawWindow      *window,
              GStrv              answers,
              gboolean           rehearsal,
              CsContestDirector *self)
{
  g_clear_pointer (&self->people, g_hash_table_unref);
  cs_contest_desk_seal_clue_async (self->contests, (const char *const *) answers, rehearsal, NULL, sealed_cb, g_object_ref (self));
}

static void
close_clue_cb (CsDrawWindow      *window,
               CsContestDirector *self)
{
  cs_contest_desk_close_clue_async (self->contests, NULL, sealed_cb, g_object_ref (self));
}

/* Whoever wrote in time, whether they have the answer or not. */
static void
counted_cb (CsContestDirector *self)
{
  if (self->draw_window != NULL)
    cs_draw_window_set_candidates (CS_DRAW_WINDOW (self->draw_window), cs_contest_desk_get_sum (self->contests)->eligible);
}

static void
overlay_cb (CsDrawWindow      *window,
            gboolean           shown,
            CsContestDirector *self)
{
  set_on_overlay (self, shown);
}

static gboolean
stage_closed_cb (CsContestDirector *self)
{
  GtkApplication *application = self->window != NULL ? gtk_window_get_application (GTK_WINDOW (self->window)) : NULL;

  if (self->cookie != 0 && application != NULL)
    gtk_application_uninhibit (application, self->cookie);
  self->cookie = 0;
  if (self->draw_window != NULL)
    cs_draw_window_set_stage (CS_DRAW_WINDOW (self->draw_window), NULL);
  return FALSE;
}

static void
create_stage (CsContestDirector *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self->window));
  GtkWidget *stage = cs_stage_window_new (get_reveal (self), cs_desk_get_clock (self->desk));

  g_set_weak_pointer (&self->stage_window, stage);
  gtk_window_set_application (GTK_WINDOW (stage), application);
  g_signal_connect_object (stage, "close-request", G_CALLBACK (stage_closed_cb), self, G_CONNECT_SWAPPED);
  cs_stage_set_people (cs_stage_window_get_stage (CS_STAGE_WINDOW (stage)), self->people, self->loader);
  if (application != NULL)
    self->cookie = gtk_application_inhibit (application, GTK_WINDOW (stage), GTK_APPLICATION_INHIBIT_IDLE, _("A draw is shown"));
  if (self->draw_window != NULL)
    cs_draw_window_set_stage (CS_DRAW_WINDOW (self->draw_window), CS_STAGE_WINDOW (stage));
}

static void
create_draw_window (CsContestDirector *self)
{
  GtkWidget *window = cs_draw_window_new (GTK_WINDOW (self->window), get_draw (self), cs_desk_get_clock (self->desk));

  g_set_weak_pointer (&self->draw_window, window);
  cs_draw_window_set_reveal (CS_DRAW_WINDOW (window), get_reveal (self));
  counted_cb (self);
  cs_draw_window_set_contests (CS_DRAW_WINDOW (window), self->contests);
  cs_draw_window_set_people (CS_DRAW_WINDOW (window), self->people);
  cs_draw_window_set_stage (CS_DRAW_WINDOW (window), (CsStageWindow *) self->stage_window);
  cs_draw_window_set_on_overlay (CS_DRAW_WINDOW (window), self->on_overlay);
  g_signal_connect_object (window, "seal", G_CALLBACK (seal_cb), self, 0);
  g_signal_connect_object (window, "seal-clue", G_CALLBACK (seal_clue_cb), self, 0);
  g_signal_connect_object (window, "close-clue", G_CALLBACK (close_clue_cb), self, 0);
  g_signal_connect_object (window, "stage", G_CALLBACK (cs_contest_director_show_stage), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "overlay", G_CALLBACK (overlay_cb), self, 0);
}

static void
resume_answered_cb (AdwMessageDialog  *dialog,
                    const char        *response,
                    CsContestDirector *self)
{
  if (g_strcmp0 (response, "continue") == 0 && self->window != NULL)
    cs_contest_director_show_draw (self);
}

/* A draw that was left in the middle goes on by itself; whoever opens the show is told. */
static void
offer_to_continue (CsContestDirector *self)
{
  CsDrawPhase phase = cs_draw_get_phase (get_draw (self));
  const CsSeal *seal = cs_draw_get_seal (get_draw (self));
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (phase == CS_DRAW_IDLE || phase == CS_DRAW_DONE || seal == NULL)
    return;
  /* Translators: the draw's name */
  body = g_strdup_printf (_("The draw “%s” is sealed and not over. It goes on where it was: same list, same chance, same result."), seal->draw);
  dialog = adw_message_dialog_new (GTK_WINDOW (self->window), _("A Draw Is Under Way"), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "later", _("Later"), "continue", _("Go On with the Draw"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "continue", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "continue");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "later");
  g_signal_connect_object (dialog, "response", G_CALLBACK (resume_answered_cb), self, 0);
  cs_window_show_dialog (self->window, GTK_WINDOW (dialog));
}

static void
cs_contest_director_dispose (GObject *object)
{
  cs_contest_director_stop (CS_CONTEST_DIRECTOR (object));
  G_OBJECT_CLASS (cs_contest_director_parent_class)->dispose (object);
}

static void
cs_contest_director_finalize (GObject *object)
{
  CsContestDirector *self = CS_CONTEST_DIRECTOR (object);

  g_clear_pointer (&self->people, g_hash_table_unref);
  g_clear_object (&self->shown);
  g_clear_object (&self->contests);
  g_clear_object (&self->desk);
  g_clear_object (&self->loader);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (cs_contest_director_parent_class)->finalize (object);
}

static void
cs_contest_director_class_init (CsContestDirectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_contest_director_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_contest_director_finalize;
}

static void
cs_contest_director_init (CsContestDirector *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * cs_contest_director_new:
 * @window: the window at the desk; not kept alive
 * @desk: a desk with an open show
 * @loader: (nullable): where pictures of winners come from
 *
 * Takes up a draw that was left in the middle, and tells the person of it.
 *
 * Returns: (transfer full): a director
 */
CsContestDirector *
cs_contest_director_new (CsWindow        *window,
                         CsDesk          *desk,
                         CsPictureLoader *loader)
{
  CsContestDirector *self = g_object_new (CS_TYPE_CONTEST_DIRECTOR, NULL);

  self->window = window;
  self->desk = g_object_ref (desk);
  self->contests = g_object_ref (cs_desk_get_contest (desk));
  self->loader = loader != NULL ? g_object_ref (loader) : NULL;
  self->changed_id = g_signal_connect_swapped (self->contests, "changed", G_CALLBACK (changed_cb), self);
  self->counted_id = g_signal_connect_swapped (self->contests, "standings-changed", G_CALLBACK (counted_cb), self);
  g_set_object (&self->shown, get_reveal (self));
  self->tick_id = g_timeout_add_seconds (TICK_S, tick_cb, self);
  offer_to_continue (self);
  return self;
}

/**
 * cs_contest_director_stop:
 * @self: a director
 *
 * Closes its windows and lets go of the show. A draw goes on when the show is opened again.
 */
void
cs_contest_director_stop (CsContestDirector *self)
{
  g_return_if_fail (CS_IS_CONTEST_DIRECTOR (self));

  if (self->window == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_signal_handler (&self->changed_id, self->contests);
  g_clear_signal_handler (&self->counted_id, self->contests);
  set_on_overlay (self, FALSE);
  stage_closed_cb (self);
  self->window = NULL;
  if (self->draw_window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->draw_window));
  if (self->stage_window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->stage_window));
  g_clear_weak_pointer (&self->draw_window);
  g_clear_weak_pointer (&self->stage_window);
}

/**
 * cs_contest_director_show_draw:
 * @self: a director
 *
 * Shows the draw where it is: what would be sealed, the wait, the reveal or the record.
 */
void
cs_contest_director_show_draw (CsContestDirector *self)
{
  CsContest *contest;
  CsDrawPhase phase;

  g_return_if_fail (CS_IS_CONTEST_DIRECTOR (self));

  contest = cs_contest_desk_get_current (self->contests);
  phase = cs_draw_get_phase (get_draw (self));
  if (cs_reveal_get_phase (get_reveal (self)) == CS_DRAW_IDLE && contest == NULL) {
    gtk_widget_activate_action (GTK_WIDGET (self->window), "contest.set-up", NULL);
    return;
  }
  if (self->draw_window != NULL) {
    gtk_window_present (GTK_WINDOW (self->draw_window));
  } else {
    create_draw_window (self);
    cs_window_show_dialog (self->window, GTK_WINDOW (self->draw_window));
  }
  if (contest == NULL || cs_contest_get_state (contest) != CS_CONTEST_DRAFT)
    return;
  if (cs_contest_get_setup (contest)->clue) {
    if (!cs_reveal_get_rehearsal (get_reveal (self)) || !CS_IS_CLUE (get_reveal (self)))
      cs_draw_window_set_intake (CS_DRAW_WINDOW (self->draw_window), cs_contest_get_setup (contest), NULL);
    return;
  }
  if (phase != CS_DRAW_IDLE && phase != CS_DRAW_DONE)
    return;
  cs_draw_window_set_intake (CS_DRAW_WINDOW (self->draw_window), cs_contest_get_setup (contest), NULL);
  cs_contest_counter_intake_async (cs_contest_desk_get_counter (self->contests), self->cancellable, gathered_cb, g_object_ref (self));
}

/**
 * cs_contest_director_show_stage:
 * @self: a director
 *
 * Shows the stage, on another screen where there is one.
 */
void
cs_contest_director_show_stage (CsContestDirector *self)
{
  g_return_if_fail (CS_IS_CONTEST_DIRECTOR (self));

  if (self->stage_window == NULL)
    create_stage (self);
  cs_stage_window_show_beside (CS_STAGE_WINDOW (self->stage_window), GTK_WINDOW (self->window));
}
