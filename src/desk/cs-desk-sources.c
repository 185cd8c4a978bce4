/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-private.h"

#include "cs-bluesky-source.h"
#include "cs-known-authors.h"
#include "cs-mastodon-source.h"
#include "cs-rehearsal-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  CsDesk *desk;
  CsSourceConfig *config;
} Loading;

static void
loading_free (Loading *loading)
{
  g_object_unref (loading->desk);
  g_clear_pointer (&loading->config, cs_source_config_free);
  g_free (loading);
}

void
cs_desk_save_sources (CsDesk *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < self->configs->len; i++)
    g_variant_builder_add_value (&builder, cs_source_config_to_variant (self->configs->pdata[i]));
  cs_store_set_setting_async (self->store, "sources", g_variant_builder_end (&builder), NULL, NULL, NULL);
}

static char *
get_secret_name (const char *id)
{
  return g_strdup_printf ("source.%s", id);
}

/* Starts a source where its saved position says. */
static void
position_read_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (CsSource) source = data;
  g_autofree char *position = cs_store_read_position_finish (CS_STORE (object), result, NULL);

  if (position != NULL)
    cs_source_set_position (source, position);
  if (!g_object_get_data (G_OBJECT (source), "cs-removed"))
    cs_source_start (source);
}

static void
token_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  Loading *loading = data;
  g_autofree char *token = cs_secrets_lookup_finish (CS_SECRETS (object), result, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSource) source = NULL;

  if (loading->desk->store != NULL)
    source = cs_desk_make_source (loading->desk, loading->config, token, &error);
  if (source != NULL) {
    if (loading->config->signed_in && token == NULL && CS_IS_MASTODON_SOURCE (source))
      cs_mastodon_source_miss_token (CS_MASTODON_SOURCE (source));
    g_ptr_array_add (loading->desk->configs, g_steal_pointer (&loading->config));
    cs_desk_add_source (loading->desk, source);
  } else if (error != NULL) {
    g_info ("A saved source could not be made: %s", error->message);
  }
  loading_free (loading);
}

/* Builds the sources that the show file remembers; each starts when its token has been looked up. */
void
cs_desk_load_sources (CsDesk   *self,
                      GVariant *saved)
{
  GVariantIter iter;
  GVariant *child;

  if (saved == NULL || !g_variant_is_of_type (saved, G_VARIANT_TYPE ("aa{sv}")))
    return;
  g_variant_iter_init (&iter, saved);
  while ((child = g_variant_iter_next_value (&iter)) != NULL) {
    g_autoptr (GVariant) value = child;
    Loading *loading = g_new0 (Loading, 1);
    g_autofree char *name = NULL;

    loading->desk = g_object_ref (self);
    loading->config = cs_source_config_from_variant (value);
    if (loading->config == NULL) {
      loading_free (loading);
      continue;
    }
    name = get_secret_name (loading->config->id);
    cs_secrets_lookup_async (self->secrets, name, NULL, token_read_cb, loading);
  }
}

void
cs_desk_stop_sources (CsDesk *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sources));

  for (guint i = 0; i < n; i++) {
    g_autoptr (CsSource) source = g_list_model_get_item (G_LIST_MODEL (self->sources), i);

    g_object_set_data (G_OBJECT (source), "cs-removed", GINT_TO_POINTER (TRUE));
    cs_source_stop (source);
  }
  g_list_store_remove_all (self->sources);
}

void
cs_desk_keep_token (CsDesk     *self,
                    CsSource   *source,
                    const char *token)
{
  g_autofree char *name = get_secret_name (cs_source_get_id (source));
  g_autofree char *label = g_strdup_printf (_("Coulisses: %s"), cs_source_get_title (source));

  cs_secrets_store_async (self->secrets, name, label, token, NULL, NULL, NULL);
}

/**
 * cs_desk_make_source:
 * @self: a desk
 * @config: what a person says of the source
 * @token: (nullable): what to sign in with
 * @error: a sentence that says what is missing
 *
 * Builds a source without adding it, to try it out with cs_source_check_async().
 *
 * Returns: (transfer full): a source that has not been started, or %NULL on error
 */
CsSource *
cs_desk_make_source (CsDesk               *self,
                     const CsSourceConfig *config,
                     const char           *token,
                     GError              **error)
{
  CsTagMatch match = { config->any, config->all, config->none };

  g_return_val_if_fail (CS_IS_DESK (self) && config != NULL, NULL);

  if (config->kind != CS_SOURCE_KIND_REHEARSAL && (config->any == NULL || config->any[0] == NULL)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("Give at least one hashtag to follow."));
    return NULL;
  }
  switch (config->kind) {
  case CS_SOURCE_KIND_MASTODON:
    return cs_mastodon_source_new (self->clock, config->id, config->server, token, &match);
  case CS_SOURCE_KIND_BLUESKY:
    return cs_bluesky_source_new (self->clock, config->id, config->server, config->appview, &match);
  case CS_SOURCE_KIND_REHEARSAL:
    return cs_rehearsal_source_new (self->clock, config->id, config->server, config->speed);
  default:
    g_return_val_if_reached (NULL);
  }
}

/**
 * cs_desk_add_source:
 * @self: an open desk
 * @source: a source that has not been started
 *
 * Lets @source report into the show and starts it where it was left the last time.
 */
void
cs_desk_add_source (CsDesk   *self,
                    CsSource *source)
{
  g_return_if_fail (CS_IS_DESK (self) && self->store != NULL && CS_IS_SOURCE (source));

  cs_ferry_attach (self->ferry, source);
  cs_confirmer_attach (self->confirmer, source);
  if (CS_IS_BLUESKY_SOURCE (source))
    cs_known_authors_tell (self->store, CS_BLUESKY_SOURCE (source));
  g_list_store_append (self->sources, source);
  cs_store_read_position_async (self->store, cs_source_get_id (source), NULL, position_read_cb, g_object_ref (source));
}

/**
 * cs_desk_configure_source:
 * @self: an open desk
 * @config: what a person says of the source
 * @token: (nullable): what to sign in with; kept in the keyring
 * @error: a sentence that says what is missing
 *
 * Adds a source and remembers it in the show file.
 *
 * Returns: whether it was added
 */
gboolean
cs_desk_configure_source (CsDesk               *self,
                          const CsSourceConfig *config,
                          const char           *token,
                          GError              **error)
{
  g_autoptr (CsSource) source = cs_desk_make_source (self, config, token, error);
  g_autoptr (GVariant) value = NULL;
  CsSourceConfig *copy;

  if (source == NULL)
    return FALSE;
  value = g_variant_ref_sink (cs_source_config_to_variant (config));
  copy = cs_source_config_from_variant (value);
  copy->signed_in = token != NULL && *token != '\0';
  if (copy->signed_in)
    cs_desk_keep_token (self, source, token);
  g_ptr_array_add (self->configs, copy);
  cs_desk_save_sources (self);
  cs_desk_add_source (self, source);
  return TRUE;
}

/**
 * cs_desk_remove_source:
 * @self: an open desk
 * @source: one of its sources
 *
 * Stops a source and forgets it and its token. What it brought stays in the show.
 */
void
cs_desk_remove_source (CsDesk   *self,
                       CsSource *source)
{
  g_autofree char *name = NULL;
  guint position;

  g_return_if_fail (CS_IS_DESK (self) && self->store != NULL && CS_IS_SOURCE (source));

  if (!g_list_store_find (self->sources, source, &position))
    return;
  name = get_secret_name (cs_source_get_id (source));
  for (guint i = 0; i < self->configs->len; i++) {
    CsSourceConfig *config = self->configs->pdata[i];

    if (strcmp (config->id, cs_source_get_id (source)) == 0) {
      g_ptr_array_remove_index (self->configs, i);
      cs_desk_save_sources (self);
      cs_secrets_forget_async (self->secrets, name, NULL, NULL, NULL);
      break;
    }
  }
  g_object_set_data (G_OBJECT (source), "cs-removed", GINT_TO_POINTER (TRUE));
  cs_source_stop (source);
  g_list_store_remove (self->sources, position);
}

/**
 * cs_desk_add_rehearsal:
 * @self: an open desk
 * @recording_path: a recording
 * @speed: 1 is real time, 0 as fast as it goes
 * @error: a sentence that says what is wrong with the recording
 *
 * Replays a recording as a source and marks the whole show as a rehearsal, for good.
 *
 * Returns: whether it was added
 */
gboolean
cs_desk_add_rehearsal (CsDesk     *self,
                       const char *recording_path,
                       double      speed,
                       GError    **error)
{
  g_autoptr (CsSourceConfig) config = cs_source_config_new (CS_SOURCE_KIND_REHEARSAL, recording_path);
  g_autoptr (CsSource) source = NULL;

  if (!g_file_test (recording_path, G_FILE_TEST_IS_REGULAR)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no recording at %s."), recording_path);
    return FALSE;
  }
  config->speed = speed;
  source = cs_desk_make_source (self, config, NULL, error);
  if (source == NULL)
    return FALSE;
  cs_desk_set_rehearsal (self);
  cs_desk_read_official (self, recording_path);
  cs_desk_add_source (self, source);
  return TRUE;
}
