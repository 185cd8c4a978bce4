/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-desk-private.h"

#include "cs-winner-book.h"

#include <string.h>

/* As long as the record and the winners are kept, by the protocol. */
#define KEPT_MONTHS 60

typedef struct {
  char *path;
  char *show;
  char *seal;
  gint64 won_s;
  GPtrArray *ids; /* who holds a prize now */
  GBytes *more; /* (nullable): another book, to be joined */
  gint64 from_s, to_s; /* who is to be left out */
} Errand;

static void
errand_free (Errand *errand)
{
  g_free (errand->path);
  g_free (errand->show);
  g_free (errand->seal);
  g_clear_pointer (&errand->ids, g_ptr_array_unref);
  g_clear_pointer (&errand->more, g_bytes_unref);
  g_free (errand);
}

static CsWinnerBook *
read_book (const char *path,
           GError    **error)
{
  g_autoptr (GBytes) bytes = NULL;
  char *text;
  gsize size;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return cs_winner_book_new ();
  if (!g_file_get_contents (path, &text, &size, error))
    return NULL;
  bytes = g_bytes_new_take (text, size);
  return cs_winner_book_parse (bytes, error);
}

/* Whole or not at all, and readable by its user alone: it names people. */
static gboolean
write_book (const CsWinnerBook *book,
            const char         *path,
            GError            **error)
{
  g_autoptr (GBytes) bytes = cs_winner_book_write (book);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return FALSE;
  return g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static void
run_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Errand *errand = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsWinnerBook) book = read_book (errand->path, &error);
  g_autoptr (CsWinnerBook) more = book != NULL && errand->more != NULL ? cs_winner_book_parse (errand->more, &error) : NULL;

  if (book == NULL || (errand->more != NULL && more == NULL)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (more != NULL)
    cs_winner_book_join (book, more);
  if (errand->ids != NULL) {
    cs_winner_book_forget_draw (book, errand->seal);
    for (guint i = 0; i < errand->ids->len; i++)
      cs_winner_book_add (book, errand->ids->pdata[i], errand->won_s, errand->show, errand->seal);
    cs_winner_book_forget_before (book, cs_winner_months_before (errand->won_s, KEPT_MONTHS));
  }
  if ((errand->ids != NULL || more != NULL) && !write_book (book, errand->path, &error)) {
    if (error != NULL)
      g_task_return_error (task, g_steal_pointer (&error));
    else
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", errand->path);
    return;
  }
  g_task_return_pointer (task, cs_winner_book_list (book, errand->from_s, errand->to_s), (GDestroyNotify) g_hash_table_unref);
}

static Errand *
errand_new (CsContestDesk        *self,
            const CsContestSetup *setup)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->path = cs_winner_book_path (self->winner_folder, setup->organiser);
  errand->to_s = setup->start_s;
  errand->from_s = setup->winner_months > 0 ? cs_winner_months_before (setup->start_s, setup->winner_months) : setup->start_s;
  return errand;
}

static gboolean
same_ids (GHashTable *left,
          GHashTable *right)
{
  GHashTableIter iter;
  gpointer id;

  if (g_hash_table_size (left) != g_hash_table_size (right))
    return FALSE;
  g_hash_table_iter_init (&iter, left);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (right, id))
      return FALSE;
  return TRUE;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  CsContestDesk *self = CS_CONTEST_DESK (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) ids = g_task_propagate_pointer (G_TASK (result), &error);

  if (ids == NULL) {
    g_info ("past winners not read: %s", error->message);
    return;
  }
  if (self->stopped || same_ids (ids, self->people->winners))
    return;
  g_hash_table_unref (self->people->winners);
  self->people->winners = g_steal_pointer (&ids);
  cs_contest_counter_set_people (self->counter, self->people);
}

/* Whoever won too recently by the current contest's rules is known from now on. */
void
cs_contest_desk_load_winners (CsContestDesk *self)
{
  g_autoptr (GTask) task = NULL;
  const CsContestSetup *setup = self->current != NULL ? cs_contest_get_setup (self->current) : NULL;

  if (setup == NULL || self->stopped || *setup->organiser == '\0')
    return;
  task = g_task_new (self, NULL, loaded_cb, NULL);
  g_task_set_task_data (task, errand_new (self, setup), (GDestroyNotify) errand_free);
  cs_worker_push (self->errands, task, run_thread);
}

static void
remembered_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) ids = g_task_propagate_pointer (G_TASK (result), &error);

  if (ids == NULL)
    g_info ("winners not remembered: %s", error->message);
}

/* Winners and who was called for those that gave their prize up. */
static GPtrArray *
list_holders (CsContestDesk       *self,
              const CsCertificate *certificate)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  CsRanking *ranking = cs_draw_get_ranking (self->draw);
  gsize called = MIN (cs_draw_get_seal (self->draw)->n_winners, cs_ranking_get_n (ranking));

  for (guint i = 0; i < certificate->events->len; i++)
    called += ((const CsDrawEvent *) certificate->events->pdata[i])->replaced_by > 0;
  for (gsize rank = 1; rank <= called; rank++) {
    gboolean holds = TRUE;

    for (guint i = 0; i < certificate->events->len; i++)
      holds = holds && ((const CsDrawEvent *) certificate->events->pdata[i])->rank != rank;
    if (holds)
      g_ptr_array_add (ids, cs_draw_dup_name (self->draw, rank));
  }
  return ids;
}

/* After everything was revealed, and again when a prize changes hands. */
void
cs_contest_desk_remember_winners (CsContestDesk *self)
{
  const CsSeal *seal = cs_draw_get_seal (self->draw);
  const CsContestSetup *setup = cs_draw_get_setup (self->draw);
  g_autoptr (CsCertificate) certificate = NULL;
  g_autoptr (GTask) task = NULL;
  Errand *errand;

  if (self->only_look || self->stopped || seal == NULL || seal->rehearsal || cs_draw_get_phase (self->draw) != CS_DRAW_DONE)
    return;
  certificate = cs_draw_make_certificate (self->draw, NULL);
  if (certificate == NULL)
    return;
  errand = errand_new (self, setup);
  errand->show = g_strdup (setup->show);
  errand->seal = g_strdup (seal->digest);
  errand->won_s = seal->sealed_s;
  errand->ids = list_holders (self, certificate);
  task = g_task_new (self, NULL, remembered_cb, NULL);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);
  cs_worker_push (self->errands, task, run_thread);
}

/**
 * cs_contest_desk_set_winner_folder:
 * @self: a desk of contests that is not open yet
 * @folder: where past winners are remembered, a file for each organiser
 */
void
cs_contest_desk_set_winner_folder (CsContestDesk *self,
                                   const char    *folder)
{
  g_return_if_fail (CS_IS_CONTEST_DESK (self) && !self->open);

  g_free (self->winner_folder);
  self->winner_folder = g_strdup (folder);
}

/**
 * cs_contest_desk_dup_winner_path:
 * @self: a desk of contests
 * @organiser: whose
 *
 * Returns: (transfer full): the file with an organiser's past winners, which may not be there yet; to be copied to
 *   another machine
 */
char *
cs_contest_desk_dup_winner_path (CsContestDesk *self,
                                 const char    *organiser)
{
  g_return_val_if_fail (CS_IS_CONTEST_DESK (self) && organiser != NULL, NULL);

  return cs_winner_book_path (self->winner_folder, organiser);
}

static void
joined_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  CsContestDesk *self = CS_CONTEST_DESK (object);
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GHashTable) ids = g_task_propagate_pointer (G_TASK (result), &error);

  if (ids == NULL) {
    g_task_return_error (task, error);
    return;
  }
  cs_contest_desk_load_winners (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * cs_contest_desk_import_winners_async:
 * @self: a desk of contests
 * @organiser: whose
 * @bytes: a file of past winners, of another machine
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when they are remembered here too; to be ended by cs_contest_desk_rule_finish()
 * @user_data: for @callback
 */
void
cs_contest_desk_import_winners_async (CsContestDesk      *self,
                                      const char         *organiser,
                                      GBytes             *bytes,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) joining = NULL;
  Errand *errand;

  g_return_if_fail (CS_IS_CONTEST_DESK (self) && organiser != NULL && bytes != NULL);

  task = cs_contest_desk_task_new (self, cs_contest_desk_import_winners_async, cancellable, callback, user_data);
  if (!cs_contest_desk_may_write (self, task))
    return;
  errand = g_new0 (Errand, 1);
  errand->path = cs_winner_book_path (self->winner_folder, organiser);
  errand->more = g_bytes_ref (bytes);
  joining = g_task_new (self, NULL, joined_cb, g_steal_pointer (&task));
  g_task_set_task_data (joining, errand, (GDestroyNotify) errand_free);
  cs_worker_push (self->errands, joining, run_thread);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GHashTable) ids = g_task_propagate_pointer (G_TASK (result), &error);

  if (ids == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, g_hash_table_size (ids));
}

/**
 * cs_contest_desk_count_winners_async:
 * @self: a desk of contests
 * @organiser: whose
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are counted
 * @user_data: for @callback
 *
 * Counts the accounts that an organiser's file of past winners names, whenever they won.
 */
void
cs_contest_desk_count_winners_async (CsContestDesk      *self,
                                     const char         *organiser,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) counting = NULL;
  Errand *errand;

  g_return_if_fail (CS_IS_CONTEST_DESK (self) && organiser != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_contest_desk_count_winners_async);
  errand = g_new0 (Errand, 1);
  errand->path = cs_winner_book_path (self->winner_folder, organiser);
  errand->from_s = G_MININT64;
  errand->to_s = G_MAXINT64;
  counting = g_task_new (self, NULL, counted_cb, g_steal_pointer (&task));
  g_task_set_task_data (counting, errand, (GDestroyNotify) errand_free);
  cs_worker_push (self->errands, counting, run_thread);
}

/**
 * cs_contest_desk_count_winners_finish:
 * @self: a desk of contests
 * @result: from the callback
 * @error: return location: why the file cannot be read
 *
 * Returns: how many accounts, or -1 with @error set
 */
gssize
cs_contest_desk_count_winners_finish (CsContestDesk *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
