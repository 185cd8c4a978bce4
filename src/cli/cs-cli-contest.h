/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-cli.h"

G_BEGIN_DECLS

/* What every command about a contest has open. */
typedef struct {
  CsStore *store; /* (nullable) */
  CsContestDesk *desk; /* (nullable) */
} CsCliContest;

int cs_cli_contest_open (CsCliContest *self,
                         const char   *path,
                         const char   *name,
                         gboolean      needed,
                         CsStoreMode   mode);
void cs_cli_contest_clear (CsCliContest *self);

int cs_cli_contest_list (int    argc,
                         char **argv);
int cs_cli_contest_rank (int    argc,
                         char **argv);
int cs_cli_contest_why (int    argc,
                        char **argv);
int cs_cli_contest_import (int    argc,
                           char **argv);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CsCliContest, cs_cli_contest_clear)

G_END_DECLS
