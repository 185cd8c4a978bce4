/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-timeline.h"

#include "cs-mastodon-status.h"

#include <glib/gi18n-lib.h>

#include <string.h>

static CsMastodonPage *
page_new (void)
{
  CsMastodonPage *page = g_new0 (CsMastodonPage, 1);

  page->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_post_unref);
  page->ids = g_ptr_array_new_with_free_func (g_free);
  return page;
}

static void
take_item (CsMastodonPage *page,
           JsonObject     *object,
           const char     *host,
           gint64          received_us)
{
  char *id = cs_json_get_id (object, "id");
  CsPost *post = NULL;

  page->n_items++;
  if (cs_mastodon_status_read (object, host, received_us, &post) == CS_MASTODON_BROKEN)
    page->n_broken++;
  if (post != NULL)
    g_ptr_array_add (page->posts, post);
  if (id != NULL)
    g_ptr_array_add (page->ids, id);
}

/* Servers answer newest first, also to min_id; the times tell when one does not. */
static gboolean
is_reversed (const CsMastodonPage *page)
{
  const CsPost *first;
  const CsPost *last;

  if (page->posts->len < 2)
    return FALSE;
  first = page->posts->pdata[0];
  last = page->posts->pdata[page->posts->len - 1];
  return first->created_us < last->created_us && cs_mastodon_id_compare (first->native_id, last->native_id) < 0;
}

static void
reverse (GPtrArray *array)
{
  for (guint i = 0; i < array->len / 2; i++) {
    gpointer other = array->pdata[array->len - 1 - i];

    array->pdata[array->len - 1 - i] = array->pdata[i];
    array->pdata[i] = other;
  }
}

static CsMastodonPage *
page_of (JsonArray          *items,
         const CsHttpAnswer *answer,
         const char         *host,
         gint64              received_us)
{
  CsMastodonPage *page = page_new ();
  guint n = cs_json_array_length (items);

  for (guint i = 0; i < n; i++)
    take_item (page, cs_json_array_get_object (items, i), host, received_us);
  if (is_reversed (page))
    reverse (page->ids);
  else
    reverse (page->posts);
  page->newest = cs_mastodon_link_min_id (soup_message_headers_get_list (answer->headers, "Link"));
  if (page->newest == NULL && page->ids->len > 0)
    page->newest = g_strdup (page->ids->pdata[0]);
  return page;
}

/* A page that cannot be read but says where the next one begins: one post of a stranger must not hold up the others. */
static CsMastodonPage *
page_to_skip (const CsHttpAnswer *answer)
{
  CsMastodonPage *page;
  char *next = cs_mastodon_link_min_id (soup_message_headers_get_list (answer->headers, "Link"));

  if (next == NULL)
    return NULL;
  page = page_new ();
  page->n_items = page->n_broken = 1;
  page->newest = next;
  return page;
}

static CsHttpAnswer *
ask (CsMastodonClient *client,
     const char       *tag,
     const char       *min_id,
     guint             limit,
     GCancellable     *cancellable,
     GError          **error)
{
  g_autofree char *escaped = g_uri_escape_string (tag, NULL, FALSE);
  g_autofree char *from = min_id != NULL ? g_uri_escape_string (min_id, NULL, FALSE) : NULL;
  g_autofree char *path = g_strdup_printf ("/api/v1/timelines/tag/%s?limit=%u%s%s", escaped, limit,
                                           from != NULL ? "&min_id=" : "", from != NULL ? from : "");

  return cs_mastodon_client_get (client, path, cancellable, error);
}

/**
 * cs_mastodon_page_free:
 * @self: (transfer full): a page
 */
void
cs_mastodon_page_free (CsMastodonPage *self)
{
  g_ptr_array_unref (self->posts);
  g_ptr_array_unref (self->ids);
  g_free (self->newest);
  g_free (self);
}

/**
 * cs_mastodon_link_min_id:
 * @link: (nullable): a Link header
 *
 * Reads where the next newer page begins. The address itself is not followed: where to ask is for the settings to say.
 * See https://docs.joinmastodon.org/api/guidelines/#pagination
 *
 * Returns: (transfer full) (nullable): the min_id of the link to newer posts
 */
char *
cs_mastodon_link_min_id (const char *link)
{
  g_auto (GStrv) parts = g_strsplit (link != NULL ? link : "", ",", 8);

  for (guint i = 0; parts[i] != NULL; i++) {
    const char *start = strchr (parts[i], '<');
    const char *end = start != NULL ? strchr (start, '>') : NULL;
    g_autofree char *address = end != NULL ? g_strndup (start + 1, end - start - 1) : NULL;
    const char *query = address != NULL ? strchr (address, '?') : NULL;
    g_autoptr (GHashTable) params = NULL;

    if (query == NULL || strstr (end, "rel=\"prev\"") == NULL)
      continue;
    params = g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_NONE, NULL);
    if (params != NULL && cs_json_is_id (g_hash_table_lookup (params, "min_id")))
      return g_strdup (g_hash_table_lookup (params, "min_id"));
  }
  return NULL;
}

/**
 * cs_mastodon_id_compare:
 * @a: an id
 * @b: an id
 *
 * Orders ids of one server by age: Mastodon's are numbers of growing length, others grow as text.
 * See https://docs.joinmastodon.org/api/guidelines/#id
 *
 * Returns: less than 0 when @a is older, more than 0 when it is newer
 */
int
cs_mastodon_id_compare (const char *a,
                        const char *b)
{
  gsize length_a = strlen (a);
  gsize length_b = strlen (b);

  if (length_a != length_b && strspn (a, "0123456789") == length_a && strspn (b, "0123456789") == length_b)
    return length_a < length_b ? -1 : 1;
  return strcmp (a, b);
}

/**
 * cs_mastodon_timeline_read:
 * @client: a client
 * @tag: a hashtag without its sign
 * @min_id: (nullable): read the page right after this post; %NULL reads the newest page
 * @received_us: now, microseconds since 1970 UTC
 * @cancellable: (nullable): to give up
 * @error: return location for a %CS_MASTODON_ERROR, %CS_JSON_ERROR, %CS_HTTP_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Reads a page of a hashtag's timeline, and runs the thread-default main context meanwhile. A page that cannot be
 * read because of one post in it is read again in smaller pieces, and that post is left out.
 * See https://docs.joinmastodon.org/methods/timelines/#tag
 *
 * Returns: (transfer full): the page, or %NULL with @error set
 */
CsMastodonPage *
cs_mastodon_timeline_read (CsMastodonClient *client,
                           const char       *tag,
                           const char       *min_id,
                           gint64            received_us,
                           GCancellable     *cancellable,
                           GError          **error)
{
  for (guint limit = CS_MASTODON_PAGE_POSTS; limit > 0; limit /= 2) {
    g_autoptr (GError) local = NULL;
    g_autoptr (CsHttpAnswer) answer = ask (client, tag, min_id, limit, cancellable, &local);
    g_autoptr (JsonNode) root = NULL;
    CsMastodonPage *page;

    if (g_error_matches (local, CS_MASTODON_ERROR, CS_MASTODON_ERROR_MISSING))
      return page_new (); /* what older servers answer for a tag that nobody has used */
    if (answer == NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
    root = cs_mastodon_answer_parse (answer, &local);
    if (cs_json_root_array (root) != NULL) {
      page = page_of (cs_json_root_array (root), answer, cs_mastodon_client_get_host (client), received_us);
      page->full = page->n_items >= limit;
      return page;
    }
    page = limit == 1 ? page_to_skip (answer) : NULL;
    if (page != NULL)
      return page;
  }
  g_set_error (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_FOREIGN, _("What %s answered cannot be understood."),
               cs_mastodon_client_get_host (client));
  return NULL;
}
