/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One post as it stands in recordings and exports; data/rehearsal/FORMAT.md tells every member. */

#define MAX_ADDRESS 2048
#define MAX_HOST 253
#define MAX_LANGUAGE 35
#define MAX_TAGS 100
#define MAX_LINKS 100
#define MAX_MEDIA 20
#define MAX_SIDE 100000

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  g_autofree char *valid = value != NULL ? g_utf8_make_valid (value, -1) : NULL;

  json_builder_set_member_name (builder, name);
  if (valid != NULL)
    json_builder_add_string_value (builder, valid);
  else
    json_builder_add_null_value (builder);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

/* Unknown things are null. */
static void
add_int_unless (JsonBuilder *builder,
                const char  *name,
                gint64       value,
                gint64       unknown)
{
  json_builder_set_member_name (builder, name);
  if (value != unknown)
    json_builder_add_int_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_bool (JsonBuilder *builder,
          const char  *name,
          gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_strings (JsonBuilder *builder,
             const char  *name,
             GStrv        values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; values != NULL && values[i] != NULL; i++) {
    g_autofree char *valid = g_utf8_make_valid (values[i], -1);

    json_builder_add_string_value (builder, valid);
  }
  json_builder_end_array (builder);
}

static void
add_account (JsonBuilder     *builder,
             const CsAccount *account)
{
  json_builder_set_member_name (builder, "account");
  json_builder_begin_object (builder);
  add_string (builder, "native_id", account->native_id);
  add_string (builder, "uri", account->uri);
  add_string (builder, "handle", account->handle);
  add_string (builder, "name", account->name);
  add_string (builder, "avatar", account->avatar_url);
  add_bool (builder, "bot", account->bot);
  add_int_unless (builder, "created_at_us", account->created_us, 0);
  add_int_unless (builder, "followers", account->followers, -1);
  add_bool (builder, "verified", account->verified);
  json_builder_end_object (builder);
}

static void
add_media (JsonBuilder *builder,
           GPtrArray   *media)
{
  json_builder_set_member_name (builder, "media");
  json_builder_begin_array (builder);
  for (guint i = 0; i < media->len; i++) {
    const CsMedia *one = media->pdata[i];

    json_builder_begin_object (builder);
    add_string (builder, "kind", cs_media_kind_to_id (one->kind));
    add_string (builder, "url", one->url);
    add_string (builder, "thumb", one->thumb_url);
    add_string (builder, "alt", one->alt);
    add_int (builder, "width", one->width);
    add_int (builder, "height", one->height);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_counts (JsonBuilder  *builder,
            const CsPost *post)
{
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  add_int_unless (builder, "replies", post->n_replies, -1);
  add_int_unless (builder, "reposts", post->n_reposts, -1);
  add_int_unless (builder, "likes", post->n_likes, -1);
  json_builder_end_object (builder);
}

/* An address by a stranger, as short as addresses are and in plain characters. */
static char *
dup_address (JsonObject *object,
             const char *name)
{
  const char *address = cs_json_get_string (object, name);

  if (address == NULL || address[0] == '\0' || strlen (address) > MAX_ADDRESS)
    return NULL;
  for (const char *p = address; *p != '\0'; p++)
    if ((guchar) *p <= ' ' || *p == 0x7f)
      return NULL;
  return g_strdup (address);
}

static gint64
get_count (JsonObject *object,
           const char *name)
{
  return MAX (cs_json_get_int64 (object, name, -1), -1);
}

static gint64
get_us (JsonObject *object,
        const char *name)
{
  return MAX (cs_json_get_int64 (object, name, 0), 0);
}

/* Returns: (nullable): %NULL when nothing is said of them, so that they are read from the HTML */
static GStrv
read_strings (JsonObject *object,
              const char *name,
              guint       max)
{
  GStrv strings;
  guint n;

  if (cs_json_get_array (object, name) == NULL)
    return NULL;
  strings = cs_json_get_strings (object, name);
  for (n = g_strv_length (strings); n > max; n--)
    g_clear_pointer (&strings[n - 1], g_free);
  return strings;
}

static char *
read_host (JsonObject *object)
{
  const char *host = cs_json_get_string (object, "host");

  if (host == NULL)
    return g_strdup ("");
  if (strlen (host) > MAX_HOST ||
      host[strspn (host, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS ".-:[]")] != '\0')
    return NULL;
  return g_strdup (host);
}

static char *
read_language (JsonObject *object)
{
  const char *language = cs_json_get_string (object, "language");

  if (language == NULL || language[0] == '\0' || strlen (language) > MAX_LANGUAGE ||
      language[strspn (language, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-")] != '\0')
    return NULL;
  return g_strdup (language);
}

static CsAccount *
read_account (JsonObject *object,
              CsNetwork   network,
              const char *host)
{
  g_autofree char *native_id = cs_json_get_id (object, "native_id");
  CsAccount *account;

  if (native_id == NULL)
    return NULL;
  account = cs_account_new (network, host, native_id);
  account->uri = dup_address (object, "uri");
  account->handle = g_strdup (cs_json_get_string (object, "handle"));
  account->name = g_strdup (cs_json_get_string (object, "name"));
  account->avatar_url = dup_address (object, "avatar");
  account->bot = cs_json_get_bool (object, "bot", FALSE);
  account->verified = cs_json_get_bool (object, "verified", FALSE);
  account->created_us = get_us (object, "created_at_us");
  account->followers = get_count (object, "followers");
  return account;
}

static CsMedia *
read_medium (JsonObject *object)
{
  CsMedia *media = cs_media_new (cs_media_kind_from_id (cs_json_get_string (object, "kind")));

  media->url = dup_address (object, "url");
  media->thumb_url = dup_address (object, "thumb");
  media->alt = g_strdup (cs_json_get_string (object, "alt"));
  media->width = CLAMP (cs_json_get_int64 (object, "width", 0), 0, MAX_SIDE);
  media->height = CLAMP (cs_json_get_int64 (object, "height", 0), 0, MAX_SIDE);
  return media;
}

static void
read_media (JsonObject *object,
            GPtrArray  *media)
{
  JsonArray *array = cs_json_get_array (object, "media");

  for (guint i = 0; i < cs_json_array_length (array) && media->len < MAX_MEDIA; i++) {
    JsonObject *one = cs_json_array_get_object (array, i);

    if (one != NULL)
      g_ptr_array_add (media, read_medium (one));
  }
}

static void
read_body (JsonObject *object,
           CsPost     *post)
{
  const char *visibility = cs_json_get_string (object, "visibility");

  post->html = g_strdup (cs_json_get_string (object, "html"));
  /* Sealing reads it from the HTML. */
  if (post->html == NULL)
    post->raw_text = g_strdup (cs_json_get_string (object, "text"));
  post->language = read_language (object);
  post->is_public = visibility == NULL || strcmp (visibility, "public") == 0 || strcmp (visibility, "unlisted") == 0;
  post->sensitive = cs_json_get_bool (object, "sensitive", FALSE);
  post->warning = g_strdup (cs_json_get_string (object, "warning"));
  post->reply_to = cs_json_get_id (object, "reply_to");
  post->quote_of = cs_json_get_id (object, "quote_of");
  post->tags = read_strings (object, "tags", MAX_TAGS);
  post->links = read_strings (object, "links", MAX_LINKS);
  read_media (object, post->media);
}

static gboolean
refuse (GError    **error,
        const char *why)
{
  g_set_error_literal (error, CS_JSON_ERROR, CS_JSON_ERROR_SYNTAX, why);
  return FALSE;
}

static gboolean
is_complete (JsonObject *object,
             GError    **error)
{
  g_autofree char *id = cs_json_get_id (object, "native_id");
  g_autofree char *host = read_host (object);
  CsNetwork network;

  if (!cs_network_from_id (cs_json_get_string (object, "network"), &network))
    return refuse (error, _("A post names no network that Coulisses knows"));
  if (host == NULL)
    return refuse (error, _("A post names a host that is not one"));
  if (id == NULL)
    return refuse (error, _("A post has no usable id"));
  return TRUE;
}

/**
 * cs_post_to_json:
 * @post: a sealed post
 *
 * Writes a post as recordings and exports hold it, with what was written and not with what was made safe of
 * it: whoever reads it makes it safe anew. What is unknown is null. Any thread.
 *
 * Returns: (transfer full): an object
 */
JsonNode *
cs_post_to_json (const CsPost *post)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "network", cs_network_to_id (post->network));
  add_string (builder, "host", post->host);
  add_string (builder, "native_id", post->native_id);
  add_string (builder, "uri", post->uri);
  add_string (builder, "web_url", post->web_url);
  add_int_unless (builder, "created_at_us", post->created_us, 0);
  add_int_unless (builder, "edited_at_us", post->edited_us, 0);
  if (post->html != NULL)
    add_string (builder, "html", post->html);
  else
    add_string (builder, "text", post->raw_text != NULL ? post->raw_text : "");
  add_string (builder, "language", post->language);
  add_string (builder, "visibility", post->is_public ? "public" : "private");
  add_bool (builder, "sensitive", post->sensitive);
  add_string (builder, "warning", post->warning);
  add_string (builder, "reply_to", post->reply_to);
  add_string (builder, "quote_of", post->quote_of);
  add_strings (builder, "tags", post->tags);
  add_strings (builder, "links", post->links);
  add_account (builder, post->account);
  add_media (builder, post->media);
  add_counts (builder, post);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/**
 * cs_post_from_json:
 * @object: (nullable): what calls itself a post, from anywhere
 * @error: return location for an error in the domain %CS_JSON_ERROR
 *
 * Reads a post as recordings and exports hold it. What is missing or of the wrong type is unknown; a post without
 * network, id or author is refused. The post is not sealed: its reader first says when it was received, and
 * may move its times. Any thread.
 *
 * Returns: (transfer full): a new post, to be sealed; or %NULL with @error set
 */
CsPost *
cs_post_from_json (JsonObject *object,
                   GError    **error)
{
  g_autoptr (CsPost) post = NULL;
  g_autofree char *id = NULL;
  g_autofree char *host = NULL;
  CsNetwork network = CS_NETWORK_MASTODON;

  if (!is_complete (object, error))
    return NULL;
  id = cs_json_get_id (object, "native_id");
  host = read_host (object);
  cs_network_from_id (cs_json_get_string (object, "network"), &network);
  post = cs_post_new (network, host, id);
  post->account = read_account (cs_json_get_object (object, "account"), network, post->host);
  if (post->account == NULL) {
    refuse (error, _("A post has no author"));
    return NULL;
  }
  post->uri = dup_address (object, "uri");
  post->web_url = dup_address (object, "web_url");
  post->created_us = get_us (object, "created_at_us");
  post->edited_us = get_us (object, "edited_at_us");
  read_body (object, post);
  post->n_replies = get_count (cs_json_get_object (object, "counts"), "replies");
  post->n_reposts = get_count (cs_json_get_object (object, "counts"), "reposts");
  post->n_likes = get_count (cs_json_get_object (object, "counts"), "likes");
  return g_steal_pointer (&post);
}
