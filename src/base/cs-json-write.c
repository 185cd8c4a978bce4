/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* json-glib writes infinity as "inf.0" and 1e40 as "1e+40.0", which nobody reads: this writes JSON. */

static gboolean write_node (GString  *out,
                            JsonNode *node,
                            guint     depth);

static gboolean
write_string (GString    *out,
              const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c (out, '\\');
    if ((guchar) *p < 0x20)
      g_string_append_printf (out, "\\u%04x", (guint) *p);
    else
      g_string_append_c (out, *p);
  }
  g_string_append_c (out, '"');
  return g_utf8_validate (text, -1, NULL);
}

/* 17 digits read back as the same number; a point keeps it from being read as an integer. */
static gboolean
write_double (GString *out,
              double   value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_dtostr (digits, sizeof digits, value));
  if (strpbrk (digits, ".e") == NULL)
    g_string_append (out, ".0");
  return isfinite (value);
}

static gboolean
write_value (GString  *out,
             JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    return write_string (out, json_node_get_string (node));
  if (type == G_TYPE_DOUBLE)
    return write_double (out, json_node_get_double (node));
  if (type == G_TYPE_BOOLEAN)
    g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
  return TRUE;
}

static gboolean
write_array (GString   *out,
             JsonArray *array,
             guint      depth)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (i > 0)
      g_string_append_c (out, ',');
    if (!write_node (out, json_array_get_element (array, i), depth))
      return FALSE;
  }
  g_string_append_c (out, ']');
  return TRUE;
}

static gboolean
write_object (GString    *out,
              JsonObject *object,
              guint       depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member)) {
    if (!first)
      g_string_append_c (out, ',');
    first = FALSE;
    if (!write_string (out, name))
      return FALSE;
    g_string_append_c (out, ':');
    if (!write_node (out, member, depth))
      return FALSE;
  }
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
write_node (GString  *out,
            JsonNode *node,
            guint     depth)
{
  switch (json_node_get_node_type (node)) {
  case JSON_NODE_OBJECT:
    return depth > 0 && write_object (out, json_node_get_object (node), depth - 1);
  case JSON_NODE_ARRAY:
    return depth > 0 && write_array (out, json_node_get_array (node), depth - 1);
  case JSON_NODE_VALUE:
    return write_value (out, node);
  case JSON_NODE_NULL:
  default:
    g_string_append (out, "null");
    return TRUE;
  }
}

/**
 * cs_json_to_string:
 * @root: what to write, at most %CS_JSON_MAX_DEPTH levels deep
 * @error: return location for an error in the domain %CS_JSON_ERROR
 *
 * Writes a document on one line. What cs_json_parse() would not read back (numbers that are not finite,
 * strings that are not UTF-8) is refused rather than written. Any thread.
 *
 * Returns: (transfer full): the text, or %NULL with @error set
 */
char *
cs_json_to_string (JsonNode *root,
                   GError  **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!write_node (out, root, CS_JSON_MAX_DEPTH)) {
    g_set_error_literal (error, CS_JSON_ERROR, CS_JSON_ERROR_SYNTAX,
                         _("A number that is not finite, broken text or too deep nesting cannot be written as JSON"));
    return NULL;
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
