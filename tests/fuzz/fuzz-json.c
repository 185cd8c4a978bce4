/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "cs-json.h"

#include <math.h>
#include <string.h>

static guint
assert_sound (JsonNode *node,
              guint     depth)
{
  guint n = 1;

  g_assert_cmpuint (depth, <=, CS_JSON_MAX_DEPTH);
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    g_autoptr (GList) members = json_object_get_members (json_node_get_object (node));

    for (GList *l = members; l != NULL; l = l->next) {
      g_assert_true (g_utf8_validate (l->data, -1, NULL));
      n += assert_sound (json_object_get_member (json_node_get_object (node), l->data), depth + 1);
    }
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      n += assert_sound (json_array_get_element (json_node_get_array (node), i), depth + 1);
  } else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING) {
    g_assert_true (g_utf8_validate (json_node_get_string (node), -1, NULL));
  } else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_DOUBLE) {
    g_assert_true (isfinite (json_node_get_double (node)));
  }
  return n;
}

/* Every accessor with every member's name: none may complain of a type. */
static void
ask_all (JsonObject *object)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next) {
    g_autofree char *id = cs_json_get_id (object, l->data);
    g_auto (GStrv) strings = cs_json_get_strings (object, l->data);

    g_assert_true (id == NULL || cs_json_is_id (id));
    g_assert_nonnull (strings);
    cs_json_get_string (object, l->data);
    cs_json_get_int64 (object, l->data, 0);
    cs_json_get_bool (object, l->data, FALSE);
    cs_json_get_time_us (object, l->data);
    g_assert_true (isfinite (cs_json_get_double (object, l->data, 0)));
    cs_json_array_length (cs_json_get_array (object, l->data));
    if (cs_json_get_object (object, l->data) != NULL)
      ask_all (cs_json_get_object (object, l->data));
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *text = (const char *) data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;

  if (!cs_json_check (text, size, NULL, &error)) {
    assert_says_why (error);
    return 0;
  }
  /* What the scanner lets pass, the parser understands. */
  root = cs_json_parse (text, size, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (root) || JSON_NODE_HOLDS_ARRAY (root));
  g_assert_cmpuint (assert_sound (root, 0), <=, CS_JSON_MAX_VALUES);
  if (cs_json_root_object (root) != NULL)
    ask_all (cs_json_root_object (root));

  written = cs_json_to_string (root, &error);
  g_assert_no_error (error);
  again = cs_json_parse (written, strlen (written), NULL, &error);
  if (again == NULL) {
    /* Written out, escapes and numbers may be longer: only a limit may stop it. */
    g_assert_true (error->code == CS_JSON_ERROR_SIZE || error->code == CS_JSON_ERROR_NUMBER);
    return 0;
  }
  rewritten = cs_json_to_string (again, NULL);
  g_assert_cmpstr (written, ==, rewritten);
  return 0;
}
