/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-result.h"

#include "cs-clue-text.h"
#include "cs-draw-error.h"
#include "cs-draw-id.h"
#include "cs-draw-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define POST_MAX 500

/**
 * cs_clue_post_new:
 * @id: whose post
 * @post: its address, or the network's id of it
 * @text: what is written in it now
 * @time_s: when, seconds since 1970 UTC
 * @approved: whether it may count
 *
 * Returns: (transfer full): a post
 */
CsCluePost *
cs_clue_post_new (const char *id,
                  const char *post,
                  const char *text,
                  gint64      time_s,
                  gboolean    approved)
{
  CsCluePost *self = g_new0 (CsCluePost, 1);

  self->id = g_strdup (id);
  self->post = g_strdup (post);
  self->text = g_strdup (text);
  self->time_s = time_s;
  self->approved = approved;
  return self;
}

/**
 * cs_clue_post_free:
 * @self: (transfer full) (nullable): a post
 */
void
cs_clue_post_free (CsCluePost *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->post);
  g_free (self->text);
  g_free (self);
}

/**
 * cs_clue_entry_free:
 * @self: (transfer full) (nullable): an entry
 */
void
cs_clue_entry_free (CsClueEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->post);
  g_free (self->text);
  g_free (self);
}

static gboolean
is_post (const char *post)
{
  gsize length = strlen (post);

  if (length < 1 || length > POST_MAX)
    return FALSE;
  for (const char *c = post; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)) || *c == ' ')
      return FALSE;
  return TRUE;
}

static gboolean
is_answer (const CsClueSeal  *seal,
           const char *const *forms,
           const CsCluePost  *post)
{
  g_autofree char *words = NULL;

  if (!post->approved || post->time_s < seal->start_s || post->time_s >= seal->end_s || !is_post (post->post) ||
      !cs_draw_id_check (post->id, strlen (post->id), NULL))
    return FALSE;
  words = cs_clue_normal (post->text);
  for (guint i = 0; forms[i] != NULL; i++)
    if (cs_clue_holds (words, forms[i]))
      return TRUE;
  return FALSE;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp ((*(CsClueEntry *const *) a)->id, (*(CsClueEntry *const *) b)->id);
}

/* Of one account's posts the earliest counts; at the same second the one whose address comes first. */
static gboolean
is_earlier (const CsCluePost  *post,
            const CsClueEntry *entry)
{
  return post->time_s != entry->time_s ? post->time_s < entry->time_s : strcmp (post->post, entry->post) < 0;
}

static void
take (CsClueEntry      *entry,
      const CsCluePost *post)
{
  g_free (entry->post);
  g_free (entry->text);
  entry->time_s = post->time_s;
  entry->post = g_strdup (post->post);
  entry->text = g_strdup (post->text);
  cs_digest_of_bytes (post->text, strlen (post->text), entry->text_digest);
}

/**
 * cs_clue_collect:
 * @seal: the seal
 * @forms: (array zero-terminated=1): ways to write the answer, from cs_clue_normal()
 * @posts: (element-type CsCluePost): posts as they stand, in any order
 *
 * Returns: (transfer full) (element-type CsClueEntry): each account's first post that holds the answer, by account
 */
GPtrArray *
cs_clue_collect (const CsClueSeal  *seal,
                 const char *const *forms,
                 GPtrArray         *posts)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_clue_entry_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < posts->len; i++) {
    const CsCluePost *post = posts->pdata[i];
    CsClueEntry *entry = g_hash_table_lookup (by_id, post->id);

    if (!is_answer (seal, forms, post) || (entry != NULL && !is_earlier (post, entry)))
      continue;
    if (entry == NULL) {
      entry = g_new0 (CsClueEntry, 1);
      entry->id = g_strdup (post->id);
      g_hash_table_insert (by_id, entry->id, entry);
      g_ptr_array_add (entries, entry);
    }
    take (entry, post);
  }
  g_ptr_array_sort (entries, compare_ids);
  return entries;
}

/**
 * cs_clue_entries_write:
 * @entries: (element-type CsClueEntry): by account
 *
 * Returns: (transfer full): entries.txt
 */
GBytes *
cs_clue_entries_write (GPtrArray *entries)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++) {
    const CsClueEntry *entry = entries->pdata[i];
    g_autofree char *time = cs_draw_write_time (entry->time_s);

    g_string_append_printf (text, "%s\t%s\t%s\t%s\n", entry->id, time, entry->post, entry->text_digest);
  }
  return g_string_free_to_bytes (text);
}

static CsClueEntry *
read_entry (const char       *line,
            const CsClueSeal *seal)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", -1);
  CsClueEntry *entry;
  gint64 time_s;

  if (g_strv_length (fields) != 4 || !cs_draw_id_check (fields[0], strlen (fields[0]), NULL) || !cs_draw_read_time (fields[1], &time_s) ||
      !is_post (fields[2]) || !cs_digest_is_hex (fields[3], CS_DIGEST_HEX) || time_s < seal->start_s || time_s >= seal->end_s)
    return NULL;
  entry = g_new0 (CsClueEntry, 1);
  entry->id = g_strdup (fields[0]);
  entry->time_s = time_s;
  entry->post = g_strdup (fields[2]);
  g_strlcpy (entry->text_digest, fields[3], sizeof entry->text_digest);
  return entry;
}

/**
 * cs_clue_entries_parse:
 * @bytes: entries.txt, a stranger's bytes
 * @seal: the seal: entries lie within its times
 * @error: return location for %CS_DRAW_ERROR_LIST
 *
 * Returns: (transfer full) (nullable) (element-type CsClueEntry): the entries, or %NULL with @error set
 */
GPtrArray *
cs_clue_entries_parse (GBytes           *bytes,
                       const CsClueSeal *seal,
                       GError          **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_clue_entry_free);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strndup (length > 0 ? data : "", length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);

  if (length > 0 && (!g_utf8_validate_len (data, length, NULL) || data[length - 1] != '\n')) {
    cs_draw_refuse (error, CS_DRAW_ERROR_LIST, _("The entries are not lines of UTF-8, each ended by a line feed."));
    return NULL;
  }
  for (guint i = 0; i + 1 < n; i++) {
    CsClueEntry *entry = read_entry (lines[i], seal);
    const CsClueEntry *before = entries->len > 0 ? entries->pdata[entries->len - 1] : NULL;

    if (entry != NULL)
      g_ptr_array_add (entries, entry);
    if (entry == NULL || (before != NULL && strcmp (before->id, entry->id) >= 0)) {
      cs_draw_refuse (error, CS_DRAW_ERROR_LIST, _("Line %u of the entries is not as it must be, or not in order."), i + 1);
      return NULL;
    }
  }
  return g_steal_pointer (&entries);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const CsCluePlace *one = a, *other = b;
  int order;

  if (one->entry->time_s != other->entry->time_s)
    return one->entry->time_s < other->entry->time_s ? -1 : 1;
  order = strcmp (one->key, other->key);
  return order != 0 ? order : strcmp (one->entry->id, other->entry->id);
}

/**
 * cs_clue_rank:
 * @seal: the seal
 * @nonce: the secret number
 * @entries: (element-type CsClueEntry): every account that had the answer
 *
 * By the second; accounts of the same second by keys that nobody could know before the number was told.
 *
 * Returns: (transfer full) (element-type CsCluePlace): the whole ranking
 */
GArray *
cs_clue_rank (const CsClueSeal *seal,
              const char       *nonce,
              GPtrArray        *entries)
{
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (CsCluePlace), entries->len);
  CsHex seed;

  cs_digest_of_format (seed, "SEALED-CLUE/1 seed\n%s\n%s\n", seal->digest, nonce);
  for (guint i = 0; i < entries->len; i++) {
    CsCluePlace place = { entries->pdata[i] };

    cs_digest_of_format (place.key, "%s:%s", seed, place.entry->id);
    g_array_append_val (places, place);
  }
  g_array_sort (places, compare_places);
  return places;
}

/**
 * cs_clue_ranking_digest:
 * @places: (element-type CsCluePlace): the whole ranking
 * @digest: (out): its digest
 */
void
cs_clue_ranking_digest (GArray *places,
                        CsHex   digest)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < places->len; i++) {
    const CsCluePlace *place = &g_array_index (places, CsCluePlace, i);
    g_autofree char *time = cs_draw_write_time (place->entry->time_s);

    g_string_append_printf (text, "%u\t%s\t%s\t%s\n", i + 1, time, place->key, place->entry->id);
  }
  cs_digest_of_bytes (text->str, text->len, digest);
}

/**
 * cs_clue_role:
 * @seal: the seal
 * @rank: from 1
 *
 * Returns: what that rank is
 */
CsDrawRole
cs_clue_role (const CsClueSeal *seal,
              guint             rank)
{
  if (rank <= seal->n_winners)
    return CS_DRAW_WINNER;
  return rank <= seal->n_winners + seal->n_alternates ? CS_DRAW_ALTERNATE : CS_DRAW_RESERVE;
}

/**
 * cs_clue_status:
 * @seal: the seal
 * @n_entries: how many accounts had the answer
 *
 * Returns: (transfer none): whether there were enough, in the words of a draw
 */
const char *
cs_clue_status (const CsClueSeal *seal,
                guint             n_entries)
{
  if (n_entries == 0)
    return "no-participants";
  return n_entries < seal->n_winners ? "fewer-participants-than-prizes" : "ok";
}

/**
 * cs_clue_result_digest:
 * @seal: the seal
 * @nonce: the secret number
 * @entries_digest: of entries.txt
 * @ranking_digest: of the ranking
 * @digest: (out): what the journal holds
 */
void
cs_clue_result_digest (const CsClueSeal *seal,
                       const char       *nonce,
                       const char       *entries_digest,
                       const char       *ranking_digest,
                       CsHex             digest)
{
  cs_digest_of_format (digest, "SEALED-CLUE/1 result\n%s\n%s\n%s\n%s\n", seal->digest, nonce, entries_digest, ranking_digest);
}
