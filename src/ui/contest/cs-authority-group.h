/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Who stamps the seals of this show, if anybody; can be tried before it is needed. */
#define CS_TYPE_AUTHORITY_GROUP (cs_authority_group_get_type ())
G_DECLARE_FINAL_TYPE (CsAuthorityGroup, cs_authority_group, CS, AUTHORITY_GROUP, AdwPreferencesGroup)

void cs_authority_group_set_desk (CsAuthorityGroup *self,
                                  CsContestDesk    *contests);
gboolean cs_authority_group_check (CsAuthorityGroup *self,
                                   GError          **error);
gboolean cs_authority_group_is_changed (CsAuthorityGroup *self);
void cs_authority_group_save_async (CsAuthorityGroup   *self,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
void cs_authority_group_take (CsAuthorityGroup *self,
                              GFile            *file);

G_END_DECLS
