/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-posts.h"

#include "cs-record-files.h"
#include "cs-record-posts.h"
#include "cs-record-private.h"

#include <string.h>

#define RULE "\n----------------------------------------\n\n"

static const CsNetwork published[] = { CS_NETWORK_MASTODON, CS_NETWORK_BLUESKY, CS_NETWORK_YOUTUBE, CS_NETWORK_TWITCH };

/* What posts and messages are made from. */
typedef struct {
  const CsClueVerification *contest;
  const CsRecordDetails *details;
  GArray *holders;
  const CsWords *words;
} Letters;

static void
add (GPtrArray *lines,
     char      *line)
{
  g_ptr_array_add (lines, line);
}

static void
add_rehearsal (GPtrArray        *lines,
               const CsClueSeal *seal,
               const CsWords    *words)
{
  if (seal->rehearsal)
    add (lines, g_strdup (cs_words_get (words, "rehearsal")));
}

/**
 * cs_clue_find_holder:
 * @holders: (element-type CsRecordHolder): everybody who was called
 * @rank: from 1
 *
 * Returns: (transfer none) (nullable): for which prize that rank was called, if for any
 */
const CsRecordHolder *
cs_clue_find_holder (GArray *holders,
                     guint   rank)
{
  for (guint i = 0; i < holders->len; i++)
    if (g_array_index (holders, CsRecordHolder, i).rank == rank)
      return &g_array_index (holders, CsRecordHolder, i);
  return NULL;
}

/**
 * cs_clue_posts_of_seal:
 * @seal: a seal
 * @details: what people tell
 * @network: where it is to be published
 * @words: in which language
 *
 * Drafts what makes the fingerprint public before answers count. It tells nothing that the seal does not.
 *
 * Returns: (transfer full): one post or a numbered thread, each within the network's limit
 */
GStrv
cs_clue_posts_of_seal (const CsClueSeal      *seal,
                       const CsRecordDetails *details,
                       CsNetwork              network,
                       const CsWords         *words)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *n = g_strdup_printf ("%u", seal->n_winners);
  g_autofree char *start = cs_record_utc_time (seal->start_s);
  g_autofree char *end = cs_record_utc_time (seal->end_s);

  add_rehearsal (lines, seal, words);
  add (lines, cs_words_fill (words, "seal-post-clue-1", "draw", seal->contest, "show", seal->show, "start", start, "end", end, NULL));
  add (lines, cs_words_fill (words, "seal-post-2", "seal", seal->digest, NULL));
  add (lines, seal->n_winners > 1 ? cs_words_fill (words, "seal-post-clue-2", "n", n, NULL) : g_strdup (cs_words_get (words, "seal-post-clue-one")));
  cs_posts_add_foot (lines, details);
  return cs_posts_make_thread (lines, network);
}

static const char *
id_of_rank (const Letters *letters,
            guint          rank)
{
  return g_array_index (letters->contest->places, CsCluePlace, rank - 1).entry->id;
}

static void
add_winners (const Letters *letters,
             GPtrArray     *lines,
             CsNetwork      network)
{
  for (guint i = 0; i < letters->holders->len; i++) {
    const CsRecordHolder *holder = &g_array_index (letters->holders, CsRecordHolder, i);
    g_autofree char *place = g_strdup_printf ("%u", holder->place);
    g_autofree char *who = cs_posts_mention (id_of_rank (letters, holder->rank), network);
    g_autofree char *prize = cs_record_details_dup_prize (letters->details, holder->place);
    g_autofree char *nth = cs_words_fill (letters->words, "prize-n", "n", place, NULL);

    if (holder->lost == NULL)
      add (lines, cs_words_fill (letters->words, "winners-post-line", "place", place, "who", who, "prize", prize != NULL ? prize : nth, NULL));
  }
}

static GStrv
make_winner_posts (const Letters *letters,
                   CsNetwork      network)
{
  const CsClueSeal *seal = letters->contest->seal;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  const char *answer = letters->contest->certificate->forms[0];

  add_rehearsal (lines, seal, letters->words);
  add (lines, cs_words_fill (letters->words, "winners-post-clue", "draw", seal->contest, "show", seal->show, "answer", answer, NULL));
  add_winners (letters, lines, network);
  if (letters->holders->len == 0)
    add (lines, g_strdup (cs_words_get (letters->words, "winners-post-none")));
  add (lines, cs_words_fill (letters->words, letters->details->address != NULL ? "winners-post-clue-more" : "winners-post-clue-check", "seal",
                             seal->digest, NULL));
  cs_posts_add_foot (lines, letters->details);
  return cs_posts_make_thread (lines, network);
}

static void
append_posts (GString    *text,
              CsNetwork   network,
              const char *name,
              GStrv       posts)
{
  for (char **post = posts; *post != NULL; post++)
    g_string_append_printf (text, "%s, %s [%u/%u]\n\n%s" RULE, cs_network_get_name (network), name, cs_posts_count (*post),
                            cs_posts_limit_of (network), *post);
}

static char *
write_posts (const Letters *letters)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (published); i++) {
    g_auto (GStrv) sealed = cs_clue_posts_of_seal (letters->contest->seal, letters->details, published[i], letters->words);
    g_auto (GStrv) won = make_winner_posts (letters, published[i]);

    append_posts (text, published[i], cs_words_get (letters->words, "seal"), sealed);
    append_posts (text, published[i], cs_words_get (letters->words, "winners"), won);
  }
  return g_string_free (text, FALSE);
}

static void
add_body (const Letters        *letters,
          GPtrArray            *lines,
          const CsRecordHolder *holder,
          const char           *prize)
{
  const CsClueSeal *seal = letters->contest->seal;
  const CsWords *words = letters->words;
  g_autofree char *rank = g_strdup_printf ("%u", holder->rank);
  const char *deadline = letters->details->deadline != NULL ? letters->details->deadline : cs_words_get (words, "blank-deadline");
  const char *contact = letters->details->contact != NULL ? letters->details->contact : cs_words_get (words, "blank-contact");

  add (lines, cs_words_fill (words, holder->before != NULL ? "message-clue-called" : "message-clue", "draw", seal->contest, "organiser",
                             seal->organiser, "show", seal->show, "rank", rank, NULL));
  add (lines, cs_words_fill (words, "message-3", "prize", prize, NULL));
  add (lines, cs_words_fill (words, "message-4", "deadline", deadline, "contact", contact, NULL));
  add (lines, cs_words_fill (words, "message-clue-5", "seal", seal->digest, NULL));
}

static void
append_message (const Letters *letters,
                GString       *text,
                guint          rank)
{
  const CsClueSeal *seal = letters->contest->seal;
  const CsWords *words = letters->words;
  const CsRecordHolder *holder = cs_clue_find_holder (letters->holders, rank);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *told = holder != NULL ? cs_record_details_dup_prize (letters->details, holder->place) : NULL;
  const char *prize = told != NULL ? told : cs_words_get (words, "blank-prize");
  g_autofree char *number = g_strdup_printf ("%u", rank);
  g_autofree char *message = NULL;

  if (holder != NULL && holder->lost != NULL)
    return;
  add_rehearsal (lines, seal, words);
  if (holder != NULL)
    add (lines, cs_words_fill (words, "message-subject", "prize", prize, NULL));
  add (lines, cs_words_fill (words, "message-1", "who", id_of_rank (letters, rank), NULL));
  if (holder != NULL)
    add_body (letters, lines, holder, prize);
  else
    add (lines, cs_words_fill (words, "message-clue-alternate", "draw", seal->contest, "organiser", seal->organiser, "show", seal->show, "rank",
                               number, NULL));
  add (lines, g_strdup (seal->organiser));
  g_ptr_array_add (lines, NULL);
  message = g_strjoinv ("\n\n", (char **) lines->pdata);
  g_string_append_printf (text, "%s" RULE, message);
}

static char *
write_messages (const Letters *letters)
{
  GString *text = g_string_new (NULL);

  for (guint rank = 1; rank <= letters->contest->certificate->shown->len; rank++)
    append_message (letters, text, rank);
  return g_string_free (text, FALSE);
}

/**
 * cs_clue_add_letters:
 * @files: (element-type CsRecordFile): the files of a record
 * @contest: the contest that it is of
 * @details: what people tell
 * @holders: (element-type CsRecordHolder): everybody who was called
 * @language: "fr" or "en"
 *
 * Adds drafts of posts for each network, and of messages to winners and alternates. They are not for the public.
 */
void
cs_clue_add_letters (GPtrArray                *files,
                     const CsClueVerification *contest,
                     const CsRecordDetails    *details,
                     GArray                   *holders,
                     const char               *language)
{
  g_autoptr (CsWords) words = cs_words_new (language);
  const Letters letters = { contest, details, holders, words };
  const char *suffix = cs_words_is_french (words) ? "fr" : "en";
  g_autofree char *posts_name = g_strdup_printf (CS_RECORD_PRIVATE "posts.%s.txt", suffix);
  g_autofree char *messages_name = g_strdup_printf (CS_RECORD_PRIVATE "messages.%s.txt", suffix);
  g_autofree char *posts = write_posts (&letters);
  g_autofree char *messages = write_messages (&letters);

  cs_record_files_add_text (files, posts_name, posts);
  cs_record_files_add_text (files, messages_name, messages);
}
