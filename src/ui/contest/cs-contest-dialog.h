/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-contest-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a contest is: prizes, window, hashtags, who takes part, where chance comes from, rules. Kept in the show file. */
#define CS_TYPE_CONTEST_DIALOG (cs_contest_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CsContestDialog, cs_contest_dialog, CS, CONTEST_DIALOG, AdwWindow)

GtkWidget *cs_contest_dialog_new (GtkWindow            *parent,
                                  CsContestDesk        *contests,
                                  CsContest            *contest,
                                  const CsContestSetup *setup) G_GNUC_WARN_UNUSED_RESULT;

CsContestSetup *cs_contest_dialog_create_setup (CsContestDialog *self) G_GNUC_WARN_UNUSED_RESULT;

gint64 cs_contest_dialog_read_time (const char *text);
char *cs_contest_dialog_write_time (gint64 time_s) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
