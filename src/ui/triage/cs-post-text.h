/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A stranger's text, whole. A label lays its text out at its least and its natural width before it gets its own: for a text that
 * was written to be slow that takes several tenths of a second. Here it is laid out once, at the width it has. */
#define CS_TYPE_POST_TEXT (cs_post_text_get_type ())
G_DECLARE_FINAL_TYPE (CsPostText, cs_post_text, CS, POST_TEXT, GtkWidget)

const char *cs_post_text_get_text (CsPostText *self);
void cs_post_text_set_text (CsPostText *self,
                            const char *text);
void cs_post_text_set_attributes (CsPostText    *self,
                                  PangoAttrList *attributes);

G_END_DECLS
