/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-source.h"

#include "cs-backoff.h"
#include "cs-mastodon-check.h"
#include "cs-mastodon-run.h"

#include <string.h>

#define POLL_MS 10000
#define PROBE_MS 60000
#define WATCHDOG_MS 45000
#define SETTLE_MS 30000
#define RETRY_MS 1000

struct _CsMastodonSource {
  CsTagSource parent_instance;

  char *server;
  GMutex lock;
  char *token; /* (nullable): with the lock */
  gboolean missing; /* with the lock: there was a token */
  CsMastodonTiming timing;

  CsMastodonRun *run; /* (nullable): only on the source's thread */
};

enum {
  PROP_POLL_MS = 1,
  PROP_PROBE_MS,
  PROP_WATCHDOG_MS,
  PROP_SETTLE_MS,
  PROP_RETRY_MS,
  PROP_RETRY_CAP_MS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsMastodonSource, cs_mastodon_source, CS_TYPE_TAG_SOURCE)

static void
forget (char *token) /* (transfer full) (nullable) */
{
  if (token != NULL)
    explicit_bzero (token, strlen (token));
  g_free (token);
}

/* Any thread. */
static char *
dup_token (CsMastodonSource *self,
           gboolean         *missing)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (missing != NULL)
    *missing = self->missing;
  return g_strdup (self->token);
}

static void
cs_mastodon_source_run (CsSource     *source,
                        GCancellable *cancellable)
{
  CsMastodonSource *self = CS_MASTODON_SOURCE (source);
  gboolean missing;
  char *token = dup_token (self, &missing);

  self->run = cs_mastodon_run_new (source, self->server, token, cs_tag_source_get_matcher (CS_TAG_SOURCE (self)),
                                   &self->timing, cancellable);
  forget (token);
  if (missing)
    cs_mastodon_run_miss_token (self->run);
  cs_mastodon_run_go (self->run);
  g_clear_pointer (&self->run, cs_mastodon_run_free);
}

static char *
cs_mastodon_source_check_here (CsTagSource  *source,
                               GCancellable *cancellable,
                               GError      **error)
{
  CsMastodonSource *self = CS_MASTODON_SOURCE (source);
  const char *const *tags = cs_tag_matcher_get_any (cs_tag_source_get_matcher (source));
  char *token = dup_token (self, NULL);
  g_autoptr (CsMastodonClient) client =
      cs_mastodon_client_new (cs_source_get_clock (CS_SOURCE (self)), self->server, token);

  forget (token);
  return cs_mastodon_check_here (client, tags[0] != NULL ? tags[0] : "", cancellable, error);
}

static gboolean
cs_mastodon_source_confirm_here (CsTagSource *source,
                                 char       **native_ids,
                                 GTask       *task)
{
  CsMastodonSource *self = CS_MASTODON_SOURCE (source);

  if (self->run == NULL)
    return FALSE;
  cs_mastodon_run_confirm (self->run, native_ids, task);
  return TRUE;
}

static guint *
timing_field (CsMastodonSource *self,
              guint             id)
{
  switch (id) {
  case PROP_POLL_MS:
    return &self->timing.poll_ms;
  case PROP_PROBE_MS:
    return &self->timing.probe_ms;
  case PROP_WATCHDOG_MS:
    return &self->timing.watchdog_ms;
  case PROP_SETTLE_MS:
    return &self->timing.settle_ms;
  case PROP_RETRY_MS:
    return &self->timing.retry_ms;
  case PROP_RETRY_CAP_MS:
    return &self->timing.retry_cap_ms;
  default:
    return NULL;
  }
}

static void
cs_mastodon_source_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  guint *field = timing_field (CS_MASTODON_SOURCE (object), id);

  if (field != NULL)
    *field = g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cs_mastodon_source_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  guint *field = timing_field (CS_MASTODON_SOURCE (object), id);

  if (field != NULL)
    g_value_set_uint (value, *field);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cs_mastodon_source_finalize (GObject *object)
{
  CsMastodonSource *self = CS_MASTODON_SOURCE (object);

  g_free (self->server);
  forget (self->token);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (cs_mastodon_source_parent_class)->finalize (object);
}

static GParamSpec *
timing_spec (const char *name,
             guint       otherwise)
{
  return g_param_spec_uint (name, NULL, NULL, 1, G_MAXINT32, otherwise,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
}

static void
install_properties (GObjectClass *object_class)
{
  /**
   * CsMastodonSource:poll-ms:
   *
   * How often to ask for new posts where the server does not stream, in milliseconds. Set before the start.
   */
  properties[PROP_POLL_MS] = timing_spec ("poll-ms", POLL_MS);
  /**
   * CsMastodonSource:probe-ms:
   *
   * How often to look beside a stream whether it leaves something out, in milliseconds. Set before the start.
   */
  properties[PROP_PROBE_MS] = timing_spec ("probe-ms", PROBE_MS);
  /**
   * CsMastodonSource:watchdog-ms:
   *
   * How long a stream may be silent, in milliseconds; servers send a heartbeat every 15 s. Set before the start.
   */
  properties[PROP_WATCHDOG_MS] = timing_spec ("watchdog-ms", WATCHDOG_MS);
  /**
   * CsMastodonSource:settle-ms:
   *
   * How long posts may overtake each other on a stream, in milliseconds: what was streamed longer ago is certain. Set
   * before the start.
   */
  properties[PROP_SETTLE_MS] = timing_spec ("settle-ms", SETTLE_MS);
  /**
   * CsMastodonSource:retry-ms:
   *
   * How long to wait after a connection was lost, at first, in milliseconds. Set before the start.
   */
  properties[PROP_RETRY_MS] = timing_spec ("retry-ms", RETRY_MS);
  /**
   * CsMastodonSource:retry-cap-ms:
   *
   * How long to wait at most, in milliseconds. Set before the start.
   */
  properties[PROP_RETRY_CAP_MS] = timing_spec ("retry-cap-ms", CS_BACKOFF_CAP_MS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_mastodon_source_class_init (CsMastodonSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  CsTagSourceClass *tag_class = CS_TAG_SOURCE_CLASS (klass);

  object_class->set_property = cs_mastodon_source_set_property;
  object_class->get_property = cs_mastodon_source_get_property;
  object_class->finalize = cs_mastodon_source_finalize;
  CS_SOURCE_CLASS (klass)->run = cs_mastodon_source_run;
  tag_class->check_here = cs_mastodon_source_check_here;
  tag_class->confirm_here = cs_mastodon_source_confirm_here;
  install_properties (object_class);
}

static void
cs_mastodon_source_init (CsMastodonSource *self)
{
  g_mutex_init (&self->lock);
}

/**
 * cs_mastodon_source_new:
 * @clock: tells the time
 * @id: names the source in the show file
 * @server_url: the server, as a person types it
 * @token: (nullable): an access token with the right read:statuses; without one there are no streams
 * @match: which hashtags to follow; copied
 *
 * Makes a source that follows hashtags on a Mastodon server: by event streams where it can, by asking for pages where
 * it must, and by both together where only that loses nothing. An address that is none shows when the source is
 * checked or started.
 *
 * Returns: (transfer full): a new source, not started
 */
CsSource *
cs_mastodon_source_new (CsClock          *clock,
                        const char       *id,
                        const char       *server_url,
                        const char       *token,
                        const CsTagMatch *match)
{
  CsTagMatcher *matcher = cs_tag_matcher_new (match, cs_tag_fold_ascii);
  g_autofree char *tags = cs_tag_matcher_to_title (matcher);
  g_autofree char *server = cs_mastodon_normalize_server (server_url, NULL);
  g_autoptr (GUri) uri = server != NULL ? g_uri_parse (server, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  g_autofree char *title =
      g_strdup_printf ("Mastodon %s %s", uri != NULL ? g_uri_get_host (uri) : server_url, tags);
  CsMastodonSource *self =
      g_object_new (CS_TYPE_MASTODON_SOURCE, "clock", clock, "id", id, "title", title, "network", CS_NETWORK_MASTODON,
                    "host", uri != NULL ? g_uri_get_host (uri) : "", NULL);

  self->server = server != NULL ? g_steal_pointer (&server) : g_strdup (server_url);
  cs_mastodon_source_set_token (self, token);
  cs_tag_source_take_matcher (CS_TAG_SOURCE (self), matcher);
  return CS_SOURCE (self);
}

/**
 * cs_mastodon_source_set_token:
 * @self: a source
 * @token: (nullable): an access token, as for cs_mastodon_source_new()
 *
 * Signs in from the next start on; what is running goes on with what it has. Main thread.
 */
void
cs_mastodon_source_set_token (CsMastodonSource *self,
                              const char       *token)
{
  char *before;

  g_return_if_fail (CS_IS_MASTODON_SOURCE (self));

  g_mutex_lock (&self->lock);
  before = self->token;
  self->token = token != NULL && *token != '\0' ? g_strdup (token) : NULL;
  self->missing = FALSE;
  g_mutex_unlock (&self->lock);
  forget (before);
}

/**
 * cs_mastodon_source_miss_token:
 * @self: a source without a token
 *
 * Lets it ask for the token that it had the last time, and that nobody has kept. Main thread, before the start.
 */
void
cs_mastodon_source_miss_token (CsMastodonSource *self)
{
  g_return_if_fail (CS_IS_MASTODON_SOURCE (self));

  g_mutex_lock (&self->lock);
  self->missing = TRUE;
  g_mutex_unlock (&self->lock);
}
