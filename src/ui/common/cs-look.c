/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-look.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *word;
  const char *icon_name;
  const char *colour_name;
  const char *css_class;
  gboolean dim;
} looks[CS_N_LOOKS] = {
  [CS_LOOK_NEW] = { NULL, NULL, NULL, NULL, FALSE },
  [CS_LOOK_APPROVED] = { N_("Approved"), "cs-check-symbolic", "cs_approved_color", "text-approved", TRUE },
  [CS_LOOK_HELD] = { N_("On hold"), "cs-pause-symbolic", "cs_quiet_color", "text-quiet", TRUE },
  [CS_LOOK_REJECTED] = { N_("Rejected"), "cs-cross-symbolic", "cs_quiet_color", "text-quiet", TRUE },
  [CS_LOOK_EDITED] = { N_("Edited"), "cs-pencil-symbolic", "cs_attention_color", "text-attention", FALSE },
  [CS_LOOK_CUED] = { N_("Cued"), "cs-chevron-symbolic", "cs_cued_color", "text-cued", FALSE },
  [CS_LOOK_ON_AIR] = { N_("On air"), "cs-record-symbolic", "cs_on_air_color", "text-on-air", FALSE },
  [CS_LOOK_WITHDRAWN] = { N_("Withdrawn"), "cs-withdrawn-symbolic", "cs_quiet_color", "text-quiet", TRUE },
};

/**
 * cs_look_of:
 * @entry: a post
 * @cued: it is the next to go on air
 *
 * What viewers see comes before everything else: a withdrawn post that is still on air looks on air.
 *
 * Returns: how the post looks
 */
CsLook
cs_look_of (const CsEntry *entry,
            gboolean       cued)
{
  if (entry->on_air)
    return CS_LOOK_ON_AIR;
  if (entry->withdrawn_us != 0)
    return CS_LOOK_WITHDRAWN;
  if (entry->state == CS_STATE_INCOMING && entry->approved_text != NULL)
    return CS_LOOK_EDITED;
  switch (entry->state) {
  case CS_STATE_APPROVED:
    return cued ? CS_LOOK_CUED : CS_LOOK_APPROVED;
  case CS_STATE_REJECTED:
    return CS_LOOK_REJECTED;
  case CS_STATE_HELD:
    return CS_LOOK_HELD;
  case CS_STATE_INCOMING:
  default:
    return CS_LOOK_NEW;
  }
}

/**
 * cs_look_get_word:
 * @look: a look
 *
 * Returns: (transfer none) (nullable): the word for it, in the interface's language; none for a new post
 */
const char *
cs_look_get_word (CsLook look)
{
  g_return_val_if_fail (look < CS_N_LOOKS, NULL);

  return looks[look].word != NULL ? _(looks[look].word) : NULL;
}

/**
 * cs_look_get_icon_name:
 * @look: a look
 *
 * Returns: (transfer none) (nullable): the icon that goes with the word
 */
const char *
cs_look_get_icon_name (CsLook look)
{
  g_return_val_if_fail (look < CS_N_LOOKS, NULL);

  return looks[look].icon_name;
}

/**
 * cs_look_get_colour_name:
 * @look: a look
 *
 * Returns: (transfer none) (nullable): the style sheet's name for the word's colour
 */
const char *
cs_look_get_colour_name (CsLook look)
{
  g_return_val_if_fail (look < CS_N_LOOKS, NULL);

  return looks[look].colour_name;
}

/**
 * cs_look_get_css_class:
 * @look: a look
 *
 * Returns: (transfer none) (nullable): the style class that gives a label the word's colour
 */
const char *
cs_look_get_css_class (CsLook look)
{
  g_return_val_if_fail (look < CS_N_LOOKS, NULL);

  return looks[look].css_class;
}

/**
 * cs_look_is_dim:
 * @look: a look
 *
 * Returns: whether the row steps back: nothing is left to decide about it
 */
gboolean
cs_look_is_dim (CsLook look)
{
  g_return_val_if_fail (look < CS_N_LOOKS, FALSE);

  return looks[look].dim;
}

/**
 * cs_look_set_icon:
 * @image: an image
 * @icon_name: its icon
 *
 * For what is told again and again: GTK lays the whole window out anew also for the icon that the image has.
 */
void
cs_look_set_icon (GtkImage   *image,
                  const char *icon_name)
{
  if (g_strcmp0 (gtk_image_get_icon_name (image), icon_name) != 0)
    gtk_image_set_from_icon_name (image, icon_name);
}
