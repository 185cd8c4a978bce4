/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-record.h"

#include "cs-activity-file.h"
#include "cs-csv.h"
#include "cs-draw-error.h"
#include "cs-record-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

static void
prize_free (CsPrize *prize)
{
  g_free (prize->name);
  g_free (prize);
}

/**
 * cs_record_details_new:
 *
 * Returns: (transfer full): nothing told yet
 */
CsRecordDetails *
cs_record_details_new (void)
{
  CsRecordDetails *self = g_new0 (CsRecordDetails, 1);

  self->prizes = g_ptr_array_new_with_free_func ((GDestroyNotify) prize_free);
  self->present = g_new0 (char *, 1);
  self->remarks = g_new0 (char *, 1);
  return self;
}

/**
 * cs_record_details_copy:
 * @self: details
 *
 * Returns: (transfer full): others like them
 */
CsRecordDetails *
cs_record_details_copy (const CsRecordDetails *self)
{
  CsRecordDetails *copy = g_new0 (CsRecordDetails, 1);

  copy->prizes = g_ptr_array_new_with_free_func ((GDestroyNotify) prize_free);
  for (guint i = 0; i < self->prizes->len; i++)
    cs_record_details_add_prize (copy, ((const CsPrize *) self->prizes->pdata[i])->name,
                                 ((const CsPrize *) self->prizes->pdata[i])->count);
  copy->place = g_strdup (self->place);
  copy->present = g_strdupv (self->present);
  copy->remarks = g_strdupv (self->remarks);
  copy->deposit = g_strdup (self->deposit);
  copy->address = g_strdup (self->address);
  copy->contact = g_strdup (self->contact);
  copy->deadline = g_strdup (self->deadline);
  copy->tag = g_strdup (self->tag);
  copy->stamp_trouble = g_strdup (self->stamp_trouble);
  copy->stamp_authority = g_strdup (self->stamp_authority);
  copy->threshold = self->threshold;
  copy->top = self->top;
  copy->zone = g_strdup (self->zone);
  return copy;
}

/**
 * cs_record_details_free:
 * @self: (transfer full) (nullable): details
 */
void
cs_record_details_free (CsRecordDetails *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->prizes);
  g_free (self->place);
  g_strfreev (self->present);
  g_strfreev (self->remarks);
  g_free (self->deposit);
  g_free (self->address);
  g_free (self->contact);
  g_free (self->deadline);
  g_free (self->tag);
  g_free (self->stamp_trouble);
  g_free (self->stamp_authority);
  g_free (self->zone);
  g_free (self);
}

/**
 * cs_record_details_add_prize:
 * @self: details
 * @name: what is won
 * @count: how many times
 *
 * Adds a lot behind the others.
 */
void
cs_record_details_add_prize (CsRecordDetails *self,
                             const char      *name,
                             guint            count)
{
  CsPrize *prize = g_new (CsPrize, 1);

  prize->name = g_strdup (name);
  prize->count = count;
  g_ptr_array_add (self->prizes, prize);
}

/* Who holds it now, looking from the end: a rank is called for one prize only. */
static CsRecordHolder *
holder_of_rank (GArray *holders,
                guint   rank)
{
  for (guint i = 0; i < holders->len; i++)
    if (g_array_index (holders, CsRecordHolder, i).rank == rank)
      return &g_array_index (holders, CsRecordHolder, i);
  return NULL;
}

static int
compare_holders (gconstpointer a,
                 gconstpointer b)
{
  const CsRecordHolder *one = a, *other = b;

  return one->place != other->place ? (one->place < other->place ? -1 : 1) : (one->rank > other->rank) - (one->rank < other->rank);
}

GArray *
cs_record_list_holders (GPtrArray *events,
                        guint      n_winners)
{
  GArray *holders = g_array_new (FALSE, FALSE, sizeof (CsRecordHolder));

  for (guint place = 1; place <= n_winners; place++) {
    CsRecordHolder holder = { place, place };

    g_array_append_val (holders, holder);
  }
  for (guint i = 0; i < events->len; i++) {
    const CsDrawEvent *event = events->pdata[i];
    CsRecordHolder *loser = holder_of_rank (holders, event->rank);
    CsRecordHolder next = { loser != NULL ? loser->place : 0, event->replaced_by, event };

    if (loser == NULL)
      continue;
    loser->lost = event;
    if (event->replaced_by > 0)
      g_array_append_val (holders, next);
  }
  g_array_sort (holders, compare_holders);
  return holders;
}

static void
read_names (CsRecord *self)
{
  const char *salt = self->draw->seal->salt;

  if (salt == NULL || self->rows == NULL)
    return;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->rows->len; i++) {
    const CsActivityRow *row = self->rows->pdata[i];

    g_hash_table_insert (self->names, cs_draw_pseudonym (salt, row->id, strlen (row->id)), row->id);
  }
}

/**
 * cs_record_new:
 * @draw: (transfer full): a certificate whose computation is exact; in a rehearsal what was drawn; before the draw
 *   without a ranking
 * @rehearsal: it counts for nothing
 * @certificate: (nullable): its bytes as they were handed out; %NULL writes them
 * @rules: (nullable): the rules
 * @activity: (nullable): the activity file
 * @details: what people tell
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a record, or %NULL with @error set when the activity file cannot be read
 */
CsRecord *
cs_record_new (CsVerification        *draw,
               gboolean               rehearsal,
               GBytes                *certificate,
               GBytes                *rules,
               GBytes                *activity,
               const CsRecordDetails *details,
               GError               **error)
{
  g_autoptr (CsRecord) self = g_new0 (CsRecord, 1);

  self->rehearsal = rehearsal;
  self->draw = draw;
  self->details = cs_record_details_copy (details);
  if (certificate != NULL) {
    self->certificate = g_bytes_ref (certificate);
  } else if (!rehearsal && draw->ranking != NULL) {
    char *text = cs_certificate_write (draw->certificate);

    self->certificate = g_bytes_new_take (text, strlen (text));
  }
  self->rules = rules != NULL ? g_bytes_ref (rules) : NULL;
  self->activity = activity != NULL ? g_bytes_ref (activity) : NULL;
  if (activity != NULL) {
    self->rows = cs_activity_file_parse (activity, error);
    if (self->rows == NULL)
      return NULL;
  }
  read_names (self);
  self->holders = cs_record_list_holders (self->draw->certificate->events, self->draw->ranking != NULL ? cs_record_get_n_winners (self) : 0);
  return g_steal_pointer (&self);
}

/**
 * cs_record_free:
 * @self: (transfer full) (nullable): a record
 */
void
cs_record_free (CsRecord *self)
{
  if (self == NULL)
    return;
  cs_verification_free (self->draw);
  cs_record_details_free (self->details);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_clear_pointer (&self->rules, g_bytes_unref);
  g_clear_pointer (&self->activity, g_bytes_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->holders, g_array_unref);
  g_free (self);
}

/**
 * cs_record_dup_prize:
 * @self: a record
 * @place: from 1: the first prize of the first lot is place 1
 *
 * Returns: (transfer full) (nullable): what is won there; %NULL when nobody told
 */
char *
cs_record_dup_prize (const CsRecord *self,
                     guint           place)
{
  return cs_record_details_dup_prize (self->details, place);
}

/**
 * cs_record_details_dup_prize:
 * @self: details
 * @place: from 1: the first prize of the first lot is place 1
 *
 * Returns: (transfer full) (nullable): what is won there; %NULL when nobody told
 */
char *
cs_record_details_dup_prize (const CsRecordDetails *self,
                             guint                  place)
{
  for (guint i = 0; i < self->prizes->len; i++) {
    const CsPrize *prize = self->prizes->pdata[i];

    if (place <= prize->count)
      return g_strdup (prize->name);
    place -= prize->count;
  }
  return NULL;
}

/**
 * cs_record_dup_id:
 * @self: a record
 * @rank: from 1
 *
 * Returns: (transfer full): who has that rank, as sealed
 */
char *
cs_record_dup_id (const CsRecord *self,
                  gsize           rank)
{
  return cs_ranking_get_id (self->draw->ranking, rank);
}

/**
 * cs_record_dup_name:
 * @self: a record
 * @rank: from 1
 *
 * Returns: (transfer full): who has that rank, in clear where it is known
 */
char *
cs_record_dup_name (const CsRecord *self,
                    gsize           rank)
{
  char *id = cs_ranking_get_id (self->draw->ranking, rank);
  const char *name = self->names != NULL ? g_hash_table_lookup (self->names, id) : NULL;

  if (name == NULL)
    return id;
  g_free (id);
  return g_strdup (name);
}

/**
 * cs_record_get_n_winners:
 * @self: a record
 *
 * Returns: how many prizes were drawn for somebody
 */
guint
cs_record_get_n_winners (const CsRecord *self)
{
  return (guint) MIN (self->draw->seal->n_winners, cs_ranking_get_n (self->draw->ranking));
}

/**
 * cs_record_find_holder:
 * @self: a record
 * @rank: from 1
 *
 * Returns: (transfer none) (nullable): for which prize that rank was called, if for any
 */
const CsRecordHolder *
cs_record_find_holder (const CsRecord *self,
                       guint           rank)
{
  return holder_of_rank (self->holders, rank);
}

static GHashTable *
index_ranks (const CsRecord *self)
{
  GHashTable *ranks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize rank = 1; self->draw->ranking != NULL && rank <= cs_ranking_get_n (self->draw->ranking); rank++)
    g_hash_table_insert (ranks, cs_ranking_get_id (self->draw->ranking, rank), GSIZE_TO_POINTER (rank));
  return ranks;
}

static void
add_number (GString *line,
            guint64  number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, number);

  cs_csv_add (line, text);
}

static void
add_result (const CsRecord *self,
            GString        *line,
            gsize           rank)
{
  const CsRecordHolder *holder = rank > 0 ? cs_record_find_holder (self, (guint) rank) : NULL;
  g_autofree char *prize = holder != NULL && holder->lost == NULL ? cs_record_dup_prize (self, holder->place) : NULL;
  CsHex key = "";

  if (rank > 0)
    cs_ranking_get_key (self->draw->ranking, rank, key);
  if (rank > 0)
    add_number (line, rank);
  else
    cs_csv_add (line, NULL);
  cs_csv_add (line, key);
  cs_csv_add (line, rank > 0 ? cs_draw_role_to_id (cs_ranking_get_role (self->draw->ranking, rank)) : NULL);
  cs_csv_add (line, holder == NULL ? NULL : holder->lost == NULL ? "holds" : holder->lost->code);
  cs_csv_add (line, prize);
}

static void
add_account (const CsRecord      *self,
             GString             *table,
             const CsActivityRow *row,
             GHashTable          *ranks)
{
  const char *salt = self->draw->seal->salt, *handle = strchr (row->id, ':');
  g_autofree char *pseudonym = salt != NULL && self->rows != NULL ? cs_draw_pseudonym (salt, row->id, strlen (row->id)) : NULL;
  g_autofree char *network = g_strndup (row->id, handle != NULL ? (gsize) (handle - row->id) : 0);
  g_autoptr (GString) line = g_string_new (NULL);

  cs_csv_add (line, row->id);
  cs_csv_add (line, network);
  cs_csv_add (line, handle != NULL ? handle + 1 : row->id);
  cs_csv_add (line, pseudonym);
  add_number (line, row->score);
  add_number (line, row->kept);
  add_number (line, row->rejected);
  cs_csv_add_time (line, row->first_s * G_USEC_PER_SEC);
  cs_csv_add_time (line, row->last_s * G_USEC_PER_SEC);
  cs_csv_add (line, row->exclusion != NULL ? row->exclusion : "admissible");
  add_result (self, line, GPOINTER_TO_SIZE (g_hash_table_lookup (ranks, pseudonym != NULL ? pseudonym : row->id)));
  g_string_append_printf (table, "%s\r\n", line->str);
}

/**
 * cs_record_write_table:
 * @self: a record
 *
 * Writes every account that was seen, in clear, with what came of it: for the bailiff. Without the activity file, only
 * those on the list.
 *
 * Returns: (transfer full): a table as CSV (RFC 4180)
 */
char *
cs_record_write_table (const CsRecord *self)
{
  GString *table = g_string_new ("\"id\",\"network\",\"handle\",\"pseudonym\",\"score\",\"kept\",\"rejected\",\"first\",\"last\","
                                 "\"status\",\"rank\",\"key\",\"role\",\"prize_state\",\"prize\"\r\n");
  g_autoptr (GHashTable) ranks = index_ranks (self);

  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    add_account (self, table, self->rows->pdata[i], ranks);
  for (gsize rank = 1; self->rows == NULL && self->draw->ranking != NULL && rank <= cs_ranking_get_n (self->draw->ranking); rank++) {
    g_autofree char *id = cs_record_dup_id (self, rank);
    CsActivityRow row = { id };

    add_account (self, table, &row, ranks);
  }
  return g_string_free (table, FALSE);
}
