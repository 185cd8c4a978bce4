/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-slot-words.h"

#include <glib/gi18n-lib.h>

static guint
to_s (guint time_ms)
{
  return time_ms / 1000;
}

/**
 * cs_slot_words_time:
 * @times: the times of a session
 *
 * Returns: (transfer full): what its posts need of what it has, such as "50 / 60 s"
 */
char *
cs_slot_words_time (const CsSlotTimes *times)
{
  /* Translators: seconds planned of the seconds that an on-air session has */
  return g_strdup_printf (_("%u / %u s"), to_s (times->planned_ms), to_s (times->length_ms));
}

/**
 * cs_slot_words_room:
 * @times: the times of a session
 * @state: its state
 *
 * Returns: (transfer full): what there is left of it, such as "10 s free"
 */
char *
cs_slot_words_room (const CsSlotTimes *times,
                    CsSlotState        state)
{
  if (state == CS_SLOT_AIRED)
    return g_strdup (C_("session", "Aired"));
  if (times->planned_ms > times->length_ms)
    return g_strdup_printf (ngettext ("%u s over", "%u s over", to_s (times->planned_ms - times->length_ms)),
                            to_s (times->planned_ms - times->length_ms));
  if (times->planned_ms == times->length_ms)
    return g_strdup (C_("session", "Full"));
  return g_strdup_printf (ngettext ("%u s free", "%u s free", to_s (times->length_ms - times->planned_ms)),
                          to_s (times->length_ms - times->planned_ms));
}

/**
 * cs_slot_words_room_icon:
 * @times: the times of a session
 *
 * Returns: (transfer none): the icon that goes with that word
 */
const char *
cs_slot_words_room_icon (const CsSlotTimes *times)
{
  return times->planned_ms > times->length_ms ? "cs-triangle-symbolic" : "cs-check-symbolic";
}

/**
 * cs_slot_words_room_class:
 * @times: the times of a session
 * @state: its state
 *
 * Returns: (transfer none): the style class that gives that word its colour
 */
const char *
cs_slot_words_room_class (const CsSlotTimes *times,
                          CsSlotState        state)
{
  if (state == CS_SLOT_AIRED)
    return "text-quiet";
  return times->planned_ms > times->length_ms ? "text-attention" : "text-approved";
}

/**
 * cs_slot_words_place:
 * @place: where the session stands in the show; may be empty
 * @n_posts: how many posts are planned in it
 * @folded: whether they are out of sight
 *
 * Returns: (transfer full): what stands beside its name; a folded session tells how many posts it has
 */
char *
cs_slot_words_place (const char *place,
                     guint       n_posts,
                     gboolean    folded)
{
  g_autofree char *posts = g_strdup_printf (ngettext ("%u post", "%u posts", n_posts), n_posts);

  if (!folded)
    return g_strdup (place);
  return *place != '\0' ? g_strdup_printf ("%s · %s", place, posts) : g_steal_pointer (&posts);
}
