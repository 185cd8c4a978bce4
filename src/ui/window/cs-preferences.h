/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-keymap.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CS_TYPE_PREFERENCES (cs_preferences_get_type ())
G_DECLARE_FINAL_TYPE (CsPreferences, cs_preferences, CS, PREFERENCES, AdwPreferencesWindow)

GtkWidget *cs_preferences_new (GtkWindow *parent,
                               CsKeymap  *keymap,
                               GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_preferences_is_asking (CsPreferences *self);

G_END_DECLS
