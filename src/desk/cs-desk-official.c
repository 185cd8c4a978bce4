/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-private.h"

#include "cs-recording.h"

#define SETTING "official"
#define SETTING_TYPE "a(ssss)"

static void
save (CsDesk *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (SETTING_TYPE));

  for (guint i = 0; i < self->official->len; i++) {
    const CsAccount *account = self->official->pdata[i];

    g_variant_builder_add (&builder, "(ssss)", cs_network_to_id (account->network), account->host, account->native_id,
                           account->handle != NULL ? account->handle : "");
  }
  cs_store_set_setting_async (self->store, SETTING, g_variant_builder_end (&builder), NULL, NULL, NULL);
}

static void
head_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (CsDesk) self = data;
  gsize length = 0;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, &length, NULL);
  g_autoptr (CsRecording) head = line != NULL ? cs_recording_parse (line, length, NULL) : NULL;

  /* What is wrong with a recording is said by its source. */
  if (head == NULL || self->store == NULL)
    return;
  g_ptr_array_set_size (self->official, 0);
  for (guint i = 0; i < head->official->len; i++)
    g_ptr_array_add (self->official, cs_account_ref (head->official->pdata[i]));
  save (self);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsDesk) self = data;
  g_autoptr (GFileInputStream) file = g_file_read_finish (G_FILE (object), result, NULL);
  g_autoptr (GDataInputStream) lines = NULL;

  if (file == NULL)
    return;
  lines = g_data_input_stream_new (G_INPUT_STREAM (file));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, head_read_cb, g_steal_pointer (&self));
}

/* A recording names the show's own accounts: those that others may try to look like. */
void
cs_desk_read_official (CsDesk     *self,
                       const char *recording_path)
{
  g_autoptr (GFile) file = g_file_new_for_path (recording_path);

  g_file_read_async (file, G_PRIORITY_DEFAULT, NULL, opened_cb, g_object_ref (self));
}

static void
setting_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (CsDesk) self = data;
  g_autoptr (GVariant) saved = cs_store_get_setting_finish (CS_STORE (object), result, NULL);
  GVariantIter iter;
  const char *network_id, *host, *native_id, *handle;

  if (saved == NULL || !g_variant_is_of_type (saved, G_VARIANT_TYPE (SETTING_TYPE)) || self->official->len > 0)
    return;
  g_variant_iter_init (&iter, saved);
  while (g_variant_iter_next (&iter, "(&s&s&s&s)", &network_id, &host, &native_id, &handle)) {
    CsNetwork network;
    CsAccount *account;

    if (!cs_network_from_id (network_id, &network))
      continue;
    account = cs_account_new (network, host, native_id);
    account->handle = g_strdup (handle);
    g_ptr_array_add (self->official, account);
  }
}

/* The official accounts that the show file remembers. */
void
cs_desk_load_official (CsDesk *self)
{
  cs_store_get_setting_async (self->store, SETTING, NULL, setting_read_cb, g_object_ref (self));
}
