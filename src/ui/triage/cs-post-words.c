/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post-words.h"

#include "cs-display.h"
#include "cs-look.h"

#include <glib/gi18n-lib.h>

#define DAYS_IN_MONTH 30
#define DAYS_IN_YEAR 365

static void
append (GString *line,
        char    *part)
{
  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append (line, part);
  g_free (part);
}

static char *
describe_age (gint64 days)
{
  if (days < 1)
    return g_strdup (_("account opened today"));
  if (days < 2 * DAYS_IN_MONTH)
    return g_strdup_printf (ngettext ("account %d day old", "account %d days old", (gulong) days), (int) days);
  if (days < 2 * DAYS_IN_YEAR)
    return g_strdup_printf (ngettext ("account %d month old", "account %d months old", (gulong) (days / DAYS_IN_MONTH)),
                            (int) (days / DAYS_IN_MONTH));
  return g_strdup_printf (ngettext ("account %d year old", "account %d years old", (gulong) (days / DAYS_IN_YEAR)),
                          (int) (days / DAYS_IN_YEAR));
}

static char *
describe_followers (gint64 followers)
{
  g_autofree char *number = cs_display_number (followers);

  return g_strdup_printf (ngettext ("%s follower", "%s followers", (gulong) followers), number);
}

static char *
describe_tonight (const CsEntry *entry)
{
  g_autofree char *posts =
    g_strdup_printf (ngettext ("%u post", "%u posts", entry->account_posts), entry->account_posts);
  g_autofree char *approved =
    g_strdup_printf (ngettext ("%u approved", "%u approved", entry->account_approved), entry->account_approved);
  g_autofree char *rejected =
    g_strdup_printf (ngettext ("%u rejected", "%u rejected", entry->account_rejected), entry->account_rejected);

  if (entry->account_rejected == 0)
    /* Translators: the record of an account: "tonight: 3 posts, 2 approved" */
    return g_strdup_printf (_("tonight: %s, %s"), posts, approved);
  /* Translators: the record of an account: "tonight: 6 posts, 0 approved, 5 rejected" */
  return g_strdup_printf (_("tonight: %s, %s, %s"), posts, approved, rejected);
}

/**
 * cs_post_words_account:
 * @entry: a post
 * @now_us: the time, microseconds since 1970 UTC
 *
 * Returns: (transfer full): what is known about who wrote it, on one line
 */
char *
cs_post_words_account (const CsEntry *entry,
                       gint64         now_us)
{
  const CsAccount *account = entry->post->account;
  GString *line = g_string_new (cs_network_get_name (entry->post->network));

  if (account->created_us > 0 && account->created_us <= now_us)
    append (line, describe_age ((now_us - account->created_us) / G_TIME_SPAN_DAY));
  if (account->followers >= 0)
    append (line, describe_followers (account->followers));
  if (account->bot)
    append (line, g_strdup (_("automated")));
  if (entry->account_posts > 0)
    append (line, describe_tonight (entry));
  return g_string_free (line, FALSE);
}

/**
 * cs_post_words_when:
 * @entry: a post
 * @now_us: the time, microseconds since 1970 UTC
 *
 * Returns: (transfer full): when it came, and how long ago
 */
char *
cs_post_words_when (const CsEntry *entry,
                    gint64         now_us)
{
  g_autofree char *time = cs_display_time (entry->post->received_us);
  g_autofree char *age = cs_display_age (now_us - entry->post->received_us);

  return g_strdup_printf ("%s · %s", time, age);
}

/**
 * cs_post_words_state:
 * @entry: a post
 *
 * Returns: (transfer full) (nullable): what was made of it, by whom and when; none for a new post
 */
char *
cs_post_words_state (const CsEntry *entry)
{
  const char *word = cs_look_get_word (cs_look_of (entry, FALSE));
  gint64 when_us = entry->withdrawn_us != 0 ? entry->withdrawn_us : entry->decided_us;
  g_autofree char *time = cs_display_time (when_us);

  if (word == NULL)
    return NULL;
  if (when_us == 0 || entry->state == CS_STATE_INCOMING)
    return g_strdup (word);
  if (entry->withdrawn_us != 0 || entry->decided_by == NULL)
    /* Translators: a state and a time: "Withdrawn at 21:13:52" */
    return g_strdup_printf (_("%s at %s"), word, time);
  /* Translators: a state, a person and a time: "Approved by Léa at 21:13:52" */
  return g_strdup_printf (_("%s by %s at %s"), word, entry->decided_by, time);
}
