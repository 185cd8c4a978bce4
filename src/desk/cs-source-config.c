/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-source-config.h"

static const char *const kinds[] = { "mastodon", "bluesky", "rehearsal" };

static GStrv
dup_strv (GVariantDict *dict,
          const char   *key)
{
  GStrv value = NULL;

  if (!g_variant_dict_lookup (dict, key, "^as", &value))
    value = g_new0 (char *, 1);
  return value;
}

static char *
dup_string (GVariantDict *dict,
            const char   *key)
{
  char *value = NULL;

  g_variant_dict_lookup (dict, key, "s", &value);
  return value;
}

static void
insert_strv (GVariantDict *dict,
             const char   *key,
             GStrv         value)
{
  if (value != NULL)
    g_variant_dict_insert_value (dict, key, g_variant_new_strv ((const char *const *) value, -1));
}

/**
 * cs_source_config_new:
 * @kind: what it is
 * @server: the Mastodon server, the Jetstream, or the path of the recording
 *
 * Returns: (transfer full): a configuration with an id of its own and no hashtags yet
 */
CsSourceConfig *
cs_source_config_new (CsSourceKind kind,
                      const char  *server)
{
  CsSourceConfig *self = g_new0 (CsSourceConfig, 1);
  g_autofree char *uuid = g_uuid_string_random ();

  self->kind = kind;
  self->id = g_strdup_printf ("%s-%.8s", kinds[kind], uuid);
  self->server = g_strdup (server);
  self->any = g_new0 (char *, 1);
  self->all = g_new0 (char *, 1);
  self->none = g_new0 (char *, 1);
  self->speed = 1;
  return self;
}

/**
 * cs_source_config_free:
 * @self: (transfer full): a configuration
 */
void
cs_source_config_free (CsSourceConfig *self)
{
  g_free (self->id);
  g_free (self->server);
  g_free (self->appview);
  g_strfreev (self->any);
  g_strfreev (self->all);
  g_strfreev (self->none);
  g_free (self);
}

/**
 * cs_source_kind_from_id:
 * @id: (nullable): a name
 * @kind: (out): the kind
 *
 * Returns: whether @id names a kind
 */
gboolean
cs_source_kind_from_id (const char   *id,
                        CsSourceKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (id, kinds[i]) == 0) {
      *kind = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * cs_source_config_to_variant:
 * @self: a configuration
 *
 * Returns: (transfer floating): an a{sv} for the show file
 */
GVariant *
cs_source_config_to_variant (const CsSourceConfig *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "kind", "s", kinds[self->kind]);
  g_variant_dict_insert (&dict, "id", "s", self->id);
  g_variant_dict_insert (&dict, "server", "s", self->server);
  if (self->appview != NULL)
    g_variant_dict_insert (&dict, "appview", "s", self->appview);
  insert_strv (&dict, "any", self->any);
  insert_strv (&dict, "all", self->all);
  insert_strv (&dict, "none", self->none);
  g_variant_dict_insert (&dict, "speed", "d", self->speed);
  g_variant_dict_insert (&dict, "signed-in", "b", self->signed_in);
  return g_variant_dict_end (&dict);
}

/**
 * cs_source_config_from_variant:
 * @value: an a{sv}, perhaps of another version or made up
 *
 * Returns: (transfer full) (nullable): the configuration, or %NULL when kind, id or server is missing
 */
CsSourceConfig *
cs_source_config_from_variant (GVariant *value)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (value);
  g_autofree char *kind = dup_string (&dict, "kind");
  g_autoptr (CsSourceConfig) self = g_new0 (CsSourceConfig, 1);

  self->id = dup_string (&dict, "id");
  self->server = dup_string (&dict, "server");
  self->appview = dup_string (&dict, "appview");
  self->any = dup_strv (&dict, "any");
  self->all = dup_strv (&dict, "all");
  self->none = dup_strv (&dict, "none");
  if (!g_variant_dict_lookup (&dict, "speed", "d", &self->speed))
    self->speed = 1;
  g_variant_dict_lookup (&dict, "signed-in", "b", &self->signed_in);
  if (!cs_source_kind_from_id (kind, &self->kind) || self->id == NULL || self->server == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * cs_source_config_split_tags:
 * @typed: (nullable): hashtags as a person types them: "#One, two three"
 *
 * Returns: (transfer full): the tags without their signs, each once
 */
GStrv
cs_source_config_split_tags (const char *typed)
{
  g_auto (GStrv) words = g_strsplit_set (typed != NULL ? typed : "", " ,;#\t\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && g_hash_table_add (seen, g_utf8_casefold (words[i], -1)))
      g_strv_builder_add (builder, words[i]);
  return g_strv_builder_end (builder);
}
