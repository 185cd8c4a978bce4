/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-journal.h"

#include "cs-draw-error.h"
#include "cs-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CsDrawJournal {
  GArray *entries; /* CsDrawEntry */
  GPtrArray *records; /* CsDrawRecord */
  GPtrArray *bodies; /* JsonNode */
};

static const CsJsonLimits limits = { 4 * 1024 * 1024, 16, 200000 };

/* What the store's bytes say, whether or not they are what was once written. */
static JsonNode *
read_entry (const CsDrawRecord *record,
            CsDrawEntry        *entry)
{
  gsize size;
  const char *text = g_bytes_get_data (record->body, &size);
  g_autoptr (JsonNode) body = cs_json_parse (text, size, &limits, NULL);
  const char *payload = cs_json_get_string (cs_json_root_object (body), "payload");

  if (!cs_digest_is_hex (payload, CS_DIGEST_HEX) || !cs_draw_entry_type_from_id (record->kind, &entry->type) ||
      record->at_us % G_USEC_PER_SEC != 0)
    return NULL;
  entry->seq = (guint64) record->id;
  entry->time_s = record->at_us / G_USEC_PER_SEC;
  g_strlcpy (entry->payload, payload, sizeof entry->payload);
  return g_steal_pointer (&body);
}

static gboolean
add_checked (CsDrawJournal *self,
             CsDrawRecord  *record)
{
  CsDrawEntry entry = { 0 };
  g_autoptr (JsonNode) body = read_entry (record, &entry);
  CsHex previous, hash;

  if (body == NULL || entry.seq != self->entries->len + 1 || (entry.type == CS_DRAW_GENESIS) != (entry.seq == 1))
    return FALSE;
  cs_digest_write_hex (record->previous, CS_DRAW_RECORD_HASH_BYTES, previous);
  cs_digest_write_hex (record->hash, CS_DRAW_RECORD_HASH_BYTES, hash);
  cs_draw_entry_link (&entry, cs_draw_journal_get_head (self));
  if (strcmp (previous, cs_draw_journal_get_head (self)) != 0 || strcmp (hash, entry.digest) != 0)
    return FALSE;
  g_array_append_val (self->entries, entry);
  g_ptr_array_add (self->records, cs_draw_record_ref (record));
  g_ptr_array_add (self->bodies, g_steal_pointer (&body));
  return TRUE;
}

/**
 * cs_draw_journal_new:
 * @records: (element-type CsDrawRecord): the journal as the store has it
 * @error: return location for %CS_DRAW_ERROR_JOURNAL
 *
 * Computes the whole chain again (check A1). A broken one is never repaired and never added to.
 *
 * Returns: (transfer full) (nullable): the journal, or %NULL with @error naming the last good entry
 */
CsDrawJournal *
cs_draw_journal_new (GPtrArray *records,
                     GError   **error)
{
  g_autoptr (CsDrawJournal) self = g_new0 (CsDrawJournal, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (CsDrawEntry));
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_draw_record_unref);
  self->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  for (guint i = 0; i < records->len; i++)
    if (!add_checked (self, records->pdata[i])) {
      cs_draw_refuse (error, CS_DRAW_ERROR_JOURNAL,
                      _("The journal of draws was changed behind entry %u (%s). Nothing more is drawn in this show: go on in a new show file."),
                      i, cs_draw_journal_get_head (self));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * cs_draw_journal_free:
 * @self: (transfer full) (nullable): a journal
 */
void
cs_draw_journal_free (CsDrawJournal *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->entries);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->bodies);
  g_free (self);
}

/**
 * cs_draw_journal_get_n:
 * @self: a journal
 *
 * Returns: how many entries it has
 */
guint
cs_draw_journal_get_n (const CsDrawJournal *self)
{
  return self->entries->len;
}

/**
 * cs_draw_journal_get:
 * @self: a journal
 * @index: from 0
 *
 * Returns: (transfer none): an entry
 */
const CsDrawEntry *
cs_draw_journal_get (const CsDrawJournal *self,
                     guint                index)
{
  return &g_array_index (self->entries, CsDrawEntry, index);
}

/**
 * cs_draw_journal_get_draw:
 * @self: a journal
 * @index: from 0
 *
 * Returns: (transfer none): which draw an entry belongs to, or ""
 */
const char *
cs_draw_journal_get_draw (const CsDrawJournal *self,
                          guint                index)
{
  return ((const CsDrawRecord *) self->records->pdata[index])->draw;
}

/**
 * cs_draw_journal_get_body:
 * @self: a journal
 * @index: from 0
 *
 * Returns: (transfer none): what stands behind an entry's payload
 */
JsonObject *
cs_draw_journal_get_body (const CsDrawJournal *self,
                          guint                index)
{
  return cs_json_root_object (self->bodies->pdata[index]);
}

/**
 * cs_draw_journal_get_head:
 * @self: a journal
 *
 * Returns: (transfer none): digest of the last entry; zeros when there is none
 */
const char *
cs_draw_journal_get_head (const CsDrawJournal *self)
{
  return self->entries->len > 0 ? cs_draw_journal_get (self, self->entries->len - 1)->digest : CS_DRAW_NO_ENTRY;
}

/**
 * cs_draw_journal_count_seals:
 * @self: a journal
 *
 * Returns: how many seals it holds, void ones included
 */
guint
cs_draw_journal_count_seals (const CsDrawJournal *self)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    n += cs_draw_journal_get (self, i)->type == CS_DRAW_SEAL;
  return n;
}

/**
 * cs_draw_journal_find_last_seal:
 * @self: a journal
 * @index: (out): where the last seal is
 *
 * Returns: whether there is one
 */
gboolean
cs_draw_journal_find_last_seal (const CsDrawJournal *self,
                                guint               *index)
{
  for (guint i = self->entries->len; i > 0; i--)
    if (cs_draw_journal_get (self, i - 1)->type == CS_DRAW_SEAL) {
      *index = i - 1;
      return TRUE;
    }
  return FALSE;
}

/**
 * cs_draw_journal_find:
 * @self: a journal
 * @type: what is looked for
 * @after: index of a seal
 * @index: (out) (optional): where the first such entry is
 *
 * Returns: whether there is one behind that seal and before the next
 */
gboolean
cs_draw_journal_find (const CsDrawJournal *self,
                      CsDrawEntryType      type,
                      guint                after,
                      guint               *index)
{
  for (guint i = after + 1; i < self->entries->len; i++) {
    CsDrawEntryType found = cs_draw_journal_get (self, i)->type;

    if (found == type && index != NULL)
      *index = i;
    if (found == type)
      return TRUE;
    if (found == CS_DRAW_SEAL)
      return FALSE;
  }
  return FALSE;
}

/**
 * cs_draw_journal_prepare:
 * @self: a journal
 * @before: (nullable) (element-type CsDrawRecord): records prepared just before, not yet added
 * @time_s: when, seconds since 1970 UTC
 * @draw: which draw, or ""
 * @type: what is told
 * @payload: 64 hexadecimal digits
 * @body: (transfer full): an object that tells more; the payload is added to it
 *
 * Returns: (transfer full): a record for the store; once it is on disk, to be handed to cs_draw_journal_add()
 */
CsDrawRecord *
cs_draw_journal_prepare (const CsDrawJournal *self,
                         GPtrArray           *before,
                         gint64               time_s,
                         const char          *draw,
                         CsDrawEntryType      type,
                         const char          *payload,
                         JsonNode            *body)
{
  g_autoptr (JsonNode) root = body;
  g_autoptr (GBytes) bytes = NULL;
  guint8 previous[CS_DIGEST_BYTES], hash[CS_DIGEST_BYTES];
  guint n_before = before != NULL ? before->len : 0;
  CsDrawEntry entry = { self->entries->len + 1 + n_before, time_s, type };
  CsHex head;
  g_autofree char *text = NULL;
  char *valid;

  g_strlcpy (head, cs_draw_journal_get_head (self), sizeof head);
  if (n_before > 0)
    cs_digest_write_hex (((const CsDrawRecord *) before->pdata[n_before - 1])->hash, CS_DIGEST_BYTES, head);
  g_strlcpy (entry.payload, payload, sizeof entry.payload);
  cs_draw_entry_link (&entry, head);
  cs_digest_read_hex (head, CS_DIGEST_BYTES, previous);
  cs_digest_read_hex (entry.digest, CS_DIGEST_BYTES, hash);
  json_object_set_string_member (json_node_get_object (root), "payload", payload);
  text = json_to_string (root, FALSE);
  /* What could not be read back would be a broken journal for ever. */
  valid = g_utf8_make_valid (text, -1);
  bytes = g_bytes_new_take (valid, strlen (valid));
  return cs_draw_record_new (time_s * G_USEC_PER_SEC, draw, cs_draw_entry_type_to_id (type), bytes, previous, hash);
}

/**
 * cs_draw_journal_add:
 * @self: a journal
 * @record: a record that is on disk now
 *
 * Makes it the head.
 */
void
cs_draw_journal_add (CsDrawJournal *self,
                     CsDrawRecord  *record)
{
  record->id = self->entries->len + 1;
  if (!add_checked (self, record))
    g_assert_not_reached ();
}

/* From the last draw before this one that has a result, or from the beginning. */
static guint
first_shown (const CsDrawJournal *self,
             guint                seal_index)
{
  for (guint i = seal_index; i > 0; i--)
    if (cs_draw_journal_get (self, i - 1)->type == CS_DRAW_SEAL &&
        cs_draw_journal_find (self, CS_DRAW_RESULT, i - 1, NULL))
      return i - 1;
  return 0;
}

static void
add_voided (const CsDrawJournal *self,
            guint                seal_index,
            CsCertificate       *certificate)
{
  guint at;

  for (guint i = 0; i < seal_index; i++) {
    JsonObject *seal = cs_draw_journal_get_body (self, i);
    CsVoidedSeal *voided;
    gint64 time_s;

    if (cs_draw_journal_get (self, i)->type != CS_DRAW_SEAL || !cs_draw_journal_find (self, CS_DRAW_VOID, i, &at))
      continue;
    time_s = cs_draw_journal_get (self, at)->time_s;
    voided = g_new0 (CsVoidedSeal, 1);
    voided->seal = g_strdup (cs_json_get_string (seal, "seal"));
    voided->digest = g_strdup (cs_draw_journal_get (self, i)->payload);
    voided->reason = g_strdup (cs_json_get_string (cs_draw_journal_get_body (self, at), "reason"));
    voided->time_s = time_s;
    voided->after_round_time = cs_json_get_int64 (seal, "round_time", G_MAXINT64) <= time_s;
    g_ptr_array_add (certificate->voided, voided);
  }
}

static void
add_events (const CsDrawJournal *self,
            guint                seal_index,
            CsCertificate       *certificate)
{
  for (guint i = seal_index + 1; i < self->entries->len; i++) {
    const CsDrawEntry *entry = cs_draw_journal_get (self, i);
    JsonObject *body = cs_draw_journal_get_body (self, i);
    CsDrawEvent *event;

    if ((entry->type != CS_DRAW_DECLINED && entry->type != CS_DRAW_DISQUALIFIED) ||
        g_strcmp0 (cs_json_get_string (body, "seal_sha256"), cs_draw_journal_get (self, seal_index)->payload) != 0)
      continue;
    event = g_new0 (CsDrawEvent, 1);
    event->disqualified = entry->type == CS_DRAW_DISQUALIFIED;
    event->rank = (guint) cs_json_get_int64 (body, "rank", 0);
    event->code = g_strdup (cs_json_get_string (body, "code"));
    event->time_s = entry->time_s;
    event->replaced_by = (guint) cs_json_get_int64 (body, "replaced_by", 0);
    g_ptr_array_add (certificate->events, event);
  }
}

/**
 * cs_draw_journal_fill:
 * @self: a journal
 * @seal_index: where the draw's seal is
 * @certificate: the draw's certificate
 *
 * Puts into the certificate what the journal knows: void seals, events and the entries to show.
 */
void
cs_draw_journal_fill (const CsDrawJournal *self,
                      guint                seal_index,
                      CsCertificate       *certificate)
{
  guint first = first_shown (self, seal_index);

  g_ptr_array_set_size (certificate->voided, 0);
  g_ptr_array_set_size (certificate->events, 0);
  g_array_set_size (certificate->entries, 0);
  add_voided (self, seal_index, certificate);
  add_events (self, seal_index, certificate);
  g_free (certificate->journal_previous);
  certificate->journal_previous = g_strdup (first > 0 ? cs_draw_journal_get (self, first - 1)->digest : CS_DRAW_NO_ENTRY);
  g_array_append_vals (certificate->entries, cs_draw_journal_get (self, first), self->entries->len - first);
}
