/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-source-words.h"

#include "cs-display.h"

#include <glib/gi18n-lib.h>

/* Networks say something at least every 15 s, be it only that they are there. */
#define LATE_US (30 * G_USEC_PER_SEC)

/**
 * cs_source_words_read:
 * @source: a source
 *
 * Returns: what it says of itself; the reason is the source's own
 */
CsSourceFacts
cs_source_words_read (CsSource *source)
{
  return (CsSourceFacts){
    .state = cs_source_get_state (source),
    .reason = cs_source_get_reason (source),
    .retry_at_us = cs_source_get_retry_at_us (source),
    .heard_us = cs_source_get_heard_us (source),
    .sign_in = cs_source_get_sign_in (source),
  };
}

/* It should be live, and has not been heard of for too long. */
static gboolean
is_late (const CsSourceFacts *facts,
         gint64               now_us)
{
  return facts->state == CS_SOURCE_LIVE && facts->heard_us > 0 && now_us - facts->heard_us >= LATE_US;
}

/**
 * cs_source_words_is_well:
 * @facts: about a source
 * @now_us: the time, microseconds since 1970 UTC
 *
 * Returns: whether nobody needs to look after it
 */
gboolean
cs_source_words_is_well (const CsSourceFacts *facts,
                         gint64               now_us)
{
  if (facts->state == CS_SOURCE_WAITING || facts->state == CS_SOURCE_FAILED || facts->sign_in)
    return FALSE;
  return !is_late (facts, now_us);
}

static char *
describe_waiting (const CsSourceFacts *facts)
{
  g_autofree char *time = cs_display_time (facts->retry_at_us);

  if (facts->reason == NULL)
    /* Translators: of a source: it tries again at that time */
    return g_strdup_printf (_("waiting until %s"), time);
  /* Translators: of a source: it tries again at that time, and why it waits */
  return g_strdup_printf (_("waiting until %s: %s"), time, facts->reason);
}

static char *
describe_late (const CsSourceFacts *facts,
               gint64               now_us)
{
  g_autofree char *age = cs_display_age (now_us - facts->heard_us);

  /* Translators: of a source: nothing was heard of it for that long */
  return g_strdup_printf (_("late %s"), age);
}

static char *
describe_live (const CsSourceFacts *facts,
               gint64               now_us)
{
  if (is_late (facts, now_us))
    return describe_late (facts, now_us);
  return g_strdup (facts->sign_in && facts->reason != NULL ? facts->reason : _("live"));
}

/**
 * cs_source_words_state:
 * @facts: about a source
 * @now_us: the time, microseconds since 1970 UTC
 *
 * Returns: (transfer full): how it is, in words
 */
char *
cs_source_words_state (const CsSourceFacts *facts,
                       gint64               now_us)
{
  switch (facts->state) {
  case CS_SOURCE_CONNECTING:
    return g_strdup (_("connecting…"));
  case CS_SOURCE_CATCHING_UP:
    return g_strdup (_("catching up…"));
  case CS_SOURCE_LIVE:
    return describe_live (facts, now_us);
  case CS_SOURCE_WAITING:
    return describe_waiting (facts);
  case CS_SOURCE_FAILED:
    return facts->reason != NULL ? g_strdup_printf (_("stopped: %s"), facts->reason) : g_strdup (_("stopped"));
  case CS_SOURCE_STOPPED:
  default:
    return g_strdup (facts->reason != NULL ? facts->reason : _("ended"));
  }
}

/**
 * cs_source_words_brief:
 * @facts: about a source
 * @now_us: the time, microseconds since 1970 UTC
 *
 * Returns: (transfer full): the same in a few words without the reason, where there is little room
 */
char *
cs_source_words_brief (const CsSourceFacts *facts,
                       gint64               now_us)
{
  g_autofree char *time = facts->state == CS_SOURCE_WAITING ? cs_display_time (facts->retry_at_us) : NULL;

  if (facts->sign_in)
    /* Translators: of a source: its access has ended; room for about 18 letters */
    return g_strdup (_("sign in again"));
  if (time != NULL)
    /* Translators: of a source: it tries again at that time; room for about 18 letters */
    return g_strdup_printf (_("again at %s"), time);
  return facts->state == CS_SOURCE_FAILED ? g_strdup (_("stopped")) : cs_source_words_state (facts, now_us);
}

/**
 * cs_source_words_summary:
 * @n_sources: how many there are
 * @n_well: how many of them need no care
 *
 * Returns: (transfer full): what the header says of all of them
 */
char *
cs_source_words_summary (guint n_sources,
                         guint n_well)
{
  if (n_sources == 0)
    return g_strdup (_("No source"));
  if (n_well == n_sources)
    return g_strdup_printf (ngettext ("%u source", "%u sources", n_sources), n_sources);
  /* Translators: "5 of 6 sources": the first number is of those that work */
  return g_strdup_printf (ngettext ("%u of %u source", "%u of %u sources", n_sources), n_well, n_sources);
}
