/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-destination.h"

#include "cs-live.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_LATENCY_MS 120

struct _CsLiveDestination {
  GObject parent_instance;

  CsLiveSettings settings;
  CsLiveKey key_state;
  char *key; /* (nullable): a secret, like the one below */
  char *extra; /* (nullable) */
  CsDestination *stream; /* (nullable): none while there is no broadcast */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsLiveDestination, cs_live_destination, G_TYPE_OBJECT)

static void
emit_changed (CsLiveDestination *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
copy_settings (CsLiveSettings       *to,
               const CsLiveSettings *from)
{
  CsLiveSettings copy = *from;

  copy.id = g_strdup (from->id);
  copy.preset = g_strdup (from->preset);
  copy.name = g_strdup (from->name);
  copy.address = g_strdup (from->address);
  cs_live_settings_clear (to);
  *to = copy;
}

static void
forget_secrets (CsLiveDestination *self)
{
  if (self->key != NULL)
    explicit_bzero (self->key, strlen (self->key));
  if (self->extra != NULL)
    explicit_bzero (self->extra, strlen (self->extra));
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->extra, g_free);
}

static void
cs_live_destination_finalize (GObject *object)
{
  CsLiveDestination *self = CS_LIVE_DESTINATION (object);

  forget_secrets (self);
  cs_live_settings_clear (&self->settings);
  G_OBJECT_CLASS (cs_live_destination_parent_class)->finalize (object);
}

static void
cs_live_destination_dispose (GObject *object)
{
  CsLiveDestination *self = CS_LIVE_DESTINATION (object);

  if (self->stream != NULL)
    g_signal_handlers_disconnect_by_data (self->stream, self);
  g_clear_object (&self->stream);
  G_OBJECT_CLASS (cs_live_destination_parent_class)->dispose (object);
}

static void
cs_live_destination_class_init (CsLiveDestinationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_live_destination_dispose;
  object_class->finalize = cs_live_destination_finalize;

  /**
   * CsLiveDestination::changed:
   *
   * Something of it has changed: what is remembered, how it stands, or its figures.
   */
  signals[CHANGED] =
      g_signal_new ("changed", CS_TYPE_LIVE_DESTINATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_live_destination_init (CsLiveDestination *self)
{
}

/**
 * cs_live_settings_clear:
 * @settings: settings
 */
void
cs_live_settings_clear (CsLiveSettings *settings)
{
  g_clear_pointer (&settings->id, g_free);
  g_clear_pointer (&settings->preset, g_free);
  g_clear_pointer (&settings->name, g_free);
  g_clear_pointer (&settings->address, g_free);
}

/**
 * cs_live_destination_new:
 * @settings: what to remember; without an id it gets one of its own
 *
 * Returns: (transfer full): a destination whose key is not known yet; main thread only
 */
CsLiveDestination *
cs_live_destination_new (const CsLiveSettings *settings)
{
  CsLiveDestination *self = g_object_new (CS_TYPE_LIVE_DESTINATION, NULL);

  copy_settings (&self->settings, settings);
  if (self->settings.id == NULL)
    self->settings.id = g_uuid_string_random ();
  return self;
}

/**
 * cs_live_destination_from_variant:
 * @value: an a{sv}, perhaps of another version or made up
 *
 * Returns: (transfer full) (nullable): the destination, or %NULL when id, name or address is missing
 */
CsLiveDestination *
cs_live_destination_from_variant (GVariant *value)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (value);
  g_auto (CsLiveSettings) settings = { .latency_ms = DEFAULT_LATENCY_MS, .enabled = TRUE };

  g_variant_dict_lookup (&dict, "id", "s", &settings.id);
  g_variant_dict_lookup (&dict, "preset", "s", &settings.preset);
  g_variant_dict_lookup (&dict, "name", "s", &settings.name);
  g_variant_dict_lookup (&dict, "address", "s", &settings.address);
  g_variant_dict_lookup (&dict, "latency", "u", &settings.latency_ms);
  g_variant_dict_lookup (&dict, "enabled", "b", &settings.enabled);
  g_variant_dict_lookup (&dict, "private", "b", &settings.is_private);
  if (settings.id == NULL || settings.name == NULL || settings.address == NULL)
    return NULL;
  if (settings.preset == NULL)
    settings.preset = g_strdup ("own");
  return cs_live_destination_new (&settings);
}

/**
 * cs_live_destination_to_variant:
 * @self: a destination
 *
 * Returns: (transfer floating): an a{sv} for the show file; holds no secret
 */
GVariant *
cs_live_destination_to_variant (CsLiveDestination *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_return_val_if_fail (CS_IS_LIVE_DESTINATION (self), NULL);

  g_variant_dict_insert (&dict, "id", "s", self->settings.id);
  g_variant_dict_insert (&dict, "preset", "s", self->settings.preset);
  g_variant_dict_insert (&dict, "name", "s", self->settings.name);
  g_variant_dict_insert (&dict, "address", "s", self->settings.address);
  g_variant_dict_insert (&dict, "latency", "u", self->settings.latency_ms);
  g_variant_dict_insert (&dict, "enabled", "b", self->settings.enabled);
  g_variant_dict_insert (&dict, "private", "b", self->settings.is_private);
  return g_variant_dict_end (&dict);
}

/**
 * cs_live_destination_get_settings:
 * @self: a destination
 *
 * Returns: (transfer none): what is remembered of it
 */
const CsLiveSettings *
cs_live_destination_get_settings (CsLiveDestination *self)
{
  g_return_val_if_fail (CS_IS_LIVE_DESTINATION (self), NULL);

  return &self->settings;
}

/**
 * cs_live_destination_set_settings:
 * @self: a destination
 * @settings: what to remember of it, from its next broadcast on; the id stays
 */
void
cs_live_destination_set_settings (CsLiveDestination    *self,
                                  const CsLiveSettings *settings)
{
  CsLiveSettings with_id = *settings;

  g_return_if_fail (CS_IS_LIVE_DESTINATION (self));

  with_id.id = self->settings.id;
  copy_settings (&self->settings, &with_id);
  emit_changed (self);
}

/**
 * cs_live_destination_get_key:
 * @self: a destination
 *
 * Returns: whether its key is known
 */
CsLiveKey
cs_live_destination_get_key (CsLiveDestination *self)
{
  g_return_val_if_fail (CS_IS_LIVE_DESTINATION (self), CS_LIVE_KEY_NONE);

  return self->key_state;
}

/**
 * cs_live_destination_set_secrets:
 * @self: a destination
 * @key: (nullable): its key
 * @extra: (nullable): its second secret
 *
 * Lets the destination use secrets that are kept elsewhere. It shows them to nobody but the server.
 */
void
cs_live_destination_set_secrets (CsLiveDestination *self,
                                 const char        *key,
                                 const char        *extra)
{
  g_return_if_fail (CS_IS_LIVE_DESTINATION (self));

  forget_secrets (self);
  self->key = key != NULL && *key != '\0' ? g_strdup (key) : NULL;
  self->extra = extra != NULL && *extra != '\0' ? g_strdup (extra) : NULL;
  self->key_state = self->key != NULL ? CS_LIVE_KEY_KEPT : CS_LIVE_KEY_NONE;
  emit_changed (self);
}

/**
 * cs_live_destination_change_secrets:
 * @self: a destination
 * @key: (nullable): its new key; %NULL leaves it as it is
 * @extra: (nullable): its new second secret; %NULL leaves it as it is
 */
void
cs_live_destination_change_secrets (CsLiveDestination *self,
                                    const char        *key,
                                    const char        *extra)
{
  g_autofree char *new_key = NULL;
  g_autofree char *new_extra = NULL;

  g_return_if_fail (CS_IS_LIVE_DESTINATION (self));

  new_key = g_strdup (key != NULL ? key : self->key);
  new_extra = g_strdup (extra != NULL ? extra : self->extra);
  cs_live_destination_set_secrets (self, new_key, new_extra);
}

/**
 * cs_live_destination_borrow_secrets:
 * @self: a destination
 * @from: another one, whose secrets it may use as well
 */
void
cs_live_destination_borrow_secrets (CsLiveDestination *self,
                                    CsLiveDestination *from)
{
  g_return_if_fail (CS_IS_LIVE_DESTINATION (self) && CS_IS_LIVE_DESTINATION (from));

  cs_live_destination_set_secrets (self, from->key, from->extra);
}

/**
 * cs_live_destination_find_obstacle:
 * @self: a destination
 *
 * Returns: (transfer full) (nullable): a sentence that says why it cannot be streamed to
 */
char *
cs_live_destination_find_obstacle (CsLiveDestination *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsTarget) target = NULL;

  g_return_val_if_fail (CS_IS_LIVE_DESTINATION (self), NULL);

  if (self->key_state == CS_LIVE_KEY_ASKED)
    return g_strdup (_("The keyring has not answered yet."));
  target = cs_live_destination_make_target (self, &error);
  return target == NULL ? g_strdup (error->message) : NULL;
}

/**
 * cs_live_destination_make_target:
 * @self: a destination
 * @error: a sentence that says what is missing
 *
 * Returns: (transfer full) (nullable): where to stream to
 */
CsTarget *
cs_live_destination_make_target (CsLiveDestination *self,
                                 GError           **error)
{
  const CsTargetParts parts = { self->settings.address, self->key, self->extra, self->settings.latency_ms };
  g_autofree char *address = NULL;

  g_return_val_if_fail (CS_IS_LIVE_DESTINATION (self), NULL);

  /* Else the last part of the address would be taken for the key. */
  if (self->key == NULL && g_str_has_prefix (self->settings.address, "rtmp")) {
    g_set_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_ADDRESS, _("The stream key of “%s” is missing."),
                 self->settings.name);
    return NULL;
  }
  address = cs_target_join (&parts);
  return cs_target_new (address, self->key, error);
}

/**
 * cs_live_destination_get_stream:
 * @self: a destination
 *
 * Returns: (transfer none) (nullable): how it stands in the broadcast; %NULL when it is not part of one
 */
CsDestination *
cs_live_destination_get_stream (CsLiveDestination *self)
{
  g_return_val_if_fail (CS_IS_LIVE_DESTINATION (self), NULL);

  return self->stream;
}

/**
 * cs_live_destination_set_stream:
 * @self: a destination
 * @stream: (nullable): its part of the broadcast
 */
void
cs_live_destination_set_stream (CsLiveDestination *self,
                                CsDestination     *stream)
{
  g_return_if_fail (CS_IS_LIVE_DESTINATION (self));

  if (self->stream != NULL)
    g_signal_handlers_disconnect_by_data (self->stream, self);
  if (!g_set_object (&self->stream, stream))
    return;
  if (stream != NULL) {
    g_signal_connect_swapped (stream, "notify::state", G_CALLBACK (emit_changed), self);
    g_signal_connect_swapped (stream, "measured", G_CALLBACK (emit_changed), self);
  }
  emit_changed (self);
}
