/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ID 256
#define MAX_TIME 64
#define LENGTH_OF_DATE 10

typedef struct {
  GHashTable *names; /* JsonObject → set of the names of its members */
  char *repeated; /* (nullable): a name that is in one object twice */
} Uniqueness;

static JsonNode *
get_member (JsonObject  *object,
            const char  *member,
            JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

static JsonNode *
get_scalar (JsonObject *object,
            const char *member,
            GType       type)
{
  JsonNode *node = get_member (object, member, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == type ? node : NULL;
}

static gint64
clamp_to_int64 (double value)
{
  if (value >= 0x1p63)
    return G_MAXINT64;
  if (value <= -0x1p63)
    return G_MININT64;
  return (gint64) value;
}

/* The names that an object has had so far; objects stay alive until the whole text is read. */
static void
object_member_cb (JsonParser *parser,
                  JsonObject *object,
                  const char *name,
                  gpointer    user_data)
{
  Uniqueness *uniqueness = user_data;
  GHashTable *names = g_hash_table_lookup (uniqueness->names, object);

  if (names == NULL) {
    names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_insert (uniqueness->names, json_object_ref (object), names);
  }
  if (!g_hash_table_add (names, g_strdup (name)) && uniqueness->repeated == NULL)
    uniqueness->repeated = g_strdup (name);
}

static JsonNode *
parse (JsonParser         *parser,
       const char         *text,
       gsize               length,
       const CsJsonLimits *limits,
       GError            **error)
{
  g_autoptr (GError) unlikely = NULL;
  JsonNode *root;

  if (!cs_json_check (text, length, limits, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text, length, &unlikely)) {
    g_set_error (error, CS_JSON_ERROR, CS_JSON_ERROR_SYNTAX, _("Unusable JSON: %s"), unlikely->message);
    return NULL;
  }
  root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error_literal (error, CS_JSON_ERROR, CS_JSON_ERROR_EMPTY, _("The JSON is empty"));
  return root;
}

/**
 * cs_json_parse:
 * @text: (array length=length): bytes from anywhere; need not end in a zero
 * @length: how many
 * @limits: (nullable): what the document may cost, %NULL for the usual limits
 * @error: return location for an error in the domain %CS_JSON_ERROR
 *
 * Reads one JSON document, if cs_json_check() lets it pass. Every string in the answer is valid UTF-8.
 * Of two members with one name the last counts. Any thread.
 *
 * Returns: (transfer full): the root, not to be changed, an object or an array; or %NULL with @error set
 */
JsonNode *
cs_json_parse (const char         *text,
               gsize               length,
               const CsJsonLimits *limits,
               GError            **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  return parse (parser, text, length, limits, error);
}

/**
 * cs_json_parse_unique:
 * @text: (array length=length): bytes from anywhere; need not end in a zero
 * @length: how many
 * @limits: (nullable): what the document may cost, %NULL for the usual limits
 * @error: return location for an error in the domain %CS_JSON_ERROR
 *
 * Reads one JSON document as cs_json_parse() does, but refuses one in which an object has two members with one
 * name: of such a document two readers can see two different things. Any thread.
 *
 * Returns: (transfer full): the root, not to be changed, an object or an array; or %NULL with @error set
 */
JsonNode *
cs_json_parse_unique (const char         *text,
                      gsize               length,
                      const CsJsonLimits *limits,
                      GError            **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonNode) root = NULL;
  Uniqueness uniqueness = { NULL, NULL };
  g_autofree char *repeated = NULL;

  uniqueness.names = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) json_object_unref,
                                            (GDestroyNotify) g_hash_table_unref);
  g_signal_connect (parser, "object-member", G_CALLBACK (object_member_cb), &uniqueness);
  root = parse (parser, text, length, limits, error);
  g_hash_table_unref (uniqueness.names);
  repeated = uniqueness.repeated;
  if (root == NULL || repeated == NULL)
    return g_steal_pointer (&root);
  g_set_error (error, CS_JSON_ERROR, CS_JSON_ERROR_REPEATED, _("Unusable JSON: “%s” is there twice"), repeated);
  return NULL;
}

/**
 * cs_json_root_object:
 * @root: (nullable): a node
 *
 * Returns: (transfer none) (nullable): the object it holds
 */
JsonObject *
cs_json_root_object (JsonNode *root)
{
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

/**
 * cs_json_root_array:
 * @root: (nullable): a node
 *
 * Returns: (transfer none) (nullable): the array it holds
 */
JsonArray *
cs_json_root_array (JsonNode *root)
{
  return root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
}

/**
 * cs_json_get_object:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (transfer none) (nullable): the object under that name
 */
JsonObject *
cs_json_get_object (JsonObject *object,
                    const char *member)
{
  JsonNode *node = get_member (object, member, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

/**
 * cs_json_get_array:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (transfer none) (nullable): the array under that name
 */
JsonArray *
cs_json_get_array (JsonObject *object,
                   const char *member)
{
  JsonNode *node = get_member (object, member, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

/**
 * cs_json_get_string:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (transfer none) (nullable): the string under that name
 */
const char *
cs_json_get_string (JsonObject *object,
                    const char *member)
{
  JsonNode *node = get_scalar (object, member, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

/**
 * cs_json_get_int64:
 * @object: (nullable): an object
 * @member: a name
 * @fallback: the answer when there is no number
 *
 * Returns: the number under that name; one with a fraction is cut, one beyond 64 bits is clamped
 */
gint64
cs_json_get_int64 (JsonObject *object,
                   const char *member,
                   gint64      fallback)
{
  JsonNode *node = get_scalar (object, member, G_TYPE_INT64);

  if (node != NULL)
    return json_node_get_int (node);
  node = get_scalar (object, member, G_TYPE_DOUBLE);
  return node != NULL ? clamp_to_int64 (json_node_get_double (node)) : fallback;
}

/**
 * cs_json_get_double:
 * @object: (nullable): an object
 * @member: a name
 * @fallback: the answer when there is no number
 *
 * Returns: the number under that name, always finite unless @fallback is not
 */
double
cs_json_get_double (JsonObject *object,
                    const char *member,
                    double      fallback)
{
  JsonNode *node = get_scalar (object, member, G_TYPE_DOUBLE);

  if (node != NULL)
    return json_node_get_double (node);
  node = get_scalar (object, member, G_TYPE_INT64);
  return node != NULL ? (double) json_node_get_int (node) : fallback;
}

/**
 * cs_json_get_bool:
 * @object: (nullable): an object
 * @member: a name
 * @fallback: the answer when there is neither true nor false
 *
 * Returns: the truth value under that name
 */
gboolean
cs_json_get_bool (JsonObject *object,
                  const char *member,
                  gboolean    fallback)
{
  JsonNode *node = get_scalar (object, member, G_TYPE_BOOLEAN);

  return node != NULL ? json_node_get_boolean (node) : fallback;
}

/**
 * cs_json_get_id:
 * @object: (nullable): an object
 * @member: a name
 *
 * Some servers write ids as numbers, some as strings.
 *
 * Returns: (transfer full) (nullable): the id under that name, as cs_json_is_id() allows it
 */
char *
cs_json_get_id (JsonObject *object,
                const char *member)
{
  JsonNode *node = get_scalar (object, member, G_TYPE_INT64);
  const char *text;

  if (node != NULL)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  text = cs_json_get_string (object, member);
  return cs_json_is_id (text) ? g_strdup (text) : NULL;
}

/**
 * cs_json_get_time_us:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: the time under that name, read as by cs_json_time_us(); 0 when there is none
 */
gint64
cs_json_get_time_us (JsonObject *object,
                     const char *member)
{
  return cs_json_time_us (cs_json_get_string (object, member));
}

/**
 * cs_json_get_strings:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (transfer full): the strings in the array under that name; what is not a string is left out
 */
GStrv
cs_json_get_strings (JsonObject *object,
                     const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = cs_json_get_array (object, member);

  for (guint i = 0; i < cs_json_array_length (array); i++) {
    const char *text = cs_json_array_get_string (array, i);

    if (text != NULL)
      g_strv_builder_add (builder, text);
  }
  return g_strv_builder_end (builder);
}

/**
 * cs_json_array_length:
 * @array: (nullable): an array
 *
 * Returns: how many elements it has
 */
guint
cs_json_array_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

/**
 * cs_json_array_get_object:
 * @array: an array
 * @index: less than its length
 *
 * Returns: (transfer none) (nullable): the element, if it is an object
 */
JsonObject *
cs_json_array_get_object (JsonArray *array,
                          guint      index)
{
  return cs_json_root_object (json_array_get_element (array, index));
}

/**
 * cs_json_array_get_string:
 * @array: an array
 * @index: less than its length
 *
 * Returns: (transfer none) (nullable): the element, if it is a string
 */
const char *
cs_json_array_get_string (JsonArray *array,
                          guint      index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/**
 * cs_json_is_id:
 * @text: (nullable): what calls itself an id
 *
 * Ids of every network that we follow are 1 to 256 of the characters 0-9 A-Z a-z : . _ / -
 *
 * Returns: whether it may be one
 */
gboolean
cs_json_is_id (const char *text)
{
  gsize length = text != NULL ? strspn (text, G_CSET_DIGITS G_CSET_A_2_Z G_CSET_a_2_z ":._/-") : 0;

  return length >= 1 && length <= MAX_ID && text[length] == '\0';
}

/**
 * cs_json_time_us:
 * @text: (nullable): a time as ISO 8601 writes it, or a date alone
 *
 * Reads a time; without a zone it is UTC, a date means its first moment, and what is finer than a
 * microsecond is cut.
 *
 * Returns: microseconds since 1970 UTC, or 0 when it is not a time
 */
gint64
cs_json_time_us (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *midnight = NULL;

  if (text == NULL || strnlen (text, MAX_TIME + 1) > MAX_TIME)
    return 0;
  if (strlen (text) == LENGTH_OF_DATE)
    text = midnight = g_strconcat (text, "T00:00:00Z", NULL);
  time = g_date_time_new_from_iso8601 (text, utc);
  if (time == NULL)
    return 0;
  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}
