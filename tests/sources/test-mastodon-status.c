/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-status.h"

#include "network-data.h"

#include <string.h>

#define NOW_US (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC)
#define HOST "social.example"

static CsPost *
read_node (JsonNode *root)
{
  CsPost *post = NULL;

  g_assert_cmpint (cs_mastodon_status_read (cs_json_root_object (root), HOST, NOW_US, &post), ==, CS_MASTODON_POST);
  g_assert_nonnull (post);
  return post;
}

static CsPost *
read_file (const char *name)
{
  g_autoptr (JsonNode) root = network_data_parse (name);

  return read_node (root);
}

static CsMastodonVerdict
read_text (const char *text,
           CsPost    **post)
{
  g_autoptr (JsonNode) root = network_data_parse_text (text);

  return cs_mastodon_status_read (cs_json_root_object (root), HOST, NOW_US, post);
}

static void
test_full (void)
{
  g_autoptr (CsPost) post = read_file ("mastodon-status-full.json");

  g_assert_cmpint (post->network, ==, CS_NETWORK_MASTODON);
  g_assert_cmpstr (post->host, ==, HOST);
  g_assert_cmpstr (post->native_id, ==, "105841135931759147");
  g_assert_cmpstr (post->uri, ==, "https://social.example/users/ilse/statuses/105841135931759147");
  g_assert_cmpstr (post->web_url, ==, "https://social.example/@ilse/105841135931759147");
  g_assert_cmpint (post->created_us, ==, G_GINT64_CONSTANT (1615007567318000));
  g_assert_cmpint (post->received_us, ==, NOW_US);
  g_assert_cmpint (post->edited_us, ==, 0);
  g_assert_true (post->is_public);
  g_assert_false (post->sensitive);
  g_assert_null (post->warning);
  g_assert_cmpstr (post->language, ==, "en");
  g_assert_cmpint (post->n_replies, ==, 4);
  g_assert_cmpint (post->n_reposts, ==, 7);
  g_assert_cmpint (post->n_likes, ==, 13);
  g_assert_true (g_str_has_prefix (post->text, "\"The curtain rose with nobody on the stage at all\"\n"));
  g_assert_cmpuint (g_strv_length (post->links), ==, 1);
  g_assert_true (g_str_has_prefix (post->links[0], "https://www.courier.example/stage/2021/"));
  g_assert_cmpstr (post->name, ==, "Ilse");
  g_assert_cmpstr (post->handle, ==, "ilse@social.example");
  g_assert_cmpstr (post->account->native_id, ==, "7");
  g_assert_cmpint (post->account->followers, ==, 3120);
  g_assert_nonnull (post->account->avatar_url);
}

static void
test_remote (void)
{
  g_autoptr (CsPost) post = read_file ("mastodon-social-status-2025.json");

  g_assert_cmpstr (post->handle, ==, "TIDE@kerlann.example");
  g_assert_cmpstr (post->account->uri, ==, "https://kerlann.example/users/TIDE");
  g_assert_true (post->account->bot);
  g_assert_cmpstr (post->text, ==, "At 21:14:05 #tidesays I just took a reading of SPRINGTIDE (ID 20417) at the NORTH2 "
                                   "gauge for Odile Vannek!");
  g_assert_cmpuint (g_strv_length (post->tags), ==, 1);
  g_assert_cmpstr (post->tags[0], ==, "tidesays");
}

/* What is quoted may be covered although the post itself is not, and the line that names it is for old readers. */
static void
test_quote (void)
{
  g_autoptr (CsPost) post = read_file ("mastodon-466-quote-covered.json");

  g_assert_cmpstr (post->quote_of, ==, "117322971960695428");
  g_assert_cmpstr (post->text, ==, "Bob quotes a covered post");
  g_assert_true (post->sensitive);
  g_assert_cmpstr (post->name, ==, "bob@social.example");
}

static void
test_stream_frames (void)
{
  g_autofree char *text = network_data_read ("mastodon-sse-hashtag-status-update.txt", NULL);
  char *data = strstr (text, "data: ");
  g_autoptr (CsPost) post = NULL;

  *strchr (data, '\n') = '\0';
  g_assert_cmpint (read_text (data + strlen ("data: "), &post), ==, CS_MASTODON_POST);
  g_assert_cmpint (post->edited_us, ==, G_GINT64_CONSTANT (1668795902000000));
  g_assert_cmpstr (post->tags[0], ==, "MUSICTUESDAY");
  g_assert_true (cs_post_has_tag (post, "musictuesday"));
}

static void
test_media (void)
{
  static const struct {
    const char *file;
    CsMediaKind kind;
    const char *alt;
    guint width;
    gboolean url;
  } cases[] = {
    { "mastodon-media-image.json", CS_MEDIA_IMAGE, "test media description", 640, TRUE },
    { "mastodon-media-video.json", CS_MEDIA_VIDEO, NULL, 1280, TRUE },
    { "mastodon-media-gifv.json", CS_MEDIA_GIFV, NULL, 600, TRUE },
    { "mastodon-media-audio.json", CS_MEDIA_AUDIO, NULL, 0, TRUE },
    { "mastodon-media-202.json", CS_MEDIA_IMAGE, "test uploaded via api", 640, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *attachment = network_data_read (cases[i].file, NULL);
    g_autofree char *status = g_strdup_printf ("{\"id\":\"1\",\"visibility\":\"public\",\"account\":{\"id\":\"2\"},"
                                               "\"media_attachments\":[%s]}", attachment);
    g_autoptr (CsPost) post = NULL;
    const CsMedia *media;

    g_assert_cmpint (read_text (status, &post), ==, CS_MASTODON_POST);
    g_assert_cmpuint (post->media->len, ==, 1);
    media = post->media->pdata[0];
    g_assert_cmpint (media->kind, ==, cases[i].kind);
    g_assert_cmpuint (media->width, ==, cases[i].width);
    g_assert_cmpint (media->url != NULL, ==, cases[i].url);
    if (cases[i].alt != NULL)
      g_assert_cmpstr (media->alt, ==, cases[i].alt);
  }
}

static void
test_verdicts (void)
{
  static const struct {
    const char *text;
    CsMastodonVerdict verdict;
  } cases[] = {
    { "{\"id\":\"1\",\"visibility\":\"public\",\"account\":{\"id\":\"2\"}}", CS_MASTODON_POST },
    { "{\"id\":1,\"visibility\":\"public\",\"account\":{\"id\":2}}", CS_MASTODON_POST },
    { "{\"id\":\"01K7ULID\",\"visibility\":\"public\",\"account\":{\"id\":\"2\"},\"content\":null,\"tags\":{},"
      "\"media_attachments\":\"none\",\"quote\":[],\"created_at\":5,\"language\":7,\"url\":[],\"poll\":true}",
      CS_MASTODON_POST },
    { "{\"id\":\"1\",\"visibility\":\"public\",\"account\":{\"id\":\"2\",\"acct\":5,\"display_name\":[],\"avatar\":{}},"
      "\"media_attachments\":[null,1,\"x\",{},{\"type\":4,\"url\":\"javascript:x\",\"meta\":[]}],\"tags\":[null,{},{\"name\":"
      "3}]}", CS_MASTODON_POST },
    { "{\"id\":\"1\",\"visibility\":\"unlisted\",\"account\":{\"id\":\"2\"}}", CS_MASTODON_HIDDEN },
    { "{\"id\":\"1\",\"visibility\":\"private\",\"account\":{\"id\":\"2\"}}", CS_MASTODON_HIDDEN },
    { "{\"id\":\"1\",\"visibility\":\"direct\",\"account\":{\"id\":\"2\"}}", CS_MASTODON_HIDDEN },
    { "{\"id\":\"1\",\"visibility\":\"limited\",\"account\":{\"id\":\"2\"}}", CS_MASTODON_HIDDEN },
    { "{\"id\":\"1\",\"visibility\":7,\"account\":{\"id\":\"2\"}}", CS_MASTODON_HIDDEN },
    { "{\"id\":\"1\",\"account\":{\"id\":\"2\"}}", CS_MASTODON_HIDDEN },
    { "{\"id\":\"1\",\"visibility\":\"public\",\"account\":{\"id\":\"2\"},\"reblog\":{\"id\":\"3\"}}", CS_MASTODON_HIDDEN },
    { "{}", CS_MASTODON_BROKEN },
    { "[]", CS_MASTODON_BROKEN },
    { "{\"id\":null,\"visibility\":\"public\",\"account\":{\"id\":\"2\"}}", CS_MASTODON_BROKEN },
    { "{\"id\":\"a b\",\"visibility\":\"public\",\"account\":{\"id\":\"2\"}}", CS_MASTODON_BROKEN },
    { "{\"id\":\"1\",\"visibility\":\"public\"}", CS_MASTODON_BROKEN },
    { "{\"id\":\"1\",\"visibility\":\"public\",\"account\":{}}", CS_MASTODON_BROKEN },
    { "{\"id\":\"1\",\"visibility\":\"public\",\"account\":[{\"id\":\"2\"}]}", CS_MASTODON_BROKEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsPost) post = NULL;

    if (read_text (cases[i].text, &post) != cases[i].verdict)
      g_error ("%s", cases[i].text);
    g_assert_cmpint (post != NULL, ==, cases[i].verdict == CS_MASTODON_POST);
  }
}

static void
test_links_and_warning (void)
{
  g_autoptr (CsPost) post = NULL;

  g_assert_cmpint (read_text ("{\"id\":\"1\",\"visibility\":\"public\",\"spoiler_text\":\"attention\",\"url\":\"gopher://x\","
                              "\"uri\":\"tag:x,2026:1\",\"account\":{\"id\":\"2\",\"acct\":\"a\",\"avatar\":\"\","
                              "\"avatar_static\":\"file:///x\"},\"media_attachments\":[{\"type\":\"image\",\"url\":\"data:x\"}],"
                              "\"content\":\"<p><a href='javascript:x'>x</a></p>\",\"language\":\"fr_FR\"}", &post),
                   ==, CS_MASTODON_POST);
  g_assert_true (post->sensitive);
  g_assert_cmpstr (post->warning, ==, "attention");
  g_assert_cmpstr (post->uri, ==, "tag:x,2026:1");
  g_assert_null (post->web_url);
  g_assert_null (post->language);
  g_assert_null (post->account->avatar_url);
  g_assert_null (((CsMedia *) post->media->pdata[0])->url);
  g_assert_cmpuint (g_strv_length (post->links), ==, 0);
}

/* The same answer twice is the same version: otherwise each look would be an edit. */
static void
test_version (void)
{
  g_autoptr (CsPost) once = read_file ("mastodon-status-full.json");
  g_autoptr (CsPost) twice = read_file ("mastodon-status-full.json");

  g_assert_cmpstr (once->version, ==, twice->version);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/mastodon-status/full", test_full);
  g_test_add_func ("/sources/mastodon-status/remote", test_remote);
  g_test_add_func ("/sources/mastodon-status/quote", test_quote);
  g_test_add_func ("/sources/mastodon-status/stream-frames", test_stream_frames);
  g_test_add_func ("/sources/mastodon-status/media", test_media);
  g_test_add_func ("/sources/mastodon-status/verdicts", test_verdicts);
  g_test_add_func ("/sources/mastodon-status/links-and-warning", test_links_and_warning);
  g_test_add_func ("/sources/mastodon-status/version", test_version);
  return g_test_run ();
}
