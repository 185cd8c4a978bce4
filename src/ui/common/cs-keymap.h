/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CsKeyFlags:
 * @CS_KEY_ONCE: one press is one act: the repeats of a held key are ignored
 * @CS_KEY_SPARES_BUTTONS: left to a button, menu or switch that has the focus
 * @CS_KEY_IN_TEXT: works while a text field has the focus
 *
 * How a key behaves.
 */
typedef enum {
  CS_KEY_ONCE = 1 << 0,
  CS_KEY_SPARES_BUTTONS = 1 << 1,
  CS_KEY_IN_TEXT = 1 << 2,
} CsKeyFlags;

/**
 * CsKey:
 * @action: detailed name of the action; the post that an act is about is added when the key is pressed
 * @keys: the keys it has by default, as gtk_shortcut_trigger_parse_string() reads them
 * @group: the part of the window it belongs to, to be translated
 * @title: what it does, to be translated
 * @flags: how it behaves
 *
 * One line of the table of keys.
 */
typedef struct {
  const char *action;
  const char *keys;
  const char *group;
  const char *title;
  CsKeyFlags flags;
} CsKey;

/* Which key does what: the table, with the changes that people made to it. */
#define CS_TYPE_KEYMAP (cs_keymap_get_type ())
G_DECLARE_FINAL_TYPE (CsKeymap, cs_keymap, CS, KEYMAP, GObject)

CsKeymap *cs_keymap_new (GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

const CsKey *cs_keymap_list (guint *n_keys);
const char *cs_keymap_get_keys (CsKeymap   *self,
                                const char *action);
gboolean cs_keymap_set_keys (CsKeymap   *self,
                             const char *action,
                             const char *keys,
                             GError    **error);
void cs_keymap_reset (CsKeymap *self);
const CsKey *cs_keymap_find (CsKeymap *self,
                             GdkEvent *event);
void cs_keymap_label (CsKeymap  *self,
                      GtkWidget *root);

G_END_DECLS
