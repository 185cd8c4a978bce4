/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-window.h"

#include "cs-ask-dialog.h"
#include "cs-clue-page.h"
#include "cs-clue-sheet.h"
#include "cs-draw-export.h"
#include "cs-record-page.h"
#include "cs-reveal-page.h"
#include "cs-seal-sheet.h"
#include "cs-wait-page.h"

#include <glib/gi18n-lib.h>

#define TICK_MS 500

struct _CsDrawWindow {
  AdwWindow parent_instance;

  CsDraw *draw;
  CsReveal *reveal; /* the draw, or a clue contest */
  CsClock *clock;
  GHashTable *people; /* (nullable): id → CsAccount */
  CsStageWindow *stage; /* (nullable): weak */
  CsContestSetup *setup; /* (nullable): what would be sealed */
  CsDrawIntake *intake; /* (nullable) */
  GCancellable *cancellable;
  gulong changed_id;
  guint tick_id;
  gboolean again; /* a draw that is over is left behind: what would be sealed next is shown */

  GtkWidget *title_label;
  GtkWidget *rehearsal_badge;
  GtkWidget *stage_button;
  GtkWidget *overlay_button;
  GtkWidget *void_button;
  GtkWidget *trouble_bar;
  GtkWidget *trouble_label;
  GtkWidget *stack;
  GtkWidget *seal_sheet;
  GtkWidget *wait_page;
  GtkWidget *clue_sheet;
  GtkWidget *clue_page;
  GtkWidget *reveal_page;
  GtkWidget *record_page;
};

enum { SIGNAL_SEAL, SIGNAL_SEAL_CLUE, SIGNAL_CLOSE_CLUE, SIGNAL_STAGE, SIGNAL_OVERLAY, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsDrawWindow, cs_draw_window, ADW_TYPE_WINDOW)

static void
say (CsDrawWindow *self,
     const char   *trouble)
{
  gtk_label_set_text (GTK_LABEL (self->trouble_label), trouble != NULL ? trouble : "");
  gtk_widget_set_visible (self->trouble_bar, trouble != NULL);
}

static gboolean
is_sorting (CsDrawWindow *self)
{
  return self->stage != NULL && cs_stage_get_sorting (cs_stage_window_get_stage (self->stage));
}

static void
show_record (CsDrawWindow *self)
{
  g_autofree char *folder = cs_reveal_dup_folder (self->reveal);

  cs_record_page_show (CS_RECORD_PAGE (self->record_page), self->reveal, self->people, folder);
}

/* What would be sealed next is a clue contest. */
static const char *
name_sheet (CsDrawWindow *self)
{
  return self->setup != NULL && self->setup->clue ? "clue-seal" : "seal";
}

static void
refresh_wait (CsDrawWindow *self)
{
  if (CS_IS_CLUE (self->reveal))
    cs_clue_page_refresh (CS_CLUE_PAGE (self->clue_page));
  else
    cs_wait_page_refresh (CS_WAIT_PAGE (self->wait_page));
}

static const char *
show_page (CsDrawWindow *self)
{
  switch (cs_reveal_get_phase (self->reveal)) {
  case CS_DRAW_SEALED:
  case CS_DRAW_ROLLING:
  case CS_DRAW_DISPUTED:
  case CS_DRAW_RANKING:
    refresh_wait (self);
    return CS_IS_CLUE (self->reveal) ? "clue-wait" : "wait";
  case CS_DRAW_REVEALING:
    cs_reveal_page_show (CS_REVEAL_PAGE (self->reveal_page), self->reveal, self->people, is_sorting (self));
    return "reveal";
  case CS_DRAW_DONE:
    show_record (self);
    return "record";
  case CS_DRAW_IDLE:
  default:
    return name_sheet (self);
  }
}

static void
refresh (CsDrawWindow *self)
{
  const char *name = self->again ? NULL : cs_reveal_get_name (self->reveal);
  const char *page = self->again ? name_sheet (self) : show_page (self);

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  gtk_label_set_text (GTK_LABEL (self->title_label), name != NULL                     ? name
                                                     : self->setup != NULL && self->setup->clue ? _("Seal the Answer")
                                                                                      : _("Seal the List"));
  gtk_widget_set_visible (self->rehearsal_badge, name != NULL && cs_reveal_get_rehearsal (self->reveal));
  gtk_widget_set_visible (self->void_button, name != NULL);
  gtk_button_set_label (GTK_BUTTON (self->stage_button), self->stage != NULL ? _("To the Stage") : _("Show the Stage"));
}

/* A draw that goes on does not push away a clue contest that is about to be sealed. */
static void
changed_cb (CsDrawWindow *self)
{
  CsDrawPhase phase = cs_reveal_get_phase (self->reveal);
  gboolean clue = self->setup != NULL && self->setup->clue;

  if ((phase == CS_DRAW_SEALED || phase == CS_DRAW_ROLLING) && clue == CS_IS_CLUE (self->reveal))
    self->again = FALSE;
  refresh (self);
}

/* Only what moves with the time. */
static gboolean
tick_cb (gpointer data)
{
  CsDrawWindow *self = data;
  CsDrawPhase phase = cs_reveal_get_phase (self->reveal);

  if (phase == CS_DRAW_SEALED || phase == CS_DRAW_ROLLING || phase == CS_DRAW_DISPUTED)
    refresh_wait (self);
  return G_SOURCE_CONTINUE;
}

static void
seal_cb (CsDrawWindow *self,
         gboolean      rehearsal)
{
  say (self, NULL);
  cs_seal_sheet_set_busy (CS_SEAL_SHEET (self->seal_sheet), TRUE);
  g_signal_emit (self, signals[SIGNAL_SEAL], 0, rehearsal);
}

static void
seal_clue_cb (CsDrawWindow *self,
              GStrv         answers,
              gboolean      rehearsal)
{
  say (self, NULL);
  cs_clue_sheet_set_busy (CS_CLUE_SHEET (self->clue_sheet), TRUE);
  g_signal_emit (self, signals[SIGNAL_SEAL_CLUE], 0, answers, rehearsal);
}

static void
close_clue_cb (CsDrawWindow *self)
{
  say (self, NULL);
  cs_clue_page_set_busy (CS_CLUE_PAGE (self->clue_page), TRUE);
  g_signal_emit (self, signals[SIGNAL_CLOSE_CLUE], 0);
}

static void
stage_cb (CsDrawWindow *self)
{
  g_signal_emit (self, signals[SIGNAL_STAGE], 0);
}

static void
overlay_cb (CsDrawWindow *self)
{
  g_signal_emit (self, signals[SIGNAL_OVERLAY], 0, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->overlay_button)));
}

/* With a stage, that decides: no name comes before its keys have come to rest. */
static void
advance_cb (CsDrawWindow *self)
{
  if (self->stage != NULL)
    cs_stage_advance (cs_stage_window_get_stage (self->stage));
  else if (cs_reveal_next (self->reveal) == 0)
    cs_reveal_end (self->reveal);
}

static void
voided_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsDrawWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!cs_reveal_finish (CS_REVEAL (source), result, &error))
    say (self, error->message);
}

static void
reason_given_cb (CsDrawWindow *self,
                 const char   *reason)
{
  cs_reveal_void_async (self->reveal, reason, voided_cb, g_object_ref (self));
}

static void
void_cb (CsDrawWindow *self)
{
  CsAskDialog *dialog = cs_ask_dialog_new (GTK_WINDOW (self), _("Declare This Seal Void?"), _("Why, on one line; it stays public for ever"),
                                           NULL, _("Declare Void"), NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               CS_IS_CLUE (self->reveal) ? _("The contest ends and is never taken up again. Seal and reason stand on every later certificate of this show.")
                                                       : _("The draw ends and is never taken up again. Seal and reason stand on every later certificate of this show."));
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "accept", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "given", G_CALLBACK (reason_given_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (CsDrawWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!cs_draw_check_finish (CS_DRAW (source), result, &error) && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  cs_seal_sheet_tell_check (CS_SEAL_SHEET (self->seal_sheet), error);
}

static void
cs_draw_window_dispose (GObject *object)
{
  CsDrawWindow *self = CS_DRAW_WINDOW (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->reveal != NULL)
    g_clear_signal_handler (&self->changed_id, self->reveal);
  cs_draw_window_set_stage (self, NULL);
  g_clear_object (&self->reveal);
  g_clear_object (&self->draw);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (cs_draw_window_parent_class)->dispose (object);
}

static void
cs_draw_window_finalize (GObject *object)
{
  CsDrawWindow *self = CS_DRAW_WINDOW (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->people, g_hash_table_unref);
  g_clear_pointer (&self->setup, cs_contest_setup_free);
  g_clear_pointer (&self->intake, cs_draw_intake_unref);
  G_OBJECT_CLASS (cs_draw_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CsDrawWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, CsDrawWindow, rehearsal_badge);
  gtk_widget_class_bind_template_child (widget_class, CsDrawWindow, stage_button);
  gtk_widget_class_bind_template_child (widget_class, CsDrawWindow, overlay_button);
  gtk_widget_class_bind_template_child (widget_class, CsDrawWindow, void_button);
  gtk_widget_class_bind_template_child (widget_class, CsDrawWindow, trouble_bar);
  gtk_widget_class_bind_template_child (widget_class, CsDrawWindow, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, CsDrawWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CsDrawWindow, seal_sheet);
  gtk_widget_class_bind_template_child (widget_class, CsDrawWindow, wait_page);
  gtk_widget_class_bind_template_child (widget_class, CsDrawWindow, clue_sheet);
  gtk_widget_class_bind_template_child (widget_class, CsDrawWindow, clue_page);
  gtk_widget_class_bind_template_child (widget_class, CsDrawWindow, reveal_page);
  gtk_widget_class_bind_template_child (widget_class, CsDrawWindow, record_page);
  gtk_widget_class_bind_template_callback (widget_class, seal_cb);
  gtk_widget_class_bind_template_callback (widget_class, seal_clue_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_clue_cb);
  gtk_widget_class_bind_template_callback (widget_class, stage_cb);
  gtk_widget_class_bind_template_callback (widget_class, overlay_cb);
  gtk_widget_class_bind_template_callback (widget_class, void_cb);
  gtk_widget_class_bind_template_callback (widget_class, advance_cb);
}

static void
cs_draw_window_class_init (CsDrawWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_draw_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_draw_window_finalize;

  /**
   * CsDrawWindow::seal:
   * @rehearsal: whether it shall count for nothing
   *
   * Everything was read and shall be sealed now.
   */
  signals[SIGNAL_SEAL] = g_signal_new ("seal", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  /**
   * CsDrawWindow::seal-clue:
   * @answers: (array zero-terminated=1): ways to write the answer; overwritten afterwards
   * @rehearsal: whether it shall count for nothing
   *
   * The answer of a clue contest shall be sealed now.
   */
  signals[SIGNAL_SEAL_CLUE] = g_signal_new ("seal-clue", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                            G_TYPE_STRV | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_BOOLEAN);
  /**
   * CsDrawWindow::close-clue:
   *
   * The winners of a clue contest are to be found.
   */
  signals[SIGNAL_CLOSE_CLUE] = g_signal_new ("close-clue", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CsDrawWindow::stage:
   *
   * The stage is asked for.
   */
  signals[SIGNAL_STAGE] = g_signal_new ("stage", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);

  /**
   * CsDrawWindow::overlay:
   * @shown: whether the contest page shall show the draw
   */
  signals[SIGNAL_OVERLAY] = g_signal_new ("overlay", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  g_type_ensure (CS_TYPE_SEAL_SHEET);
  g_type_ensure (CS_TYPE_WAIT_PAGE);
  g_type_ensure (CS_TYPE_CLUE_SHEET);
  g_type_ensure (CS_TYPE_CLUE_PAGE);
  g_type_ensure (CS_TYPE_REVEAL_PAGE);
  g_type_ensure (CS_TYPE_RECORD_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-draw-window.ui");
  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_draw_window_init (CsDrawWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_draw_window_new:
 * @parent: the window it belongs to
 * @draw: draws, open
 * @clock: tells the time
 *
 * Returns: (transfer none): a window, not shown yet
 */
GtkWidget *
cs_draw_window_new (GtkWindow *parent,
                    CsDraw    *draw,
                    CsClock   *clock)
{
  CsDrawWindow *self = g_object_new (CS_TYPE_DRAW_WINDOW, "transient-for", parent, NULL);

  self->draw = g_object_ref (draw);
  self->clock = g_object_ref (clock);
  self->reveal = g_object_ref (CS_REVEAL (draw));
  /* After the stage, whenever that was opened: whether keys are being sorted is known by then. */
  self->changed_id = g_signal_connect_data (draw, "changed", G_CALLBACK (changed_cb), self, NULL, G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
  cs_wait_page_set_draw (CS_WAIT_PAGE (self->wait_page), draw, clock);
  refresh (self);
  return GTK_WIDGET (self);
}

/**
 * cs_draw_window_set_intake:
 * @self: a window
 * @setup: the contest
 * @intake: (nullable): every account seen; %NULL while they are still counted, and for a clue contest
 *
 * Shows what would be sealed, also after a draw that is over, and has clock and relays checked.
 */
void
cs_draw_window_set_intake (CsDrawWindow         *self,
                           const CsContestSetup *setup,
                           CsDrawIntake         *intake)
{
  g_return_if_fail (CS_IS_DRAW_WINDOW (self));

  g_clear_pointer (&self->setup, cs_contest_setup_free);
  self->setup = cs_contest_setup_copy (setup);
  g_clear_pointer (&self->intake, cs_draw_intake_unref);
  self->intake = intake != NULL ? cs_draw_intake_ref (intake) : NULL;
  self->again = setup->clue ? TRUE : cs_draw_get_phase (self->draw) == CS_DRAW_DONE;
  if (setup->clue) {
    cs_clue_sheet_show (CS_CLUE_SHEET (self->clue_sheet), setup);
    refresh (self);
    return;
  }
  cs_seal_sheet_show (CS_SEAL_SHEET (self->seal_sheet), setup, intake, cs_clock_now_us (self->clock) / G_USEC_PER_SEC);
  if (intake != NULL && !setup->dice)
    cs_draw_check_async (self->draw, self->cancellable, checked_cb, g_object_ref (self));
  refresh (self);
}

/**
 * cs_draw_window_set_people:
 * @self: a window
 * @people: (nullable) (element-type utf8 CsAccount): accounts by their id in the list
 */
void
cs_draw_window_set_people (CsDrawWindow *self,
                           GHashTable   *people)
{
  g_return_if_fail (CS_IS_DRAW_WINDOW (self));

  if (people != NULL)
    g_hash_table_ref (people);
  g_clear_pointer (&self->people, g_hash_table_unref);
  self->people = people;
  refresh (self);
}

/**
 * cs_draw_window_set_stage:
 * @self: a window
 * @stage: (nullable): the stage that is shown; it is let go of when it closes
 */
void
cs_draw_window_set_stage (CsDrawWindow  *self,
                          CsStageWindow *stage)
{
  g_return_if_fail (CS_IS_DRAW_WINDOW (self));

  if (self->stage == stage)
    return;
  if (self->stage != NULL)
    g_signal_handlers_disconnect_by_data (cs_stage_window_get_stage (self->stage), self);
  g_set_weak_pointer (&self->stage, stage);
  if (stage != NULL)
    g_signal_connect_object (cs_stage_window_get_stage (stage), "sorted", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  if (self->reveal != NULL)
    refresh (self);
}

/**
 * cs_draw_window_set_reveal:
 * @self: a window
 * @reveal: the draw or clue contest that it shows from now on
 */
void
cs_draw_window_set_reveal (CsDrawWindow *self,
                           CsReveal     *reveal)
{
  g_return_if_fail (CS_IS_DRAW_WINDOW (self) && CS_IS_REVEAL (reveal));

  if (self->reveal == reveal)
    return;
  g_clear_signal_handler (&self->changed_id, self->reveal);
  g_set_object (&self->reveal, reveal);
  self->changed_id = g_signal_connect_data (reveal, "changed", G_CALLBACK (changed_cb), self, NULL, G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  if (CS_IS_CLUE (reveal))
    cs_clue_page_set_clue (CS_CLUE_PAGE (self->clue_page), CS_CLUE (reveal), self->clock);
  self->again = self->again && cs_reveal_get_phase (reveal) == CS_DRAW_IDLE;
  refresh (self);
}

/**
 * cs_draw_window_set_candidates:
 * @self: a window
 * @n_accounts: how many wrote in time; for a clue contest
 */
void
cs_draw_window_set_candidates (CsDrawWindow *self,
                               guint         n_accounts)
{
  g_return_if_fail (CS_IS_DRAW_WINDOW (self));

  cs_clue_page_set_candidates (CS_CLUE_PAGE (self->clue_page), n_accounts);
}

/**
 * cs_draw_window_set_on_overlay:
 * @self: a window
 * @on_overlay: whether the contest page shows the draw
 */
void
cs_draw_window_set_on_overlay (CsDrawWindow *self,
                               gboolean      on_overlay)
{
  g_return_if_fail (CS_IS_DRAW_WINDOW (self));

  g_signal_handlers_block_by_func (self->overlay_button, overlay_cb, self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->overlay_button), on_overlay);
  g_signal_handlers_unblock_by_func (self->overlay_button, overlay_cb, self);
}

/**
 * cs_draw_window_tell:
 * @self: a window
 * @error: (nullable): why it was not sealed, or %NULL when it was
 */
void
cs_draw_window_tell (CsDrawWindow *self,
                     const GError *error)
{
  g_return_if_fail (CS_IS_DRAW_WINDOW (self));

  cs_seal_sheet_set_busy (CS_SEAL_SHEET (self->seal_sheet), FALSE);
  cs_clue_sheet_set_busy (CS_CLUE_SHEET (self->clue_sheet), FALSE);
  cs_clue_page_set_busy (CS_CLUE_PAGE (self->clue_page), FALSE);
  if (error == NULL)
    cs_clue_sheet_forget (CS_CLUE_SHEET (self->clue_sheet));
  say (self, error != NULL ? error->message : NULL);
}

/**
 * cs_draw_window_set_contests:
 * @self: a window
 * @contests: the contests of the show, for what they know of the seal's time stamp
 */
void
cs_draw_window_set_contests (CsDrawWindow  *self,
                             CsContestDesk *contests)
{
  g_return_if_fail (CS_IS_DRAW_WINDOW (self));

  cs_wait_page_set_contests (CS_WAIT_PAGE (self->wait_page), contests);
  cs_record_page_set_contests (CS_RECORD_PAGE (self->record_page), contests);
}
