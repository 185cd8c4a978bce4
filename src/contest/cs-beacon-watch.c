/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-beacon-watch-private.h"

#include "cs-beacon-check.h"
#include "cs-verdict.h"

#include <glib/gi18n-lib.h>

#define TICK_MS 100
#define GRACE_US (3 * (gint64) G_USEC_PER_SEC) /* for the second relay, once the first one's signature is verified */

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsBeaconWatch, cs_beacon_watch, G_TYPE_OBJECT)

static void
clear_timer (CsBeaconWatch *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
cs_beacon_watch_dispose (GObject *object)
{
  cs_beacon_watch_stop (CS_BEACON_WATCH (object));
  G_OBJECT_CLASS (cs_beacon_watch_parent_class)->dispose (object);
}

static void
cs_beacon_watch_finalize (GObject *object)
{
  CsBeaconWatch *self = CS_BEACON_WATCH (object);

  for (guint i = 0; i < self->n_asked; i++) {
    g_free (self->asked[i].signature);
    g_free (self->asked[i].date);
    g_free (self->asked[i].trouble);
  }
  g_free (self->asked);
  g_object_unref (self->relays);
  g_object_unref (self->clock);
  g_object_unref (self->stopped);
  g_free (self->public_key);
  g_free (self->pasted);
  g_free (self->checked);
  g_free (self->method);
  g_free (self->signature);
  g_free (self->trouble);
  G_OBJECT_CLASS (cs_beacon_watch_parent_class)->finalize (object);
}

static void
cs_beacon_watch_class_init (CsBeaconWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_beacon_watch_dispose;
  object_class->finalize = cs_beacon_watch_finalize;

  /**
   * CsBeaconWatch::changed:
   *
   * State, trouble or what a relay said is another.
   */
  signals[CHANGED] = g_signal_new ("changed", CS_TYPE_BEACON_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
cs_beacon_watch_init (CsBeaconWatch *self)
{
  self->stopped = g_cancellable_new ();
}

gint64
cs_beacon_watch_since_round_us (CsBeaconWatch *self)
{
  return cs_clock_now_us (self->clock) - cs_beacon_time_of (self->round) * G_USEC_PER_SEC;
}

gboolean
cs_beacon_watch_is_over (CsBeaconWatch *self)
{
  return self->state == CS_BEACON_SETTLED || self->state == CS_BEACON_DISPUTED ||
         g_cancellable_is_cancelled (self->stopped);
}

void
cs_beacon_watch_emit_changed (CsBeaconWatch *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_trouble (CsBeaconWatch *self,
             const char    *trouble)
{
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
}

void
cs_beacon_watch_set_state (CsBeaconWatch *self,
                           CsBeaconState  state)
{
  self->state = state;
  if (cs_beacon_watch_is_over (self))
    clear_timer (self);
  cs_beacon_watch_emit_changed (self);
}

static void
settle (CsBeaconWatch *self,
        const char    *signature,
        CsBeaconLevel  level)
{
  self->signature = g_strdup (signature);
  self->level = level;
  set_trouble (self, NULL);
  cs_beacon_watch_set_state (self, CS_BEACON_SETTLED);
}

static void
dispute (CsBeaconWatch *self,
         const char    *sentence)
{
  set_trouble (self, sentence);
  cs_beacon_watch_set_state (self, CS_BEACON_DISPUTED);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CsBeaconWatch) self = user_data;
  gboolean genuine = FALSE;

  g_clear_pointer (&self->method, g_free);
  if (!cs_beacon_check_finish (result, &genuine, &self->method, NULL))
    self->check = CS_BEACON_CHECK_FAILED;
  else
    self->check = genuine ? CS_BEACON_CHECK_GENUINE : CS_BEACON_CHECK_FORGED;
  if (!cs_beacon_watch_is_over (self))
    cs_beacon_watch_look (self);
}

static void
start_check (CsBeaconWatch *self,
             const char    *signature)
{
  g_free (self->checked);
  self->checked = g_strdup (signature);
  self->check = CS_BEACON_CHECK_RUNNING;
  cs_beacon_check_async (self->round, signature, self->public_key, self->stopped, checked_cb, g_object_ref (self));
}

/* The signature that all sources agree on; NULL when there is none or they do not agree. */
static const char *
find_common (CsBeaconWatch *self,
             guint         *n_different)
{
  const char *common = self->pasted;

  *n_different = common != NULL;
  for (guint i = 0; i < self->n_asked; i++) {
    const char *signature = self->asked[i].signature;

    if (signature == NULL || g_strcmp0 (signature, common) == 0)
      continue;
    (*n_different)++;
    common = signature;
  }
  return *n_different == 1 ? common : NULL;
}

/* A typing mistake is no dispute: it is dropped and said. */
static void
drop_pasted (CsBeaconWatch *self)
{
  g_clear_pointer (&self->pasted, g_free);
  g_clear_pointer (&self->checked, g_free);
  self->check = CS_BEACON_CHECK_NONE;
  set_trouble (self, _("What was pasted is not the signature of this round. Copy it again."));
}

static gboolean
relays_said (CsBeaconWatch *self,
             const char    *signature)
{
  for (guint i = 0; i < self->n_asked; i++)
    if (g_strcmp0 (self->asked[i].signature, signature) == 0)
      return TRUE;
  return FALSE;
}

static void
judge (CsBeaconWatch *self,
       const char    *signature)
{
  g_autoptr (GPtrArray) visits = cs_beacon_watch_dup_visits (self);
  guint n_independent = cs_relays_count_independent (visits);

  switch (self->check) {
  case CS_BEACON_CHECK_FORGED:
    if (relays_said (self, signature))
      dispute (self, _("The signature that came is not the beacon’s signature of this round. Nothing is drawn with it."));
    else
      drop_pasted (self);
    break;
  case CS_BEACON_CHECK_GENUINE:
    if (n_independent >= 2 || self->pasted != NULL || cs_beacon_watch_since_round_us (self) >= GRACE_US)
      settle (self, signature, CS_BEACON_VERIFIED);
    break;
  case CS_BEACON_CHECK_FAILED:
    if (n_independent >= 2)
      settle (self, signature, CS_BEACON_TWO_RELAYS);
    else if (self->state != CS_BEACON_ALONE)
      cs_beacon_watch_set_state (self, CS_BEACON_ALONE);
    break;
  case CS_BEACON_CHECK_NONE:
  case CS_BEACON_CHECK_RUNNING:
  default:
    break;
  }
}

void
cs_beacon_watch_look (CsBeaconWatch *self)
{
  guint n_different;
  const char *common = find_common (self, &n_different);

  if (n_different > 1 && self->pasted != NULL) {
    drop_pasted (self);
    common = find_common (self, &n_different);
  }
  if (n_different > 1)
    dispute (self, _("The relays do not agree on this round. Nothing is drawn until it is known why."));
  else if (common != NULL && self->check != CS_BEACON_CHECK_RUNNING && g_strcmp0 (self->checked, common) != 0)
    start_check (self, common);
  else if (common != NULL)
    judge (self, common);
}

static gboolean
tick_cb (gpointer user_data)
{
  cs_beacon_watch_ask_due (user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * cs_beacon_watch_new:
 * @relays: who is asked
 * @clock: tells the time
 * @round: the sealed round
 * @public_key: (nullable): %NULL for the pinned key; another one is for tests
 *
 * Returns: (transfer full): a watch that does nothing yet
 */
CsBeaconWatch *
cs_beacon_watch_new (CsRelays   *relays,
                     CsClock    *clock,
                     guint64     round,
                     const char *public_key)
{
  CsBeaconWatch *self = g_object_new (CS_TYPE_BEACON_WATCH, NULL);

  self->relays = g_object_ref (relays);
  self->clock = g_object_ref (clock);
  self->round = round;
  self->public_key = g_strdup (public_key);
  self->n_asked = g_strv_length ((GStrv) cs_relays_get_urls (relays));
  self->asked = g_new0 (CsBeaconRelay, MAX (self->n_asked, 1));
  return self;
}

/**
 * cs_beacon_watch_start:
 * @self: a watch
 *
 * Begins to wait, in the thread-default main context.
 */
void
cs_beacon_watch_start (CsBeaconWatch *self)
{
  if (self->timer != NULL || cs_beacon_watch_is_over (self))
    return;
  self->timer = g_timeout_source_new (TICK_MS);
  g_source_set_callback (self->timer, tick_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/**
 * cs_beacon_watch_stop:
 * @self: a watch
 *
 * Asks nobody any more. Idempotent.
 */
void
cs_beacon_watch_stop (CsBeaconWatch *self)
{
  clear_timer (self);
  g_cancellable_cancel (self->stopped);
}

/**
 * cs_beacon_watch_paste:
 * @self: a watch
 * @text: a relay's whole answer, or the signature alone, from a phone
 * @error: return location when it cannot be that
 *
 * Adds a source that needs no network. It counts as one; verified, it is enough.
 *
 * Returns: whether it could be this round
 */
gboolean
cs_beacon_watch_paste (CsBeaconWatch *self,
                       const char    *text,
                       GError       **error)
{
  char *signature = cs_beacon_read_pasted (text, self->round, error);

  if (signature == NULL)
    return FALSE;
  g_free (self->pasted);
  self->pasted = signature;
  set_trouble (self, NULL);
  if (!cs_beacon_watch_is_over (self))
    cs_beacon_watch_look (self);
  return TRUE;
}

/**
 * cs_beacon_watch_accept_alone:
 * @self: a watch in state %CS_BEACON_ALONE
 *
 * Goes on with what one source said, which is then called not confirmed everywhere.
 *
 * Returns: whether there was such a source
 */
gboolean
cs_beacon_watch_accept_alone (CsBeaconWatch *self)
{
  guint n_different;
  const char *common = find_common (self, &n_different);

  if (self->state != CS_BEACON_ALONE || common == NULL)
    return FALSE;
  settle (self, common, CS_BEACON_UNCONFIRMED);
  return TRUE;
}
