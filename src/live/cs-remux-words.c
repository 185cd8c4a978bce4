/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-remux-words.h"

#include "cs-footage.h"
#include "cs-remux-parts.h"

#include <glib/gi18n-lib.h>

/* Longer lists help nobody. */
#define MAX_NAMED 4

static char *
tell_time (gint64 ms)
{
  gint64 s = (ms + 500) / 1000;

  if (s >= 3600)
    return g_strdup_printf ("%d:%02d:%02d", (int) (s / 3600), (int) (s / 60 % 60), (int) (s % 60));
  return g_strdup_printf ("%d:%02d", (int) (s / 60), (int) (s % 60));
}

static void
add (GString    *list,
     const char *what)
{
  g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", what);
}

static char *
list_gaps (GArray *gaps)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (gaps->len, MAX_NAMED); i++) {
    const CsFootageGap *gap = &g_array_index (gaps, CsFootageGap, i);
    g_autofree char *from = tell_time (gap->from_ms);
    g_autofree char *to = tell_time (gap->to_ms);
    /* Translators: two times in a film, such as 1:00 and 2:00, between which it lacks something */
    g_autofree char *words = g_strdup_printf (_("%s to %s"), from, to);

    add (list, words);
  }
  if (gaps->len > MAX_NAMED)
    add (list, "…");
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
list_aside (GPtrArray *damaged)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (damaged->len, MAX_NAMED); i++) {
    g_autofree char *name = g_path_get_basename (g_ptr_array_index (damaged, i));
    g_autofree char *aside = cs_remux_make_aside_name (name);

    add (list, aside);
  }
  if (damaged->len > MAX_NAMED)
    add (list, "…");
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/**
 * cs_remux_tell_lack:
 * @film: the film that was made
 * @gaps: (element-type CsFootageGap): what it lacks
 * @folder: the recording's folder
 * @damaged: (element-type filename): the parts of which not all could be read
 *
 * Returns: (transfer full) (nullable): a sentence or two for a person: which times of the recording are not in the film, and
 *   which parts stay; %NULL when there is nothing to say
 */
char *
cs_remux_tell_lack (const char *film,
                    GArray     *gaps,
                    const char *folder,
                    GPtrArray  *damaged)
{
  g_autofree char *name = g_path_get_basename (film);
  g_autofree char *times = list_gaps (gaps);
  g_autofree char *aside = list_aside (damaged);

  if (gaps->len > 0 && damaged->len > 0)
    /* Translators: the name of a film, times such as “1:00 to 2:00”, a folder, names of files in it */
    return g_strdup_printf (_("%s lacks what was recorded from %s: that cannot be read. The damaged parts stay in %s: %s."), name,
                            times, folder, aside);
  if (gaps->len > 0)
    return g_strdup_printf (_("%s lacks what should have been recorded from %s: none of that is on the disk."), name, times);
  if (damaged->len > 0)
    return g_strdup_printf (_("Not all of %s could be read: a moment of it, or its end, may be missing. "
                              "The damaged parts stay in %s: %s."),
                            name, folder, aside);
  return NULL;
}
