/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-output-json.h"

#include "cs-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LANGUAGE_LENGTH 35

static const CsJsonLimits command_limits = { .max_bytes = 4096, .max_depth = 4, .max_values = 32 };

static void
add_string (JsonBuilder *builder,
            const char  *member,
            const char  *value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder,
         const char  *member,
         gint64       value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder,
             const char  *member,
             gboolean     value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, value);
}

static JsonBuilder *
begin (void)
{
  return json_builder_begin_object (json_builder_new_immutable ());
}

static char *
finish (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
add_state (JsonBuilder      *builder,
           const CsAirState *state)
{
  add_int (builder, "epoch", state->epoch);
  add_int (builder, "serial", state->serial);
}

/* A stranger's claim about the language chooses letter shapes; anything but a tag is dropped. */
static const char *
get_language (const CsPost *post)
{
  const char *language = post->language;
  gsize length = language != NULL ? strlen (language) : 0;

  if (length == 0 || length > MAX_LANGUAGE_LENGTH)
    return "";
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (language[i]) && language[i] != '-')
      return "";
  return language;
}

static void
add_words (JsonBuilder  *builder,
           const CsPost *post)
{
  add_string (builder, "name", post->name);
  add_string (builder, "handle", post->handle);
  add_string (builder, "text", post->text);
  add_string (builder, "language", get_language (post));
}

/**
 * cs_output_json_page:
 * @state: the air
 * @settings: the server's settings
 *
 * Returns: (transfer full): what a page shows, in one line; texts only, never markup
 */
char *
cs_output_json_page (const CsAirState       *state,
                     const CsOutputSettings *settings)
{
  g_autoptr (JsonBuilder) builder = begin ();

  add_state (builder, state);
  json_builder_set_member_name (builder, "post");
  if (state->snapshot == NULL) {
    json_builder_add_null_value (builder);
    return finish (builder);
  }
  json_builder_begin_object (builder);
  add_words (builder, state->snapshot->post);
  add_string (builder, "source", settings->source_words != NULL ? settings->source_words : _("on social media"));
  add_string (builder, "mark", settings->rehearsal ? _("REHEARSAL") : "");
  json_builder_end_object (builder);
  return finish (builder);
}

/**
 * cs_output_json_beat:
 * @state: the air
 * @desk_age_ms: milliseconds since the desk's last sign of life, or -1
 *
 * Returns: (transfer full): a heartbeat, in one line
 */
char *
cs_output_json_beat (const CsAirState *state,
                     gint64            desk_age_ms)
{
  g_autoptr (JsonBuilder) builder = begin ();

  add_state (builder, state);
  add_int (builder, "desk_age_ms", desk_age_ms);
  return finish (builder);
}

static void
add_on_air (JsonBuilder      *builder,
            const CsSnapshot *snapshot)
{
  const CsPost *post = snapshot->post;

  json_builder_begin_object (builder);
  add_int (builder, "post_id", snapshot->post_id);
  add_string (builder, "version", post->version);
  add_string (builder, "network", cs_network_to_id (post->network));
  add_words (builder, post);
  add_int (builder, "taken_us", snapshot->taken_us);
  add_int (builder, "duration_ms", snapshot->duration_ms);
  json_builder_end_object (builder);
}

/**
 * cs_output_json_program:
 * @state: the air
 *
 * Returns: (transfer full): what is on air, for programs
 */
char *
cs_output_json_program (const CsAirState *state)
{
  g_autoptr (JsonBuilder) builder = begin ();

  add_state (builder, state);
  json_builder_set_member_name (builder, "on_air");
  if (state->snapshot != NULL)
    add_on_air (builder, state->snapshot);
  else
    json_builder_add_null_value (builder);
  return finish (builder);
}

/**
 * cs_output_json_health:
 * @state: the air
 * @desk_age_ms: milliseconds since the desk's last sign of life, or -1
 * @n_readers: pages that read the program
 *
 * Returns: (transfer full): how the server is
 */
char *
cs_output_json_health (const CsAirState *state,
                       gint64            desk_age_ms,
                       guint             n_readers)
{
  g_autoptr (JsonBuilder) builder = begin ();

  add_state (builder, state);
  add_boolean (builder, "on_air", state->snapshot != NULL);
  add_int (builder, "desk_age_ms", desk_age_ms);
  add_int (builder, "readers", n_readers);
  return finish (builder);
}

/**
 * cs_output_json_answer:
 * @epoch: the current epoch
 * @error: (nullable): why a command was refused
 *
 * Returns: (transfer full): the answer to a command
 */
char *
cs_output_json_answer (guint         epoch,
                       const GError *error)
{
  g_autoptr (JsonBuilder) builder = begin ();

  add_boolean (builder, "done", error == NULL);
  add_int (builder, "epoch", epoch);
  if (error != NULL)
    add_string (builder, "reason", error->message);
  return finish (builder);
}

static gboolean
is_version (const char *version)
{
  if (strlen (version) != CS_VERSION_LENGTH)
    return FALSE;
  return strspn (version, "0123456789abcdef") == CS_VERSION_LENGTH;
}

static gboolean
check_target (CsOutputVerb verb,
              gint64       post_id,
              const char  *version,
              GError     **error)
{
  if (post_id < 0 || (post_id == 0 && verb != CS_OUTPUT_OUT)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _("The command names no post: post_id has to be its number."));
    return FALSE;
  }
  if (version != NULL ? !is_version (version) : verb == CS_OUTPUT_TAKE) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _("The command names no version: version has to be the 64 digits that the post was read with."));
    return FALSE;
  }
  return TRUE;
}

/**
 * cs_output_json_parse_command:
 * @verb: what the address asks for
 * @body: the request's body
 * @length: its length in bytes
 * @epoch: the current epoch
 * @error: where to say what is wrong, in a sentence for a person
 *
 * Reads a command. Without an epoch of its own it was decided now.
 *
 * Returns: (transfer full) (nullable): the command
 */
CsOutputCommand *
cs_output_json_parse_command (CsOutputVerb verb,
                              const char  *body,
                              gsize        length,
                              guint        epoch,
                              GError     **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (JsonNode) root = cs_json_parse (body, length, &command_limits, &why);
  JsonObject *object;
  const char *version;
  gint64 post_id, decided;

  if (root == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, why->message);
    return NULL;
  }
  object = cs_json_root_object (root);
  post_id = cs_json_get_int64 (object, "post_id", 0);
  version = cs_json_get_string (object, "version");
  decided = cs_json_get_int64 (object, "epoch", epoch);
  if (!check_target (verb, post_id, version, error))
    return NULL;
  if (decided != epoch) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                         _("The air was cleared since this was decided. Look again, then repeat it."));
    return NULL;
  }
  return cs_output_command_new (verb, post_id, version, epoch);
}
