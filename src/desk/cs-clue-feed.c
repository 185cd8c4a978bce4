/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-feed.h"

#include "cs-draw-id.h"
#include "cs-network.h"
#include "cs-walk.h"

#include <string.h>

/* A post cannot be written later than it was seen; clocks differ a little. */
#define CLOCK_GRACE_US (2 * G_USEC_PER_SEC)

/* An edited post counts from when it was edited last: anybody can see that moment, and nobody what was there before. */
static gint64
time_of (const CsPost *post)
{
  gint64 limit_us = post->received_us + CLOCK_GRACE_US;
  gint64 written_us = post->created_us > 0 && post->created_us <= limit_us ? post->created_us : post->received_us;

  return MAX (written_us, post->edited_us) / G_USEC_PER_SEC;
}

typedef struct {
  GPtrArray *posts; /* CsCluePost */
  GHashTable *tags; /* folded; empty lets every post in */
} Feed;

static void
feed_free (Feed *feed)
{
  g_ptr_array_unref (feed->posts);
  g_hash_table_unref (feed->tags);
  g_free (feed);
}

static gboolean
has_tag (const Feed   *feed,
         const CsPost *post)
{
  for (char **tag = post->tags; tag != NULL && *tag != NULL; tag++) {
    g_autofree char *folded = g_utf8_casefold (*tag, -1);

    if (g_hash_table_contains (feed->tags, folded))
      return TRUE;
  }
  return g_hash_table_size (feed->tags) == 0;
}

static gboolean
take_cb (const CsEntry *entry,
         gpointer       user_data)
{
  const Feed *feed = user_data;
  const CsPost *post = entry->post;
  const char *handle = post->account->handle != NULL && *post->account->handle != '\0' ? post->account->handle : post->account->native_id;
  g_autofree char *id = cs_draw_id_new (cs_network_to_id (post->network), handle, strlen (handle), NULL);
  const char *where = post->web_url != NULL ? post->web_url : post->uri != NULL ? post->uri : post->native_id;

  if (id != NULL && cs_network_has_accounts (post->network) && has_tag (feed, post))
    g_ptr_array_add (feed->posts, cs_clue_post_new (id, where, post->raw_text != NULL ? post->raw_text : "", time_of (post),
                                                    entry->state == CS_STATE_APPROVED && entry->withdrawn_us == 0));
  return TRUE;
}

static void
walked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cs_store_walk_finish (CS_STORE (source), result, &error))
    g_task_return_pointer (task, g_ptr_array_ref (((Feed *) g_task_get_task_data (task))->posts), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * cs_clue_feed_async:
 * @store: an open show file
 * @tags: (array zero-terminated=1): hashtags of which a post has to carry one, without the sign; none lets every post in
 * @cancellable: (nullable): a cancellable
 * @callback: called with the posts
 * @user_data: for @callback
 *
 * Reads every post of the show as it stands now: its author as the protocol writes accounts, its text, when it was written
 * or edited last by the network's clock, and whether exactly this version is approved. Posts of networks without accounts,
 * see cs_network_has_accounts(), are passed over.
 */
void
cs_clue_feed_async (CsStore            *store,
                    const char *const  *tags,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  const CsPostQuery query = { .order = CS_POST_ORDER_OLDEST };
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Feed *feed = g_new0 (Feed, 1);

  g_task_set_source_tag (task, cs_clue_feed_async);
  feed->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_clue_post_free);
  feed->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; tags[i] != NULL; i++)
    g_hash_table_add (feed->tags, g_utf8_casefold (tags[i], -1));
  g_task_set_task_data (task, feed, (GDestroyNotify) feed_free);
  cs_store_walk_async (store, &query, take_cb, feed, cancellable, walked_cb, task);
}

/**
 * cs_clue_feed_finish:
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type CsCluePost): the posts, for cs_clue_close_async(); %NULL with @error set
 */
GPtrArray *
cs_clue_feed_finish (GAsyncResult *result,
                     GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
