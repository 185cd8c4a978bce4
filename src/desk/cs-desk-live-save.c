/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-live-private.h"

#include <glib/gi18n-lib.h>

#define SETTING "live"
#define MAX_DESTINATIONS 64

/* What the keyring is asked about one destination. */
typedef struct {
  CsDeskLive *live;
  CsLiveDestination *destination;
  char *key; /* (nullable) */
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->live);
  g_object_unref (asking->destination);
  g_free (asking->key);
  g_free (asking);
}

static char *
get_secret_name (CsLiveDestination *destination,
                 gboolean           extra)
{
  return g_strconcat ("live.", cs_live_destination_get_settings (destination)->id, extra ? ".extra" : NULL, NULL);
}

static void
keep (CsDeskLive        *self,
      CsLiveDestination *destination,
      gboolean           extra,
      const char        *secret)
{
  g_autofree char *name = get_secret_name (destination, extra);
  g_autofree char *label = g_strdup_printf (_("Coulisses: %s"), cs_live_destination_get_settings (destination)->name);

  if (secret != NULL && *secret != '\0')
    cs_secrets_store_async (self->secrets, name, label, secret, NULL, NULL, NULL);
  else
    cs_secrets_forget_async (self->secrets, name, NULL, NULL, NULL);
}

static void
extra_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  Asking *asking = data;
  g_autofree char *extra = cs_secrets_lookup_finish (CS_SECRETS (object), result, NULL);

  /* A person may have typed a new key while the keyring was asked for the old one. */
  if (cs_live_destination_get_key (asking->destination) == CS_LIVE_KEY_ASKED)
    cs_live_destination_set_secrets (asking->destination, asking->key, extra);
  asking_free (asking);
}

static void
key_read_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  Asking *asking = data;
  g_autofree char *name = get_secret_name (asking->destination, TRUE);

  asking->key = cs_secrets_lookup_finish (CS_SECRETS (object), result, NULL);
  cs_secrets_lookup_async (asking->live->secrets, name, NULL, extra_read_cb, asking);
}

static void
ask_keyring (CsDeskLive        *self,
             CsLiveDestination *destination)
{
  Asking *asking = g_new0 (Asking, 1);
  g_autofree char *name = get_secret_name (destination, FALSE);

  asking->live = g_object_ref (self);
  asking->destination = g_object_ref (destination);
  cs_secrets_lookup_async (self->secrets, name, NULL, key_read_cb, asking);
}

static void
load_destinations (CsDeskLive *self,
                   GVariant   *saved)
{
  GVariantIter iter;
  GVariant *child;

  g_variant_iter_init (&iter, saved);
  while ((child = g_variant_iter_next_value (&iter)) != NULL) {
    g_autoptr (GVariant) value = child;
    g_autoptr (CsLiveDestination) destination = cs_live_destination_from_variant (value);

    if (destination == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->destinations)) >= MAX_DESTINATIONS)
      continue;
    g_list_store_append (self->destinations, destination);
    ask_keyring (self, destination);
  }
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsDeskLive *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GVariant) saved = cs_store_get_setting_finish (CS_STORE (object), result, &error);
  g_autoptr (GVariant) destinations = NULL;
  g_autoptr (GVariant) sheet = NULL;

  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (saved != NULL && g_variant_is_of_type (saved, G_VARIANT_TYPE_VARDICT)) {
    destinations = g_variant_lookup_value (saved, "destinations", G_VARIANT_TYPE ("aa{sv}"));
    sheet = g_variant_lookup_value (saved, "sheet", G_VARIANT_TYPE_VARDICT);
  }
  self->store = g_object_ref (CS_STORE (object));
  cs_live_sheet_free (self->sheet);
  self->sheet = cs_live_sheet_from_variant (sheet);
  if (destinations != NULL)
    load_destinations (self, destinations);
  g_task_return_boolean (task, TRUE);
}

/* Once for all that happens in one go. */
void
cs_desk_live_save (CsDeskLive *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  if (self->store == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->destinations)); i++) {
    g_autoptr (CsLiveDestination) destination = g_list_model_get_item (G_LIST_MODEL (self->destinations), i);

    g_variant_builder_add_value (&builder, cs_live_destination_to_variant (destination));
  }
  g_variant_dict_insert_value (&dict, "destinations", g_variant_builder_end (&builder));
  g_variant_dict_insert_value (&dict, "sheet", cs_live_sheet_to_variant (self->sheet));
  cs_store_set_setting_async (self->store, SETTING, g_variant_dict_end (&dict), NULL, NULL, NULL);
}

/**
 * cs_desk_live_load_async:
 * @self: broadcasts without a show
 * @store: the open show file
 * @cancellable: (nullable): a cancellable
 * @callback: called when the destinations are there
 * @user_data: for @callback
 *
 * Reads what the show remembers. The keyring is asked for the keys besides: each destination says when its own
 * is known.
 */
void
cs_desk_live_load_async (CsDeskLive         *self,
                         CsStore            *store,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_DESK_LIVE (self) && self->store == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_desk_live_load_async);
  cs_store_get_setting_async (store, SETTING, cancellable, read_cb, task);
}

/**
 * cs_desk_live_load_finish:
 * @self: broadcasts
 * @result: as the callback got it
 * @error: why the show file cannot be read
 *
 * Returns: whether the destinations are there
 */
gboolean
cs_desk_live_load_finish (CsDeskLive   *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_desk_live_unload:
 * @self: broadcasts, none of which is on
 *
 * Lets go of the show. Idempotent.
 */
void
cs_desk_live_unload (CsDeskLive *self)
{
  g_return_if_fail (CS_IS_DESK_LIVE (self));

  g_list_store_remove_all (self->destinations);
  g_clear_object (&self->store);
  cs_live_sheet_free (self->sheet);
  self->sheet = cs_live_sheet_new ();
}

/**
 * cs_desk_live_add:
 * @self: broadcasts of an open show
 * @settings: what to remember; without an id
 * @key: (nullable): its key, kept in the keyring
 * @extra: (nullable): its second secret, likewise
 *
 * Adds a destination. A broadcast that is on goes there from now on, too, if it is meant for it.
 *
 * Returns: (transfer none): the destination
 */
CsLiveDestination *
cs_desk_live_add (CsDeskLive           *self,
                  const CsLiveSettings *settings,
                  const char           *key,
                  const char           *extra)
{
  g_autoptr (CsLiveDestination) destination = NULL;

  g_return_val_if_fail (CS_IS_DESK_LIVE (self) && settings != NULL, NULL);

  destination = cs_live_destination_new (settings);
  cs_live_destination_set_secrets (destination, key, extra);
  if (key != NULL && *key != '\0')
    keep (self, destination, FALSE, key);
  if (extra != NULL && *extra != '\0')
    keep (self, destination, TRUE, extra);
  g_list_store_append (self->destinations, destination);
  cs_desk_live_save (self);
  cs_desk_live_join (self, destination);
  return destination;
}

/**
 * cs_desk_live_change:
 * @self: broadcasts of an open show
 * @destination: one of its destinations
 * @settings: what to remember from now on
 * @key: (nullable): its new key; "" forgets it; %NULL leaves it as it is
 * @extra: (nullable): its new second secret, likewise
 *
 * Changes a destination. A broadcast that is on ends there when it is not meant for it any more, begins there when it
 * is now, and begins anew when it is at another address or has another key.
 */
void
cs_desk_live_change (CsDeskLive           *self,
                     CsLiveDestination    *destination,
                     const CsLiveSettings *settings,
                     const char           *key,
                     const char           *extra)
{
  const CsLiveSettings *before;
  gboolean elsewhere;

  g_return_if_fail (CS_IS_DESK_LIVE (self) && CS_IS_LIVE_DESTINATION (destination));

  before = cs_live_destination_get_settings (destination);
  elsewhere = key != NULL || extra != NULL || g_strcmp0 (before->address, settings->address) != 0 ||
              before->latency_ms != settings->latency_ms;
  cs_live_destination_set_settings (destination, settings);
  if (key != NULL || extra != NULL)
    cs_live_destination_change_secrets (destination, key, extra);
  if (key != NULL)
    keep (self, destination, FALSE, key);
  if (extra != NULL)
    keep (self, destination, TRUE, extra);
  cs_desk_live_save (self);
  cs_desk_live_rejoin (self, destination, elsewhere);
}

/**
 * cs_desk_live_remove:
 * @self: broadcasts of an open show
 * @destination: one of its destinations
 *
 * Forgets a destination and its key. A broadcast that is on ends there, and only there.
 */
void
cs_desk_live_remove (CsDeskLive        *self,
                     CsLiveDestination *destination)
{
  guint position;

  g_return_if_fail (CS_IS_DESK_LIVE (self) && CS_IS_LIVE_DESTINATION (destination));

  if (!g_list_store_find (self->destinations, destination, &position))
    return;
  cs_desk_live_leave (self, destination);
  keep (self, destination, FALSE, NULL);
  keep (self, destination, TRUE, NULL);
  g_list_store_remove (self->destinations, position);
  cs_desk_live_save (self);
}
