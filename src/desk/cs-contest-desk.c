/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-desk-private.h"

#include "cs-draw-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum { CHANGED, STANDINGS_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

enum { PROP_0, PROP_CURRENT, PROP_PHASE, PROP_BUSY, PROP_TROUBLE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsContestDesk, cs_contest_desk, G_TYPE_OBJECT)

static void
proof_clear (CsContestProof *proof)
{
  g_free (proof->seal);
  g_free (proof->type);
  g_free (proof->reference);
  g_free (proof->token);
}

static void
cs_contest_desk_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CsContestDesk *self = CS_CONTEST_DESK (object);

  switch (prop_id) {
  case PROP_CURRENT:
    g_value_set_object (value, self->current);
    break;
  case PROP_PHASE:
    g_value_set_uint (value, cs_contest_desk_get_phase (self));
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->busy);
    break;
  case PROP_TROUBLE:
    g_value_set_string (value, cs_contest_desk_get_trouble (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_contest_desk_dispose (GObject *object)
{
  cs_contest_desk_stop (CS_CONTEST_DESK (object));
  G_OBJECT_CLASS (cs_contest_desk_parent_class)->dispose (object);
}

static void
cs_contest_desk_finalize (GObject *object)
{
  CsContestDesk *self = CS_CONTEST_DESK (object);

  g_clear_object (&self->clue);
  g_free (self->clue_trouble);
  g_clear_object (&self->draw);
  g_clear_object (&self->counter);
  g_clear_object (&self->current);
  g_clear_object (&self->contests);
  cs_contest_people_free (self->people);
  g_hash_table_unref (self->revealed);
  g_array_unref (self->proofs);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_free (self->trouble);
  g_free (self->authority);
  g_clear_pointer (&self->authority_certificates, g_bytes_unref);
  g_free (self->stamping);
  g_clear_object (&self->stamp_cancellable);
  g_free (self->stamp_trouble);
  g_free (self->winner_folder);
  g_clear_object (&self->errands);
  G_OBJECT_CLASS (cs_contest_desk_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  /**
   * CsContestDesk:current: (nullable)
   *
   * The contest that is counted, and that is sealed next.
   */
  properties[PROP_CURRENT] = g_param_spec_object ("current", NULL, NULL, CS_TYPE_CONTEST, flags);
  /**
   * CsContestDesk:phase:
   *
   * How far the draw is: a #CsDrawPhase.
   */
  properties[PROP_PHASE] = g_param_spec_uint ("phase", NULL, NULL, 0, CS_DRAW_DONE, CS_DRAW_IDLE, flags);
  /**
   * CsContestDesk:busy:
   *
   * Whether something is being written that nothing may overtake.
   */
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  /**
   * CsContestDesk:trouble: (nullable)
   *
   * A sentence about what is wrong with the draw.
   */
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_signals (GType type)
{
  /**
   * CsContestDesk::changed:
   *
   * Anything about contests or draw is another: phase, trouble, beacon, what is revealed, who is left out.
   */
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  /**
   * CsContestDesk::standings-changed:
   *
   * The figures of the current contest are others.
   */
  signals[STANDINGS_CHANGED] = g_signal_new ("standings-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_contest_desk_class_init (CsContestDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_contest_desk_get_property;
  object_class->dispose = cs_contest_desk_dispose;
  object_class->finalize = cs_contest_desk_finalize;
  install_properties (object_class);
  install_signals (G_TYPE_FROM_CLASS (klass));
}

static void
cs_contest_desk_init (CsContestDesk *self)
{
  self->contests = g_list_store_new (CS_TYPE_CONTEST);
  self->people = cs_contest_people_new ();
  self->revealed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->errands = cs_worker_new ("past winners");
  self->winner_folder = g_build_filename (g_get_user_data_dir (), "coulisses", "winners", NULL);
  self->proofs = g_array_new (FALSE, FALSE, sizeof (CsContestProof));
  g_array_set_clear_func (self->proofs, (GDestroyNotify) proof_clear);
}

void
cs_contest_desk_changed (CsContestDesk *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
cs_contest_desk_set_busy (CsContestDesk *self,
                          gboolean       busy)
{
  if (self->busy == busy)
    return;
  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
draw_changed_cb (CsDraw        *draw,
                 CsContestDesk *self)
{
  if (self->open) {
    cs_contest_desk_note_revealed (self);
    cs_contest_desk_update_states (self);
    cs_contest_desk_stamp (self);
  }
  cs_contest_desk_changed (self);
}

static void
counted_cb (CsContestCounter *counter,
            CsContestDesk    *self)
{
  g_signal_emit (self, signals[STANDINGS_CHANGED], 0);
}

/* Beside the show file, and called like it. */
static char *
make_folder (const char *path)
{
  g_autofree char *base = g_str_has_suffix (path, ".coulisses") ? g_strndup (path, strlen (path) - strlen (".coulisses"))
                                                                : g_strdup (path);

  return g_strconcat (base, ".draws", NULL);
}

/**
 * cs_contest_desk_new:
 * @store: the open show file
 * @clock: tells the time
 * @relays: relays of the beacon
 * @public_key: (nullable): of the beacon; %NULL for the pinned one, another is for tests
 *
 * Returns: (transfer full): a desk of contests that is not open yet
 */
CsContestDesk *
cs_contest_desk_new (CsStore    *store,
                     CsClock    *clock,
                     CsRelays   *relays,
                     const char *public_key)
{
  CsContestDesk *self = g_object_new (CS_TYPE_CONTEST_DESK, NULL);
  g_autofree char *folder = make_folder (cs_store_get_path (store));

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->draw = cs_draw_new (store, clock, relays, folder, public_key);
  self->counter = cs_contest_counter_new (store);
  g_signal_connect (self->draw, "changed", G_CALLBACK (draw_changed_cb), self);
  g_signal_connect (self->counter, "changed", G_CALLBACK (counted_cb), self);
  return self;
}

/**
 * cs_contest_desk_stop:
 * @self: a desk of contests
 *
 * Lets go of the show. A draw that is on its way goes on when the show is opened again.
 */
void
cs_contest_desk_stop (CsContestDesk *self)
{
  if (self->stopped)
    return;
  self->stopped = TRUE;
  cs_contest_desk_stop_stamping (self);
  cs_contest_desk_drop_clue (self);
  if (self->counter != NULL) {
    g_signal_handlers_disconnect_by_data (self->counter, self);
    cs_contest_counter_stop (self->counter);
  }
  if (self->draw != NULL)
    g_signal_handlers_disconnect_by_data (self->draw, self);
  cs_worker_stop (self->errands);
}

/**
 * cs_contest_desk_set_rehearsal:
 * @self: a desk of contests
 * @rehearsal: whether the whole show is a rehearsal: then all its draws are
 */
void
cs_contest_desk_set_rehearsal (CsContestDesk *self,
                               gboolean       rehearsal)
{
  g_return_if_fail (CS_IS_CONTEST_DESK (self));

  if (self->rehearsal == rehearsal)
    return;
  self->rehearsal = rehearsal;
  if (self->open && self->current == NULL)
    cs_contest_desk_recount (self);
}

/* What was begun is finished, also when it is cancelled. */
GTask *
cs_contest_desk_task_new (CsContestDesk      *self,
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

/* One thing at a time, and nothing in a show that is only looked at. Otherwise the task is answered. */
gboolean
cs_contest_desk_may_write (CsContestDesk *self,
                           GTask         *task)
{
  if (self->only_look || !self->open || self->stopped)
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, "%s",
                             _("This show is only looked at: nothing can be changed."));
  else if (self->busy)
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, "%s",
                             _("The contest is being written. Try again in a moment."));
  else
    return TRUE;
  return FALSE;
}

CsContest *
cs_contest_desk_find (CsContestDesk *self,
                      const char    *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->contests)); i++) {
    g_autoptr (CsContest) contest = g_list_model_get_item (G_LIST_MODEL (self->contests), i);

    if (strcmp (cs_contest_get_name (contest), name) == 0)
      return contest; /* the list keeps it */
  }
  return NULL;
}

/* A rehearsal is short, and shows at once what a contest would look like. */
static CsContestSetup *
make_counted (CsContestDesk *self)
{
  const CsContestSetup *setup = self->current != NULL ? cs_contest_get_setup (self->current) : NULL;

  if (setup == NULL)
    return self->rehearsal ? cs_contest_setup_new () : NULL;
  return setup->clue ? cs_contest_desk_clue_setup (self) : cs_contest_setup_copy (setup);
}

void
cs_contest_desk_recount (CsContestDesk *self)
{
  g_autoptr (CsContestSetup) counted = NULL;

  if (self->stopped)
    return;
  counted = make_counted (self);
  cs_contest_counter_set_setup (self->counter, counted);
  cs_contest_counter_set_people (self->counter, self->people);
  cs_contest_desk_load_winners (self);
}

/**
 * cs_contest_desk_get_contests:
 * @self: a desk of contests
 *
 * Returns: (transfer none): a list of #CsContest in the order in which they were made
 */
GListModel *
cs_contest_desk_get_contests (CsContestDesk *self)
{
  g_return_val_if_fail (CS_IS_CONTEST_DESK (self), NULL);

  return G_LIST_MODEL (self->contests);
}

/**
 * cs_contest_desk_get_current:
 * @self: a desk of contests
 *
 * Returns: (transfer none) (nullable): the contest that is counted, and that is sealed next
 */
CsContest *
cs_contest_desk_get_current (CsContestDesk *self)
{
  g_return_val_if_fail (CS_IS_CONTEST_DESK (self), NULL);

  return self->current;
}

/**
 * cs_contest_desk_set_current:
 * @self: a desk of contests
 * @contest: one of its contests
 *
 * Counts this one from now on, from the beginning.
 */
void
cs_contest_desk_set_current (CsContestDesk *self,
                             CsContest     *contest)
{
  g_return_if_fail (CS_IS_CONTEST_DESK (self) && CS_IS_CONTEST (contest));

  if (!g_set_object (&self->current, contest))
    return;
  if (!self->only_look)
    cs_store_set_setting_async (self->store, CS_CONTEST_KEY_CURRENT, g_variant_new_string (cs_contest_get_name (contest)), NULL,
                                NULL, NULL);
  cs_contest_desk_recount (self);
  cs_contest_desk_take_up_clue (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
  cs_contest_desk_changed (self);
}

/**
 * cs_contest_desk_suggest_name:
 * @self: a desk of contests
 * @name: how a contest is called
 *
 * A name is used once in a show, also after its seal was declared void.
 *
 * Returns: (transfer full): the same, or with a number behind when there is such a contest already
 */
char *
cs_contest_desk_suggest_name (CsContestDesk *self,
                              const char    *name)
{
  g_autofree char *stem = NULL;

  if (cs_contest_desk_find (self, name) == NULL)
    return g_strdup (name);
  stem = g_strndup (name, 56); /* of 64 */
  for (guint i = 2;; i++) {
    g_autofree char *next = g_strdup_printf ("%s-%u", stem, i);

    if (cs_contest_desk_find (self, next) == NULL)
      return g_steal_pointer (&next);
  }
}

/**
 * cs_contest_desk_get_counter:
 * @self: a desk of contests
 *
 * Returns: (transfer none): what counts the current contest
 */
CsContestCounter *
cs_contest_desk_get_counter (CsContestDesk *self)
{
  return self->counter;
}

/**
 * cs_contest_desk_get_sum:
 * @self: a desk of contests
 *
 * Returns: (transfer none): how the current contest stands
 */
const CsTallySum *
cs_contest_desk_get_sum (CsContestDesk *self)
{
  return cs_contest_counter_get_sum (self->counter);
}

/**
 * cs_contest_desk_get_top:
 * @self: a desk of contests
 *
 * Returns: (transfer none) (element-type CsStanding): the first %CS_CONTEST_TOP of the current contest
 */
GPtrArray *
cs_contest_desk_get_top (CsContestDesk *self)
{
  return cs_contest_counter_get_top (self->counter);
}

/**
 * cs_contest_desk_get_draw:
 * @self: a desk of contests
 *
 * Returns: (transfer none): the draw
 */
CsDraw *
cs_contest_desk_get_draw (CsContestDesk *self)
{
  return self->draw;
}

/**
 * cs_contest_desk_get_phase:
 * @self: a desk of contests
 *
 * Returns: how far the draw is
 */
CsDrawPhase
cs_contest_desk_get_phase (CsContestDesk *self)
{
  return self->draw != NULL ? cs_draw_get_phase (self->draw) : CS_DRAW_IDLE;
}

/**
 * cs_contest_desk_get_trouble:
 * @self: a desk of contests
 *
 * Returns: (transfer none) (nullable): a sentence about what is wrong
 */
const char *
cs_contest_desk_get_trouble (CsContestDesk *self)
{
  if (self->trouble != NULL || self->draw == NULL)
    return self->trouble;
  return self->clue_trouble != NULL ? self->clue_trouble : cs_draw_get_trouble (self->draw);
}
