/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-words.h"

#include "cs-clue-posts.h"
#include "cs-digest.h"
#include "cs-display.h"
#include "cs-network.h"
#include "cs-record-posts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * cs_draw_words_beacon:
 * @state: what is known of the round
 *
 * Returns: it in a sentence
 */
const char *
cs_draw_words_beacon (CsBeaconState state)
{
  switch (state) {
  case CS_BEACON_EARLY:
    return _("No relay is asked before the time.");
  case CS_BEACON_ASKING:
    return _("The relays are being asked.");
  case CS_BEACON_ALONE:
    return _("One source has answered: not confirmed. A second one is waited for.");
  case CS_BEACON_DISPUTED:
    return _("The relays do not agree. Nothing is picked and nothing is drawn.");
  case CS_BEACON_SETTLED:
  default:
    return _("The round is known.");
  }
}

static char *
describe_order (CsClue *clue)
{
  g_auto (GStrv) forms = cs_clue_dup_answer (clue);
  g_autofree char *answer = forms != NULL ? g_strjoinv (", ", forms) : NULL;

  return answer != NULL ? g_strdup_printf (_("By the networks’ time, and within a second by keys that nobody knew. The answer was: %s"), answer)
                        : g_strdup (_("By the networks’ time, and within a second by keys that nobody knew"));
}

/**
 * cs_draw_words_level:
 * @reveal: a draw with a value, or a clue contest with a result
 *
 * Returns: (transfer full): how sure the beacon is, never more than was checked; of a clue contest what its order comes from
 */
char *
cs_draw_words_level (CsReveal *reveal)
{
  CsDraw *draw;

  if (CS_IS_CLUE (reveal))
    return describe_order (CS_CLUE (reveal));
  draw = CS_DRAW (reveal);
  switch (cs_draw_get_level (draw)) {
  case CS_BEACON_VERIFIED:
    /* Translators: library and version */
    return g_strdup_printf (_("Beacon authentic: its signature was verified (%s)"), cs_draw_get_method (draw));
  case CS_BEACON_TWO_RELAYS:
    return g_strdup (_("Two independent relays agree; the signature was not verified"));
  case CS_BEACON_NOT_APPLICABLE:
    return g_strdup (_("Dice: the proof rests on the witnesses"));
  case CS_BEACON_UNCONFIRMED:
  default:
    return g_strdup (_("Beacon not confirmed: only one source"));
  }
}

/**
 * cs_draw_words_phone:
 * @round: the sealed round
 *
 * Returns: (transfer full): how a phone helps out
 */
char *
cs_draw_words_phone (guint64 round)
{
  g_autofree char *path = cs_beacon_path (round);

  /* Translators: an address */
  return g_strdup_printf (_("From the round’s time on, any phone can open %s%s. Paste here what it shows: the same round, whatever the way it came."),
                          cs_relays_known[0], path);
}

/**
 * cs_draw_words_post:
 * @reveal: a draw, or a clue contest
 *
 * Returns: (transfer full) (nullable): a text to publish with the seal before chance is known or answers count, in the
 *   language of the interface; a thread has an empty line between its posts; %NULL while nothing is sealed
 */
char *
cs_draw_words_post (CsReveal *reveal)
{
  g_autoptr (CsWords) words = NULL;
  g_autoptr (CsRecordDetails) details = NULL;
  g_auto (GStrv) posts = NULL;

  if (cs_reveal_get_name (reveal) == NULL)
    return NULL;
  words = cs_words_new (g_get_language_names ()[0]);
  details = cs_record_details_new ();
  details->tag = g_strdup (cs_reveal_get_setup (reveal)->tags[0]);
  posts = CS_IS_CLUE (reveal) ? cs_clue_posts_of_seal (cs_clue_get_seal (CS_CLUE (reveal)), details, CS_NETWORK_MASTODON, words)
                              : cs_posts_of_seal (cs_draw_get_seal (CS_DRAW (reveal)), details, CS_NETWORK_MASTODON, words);
  return g_strjoinv ("\n\n", posts);
}

/**
 * cs_draw_words_prizes:
 * @setup: a contest
 *
 * Returns: (transfer full): every lot on a line of its own
 */
char *
cs_draw_words_prizes (const CsContestSetup *setup)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < setup->prizes->len; i++) {
    const CsPrize *prize = setup->prizes->pdata[i];

    /* Translators: how many times, what is won */
    g_string_append_printf (words, _("%s%u × %s"), i > 0 ? "\n" : "", prize->count, prize->name);
  }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
write_minute (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_s);

  /* Translators: day and time, see strftime */
  return time != NULL ? g_date_time_format (time, _("%Y-%m-%d %H:%M")) : g_strdup ("");
}

/**
 * cs_draw_words_window:
 * @setup: a contest
 *
 * Returns: (transfer full): which posts count
 */
char *
cs_draw_words_window (const CsContestSetup *setup)
{
  g_autofree char *start = write_minute (setup->start_s);
  g_autofree char *end = write_minute (setup->end_s);
  g_autofree char *tags = g_strjoinv (" #", setup->tags);

  if (setup->start_s <= 0)
    /* Translators: a time and hashtags */
    return g_strdup_printf (_("from the sealing to %s, with #%s"), end, tags);
  /* Translators: two times and hashtags */
  return g_strdup_printf (_("%s to %s, with #%s"), start, end, tags);
}

/**
 * cs_draw_words_rules:
 * @setup: a contest
 *
 * Returns: (transfer full): how to tell the rules from others
 */
char *
cs_draw_words_rules (const CsContestSetup *setup)
{
  CsHex digest;

  cs_digest_of_bytes (setup->rules, strlen (setup->rules), digest);
  return g_strdup_printf (_("Fingerprint %.16s…"), digest);
}

/**
 * cs_draw_words_before_seal:
 * @setup: a contest that is complete
 *
 * Returns: what is to be known before it is sealed
 */
const char *
cs_draw_words_before_seal (const CsContestSetup *setup)
{
  if (setup->rehearsal)
    return _("This contest is set up as a rehearsal: it counts for nothing.");
  return _("After this nothing can be changed. The only way out is to declare the seal void, with a reason, and that stays public for ever.");
}

/**
 * cs_draw_words_chance:
 * @setup: a contest
 * @now_s: when it would be sealed, seconds since 1970 UTC
 *
 * Returns: (transfer full): where chance would come from
 */
char *
cs_draw_words_chance (const CsContestSetup *setup,
                      gint64                now_s)
{
  guint64 round;
  g_autofree char *number = NULL;
  g_autofree char *time = NULL;

  if (setup->dice)
    return g_strdup (_("Dice, rolled before witnesses after the seal was read aloud"));
  round = cs_beacon_round_from (now_s + setup->lead_s);
  number = cs_display_number ((gint64) round);
  time = cs_display_time (cs_beacon_time_of (round) * G_USEC_PER_SEC);
  return g_strdup_printf (_("Round %s of drand, public at %s if sealed now"), number, time);
}

/**
 * cs_draw_words_network:
 * @report: how complete one network's posts are
 *
 * Returns: (transfer none): the network as people call it
 */
const char *
cs_draw_words_network (const CsImportReport *report)
{
  CsNetwork network;

  return cs_network_from_id (report->platform, &network) ? cs_network_get_name (network) : report->platform;
}

/**
 * cs_draw_words_import:
 * @report: how complete one network's posts are
 *
 * Returns: (transfer full): it in a few words, without the network
 */
char *
cs_draw_words_import (const CsImportReport *report)
{
  g_autofree char *received = cs_display_number (report->received);
  g_autofree char *announced = cs_display_number (report->announced);
  g_autofree char *gaps = cs_display_number (report->gaps);
  g_autofree char *counts = report->announced >= 0 ? g_strdup_printf (_("Announced %s, received %s"), announced, received)
                                                   : g_strdup_printf (_("Received %s"), received);

  if (report->gaps <= 0)
    return g_steal_pointer (&counts);
  return g_strdup_printf (ngettext ("%s, out of reach %s time", "%s, out of reach %s times", (gulong) report->gaps), counts, gaps);
}

static char *
describe_gaps (gint64 gaps)
{
  g_autofree char *number = cs_display_number (MAX (gaps, 0));

  return gaps == 0 ? g_strdup (_("no gaps"))
                   : g_strdup_printf (ngettext ("%s gap", "%s gaps", (gulong) gaps), number);
}

/**
 * cs_draw_words_imports:
 * @reports: (element-type CsImportReport): how complete the posts of each network are
 *
 * Returns: (transfer full): all of it in one line; empty when there is nothing yet
 */
char *
cs_draw_words_imports (GPtrArray *reports)
{
  gint64 n_received = 0, n_announced = 0, n_gaps = -1;
  g_autofree char *received = NULL, *announced = NULL, *gaps = NULL;

  if (reports->len == 0)
    return g_strdup ("");
  for (guint i = 0; i < reports->len; i++) {
    const CsImportReport *report = reports->pdata[i];

    n_received += report->received;
    n_announced = n_announced < 0 || report->announced < 0 ? -1 : n_announced + report->announced;
    if (report->gaps >= 0)
      n_gaps = MAX (n_gaps, 0) + report->gaps;
  }
  received = cs_display_number (n_received);
  announced = n_announced >= 0 ? cs_display_number (n_announced) : g_strdup (_("unknown"));
  gaps = n_gaps >= 0 ? describe_gaps (n_gaps) : NULL;
  if (gaps == NULL)
    return g_strdup_printf (_("Received %s; announced: %s"), received, announced);
  /* Translators: posts; the last is "3 gaps": how often networks were out of reach; there is little room */
  return g_strdup_printf (_("Received %s; announced: %s; %s"), received, announced, gaps);
}
