/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-ingest.h"

#include "cs-accounts.h"
#include "cs-alike.h"
#include "cs-entry-reader.h"
#include "cs-post-keys.h"
#include "cs-post-row.h"
#include "cs-schema.h"
#include "cs-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ID 2048

/* A clock that stands before 1970 must not make a removal look like none. */
static gint64
moment (gint64 us)
{
  return MAX (us, 1);
}

/* What cannot be shown is for a person to look at; nobody shall approve it by reflex. */
static CsState
first_state (const CsPost *post)
{
  return post->unreadable ? CS_STATE_HELD : CS_STATE_INCOMING;
}

static gboolean
is_gone (CsWriter             *writer,
         const CsPost         *post,
         const CsKnownAccount *account,
         CsPostRow            *row,
         GError              **error)
{
  if (!cs_post_keys_is_buried (writer, post, &row->gone_us, error))
    return FALSE;
  if (row->gone_us != 0) {
    row->gone_how = CS_GONE_POST;
  } else if (account->gone_us != 0) {
    row->gone_us = account->gone_us;
    row->gone_how = CS_GONE_ACCOUNT;
  }
  return TRUE;
}

static gboolean
journal_first_state (CsWriter        *writer,
                     const CsPostRow *row,
                     GError         **error)
{
  CsPostRow fresh = *row;

  fresh.state = CS_STATE_INCOMING;
  if (row->state == CS_STATE_HELD &&
      cs_post_row_journal (writer, &fresh, row, CS_VERB_HOLD, CS_JOURNAL_DESK, "unreadable", 0,
                           error) == 0)
    return FALSE;
  return row->gone_how == CS_GONE_NOT ||
         cs_post_row_journal (writer, row, row, CS_VERB_WITHDRAW,
                              row->gone_how == CS_GONE_POST ? CS_JOURNAL_AUTHOR : CS_JOURNAL_NETWORK, NULL, 0,
                              error) != 0;
}

/* Everything that the interface wants to know of a new post is at hand: it need not read it. */
static void
note_inserted (CsWriter        *writer,
               const CsPostRow *row,
               CsPost          *post)
{
  CsChange *change = writer->change;
  const CsTouched *account = &g_array_index (change->accounts, CsTouched, change->accounts->len - 1);
  const CsTouched *alike = change->alikes->len > 0
                             ? &g_array_index (change->alikes, CsTouched, change->alikes->len - 1) : NULL;
  CsEntry *entry = cs_entry_new (row->id, post);

  entry->state = row->state;
  entry->withdrawn_us = row->gone_us;
  entry->account_id = row->account_id;
  entry->account_posts = account->posts;
  entry->account_approved = account->approved;
  entry->account_rejected = account->rejected;
  entry->alike_key = row->alike_key;
  if (row->alike_key != 0 && alike != NULL && alike->key == row->alike_key && alike->posts > 0)
    entry->alike = alike->posts - 1;
  entry->serial = writer->serial;
  g_array_append_val (change->inserted, row->id);
  g_ptr_array_add (change->entries, entry);
}

static void
describe (CsPostRow    *row,
          const CsPost *post)
{
  row->has_media = post->media->len > 0;
  row->edited_us = post->edited_us;
  row->alike_key = cs_alike_key (post);
  row->state = first_state (post);
  cs_version_from_hex (post->version, row->version);
}

static gboolean
insert_post (CsWriter       *writer,
             CsPost         *post,
             gint64          received_us,
             CsIngestResult *result,
             GError        **error)
{
  const CsKnownAccount *account = cs_accounts_see (writer, post, error);
  CsPostRow row = { .network = post->network, .host = post->host, .native_id = post->native_id };

  if (account == NULL || !is_gone (writer, post, account, &row, error))
    return FALSE;
  describe (&row, post);
  row.id = ++writer->last_post_id;
  row.account_id = account->id;
  row.created_us = post->created_us;
  row.received_us = post->received_us;
  row.slot = cs_accounts_slot (post->created_us, post->received_us);
  row.version_id = cs_version_insert (writer, row.id, 0, account->version_id, post, received_us, error);
  if (row.version_id == 0 || !cs_post_row_store (writer, NULL, &row, FALSE, error) ||
      !cs_post_keys_add (writer, post, row.id, error) || !cs_version_index (writer, row.id, post, error) ||
      !journal_first_state (writer, &row, error))
    return FALSE;
  note_inserted (writer, &row, post);
  result->inserted++;
  return TRUE;
}

/* Whether what is reported now is later than what the file has. A server that only says "here is a post"
 * proves an edit by a later date of editing; one that says "this was edited" is believed unless its own
 * date is older. Two servers show one post with different picture addresses: without a later date that
 * is no edit. */
static gboolean
is_later (const CsPostRow *row,
          const CsEvent   *event)
{
  const CsPost *post = event->post;

  if (event->kind == CS_EVENT_POST || strcmp (row->host, post->host) != 0)
    return post->edited_us > row->edited_us;
  return post->edited_us == 0 || post->edited_us >= row->edited_us;
}

static gboolean
exchange_index (CsWriter        *writer,
                const CsPostRow *before,
                const CsPost    *post,
                GError         **error)
{
  g_autoptr (CsPost) old = cs_entry_reader_read_version (writer->db, before->version_id, error);

  return old != NULL && cs_version_unindex (writer, before->id, old, error) &&
         cs_version_index (writer, before->id, post, error);
}

/* Every edit goes back to triage, also one that goes back to a version approved before: whoever edits to
 * and fro gets no airing without a person looking again. */
static gboolean
revise_post (CsWriter        *writer,
             const CsPostRow *before,
             CsPost          *post,
             gint64           seen_us,
             GError         **error)
{
  const CsKnownAccount *account = cs_accounts_see (writer, post, error);
  CsPostRow row = *before;

  if (account == NULL || !exchange_index (writer, before, post, error))
    return FALSE;
  describe (&row, post);
  row.decision_id = 0;
  if (before->state == CS_STATE_APPROVED)
    row.approved_version_id = before->version_id;
  row.version_id = cs_version_insert (writer, row.id, before->version_id, account->version_id, post, seen_us, error);
  return row.version_id != 0 &&
         cs_post_row_journal (writer, before, &row, CS_VERB_REVISE, CS_JOURNAL_AUTHOR, NULL, 0, error) != 0 &&
         cs_post_row_store (writer, before, &row, FALSE, error);
}

/* Edited, and back to the same words: an edit from before that may still arrive must find a later date. */
static gboolean
note_same_version (CsWriter        *writer,
                   const CsPostRow *before,
                   const CsPost    *post,
                   GError         **error)
{
  CsPostRow row = *before;

  if (post->edited_us <= before->edited_us)
    return TRUE;
  row.edited_us = post->edited_us;
  return cs_post_row_store (writer, before, &row, FALSE, error);
}

static gboolean
see_post (CsWriter       *writer,
          const CsEvent  *event,
          CsIngestResult *result,
          GError        **error)
{
  CsPost *post = event->post;
  guint8 version[CS_VERSION_BYTES] = { 0 };
  g_auto (CsPostRow) row = { 0 };
  gint64 post_id;

  if (!cs_post_keys_find_post (writer, post, &post_id, error))
    return FALSE;
  if (post_id == 0)
    return insert_post (writer, post, event->received_us, result, error);
  if (!cs_post_row_load (writer, post_id, &row, error))
    return FALSE;
  cs_version_from_hex (post->version, version);
  if (memcmp (version, row.version, sizeof version) == 0) {
    result->known++;
    return note_same_version (writer, &row, post, error);
  }
  if (!is_later (&row, event)) {
    result->known++;
    return TRUE;
  }
  result->edited++;
  return revise_post (writer, &row, post, event->received_us, error);
}

static gboolean
withdraw (CsWriter  *writer,
          gint64     post_id,
          gint64     gone_us,
          CsGone     how,
          gboolean  *changed,
          GError   **error)
{
  g_auto (CsPostRow) before = { 0 };
  CsPostRow row;

  if (!cs_post_row_load (writer, post_id, &before, error))
    return FALSE;
  *changed = before.gone_how == CS_GONE_NOT;
  if (before.gone_how == CS_GONE_POST || before.gone_how == how)
    return TRUE;
  row = before;
  row.gone_us = moment (gone_us);
  row.gone_how = how;
  if (*changed && cs_post_row_journal (writer, &before, &row, CS_VERB_WITHDRAW,
                                       how == CS_GONE_POST ? CS_JOURNAL_AUTHOR : CS_JOURNAL_NETWORK, NULL, 0,
                                       error) == 0)
    return FALSE;
  return cs_post_row_store (writer, &before, &row, FALSE, error);
}

static gboolean
restore (CsWriter *writer,
         gint64    post_id,
         gboolean *changed,
         GError  **error)
{
  g_auto (CsPostRow) before = { 0 };
  CsPostRow row;

  if (!cs_post_row_load (writer, post_id, &before, error))
    return FALSE;
  *changed = before.gone_how == CS_GONE_ACCOUNT;
  if (!*changed)
    return TRUE;
  row = before;
  row.gone_us = 0;
  row.gone_how = CS_GONE_NOT;
  return cs_post_row_journal (writer, &before, &row, CS_VERB_RESTORE, CS_JOURNAL_NETWORK, NULL, 0, error) != 0 &&
         cs_post_row_store (writer, &before, &row, TRUE, error);
}

/* The tombstone comes first: whatever happens next, this id is never shown again. */
static gboolean
delete_post (CsWriter       *writer,
             const CsEvent  *event,
             CsIngestResult *result,
             GError        **error)
{
  gint64 post_id;
  gboolean changed = FALSE;

  if (!cs_post_keys_bury (writer, event->network, event->host, event->native_id, moment (event->received_us),
                          error) ||
      !cs_post_keys_find (writer->db, event->network, event->host, event->native_id, &post_id, error))
    return FALSE;
  if (post_id != 0 && !withdraw (writer, post_id, event->received_us, CS_GONE_POST, &changed, error))
    return FALSE;
  if (changed)
    result->withdrawn++;
  else
    result->known++;
  return TRUE;
}

static GArray *
read_posts_of (CsWriter *writer,
               gint64    account_id,
               GError  **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CsStatement) row = NULL;
  CsStep step;

  row = cs_database_prepare (writer->db, "SELECT p.id FROM " CS_SCHEMA_POSTS_OF ("?"), error);
  if (row == NULL)
    return NULL;
  cs_statement_set_int (row, 1, account_id);
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW) {
    gint64 id = cs_statement_get_int (row, 0);

    g_array_append_val (ids, id);
  }
  return step == CS_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
follow_account (CsWriter       *writer,
                const CsEvent  *event,
                CsIngestResult *result,
                GError        **error)
{
  gboolean gone = event->kind == CS_EVENT_ACCOUNT_GONE;
  gint64 gone_us = gone ? moment (event->received_us) : 0;
  guint *counter = gone ? &result->withdrawn : &result->restored;
  g_autoptr (GArray) ids = NULL;
  gint64 account_id;

  if (!cs_accounts_mark_gone (writer, event->network, event->host, event->native_id, gone_us, &account_id, error))
    return FALSE;
  ids = read_posts_of (writer, account_id, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    gboolean changed;

    if (!(gone ? withdraw (writer, id, gone_us, CS_GONE_ACCOUNT, &changed, error)
               : restore (writer, id, &changed, error)))
      return FALSE;
    *counter += changed;
  }
  if (ids->len == 0)
    result->known++;
  return TRUE;
}

/* How often a network was out of reach is told with every contest. */
static gboolean
note_gap (CsWriter      *writer,
          const CsEvent *event,
          GError       **error)
{
  g_autofree char *name = g_strconcat (CS_SETTING_GAPS, cs_network_to_id (event->network), NULL);
  g_autoptr (GVariant) before = cs_settings_read (writer->db, name, NULL);
  g_autoptr (GVariant) after = NULL;
  guint n = before != NULL && g_variant_is_of_type (before, G_VARIANT_TYPE_UINT32) ? g_variant_get_uint32 (before) : 0;

  after = g_variant_ref_sink (g_variant_new_uint32 (n + 1));
  return cs_settings_write (writer, name, after, error);
}

static gboolean
is_id (const char *id)
{
  return id != NULL && *id != '\0' && strlen (id) <= MAX_ID && g_utf8_validate (id, -1, NULL);
}

static gboolean
is_sealed (const CsPost *post)
{
  return post != NULL && is_id (post->native_id) && post->host != NULL && post->version[0] != '\0' &&
         post->network < CS_N_NETWORKS && (post->uri == NULL || is_id (post->uri)) && post->account != NULL &&
         is_id (post->account->native_id) && post->account->host != NULL &&
         (post->account->uri == NULL || is_id (post->account->uri));
}

/* The last gate: whatever a source let through, a row without an identity must not come to be. */
static gboolean
check_event (const CsEvent *event,
             GError       **error)
{
  gboolean good = event->network < CS_N_NETWORKS && event->host != NULL;

  if (event->kind == CS_EVENT_POST || event->kind == CS_EVENT_EDIT)
    good = good && is_sealed (event->post);
  else if (event->kind != CS_EVENT_GAP)
    good = good && is_id (event->native_id);
  if (!good)
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_REFUSED,
                         _("A source reported something that does not say which post or account it is about."));
  return good;
}

/**
 * cs_ingest_event:
 * @writer: in a transaction
 * @event: what a source reports
 * @result: (inout): counts what it did
 * @error: return location
 *
 * Returns: whether it succeeded; otherwise the transaction must be rolled back
 */
gboolean
cs_ingest_event (CsWriter       *writer,
                 const CsEvent  *event,
                 CsIngestResult *result,
                 GError        **error)
{
  if (!check_event (event, error))
    return FALSE;
  switch (event->kind) {
  case CS_EVENT_POST:
  case CS_EVENT_EDIT:
    return see_post (writer, event, result, error);
  case CS_EVENT_DELETE:
    return delete_post (writer, event, result, error);
  case CS_EVENT_ACCOUNT_GONE:
  case CS_EVENT_ACCOUNT_BACK:
    return follow_account (writer, event, result, error);
  case CS_EVENT_GAP:
    result->known++;
    return note_gap (writer, event, error);
  default:
    result->known++;
    return TRUE;
  }
}

/**
 * cs_ingest_position:
 * @writer: in a transaction
 * @source: which source
 * @position: where it is to go on from
 * @error: return location
 *
 * Returns: whether it succeeded
 */
gboolean
cs_ingest_position (CsWriter   *writer,
                    const char *source,
                    const char *position,
                    GError    **error)
{
  g_autoptr (CsStatement) row = NULL;

  row = cs_database_prepare (writer->db, "INSERT OR REPLACE INTO source_position VALUES (?, ?, ?)", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_text (row, 1, source);
  cs_statement_set_text (row, 2, position);
  cs_statement_set_int (row, 3, cs_clock_now_us (writer->clock));
  return cs_statement_run (row, error);
}
