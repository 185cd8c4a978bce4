/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-bluesky-source.h"

#include "cs-backoff.h"
#include "cs-bluesky-check.h"
#include "cs-bluesky-run.h"
#include "cs-jetstream-address.h"

#include <glib/gi18n-lib.h>

#define WATCHDOG_MS 75000 /* keep-alives go every 30 s; two that stay unanswered are enough */
#define SILENCE_MS 300000 /* the whole network never keeps silent that long */
#define RETRY_MS 1000

struct _CsBlueskySource {
  CsTagSource parent_instance;

  char *jetstream;
  char *appview_url; /* (nullable) */
  CsBlueskyTiming timing;

  GMutex lock; /* guards known */
  GPtrArray *known; /* (nullable): element-type utf8: what the show has, not told to the run yet */

  /* Only on the source's thread. */
  CsBlueskyRun *run; /* (nullable) */
  GHashTable *authors; /* whose posts are in the show; lasts from run to run */
};

enum {
  PROP_WATCHDOG_MS = 1,
  PROP_SILENCE_MS,
  PROP_RETRY_MS,
  PROP_RETRY_CAP_MS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsBlueskySource, cs_bluesky_source, CS_TYPE_TAG_SOURCE)

static gboolean
learn_cb (gpointer user_data)
{
  CsBlueskySource *self = user_data;
  g_autoptr (GPtrArray) ids = NULL;

  if (self->run == NULL)
    return G_SOURCE_REMOVE;
  g_mutex_lock (&self->lock);
  ids = g_steal_pointer (&self->known);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    cs_bluesky_run_add_known (self->run, ids->pdata[i]);
  return G_SOURCE_REMOVE;
}

static void
cs_bluesky_source_run (CsSource     *source,
                       GCancellable *cancellable)
{
  CsBlueskySource *self = CS_BLUESKY_SOURCE (source);

  self->run = cs_bluesky_run_new (source, self->jetstream, self->appview_url,
                                  cs_tag_source_get_matcher (CS_TAG_SOURCE (self)), self->authors, &self->timing, cancellable);
  learn_cb (self);
  cs_bluesky_run_go (self->run);
  g_clear_pointer (&self->run, cs_bluesky_run_free);
}

static char *
cs_bluesky_source_check_here (CsTagSource  *source,
                              GCancellable *cancellable,
                              GError      **error)
{
  CsBlueskySource *self = CS_BLUESKY_SOURCE (source);

  return cs_bluesky_check_here (self->jetstream, self->appview_url, cancellable, error);
}

static gboolean
cs_bluesky_source_confirm_here (CsTagSource *source,
                                char       **native_ids,
                                GTask       *task)
{
  CsBlueskySource *self = CS_BLUESKY_SOURCE (source);

  if (self->run == NULL)
    return FALSE;
  cs_bluesky_run_confirm (self->run, native_ids, task);
  return TRUE;
}

static void
cs_bluesky_source_confirm_async (CsSource           *source,
                                 char              **native_ids,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  if (CS_BLUESKY_SOURCE (source)->appview_url != NULL)
    CS_SOURCE_CLASS (cs_bluesky_source_parent_class)->confirm_async (source, native_ids, cancellable, callback,
                                                                     user_data);
  else
    g_task_report_new_error (source, callback, user_data, cs_bluesky_source_confirm_async, G_IO_ERROR,
                             G_IO_ERROR_NOT_SUPPORTED,
                             _("Without an AppView nobody can say whether a post is still there."));
}

static guint *
timing_field (CsBlueskySource *self,
              guint            id)
{
  switch (id) {
  case PROP_WATCHDOG_MS:
    return &self->timing.watchdog_ms;
  case PROP_SILENCE_MS:
    return &self->timing.silence_ms;
  case PROP_RETRY_MS:
    return &self->timing.retry_ms;
  case PROP_RETRY_CAP_MS:
    return &self->timing.retry_cap_ms;
  default:
    return NULL;
  }
}

static void
cs_bluesky_source_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  guint *field = timing_field (CS_BLUESKY_SOURCE (object), id);

  if (field != NULL)
    *field = g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cs_bluesky_source_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  guint *field = timing_field (CS_BLUESKY_SOURCE (object), id);

  if (field != NULL)
    g_value_set_uint (value, *field);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cs_bluesky_source_finalize (GObject *object)
{
  CsBlueskySource *self = CS_BLUESKY_SOURCE (object);

  g_free (self->jetstream);
  g_free (self->appview_url);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_hash_table_unref (self->authors);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (cs_bluesky_source_parent_class)->finalize (object);
}

static GParamSpec *
timing_spec (const char *name,
             guint       otherwise)
{
  return g_param_spec_uint (name, NULL, NULL, 1, G_MAXINT32, otherwise,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
}

static void
cs_bluesky_source_class_init (CsBlueskySourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  CsSourceClass *source_class = CS_SOURCE_CLASS (klass);
  CsTagSourceClass *tag_class = CS_TAG_SOURCE_CLASS (klass);

  object_class->set_property = cs_bluesky_source_set_property;
  object_class->get_property = cs_bluesky_source_get_property;
  object_class->finalize = cs_bluesky_source_finalize;
  source_class->run = cs_bluesky_source_run;
  source_class->confirm_async = cs_bluesky_source_confirm_async;
  tag_class->check_here = cs_bluesky_source_check_here;
  tag_class->confirm_here = cs_bluesky_source_confirm_here;

  /**
   * CsBlueskySource:watchdog-ms:
   *
   * How long the other side may leave even keep-alives unanswered, in milliseconds. Set before the start.
   */
  properties[PROP_WATCHDOG_MS] = timing_spec ("watchdog-ms", WATCHDOG_MS);
  /**
   * CsBlueskySource:silence-ms:
   *
   * How long no message may come although the other side is there, in milliseconds. Set before the start.
   */
  properties[PROP_SILENCE_MS] = timing_spec ("silence-ms", SILENCE_MS);
  /**
   * CsBlueskySource:retry-ms:
   *
   * How long to wait after the connection was lost, at first, in milliseconds. Set before the start.
   */
  properties[PROP_RETRY_MS] = timing_spec ("retry-ms", RETRY_MS);
  /**
   * CsBlueskySource:retry-cap-ms:
   *
   * How long to wait at most, in milliseconds. Set before the start.
   */
  properties[PROP_RETRY_CAP_MS] = timing_spec ("retry-cap-ms", CS_BACKOFF_CAP_MS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_bluesky_source_init (CsBlueskySource *self)
{
  g_mutex_init (&self->lock);
  self->authors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * cs_bluesky_source_new:
 * @clock: tells the time
 * @id: names the source in the show file
 * @jetstream_url: the Jetstream, as a person types it; its host is enough
 * @appview_url: (nullable): the AppView that knows names and labels; without one posts show DIDs and nobody can say
 *   whether a post is still there
 * @match: which hashtags to follow; copied
 *
 * Makes a source that follows hashtags on Bluesky. The Jetstream has no filter for them: the posts of the whole network
 * pass through here. An address that is none shows when the source is checked or started.
 *
 * Returns: (transfer full): a new source, not started
 */
CsSource *
cs_bluesky_source_new (CsClock          *clock,
                       const char       *id,
                       const char       *jetstream_url,
                       const char       *appview_url,
                       const CsTagMatch *match)
{
  CsTagMatcher *matcher = cs_tag_matcher_new (match, cs_tag_fold_case);
  g_autofree char *tags = cs_tag_matcher_to_title (matcher);
  g_autofree char *title = g_strdup_printf ("Bluesky %s", tags);
  g_autofree char *jetstream = cs_jetstream_normalize (jetstream_url, NULL);
  CsBlueskySource *self = g_object_new (CS_TYPE_BLUESKY_SOURCE, "clock", clock, "id", id, "title", title, "network",
                                        CS_NETWORK_BLUESKY, NULL);

  self->jetstream = jetstream != NULL ? g_steal_pointer (&jetstream) : g_strdup (jetstream_url);
  self->appview_url = appview_url != NULL && *appview_url != '\0' ? g_strdup (appview_url) : NULL;
  cs_tag_source_take_matcher (CS_TAG_SOURCE (self), matcher);
  return CS_SOURCE (self);
}

/**
 * cs_bluesky_source_add_known:
 * @self: a source
 * @ids: (array zero-terminated=1): accounts that have posts in the show, or such posts
 *
 * Tells whose removals matter. The source knows of those it has reported itself; after a restart it has to be told.
 * Main thread, at any time.
 */
void
cs_bluesky_source_add_known (CsBlueskySource   *self,
                             const char *const *ids)
{
  g_return_if_fail (CS_IS_BLUESKY_SOURCE (self));

  g_mutex_lock (&self->lock);
  if (self->known == NULL)
    self->known = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (self->known, g_strdup (ids[i]));
  g_mutex_unlock (&self->lock);
  cs_source_invoke (CS_SOURCE (self), learn_cb, g_object_ref (self), g_object_unref);
}
