/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Whom a draw asks for the beacon's rounds. A list that a draw could not rely on is shown and told, and not kept. */
#define CS_TYPE_RELAYS_GROUP (cs_relays_group_get_type ())
G_DECLARE_FINAL_TYPE (CsRelaysGroup, cs_relays_group, CS, RELAYS_GROUP, AdwPreferencesGroup)

void cs_relays_group_set_settings (CsRelaysGroup *self,
                                   GSettings     *settings);

G_END_DECLS
