/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-desk.h"
#include "cs-picture-loader.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Why an account is in the contest or out of it, with its posts. */
#define CS_TYPE_ACCOUNT_DIALOG (cs_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsAccountDialog, cs_account_dialog, CS, ACCOUNT_DIALOG, AdwWindow)

GtkWidget *cs_account_dialog_new (GtkWindow       *parent,
                                  CsStore         *store,
                                  CsContestDesk   *contests,
                                  CsPictureLoader *loader,
                                  gint64           account_id) G_GNUC_WARN_UNUSED_RESULT;

char *cs_account_dialog_describe_post (const CsEntry *entry,
                                       CsTallyVerdict verdict) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
