/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-words.h"

#include "cs-display.h"
#include "cs-live.h"

#include <glib/gi18n-lib.h>

#define MAX_TITLE 40

static gboolean
is_key_missing (const CsLiveFacts *facts)
{
  return facts->obstacle != NULL && !facts->streaming;
}

/* The server still believes in the stream that broke. */
static gboolean
is_ghost (const CsLiveFacts *facts)
{
  return facts->reason != NULL && facts->reason->code == CS_LIVE_ERROR_IN_USE && facts->stats.n_connects > 0;
}

static char *
describe_wait (const CsLiveFacts *facts,
               gint64             now_us)
{
  gint64 left_s = (facts->retry_at_us - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

  /* Translators: of a destination that is not live: it is tried again in that many seconds */
  return g_strdup_printf (_("Retry in %d s"), (int) MAX (left_s, 0));
}

/**
 * cs_live_words_read:
 * @destination: a destination
 * @obstacle: (nullable): as cs_live_destination_find_obstacle() answers it; has to live as long as the facts
 *
 * Returns: what is known of it
 */
CsLiveFacts
cs_live_words_read (CsLiveDestination *destination,
                    const char        *obstacle)
{
  CsDestination *stream = cs_live_destination_get_stream (destination);
  CsLiveFacts facts = {
    .enabled = cs_live_destination_get_settings (destination)->enabled,
    .obstacle = obstacle,
    .streaming = stream != NULL,
    .stats = { .rtt_ms = -1 },
  };

  if (stream == NULL)
    return facts;
  facts.state = cs_destination_get_state (stream);
  facts.reason = cs_destination_get_reason (stream);
  facts.since_us = cs_destination_get_since_us (stream);
  facts.retry_at_us = cs_destination_get_retry_at_us (stream);
  cs_destination_get_stats (stream, &facts.stats);
  return facts;
}

/**
 * cs_live_words_state:
 * @facts: what is known of a destination
 * @now_us: the time, as by g_get_monotonic_time()
 *
 * Returns: (transfer full): how it stands, in a word or two
 */
char *
cs_live_words_state (const CsLiveFacts *facts,
                     gint64             now_us)
{
  if (!facts->streaming) {
    if (!facts->enabled)
      return g_strdup (C_("destination", "Off"));
    /* Translators: of a destination: the next broadcast can go there */
    return g_strdup (is_key_missing (facts) ? C_("destination", "Not ready") : C_("destination", "Ready"));
  }
  switch (facts->state) {
  case CS_DESTINATION_CONNECTING:
    return g_strdup (C_("destination", "Connecting"));
  case CS_DESTINATION_LIVE:
    return g_strdup (C_("destination", "Live"));
  case CS_DESTINATION_WAITING:
    return describe_wait (facts, now_us);
  case CS_DESTINATION_REFUSED:
    return g_strdup (C_("destination", "Refused"));
  case CS_DESTINATION_IDLE:
  default:
    return g_strdup (C_("destination", "Ended"));
  }
}

static char *
describe_rate (guint kbps)
{
  return g_strdup_printf (_("%.1f Mb/s"), kbps / 1000.0);
}

static char *
describe_stream (const CsLiveFacts *facts,
                 gint64             now_us)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *rate = describe_rate (facts->stats.kbps);
  g_autofree char *length = cs_display_length ((now_us - facts->since_us) / 1000);

  g_string_append_printf (line, "%s · %s", length, rate);
  if (facts->stats.n_dropped > 0) {
    g_autofree char *dropped = cs_display_number (facts->stats.n_dropped);

    /* Translators: pictures that were left out of a stream because the way was too slow */
    g_string_append_printf (line, ngettext (" · %s dropped", " · %s dropped", facts->stats.n_dropped), dropped);
  }
  if (facts->stats.queue_ms >= 300)
    /* Translators: how much of a stream waits to go out, in seconds */
    g_string_append_printf (line, _(" · %.1f s queued"), facts->stats.queue_ms / 1000.0);
  if (facts->stats.rtt_ms >= 0)
    g_string_append_printf (line, _(" · %d ms"), facts->stats.rtt_ms);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/**
 * cs_live_words_figures:
 * @facts: what is known of a destination
 * @now_us: the time, as by g_get_monotonic_time()
 *
 * Returns: (transfer full): the line under its name: figures, or why it is not live
 */
char *
cs_live_words_figures (const CsLiveFacts *facts,
                       gint64             now_us)
{
  if (!facts->streaming)
    return g_strdup (facts->enabled && facts->obstacle != NULL ? facts->obstacle : "");
  if (is_ghost (facts))
    return g_strdup (_("The server still holds the connection that broke. It is asked every second."));
  if (facts->reason != NULL)
    return g_strdup (facts->reason->message);
  return facts->state == CS_DESTINATION_LIVE ? describe_stream (facts, now_us) : g_strdup ("");
}

/**
 * cs_live_words_look:
 * @facts: what is known of a destination
 *
 * Returns: how it is drawn
 */
CsLiveLook
cs_live_words_look (const CsLiveFacts *facts)
{
  if (!facts->streaming && !facts->enabled)
    return CS_LIVE_LOOK_PLAIN;
  if (!facts->streaming)
    return is_key_missing (facts) ? CS_LIVE_LOOK_ATTENTION : CS_LIVE_LOOK_GOOD;
  switch (facts->state) {
  case CS_DESTINATION_LIVE:
    return CS_LIVE_LOOK_ON;
  case CS_DESTINATION_WAITING:
  case CS_DESTINATION_REFUSED:
    return CS_LIVE_LOOK_ATTENTION;
  default:
    return CS_LIVE_LOOK_PLAIN;
  }
}

/**
 * cs_live_words_icon:
 * @facts: what is known of a destination
 *
 * Returns: (transfer none): the icon that goes with the word
 */
const char *
cs_live_words_icon (const CsLiveFacts *facts)
{
  if (facts->streaming && facts->state == CS_DESTINATION_WAITING)
    return "view-refresh-symbolic";
  if (facts->streaming && facts->state == CS_DESTINATION_CONNECTING)
    return "content-loading-symbolic";
  switch (cs_live_words_look (facts)) {
  case CS_LIVE_LOOK_GOOD:
    return "cs-check-symbolic";
  case CS_LIVE_LOOK_ON:
    return "cs-record-symbolic";
  case CS_LIVE_LOOK_ATTENTION:
    return "cs-triangle-symbolic";
  case CS_LIVE_LOOK_PLAIN:
  default:
    return "media-playback-stop-symbolic";
  }
}

static gint64
find_retry_us (CsDeskLive *live)
{
  GListModel *streams = cs_broadcast_get_destinations (cs_desk_live_get_broadcast (live));
  gint64 soonest_us = 0;

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (CsDestination) stream = g_list_model_get_item (streams, i);
    gint64 at_us = cs_destination_get_retry_at_us (stream);

    if (at_us != 0 && (soonest_us == 0 || at_us < soonest_us))
      soonest_us = at_us;
  }
  return soonest_us;
}

static char *
describe_lost (CsDeskLive *live,
               gint64      now_us)
{
  gint64 at_us = find_retry_us (live);
  int left_s = (at_us - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

  if (at_us == 0)
    return g_strdup (_("LOST · trying again"));
  /* Translators: nobody can see the broadcast any more; it is tried again in that many seconds */
  return g_strdup_printf (_("LOST · retry in %d s"), MAX (left_s, 0));
}

/**
 * cs_live_words_tally:
 * @live: the show's broadcasts
 * @now_us: the time, as by g_get_monotonic_time()
 *
 * Returns: (transfer full): whether anybody can see the broadcast, in a few words
 */
char *
cs_live_words_tally (CsDeskLive *live,
                     gint64      now_us)
{
  gint64 since_us = cs_desk_live_get_since_us (live);
  g_autofree char *length = cs_display_length ((now_us - since_us) / 1000);

  switch (cs_desk_live_get_state (live)) {
  case CS_DESK_LIVE_COUNTING:
    /* Translators: seconds before a broadcast begins */
    return g_strdup_printf (_("Live in %u"), cs_desk_live_get_countdown (live));
  case CS_DESK_LIVE_CONNECTING:
    return g_strdup (_("Connecting · not live yet"));
  case CS_DESK_LIVE_ON:
    if (cs_desk_live_get_standby (live))
      /* Translators: the broadcast goes on for that long, with camera and microphone cut */
      return g_strdup_printf (_("LIVE %s · standby"), length);
    /* Translators: the broadcast can be seen since that long: "LIVE 4:12" */
    return g_strdup_printf (_("LIVE %s"), length);
  case CS_DESK_LIVE_LOST:
    return describe_lost (live, now_us);
  case CS_DESK_LIVE_ENDING:
    return g_strdup (_("Ending…"));
  case CS_DESK_LIVE_OFF:
  default:
    return g_strdup (_("Not live"));
  }
}

/**
 * cs_live_words_tally_look:
 * @state: how it stands with the broadcast
 *
 * Returns: how that is drawn; only what somebody can see is drawn as on
 */
CsLiveLook
cs_live_words_tally_look (CsDeskLiveState state)
{
  switch (state) {
  case CS_DESK_LIVE_ON:
    return CS_LIVE_LOOK_ON;
  case CS_DESK_LIVE_COUNTING:
  case CS_DESK_LIVE_CONNECTING:
  case CS_DESK_LIVE_LOST:
    return CS_LIVE_LOOK_ATTENTION;
  default:
    return CS_LIVE_LOOK_PLAIN;
  }
}

/**
 * cs_live_words_left:
 * @ends_at_us: when a broadcast ends by itself, as by g_get_monotonic_time(); 0 for never
 * @now_us: the time
 *
 * Returns: (transfer full): how long it still goes on; "" when it does not end by itself
 */
char *
cs_live_words_left (gint64 ends_at_us,
                    gint64 now_us)
{
  g_autofree char *length = cs_display_length (MAX (ends_at_us - now_us, 0) / 1000);

  /* Translators: a broadcast ends by itself after that long */
  return ends_at_us != 0 ? g_strdup_printf (_("ends by itself in %s"), length) : g_strdup ("");
}

/**
 * cs_live_words_sheet:
 * @sheet: what was said of the next broadcast
 *
 * Returns: (transfer full): the same in a line
 */
char *
cs_live_words_sheet (const CsLiveSheet *sheet)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *title = cs_display_line (sheet->title, MAX_TITLE);

  g_string_append (line, *title != '\0' ? title : _("No title"));
  g_string_append_printf (line, " · %s", sheet->only_private ? _("Private") : _("Public"));
  if (sheet->limit_s > 0)
    g_string_append_printf (line, _(" · %u min"), (sheet->limit_s + 59) / 60);
  if (sheet->countdown)
    g_string_append (line, " · 3-2-1");
  return g_string_free (g_steal_pointer (&line), FALSE);
}
