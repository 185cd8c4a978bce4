/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-edited-text.h"

#include "cs-display.h"
#include "cs-word-diff.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
add_attribute (PangoAttrList  *list,
               PangoAttribute *attribute,
               CsTextRange     range,
               gsize           offset)
{
  attribute->start_index = offset + range.start;
  attribute->end_index = offset + range.end;
  pango_attr_list_insert (list, attribute);
}

static PangoAttrList *
create_added_attributes (GArray *added)
{
  PangoAttrList *list = pango_attr_list_new ();

  for (guint i = 0; i < added->len; i++)
    add_attribute (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), g_array_index (added, CsTextRange, i), 0);
  return list;
}

static PangoAttrList *
create_removed_attributes (GArray *removed,
                           gsize   offset)
{
  PangoAttrList *list = pango_attr_list_new ();

  add_attribute (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), (CsTextRange){ 0, offset }, 0);
  for (guint i = 0; i < removed->len; i++)
    add_attribute (list, pango_attr_strikethrough_new (TRUE), g_array_index (removed, CsTextRange, i), offset);
  return list;
}

/**
 * cs_edited_text_show:
 * @now: where the text as it is now stands
 * @before: where the text as it was when it was approved stands
 * @entry: a post that was edited after it was approved
 *
 * Shows both: in the new text what came in is underlined, in the approved one what went is struck through.
 */
void
cs_edited_text_show (CsPostText    *now,
                     CsPostText    *before,
                     const CsEntry *entry)
{
  const char *text = entry->post->text;
  g_autofree char *when = cs_display_time (entry->approved_us);
  /* Translators: before the text as it was when it was approved: "Approved at 21:13:31: " */
  g_autofree char *head = g_strdup_printf (_("Approved at %s: "), when);
  g_autofree char *line = g_strconcat (head, entry->approved_text, NULL);
  g_autoptr (GArray) removed = NULL;
  g_autoptr (GArray) added = NULL;
  g_autoptr (PangoAttrList) marks = NULL;
  g_autoptr (PangoAttrList) struck = NULL;

  cs_word_diff (entry->approved_text, text, &removed, &added);
  marks = create_added_attributes (added);
  struck = create_removed_attributes (removed, strlen (head));
  /* Marks stand at bytes of the text as it is: it is not made fit for display. */
  cs_post_text_set_text (now, *text != '\0' ? text : _("(no text)"));
  cs_post_text_set_attributes (now, marks);
  cs_post_text_set_text (before, line);
  cs_post_text_set_attributes (before, struck);
}
