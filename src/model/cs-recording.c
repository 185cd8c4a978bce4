/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-recording.h"

#include "cs-post-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The lines of a recording, without the file around them; data/rehearsal/FORMAT.md tells every member. */

#define FORMAT "coulisses-recording"
#define MAX_OFFICIAL 100

static const char *const kinds[] = { "post", "edit", "delete", "account", "moment" };

static gboolean
refuse (GError    **error,
        const char *why)
{
  g_set_error_literal (error, CS_JSON_ERROR, CS_JSON_ERROR_SYNTAX, why);
  return FALSE;
}

static void
set_string (JsonObject *object,
            const char *name,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static char *
write_line (JsonObject *object,
            GError    **error)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return cs_json_to_string (node, error);
}

/* The three members that name a post or an account. */
static gboolean
read_name (JsonObject *object,
           CsNetwork  *network,
           char      **host,
           char      **native_id)
{
  const char *text = cs_json_get_string (object, "host");

  if (!cs_network_from_id (cs_json_get_string (object, "network"), network) ||
      (text != NULL && text[0] != '\0' && !cs_json_is_id (text)))
    return FALSE;
  *native_id = cs_json_get_id (object, "native_id");
  *host = g_strdup (text != NULL ? text : "");
  return *native_id != NULL;
}

static void
write_name (JsonObject *object,
            CsNetwork   network,
            const char *host,
            const char *native_id)
{
  json_object_set_string_member (object, "network", cs_network_to_id (network));
  json_object_set_string_member (object, "host", host != NULL ? host : "");
  set_string (object, "native_id", native_id);
}

static void
read_official (JsonArray *array,
               GPtrArray *official)
{
  for (guint i = 0; i < cs_json_array_length (array) && official->len < MAX_OFFICIAL; i++) {
    JsonObject *one = cs_json_array_get_object (array, i);
    g_autofree char *host = NULL;
    g_autofree char *native_id = NULL;
    CsNetwork network;

    if (one != NULL && read_name (one, &network, &host, &native_id)) {
      CsAccount *account = cs_account_new (network, host, native_id);

      account->handle = g_strdup (cs_json_get_string (one, "handle"));
      account->name = g_strdup (cs_json_get_string (one, "name"));
      g_ptr_array_add (official, account);
    }
  }
}

static JsonArray *
write_official (GPtrArray *official)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < official->len; i++) {
    const CsAccount *account = official->pdata[i];
    JsonObject *one = json_object_new ();

    write_name (one, account->network, account->host, account->native_id);
    set_string (one, "handle", account->handle);
    set_string (one, "name", account->name);
    json_array_add_object_element (array, one);
  }
  return array;
}

static JsonArray *
write_strings (GStrv strings)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    json_array_add_string_element (array, strings[i]);
  return array;
}

static gboolean
is_recording (JsonObject *object,
              GError    **error)
{
  if (g_strcmp0 (cs_json_get_string (object, "format"), FORMAT) != 0)
    return refuse (error, _("This is not a recording of Coulisses"));
  if (cs_json_get_int64 (object, "version", 0) > CS_RECORDING_VERSION)
    return refuse (error, _("This recording was made by a newer Coulisses: update this one"));
  if (cs_json_get_int64 (object, "version", 0) != CS_RECORDING_VERSION)
    return refuse (error, _("This recording does not say in which version of the format it is"));
  return TRUE;
}

static CsRecordedKind
read_kind (JsonObject *object)
{
  const char *event = cs_json_get_string (object, "event");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (event, kinds[i]) == 0)
      return i;
  return CS_RECORDED_UNKNOWN;
}

static gboolean
read_event (JsonObject *object,
            CsRecorded *self,
            GError    **error)
{
  switch (self->kind) {
  case CS_RECORDED_POST:
  case CS_RECORDED_EDIT:
    self->post = cs_post_from_json (cs_json_get_object (object, "post"), error);
    return self->post != NULL;
  case CS_RECORDED_DELETE:
  case CS_RECORDED_ACCOUNT:
    self->active = cs_json_get_bool (object, "active", FALSE);
    return read_name (object, &self->network, &self->host, &self->native_id) ||
           refuse (error, _("A deletion does not say of what"));
  case CS_RECORDED_MOMENT:
    self->text = g_strdup (cs_json_get_string (object, "text"));
    return TRUE;
  case CS_RECORDED_UNKNOWN:
  default:
    return TRUE;
  }
}

static void
write_event (JsonObject       *object,
             const CsRecorded *self)
{
  if (self->kind == CS_RECORDED_POST || self->kind == CS_RECORDED_EDIT)
    json_object_set_member (object, "post", cs_post_to_json (self->post));
  if (self->kind == CS_RECORDED_DELETE || self->kind == CS_RECORDED_ACCOUNT)
    write_name (object, self->network, self->host, self->native_id);
  if (self->kind == CS_RECORDED_ACCOUNT)
    json_object_set_boolean_member (object, "active", self->active);
  if (self->kind == CS_RECORDED_MOMENT)
    set_string (object, "text", self->text);
}

/**
 * cs_recording_new:
 *
 * Returns: (transfer full): the head of a recording that says nothing yet
 */
CsRecording *
cs_recording_new (void)
{
  CsRecording *self = g_new0 (CsRecording, 1);

  self->tags = g_new0 (char *, 1);
  self->official = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_account_unref);
  return self;
}

/**
 * cs_recording_free:
 * @self: (transfer full): the head of a recording
 */
void
cs_recording_free (CsRecording *self)
{
  g_free (self->title);
  g_free (self->language);
  g_strfreev (self->tags);
  g_ptr_array_unref (self->official);
  g_free (self);
}

/**
 * cs_recording_parse:
 * @line: (array length=length): the first line of a recording, from anywhere, without its end
 * @length: bytes in it
 * @error: return location for an error in the domain %CS_JSON_ERROR
 *
 * Any thread.
 *
 * Returns: (transfer full): what it says, or %NULL with @error set
 */
CsRecording *
cs_recording_parse (const char *line,
                    gsize       length,
                    GError    **error)
{
  g_autoptr (JsonNode) root = cs_json_parse (line, length, NULL, error);
  JsonObject *object = cs_json_root_object (root);
  CsRecording *self;

  if (root == NULL || !is_recording (object, error))
    return NULL;
  self = cs_recording_new ();
  self->title = g_strdup (cs_json_get_string (object, "title"));
  self->language = g_strdup (cs_json_get_string (object, "language"));
  g_strfreev (self->tags);
  self->tags = cs_json_get_strings (object, "tags");
  self->recorded_us = MAX (cs_json_get_int64 (object, "recorded_at_us", 0), 0);
  self->duration_ms = CLAMP (cs_json_get_int64 (object, "duration_ms", 0), 0, CS_RECORDING_MAX_MS);
  read_official (cs_json_get_array (object, "official"), self->official);
  return self;
}

/**
 * cs_recording_to_line:
 * @self: the head of a recording
 * @error: return location for an error in the domain %CS_JSON_ERROR
 *
 * Returns: (transfer full): the first line of a recording, without its end; or %NULL with @error set
 */
char *
cs_recording_to_line (const CsRecording *self,
                      GError           **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "format", FORMAT);
  json_object_set_int_member (object, "version", CS_RECORDING_VERSION);
  set_string (object, "title", self->title);
  set_string (object, "language", self->language);
  json_object_set_array_member (object, "tags", write_strings (self->tags));
  json_object_set_int_member (object, "recorded_at_us", self->recorded_us);
  json_object_set_int_member (object, "duration_ms", self->duration_ms);
  json_object_set_array_member (object, "official", write_official (self->official));
  return write_line (object, error);
}

/**
 * cs_recorded_new:
 * @kind: what happened
 * @at_ms: when, in milliseconds since the start
 *
 * Returns: (transfer full): a new event, to be filled in
 */
CsRecorded *
cs_recorded_new (CsRecordedKind kind,
                 gint64         at_ms)
{
  CsRecorded *self = g_new0 (CsRecorded, 1);

  self->kind = kind;
  self->at_ms = at_ms;
  return self;
}

/**
 * cs_recorded_free:
 * @self: (transfer full): an event
 */
void
cs_recorded_free (CsRecorded *self)
{
  g_clear_pointer (&self->post, cs_post_unref);
  g_free (self->host);
  g_free (self->native_id);
  g_free (self->text);
  g_free (self);
}

/**
 * cs_recorded_parse:
 * @line: (array length=length): any other line of a recording, from anywhere, without its end
 * @length: bytes in it
 * @error: return location for an error in the domain %CS_JSON_ERROR
 *
 * Events that this Coulisses does not know are no error. Any thread.
 *
 * Returns: (transfer full): the event, or %NULL with @error set
 */
CsRecorded *
cs_recorded_parse (const char *line,
                   gsize       length,
                   GError    **error)
{
  g_autoptr (JsonNode) root = cs_json_parse (line, length, NULL, error);
  JsonObject *object = cs_json_root_object (root);
  gint64 at_ms = cs_json_get_int64 (object, "at_ms", -1);
  g_autoptr (CsRecorded) self = NULL;

  if (root == NULL)
    return NULL;
  if (at_ms < 0 || at_ms > CS_RECORDING_MAX_MS) {
    refuse (error, _("An event does not say when it happened"));
    return NULL;
  }
  self = cs_recorded_new (read_kind (object), at_ms);
  return read_event (object, self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * cs_recorded_to_line:
 * @self: an event of a known kind
 * @error: return location for an error in the domain %CS_JSON_ERROR
 *
 * Returns: (transfer full): a line of a recording, without its end; or %NULL with @error set
 */
char *
cs_recorded_to_line (const CsRecorded *self,
                     GError          **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  g_return_val_if_fail (self->kind < CS_RECORDED_UNKNOWN, NULL);

  json_object_set_int_member (object, "at_ms", self->at_ms);
  json_object_set_string_member (object, "event", kinds[self->kind]);
  write_event (object, self);
  return write_line (object, error);
}
