/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-certificate.h"

#include "cs-draw-error.h"
#include "cs-draw-text.h"
#include "cs-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const CsJsonLimits limits = { CS_CERTIFICATE_MAX_BYTES, 16, 8 * 1000 * 1000 };

/* Reads members one after the other; after the first that is not of its kind everything else is empty. */
typedef struct {
  JsonObject *object;
  const char *where;
  char *wrong; /* (nullable): the member that is missing or of another kind; shared by all levels */
} Reader;

typedef gboolean (*Test) (const char *text);

static void
refuse (Reader     *reader,
        const char *member)
{
  if (reader->wrong == NULL)
    reader->wrong = g_strconcat (reader->where, member, NULL);
}

static gboolean
is_null (Reader     *reader,
         const char *member)
{
  JsonNode *node = json_object_get_member (reader->object, member);

  return node != NULL && JSON_NODE_HOLDS_NULL (node);
}

static char *
read_string (Reader     *reader,
             const char *member,
             Test        test)
{
  const char *text = cs_json_get_string (reader->object, member);

  if (text == NULL || (test != NULL && !test (text)))
    refuse (reader, member);
  return g_strdup (text != NULL ? text : "");
}

static char *
read_string_or_null (Reader     *reader,
                     const char *member,
                     Test        test)
{
  return is_null (reader, member) ? NULL : read_string (reader, member, test);
}

static gint64
read_number (Reader     *reader,
             const char *member,
             gint64      min,
             gint64      max)
{
  JsonNode *node = json_object_get_member (reader->object, member);
  gint64 number = min;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    number = json_node_get_int (node);
  else
    refuse (reader, member);
  if (number >= min && number <= max)
    return number;
  refuse (reader, member);
  return min;
}

static gint64
read_number_or_null (Reader     *reader,
                     const char *member,
                     gint64      min,
                     gint64      max,
                     gint64      fallback)
{
  return is_null (reader, member) ? fallback : read_number (reader, member, min, max);
}

static gint64
read_time (Reader     *reader,
           const char *member)
{
  gint64 time_s = 0;

  if (!cs_draw_read_time (cs_json_get_string (reader->object, member), &time_s))
    refuse (reader, member);
  return time_s;
}

static gboolean
read_bool (Reader     *reader,
           const char *member)
{
  JsonNode *node = json_object_get_member (reader->object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    refuse (reader, member);
  return cs_json_get_bool (reader->object, member, FALSE);
}

/* One object in the reader, with everything that it holds; for the elements of a list. */
typedef void (*ReadElement) (Reader        *reader,
                             CsCertificate *certificate);

static void
read_object (Reader        *reader,
             const char    *member,
             JsonObject    *object,
             ReadElement    read,
             CsCertificate *certificate)
{
  g_autofree char *where = g_strconcat (member, ".", NULL);
  Reader inner = { object, where, NULL };

  if (object == NULL) {
    refuse (reader, member);
    return;
  }
  read (&inner, certificate);
  if (inner.wrong != NULL && reader->wrong == NULL)
    reader->wrong = g_steal_pointer (&inner.wrong);
  g_free (inner.wrong);
}

static void
read_list (Reader        *reader,
           const char    *member,
           ReadElement    read,
           CsCertificate *certificate)
{
  JsonArray *array = cs_json_get_array (reader->object, member);

  if (array == NULL)
    refuse (reader, member);
  for (guint i = 0; i < cs_json_array_length (array) && reader->wrong == NULL; i++)
    read_object (reader, member, cs_json_array_get_object (array, i), read, certificate);
}

static gboolean
is_hex64 (const char *text)
{
  return cs_digest_is_hex (text, CS_DIGEST_HEX);
}

static gboolean
is_signature (const char *text)
{
  return cs_digest_is_hex (text, 2 * CS_BEACON_SIGNATURE_BYTES);
}

static gboolean
is_proof (const char *text)
{
  const char *const types[] = { "rfc3161", "publication", "witness", "broadcast", NULL };

  return g_strv_contains (types, text);
}

static gboolean
is_base64 (const char *text)
{
  gsize length = strlen (text);
  gsize used = strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+/");

  return length > 0 && length % 4 == 0 && length - used <= 2 && strspn (text + used, "=") == length - used;
}

static gboolean
is_event (const char *text)
{
  return strcmp (text, "declined") == 0 || strcmp (text, "disqualified") == 0;
}

static gboolean
is_entry_type (const char *text)
{
  CsDrawEntryType type;

  return cs_draw_entry_type_from_id (text, &type);
}

static gboolean
is_role (const char *text)
{
  CsDrawRole role;

  return cs_draw_role_from_id (text, &role);
}

static gboolean
is_level (const char *text)
{
  CsBeaconLevel level;

  return cs_beacon_level_from_id (text, &level);
}

static void
read_relay (Reader        *reader,
            CsCertificate *certificate)
{
  CsRelayVisit *visit = g_new0 (CsRelayVisit, 1);

  g_ptr_array_add (certificate->relays, visit);
  visit->url = read_string (reader, "url", NULL);
  visit->fetched = read_string (reader, "fetched_utc", NULL);
  visit->http_date = json_object_has_member (reader->object, "http_date")
                       ? read_string_or_null (reader, "http_date", NULL)
                       : NULL;
}

static void
read_beacon_check (Reader        *reader,
                   CsCertificate *certificate)
{
  g_autofree char *level = read_string (reader, "level", is_level);

  cs_beacon_level_from_id (level, &certificate->level);
  certificate->method = read_string_or_null (reader, "method", NULL);
}

static GStrv
read_proofs (Reader *reader)
{
  JsonArray *array = cs_json_get_array (reader->object, "proofs");
  GStrv proofs = cs_json_get_strings (reader->object, "proofs");

  if (array == NULL || g_strv_length (proofs) != json_array_get_length (array))
    refuse (reader, "proofs");
  return proofs;
}

static void
read_place (Reader        *reader,
            CsCertificate *certificate)
{
  CsCertificatePlace *place = g_new0 (CsCertificatePlace, 1);
  g_autofree char *role = read_string (reader, "role", is_role);

  g_ptr_array_add (certificate->ranking, place);
  place->rank = (guint) read_number (reader, "rank", 1, G_MAXINT32);
  place->key = read_string (reader, "key", is_hex64);
  place->id = read_string (reader, "id", NULL);
  place->proofs = read_proofs (reader);
  cs_draw_role_from_id (role, &place->role);
}

static void
read_exclusions (Reader        *reader,
                 CsCertificate *certificate)
{
  g_autoptr (GList) codes = json_object_get_members (reader->object);

  read_number (reader, "manual", 0, G_MAXINT64);
  for (GList *l = codes; l != NULL; l = l->next) {
    CsExclusionCount *count = g_new0 (CsExclusionCount, 1);

    g_ptr_array_add (certificate->exclusions, count);
    count->code = g_strdup (l->data);
    count->count = (guint64) read_number (reader, l->data, 0, G_MAXINT64);
    if (strcmp (l->data, "manual") != 0 && !cs_exclusion_is_code (l->data))
      refuse (reader, l->data);
  }
}

static void
read_import (Reader        *reader,
             CsCertificate *certificate)
{
  CsImportReport *report = g_new0 (CsImportReport, 1);

  g_ptr_array_add (certificate->imports, report);
  report->platform = read_string (reader, "platform", NULL);
  report->announced = read_number_or_null (reader, "announced", 0, G_MAXINT64, -1);
  report->received = read_number_or_null (reader, "received", 0, G_MAXINT64, -1);
  report->gaps = cs_json_get_int64 (reader->object, "gaps", -1);
}

static void
read_prior_proof (Reader        *reader,
                  CsCertificate *certificate)
{
  CsPriorProof *proof = g_new0 (CsPriorProof, 1);

  g_ptr_array_add (certificate->proofs, proof);
  proof->type = read_string (reader, "type", is_proof);
  proof->time_s = read_time (reader, "utc");
  proof->reference = read_string (reader, "ref", NULL);
  proof->token = read_string_or_null (reader, "token", is_base64);
}

static void
read_event (Reader        *reader,
            CsCertificate *certificate)
{
  CsDrawEvent *event = g_new0 (CsDrawEvent, 1);
  g_autofree char *type = read_string (reader, "type", is_event);

  g_ptr_array_add (certificate->events, event);
  event->disqualified = strcmp (type, "disqualified") == 0;
  event->rank = (guint) read_number (reader, "rank", 1, G_MAXINT32);
  event->code = read_string (reader, "code", cs_draw_is_code);
  event->time_s = read_time (reader, "utc");
  event->replaced_by = (guint) read_number_or_null (reader, "replaced_by", 1, G_MAXINT32, 0);
}

static void
read_voided (Reader        *reader,
             CsCertificate *certificate)
{
  CsVoidedSeal *voided = g_new0 (CsVoidedSeal, 1);

  g_ptr_array_add (certificate->voided, voided);
  voided->seal = read_string (reader, "seal", NULL);
  voided->digest = read_string (reader, "seal_sha256", is_hex64);
  voided->reason = read_string (reader, "reason", NULL);
  voided->time_s = read_time (reader, "utc");
  voided->after_round_time = read_bool (reader, "after_round_time");
}

static void
read_entry (Reader        *reader,
            CsCertificate *certificate)
{
  CsDrawEntry entry = { 0 };
  g_autofree char *type = read_string (reader, "type", is_entry_type);
  g_autofree char *payload = read_string (reader, "payload", is_hex64);
  g_autofree char *digest = read_string (reader, "entry", is_hex64);

  cs_draw_entry_type_from_id (type, &entry.type);
  entry.seq = (guint64) read_number (reader, "seq", 1, G_MAXINT64 - 1);
  entry.time_s = read_time (reader, "utc");
  g_strlcpy (entry.payload, payload, sizeof entry.payload);
  g_strlcpy (entry.digest, digest, sizeof entry.digest);
  g_array_append_val (certificate->entries, entry);
}

static void
read_journal (Reader        *reader,
              CsCertificate *certificate)
{
  certificate->journal_previous = read_string (reader, "prev", is_hex64);
  read_list (reader, "entries", read_entry, certificate);
}

static void
read_software (Reader        *reader,
               CsCertificate *certificate)
{
  certificate->software = read_string (reader, "name", NULL);
  certificate->binary_digest = read_string_or_null (reader, "binary_sha256", is_hex64);
}

static gboolean
is_format (const char *text)
{
  return strcmp (text, CS_CERTIFICATE_FORMAT) == 0;
}

static void
read_certificate (Reader        *reader,
                  CsCertificate *certificate)
{
  g_autofree char *format = read_string (reader, "format", is_format);
  JsonObject *object = reader->object;

  certificate->revision = (guint64) read_number (reader, "revision", 1, G_MAXINT64);
  certificate->seal = read_string (reader, "seal", NULL);
  certificate->seal_digest = read_string (reader, "seal_sha256", is_hex64);
  certificate->value = read_string (reader, "value", NULL);
  certificate->signature = read_string_or_null (reader, "signature", is_signature);
  read_list (reader, "relays", read_relay, certificate);
  read_object (reader, "beacon_check", cs_json_get_object (object, "beacon_check"), read_beacon_check, certificate);
  certificate->seed = read_string (reader, "seed", is_hex64);
  certificate->status = read_string (reader, "status", NULL);
  read_list (reader, "ranking", read_place, certificate);
  certificate->cutoff = read_string_or_null (reader, "cutoff_key", is_hex64);
  certificate->ranking_digest = read_string (reader, "ranking_sha256", is_hex64);
  read_object (reader, "exclusions", cs_json_get_object (object, "exclusions"), read_exclusions, certificate);
  read_list (reader, "import", read_import, certificate);
  read_list (reader, "prior_publication", read_prior_proof, certificate);
  read_list (reader, "events", read_event, certificate);
  read_list (reader, "voided", read_voided, certificate);
  read_object (reader, "journal", cs_json_get_object (object, "journal"), read_journal, certificate);
  read_object (reader, "software", cs_json_get_object (object, "software"), read_software, certificate);
}

/**
 * cs_certificate_parse:
 * @text: (array length=length): the bytes of a certificate
 * @length: how many
 * @error: return location for %CS_DRAW_ERROR_CERTIFICATE
 *
 * Reads a certificate (check V1): JSON of the right format, no member twice, every member of its kind. Members
 * that the protocol does not know are left aside. Nothing is said about its truth.
 *
 * Returns: (transfer full) (nullable): the certificate, or %NULL with @error set
 */
CsCertificate *
cs_certificate_parse (const char *text,
                      gsize       length,
                      GError    **error)
{
  g_autoptr (CsCertificate) certificate = cs_certificate_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) wrong = NULL;
  Reader reader = { NULL, "", NULL };
  g_autofree char *member = NULL;

  root = cs_json_parse_unique (text, length, &limits, &wrong);
  reader.object = cs_json_root_object (root);
  if (reader.object == NULL) {
    cs_draw_refuse (error, CS_DRAW_ERROR_CERTIFICATE, "%s",
                    wrong != NULL ? wrong->message : _("This is not a certificate of a draw."));
    return NULL;
  }
  read_certificate (&reader, certificate);
  member = reader.wrong;
  if (member != NULL) {
    cs_draw_refuse (error, CS_DRAW_ERROR_CERTIFICATE, _("“%s” of the certificate is missing or of another kind."), member);
    return NULL;
  }
  return g_steal_pointer (&certificate);
}
