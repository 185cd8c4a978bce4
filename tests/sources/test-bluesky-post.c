/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-bluesky-post.h"

#include "network-data.h"

#include <string.h>

#define NOW_US (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC)
#define DID "did:plc:7g3cywnugpp3b3ruf6j5ufov"
#define PICTURES "https://cdn.example/img"

static CsPost *
post_of (JsonObject *record)
{
  CsPost *post = cs_bluesky_post_new (DID, "3lc4nml6mlk27", record, PICTURES, NOW_US);

  cs_bluesky_post_seal (post, NULL, NULL);
  return post;
}

static CsPost *
post_of_text (const char *text)
{
  g_autoptr (JsonNode) root = network_data_parse_text (text);

  return post_of (cs_json_root_object (root));
}

static JsonObject *
view_at (JsonNode *root,
         guint     index)
{
  return cs_json_get_object (cs_json_array_get_object (cs_json_root_array (root), index), "post");
}

static void
test_view (void)
{
  g_autoptr (JsonNode) root = network_data_parse ("bluesky-postview-record-and-plain.json");
  JsonObject *view = view_at (root, 0);
  g_autoptr (CsBlueskyAuthor) author = cs_bluesky_author_read (cs_json_get_object (view, "author"));
  g_autoptr (CsPost) post =
      cs_bluesky_post_new (DID, "3lc4nml6mlk27", cs_json_get_object (view, "record"), PICTURES, NOW_US);

  cs_bluesky_post_seal (post, author, NULL);
  g_assert_cmpstr (post->native_id, ==, "at://" DID "/app.bsky.feed.post/3lc4nml6mlk27");
  g_assert_cmpstr (post->web_url, ==, "https://bsky.app/profile/" DID "/post/3lc4nml6mlk27");
  g_assert_cmpstr (post->name, ==, "Usher");
  g_assert_cmpstr (post->handle, ==, "night-usher.pds.example");
  g_assert_cmpstr (post->account->native_id, ==, DID);
  g_assert_nonnull (post->account->avatar_url);
  g_assert_cmpstr (post->language, ==, "en");
  g_assert_cmpstr (post->quote_of, ==, "at://did:plc:ijyoobdcl7rhz5n5n2zvgfrv/app.bsky.feed.post/3lc3xfghdw22a");
  g_assert_true (g_str_has_prefix (post->text, "I still can't believe it."));
  g_assert_false (post->sensitive);
}

static void
test_pictures (void)
{
  g_autoptr (JsonNode) root = network_data_parse ("bluesky-postview-images-fragment.json");
  JsonObject *object = cs_json_root_object (root);
  g_autoptr (CsPost) post = post_of (cs_json_get_object (object, "record"));
  const CsMedia *media = post->media->pdata[0];

  g_assert_cmpuint (post->media->len, ==, 2);
  g_assert_cmpint (media->kind, ==, CS_MEDIA_IMAGE);
  g_assert_cmpuint (media->width, ==, 1290);
  g_assert_cmpuint (media->height, ==, 1238);
  g_assert_null (media->alt);
  g_assert_cmpstr (media->url, ==, PICTURES "/feed_fullsize/plain/" DID
                   "/bafkreiexcubhupcmisxd5udifwslp6asayqdqr64nh2lpmq2dn6ntoulia@jpeg");
  g_assert_cmpstr (media->thumb_url, ==, PICTURES "/feed_thumbnail/plain/" DID
                   "/bafkreiexcubhupcmisxd5udifwslp6asayqdqr64nh2lpmq2dn6ntoulia@jpeg");
}

/* Bytes, not characters: 🎭 is four of them, é two. */
static void
test_facets (void)
{
  g_autoptr (CsPost) post = post_of_text (
      "{\"text\":\"🎭 soirée #coulisses\",\"createdAt\":\"2026-05-27T19:02:10.784Z\",\"facets\":[{\"index\":{\"byteStart\":13,"
      "\"byteEnd\":23},\"features\":[{\"$type\":\"app.bsky.richtext.facet#tag\",\"tag\":\"coulisses\"}]},{\"index\":"
      "{\"byteStart\":0,\"byteEnd\":4},\"features\":[{\"$type\":\"app.bsky.richtext.facet#link\",\"uri\":\"https://x.example\"},"
      "{\"$type\":\"app.bsky.richtext.facet#link\",\"uri\":\"javascript:x\"}]}],\"tags\":[\"Direct\"]}");

  g_assert_cmpuint (g_strv_length (post->tags), ==, 2);
  g_assert_cmpstr (post->tags[0], ==, "coulisses");
  g_assert_cmpstr (post->tags[1], ==, "Direct");
  g_assert_cmpuint (g_strv_length (post->links), ==, 1);
  g_assert_cmpstr (post->links[0], ==, "https://x.example");
}

#define FACET(start, end) "{\"text\":\"#été\",\"facets\":[{\"index\":{\"byteStart\":" start ",\"byteEnd\":" end "}," \
  "\"features\":[{\"$type\":\"app.bsky.richtext.facet#tag\",\"tag\":\"été\"}]}]}"

static void
test_ranges (void)
{
  static const struct {
    const char *record;
    guint n_tags;
  } cases[] = {
    { FACET ("0", "6"), 1 },
    { FACET ("0", "7"), 1 }, /* a client that counts otherwise */
    { FACET ("3", "3"), 0 },
    { FACET ("5", "2"), 0 },
    { FACET ("6", "9"), 0 },
    { FACET ("-1", "4"), 0 },
    { FACET ("\"0\"", "4"), 0 },
    { FACET ("null", "null"), 0 },
    { FACET ("0", "9000000000000000000"), 1 },
    { "{\"text\":\"#été\"}", 0 },
    { "{\"text\":5,\"facets\":{},\"tags\":\"x\"}", 0 },
    { "{\"facets\":[null,5,[],{},{\"features\":5},{\"index\":[],\"features\":[{}]}],\"tags\":[null,5,{}]}", 0 },
    { "{\"text\":\"\",\"facets\":[{\"index\":{\"byteStart\":0,\"byteEnd\":1},\"features\":[{\"$type\":"
      "\"app.bsky.richtext.facet#tag\",\"tag\":\"x\"}]}]}", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonNode) root = network_data_parse_text (cases[i].record);
    g_auto (GStrv) tags = cs_bluesky_record_get_tags (cs_json_root_object (root));

    if (g_strv_length (tags) != cases[i].n_tags)
      g_error ("%s", cases[i].record);
  }
}

static void
test_hostile (void)
{
  static const char *const records[] = {
    "{}", "{\"text\":null,\"createdAt\":5,\"langs\":{},\"reply\":[],\"embed\":7,\"labels\":\"x\"}",
    "{\"embed\":{\"$type\":5,\"images\":[null,{\"image\":5},{\"image\":{\"ref\":{\"$link\":\"../../x\"}}},{\"image\":{}}]}}",
    "{\"embed\":{\"$type\":\"app.bsky.embed.video\",\"alt\":[],\"aspectRatio\":{\"width\":-5,\"height\":1e30}}}",
    "{\"embed\":{\"$type\":\"app.bsky.embed.recordWithMedia\",\"record\":{\"record\":{\"uri\":\"https://x\"}},\"media\":[]}}",
    "{\"reply\":{\"parent\":{\"uri\":5}},\"langs\":[5,null],\"labels\":{\"values\":[5,{\"val\":7}]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++) {
    g_autoptr (CsPost) post = post_of_text (records[i]);

    g_assert_null (post->quote_of);
    g_assert_null (post->reply_to);
    g_assert_cmpint (post->created_us, ==, NOW_US);
    g_assert_cmpstr (post->handle, ==, DID);
    for (guint j = 0; j < post->media->len; j++)
      g_assert_true (((CsMedia *) post->media->pdata[j])->url == NULL ||
                     strstr (((CsMedia *) post->media->pdata[j])->url, "..") == NULL);
  }
}

static void
test_time (void)
{
  g_autoptr (CsPost) past = post_of_text ("{\"createdAt\":\"2026-05-27T19:02:10.784Z\"}");
  g_autoptr (CsPost) future = post_of_text ("{\"createdAt\":\"2099-01-01T00:00:00Z\"}");

  g_assert_cmpint (past->created_us, ==, G_GINT64_CONSTANT (1779908530784000));
  g_assert_cmpint (future->created_us, ==, NOW_US);
}

#define LABELS(values) "{\"labels\":[" values "]}"

static void
test_labels (void)
{
  static const struct {
    const char *view;
    gboolean hidden;
    const char *warning;
  } cases[] = {
    { LABELS (""), FALSE, NULL },
    { LABELS ("{\"val\":\"!hide\"}"), TRUE, NULL },
    { LABELS ("{\"val\":\"!takedown\"}"), TRUE, NULL },
    { LABELS ("{\"val\":\"!suspend\"}"), TRUE, NULL },
    { LABELS ("{\"val\":\"!hide\",\"neg\":true}"), FALSE, NULL },
    { LABELS ("{\"val\":\"porn\"},{\"val\":\"!no-unauthenticated\"}"), FALSE, "porn, !no-unauthenticated" },
    { LABELS ("{\"val\":\"beans\"},{\"val\":5},null,7"), FALSE, NULL },
    { "{\"labels\":{}}", FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonNode) root = network_data_parse_text (cases[i].view);
    g_autofree char *warning = NULL;

    g_assert_cmpint (cs_bluesky_labels_read (cs_json_root_object (root), &warning), ==, cases[i].hidden);
    g_assert_cmpstr (warning, ==, cases[i].warning);
  }
}

static void
test_self_labels (void)
{
  g_autoptr (CsPost) post = post_of_text ("{\"labels\":{\"$type\":\"com.atproto.label.defs#selfLabels\",\"values\":[{\"val\":"
                                          "\"graphic-media\"}]}}");

  g_assert_true (post->sensitive);
  g_assert_cmpstr (post->warning, ==, "graphic-media");
}

static void
test_author (void)
{
  g_autoptr (JsonNode) root = network_data_parse_text (
      "{\"did\":\"did:plc:a\",\"handle\":\"handle.invalid\",\"displayName\":\"\",\"avatar\":\"javascript:x\",\"labels\":"
      "[{\"val\":\"bot\"},{\"val\":\"!no-unauthenticated\"}]}");
  g_autoptr (CsBlueskyAuthor) author = cs_bluesky_author_read (cs_json_root_object (root));

  g_assert_null (author->handle);
  g_assert_null (author->name);
  g_assert_null (author->avatar_url);
  g_assert_true (author->bot);
  g_assert_false (author->hidden);
  g_assert_cmpstr (author->warning, ==, "!no-unauthenticated");
}

static void
test_uris (void)
{
  static const char *const wrong[] = {
    "", "at://", "at://did:plc:a", "at://did:plc:a/app.bsky.feed.post", "at://did:plc:a/app.bsky.feed.post/",
    "at://did:plc:a/app.bsky.feed.like/x", "at://handle.example/app.bsky.feed.post/x", "https://did:plc:a/app.bsky.feed.post/x",
    "at://did:plc:a/app.bsky.feed.post/x/y",
  };
  g_autofree char *uri = cs_bluesky_uri ("did:plc:a", "x");
  g_autofree char *did = NULL;
  g_autofree char *rkey = NULL;

  g_assert_true (cs_bluesky_split_uri (uri, &did, &rkey));
  g_assert_cmpstr (did, ==, "did:plc:a");
  g_assert_cmpstr (rkey, ==, "x");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *none = NULL;

    g_assert_false (cs_bluesky_split_uri (wrong[i], &none, NULL));
    g_assert_null (none);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/bluesky-post/view", test_view);
  g_test_add_func ("/sources/bluesky-post/pictures", test_pictures);
  g_test_add_func ("/sources/bluesky-post/facets", test_facets);
  g_test_add_func ("/sources/bluesky-post/ranges", test_ranges);
  g_test_add_func ("/sources/bluesky-post/hostile", test_hostile);
  g_test_add_func ("/sources/bluesky-post/time", test_time);
  g_test_add_func ("/sources/bluesky-post/labels", test_labels);
  g_test_add_func ("/sources/bluesky-post/self-labels", test_self_labels);
  g_test_add_func ("/sources/bluesky-post/author", test_author);
  g_test_add_func ("/sources/bluesky-post/uris", test_uris);
  return g_test_run ();
}
