/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-status.h"

#include <string.h>

#define MAX_MEDIA 20
#define MAX_TAGS 100
#define MAX_URL_BYTES 4096
#define MAX_LANGUAGE_BYTES 35
#define MAX_PIXELS 100000

static gboolean
is_web_url (const char *url)
{
  return url != NULL && strlen (url) <= MAX_URL_BYTES &&
         (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://"));
}

static char *
get_url (JsonObject *object,
         const char *member,
         const char *otherwise)
{
  const char *url = cs_json_get_string (object, member);

  if (!is_web_url (url) && otherwise != NULL)
    url = cs_json_get_string (object, otherwise);
  return is_web_url (url) ? g_strdup (url) : NULL;
}

static char *
get_text (JsonObject *object,
          const char *member)
{
  const char *text = cs_json_get_string (object, member);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static gint64
get_count (JsonObject *object,
           const char *member)
{
  return MAX (cs_json_get_int64 (object, member, -1), -1);
}

/* "user" on the server itself, "user@domain" elsewhere: always told apart by the domain. */
static char *
full_handle (const char *acct,
             const char *host)
{
  if (acct == NULL || *acct == '\0')
    return NULL;
  return strchr (acct, '@') != NULL ? g_strdup (acct) : g_strdup_printf ("%s@%s", acct, host);
}

static CsAccount *
read_account (JsonObject *object,
              const char *host)
{
  g_autofree char *id = cs_json_get_id (object, "id");
  CsAccount *account;

  if (id == NULL)
    return NULL;
  account = cs_account_new (CS_NETWORK_MASTODON, host, id);
  account->uri = get_url (object, "uri", "url");
  account->handle = full_handle (cs_json_get_string (object, "acct"), account->host);
  account->name = get_text (object, "display_name");
  account->avatar_url = get_url (object, "avatar_static", "avatar");
  account->bot = cs_json_get_bool (object, "bot", FALSE);
  account->created_us = cs_json_get_time_us (object, "created_at");
  account->followers = get_count (object, "followers_count");
  return account;
}

static CsMediaKind
media_kind (const char *type)
{
  static const struct {
    const char *type;
    CsMediaKind kind;
  } kinds[] = {
    { "image", CS_MEDIA_IMAGE },
    { "video", CS_MEDIA_VIDEO },
    { "gifv", CS_MEDIA_GIFV },
    { "audio", CS_MEDIA_AUDIO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_strcmp0 (kinds[i].type, type) == 0)
      return kinds[i].kind;
  }
  return CS_MEDIA_UNKNOWN;
}

static CsMedia *
read_attachment (JsonObject *object)
{
  CsMedia *media = cs_media_new (media_kind (cs_json_get_string (object, "type")));
  JsonObject *original = cs_json_get_object (cs_json_get_object (object, "meta"), "original");

  media->url = get_url (object, "url", "remote_url");
  media->thumb_url = get_url (object, "preview_url", NULL);
  media->alt = get_text (object, "description");
  media->width = (guint) CLAMP (cs_json_get_int64 (original, "width", 0), 0, MAX_PIXELS);
  media->height = (guint) CLAMP (cs_json_get_int64 (original, "height", 0), 0, MAX_PIXELS);
  return media;
}

static void
read_media (CsPost     *post,
            JsonObject *status)
{
  JsonArray *list = cs_json_get_array (status, "media_attachments");
  guint n = MIN (cs_json_array_length (list), MAX_MEDIA);

  for (guint i = 0; i < n; i++) {
    JsonObject *object = cs_json_array_get_object (list, i);

    if (object != NULL)
      g_ptr_array_add (post->media, read_attachment (object));
  }
}

/* NULL when the server does not list them: then the post's HTML tells. */
static GStrv
read_tags (JsonObject *status)
{
  JsonArray *list = cs_json_get_array (status, "tags");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = MIN (cs_json_array_length (list), MAX_TAGS);

  if (n == 0)
    return NULL;
  for (guint i = 0; i < n; i++) {
    const char *name = cs_json_get_string (cs_json_array_get_object (list, i), "name");

    if (name != NULL && *name != '\0')
      g_strv_builder_add (builder, name);
  }
  return g_strv_builder_end (builder);
}

/* A whole quoted post since 4.4, or only its id where quotes are nested. */
static void
read_quote (CsPost     *post,
            JsonObject *status)
{
  JsonObject *quote = cs_json_get_object (status, "quote");
  JsonObject *quoted = cs_json_get_object (quote, "quoted_status");
  const char *warning = cs_json_get_string (quoted, "spoiler_text");

  post->quote_of = quoted != NULL ? cs_json_get_id (quoted, "id") : cs_json_get_id (quote, "quoted_status_id");
  if (cs_json_get_bool (quoted, "sensitive", FALSE) || (warning != NULL && *warning != '\0'))
    post->sensitive = TRUE;
}

static char *
read_language (JsonObject *status)
{
  const char *language = cs_json_get_string (status, "language");

  if (language == NULL || *language == '\0' || strlen (language) > MAX_LANGUAGE_BYTES)
    return NULL;
  for (const char *p = language; *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p) && *p != '-')
      return NULL;
  }
  return g_strdup (language);
}

static void
read_content (CsPost     *post,
              JsonObject *status)
{
  const char *content = cs_json_get_string (status, "content");
  const char *uri = cs_json_get_string (status, "uri");

  post->uri = uri != NULL && *uri != '\0' && strlen (uri) <= MAX_URL_BYTES ? g_strdup (uri) : NULL;
  post->web_url = get_url (status, "url", "uri");
  post->created_us = cs_json_get_time_us (status, "created_at");
  post->edited_us = cs_json_get_time_us (status, "edited_at");
  post->html = g_strdup (content != NULL ? content : "");
  post->language = read_language (status);
  post->sensitive = cs_json_get_bool (status, "sensitive", FALSE);
  post->warning = get_text (status, "spoiler_text");
  if (post->warning != NULL)
    post->sensitive = TRUE;
  post->reply_to = cs_json_get_id (status, "in_reply_to_id");
  post->tags = read_tags (status);
  post->n_replies = get_count (status, "replies_count");
  post->n_reposts = get_count (status, "reblogs_count");
  post->n_likes = get_count (status, "favourites_count");
  read_quote (post, status);
  read_media (post, status);
}

/**
 * cs_mastodon_status_read:
 * @status: (nullable): a Status as a server sent it
 * @host: the server it came from
 * @received_us: when, microseconds since 1970 UTC
 * @post: (out) (optional) (transfer full) (nullable): the sealed post, when it is one
 *
 * Reads a Status. Every member may be missing or of another type: servers that are not Mastodon differ, and a
 * federated post is a stranger's. Only what its author made public for everybody is a post here; "unlisted" asks not
 * to be found by hashtag. See https://docs.joinmastodon.org/entities/Status/. Any thread.
 *
 * Returns: what it is
 */
CsMastodonVerdict
cs_mastodon_status_read (JsonObject *status,
                         const char *host,
                         gint64      received_us,
                         CsPost    **post)
{
  g_autofree char *id = cs_json_get_id (status, "id");
  CsAccount *account = NULL;

  if (post != NULL)
    *post = NULL;
  if (id == NULL)
    return CS_MASTODON_BROKEN;
  if (g_strcmp0 (cs_json_get_string (status, "visibility"), "public") != 0 ||
      cs_json_get_object (status, "reblog") != NULL)
    return CS_MASTODON_HIDDEN;
  account = read_account (cs_json_get_object (status, "account"), host);
  if (account == NULL)
    return CS_MASTODON_BROKEN;

  if (post != NULL) {
    *post = cs_post_new (CS_NETWORK_MASTODON, host, id);
    (*post)->account = account;
    (*post)->received_us = received_us;
    read_content (*post, status);
    cs_post_seal (*post);
  } else {
    cs_account_unref (account);
  }
  return CS_MASTODON_POST;
}
