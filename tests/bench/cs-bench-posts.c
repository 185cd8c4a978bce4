/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-bench-posts.h"

#define START_US G_GINT64_CONSTANT (1792000000000000)

static const char *const words[] = {
  "bravo",   "merci",   "quelle",   "soirée",  "magnifique", "victoire", "chanson",  "scène",  "émotion", "public",
  "lumière", "artiste", "concert",  "encore",  "toujours",   "jamais",   "gagnant",  "prix",   "discours", "duo",
  "the",     "best",    "show",     "tonight", "amazing",    "voice",    "winner",   "love",   "this",    "band",
  "qué",     "noche",   "increíble", "música",  "gracias",    "premio",   "ganadora", "canción", "años",    "aquí",
  "شكرا",    "جميل",    "الليلة",    "موسيقى",   "東京",        "素晴らしい", "音楽",      "優勝",    "🎉",      "👏👏",
};
static const char *const names[] = { "Zoé", "Malik", "Aïcha", "Bruno", "Chloé", "Diego", "Emi", "Farid", "Gaëlle", "Hugo" };

static guint32
next (guint32 *state)
{
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}

/* A few write a lot, most once: the square of an even draw. */
static guint
draw_author (guint32 *state)
{
  guint64 a = next (state) % 20000;

  return a * a / 20000;
}

static char *
draw_text (guint32 *state,
           GStrv   *tags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GString *text = g_string_new (NULL);
  guint n = 4 + next (state) % 26;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s ", words[next (state) % G_N_ELEMENTS (words)]);
  /* Rare words make an index as large as that of a real evening. */
  g_string_append_printf (text, "w%x ", next (state) % 50000);
  g_string_append (text, "#victoires2026");
  g_strv_builder_add (builder, "victoires2026");
  if (next (state) % 3 == 0) {
    g_autofree char *tag = g_strdup_printf ("duo%u", next (state) % 40);

    g_string_append_printf (text, " #%s", tag);
    g_strv_builder_add (builder, tag);
  }
  *tags = g_strv_builder_end (builder);
  return g_string_free (text, FALSE);
}

static CsAccount *
make_author (CsNetwork   network,
             const char *host,
             guint       author)
{
  g_autofree char *id = g_strdup_printf (network == CS_NETWORK_BLUESKY ? "did:plc:a%021u" : "%u", author);
  CsAccount *account = cs_account_new (network, host, id);

  account->handle = g_strdup_printf ("fan_%u", author);
  account->name = g_strdup_printf ("%s %u", names[author % G_N_ELEMENTS (names)], author);
  account->avatar_url = g_strdup_printf ("https://files.social.example/accounts/avatars/%08u/original/face.png", author);
  account->uri = g_strdup_printf (network == CS_NETWORK_BLUESKY ? "did:plc:a%021u" : "https://social.example/users/fan_%u",
                                  author);
  account->created_us = START_US - G_TIME_SPAN_DAY * (author % 3000);
  account->followers = author % 977;
  return account;
}

CsPost *
cs_bench_post (guint n)
{
  guint32 state = n * 2654435761u + 1;
  CsNetwork network = next (&state) % 3 == 0 ? CS_NETWORK_BLUESKY : CS_NETWORK_MASTODON;
  const char *host = network == CS_NETWORK_MASTODON ? "social.example" : "";
  guint author = draw_author (&state);
  g_autofree char *id = NULL;
  CsPost *post;

  id = network == CS_NETWORK_BLUESKY ? g_strdup_printf ("at://did:plc:a%021u/app.bsky.feed.post/%013x", author, n)
                                     : g_strdup_printf ("%018u", 113000000 + n);
  post = cs_post_new (network, host, id);
  post->uri = network == CS_NETWORK_BLUESKY ? g_strdup (id)
                                            : g_strdup_printf ("https://social.example/users/fan_%u/statuses/%s", author, id);
  post->web_url = g_strdup_printf ("https://social.example/@fan_%u/%s", author, id);
  post->account = make_author (network, host, author);
  post->created_us = START_US + n * G_GINT64_CONSTANT (7000);
  post->received_us = post->created_us + 300000;
  post->raw_text = draw_text (&state, &post->tags);
  post->html = network == CS_NETWORK_MASTODON ? g_strdup_printf ("<p>%s</p>", post->raw_text) : NULL;
  post->language = g_strdup ("fr");
  post->n_likes = post->n_replies = post->n_reposts = 0;
  if (next (&state) % 5 == 0) {
    CsMedia *media = cs_media_new (CS_MEDIA_IMAGE);

    media->url = g_strdup_printf ("https://files.social.example/media/%08u/original.jpg", n);
    media->thumb_url = g_strdup_printf ("https://files.social.example/media/%08u/small.jpg", n);
    media->width = 1600;
    media->height = 1200;
    g_ptr_array_add (post->media, media);
  }
  cs_post_seal (post);
  return post;
}

GPtrArray *
cs_bench_batch (guint first,
                guint n_posts)
{
  GPtrArray *events = cs_event_batch_new ();

  for (guint i = 0; i < n_posts; i++) {
    g_autoptr (CsPost) post = cs_bench_post (first + i);

    g_ptr_array_add (events, cs_event_new_post (CS_EVENT_POST, post));
  }
  return events;
}
