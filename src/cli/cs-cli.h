/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"

G_BEGIN_DECLS

/**
 * CsCliExit:
 * @CS_CLI_OK: done
 * @CS_CLI_FAILED: it could not be done; a sentence on standard error says why
 * @CS_CLI_USAGE: the command line is wrong
 * @CS_CLI_SHOW: the show file cannot be opened
 * @CS_CLI_REFUSED: the post has changed, is gone, or is not approved
 *
 * Exit codes, as the manual page lists them.
 */
typedef enum {
  CS_CLI_OK = 0,
  CS_CLI_FAILED = 1,
  CS_CLI_USAGE = 2,
  CS_CLI_SHOW = 3,
  CS_CLI_REFUSED = 4,
} CsCliExit;

/* A command: its arguments are what stands behind its name. */
typedef int (*CsCliCommand) (int    argc,
                             char **argv);

int cs_cli_ingest (int    argc,
                   char **argv);
int cs_cli_replay (int    argc,
                   char **argv);
int cs_cli_rehearse (int    argc,
                     char **argv);
int cs_cli_list (int    argc,
                 char **argv);
int cs_cli_decide (int    argc,
                   char **argv);
int cs_cli_export (int    argc,
                   char **argv);
int cs_cli_as_run (int    argc,
                   char **argv);
int cs_cli_broadcasts (int    argc,
                       char **argv);
int cs_cli_serve (int    argc,
                  char **argv);
int cs_cli_live (int    argc,
                 char **argv);
int cs_cli_check (int    argc,
                  char **argv);
int cs_cli_contest (int    argc,
                    char **argv);
int cs_cli_draw (int    argc,
                 char **argv);

/* Shared by the commands. */
int cs_cli_parse (const char         *summary,
                  const GOptionEntry *entries,
                  int                *argc,
                  char             ***argv);
int cs_cli_fail (CsCliExit     code,
                 const GError *error);
GAsyncResult *cs_cli_wait (GAsyncResult **result);
void cs_cli_result_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      data);
CsStore *cs_cli_open_store (const char *path,
                            CsStoreMode mode,
                            int        *code) G_GNUC_WARN_UNUSED_RESULT;
CsDesk *cs_cli_open_desk (const char *path,
                          CsStoreMode mode,
                          int        *code) G_GNUC_WARN_UNUSED_RESULT;
int cs_cli_close_store (CsStore *store);
int cs_cli_close_desk (CsDesk *desk);
void cs_cli_remove_folder (const char *path);

/* Runs the main loop until a signal, the end of @seconds (0: no end), or until @done says so. */
typedef gboolean (*CsCliDone) (gpointer data);
void cs_cli_run (guint     duration_s,
                 CsCliDone done,
                 gpointer  data);

G_END_DECLS
