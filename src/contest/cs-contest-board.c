/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-board-private.h"

#include "cs-draw-id.h"

#include <string.h>

static void
info_clear (CsBoardAccount *info)
{
  g_free (info->seen.host);
  g_free (info->seen.native_id);
  g_free (info->seen.raw_handle);
  g_free (info->seen.handle);
  g_free (info->seen.name);
  g_free (info->seen.avatar_url);
  g_clear_pointer (&info->id, g_free);
  g_clear_pointer (&info->skeleton, g_free);
  g_clear_pointer (&info->alike, g_free);
}

static void
info_free (CsBoardAccount *info)
{
  info_clear (info);
  g_free (info);
}

CsBoardAccount *
cs_contest_board_find_info (CsContestBoard *self,
                            gint64          account_id)
{
  return g_hash_table_lookup (self->accounts, &account_id);
}

/* The handle, because people know it; the network's own id where there is none. */
static char *
make_id (const CsFeedAccount *account)
{
  const char *handle = account->raw_handle != NULL && *account->raw_handle != '\0' ? account->raw_handle : account->native_id;

  return cs_draw_id_new (cs_network_to_id (account->network), handle, strlen (handle), NULL);
}

static void
copy_account (CsFeedAccount       *to,
              const CsFeedAccount *from)
{
  *to = *from;
  to->host = g_strdup (from->host);
  to->native_id = g_strdup (from->native_id);
  to->raw_handle = g_strdup (from->raw_handle);
  to->handle = g_strdup (from->handle);
  to->name = g_strdup (from->name);
  to->avatar_url = g_strdup (from->avatar_url);
}

static gboolean
is_listed_anywhere (const CsContestBoard *self)
{
  return self->people->lists->len > 0;
}

static void
see_account (CsContestBoard      *self,
             const CsFeedAccount *account)
{
  CsBoardAccount *info = cs_contest_board_find_info (self, account->account_id);
  gboolean is_new = info == NULL;
  g_autofree char *id = make_id (account);
  gboolean renamed = !is_new && g_strcmp0 (id, info->id) != 0;

  if (is_new) {
    info = g_new0 (CsBoardAccount, 1);
    g_snprintf (info->key, sizeof info->key, "%" G_GINT64_FORMAT, account->account_id);
  } else if (!renamed) {
    return;
  } else {
    g_hash_table_remove_all (self->ids); /* the old id is one of its keys; deciding fills it again */
    g_hash_table_remove (self->natives, info->seen.native_id);
    info_clear (info);
  }
  copy_account (&info->seen, account);
  info->id = g_steal_pointer (&id);
  if (is_new)
    g_hash_table_insert (self->accounts, &info->seen.account_id, info);
  if (g_str_has_prefix (info->seen.native_id, "did:"))
    g_hash_table_replace (self->natives, info->seen.native_id, info);
  self->stale |= renamed || (is_new && (is_listed_anywhere (self) || g_hash_table_contains (self->ruled, &account->account_id)));
  if (is_new && !self->stale) {
    cs_contest_board_name_account (self, info);
    cs_contest_board_apply_rules (self, info);
  }
}

static gboolean
has_tag (const CsContestBoard *self,
         const char           *tags)
{
  g_auto (GStrv) names = NULL;

  /* Only a rehearsal without a contest names none; no set-up without is sealed. */
  if (g_hash_table_size (self->tags) == 0)
    return TRUE;
  if (tags == NULL)
    return FALSE;
  names = g_strsplit (tags, "\n", -1);
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *folded = g_utf8_casefold (names[i], -1);

    if (g_hash_table_contains (self->tags, folded))
      return TRUE;
  }
  return FALSE;
}

/* A quote with nothing of its own only passes a post on. */
static gboolean
is_repost (const CsFeedPost *post)
{
  g_autofree char *own = post->quote ? cs_activity_normal_text (post->text) : NULL;

  return own != NULL && *own == '\0';
}

static void
take_post (CsContestBoard   *self,
           const CsFeedPost *post)
{
  const CsBoardAccount *info = cs_contest_board_find_info (self, post->account_id);
  /* Two servers may give one number to two posts: the row makes it one of a kind and leaves the order by bytes. */
  g_autofree char *id = g_strdup_printf ("%s %" G_GINT64_FORMAT, post->native_id, post->post_id);
  const CsTallyPost line = {
    .id = id,
    .time_s = post->at_us / G_USEC_PER_SEC,
    .text = post->text,
    .tagged = has_tag (self, post->tags),
    .repost = is_repost (post),
    .rejected = post->rejected,
    .row = post->post_id,
  };

  if (info == NULL)
    return;
  if (post->gone)
    self->received[info->seen.network] -= cs_activity_tally_remove (self->tally, info->key, id);
  else
    self->received[info->seen.network] += cs_activity_tally_put (self->tally, info->key, &line);
}

/**
 * cs_contest_board_new:
 * @setup: the contest
 *
 * Returns: (transfer full): a board without posts
 */
CsContestBoard *
cs_contest_board_new (const CsContestSetup *setup)
{
  CsContestBoard *self = g_new0 (CsContestBoard, 1);

  self->setup = cs_contest_setup_copy (setup);
  self->people = cs_contest_people_new ();
  self->tally = cs_activity_tally_new (setup->start_s, setup->end_s > 0 ? setup->end_s : G_MAXINT64);
  self->accounts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) info_free);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->natives = g_hash_table_new (g_str_hash, g_str_equal);
  self->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ruled = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; setup->tags[i] != NULL; i++)
    g_hash_table_add (self->tags, g_utf8_casefold (setup->tags[i], -1));
  return self;
}

/**
 * cs_contest_board_free:
 * @self: (transfer full) (nullable): a board
 */
void
cs_contest_board_free (CsContestBoard *self)
{
  if (self == NULL)
    return;
  cs_contest_setup_free (self->setup);
  cs_contest_people_free (self->people);
  cs_activity_tally_free (self->tally);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->natives);
  g_hash_table_unref (self->accounts);
  g_hash_table_unref (self->tags);
  g_hash_table_unref (self->ruled);
  g_free (self);
}

/**
 * cs_contest_board_take:
 * @self: a board
 * @page: posts as they stand now, new or changed
 *
 * Only who wrote them is counted again.
 */
void
cs_contest_board_take (CsContestBoard   *self,
                       const CsFeedPage *page)
{
  for (guint i = 0; i < page->accounts->len; i++)
    see_account (self, page->accounts->pdata[i]);
  for (guint i = 0; i < page->posts->len; i++)
    take_post (self, page->posts->pdata[i]);
  memcpy (self->gaps, page->gaps, sizeof self->gaps);
}

/**
 * cs_contest_board_set_people:
 * @self: a board
 * @people: what was decided about accounts, in place of what was told before
 */
void
cs_contest_board_set_people (CsContestBoard        *self,
                             const CsContestPeople *people)
{
  cs_contest_people_free (self->people);
  self->people = cs_contest_people_copy (people);
  g_hash_table_remove_all (self->ruled);
  for (guint i = 0; i < people->rulings->len; i++) {
    const CsContestRuling *ruling = people->rulings->pdata[i];

    g_hash_table_add (self->ruled, g_memdup2 (&ruling->account_id, sizeof ruling->account_id));
    g_hash_table_add (self->ruled, g_memdup2 (&ruling->into_id, sizeof ruling->into_id));
  }
  self->stale = TRUE;
}
