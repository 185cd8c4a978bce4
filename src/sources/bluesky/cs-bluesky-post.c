/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-bluesky-post.h"

#include "cs-jetstream-event.h"

#include <string.h>

#define MAX_FACETS 100
#define MAX_FEATURES 10
#define MAX_MEDIA 20
#define MAX_LABELS 50
#define MAX_URL_BYTES 4096
#define MAX_PIXELS 100000
#define TAG_FEATURE "app.bsky.richtext.facet#tag"
#define LINK_FEATURE "app.bsky.richtext.facet#link"

/* Labels of Bluesky's own moderation and of authors that a public screen has to respect; others are taste. "!no-
 * unauthenticated" is an author's wish not to be shown to people who are not signed in: everybody in front of a screen. */
static const char *const warning_labels[] = {
  "!warn", "!no-unauthenticated", "porn", "sexual", "nudity", "graphic-media", "gore", "nsfl",
};
static const char *const hiding_labels[] = { "!hide", "!takedown", "!suspend" };

static gboolean
is_one_of (const char        *text,
           const char *const *list,
           gsize              n)
{
  for (gsize i = 0; i < n; i++) {
    if (strcmp (text, list[i]) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_web_url (const char *url)
{
  return url != NULL && strlen (url) <= MAX_URL_BYTES &&
         (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://"));
}

static char *
get_text (JsonObject *object,
          const char *member)
{
  const char *text = cs_json_get_string (object, member);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static void
add_word (GString    *list,
          const char *word)
{
  if (list->len > 0)
    g_string_append (list, ", ");
  g_string_append (list, word);
}

static void
author_clear (CsBlueskyAuthor *self)
{
  g_free (self->handle);
  g_free (self->name);
  g_free (self->avatar_url);
  g_free (self->warning);
}

/* Facets say by bytes of the text where a hashtag or a link stands. What counts is the feature; clients that count
 * otherwise end beyond the text, but a range that begins there or runs backwards is nothing to be believed. */
static gboolean
is_range (JsonObject *facet,
          gsize       length)
{
  JsonObject *index = cs_json_get_object (facet, "index");
  gint64 start = cs_json_get_int64 (index, "byteStart", -1);
  gint64 end = cs_json_get_int64 (index, "byteEnd", -1);

  return start >= 0 && start < end && start < (gint64) length;
}

static void
collect_features (JsonObject   *record,
                  const char   *type,
                  const char   *member,
                  GStrvBuilder *found)
{
  const char *text = cs_json_get_string (record, "text");
  JsonArray *facets = cs_json_get_array (record, "facets");
  guint n_facets = MIN (cs_json_array_length (facets), MAX_FACETS);

  for (guint i = 0; i < n_facets; i++) {
    JsonObject *facet = cs_json_array_get_object (facets, i);
    JsonArray *features = cs_json_get_array (facet, "features");
    guint n = MIN (cs_json_array_length (features), MAX_FEATURES);

    if (!is_range (facet, text != NULL ? strlen (text) : 0))
      continue;
    for (guint j = 0; j < n; j++) {
      JsonObject *feature = cs_json_array_get_object (features, j);
      const char *value = cs_json_get_string (feature, member);

      if (value != NULL && *value != '\0' && g_strcmp0 (cs_json_get_string (feature, "$type"), type) == 0)
        g_strv_builder_add (found, value);
    }
  }
}

static GStrv
read_links (JsonObject *record)
{
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) links = g_strv_builder_new ();
  const char *card = cs_json_get_string (
      cs_json_get_object (cs_json_get_object (record, "embed"), "external"), "uri");
  g_auto (GStrv) all = NULL;

  collect_features (record, LINK_FEATURE, "uri", found);
  if (card != NULL)
    g_strv_builder_add (found, card);
  all = g_strv_builder_end (found);
  for (guint i = 0; all[i] != NULL; i++) {
    if (is_web_url (all[i]))
      g_strv_builder_add (links, all[i]);
  }
  return g_strv_builder_end (links);
}

/* The author's own content warnings. */
static char *
read_self_labels (JsonObject *record)
{
  JsonArray *values = cs_json_get_array (cs_json_get_object (record, "labels"), "values");
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = MIN (cs_json_array_length (values), MAX_LABELS);

  for (guint i = 0; i < n; i++) {
    const char *value = cs_json_get_string (cs_json_array_get_object (values, i), "val");

    if (value != NULL && is_one_of (value, warning_labels, G_N_ELEMENTS (warning_labels)))
      add_word (list, value);
  }
  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

static char *
picture_url (const char *pictures,
             const char *size,
             const char *did,
             JsonObject *blob)
{
  const char *cid = cs_json_get_string (cs_json_get_object (blob, "ref"), "$link");

  if (!cs_jetstream_is_cid (cid) || pictures == NULL)
    return NULL;
  return g_strdup_printf ("%s/%s/plain/%s/%s@jpeg", pictures, size, did, cid);
}

static void
add_picture (CsPost     *post,
             JsonObject *image,
             const char *did,
             const char *pictures)
{
  JsonObject *ratio = cs_json_get_object (image, "aspectRatio");
  CsMedia *media = cs_media_new (CS_MEDIA_IMAGE);

  media->url = picture_url (pictures, "feed_fullsize", did, cs_json_get_object (image, "image"));
  media->thumb_url = picture_url (pictures, "feed_thumbnail", did, cs_json_get_object (image, "image"));
  media->alt = get_text (image, "alt");
  media->width = (guint) CLAMP (cs_json_get_int64 (ratio, "width", 0), 0, MAX_PIXELS);
  media->height = (guint) CLAMP (cs_json_get_int64 (ratio, "height", 0), 0, MAX_PIXELS);
  g_ptr_array_add (post->media, media);
}

static void
add_video (CsPost     *post,
           JsonObject *embed)
{
  JsonObject *ratio = cs_json_get_object (embed, "aspectRatio");
  CsMedia *media = cs_media_new (CS_MEDIA_VIDEO);

  media->alt = get_text (embed, "alt");
  media->width = (guint) CLAMP (cs_json_get_int64 (ratio, "width", 0), 0, MAX_PIXELS);
  media->height = (guint) CLAMP (cs_json_get_int64 (ratio, "height", 0), 0, MAX_PIXELS);
  g_ptr_array_add (post->media, media);
}

/* Of the kinds of embed that are known by now; more will come and are left out. */
static void
read_embed (CsPost     *post,
            JsonObject *embed,
            const char *did,
            const char *pictures)
{
  const char *type = cs_json_get_string (embed, "$type");
  JsonArray *images = cs_json_get_array (embed, "images");

  if (images == NULL)
    images = cs_json_get_array (embed, "items"); /* a gallery */
  for (guint i = 0; i < cs_json_array_length (images) && post->media->len < MAX_MEDIA; i++) {
    JsonObject *image = cs_json_array_get_object (images, i);

    if (cs_json_get_object (image, "image") != NULL)
      add_picture (post, image, did, pictures);
  }
  if (g_strcmp0 (type, "app.bsky.embed.video") == 0)
    add_video (post, embed);
}

static char *
get_uri (JsonObject *reference)
{
  g_autofree char *uri = cs_json_get_id (reference, "uri");

  return uri != NULL && g_str_has_prefix (uri, "at://") ? g_steal_pointer (&uri) : NULL;
}

static void
read_references (CsPost     *post,
                 JsonObject *record,
                 const char *pictures)
{
  JsonObject *embed = cs_json_get_object (record, "embed");
  JsonObject *quote = cs_json_get_object (embed, "record");

  if (cs_json_get_object (quote, "record") != NULL) /* a quotation with pictures */
    quote = cs_json_get_object (quote, "record");
  post->reply_to = get_uri (cs_json_get_object (cs_json_get_object (record, "reply"), "parent"));
  post->quote_of = get_uri (quote);
  read_embed (post, embed, post->account->native_id, pictures);
  read_embed (post, cs_json_get_object (embed, "media"), post->account->native_id, pictures);
}

static char *
read_language (JsonObject *record)
{
  JsonArray *languages = cs_json_get_array (record, "langs");
  const char *first = cs_json_array_length (languages) > 0 ? cs_json_array_get_string (languages, 0) : NULL;

  if (first == NULL || strlen (first) > 35 || strspn (first, G_CSET_DIGITS G_CSET_A_2_Z G_CSET_a_2_z "-") != strlen (first))
    return NULL;
  return g_strdup (first);
}

/**
 * cs_bluesky_labels_read:
 * @object: (nullable): a post view or an author view
 * @warning: (out) (optional) (transfer full) (nullable): the labels that a public screen has to respect, as a list
 *
 * See https://docs.bsky.app/docs/advanced-guides/moderation
 *
 * Returns: whether the network hides it
 */
gboolean
cs_bluesky_labels_read (JsonObject *object,
                        char      **warning)
{
  JsonArray *labels = cs_json_get_array (object, "labels");
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = MIN (cs_json_array_length (labels), MAX_LABELS);
  gboolean hidden = FALSE;

  for (guint i = 0; i < n; i++) {
    JsonObject *label = cs_json_array_get_object (labels, i);
    const char *value = cs_json_get_string (label, "val");

    if (value == NULL || cs_json_get_bool (label, "neg", FALSE))
      continue;
    if (is_one_of (value, hiding_labels, G_N_ELEMENTS (hiding_labels)))
      hidden = TRUE;
    else if (is_one_of (value, warning_labels, G_N_ELEMENTS (warning_labels)))
      add_word (list, value);
  }
  if (warning != NULL)
    *warning = list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
  return hidden;
}

/**
 * cs_bluesky_author_read:
 * @view: (nullable): a profile view
 *
 * Returns: (transfer full): what it says of the author
 */
CsBlueskyAuthor *
cs_bluesky_author_read (JsonObject *view)
{
  CsBlueskyAuthor *self = g_atomic_rc_box_new0 (CsBlueskyAuthor);
  JsonArray *labels = cs_json_get_array (view, "labels");
  const char *avatar = cs_json_get_string (view, "avatar");
  guint n = MIN (cs_json_array_length (labels), MAX_LABELS);

  self->handle = get_text (view, "handle");
  if (g_strcmp0 (self->handle, "handle.invalid") == 0)
    g_clear_pointer (&self->handle, g_free);
  self->name = get_text (view, "displayName");
  self->avatar_url = is_web_url (avatar) ? g_strdup (avatar) : NULL;
  self->hidden = cs_bluesky_labels_read (view, &self->warning);
  self->created_us = cs_json_get_time_us (view, "createdAt");
  for (guint i = 0; i < n; i++) {
    if (g_strcmp0 (cs_json_get_string (cs_json_array_get_object (labels, i), "val"), "bot") == 0)
      self->bot = TRUE;
  }
  return self;
}

/**
 * cs_bluesky_author_unref:
 * @self: (transfer full): an author
 */
void
cs_bluesky_author_unref (CsBlueskyAuthor *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) author_clear);
}

/**
 * cs_bluesky_record_get_tags:
 * @record: (nullable): a post record
 *
 * Hashtags are what the facets and the list of tags say, not what the text looks like.
 * See https://docs.bsky.app/docs/advanced-guides/post-richtext
 *
 * Returns: (transfer full) (array zero-terminated=1): its hashtags, as written
 */
GStrv
cs_bluesky_record_get_tags (JsonObject *record)
{
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_auto (GStrv) more = cs_json_get_strings (record, "tags");

  collect_features (record, TAG_FEATURE, "tag", found);
  for (guint i = 0; more != NULL && more[i] != NULL && i < MAX_FEATURES; i++)
    g_strv_builder_add (found, more[i]);
  return g_strv_builder_end (found);
}

/**
 * cs_bluesky_uri:
 * @did: an account
 * @rkey: one of its posts
 *
 * Returns: (transfer full): the post's address, which is its id
 */
char *
cs_bluesky_uri (const char *did,
                const char *rkey)
{
  return g_strdup_printf ("at://%s/" CS_BLUESKY_POST_COLLECTION "/%s", did, rkey);
}

/**
 * cs_bluesky_split_uri:
 * @uri: the address of a post
 * @did: (out) (transfer full): its account
 * @rkey: (out) (optional) (transfer full): which of its posts
 *
 * Returns: whether @uri is one
 */
gboolean
cs_bluesky_split_uri (const char *uri,
                      char      **did,
                      char      **rkey)
{
  g_auto (GStrv) parts = NULL;

  if (!g_str_has_prefix (uri, "at://"))
    return FALSE;
  parts = g_strsplit (uri + strlen ("at://"), "/", 4);
  if (g_strv_length (parts) != 3 || !g_str_has_prefix (parts[0], "did:") ||
      strcmp (parts[1], CS_BLUESKY_POST_COLLECTION) != 0 || *parts[2] == '\0')
    return FALSE;
  *did = g_strdup (parts[0]);
  if (rkey != NULL)
    *rkey = g_strdup (parts[2]);
  return TRUE;
}

/**
 * cs_bluesky_post_new:
 * @did: who wrote it
 * @rkey: which of their posts
 * @record: the post record
 * @pictures: (nullable): the base address of the network's pictures
 * @received_us: when it was seen, microseconds since 1970 UTC
 *
 * Reads a record. The same record gives the same post whichever way it came, so that asking again is no edit.
 *
 * Returns: (transfer full): a post that is not sealed yet: nothing is known of its author
 */
CsPost *
cs_bluesky_post_new (const char *did,
                     const char *rkey,
                     JsonObject *record,
                     const char *pictures,
                     gint64      received_us)
{
  g_autofree char *uri = cs_bluesky_uri (did, rkey);
  CsPost *post = cs_post_new (CS_NETWORK_BLUESKY, NULL, uri);
  gint64 created_us = cs_json_get_time_us (record, "createdAt");

  post->account = cs_account_new (CS_NETWORK_BLUESKY, NULL, did);
  post->account->uri = g_strdup (did);
  post->account->followers = -1;
  post->uri = g_steal_pointer (&uri);
  post->web_url = g_strdup_printf ("https://bsky.app/profile/%s/post/%s", did, rkey);
  /* The author says when; it must not lie in the future. */
  post->created_us = created_us > 0 ? MIN (created_us, received_us) : received_us;
  post->received_us = received_us;
  post->raw_text = g_strdup (cs_json_get_string (record, "text"));
  if (post->raw_text == NULL)
    post->raw_text = g_strdup ("");
  post->tags = cs_bluesky_record_get_tags (record);
  post->links = read_links (record);
  post->language = read_language (record);
  post->warning = read_self_labels (record);
  read_references (post, record, pictures);
  return post;
}

/**
 * cs_bluesky_post_seal:
 * @post: a post of cs_bluesky_post_new()
 * @author: (nullable): what is known of its author
 * @warning: (nullable): labels that the network gave the post
 *
 * Completes the post and seals it. Without an author it shows the account's DID.
 */
void
cs_bluesky_post_seal (CsPost                *post,
                      const CsBlueskyAuthor *author,
                      const char            *warning)
{
  g_autoptr (GString) list = g_string_new (post->warning);

  if (author != NULL) {
    post->account->handle = g_strdup (author->handle);
    post->account->name = g_strdup (author->name);
    post->account->avatar_url = g_strdup (author->avatar_url);
    post->account->bot = author->bot;
    post->account->created_us = author->created_us;
    if (author->warning != NULL)
      add_word (list, author->warning);
  }
  if (warning != NULL)
    add_word (list, warning);
  g_free (post->warning);
  post->warning = list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
  post->sensitive = post->warning != NULL;
  cs_post_seal (post);
}
