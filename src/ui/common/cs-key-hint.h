/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CS_TYPE_KEY_HINT (cs_key_hint_get_type ())
G_DECLARE_FINAL_TYPE (CsKeyHint, cs_key_hint, CS, KEY_HINT, GtkWidget)

GtkWidget *cs_key_hint_new (const char *accelerator) G_GNUC_WARN_UNUSED_RESULT;

void cs_key_hint_set_accelerator (CsKeyHint  *self,
                                  const char *accelerator);

char *cs_key_hint_format (const char *accelerator) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
