/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-record-posts.h"

#include "cs-record-private.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

/* What a network takes in one post, counted in what people take for one character: never more than it counts itself. */
static const guint limits[CS_N_NETWORKS] = {
  [CS_NETWORK_MASTODON] = 500, [CS_NETWORK_BLUESKY] = 300, [CS_NETWORK_TWITCH] = 500,
  [CS_NETWORK_YOUTUBE] = 200,  [CS_NETWORK_OWNCAST] = 500, [CS_NETWORK_PAGE] = 500,
};

/* Room for " (12/34)" behind each post of a thread. */
#define NUMBER_ROOM 10

static UBreakIterator *
open_text (const char *text,
           UChar     **utf16)
{
  UErrorCode status = U_ZERO_ERROR;
  int32_t size = (int32_t) strlen (text) + 1, length;

  *utf16 = g_new (UChar, size);
  u_strFromUTF8 (*utf16, size, &length, text, -1, &status);
  return ubrk_open (UBRK_CHARACTER, "", *utf16, length, &status);
}

/**
 * cs_posts_limit_of:
 * @network: a network
 *
 * Returns: how long a post may be, as cs_posts_count() counts
 */
guint
cs_posts_limit_of (CsNetwork network)
{
  return limits[network];
}

/**
 * cs_posts_count:
 * @text: a text
 *
 * Returns: how many characters it has for people: user-perceived ones, UAX #29
 */
guint
cs_posts_count (const char *text)
{
  g_autofree UChar *utf16 = NULL;
  UBreakIterator *iterator = open_text (text, &utf16);
  guint n = 0;

  while (iterator != NULL && ubrk_next (iterator) != UBRK_DONE)
    n++;
  if (iterator != NULL)
    ubrk_close (iterator);
  return n;
}

static char *
cut (const char *text,
     guint       limit)
{
  g_autofree UChar *utf16 = NULL;
  UBreakIterator *iterator;
  g_autofree char *head = NULL;
  UErrorCode status = U_ZERO_ERROR;
  int32_t end = 0;

  if (cs_posts_count (text) <= limit)
    return g_strdup (text);
  iterator = open_text (text, &utf16);
  for (guint i = 0; i + 1 < limit; i++)
    end = ubrk_next (iterator);
  ubrk_close (iterator);
  head = g_malloc0 ((gsize) end * 3 + 1);
  u_strToUTF8 (head, end * 3 + 1, NULL, utf16, end, &status);
  return g_strconcat (head, "…", NULL);
}

/* The longest beginning that fits and ends between two words, or %NULL. */
static const char *
find_break (const char *text,
            guint       limit)
{
  const char *best = NULL;

  for (const char *space = strchr (text, ' '); space != NULL; space = strchr (space + 1, ' ')) {
    g_autofree char *head = g_strndup (text, (gsize) (space - text));

    if (cs_posts_count (head) > limit)
      break;
    best = space;
  }
  return best;
}

static void
add_pieces (GPtrArray  *pieces,
            const char *line,
            guint       limit)
{
  const char *space;

  while (cs_posts_count (line) > limit && (space = find_break (line, limit)) != NULL) {
    g_ptr_array_add (pieces, g_strndup (line, (gsize) (space - line)));
    line = space + 1;
  }
  g_ptr_array_add (pieces, cut (line, limit));
}

/**
 * cs_posts_make_thread:
 * @lines: (element-type utf8): what to say, line by line
 * @network: where it will be posted
 *
 * Returns: (transfer full): posts of whole lines, as many in each as it holds; a thread is numbered
 */
GStrv
cs_posts_make_thread (GPtrArray *lines,
                      CsNetwork  network)
{
  guint limit = limits[network];
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) posts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) post = g_string_new (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < lines->len; i++)
    add_pieces (pieces, lines->pdata[i], limit - NUMBER_ROOM);
  for (guint i = 0; i < pieces->len; i++) {
    const char *line = pieces->pdata[i];

    if (post->len > 0 && cs_posts_count (post->str) + 1 + cs_posts_count (line) > limit - NUMBER_ROOM) {
      g_ptr_array_add (posts, g_strdup (post->str));
      g_string_truncate (post, 0);
    }
    g_string_append_printf (post, "%s%s", post->len > 0 ? "\n" : "", line);
  }
  g_ptr_array_add (posts, g_strdup (post->str));
  for (guint i = 0; i < posts->len; i++) {
    g_autofree char *numbered = posts->len > 1 ? g_strdup_printf ("%s (%u/%u)", (char *) posts->pdata[i], i + 1, posts->len)
                                               : g_strdup (posts->pdata[i]);

    g_strv_builder_add (builder, numbered);
  }
  return g_strv_builder_end (builder);
}

static void
add (GPtrArray *lines,
     char      *line)
{
  g_ptr_array_add (lines, line);
}

/**
 * cs_posts_add_foot:
 * @lines: (element-type utf8): what to say, line by line
 * @details: what people tell
 *
 * Adds where everything is to be found, and the hashtag.
 */
void
cs_posts_add_foot (GPtrArray             *lines,
                   const CsRecordDetails *details)
{
  if (details->address != NULL)
    add (lines, g_strdup (details->address));
  if (details->tag != NULL && details->tag[0] != '\0')
    add (lines, g_strconcat ("#", details->tag, NULL));
}

/**
 * cs_posts_of_seal:
 * @seal: a seal
 * @details: what people tell
 * @network: where it is to be published
 * @words: in which language
 *
 * Drafts what makes the fingerprint public before the value exists. It tells nothing that the seal does not.
 *
 * Returns: (transfer full): one post or a numbered thread, each within the network's limit
 */
GStrv
cs_posts_of_seal (const CsSeal          *seal,
                  const CsRecordDetails *details,
                  CsNetwork              network,
                  const CsWords         *words)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *n = g_strdup_printf ("%" G_GUINT64_FORMAT, seal->n_participants);
  g_autofree char *round = g_strdup_printf ("%" G_GUINT64_FORMAT, seal->round);
  g_autofree char *time = seal->round > 0 ? cs_record_utc_time (seal->round_s) : NULL;

  if (seal->rehearsal)
    add (lines, g_strdup (cs_words_get (words, "rehearsal")));
  add (lines, cs_words_fill (words, "seal-post-1", "draw", seal->draw, "show", seal->show, "n", n, NULL));
  add (lines, cs_words_fill (words, "seal-post-2", "seal", seal->digest, NULL));
  add (lines, seal->round > 0 ? cs_words_fill (words, "seal-post-3", "round", round, "time", time, NULL)
                              : g_strdup (cs_words_get (words, "seal-post-dice")));
  cs_posts_add_foot (lines, details);
  return cs_posts_make_thread (lines, network);
}

/**
 * cs_posts_mention:
 * @id: an account's id, as cs_draw_id_new() makes it
 * @network: where it will be posted
 *
 * Returns: (transfer full): a mention where the account is of that very network; elsewhere, where it would name a
 *   stranger, the handle and its network
 */
char *
cs_posts_mention (const char *id,
                  CsNetwork   network)
{
  const char *colon = strchr (id, ':');
  g_autofree char *platform = g_strndup (id, colon != NULL ? (gsize) (colon - id) : 0);
  CsNetwork own;

  if (colon == NULL || g_str_has_prefix (id, "h:"))
    return g_strdup (id);
  if (!cs_network_from_id (platform, &own))
    return cs_record_isolate (id);
  if (own == network)
    return g_strconcat ("@", colon + 1, NULL);
  return g_strdup_printf ("\u2068%s\u2069 (%s)", colon + 1, cs_network_get_name (own));
}

static void
add_winners (GPtrArray      *lines,
             const CsRecord *record,
             CsNetwork       network,
             const CsWords  *words)
{
  for (guint i = 0; i < record->holders->len; i++) {
    const CsRecordHolder *holder = &g_array_index (record->holders, CsRecordHolder, i);
    g_autofree char *place = g_strdup_printf ("%u", holder->place);
    g_autofree char *name = cs_record_dup_name (record, holder->rank);
    g_autofree char *who = cs_posts_mention (name, network);
    g_autofree char *prize = cs_record_dup_prize (record, holder->place);
    g_autofree char *nth = cs_words_fill (words, "prize-n", "n", place, NULL);

    if (holder->lost == NULL)
      add (lines, cs_words_fill (words, "winners-post-line", "place", place, "who", who, "prize", prize != NULL ? prize : nth, NULL));
  }
}

/**
 * cs_posts_of_winners:
 * @record: a record
 * @network: where it is to be published
 * @words: in which language
 *
 * Returns: (transfer full): one post or a numbered thread, each within the network's limit
 */
GStrv
cs_posts_of_winners (const CsRecord *record,
                     CsNetwork       network,
                     const CsWords  *words)
{
  const CsSeal *seal = record->draw->seal;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  if (record->rehearsal)
    add (lines, g_strdup (cs_words_get (words, "rehearsal")));
  add (lines, cs_words_fill (words, "winners-post-1", "draw", seal->draw, "show", seal->show, NULL));
  add_winners (lines, record, network, words);
  if (record->holders->len == 0)
    add (lines, g_strdup (cs_words_get (words, "winners-post-none")));
  add (lines, cs_words_fill (words, record->details->address != NULL ? "winners-post-more" : "winners-post-check", "seal",
                             seal->digest, NULL));
  cs_posts_add_foot (lines, record->details);
  return cs_posts_make_thread (lines, network);
}

static void
add_body (GPtrArray            *lines,
          const CsRecord       *record,
          const CsRecordHolder *holder,
          const char           *prize,
          const CsWords        *words)
{
  const CsSeal *seal = record->draw->seal;
  const CsRecordDetails *details = record->details;
  g_autofree char *rank = g_strdup_printf ("%u", holder->rank);
  g_autofree char *n = g_strdup_printf ("%" G_GUINT64_FORMAT, seal->n_participants);
  const char *deadline = details->deadline != NULL ? details->deadline : cs_words_get (words, "blank-deadline");
  const char *contact = details->contact != NULL ? details->contact : cs_words_get (words, "blank-contact");

  add (lines, cs_words_fill (words, holder->before != NULL ? "message-2-called" : "message-2", "draw", seal->draw, "organiser",
                             seal->organiser, "show", seal->show, "rank", rank, "n", n, NULL));
  add (lines, cs_words_fill (words, "message-3", "prize", prize, NULL));
  add (lines, cs_words_fill (words, "message-4", "deadline", deadline, "contact", contact, NULL));
  add (lines, cs_words_fill (words, "message-5", "seal", seal->digest, NULL));
}

static void
add_alternate (GPtrArray      *lines,
               const CsRecord *record,
               guint           rank,
               const CsWords  *words)
{
  const CsSeal *seal = record->draw->seal;
  g_autofree char *number = g_strdup_printf ("%u", rank);
  g_autofree char *n = g_strdup_printf ("%" G_GUINT64_FORMAT, seal->n_participants);

  add (lines, cs_words_fill (words, "message-alternate", "draw", seal->draw, "organiser", seal->organiser, "show", seal->show,
                             "rank", number, "n", n, NULL));
}

/**
 * cs_message_to_rank:
 * @record: a record
 * @rank: of somebody who holds a prize, or of an alternate
 * @words: in which language
 *
 * Drafts a message. What the organiser has not told yet stays blank, between square brackets.
 *
 * Returns: (transfer full) (nullable): the message; %NULL for one who has given the prize up, and for ranks behind the alternates
 */
char *
cs_message_to_rank (const CsRecord *record,
                    guint           rank,
                    const CsWords  *words)
{
  const CsRecordHolder *holder = cs_record_find_holder (record, rank);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *name = NULL;
  g_autofree char *prize = NULL;

  if (rank > cs_ranking_get_n (record->draw->ranking) || (holder != NULL && holder->lost != NULL) ||
      (holder == NULL && rank > cs_ranking_get_n_named (record->draw->ranking)))
    return NULL;
  name = cs_record_dup_name (record, rank);
  prize = holder != NULL ? cs_record_dup_prize (record, holder->place) : NULL;
  if (record->rehearsal)
    add (lines, g_strdup (cs_words_get (words, "rehearsal")));
  if (holder != NULL)
    add (lines, cs_words_fill (words, "message-subject", "prize", prize != NULL ? prize : cs_words_get (words, "blank-prize"), NULL));
  add (lines, cs_words_fill (words, "message-1", "who", name, NULL));
  if (holder != NULL)
    add_body (lines, record, holder, prize != NULL ? prize : cs_words_get (words, "blank-prize"), words);
  else
    add_alternate (lines, record, rank, words);
  add (lines, g_strdup (record->draw->seal->organiser));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n\n", (char **) lines->pdata);
}
