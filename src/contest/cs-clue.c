/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-private.h"

#include "cs-draw-error.h"
#include "cs-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (CsClue, cs_clue, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (CS_TYPE_REVEAL, cs_clue_reveal_init))

static void
cs_clue_finalize (GObject *object)
{
  CsClue *self = CS_CLUE (object);

  cs_clue_forget (self);
  g_object_unref (self->draw);
  G_OBJECT_CLASS (cs_clue_parent_class)->finalize (object);
}

static void
cs_clue_class_init (CsClueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_clue_finalize;

  /**
   * CsClue::changed:
   *
   * Phase, or what is revealed, is another.
   */
  signals[CHANGED] = g_signal_new ("changed", CS_TYPE_CLUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_clue_init (CsClue *self)
{
}

void
cs_clue_forget (CsClue *self)
{
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->seal, cs_clue_seal_free);
  g_clear_pointer (&self->files, cs_clue_files_free);
  g_clear_pointer (&self->setup, cs_contest_setup_free);
  self->n_revealed = 0;
  self->phase = CS_CLUE_IDLE;
}

void
cs_clue_set_phase (CsClue     *self,
                   CsCluePhase phase)
{
  self->phase = phase;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
cs_clue_end_task (CsClue *self,
                  GTask  *task,
                  GError *error)
{
  self->busy = FALSE;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

JsonNode *
cs_clue_body_new (const char *what)
{
  JsonNode *body = cs_draw_body_new ();

  json_object_set_string_member (json_node_get_object (body), CS_CLUE_MEMBER, what);
  return body;
}

static gboolean
is_entry (const CsDrawJournal *journal,
          guint                i,
          const char          *contest,
          const char          *what)
{
  return (contest == NULL || strcmp (cs_draw_journal_get_draw (journal, i), contest) == 0) &&
         g_strcmp0 (cs_json_get_string (cs_draw_journal_get_body (journal, i), CS_CLUE_MEMBER), what) == 0;
}

gboolean
cs_clue_find_entry (const CsDrawJournal *journal,
                    const char          *contest,
                    const char          *what,
                    guint               *index)
{
  for (guint i = 0; i < cs_draw_journal_get_n (journal); i++)
    if (is_entry (journal, i, contest, what)) {
      *index = i;
      return TRUE;
    }
  return FALSE;
}

void
cs_clue_entries_digest (GPtrArray *entries,
                        CsHex      digest)
{
  g_autoptr (GBytes) bytes = cs_clue_entries_write (entries);

  cs_digest_of_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), digest);
}

/* What the journal holds of the result as it is computed now. */
static void
digest_result (CsClue *self,
               CsHex   digest)
{
  CsHex entries, ranking;

  cs_clue_entries_digest (self->files->entries, entries);
  cs_clue_ranking_digest (self->places, ranking);
  cs_clue_result_digest (self->seal, self->files->nonce, entries, ranking, digest);
}

/* Sealing. */

static void
sealed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  CsClue *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (cs_draw_append_finish (CS_DRAW (source), result, &error)) {
    self->seal_index = cs_draw_journal_get_n (self->draw->journal) - 1;
    cs_clue_set_phase (self, CS_CLUE_SEALED);
  } else {
    cs_clue_forget (self);
  }
  cs_clue_end_task (self, task, error);
}

static void
enter_seal (CsClue *self,
            GTask  *task)
{
  GError *error = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autofree char *printed = NULL;
  JsonNode *body;

  self->seal = cs_clue_seal_parse (self->files->seal, strlen (self->files->seal), CS_SEAL_ALLOW_REHEARSAL, &error);
  if (self->seal == NULL) {
    cs_clue_forget (self);
    cs_clue_end_task (self, task, error);
    return;
  }
  if (self->seal->rehearsal) {
    cs_clue_set_phase (self, CS_CLUE_SEALED);
    cs_clue_end_task (self, task, NULL);
    return;
  }
  if (strcmp (self->seal->journal, cs_draw_journal_get_head (self->draw->journal)) != 0) {
    cs_clue_forget (self);
    cs_clue_end_task (self, task, g_error_new (CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, "%s",
                                  _("The journal of draws cannot be written now. Try again in a moment.")));
    return;
  }
  body = cs_clue_body_new (CS_CLUE_SEAL);
  json_object_set_string_member (json_node_get_object (body), "seal", self->files->seal);
  variant = g_variant_ref_sink (cs_contest_setup_to_variant (self->setup));
  printed = g_variant_print (variant, TRUE);
  json_object_set_string_member (json_node_get_object (body), "setup", printed);
  cs_draw_append_other (self->draw, self->seal->contest, self->seal->sealed_s, CS_DRAW_IMPORT, self->seal->digest, body, sealed_cb,
                        task);
}

static void
seal_written_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  CsClue *self = CS_CLUE (source);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    enter_seal (self, user_data);
    return;
  }
  cs_clue_forget (self);
  cs_clue_end_task (self, user_data, error);
}

static void
write_seal_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  GError *error = NULL;

  if (cs_clue_files_write_seal (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
may_seal (CsClue               *self,
          const CsContestSetup *setup,
          GError              **error)
{
  const CsDrawJournal *journal = self->draw->journal;

  if (self->phase != CS_CLUE_IDLE || self->busy)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("There is a clue contest already."));
  if (journal == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The journal of draws is not open, or is broken: nothing can be sealed."));
  for (guint i = 0; i < cs_draw_journal_get_n (journal); i++)
    if (g_strcmp0 (cs_draw_journal_get_draw (journal, i), setup->draw) == 0)
      return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("There was a draw “%s” in this show already. Give this one another name."),
                             setup->draw);
  return TRUE;
}

static void
begin_sealing (CsClue *self,
               GTask  *task)
{
  GError *error = NULL;
  CsClueFiles *files;
  g_autoptr (GTask) writing = NULL;

  files = cs_clue_prepare (self->setup, g_task_get_task_data (task), self->draw, &error);
  if (files == NULL) {
    cs_clue_forget (self);
    cs_clue_end_task (self, task, error);
    return;
  }
  self->files = files;
  if (self->setup->rehearsal) {
    enter_seal (self, task);
    return;
  }
  writing = g_task_new (self, NULL, seal_written_cb, task);
  g_task_set_task_data (writing, files, NULL); /* busy: nobody forgets them */
  cs_worker_push (self->draw->worker, writing, write_seal_thread);
}

/* The first entry of a journal is GENESIS, which the seal has to name: it was entered by itself before. */
static void
genesis_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  CsClue *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (cs_draw_append_finish (CS_DRAW (source), result, &error))
    begin_sealing (self, task);
  else {
    cs_clue_forget (self);
    cs_clue_end_task (self, task, error);
  }
}

/**
 * cs_clue_seal_async:
 * @self: a clue contest that is not sealed yet
 * @setup: the contest
 * @answers: (array zero-terminated=1): ways to write the answer, as people type them
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the seal is on disk and in the journal
 * @user_data: for @callback
 *
 * Seals: the answer in all its forms, in normal form, with a secret number. Neither is anywhere but in a file that its
 * user alone can read until the contest is closed. A rehearsal is in memory alone.
 */
void
cs_clue_seal_async (CsClue               *self,
                    const CsContestSetup *setup,
                    const char *const    *answers,
                    GCancellable         *cancellable,
                    GAsyncReadyCallback   callback,
                    gpointer              user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, cs_clue_seal_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!may_seal (self, setup, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  self->busy = TRUE;
  self->setup = cs_contest_setup_copy (setup);
  g_task_set_task_data (task, cs_clue_copy_answers (answers), (GDestroyNotify) cs_clue_free_answers);
  if (setup->rehearsal || cs_draw_journal_get_n (self->draw->journal) > 0)
    begin_sealing (self, task);
  else
    cs_draw_begin_journal (self->draw, genesis_cb, task);
}

/* Closing. */

typedef struct {
  CsClueFiles *files; /* the contest's; busy: nobody forgets them */
  const CsClueSeal *seal;
  GPtrArray *posts;
  GPtrArray *entries;
} Closing;

static void
closing_free (Closing *closing)
{
  g_ptr_array_unref (closing->posts);
  g_clear_pointer (&closing->entries, g_ptr_array_unref);
  g_free (closing);
}

static void
close_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Closing *closing = data;
  GError *error = NULL;

  closing->entries = cs_clue_collect (closing->seal, (const char *const *) closing->files->forms, closing->posts);
  if (closing->seal->rehearsal || cs_clue_files_write_entries (closing->files, closing->entries, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  CsClue *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (cs_draw_append_finish (CS_DRAW (source), result, &error)) {
    cs_clue_set_phase (self, CS_CLUE_REVEALING);
  } else {
    g_clear_pointer (&self->places, g_array_unref);
    g_clear_pointer (&self->files->entries, g_ptr_array_unref);
  }
  cs_clue_end_task (self, task, error);
}

static void
take_entries (CsClue    *self,
              GPtrArray *entries)
{
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->files->entries, g_ptr_array_unref);
  self->files->entries = entries;
  self->places = cs_clue_rank (self->seal, self->files->nonce, entries);
}

static void
collected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  CsClue *self = CS_CLUE (source);
  Closing *closing = g_task_get_task_data (task);
  GError *error = NULL;
  CsHex digest;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    cs_clue_end_task (self, task, error);
    return;
  }
  take_entries (self, g_steal_pointer (&closing->entries));
  if (self->seal->rehearsal) {
    cs_clue_set_phase (self, CS_CLUE_REVEALING);
    cs_clue_end_task (self, task, NULL);
    return;
  }
  digest_result (self, digest);
  cs_draw_append_other (self->draw, self->seal->contest, cs_draw_now_s (self->draw), CS_DRAW_IMPORT, digest, cs_clue_body_new (CS_CLUE_RESULT),
                        closed_cb, task);
}

static gboolean
may_close (CsClue  *self,
           GError **error)
{
  if (self->phase != CS_CLUE_SEALED || self->busy)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("No clue contest is running."));
  if (cs_draw_now_s (self->draw) < self->seal->end_s && !self->seal->rehearsal)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Answers still count: the contest has not ended."));
  return TRUE;
}

/**
 * cs_clue_close_async:
 * @self: a clue contest in phase %CS_CLUE_SEALED whose end has come
 * @posts: (element-type CsCluePost): every post as it stands now, in any order; not to be changed any more
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the result is on disk and in the journal
 * @user_data: for @callback
 *
 * Finds each account's first approved post that holds the answer, and ranks them.
 */
void
cs_clue_close_async (CsClue             *self,
                     GPtrArray          *posts,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) closing = NULL;
  GError *error = NULL;
  Closing *data;

  g_task_set_source_tag (task, cs_clue_close_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!may_close (self, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  self->busy = TRUE;
  data = g_new0 (Closing, 1);
  data->files = self->files;
  data->seal = self->seal;
  data->posts = g_ptr_array_ref (posts);
  g_task_set_task_data (task, data, (GDestroyNotify) closing_free);
  closing = g_task_new (self, NULL, collected_cb, task);
  g_task_set_task_data (closing, data, NULL); /* lives as long as @task */
  cs_worker_push (self->draw->worker, closing, close_thread);
}

/* Opening. */

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  CsClueFiles *files = cs_clue_files_read (data, &error);

  if (files != NULL)
    g_task_return_pointer (task, files, (GDestroyNotify) cs_clue_files_free);
  else
    g_task_return_error (task, error);
}

/* As it was sealed; one that was sealed without the desk has no prizes but their number. */
static void
take_setup (CsClue *self)
{
  const char *text = cs_json_get_string (cs_draw_journal_get_body (self->draw->journal, self->seal_index), "setup");
  g_autoptr (GVariant) variant = text != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL) : NULL;

  self->setup = variant != NULL ? cs_contest_setup_from_variant (variant) : cs_clue_setup_of_seal (self->seal);
}

static gboolean
resume (CsClue  *self,
        GError **error)
{
  const CsDrawJournal *journal = self->draw->journal;
  const char *contest = self->seal->contest;
  guint index;
  CsHex digest;

  if (strcmp (cs_draw_journal_get (journal, self->seal_index)->payload, self->seal->digest) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_SEAL_DIGEST, _("The seal on disk is not the one in the journal."));
  if (cs_clue_find_entry (journal, contest, CS_CLUE_VOID, &index))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The clue contest “%s” was declared void."), contest);
  take_setup (self);
  if (!cs_clue_find_entry (journal, contest, CS_CLUE_RESULT, &index)) {
    g_clear_pointer (&self->files->entries, g_ptr_array_unref); /* of a closing that did not come to its end */
    cs_clue_set_phase (self, CS_CLUE_SEALED);
    return TRUE;
  }
  if (self->files->entries == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_JOURNAL, _("The entries of the clue contest are not on disk."));
  take_entries (self, g_steal_pointer (&self->files->entries));
  digest_result (self, digest);
  if (strcmp (cs_draw_journal_get (journal, index)->payload, digest) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_JOURNAL, _("The journal has another result."));
  cs_clue_set_phase (self, cs_clue_find_entry (journal, contest, CS_CLUE_RECORD, &index) ? CS_CLUE_DONE : CS_CLUE_REVEALING);
  if (self->phase == CS_CLUE_DONE)
    self->n_revealed = cs_clue_get_n_winners (self);
  return TRUE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  CsClue *self = CS_CLUE (source);
  GTask *task = user_data;
  GError *error = NULL;
  CsClueFiles *files = g_task_propagate_pointer (G_TASK (result), &error);

  if (files != NULL) {
    self->files = files;
    self->seal = cs_clue_seal_parse (files->seal, strlen (files->seal), CS_SEAL_DEFAULT, &error);
  }
  if (self->seal == NULL || !resume (self, &error))
    cs_clue_forget (self);
  cs_clue_end_task (self, task, error);
}

/**
 * cs_clue_open_async:
 * @self: a clue contest that is not sealed
 * @contest: the name of one that was, in this show
 * @cancellable: (nullable): a cancellable
 * @callback: called when it goes on
 * @user_data: for @callback
 *
 * Takes a contest up where it was left. Files and journal have to say the same.
 */
void
cs_clue_open_async (CsClue             *self,
                    const char         *contest,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) reading = NULL;

  g_task_set_source_tag (task, cs_clue_open_async);
  g_task_set_check_cancellable (task, FALSE);
  if (self->phase != CS_CLUE_IDLE || self->busy || self->draw->journal == NULL ||
      !cs_clue_find_entry (self->draw->journal, contest, CS_CLUE_SEAL, &self->seal_index)) {
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, _("There is no clue contest “%s” in this show."), contest);
    g_object_unref (task);
    return;
  }
  self->busy = TRUE;
  reading = g_task_new (self, NULL, read_cb, task);
  g_task_set_task_data (reading, cs_draw_dup_folder (self->draw, contest), g_free);
  cs_worker_push (self->draw->worker, reading, read_thread);
}

/**
 * cs_clue_finish:
 * @self: a clue contest
 * @result: from the callback of any of its calls
 * @error: return location
 *
 * Returns: whether it was done
 */
gboolean
cs_clue_finish (CsClue       *self,
                GAsyncResult *result,
                GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_clue_new:
 * @draw: open draws of a show; their journal is the contest's too
 *
 * Returns: (transfer full): a clue contest that is not sealed
 */
CsClue *
cs_clue_new (CsDraw *draw)
{
  CsClue *self = g_object_new (CS_TYPE_CLUE, NULL);

  self->draw = g_object_ref (draw);
  return self;
}

/**
 * cs_clue_list:
 * @draw: open draws of a show
 *
 * Returns: (transfer full): the names of its clue contests, the oldest first
 */
GStrv
cs_clue_list (CsDraw *draw)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; draw->journal != NULL && i < cs_draw_journal_get_n (draw->journal); i++)
    if (is_entry (draw->journal, i, NULL, CS_CLUE_SEAL))
      g_strv_builder_add (names, cs_draw_journal_get_draw (draw->journal, i));
  return g_strv_builder_end (names);
}

/**
 * cs_clue_look:
 * @journal: the journal of a show
 * @index: of an entry
 * @glance: (out caller-allocates): what is known of the contest
 *
 * Looks at a contest without taking it up.
 *
 * Returns: whether the entry is the seal of a clue contest
 */
gboolean
cs_clue_look (const CsDrawJournal *journal,
              guint                index,
              CsClueGlance        *glance)
{
  guint at;

  if (!is_entry (journal, index, NULL, CS_CLUE_SEAL))
    return FALSE;
  glance->contest = cs_draw_journal_get_draw (journal, index);
  glance->seal_digest = cs_draw_journal_get (journal, index)->payload;
  glance->setup = cs_json_get_string (cs_draw_journal_get_body (journal, index), "setup");
  glance->voided = cs_clue_find_entry (journal, glance->contest, CS_CLUE_VOID, &at);
  glance->closed = cs_clue_find_entry (journal, glance->contest, CS_CLUE_RESULT, &at);
  glance->recorded = cs_clue_find_entry (journal, glance->contest, CS_CLUE_RECORD, &at);
  return TRUE;
}
