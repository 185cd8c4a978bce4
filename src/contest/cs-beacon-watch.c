/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-beacon-watch.h"

#include "cs-beacon-check.h"
#include "cs-draw-text.h"
#include "cs-verdict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TICK_MS 100
#define EARLY_US G_USEC_PER_SEC
#define EVERY_US G_USEC_PER_SEC
#define PATIENT_AFTER_US (60 * (gint64) G_USEC_PER_SEC)
#define PATIENT_EVERY_US (5 * (gint64) G_USEC_PER_SEC)
#define GRACE_US (3 * (gint64) G_USEC_PER_SEC) /* for the second relay, once the first one's signature is verified */

/* One relay. */
typedef struct {
  gboolean asking;
  gint64 next_us; /* monotonic */
  char *signature; /* (nullable) */
  char *date; /* (nullable) */
  gint64 fetched_s;
  char *trouble; /* (nullable) */
} Relay;

typedef enum {
  NOT_CHECKED,
  CHECKING,
  GENUINE,
  FORGED,
  CANNOT_CHECK,
} Check;

struct _CsBeaconWatch {
  GObject parent_instance;

  CsRelays *relays;
  CsClock *clock;
  guint64 round;
  char *public_key; /* (nullable): the pinned one */
  GCancellable *stopped;
  GSource *timer; /* (nullable) */
  Relay *asked;
  guint n_asked;
  char *pasted; /* (nullable) */
  char *checked; /* (nullable): the signature that @check is about */
  Check check;
  char *method; /* (nullable) */
  CsBeaconState state;
  CsBeaconLevel level;
  char *signature; /* (nullable): settled */
  char *trouble; /* (nullable) */
};

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsBeaconWatch, cs_beacon_watch, G_TYPE_OBJECT)

static void look (CsBeaconWatch *self);

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

static gint64
since_round_us (CsBeaconWatch *self)
{
  return cs_clock_now_us (self->clock) - cs_beacon_time_of (self->round) * G_USEC_PER_SEC;
}

static gboolean
is_over (CsBeaconWatch *self)
{
  return self->state == CS_BEACON_SETTLED || self->state == CS_BEACON_DISPUTED ||
         g_cancellable_is_cancelled (self->stopped);
}

static void
set_trouble (CsBeaconWatch *self,
             const char    *trouble)
{
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
}

static void
set_state (CsBeaconWatch *self,
           CsBeaconState  state)
{
  self->state = state;
  if (is_over (self))
    clear_timer (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
settle (CsBeaconWatch *self,
        const char    *signature,
        CsBeaconLevel  level)
{
  self->signature = g_strdup (signature);
  self->level = level;
  set_trouble (self, NULL);
  set_state (self, CS_BEACON_SETTLED);
}

static void
dispute (CsBeaconWatch *self,
         const char    *sentence)
{
  set_trouble (self, sentence);
  set_state (self, CS_BEACON_DISPUTED);
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
    self->check = CANNOT_CHECK;
  else
    self->check = genuine ? GENUINE : FORGED;
  if (!is_over (self))
    look (self);
}

static void
start_check (CsBeaconWatch *self,
             const char    *signature)
{
  g_free (self->checked);
  self->checked = g_strdup (signature);
  self->check = CHECKING;
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
  self->check = NOT_CHECKED;
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
  case FORGED:
    if (relays_said (self, signature))
      dispute (self, _("The signature that came is not the beacon’s signature of this round. Nothing is drawn with it."));
    else
      drop_pasted (self);
    break;
  case GENUINE:
    if (n_independent >= 2 || self->pasted != NULL || since_round_us (self) >= GRACE_US)
      settle (self, signature, CS_BEACON_VERIFIED);
    break;
  case CANNOT_CHECK:
    if (n_independent >= 2)
      settle (self, signature, CS_BEACON_TWO_RELAYS);
    else if (self->state != CS_BEACON_ALONE)
      set_state (self, CS_BEACON_ALONE);
    break;
  case NOT_CHECKED:
  case CHECKING:
  default:
    break;
  }
}

static void
look (CsBeaconWatch *self)
{
  guint n_different;
  const char *common = find_common (self, &n_different);

  if (n_different > 1 && self->pasted != NULL) {
    drop_pasted (self);
    common = find_common (self, &n_different);
  }
  if (n_different > 1)
    dispute (self, _("The relays do not agree on this round. Nothing is drawn until it is known why."));
  else if (common != NULL && self->check != CHECKING && g_strcmp0 (self->checked, common) != 0)
    start_check (self, common);
  else if (common != NULL)
    judge (self, common);
}

static void
take_answer (CsBeaconWatch *self,
             Relay         *relay,
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

typedef struct {
  CsBeaconWatch *watch;
  guint index;
} Visit;

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Visit *visit = user_data;
  g_autoptr (CsBeaconWatch) self = visit->watch;
  Relay *relay = &self->asked[visit->index];
  g_autoptr (GError) error = NULL;
  g_autoptr (CsRelayAnswer) answer = cs_relays_ask_finish (CS_RELAYS (source), result, &error);

  g_free (visit);
  relay->asking = FALSE;
  if (is_over (self))
    return;
  if (answer != NULL) {
    take_answer (self, relay, answer);
  } else {
    g_free (relay->trouble);
    relay->trouble = g_strdup (error->message);
  }
  g_signal_emit (self, signals[CHANGED], 0);
  look (self);
}

static void
ask (CsBeaconWatch *self,
     guint          index)
{
  gboolean patient = since_round_us (self) >= PATIENT_AFTER_US;
  Visit *visit = g_new0 (Visit, 1);

  visit->watch = g_object_ref (self);
  visit->index = index;
  self->asked[index].asking = TRUE;
  self->asked[index].next_us = cs_clock_monotonic_us (self->clock) + (patient ? PATIENT_EVERY_US : EVERY_US);
  cs_relays_ask_async (self->relays, index, self->round, self->stopped, answered_cb, visit);
}

/* Never before a second ahead of the round: an early question may make a relay's cache say "not there" to everyone. */
static gboolean
tick_cb (gpointer user_data)
{
  CsBeaconWatch *self = user_data;

  if (since_round_us (self) < -EARLY_US)
    return G_SOURCE_CONTINUE;
  if (self->state == CS_BEACON_EARLY)
    set_state (self, CS_BEACON_ASKING);
  for (guint i = 0; i < self->n_asked; i++)
    if (!self->asked[i].asking && self->asked[i].signature == NULL &&
        cs_clock_monotonic_us (self->clock) >= self->asked[i].next_us)
      ask (self, i);
  look (self);
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
  self->asked = g_new0 (Relay, MAX (self->n_asked, 1));
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
  if (self->timer != NULL || is_over (self))
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
  if (!is_over (self))
    look (self);
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

/**
 * cs_beacon_watch_get_state:
 * @self: a watch
 *
 * Returns: how far it is
 */
CsBeaconState
cs_beacon_watch_get_state (CsBeaconWatch *self)
{
  return self->state;
}

/**
 * cs_beacon_watch_get_signature:
 * @self: a watch
 *
 * Returns: (transfer none) (nullable): the round's signature, once settled
 */
const char *
cs_beacon_watch_get_signature (CsBeaconWatch *self)
{
  return self->signature;
}

/**
 * cs_beacon_watch_get_level:
 * @self: a settled watch
 *
 * Returns: how sure the signature is
 */
CsBeaconLevel
cs_beacon_watch_get_level (CsBeaconWatch *self)
{
  return self->level;
}

/**
 * cs_beacon_watch_get_method:
 * @self: a settled watch
 *
 * Returns: (transfer none) (nullable): library and version that verified the signature
 */
const char *
cs_beacon_watch_get_method (CsBeaconWatch *self)
{
  return self->level == CS_BEACON_VERIFIED ? self->method : NULL;
}

/**
 * cs_beacon_watch_get_trouble:
 * @self: a watch
 *
 * Returns: (transfer none) (nullable): a sentence about what is wrong
 */
const char *
cs_beacon_watch_get_trouble (CsBeaconWatch *self)
{
  if (self->trouble != NULL)
    return self->trouble;
  for (guint i = 0; i < self->n_asked; i++)
    if (self->asked[i].trouble != NULL)
      return self->asked[i].trouble;
  return NULL;
}

/**
 * cs_beacon_watch_dup_visits:
 * @self: a watch
 *
 * Returns: (transfer full) (element-type CsRelayVisit): which relays have answered, for the certificate
 */
GPtrArray *
cs_beacon_watch_dup_visits (CsBeaconWatch *self)
{
  const char *const *urls = cs_relays_get_urls (self->relays);
  g_autoptr (CsCertificate) certificate = cs_certificate_new ();

  for (guint i = 0; i < self->n_asked; i++)
    if (self->asked[i].signature != NULL) {
      CsRelayVisit *visit = g_new0 (CsRelayVisit, 1);

      visit->url = g_strdup (urls[i]);
      visit->fetched = cs_draw_write_time (self->asked[i].fetched_s);
      visit->http_date = g_strdup (self->asked[i].date);
      g_ptr_array_add (certificate->relays, visit);
    }
  return g_ptr_array_ref (certificate->relays);
}

/**
 * cs_beacon_watch_dup_claims:
 * @self: a watch
 *
 * Returns: (transfer full): who says what, one line a source, so that a dispute can be shown as it is
 */
GStrv
cs_beacon_watch_dup_claims (CsBeaconWatch *self)
{
  const char *const *urls = cs_relays_get_urls (self->relays);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->n_asked; i++) {
    g_autofree char *line = self->asked[i].signature != NULL
                              ? g_strconcat (urls[i], " ", self->asked[i].signature, NULL)
                              : NULL;

    if (line != NULL)
      g_strv_builder_add (builder, line);
  }
  if (self->pasted != NULL) {
    g_autofree char *line = g_strconcat (_("pasted"), " ", self->pasted, NULL);

    g_strv_builder_add (builder, line);
  }
  return g_strv_builder_end (builder);
}

/**
 * cs_beacon_watch_get_n_relays:
 * @self: a watch
 *
 * Returns: how many relays can be asked
 */
guint
cs_beacon_watch_get_n_relays (CsBeaconWatch *self)
{
  return self->n_asked;
}

/**
 * cs_beacon_watch_describe_relay:
 * @self: a watch
 * @index: which relay, from 0
 * @words: (out) (transfer full): how it stands, for a person
 *
 * Returns: (transfer full): its name without the scheme
 */
char *
cs_beacon_watch_describe_relay (CsBeaconWatch *self,
                                guint          index,
                                char         **words)
{
  const Relay *relay = &self->asked[index];
  const char *url = cs_relays_get_urls (self->relays)[index];
  const char *host = strstr (url, "://");

  if (relay->signature != NULL)
    *words = g_strdup_printf (_("Answered: %.8s…"), relay->signature);
  else if (self->state == CS_BEACON_EARLY)
    *words = g_strdup (_("Not asked before the time"));
  else
    *words = g_strdup (relay->trouble != NULL ? relay->trouble : _("Asked"));
  return g_strdup (host != NULL ? host + 3 : url);
}
