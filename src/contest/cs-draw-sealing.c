/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-private.h"

#include "cs-config.h"
#include "cs-draw-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

/* One sealing, from the chosen accounts to the entry in the journal. */
typedef struct {
  CsContestSetup *setup;
  CsDrawIntake *intake;
  CsDrawFiles *files;
  CsSeal *seal;
  char *folder;
  GPtrArray *exclusions; /* texts behind the entries of who is left out by a rule; people's are in the journal already */
} Sealing;

static void
sealing_free (Sealing *sealing)
{
  cs_contest_setup_free (sealing->setup);
  cs_draw_intake_unref (sealing->intake);
  cs_draw_files_free (sealing->files);
  cs_seal_free (sealing->seal);
  g_free (sealing->folder);
  g_ptr_array_unref (sealing->exclusions);
  g_free (sealing);
}

static gboolean
draw_secret (CsHex    hex,
             GError **error)
{
  guint8 bytes[CS_DIGEST_BYTES];

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The system gives no random numbers: %s"), g_strerror (errno));
  cs_digest_write_hex (bytes, sizeof bytes, hex);
  return TRUE;
}

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static char *
digest_of (GBytes *bytes)
{
  CsHex hex;

  cs_digest_of_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), hex);
  return g_strdup (hex);
}

/* Who takes part, in the protocol's form; the seal gets what depends on it. */
static void
write_list (Sealing *sealing)
{
  const CsContestSetup *setup = sealing->setup;
  g_autoptr (GPtrArray) chosen = cs_activity_choose (sealing->intake->rows, setup->threshold, setup->top);
  g_autofree const char **ids = g_new (const char *, MAX (chosen->len, 1));
  g_autofree guint *tickets = g_new (guint, MAX (chosen->len, 1));

  for (guint i = 0; i < chosen->len; i++) {
    gpointer count = NULL;

    ids[i] = ((CsActivityRow *) chosen->pdata[i])->id;
    if (sealing->intake->tickets != NULL)
      count = g_hash_table_lookup (sealing->intake->tickets, ids[i]);
    tickets[i] = CLAMP (GPOINTER_TO_UINT (count), 1, CS_SEAL_MAX_TICKETS);
  }
  sealing->files->list = cs_draw_list_write (ids, setup->tickets ? tickets : NULL, chosen->len, sealing->seal->salt);
  sealing->seal->n_participants = chosen->len;
  sealing->seal->list = digest_of (sealing->files->list);
}

static gboolean
prepare_secrets (Sealing *sealing,
                 GError **error)
{
  CsHex secret, commitment;

  if (sealing->setup->pseudonyms) {
    if (!draw_secret (secret, error))
      return FALSE;
    sealing->seal->salt = g_strdup (secret);
  }
  if (sealing->setup->dice) {
    if (!draw_secret (secret, error))
      return FALSE;
    cs_dice_commitment (secret, commitment);
    sealing->files->nonce = bytes_of (secret);
    sealing->seal->commitment = g_strdup (commitment);
  }
  return TRUE;
}

/* Apart from the journal, so that they can be deleted. */
static gboolean
write_exclusions (const Sealing *sealing,
                  GError       **error)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < sealing->exclusions->len; i++)
    g_string_append (text, sealing->exclusions->pdata[i]);
  bytes = g_string_free_to_bytes (text);
  return cs_draw_file_write (sealing->folder, "exclusions.txt", bytes, error);
}

static gboolean
gather_exclusions (Sealing *sealing,
                   GError **error)
{
  for (guint i = 0; i < sealing->intake->rows->len; i++) {
    const CsActivityRow *row = sealing->intake->rows->pdata[i];
    char *text;

    if (row->exclusion == NULL || row->manual)
      continue;
    text = cs_draw_exclusion_new (row->exclusion, FALSE, row->id, error);
    if (text == NULL)
      return FALSE;
    g_ptr_array_add (sealing->exclusions, text);
  }
  return sealing->setup->rehearsal || sealing->exclusions->len == 0 || write_exclusions (sealing, error);
}

static void
prepare_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Sealing *sealing = data;
  GError *error = NULL;

  if (!prepare_secrets (sealing, &error)) {
    g_task_return_error (task, error);
    return;
  }
  write_list (sealing);
  sealing->files->activity = cs_activity_file_write (sealing->intake->rows);
  sealing->seal->activity = digest_of (sealing->files->activity);
  sealing->files->rules = bytes_of (sealing->setup->rules);
  sealing->seal->rules = digest_of (sealing->files->rules);
  if (gather_exclusions (sealing, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Sealing *sealing = data;
  GError *error = NULL;
  CsDrawFiles *files = NULL;

  if (sealing->setup->rehearsal) {
    g_task_return_pointer (task, g_steal_pointer (&sealing->files), (GDestroyNotify) cs_draw_files_free);
    return;
  }
  if (cs_draw_files_write (sealing->files, sealing->folder, &error))
    files = cs_draw_files_read (sealing->folder, &error);
  if (files != NULL)
    g_task_return_pointer (task, files, (GDestroyNotify) cs_draw_files_free);
  else
    g_task_return_error (task, error);
}

static void
fail (CsDraw *self,
      GTask  *task,
      GError *error)
{
  self->sealing = FALSE;
  cs_draw_forget (self);
  cs_draw_set_trouble (self, error->message);
  cs_draw_set_phase (self, CS_DRAW_IDLE);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
sealed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  CsDraw *self = CS_DRAW (source);
  GError *error = NULL;

  if (!cs_draw_append_finish (self, result, &error)) {
    fail (self, task, error);
    return;
  }
  self->sealing = FALSE;
  if (!self->setup->rehearsal)
    self->seal_index = cs_draw_journal_get_n (self->journal) - 1;
  if (self->seal->round > 0)
    cs_draw_wait (self);
  else
    cs_draw_set_phase (self, CS_DRAW_ROLLING);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static JsonArray *
tell_imports (const CsDrawIntake *intake)
{
  JsonArray *imports = json_array_new ();

  for (guint i = 0; i < intake->imports->len; i++) {
    const CsImportReport *report = intake->imports->pdata[i];
    JsonObject *one = json_object_new ();

    json_object_set_string_member (one, "platform", report->platform);
    json_object_set_int_member (one, "announced", report->announced);
    json_object_set_int_member (one, "received", report->received);
    json_object_set_int_member (one, "gaps", report->gaps);
    json_array_add_object_element (imports, one);
  }
  return imports;
}

static guint
count_manual (const CsDrawIntake *intake)
{
  guint n = 0;

  for (guint i = 0; i < intake->rows->len; i++) {
    const CsActivityRow *row = intake->rows->pdata[i];

    n += row->exclusion != NULL && row->manual;
  }
  return n;
}

static JsonNode *
make_seal_body (CsDraw             *self,
                const CsDrawIntake *intake,
                const char         *text)
{
  JsonNode *body = cs_draw_body_new ();
  JsonObject *object = json_node_get_object (body);
  g_autoptr (GVariant) setup = g_variant_ref_sink (cs_contest_setup_to_variant (self->setup));
  g_autofree char *printed = g_variant_print (setup, TRUE);

  json_object_set_string_member (object, "seal", text);
  json_object_set_string_member (object, "setup", printed);
  if (self->seal->round > 0)
    json_object_set_int_member (object, "round_time", self->seal->round_s);
  json_object_set_int_member (object, "manual", count_manual (intake));
  json_object_set_int_member (object, "invalid-id", intake->n_invalid);
  json_object_set_array_member (object, "import", tell_imports (intake));
  return body;
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  CsDraw *self = CS_DRAW (source);
  Sealing *sealing = g_task_get_task_data (task);
  GError *error = NULL;
  CsDrawFiles *files = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (files == NULL || !cs_draw_take_files (self, files, sealing->setup->rehearsal, &error)) {
    fail (self, task, error);
    return;
  }
  self->setup = cs_contest_setup_copy (sealing->setup);
  text = g_strndup (g_bytes_get_data (self->files->seal, NULL), g_bytes_get_size (self->files->seal));
  cs_draw_append (self, self->seal->sealed_s, CS_DRAW_SEAL, self->seal->digest, make_seal_body (self, sealing->intake, text),
                  sealed_cb, task);
}

/* The head of the journal is known and nothing else may be added before the seal is. */
static void
write_seal (CsDraw *self,
            GTask  *task)
{
  Sealing *sealing = g_task_get_task_data (task);
  const CsContestSetup *setup = sealing->setup;
  CsSeal *seal = sealing->seal;
  g_autoptr (GTask) writing = g_task_new (self, NULL, written_cb, task);
  g_autofree char *text = NULL;

  seal->rehearsal = setup->rehearsal;
  seal->draw = g_strdup (setup->draw);
  seal->organiser = g_strdup (setup->organiser);
  seal->show = g_strdup (setup->show);
  seal->tickets = setup->tickets;
  seal->n_winners = cs_contest_setup_get_n_winners (setup);
  seal->n_alternates = setup->n_alternates;
  seal->stage_input = g_strdup (setup->stage_input);
  self->sealing = TRUE;
  seal->journal = g_strdup (cs_draw_journal_get_head (self->journal));
  seal->n_seals = cs_draw_journal_count_seals (self->journal) + 1;
  seal->sealed_s = cs_draw_now_s (self);
  seal->software = g_strdup ("coulisses/" CS_VERSION);
  if (!setup->dice) {
    seal->round = cs_beacon_round_from (seal->sealed_s + setup->lead_s);
    seal->round_s = cs_beacon_time_of (seal->round);
  }
  text = cs_seal_write (seal);
  sealing->files->seal = bytes_of (text);
  g_task_set_task_data (writing, sealing, NULL); /* lives as long as @task */
  cs_worker_push (self->worker, writing, write_thread);
}

static void
import_written_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GTask *task = user_data;
  CsDraw *self = CS_DRAW (source);
  GError *error = NULL;

  if (cs_draw_append_finish (self, result, &error))
    write_seal (self, task);
  else
    fail (self, task, error);
}

static void
write_import (CsDraw *self,
              GTask  *task)
{
  Sealing *sealing = g_task_get_task_data (task);
  guint n = sealing->exclusions->len;
  g_autofree CsDrawStep *steps = g_new (CsDrawStep, n + 1);
  g_autofree CsHex *payloads = g_new (CsHex, n + 1);

  if (sealing->setup->rehearsal) {
    write_seal (self, task);
    return;
  }
  for (guint i = 0; i < n; i++) {
    const char *text = sealing->exclusions->pdata[i];

    cs_digest_of_bytes (text, strlen (text), payloads[i]);
    steps[i] = (CsDrawStep) { CS_DRAW_EXCLUSION, payloads[i], cs_draw_body_new () };
  }
  steps[n] = (CsDrawStep) { CS_DRAW_IMPORT, sealing->seal->activity, cs_draw_body_new () };
  cs_draw_append_all (self, cs_draw_now_s (self), steps, n + 1, import_written_cb, task);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  CsDraw *self = CS_DRAW (source);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    write_import (self, task);
  else
    fail (self, task, error);
}

static void
prepare (CsDraw *self,
         GTask  *task)
{
  g_autoptr (GTask) preparing = g_task_new (self, NULL, prepared_cb, task);

  cs_draw_forget (self);
  g_task_set_task_data (preparing, g_task_get_task_data (task), NULL); /* lives as long as @task */
  cs_worker_push (self->worker, preparing, prepare_thread);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  CsDraw *self = CS_DRAW (source);
  GError *error = NULL;

  if (cs_draw_check_finish (self, result, &error)) {
    prepare (self, task);
    return;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static gboolean
is_used (CsDraw     *self,
         const char *draw)
{
  for (guint i = 0; i < cs_draw_journal_get_n (self->journal); i++)
    if (strcmp (cs_draw_journal_get_draw (self->journal, i), draw) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
may_seal (CsDraw               *self,
          const CsContestSetup *setup,
          GError              **error)
{
  if (self->journal == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The journal of draws is not open, or is broken: nothing can be sealed."));
  if (self->phase != CS_DRAW_IDLE && self->phase != CS_DRAW_DONE)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("One draw at a time: end this one, or declare it void."));
  if (!cs_contest_setup_check (setup, error))
    return FALSE;
  if (!setup->rehearsal && is_used (self, setup->draw))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("There was a draw “%s” in this show already. Give this one another name."), setup->draw);
  return TRUE;
}

/**
 * cs_draw_seal_async:
 * @self: draws
 * @setup: the contest
 * @intake: every account seen, and how the posts came in; not to be changed any more
 * @cancellable: (nullable): a cancellable
 * @callback: called when the seal is on disk and in the journal
 * @user_data: for @callback
 *
 * Seals: clock and relays are looked at, list, activity file and rules written, read again and checked, and the
 * seal entered in the journal. Then the round is waited for, or the dice.
 */
void
cs_draw_seal_async (CsDraw               *self,
                    const CsContestSetup *setup,
                    CsDrawIntake         *intake,
                    GCancellable         *cancellable,
                    GAsyncReadyCallback   callback,
                    gpointer              user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  Sealing *sealing;

  g_task_set_source_tag (task, cs_draw_seal_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!may_seal (self, setup, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  sealing = g_new0 (Sealing, 1);
  sealing->setup = cs_contest_setup_copy (setup);
  sealing->intake = cs_draw_intake_ref (intake);
  sealing->files = cs_draw_files_new ();
  sealing->seal = cs_seal_new ();
  sealing->folder = cs_draw_dup_folder (self, setup->draw);
  sealing->exclusions = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, sealing, (GDestroyNotify) sealing_free);
  if (setup->dice)
    prepare (self, task);
  else
    cs_draw_check_async (self, cancellable, checked_cb, task);
}

/**
 * cs_draw_seal_finish:
 * @self: draws
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether the seal may be shown
 */
gboolean
cs_draw_seal_finish (CsDraw       *self,
                     GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
