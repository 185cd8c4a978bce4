/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post-json.h"

#include <string.h>

static const char *const whole =
    "{\"network\":\"mastodon\",\"host\":\"Social.Example\",\"native_id\":\"115\",\"uri\":\"https://social.example/1\","
    "\"web_url\":\"https://social.example/@anna/1\",\"created_at_us\":1795291202047000,\"edited_at_us\":1795291203000000,"
    "\"html\":\"<p>Bravo &amp; <a class=hashtag>#tv</a></p>\",\"language\":\"fr\",\"visibility\":\"public\",\"sensitive\":true,"
    "\"warning\":\"attention\",\"reply_to\":\"7\",\"quote_of\":\"8\",\"tags\":[\"tv\"],\"links\":[\"https://a.example/\"],"
    "\"account\":{\"native_id\":\"42\",\"uri\":\"https://social.example/users/anna\",\"handle\":\"anna@social.example\","
    "\"name\":\"Anna\",\"avatar\":\"rehearsal:a.png\",\"bot\":true,\"created_at_us\":1600002741000000,\"followers\":151,"
    "\"verified\":true},\"media\":[{\"kind\":\"image\",\"url\":\"rehearsal:b.png\",\"thumb\":\"rehearsal:c.png\",\"alt\":\"x\","
    "\"width\":480,\"height\":270}],\"counts\":{\"replies\":1,\"reposts\":2,\"likes\":3}}";

static CsPost *
read_post (const char *text,
           GError    **error)
{
  g_autoptr (JsonNode) root = cs_json_parse (text, strlen (text), NULL, NULL);

  return cs_post_from_json (cs_json_root_object (root), error);
}

static void
test_whole (void)
{
  g_autoptr (CsPost) post = read_post (whole, NULL);
  const CsMedia *media;

  g_assert_nonnull (post);
  g_assert_cmpint (post->network, ==, CS_NETWORK_MASTODON);
  g_assert_cmpstr (post->host, ==, "social.example");
  g_assert_cmpstr (post->native_id, ==, "115");
  g_assert_cmpstr (post->uri, ==, "https://social.example/1");
  g_assert_cmpint (post->created_us, ==, 1795291202047000);
  g_assert_cmpint (post->edited_us, ==, 1795291203000000);
  g_assert_cmpstr (post->language, ==, "fr");
  g_assert_true (post->is_public && post->sensitive);
  g_assert_cmpstr (post->reply_to, ==, "7");
  g_assert_cmpstr (post->quote_of, ==, "8");
  g_assert_cmpstr (post->account->native_id, ==, "42");
  g_assert_cmpstr (post->account->host, ==, "social.example");
  g_assert_cmpstr (post->account->avatar_url, ==, "rehearsal:a.png");
  g_assert_true (post->account->bot && post->account->verified);
  g_assert_cmpint (post->account->followers, ==, 151);
  g_assert_cmpint (post->n_replies + 10 * post->n_reposts + 100 * post->n_likes, ==, 321);
  g_assert_cmpuint (post->media->len, ==, 1);
  media = post->media->pdata[0];
  g_assert_cmpint (media->kind, ==, CS_MEDIA_IMAGE);
  g_assert_cmpstr (media->thumb_url, ==, "rehearsal:c.png");
  g_assert_cmpuint (media->width, ==, 480);
  g_assert_cmpstr (post->version, ==, "");
  cs_post_seal (post);
  g_assert_cmpstr (post->text, ==, "Bravo & #tv");
}

/* What was read is written the same, and read again. */
static void
test_round (void)
{
  g_autoptr (CsPost) post = read_post (whole, NULL);
  g_autoptr (JsonNode) first = NULL;
  g_autofree char *first_text = NULL;
  g_autoptr (CsPost) again = NULL;
  g_autoptr (JsonNode) second = NULL;
  g_autoptr (JsonNode) original = cs_json_parse (whole, strlen (whole), NULL, NULL);
  JsonObject *object = json_node_get_object (original);

  cs_post_seal (post);
  first = cs_post_to_json (post);
  first_text = cs_json_to_string (first, NULL);
  again = read_post (first_text, NULL);
  cs_post_seal (again);
  second = cs_post_to_json (again);
  g_assert_true (json_node_equal (first, second));
  g_assert_cmpstr (post->version, ==, again->version);
  g_assert_cmpuint (json_object_get_size (object), ==, json_object_get_size (json_node_get_object (first)));
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (first), "created_at_us"), ==, 1795291202047000);
}

static void
test_least (void)
{
  g_autoptr (CsPost) post =
      read_post ("{\"network\":\"page\",\"native_id\":1,\"account\":{\"native_id\":\"2\"},\"tags\":null}", NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  g_assert_nonnull (post);
  g_assert_cmpstr (post->native_id, ==, "1");
  g_assert_cmpint (post->n_likes, ==, -1);
  g_assert_cmpint (post->account->followers, ==, -1);
  g_assert_true (post->is_public);
  cs_post_seal (post);
  g_assert_cmpstr (post->name, ==, "2");
  node = cs_post_to_json (post);
  text = cs_json_to_string (node, NULL);
  g_assert_nonnull (strstr (text, "\"followers\":null"));
}

static void
test_hostile (void)
{
  g_autoptr (CsPost) post = read_post (
      "{\"network\":\"bluesky\",\"host\":\"\",\"native_id\":\"at://did:plc:x/app.bsky.feed.post/3k\",\"text\":7,\"html\":null,"
      "\"uri\":\"https://a.example/\\n\",\"web_url\":\"javascript:alert( 1)\",\"created_at_us\":-5,\"edited_at_us\":1e300,"
      "\"language\":\"fr\\\"><\",\"visibility\":\"private\",\"sensitive\":\"yes\",\"tags\":[1,\"ok\",null,[]],\"links\":{},"
      "\"account\":{\"native_id\":\"did:plc:x\",\"followers\":-9,\"avatar\":{}},"
      "\"media\":[1,null,{\"kind\":\"bomb\",\"width\":-1,\"height\":1e18}],\"counts\":[]}",
      NULL);
  const CsMedia *media;

  g_assert_nonnull (post);
  g_assert_null (post->raw_text);
  g_assert_null (post->uri);
  g_assert_null (post->web_url);
  g_assert_null (post->language);
  g_assert_null (post->links);
  g_assert_cmpint (post->created_us, ==, 0);
  g_assert_cmpint (post->edited_us, ==, G_MAXINT64);
  g_assert_false (post->is_public);
  g_assert_false (post->sensitive);
  g_assert_cmpuint (g_strv_length (post->tags), ==, 1);
  g_assert_cmpint (post->account->followers, ==, -1);
  g_assert_cmpuint (post->media->len, ==, 1);
  media = post->media->pdata[0];
  g_assert_cmpint (media->kind, ==, CS_MEDIA_UNKNOWN);
  g_assert_cmpuint (media->width, ==, 0);
  g_assert_cmpuint (media->height, ==, 100000);
}

static void
test_many (void)
{
  GString *text = g_string_new ("{\"network\":\"page\",\"native_id\":\"1\",\"account\":{\"native_id\":\"2\"},\"tags\":[\"a\"");
  g_autoptr (CsPost) post = NULL;
  g_autofree char *json = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, ",\"a\"");
  g_string_append (text, "],\"media\":[{}");
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, ",{}");
  g_string_append (text, "]}");
  json = g_string_free (text, FALSE);
  post = read_post (json, NULL);
  g_assert_cmpuint (g_strv_length (post->tags), ==, 100);
  g_assert_cmpuint (post->media->len, ==, 20);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "[]",
    "{}",
    "{\"network\":\"fax\",\"native_id\":\"1\",\"account\":{\"native_id\":\"2\"}}",
    "{\"network\":\"page\",\"account\":{\"native_id\":\"2\"}}",
    "{\"network\":\"page\",\"native_id\":\"a b\",\"account\":{\"native_id\":\"2\"}}",
    "{\"network\":\"page\",\"native_id\":\"1\"}",
    "{\"network\":\"page\",\"native_id\":\"1\",\"account\":[]}",
    "{\"network\":\"page\",\"native_id\":\"1\",\"account\":{\"native_id\":true}}",
    "{\"network\":\"page\",\"host\":\"a/b\",\"native_id\":\"1\",\"account\":{\"native_id\":\"2\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_post (texts[i], &error));
    g_assert_error (error, CS_JSON_ERROR, CS_JSON_ERROR_SYNTAX);
  }
  g_assert_null (cs_post_from_json (NULL, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/post-json/whole", test_whole);
  g_test_add_func ("/model/post-json/round", test_round);
  g_test_add_func ("/model/post-json/least", test_least);
  g_test_add_func ("/model/post-json/hostile", test_hostile);
  g_test_add_func ("/model/post-json/many", test_many);
  g_test_add_func ("/model/post-json/refused", test_refused);
  return g_test_run ();
}
