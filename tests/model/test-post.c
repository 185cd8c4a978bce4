/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post.h"

#include <string.h>

static CsPost *
make_post (const char *text)
{
  CsPost *post = cs_post_new (CS_NETWORK_MASTODON, "Social.Example", "1");

  post->account = cs_account_new (CS_NETWORK_MASTODON, "social.example", "7");
  post->account->handle = g_strdup ("anna@social.example");
  post->account->name = g_strdup ("Anna");
  post->raw_text = g_strdup (text);
  return post;
}

static CsPost *
make_sealed (const char *text)
{
  CsPost *post = make_post (text);

  cs_post_seal (post);
  return post;
}

static void
test_safe (void)
{
  g_autoptr (CsPost) post = make_post ("\u202eBravo\u200b !");
  CsMedia *media = cs_media_new (CS_MEDIA_IMAGE);

  media->alt = g_strdup ("une\u2066 image");
  g_ptr_array_add (post->media, media);
  post->warning = g_strdup ("\u3164attention");
  cs_post_seal (post);
  g_assert_cmpstr (post->text, ==, "Bravo !");
  g_assert_cmpstr (post->raw_text, ==, "\u202eBravo\u200b !");
  g_assert_cmpstr (post->warning, ==, "attention");
  g_assert_cmpstr (media->alt, ==, "une image");
  g_assert_cmpstr (post->host, ==, "social.example");
  g_assert_cmpuint (strlen (post->version), ==, CS_VERSION_LENGTH);
  g_assert_false (post->unreadable);
}

static void
test_names (void)
{
  g_autoptr (CsPost) nameless = make_post ("a");
  g_autoptr (CsPost) nobody = make_post ("a");

  g_free (nameless->account->name);
  nameless->account->name = g_strdup ("\u3164\u200b");
  cs_post_seal (nameless);
  g_assert_cmpstr (nameless->name, ==, "anna@social.example");

  g_clear_pointer (&nobody->account->name, g_free);
  g_clear_pointer (&nobody->account->handle, g_free);
  cs_post_seal (nobody);
  g_assert_cmpstr (nobody->name, ==, "7");
  g_assert_cmpstr (nobody->handle, ==, "7");
}

static void
test_unreadable (void)
{
  g_autoptr (CsPost) fillers = make_post ("\u2800\u200b");
  g_autoptr (CsPost) empty = make_sealed ("");
  g_autoptr (CsPost) picture = make_post (" \n");
  g_autofree char *much = g_strnfill (64 * 1024 + 1, 'a');
  g_autoptr (CsPost) too_long = make_sealed (much);

  g_ptr_array_add (fillers->media, cs_media_new (CS_MEDIA_IMAGE));
  cs_post_seal (fillers);
  g_ptr_array_add (picture->media, cs_media_new (CS_MEDIA_IMAGE));
  cs_post_seal (picture);
  g_assert_true (fillers->unreadable);
  g_assert_true (empty->unreadable);
  g_assert_false (picture->unreadable);
  g_assert_true (too_long->unreadable);
  g_assert_cmpstr (too_long->text, ==, "");
}

static void
test_versions (void)
{
  g_autoptr (CsPost) one = make_sealed ("a");
  g_autoptr (CsPost) same = make_sealed ("a");
  g_autoptr (CsPost) other = make_sealed ("b");
  g_autoptr (CsPost) unseen = make_sealed ("a\u200b");

  g_assert_cmpstr (one->version, ==, same->version);
  g_assert_cmpstr (one->version, !=, other->version);
  g_assert_cmpstr (one->version, !=, unseen->version);
}

static void
test_tags (void)
{
  g_autoptr (CsPost) post = make_post ("a");

  post->tags = g_strsplit ("Victoires,ÉTÉ", ",", -1);
  cs_post_seal (post);
  g_assert_true (cs_post_has_tag (post, "victoires"));
  g_assert_true (cs_post_has_tag (post, "été"));
  g_assert_false (cs_post_has_tag (post, "victoire"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/post/safe", test_safe);
  g_test_add_func ("/model/post/names", test_names);
  g_test_add_func ("/model/post/unreadable", test_unreadable);
  g_test_add_func ("/model/post/versions", test_versions);
  g_test_add_func ("/model/post/tags", test_tags);
  return g_test_run ();
}
