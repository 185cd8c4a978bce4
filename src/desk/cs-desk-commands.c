/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-private.h"

#include <glib/gi18n-lib.h>

typedef struct {
  CsDesk *desk;
  CsOutputCommand *command;
} Doing;

static Doing *
doing_new (CsDesk          *desk,
           CsOutputCommand *command)
{
  Doing *doing = g_new0 (Doing, 1);

  doing->desk = g_object_ref (desk);
  doing->command = g_object_ref (command);
  return doing;
}

static void
doing_finish (Doing        *doing,
              const GError *error)
{
  cs_output_command_answer (doing->command, error);
  g_object_unref (doing->command);
  g_object_unref (doing->desk);
  g_free (doing);
}

static void
taken_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;

  cs_program_take_finish (CS_PROGRAM (object), result, &error);
  doing_finish (data, error);
}

/* What was read for a command may be older than what the desk knows by now. */
static CsPostItem *
get_item (CsDesk  *desk,
          CsEntry *entry)
{
  CsPostItem *item = cs_store_get_item (desk->store, entry->id);
  CsEntry *known = cs_post_item_get_entry (item);

  if (known == NULL || known->serial <= entry->serial)
    cs_post_item_set_entry (item, entry);
  return item;
}

/* The command names the version that its sender saw, and the epoch it was sent in. */
static gboolean
cue (Doing    *doing,
     CsEntry  *entry,
     GError  **error)
{
  CsDesk *desk = doing->desk;
  const char *version = cs_output_command_get_version (doing->command);
  g_autoptr (CsPostItem) item = NULL;

  if (desk->program == NULL || desk->closing) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _("No show is open."));
    return FALSE;
  }
  if (version != NULL && g_strcmp0 (version, entry->post->version) != 0) {
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_STALE,
                         _("Its author edited this post: it has to be approved again."));
    return FALSE;
  }
  if (cs_output_command_get_epoch (doing->command) != cs_output_server_get_epoch (desk->output)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                         _("The post was taken back or everything was cleared in the meantime."));
    return FALSE;
  }
  item = get_item (desk, entry);
  return cs_program_cue (desk->program, item, error);
}

static void
entry_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  Doing *doing = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = cs_store_read_entries_finish (CS_STORE (object), result, &error);

  if (entries != NULL && entries->len == 0)
    g_set_error_literal (&error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_FOUND, _("There is no such post in this show."));
  if (error != NULL || !cue (doing, entries->pdata[0], &error) ||
      cs_output_command_get_verb (doing->command) == CS_OUTPUT_CUE) {
    doing_finish (doing, error);
    return;
  }
  cs_program_take_async (doing->desk->program, cs_triage_get_by (doing->desk->triage), NULL, taken_cb, doing);
}

/* Somebody asked over HTTP: a script, a stream deck, the producer. Bound by the same interlock as the keys. */
void
cs_desk_command_cb (CsOutputServer  *output,
                    CsOutputCommand *command,
                    CsDesk          *self)
{
  gint64 post_id = cs_output_command_get_post_id (command);

  if (self->program == NULL || self->closing) {
    g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, _("No show is open."));

    cs_output_command_answer (command, error);
  } else if (cs_output_command_get_verb (command) == CS_OUTPUT_OUT) {
    cs_program_out (self->program);
    cs_output_command_answer (command, NULL);
  } else {
    cs_store_read_entries_async (self->store, &post_id, 1, NULL, entry_read_cb, doing_new (self, command));
  }
}

/* The outputs went dark by a way in that does not pass here: the program and the as-run log follow. */
void
cs_desk_dark_cb (CsOutputServer *output,
                 CsDarkReason    reason,
                 CsSnapshot     *snapshot,
                 gint64          at_us,
                 CsDesk         *self)
{
  static const char *const how[] = {
    [CS_DARK_OUT] = "out",
    [CS_DARK_CLEARED] = "cleared",
    [CS_DARK_WITHDRAWN] = "withdrawn",
    [CS_DARK_SILENT] = "silent",
    [CS_DARK_STOOD_STILL] = "silent",
    [CS_DARK_STOPPED] = "stopped",
  };
  CsSnapshot *on_air = self->program != NULL ? cs_program_get_on_air (self->program) : NULL;

  if (on_air != NULL && on_air->airing_id == snapshot->airing_id)
    cs_program_ended (self->program, how[reason]);
  if (reason == CS_DARK_CLEARED && self->program != NULL)
    cs_program_uncue (self->program);
}
