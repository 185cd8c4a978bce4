/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-json.h"

#include <math.h>
#include <string.h>

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = cs_json_parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (root);
  return root;
}

static void
assert_refused_bytes (const char *text,
                      gsize       length,
                      CsJsonError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cs_json_parse (text, length, NULL, &error));
  g_assert_error (error, CS_JSON_ERROR, (int) code);
  g_assert_cmpuint (strlen (error->message), >, 10);
}

static void
assert_refused (const char *text,
                CsJsonError code)
{
  assert_refused_bytes (text, strlen (text), code);
}

static char *
nested (guint       depth,
        const char *open,
        const char *middle,
        const char *close)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append (text, middle);
  for (guint i = 0; i < depth; i++)
    g_string_append (text, close);
  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  const guint depths[] = { 1, 63, 64, 65, 100000, 500000 };

  for (guint i = 0; i < G_N_ELEMENTS (depths); i++) {
    g_autofree char *arrays = nested (depths[i], "[", "", "]");
    g_autofree char *objects = nested (MIN (depths[i], 150000), "{\"a\":", "1", "}");
    g_autofree char *open = nested (depths[i], "[", "", "");

    assert_refused (open, depths[i] <= 64 ? CS_JSON_ERROR_SYNTAX : CS_JSON_ERROR_DEPTH);
    if (depths[i] <= 64) {
      json_node_unref (parse (arrays));
      json_node_unref (parse (objects));
    } else {
      assert_refused (arrays, CS_JSON_ERROR_DEPTH);
      assert_refused (objects, CS_JSON_ERROR_DEPTH);
    }
  }
}

static void
test_depth_of_a_million (void)
{
  const CsJsonLimits limits = { 8 * 1024 * 1024, 1000000, 10000000 };
  g_autofree char *text = nested (1000000, "[", "", "]");
  g_autoptr (GError) error = NULL;

  g_assert_false (cs_json_check (text, strlen (text), &limits, &error));
  g_assert_error (error, CS_JSON_ERROR, CS_JSON_ERROR_DEPTH);
  assert_refused (text, CS_JSON_ERROR_SIZE);
}

static void
test_sizes (void)
{
  g_autofree char *space = g_strnfill (CS_JSON_MAX_BYTES - 2, ' ');
  g_autofree char *just = g_strconcat ("[", space, "]", NULL);
  g_autofree char *above = g_strconcat ("[", space, " ]", NULL);

  json_node_unref (parse (just));
  assert_refused (above, CS_JSON_ERROR_SIZE);
}

static void
test_values (void)
{
  g_autofree char *just = nested (CS_JSON_MAX_VALUES - 2, "1,", "1", "");
  g_autofree char *array = g_strconcat ("[", just, "]", NULL);
  g_autofree char *above = g_strconcat ("[1,", just, "]", NULL);
  g_autoptr (JsonNode) root = parse (array);

  g_assert_cmpuint (cs_json_array_length (cs_json_root_array (root)), ==, CS_JSON_MAX_VALUES - 1);
  assert_refused (above, CS_JSON_ERROR_VALUES);
}

static void
test_documents (void)
{
  static const struct {
    const char *text;
    CsJsonError code;
  } refused[] = {
    { "", CS_JSON_ERROR_EMPTY },
    { " \r\n\t ", CS_JSON_ERROR_EMPTY },
    { "3", CS_JSON_ERROR_SYNTAX },
    { "\"text\"", CS_JSON_ERROR_SYNTAX },
    { "null", CS_JSON_ERROR_SYNTAX },
    { "3{\"a\":1}", CS_JSON_ERROR_SYNTAX },
    { "var a = {};", CS_JSON_ERROR_SYNTAX },
    { "<html></html>", CS_JSON_ERROR_SYNTAX },
    { "\xef\xbb\xbf{}", CS_JSON_ERROR_SYNTAX },
    { "{}{}", CS_JSON_ERROR_SYNTAX },
    { "[1] [2]", CS_JSON_ERROR_SYNTAX },
    { "{} x", CS_JSON_ERROR_SYNTAX },
    { "[1,]", CS_JSON_ERROR_SYNTAX },
    { "[,1]", CS_JSON_ERROR_SYNTAX },
    { "[1 2]", CS_JSON_ERROR_SYNTAX },
    { "[1}", CS_JSON_ERROR_SYNTAX },
    { "{\"a\":1]", CS_JSON_ERROR_SYNTAX },
    { "{\"a\":1,}", CS_JSON_ERROR_SYNTAX },
    { "{\"a\"}", CS_JSON_ERROR_SYNTAX },
    { "{\"a\" 1}", CS_JSON_ERROR_SYNTAX },
    { "{\"a\":}", CS_JSON_ERROR_SYNTAX },
    { "{a:1}", CS_JSON_ERROR_SYNTAX },
    { "{'a':1}", CS_JSON_ERROR_SYNTAX },
    { "{1:1}", CS_JSON_ERROR_SYNTAX },
    { "[", CS_JSON_ERROR_SYNTAX },
    { "{", CS_JSON_ERROR_SYNTAX },
    { "[\"a", CS_JSON_ERROR_SYNTAX },
    { "[\"a\\", CS_JSON_ERROR_SYNTAX },
    { "[\"a\\\"]", CS_JSON_ERROR_SYNTAX },
    { "[\"\\x41\"]", CS_JSON_ERROR_SYNTAX },
    { "[\"a\nb\"]", CS_JSON_ERROR_SYNTAX },
    { "[\"a\tb\"]", CS_JSON_ERROR_SYNTAX },
    { "[/* no */1]", CS_JSON_ERROR_SYNTAX },
    { "[True]", CS_JSON_ERROR_SYNTAX },
    { "[tru]", CS_JSON_ERROR_SYNTAX },
    { "[truex]", CS_JSON_ERROR_SYNTAX },
    { "[NaN]", CS_JSON_ERROR_SYNTAX },
    { "[Infinity]", CS_JSON_ERROR_SYNTAX },
    { "[-Infinity]", CS_JSON_ERROR_NUMBER },
    { "[+1]", CS_JSON_ERROR_SYNTAX },
    { "[.5]", CS_JSON_ERROR_SYNTAX },
    { "[01]", CS_JSON_ERROR_NUMBER },
    { "[-01]", CS_JSON_ERROR_NUMBER },
    { "[0x10]", CS_JSON_ERROR_SYNTAX },
    { "[1.]", CS_JSON_ERROR_NUMBER },
    { "[1e]", CS_JSON_ERROR_NUMBER },
    { "[1e+]", CS_JSON_ERROR_NUMBER },
    { "[-]", CS_JSON_ERROR_NUMBER },
    { "[1e400]", CS_JSON_ERROR_NUMBER },
    { "[-1e400]", CS_JSON_ERROR_NUMBER },
    { "[9223372036854775808]", CS_JSON_ERROR_NUMBER },
    { "[-9223372036854775808]", CS_JSON_ERROR_NUMBER },
    { "[123456789012345678901234567890]", CS_JSON_ERROR_NUMBER },
    { "[0.1234567890123456789012345678901]", CS_JSON_ERROR_NUMBER },
    { "[\"\\ud83d\"]", CS_JSON_ERROR_ENCODING },
    { "[\"\\ud83dx\"]", CS_JSON_ERROR_ENCODING },
    { "[\"\\ud83d\\n\"]", CS_JSON_ERROR_ENCODING },
    { "[\"\\ud83d\\u0041\"]", CS_JSON_ERROR_ENCODING },
    { "[\"\\ud83d\\ud83d\"]", CS_JSON_ERROR_ENCODING },
    { "[\"\\ude00\"]", CS_JSON_ERROR_ENCODING },
    { "[\"\\u0000\"]", CS_JSON_ERROR_ENCODING },
    { "{\"\\u0000\":1}", CS_JSON_ERROR_ENCODING },
    { "[\"\\u12\"]", CS_JSON_ERROR_ENCODING },
    { "[\"\\u12", CS_JSON_ERROR_ENCODING },
    { "[\"\xed\xa0\x80\"]", CS_JSON_ERROR_ENCODING },
    { "[\"\xc0\xaf\"]", CS_JSON_ERROR_ENCODING },
    { "[\"\xff\"]", CS_JSON_ERROR_ENCODING },
    { "[\"\xf0\x9f\x98\"]", CS_JSON_ERROR_ENCODING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_test_message ("text %u", i);
    assert_refused (refused[i].text, refused[i].code);
  }
  assert_refused_bytes ("[\"\0\"]", 5, CS_JSON_ERROR_ENCODING);
  assert_refused_bytes ("{}\0", 3, CS_JSON_ERROR_ENCODING);
}

/* A text cut anywhere is refused: there is no prefix of a document that is one too. */
static void
test_cut (void)
{
  const char *text = "{\"a\":[1,-2.5e3,\"x\\u00e9\\ud83d\\ude00\\n\",{\"b\":null}],\"c\":true,\"d\":{}}";
  g_autoptr (JsonNode) root = parse (text);

  for (gsize length = 0; length < strlen (text); length++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cs_json_parse (text, length, NULL, &error));
    g_assert_nonnull (error);
  }
}

static void
test_accepted (void)
{
  g_autoptr (JsonNode) root = parse (" \n[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\x7f\", -0, 0, 0.5, -0.5, 1E5, 1e-5, "
                                     "9223372036854775807, -9223372036854775807, [], {}, true, false, null]\t");
  JsonArray *array = cs_json_root_array (root);

  g_assert_cmpuint (cs_json_array_length (array), ==, 14);
  g_assert_cmpstr (cs_json_array_get_string (array, 0), ==, "\"\\/\b\f\n\r\té😀\x7f");
  g_assert_cmpfloat (json_array_get_double_element (array, 4), ==, -0.5);
  g_assert_cmpfloat (json_array_get_double_element (array, 5), ==, 1e5);
  g_assert_cmpint (json_array_get_int_element (array, 7), ==, G_MAXINT64);
  g_assert_cmpint (json_array_get_int_element (array, 8), ==, -G_MAXINT64);
  g_assert_null (cs_json_array_get_string (array, 2));
  g_assert_null (cs_json_array_get_string (array, 9));
  g_assert_nonnull (cs_json_array_get_object (array, 10));
  g_assert_null (cs_json_array_get_object (array, 9));
}

static void
test_wrong_types (void)
{
  g_autoptr (JsonNode) root = parse ("{\"null\":null,\"text\":\"t\",\"number\":7,\"object\":{},\"array\":[],"
                                     "\"real\":1.5,\"true\":true}");
  JsonObject *object = cs_json_root_object (root);
  const char *members[] = { "null", "text", "number", "object", "array", "real", "true", "missing" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    g_assert_true ((cs_json_get_string (object, members[i]) != NULL) == (i == 1));
    g_assert_true ((cs_json_get_object (object, members[i]) != NULL) == (i == 3));
    g_assert_true ((cs_json_get_array (object, members[i]) != NULL) == (i == 4));
    g_assert_true ((cs_json_get_int64 (object, members[i], -9) != -9) == (i == 2 || i == 5));
    g_assert_true ((cs_json_get_double (object, members[i], -9) != -9) == (i == 2 || i == 5));
    g_assert_true (cs_json_get_bool (object, members[i], FALSE) == (i == 6));
    g_assert_cmpint (cs_json_get_time_us (object, members[i]), ==, 0);
    g_assert_null (cs_json_get_string (NULL, members[i]));
  }
  g_assert_null (cs_json_root_object (NULL));
  g_assert_null (cs_json_root_array (root));
  g_assert_cmpuint (cs_json_array_length (NULL), ==, 0);
}

static void
test_numbers (void)
{
  g_autoptr (JsonNode) root = parse ("{\"large\":1e300,\"small\":-1e300,\"cut\":2.9}");
  JsonObject *object = cs_json_root_object (root);

  g_assert_cmpint (cs_json_get_int64 (object, "large", 0), ==, G_MAXINT64);
  g_assert_cmpint (cs_json_get_int64 (object, "small", 0), ==, G_MININT64);
  g_assert_cmpint (cs_json_get_int64 (object, "cut", 0), ==, 2);
}

static void
test_duplicate_members (void)
{
  g_autoptr (JsonNode) root = parse ("{\"id\":\"1\",\"id\":\"2\"}");
  g_autofree char *id = cs_json_get_id (cs_json_root_object (root), "id");

  g_assert_cmpstr (id, ==, "2");
}

static void
test_ids (void)
{
  g_autofree char *just = g_strnfill (256, 'a');
  g_autofree char *above = g_strnfill (257, 'a');
  g_autoptr (JsonNode) root = parse ("{\"n\":115, \"s\":\"at://did:plc:x-1/app.bsky.feed.post/3k_.\", \"bad\":\"a b\","
                                     "\"real\":1.0, \"empty\":\"\"}");
  g_autofree char *number = cs_json_get_id (cs_json_root_object (root), "n");
  g_autofree char *text = cs_json_get_id (cs_json_root_object (root), "s");

  g_assert_cmpstr (number, ==, "115");
  g_assert_cmpstr (text, ==, "at://did:plc:x-1/app.bsky.feed.post/3k_.");
  g_assert_null (cs_json_get_id (cs_json_root_object (root), "bad"));
  g_assert_null (cs_json_get_id (cs_json_root_object (root), "real"));
  g_assert_null (cs_json_get_id (cs_json_root_object (root), "empty"));
  g_assert_true (cs_json_is_id (just));
  g_assert_false (cs_json_is_id (above));
  g_assert_false (cs_json_is_id ("a\n"));
  g_assert_false (cs_json_is_id ("é"));
  g_assert_false (cs_json_is_id (NULL));
}

static void
test_times (void)
{
  g_assert_cmpint (cs_json_time_us ("1970-01-01T00:00:01Z"), ==, 1000000);
  g_assert_cmpint (cs_json_time_us ("2023-11-06T18:11:47.492253549Z"), ==, 1699294307492253);
  g_assert_cmpint (cs_json_time_us ("2023-11-06T18:11:47.492253+00:00"), ==, 1699294307492253);
  g_assert_cmpint (cs_json_time_us ("2023-11-06T19:11:47+01:00"), ==, 1699294307000000);
  g_assert_cmpint (cs_json_time_us ("2023-11-06T18:11:47"), ==, 1699294307000000);
  g_assert_cmpint (cs_json_time_us ("1970-01-02"), ==, G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC);
  g_assert_cmpint (cs_json_time_us ("yesterday"), ==, 0);
  g_assert_cmpint (cs_json_time_us ("2023-13-45"), ==, 0);
  g_assert_cmpint (cs_json_time_us (""), ==, 0);
  g_assert_cmpint (cs_json_time_us (NULL), ==, 0);
}

static void
test_strings (void)
{
  g_autoptr (JsonNode) root = parse ("{\"tags\":[\"one\",2,null,\"two\",[\"three\"]]}");
  g_auto (GStrv) tags = cs_json_get_strings (cs_json_root_object (root), "tags");
  g_auto (GStrv) none = cs_json_get_strings (cs_json_root_object (root), "missing");

  g_assert_true (g_strv_equal ((const char *const *) tags, (const char *const[]){ "one", "two", NULL }));
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_writing (void)
{
  const char *text = "{\"a\":[1,2.5,1e40,-1e-40,3.0,\"\\u0001é\\\"\\\\\\n\"],\"b\":{\"c\":null,\"d\":true},\"\":[]}";
  g_autoptr (JsonNode) root = parse (text);
  g_autofree char *once = cs_json_to_string (root, NULL);
  g_autoptr (JsonNode) again = parse (once);
  g_autofree char *twice = cs_json_to_string (again, NULL);

  g_assert_cmpstr (once, ==, twice);
  g_assert_true (json_node_equal (root, again));
}

static void
test_writing_refuses (void)
{
  const double numbers[] = { INFINITY, -INFINITY, NAN };
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonNode) text = json_node_init_string (json_node_alloc (), "\xed\xa0\x80");

  g_assert_null (cs_json_to_string (text, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autoptr (GError) error = NULL;
    JsonArray *array = json_array_new ();

    json_array_add_double_element (array, numbers[i]);
    json_node_take_array (node, array);
    g_assert_null (cs_json_to_string (node, &error));
    g_assert_error (error, CS_JSON_ERROR, CS_JSON_ERROR_SYNTAX);
  }
}

static void
test_unique (void)
{
  static const char *const twice[] = {
    "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "[{\"b\":{\"a\":1,\"c\":2,\"a\":3}}]",
    "{\"a\":{},\"b\":{},\"a\":{}}",
  };
  static const char *const once = "{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":1}]}";
  g_autoptr (JsonNode) root = cs_json_parse_unique (once, strlen (once), NULL, NULL);

  g_assert_nonnull (root);
  for (guint i = 0; i < G_N_ELEMENTS (twice); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cs_json_parse_unique (twice[i], strlen (twice[i]), NULL, &error));
    g_assert_error (error, CS_JSON_ERROR, CS_JSON_ERROR_REPEATED);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/depth", test_depth);
  g_test_add_func ("/base/json/depth-of-a-million", test_depth_of_a_million);
  g_test_add_func ("/base/json/sizes", test_sizes);
  g_test_add_func ("/base/json/values", test_values);
  g_test_add_func ("/base/json/documents", test_documents);
  g_test_add_func ("/base/json/cut", test_cut);
  g_test_add_func ("/base/json/accepted", test_accepted);
  g_test_add_func ("/base/json/wrong-types", test_wrong_types);
  g_test_add_func ("/base/json/numbers", test_numbers);
  g_test_add_func ("/base/json/duplicate-members", test_duplicate_members);
  g_test_add_func ("/base/json/ids", test_ids);
  g_test_add_func ("/base/json/times", test_times);
  g_test_add_func ("/base/json/strings", test_strings);
  g_test_add_func ("/base/json/writing", test_writing);
  g_test_add_func ("/base/json/writing-refuses", test_writing_refuses);
  g_test_add_func ("/base/json/unique", test_unique);
  return g_test_run ();
}
