/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replay-words.h"

#include "cs-display.h"
#include "cs-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HOUR_S 3600
#define DAY_S (24 * HOUR_S)

/**
 * cs_replay_words_title:
 * @note: what is noted of a recording
 *
 * Returns: (transfer full): its title, the name of its show, or when it was made
 */
char *
cs_replay_words_title (const CsReplayNote *note)
{
  g_autoptr (GDateTime) made = g_date_time_new_from_unix_local (note->made_us / G_USEC_PER_SEC);

  if (note->title[0] != '\0')
    return cs_text_clean (note->title, CS_TEXT_NAME);
  if (note->show[0] != '\0')
    return cs_text_clean (note->show, CS_TEXT_NAME);
  /* Translators: a recording without a title; strftime(3) */
  return g_date_time_format (made, _("Recording of %-d %B"));
}

/**
 * cs_replay_words_about:
 * @note: what is noted of a recording
 * @n_bytes: how large it is
 *
 * Returns: (transfer full): when, how long, how large
 */
char *
cs_replay_words_about (const CsReplayNote *note,
                       guint64             n_bytes)
{
  g_autoptr (GDateTime) made = g_date_time_new_from_unix_local (note->made_us / G_USEC_PER_SEC);
  /* Translators: when a recording was made; strftime(3) */
  g_autofree char *when = g_date_time_format (made, _("%-d %b, %H:%M"));
  g_autofree char *length = note->length_ms >= 0 ? cs_replay_words_place (note->length_ms) : g_strdup ("…");
  g_autofree char *size = g_format_size (n_bytes);

  return g_strjoin (" · ", when, length, size, NULL);
}

/**
 * cs_replay_words_where:
 * @note: what is noted of a recording
 *
 * Returns: (transfer full): where it went besides; empty when it was only recorded
 */
char *
cs_replay_words_where (const CsReplayNote *note)
{
  g_autofree char *joined = g_strjoinv (", ", note->where);

  return cs_text_clean (joined, CS_TEXT_NAME);
}

/**
 * cs_replay_words_left:
 * @note: what is noted of a recording
 *
 * Returns: (transfer full): how long it stays
 */
char *
cs_replay_words_left (const CsReplayNote *note)
{
  gint64 minutes = MAX (note->left_s, 0) / 60;

  if (note->keep)
    return g_strdup (_("Kept"));
  if (note->left_s >= 2 * DAY_S)
    return g_strdup_printf (ngettext ("%d day left", "%d days left", note->left_s / DAY_S),
                            (int) (note->left_s / DAY_S));
  /* Translators: hours and minutes until a recording is deleted */
  return g_strdup_printf (_("%d h %02d min left"), (int) (minutes / 60), (int) (minutes % 60));
}

/**
 * cs_replay_words_place:
 * @ms: a place in a recording, or its length
 *
 * Returns: (transfer full): minutes and seconds, and hours when there are any
 */
char *
cs_replay_words_place (gint64 ms)
{
  int s = ms / 1000;

  if (s >= HOUR_S)
    return g_strdup_printf ("%d:%02d:%02d", s / HOUR_S, s / 60 % 60, s % 60);
  return g_strdup_printf ("%d:%02d", s / 60, s % 60);
}

/**
 * cs_replay_words_file:
 * @path: a recording
 * @start_ms: where the piece of it begins that is exported
 * @end_ms: where that ends; -1 for its end
 *
 * Returns: (transfer full): a name for the file that is made
 */
char *
cs_replay_words_file (const char *path,
                      gint64      start_ms,
                      gint64      end_ms)
{
  g_autofree char *base = g_path_get_basename (path);
  char *dot = strrchr (base, '.');
  g_autofree char *ending = g_strdup (dot != NULL ? dot : "");
  gint64 start_s = start_ms / 1000;

  if (start_ms <= 0 && end_ms < 0)
    return g_steal_pointer (&base);
  if (dot != NULL)
    *dot = '\0';
  /* Translators: name of a file that holds a piece of a recording: the recording, minute and second where the piece begins */
  return g_strdup_printf (_("%s from %dm%02d%s"), base, (int) (start_s / 60), (int) (start_s % 60), ending);
}
