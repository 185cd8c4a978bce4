/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clue.h"
#include "cs-desk.h"

G_BEGIN_DECLS

/* Of the command "draw clue": what its verbs share. */

/**
 * CsCliClue:
 * @desk: (nullable): the show, once it is open
 * @clue: (nullable): its contest, once it is open
 *
 * What the command line said.
 */
typedef struct {
  char *show_path;
  char *contest;
  char *organiser;
  char *show;
  char *rules_path;
  char *answers_path;
  char *start;
  char *end;
  char *output;
  char *language;
  char *reason;
  char *code;
  GStrv prizes;
  GStrv tags;
  int winners;
  int alternates;
  int rank;
  gboolean disqualify;
  gboolean json;
  CsDesk *desk;
  CsClue *clue;
} CsCliClue;

/**
 * CsCliClueBegin:
 * @clue: an open show
 * @data: as given to cs_cli_clue_await()
 * @callback: to be called with what cs_clue_finish() takes
 * @result: for @callback
 *
 * Begins to do something.
 */
typedef void (*CsCliClueBegin) (CsCliClue          *clue,
                                gpointer            data,
                                GAsyncReadyCallback callback,
                                GAsyncResult      **result);

void cs_cli_clue_clear (CsCliClue *clue);

int cs_cli_clue_usage (const char *sentence);
int cs_cli_clue_open (CsCliClue *clue);
int cs_cli_clue_close (CsCliClue    *clue,
                       const GError *error);
gboolean cs_cli_clue_await (CsCliClue     *clue,
                            CsCliClueBegin begin,
                            gpointer       data,
                            GError       **error);
gboolean cs_cli_clue_find_posts (CsCliClue *clue,
                                 GError   **error);
gboolean cs_cli_clue_export (CsCliClue *clue,
                             GError   **error);
void cs_cli_clue_print_result (const CsCliClue *clue);

int cs_cli_clue_seal (int    argc,
                      char **argv);
int cs_cli_clue_rehearse (int    argc,
                          char **argv);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CsCliClue, cs_cli_clue_clear)

G_END_DECLS
