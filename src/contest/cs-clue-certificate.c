/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-certificate.h"

#include "cs-draw-error.h"
#include "cs-draw-text.h"
#include "cs-json.h"
#include "cs-prize-events.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const CsJsonLimits limits = { CS_CERTIFICATE_MAX_BYTES, 16, 1000 * 1000 };

static void
shown_free (CsClueShown *shown)
{
  g_free (shown->key);
  g_free (shown->id);
  g_free (shown->post);
  g_free (shown->text);
  g_free (shown);
}

/**
 * cs_clue_certificate_new:
 *
 * Returns: (transfer full): an empty certificate
 */
CsClueCertificate *
cs_clue_certificate_new (void)
{
  CsClueCertificate *self = g_new0 (CsClueCertificate, 1);

  self->shown = g_ptr_array_new_with_free_func ((GDestroyNotify) shown_free);
  self->proofs = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_prior_proof_free);
  self->events = cs_prize_events_new ();
  self->voided = cs_voided_seals_new ();
  self->journal = g_array_new (FALSE, FALSE, sizeof (CsDrawEntry));
  return self;
}

/**
 * cs_clue_certificate_free:
 * @self: (transfer full) (nullable): a certificate
 */
void
cs_clue_certificate_free (CsClueCertificate *self)
{
  if (self == NULL)
    return;
  g_free (self->seal);
  g_free (self->seal_digest);
  g_free (self->nonce);
  g_strfreev (self->forms);
  g_free (self->entries_digest);
  g_free (self->status);
  g_ptr_array_unref (self->shown);
  g_free (self->ranking_digest);
  g_ptr_array_unref (self->proofs);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->voided);
  g_free (self->journal_previous);
  g_array_unref (self->journal);
  g_free (self->software);
  g_free (self);
}

/**
 * cs_clue_certificate_show:
 * @self: a certificate
 * @seal: the seal
 * @places: (element-type CsCluePlace): the whole ranking, with texts
 * @n_called: the last rank that was called for a prize
 *
 * Puts winners, alternates and whoever was called into the certificate.
 */
void
cs_clue_certificate_show (CsClueCertificate *self,
                          const CsClueSeal  *seal,
                          GArray            *places,
                          gsize              n_called)
{
  gsize n = MAX (n_called, seal->n_winners + seal->n_alternates);

  for (guint i = 0; i < MIN (places->len, n); i++) {
    const CsCluePlace *place = &g_array_index (places, CsCluePlace, i);
    CsClueShown *shown = g_new0 (CsClueShown, 1);

    shown->rank = i + 1;
    shown->time_s = place->entry->time_s;
    shown->key = g_strdup (place->key);
    shown->id = g_strdup (place->entry->id);
    shown->role = cs_clue_role (seal, i + 1);
    shown->post = g_strdup (place->entry->post);
    shown->text = g_strdup (place->entry->text);
    g_ptr_array_add (self->shown, shown);
  }
}

static JsonObject *
write_shown (const CsClueShown *shown)
{
  JsonObject *object = json_object_new ();
  g_autofree char *time = cs_draw_write_time (shown->time_s);

  json_object_set_int_member (object, "rank", shown->rank);
  json_object_set_string_member (object, "utc", time);
  json_object_set_string_member (object, "key", shown->key);
  json_object_set_string_member (object, "id", shown->id);
  json_object_set_string_member (object, "role", cs_draw_role_to_id (shown->role));
  json_object_set_string_member (object, "post", shown->post);
  json_object_set_string_member (object, "text", shown->text);
  return object;
}

static JsonObject *
write_proof (const CsPriorProof *proof)
{
  JsonObject *object = json_object_new ();
  g_autofree char *time = cs_draw_write_time (proof->time_s);

  json_object_set_string_member (object, "type", proof->type);
  json_object_set_string_member (object, "utc", time);
  json_object_set_string_member (object, "ref", proof->reference);
  if (proof->token != NULL)
    json_object_set_string_member (object, "token", proof->token);
  else
    json_object_set_null_member (object, "token");
  return object;
}

static JsonObject *
write_event (const CsDrawEvent *event)
{
  JsonObject *object = json_object_new ();
  g_autofree char *time = cs_draw_write_time (event->time_s);

  json_object_set_string_member (object, "type", event->disqualified ? "disqualified" : "declined");
  json_object_set_int_member (object, "rank", event->rank);
  json_object_set_string_member (object, "code", event->code);
  json_object_set_string_member (object, "utc", time);
  if (event->replaced_by > 0)
    json_object_set_int_member (object, "replaced_by", event->replaced_by);
  else
    json_object_set_null_member (object, "replaced_by");
  return object;
}

static JsonObject *
write_voided (const CsVoidedSeal *voided)
{
  JsonObject *object = json_object_new ();
  g_autofree char *time = cs_draw_write_time (voided->time_s);

  json_object_set_string_member (object, "seal", voided->seal);
  json_object_set_string_member (object, "seal_sha256", voided->digest);
  json_object_set_string_member (object, "reason", voided->reason);
  json_object_set_string_member (object, "utc", time);
  return object;
}

static JsonObject *
write_entry (const CsDrawEntry *entry)
{
  JsonObject *object = json_object_new ();
  g_autofree char *time = cs_draw_write_time (entry->time_s);

  json_object_set_int_member (object, "seq", (gint64) entry->seq);
  json_object_set_string_member (object, "utc", time);
  json_object_set_string_member (object, "type", cs_draw_entry_type_to_id (entry->type));
  json_object_set_string_member (object, "payload", entry->payload);
  json_object_set_string_member (object, "entry", entry->digest);
  return object;
}

static JsonObject *
write_answer (const CsClueCertificate *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *forms = json_array_new ();

  for (char **form = self->forms; *form != NULL; form++)
    json_array_add_string_element (forms, *form);
  json_object_set_string_member (object, "nonce", self->nonce);
  json_object_set_array_member (object, "forms", forms);
  return object;
}

static JsonObject *
write_journal (const CsClueCertificate *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *entries = json_array_new ();

  for (guint i = 0; i < self->journal->len; i++)
    json_array_add_object_element (entries, write_entry (&g_array_index (self->journal, CsDrawEntry, i)));
  json_object_set_string_member (object, "prev", self->journal_previous);
  json_object_set_array_member (object, "entries", entries);
  return object;
}

static void
fill (JsonObject              *object,
      const CsClueCertificate *self)
{
  JsonArray *shown = json_array_new (), *proofs = json_array_new (), *events = json_array_new (), *voided = json_array_new ();
  JsonObject *software = json_object_new ();

  for (guint i = 0; i < self->shown->len; i++)
    json_array_add_object_element (shown, write_shown (self->shown->pdata[i]));
  for (guint i = 0; i < self->proofs->len; i++)
    json_array_add_object_element (proofs, write_proof (self->proofs->pdata[i]));
  for (guint i = 0; i < self->events->len; i++)
    json_array_add_object_element (events, write_event (self->events->pdata[i]));
  for (guint i = 0; i < self->voided->len; i++)
    json_array_add_object_element (voided, write_voided (self->voided->pdata[i]));
  json_object_set_string_member (software, "name", self->software);
  json_object_set_string_member (object, "format", CS_CLUE_FORMAT);
  json_object_set_int_member (object, "revision", (gint64) self->revision);
  json_object_set_string_member (object, "seal", self->seal);
  json_object_set_string_member (object, "seal_sha256", self->seal_digest);
  json_object_set_object_member (object, "answer", write_answer (self));
  json_object_set_string_member (object, "entries_sha256", self->entries_digest);
  json_object_set_int_member (object, "entries_count", self->n_entries);
  json_object_set_string_member (object, "status", self->status);
  json_object_set_array_member (object, "ranking", shown);
  json_object_set_string_member (object, "ranking_sha256", self->ranking_digest);
  json_object_set_array_member (object, "prior_publication", proofs);
  json_object_set_array_member (object, "events", events);
  json_object_set_array_member (object, "voided", voided);
  json_object_set_object_member (object, "journal", write_journal (self));
  json_object_set_object_member (object, "software", software);
}

/**
 * cs_clue_certificate_write:
 * @self: a certificate
 *
 * Returns: (transfer full): its JSON, one member a line
 */
char *
cs_clue_certificate_write (const CsClueCertificate *self)
{
  g_autoptr (JsonNode) root = json_node_alloc ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;

  json_node_init_object (root, json_object_new ());
  json_object_unref (json_node_get_object (root));
  fill (json_node_get_object (root), self);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 1);
  text = json_generator_to_data (generator, NULL);
  return g_strconcat (text, "\n", NULL);
}

/**
 * cs_clue_is_certificate:
 * @text: (array length=length) (nullable): bytes, or %NULL when there are none
 * @length: how many
 *
 * Returns: whether they say that they are a certificate of a clue contest
 */
gboolean
cs_clue_is_certificate (const char *text,
                        gsize       length)
{
  g_autoptr (JsonNode) root = NULL;

  if (length == 0 || g_strstr_len (text, (gssize) length, CS_CLUE_FORMAT) == NULL) /* spares a large certificate a second reading */
    return FALSE;
  root = cs_json_parse_unique (text, length, &limits, NULL);
  return g_strcmp0 (cs_json_get_string (cs_json_root_object (root), "format"), CS_CLUE_FORMAT) == 0;
}

/* Every reader answers %FALSE for a member that is missing or of another kind. */
static gboolean
take (JsonObject *object,
      const char *member,
      gboolean    hex,
      char      **field)
{
  const char *text = cs_json_get_string (object, member);

  *field = g_strdup (text != NULL ? text : "");
  return text != NULL && (!hex || cs_digest_is_hex (text, CS_DIGEST_HEX));
}

static gboolean
take_number (JsonObject *object,
             const char *member,
             gint64      min,
             gint64      max,
             gint64     *number)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *number = json_node_get_int (node);
  return *number >= min && *number <= max;
}

static gboolean
take_shown (CsClueCertificate *self,
            JsonObject        *object)
{
  CsClueShown *shown = g_new0 (CsClueShown, 1);
  gint64 rank = 0;

  g_ptr_array_add (self->shown, shown);
  if (!take_number (object, "rank", 1, G_MAXINT32, &rank) || !take (object, "key", TRUE, &shown->key) ||
      !take (object, "id", FALSE, &shown->id) || !take (object, "post", FALSE, &shown->post) ||
      !take (object, "text", FALSE, &shown->text) || !cs_draw_read_time (cs_json_get_string (object, "utc"), &shown->time_s) ||
      !cs_draw_role_from_id (cs_json_get_string (object, "role"), &shown->role))
    return FALSE;
  shown->rank = (guint) rank;
  return TRUE;
}

static gboolean
take_proof (CsClueCertificate *self,
            JsonObject        *object)
{
  static const char *const types[] = { "rfc3161", "publication", "witness", "broadcast", NULL };
  const char *type = cs_json_get_string (object, "type"), *reference = cs_json_get_string (object, "ref");
  JsonNode *token = object != NULL ? json_object_get_member (object, "token") : NULL;
  gint64 time_s;

  if (type == NULL || !g_strv_contains (types, type) || reference == NULL || token == NULL ||
      !cs_draw_read_time (cs_json_get_string (object, "utc"), &time_s) ||
      (!JSON_NODE_HOLDS_NULL (token) && cs_json_get_string (object, "token") == NULL))
    return FALSE;
  g_ptr_array_add (self->proofs, cs_prior_proof_new (type, time_s, reference, cs_json_get_string (object, "token")));
  return TRUE;
}

static gboolean
take_event (CsClueCertificate *self,
            JsonObject        *object)
{
  const char *type = cs_json_get_string (object, "type"), *code = cs_json_get_string (object, "code");
  JsonNode *next = object != NULL ? json_object_get_member (object, "replaced_by") : NULL;
  CsDrawEvent *event = g_new0 (CsDrawEvent, 1);
  gint64 rank = 0, replaced_by = 0;

  g_ptr_array_add (self->events, event);
  if ((g_strcmp0 (type, "declined") != 0 && g_strcmp0 (type, "disqualified") != 0) || code == NULL || !cs_draw_is_code (code) ||
      next == NULL || !take_number (object, "rank", 1, G_MAXINT32, &rank) ||
      (!JSON_NODE_HOLDS_NULL (next) && !take_number (object, "replaced_by", 1, G_MAXINT32, &replaced_by)) ||
      !cs_draw_read_time (cs_json_get_string (object, "utc"), &event->time_s))
    return FALSE;
  event->disqualified = strcmp (type, "disqualified") == 0;
  event->rank = (guint) rank;
  event->code = g_strdup (code);
  event->replaced_by = (guint) replaced_by;
  return TRUE;
}

static gboolean
take_voided (CsClueCertificate *self,
             JsonObject        *object)
{
  CsVoidedSeal *voided = g_new0 (CsVoidedSeal, 1);

  g_ptr_array_add (self->voided, voided);
  return take (object, "seal", FALSE, &voided->seal) && take (object, "seal_sha256", TRUE, &voided->digest) &&
         take (object, "reason", FALSE, &voided->reason) && cs_draw_read_time (cs_json_get_string (object, "utc"), &voided->time_s);
}

static gboolean
take_entry (CsClueCertificate *self,
            JsonObject        *object)
{
  CsDrawEntry entry = { 0 };
  g_autofree char *payload = NULL;
  g_autofree char *digest = NULL;
  gint64 seq = 0;

  if (!take_number (object, "seq", 1, G_MAXINT64 - 1, &seq) || !take (object, "payload", TRUE, &payload) ||
      !take (object, "entry", TRUE, &digest) || !cs_draw_read_time (cs_json_get_string (object, "utc"), &entry.time_s) ||
      !cs_draw_entry_type_from_id (cs_json_get_string (object, "type"), &entry.type))
    return FALSE;
  entry.seq = (guint64) seq;
  g_strlcpy (entry.payload, payload, sizeof entry.payload);
  g_strlcpy (entry.digest, digest, sizeof entry.digest);
  g_array_append_val (self->journal, entry);
  return TRUE;
}

typedef gboolean (*Take) (CsClueCertificate *self,
                          JsonObject        *object);

static gboolean
take_list (CsClueCertificate *self,
           JsonObject        *object,
           const char        *member,
           Take               take_one)
{
  JsonArray *array = cs_json_get_array (object, member);

  for (guint i = 0; i < cs_json_array_length (array); i++) {
    JsonObject *one = cs_json_array_get_object (array, i);

    if (one == NULL || !take_one (self, one))
      return FALSE;
  }
  return array != NULL;
}

static gboolean
take_answer (CsClueCertificate *self,
             JsonObject        *object)
{
  JsonArray *forms = cs_json_get_array (object, "forms");

  self->forms = cs_json_get_strings (object, "forms");
  return object != NULL && take (object, "nonce", TRUE, &self->nonce) && forms != NULL &&
         g_strv_length (self->forms) == json_array_get_length (forms);
}

static const char *
read_members (CsClueCertificate *self,
              JsonObject        *object)
{
  JsonObject *journal = cs_json_get_object (object, "journal");
  gint64 revision = 0, count = 0;

  if (g_strcmp0 (cs_json_get_string (object, "format"), CS_CLUE_FORMAT) != 0)
    return "format";
  if (!take_number (object, "revision", 1, G_MAXINT64, &revision))
    return "revision";
  if (!take (object, "seal", FALSE, &self->seal))
    return "seal";
  if (!take (object, "seal_sha256", TRUE, &self->seal_digest))
    return "seal_sha256";
  if (!take_answer (self, cs_json_get_object (object, "answer")))
    return "answer";
  if (!take (object, "entries_sha256", TRUE, &self->entries_digest))
    return "entries_sha256";
  if (!take_number (object, "entries_count", 0, G_MAXINT32, &count))
    return "entries_count";
  if (!take (object, "status", FALSE, &self->status))
    return "status";
  if (!take_list (self, object, "ranking", take_shown))
    return "ranking";
  if (!take (object, "ranking_sha256", TRUE, &self->ranking_digest))
    return "ranking_sha256";
  if (!take_list (self, object, "prior_publication", take_proof))
    return "prior_publication";
  if (!take_list (self, object, "events", take_event))
    return "events";
  if (!take_list (self, object, "voided", take_voided))
    return "voided";
  if (journal == NULL || !take (journal, "prev", TRUE, &self->journal_previous) || !take_list (self, journal, "entries", take_entry))
    return "journal";
  if (!take (cs_json_get_object (object, "software"), "name", FALSE, &self->software))
    return "software";
  self->revision = (guint64) revision;
  self->n_entries = (guint) count;
  return NULL;
}

/**
 * cs_clue_certificate_parse:
 * @text: (array length=length): the bytes of a certificate
 * @length: how many
 * @error: return location for %CS_DRAW_ERROR_CERTIFICATE
 *
 * Reads the certificate of a clue contest as strictly as that of a draw. Nothing is said about its truth.
 *
 * Returns: (transfer full) (nullable): the certificate, or %NULL with @error set
 */
CsClueCertificate *
cs_clue_certificate_parse (const char *text,
                           gsize       length,
                           GError    **error)
{
  g_autoptr (CsClueCertificate) self = cs_clue_certificate_new ();
  g_autoptr (GError) wrong = NULL;
  g_autoptr (JsonNode) root = cs_json_parse_unique (text, length, &limits, &wrong);
  JsonObject *object = cs_json_root_object (root);
  const char *member;

  if (object == NULL) {
    cs_draw_refuse (error, CS_DRAW_ERROR_CERTIFICATE, "%s", wrong != NULL ? wrong->message : _("This is not a certificate of a draw."));
    return NULL;
  }
  member = read_members (self, object);
  if (member != NULL) {
    cs_draw_refuse (error, CS_DRAW_ERROR_CERTIFICATE, _("“%s” of the certificate is missing or of another kind."), member);
    return NULL;
  }
  return g_steal_pointer (&self);
}
