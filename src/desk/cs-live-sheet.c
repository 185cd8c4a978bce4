/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-sheet.h"

#define MAX_LIMIT_S (24 * 60 * 60)

G_DEFINE_BOXED_TYPE (CsLiveSheet, cs_live_sheet, cs_live_sheet_copy, cs_live_sheet_free)

/**
 * cs_live_sheet_new:
 *
 * Returns: (transfer full): an empty sheet: public, recorded, at once, without a limit
 */
CsLiveSheet *
cs_live_sheet_new (void)
{
  CsLiveSheet *self = g_new0 (CsLiveSheet, 1);

  self->title = g_strdup ("");
  self->language = g_strdup ("");
  self->hashtags = g_new0 (char *, 1);
  self->record = TRUE;
  return self;
}

/**
 * cs_live_sheet_copy:
 * @self: a sheet
 *
 * Returns: (transfer full): the same
 */
CsLiveSheet *
cs_live_sheet_copy (const CsLiveSheet *self)
{
  CsLiveSheet *copy = g_new (CsLiveSheet, 1);

  *copy = *self;
  copy->title = g_strdup (self->title);
  copy->language = g_strdup (self->language);
  copy->hashtags = g_strdupv (self->hashtags);
  return copy;
}

/**
 * cs_live_sheet_free:
 * @self: (transfer full): a sheet
 */
void
cs_live_sheet_free (CsLiveSheet *self)
{
  g_free (self->title);
  g_free (self->language);
  g_strfreev (self->hashtags);
  g_free (self);
}

/**
 * cs_live_sheet_to_variant:
 * @self: a sheet
 *
 * Returns: (transfer floating): an a{sv} for the show file
 */
GVariant *
cs_live_sheet_to_variant (const CsLiveSheet *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "title", "s", self->title);
  g_variant_dict_insert (&dict, "language", "s", self->language);
  g_variant_dict_insert (&dict, "hashtags", "^as", self->hashtags);
  g_variant_dict_insert (&dict, "private", "b", self->only_private);
  g_variant_dict_insert (&dict, "countdown", "b", self->countdown);
  g_variant_dict_insert (&dict, "record", "b", self->record);
  g_variant_dict_insert (&dict, "limit", "u", self->limit_s);
  return g_variant_dict_end (&dict);
}

static void
read_string (GVariantDict *dict,
             const char   *key,
             char        **where)
{
  char *value;

  if (!g_variant_dict_lookup (dict, key, "s", &value))
    return;
  g_free (*where);
  *where = value;
}

/**
 * cs_live_sheet_from_variant:
 * @value: (nullable): an a{sv}, perhaps of another version or made up
 *
 * Returns: (transfer full): the sheet; what is missing or wrong is as in a new one
 */
CsLiveSheet *
cs_live_sheet_from_variant (GVariant *value)
{
  CsLiveSheet *self = cs_live_sheet_new ();
  g_auto (GVariantDict) dict = { 0 };
  GStrv hashtags;

  if (value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    return self;
  g_variant_dict_init (&dict, value);
  read_string (&dict, "title", &self->title);
  read_string (&dict, "language", &self->language);
  if (g_variant_dict_lookup (&dict, "hashtags", "^as", &hashtags)) {
    g_strfreev (self->hashtags);
    self->hashtags = hashtags;
  }
  g_variant_dict_lookup (&dict, "private", "b", &self->only_private);
  g_variant_dict_lookup (&dict, "countdown", "b", &self->countdown);
  g_variant_dict_lookup (&dict, "record", "b", &self->record);
  g_variant_dict_lookup (&dict, "limit", "u", &self->limit_s);
  self->limit_s = MIN (self->limit_s, MAX_LIMIT_S);
  return self;
}
