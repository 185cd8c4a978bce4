/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-certificate.h"

#include "cs-draw-text.h"

#include <json-glib/json-glib.h>

static void
add_string (JsonBuilder *builder,
            const char  *member,
            const char  *text)
{
  json_builder_set_member_name (builder, member);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
add_number (JsonBuilder *builder,
            const char  *member,
            gint64       number)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, number);
}

static void
add_number_or_null (JsonBuilder *builder,
                    const char  *member,
                    gint64       number,
                    gint64       none)
{
  if (number == none)
    add_string (builder, member, NULL);
  else
    add_number (builder, member, number);
}

static void
add_time (JsonBuilder *builder,
          const char  *member,
          gint64       time_s)
{
  g_autofree char *time = cs_draw_write_time (time_s);

  add_string (builder, member, time);
}

typedef void (*AddElement) (JsonBuilder  *builder,
                            gconstpointer element);

static void
add_list (JsonBuilder *builder,
          const char  *member,
          GPtrArray   *elements,
          AddElement   add)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < elements->len; i++) {
    json_builder_begin_object (builder);
    add (builder, elements->pdata[i]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_relay (JsonBuilder  *builder,
           gconstpointer element)
{
  const CsRelayVisit *visit = element;

  add_string (builder, "url", visit->url);
  add_string (builder, "fetched_utc", visit->fetched);
  add_string (builder, "http_date", visit->http_date);
}

static void
add_place (JsonBuilder  *builder,
           gconstpointer element)
{
  const CsCertificatePlace *place = element;

  add_number (builder, "rank", place->rank);
  add_string (builder, "key", place->key);
  add_string (builder, "id", place->id);
  add_string (builder, "role", cs_draw_role_to_id (place->role));
  json_builder_set_member_name (builder, "proofs");
  json_builder_begin_array (builder);
  for (char **proof = place->proofs; *proof != NULL; proof++)
    json_builder_add_string_value (builder, *proof);
  json_builder_end_array (builder);
}

static void
add_import (JsonBuilder  *builder,
            gconstpointer element)
{
  const CsImportReport *report = element;

  add_string (builder, "platform", report->platform);
  add_number_or_null (builder, "announced", report->announced, -1);
  add_number (builder, "received", report->received);
  add_number_or_null (builder, "gaps", report->gaps, -1);
}

static void
add_prior_proof (JsonBuilder  *builder,
                 gconstpointer element)
{
  const CsPriorProof *proof = element;

  add_string (builder, "type", proof->type);
  add_time (builder, "utc", proof->time_s);
  add_string (builder, "ref", proof->reference);
  add_string (builder, "token", proof->token);
}

static void
add_event (JsonBuilder  *builder,
           gconstpointer element)
{
  const CsDrawEvent *event = element;

  add_string (builder, "type", event->disqualified ? "disqualified" : "declined");
  add_number (builder, "rank", event->rank);
  add_string (builder, "code", event->code);
  add_time (builder, "utc", event->time_s);
  add_number_or_null (builder, "replaced_by", event->replaced_by, 0);
}

static void
add_voided (JsonBuilder  *builder,
            gconstpointer element)
{
  const CsVoidedSeal *voided = element;

  add_string (builder, "seal", voided->seal);
  add_string (builder, "seal_sha256", voided->digest);
  add_string (builder, "reason", voided->reason);
  add_time (builder, "utc", voided->time_s);
  json_builder_set_member_name (builder, "after_round_time");
  json_builder_add_boolean_value (builder, voided->after_round_time);
}

static void
add_exclusions (JsonBuilder *builder,
                GPtrArray   *exclusions)
{
  json_builder_set_member_name (builder, "exclusions");
  json_builder_begin_object (builder);
  for (guint i = 0; i < exclusions->len; i++) {
    const CsExclusionCount *count = exclusions->pdata[i];

    add_number (builder, count->code, (gint64) count->count);
  }
  json_builder_end_object (builder);
}

static void
add_journal (JsonBuilder         *builder,
             const CsCertificate *self)
{
  json_builder_set_member_name (builder, "journal");
  json_builder_begin_object (builder);
  add_string (builder, "prev", self->journal_previous);
  json_builder_set_member_name (builder, "entries");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->entries->len; i++) {
    const CsDrawEntry *entry = &g_array_index (self->entries, CsDrawEntry, i);

    json_builder_begin_object (builder);
    add_number (builder, "seq", (gint64) entry->seq);
    add_time (builder, "utc", entry->time_s);
    add_string (builder, "type", cs_draw_entry_type_to_id (entry->type));
    add_string (builder, "payload", entry->payload);
    add_string (builder, "entry", entry->digest);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_beacon_check (JsonBuilder         *builder,
                  const CsCertificate *self)
{
  json_builder_set_member_name (builder, "beacon_check");
  json_builder_begin_object (builder);
  add_string (builder, "level", cs_beacon_level_to_id (self->level));
  add_string (builder, "method", self->method);
  json_builder_end_object (builder);
}

static void
add_software (JsonBuilder         *builder,
              const CsCertificate *self)
{
  json_builder_set_member_name (builder, "software");
  json_builder_begin_object (builder);
  add_string (builder, "name", self->software);
  add_string (builder, "binary_sha256", self->binary_digest);
  json_builder_end_object (builder);
}

static void
add_certificate (JsonBuilder         *builder,
                 const CsCertificate *self)
{
  add_string (builder, "format", CS_CERTIFICATE_FORMAT);
  add_number (builder, "revision", (gint64) self->revision);
  add_string (builder, "seal", self->seal);
  add_string (builder, "seal_sha256", self->seal_digest);
  add_string (builder, "value", self->value);
  add_string (builder, "signature", self->signature);
  add_list (builder, "relays", self->relays, add_relay);
  add_beacon_check (builder, self);
  add_string (builder, "seed", self->seed);
  add_string (builder, "status", self->status);
  add_list (builder, "ranking", self->ranking, add_place);
  add_string (builder, "cutoff_key", self->cutoff);
  add_string (builder, "ranking_sha256", self->ranking_digest);
  add_exclusions (builder, self->exclusions);
  add_list (builder, "import", self->imports, add_import);
  add_list (builder, "prior_publication", self->proofs, add_prior_proof);
  add_list (builder, "events", self->events, add_event);
  add_list (builder, "voided", self->voided, add_voided);
  add_journal (builder, self);
  add_software (builder, self);
}

/**
 * cs_certificate_write:
 * @self: a certificate
 *
 * Returns: (transfer full): its JSON, for people too: one member a line
 */
char *
cs_certificate_write (const CsCertificate *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  add_certificate (builder, self);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 1);
  text = json_generator_to_data (generator, NULL);
  return g_strconcat (text, "\n", NULL);
}
