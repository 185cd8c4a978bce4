/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"
#include "cs-page-follower.h"

G_BEGIN_DECLS

/**
 * CsCliLivePage:
 * @port: where to serve the page; -1 for none
 * @address: (nullable): in which network
 * @overlay: where to serve the overlay of the show; -1 for nowhere
 * @show: (nullable): the show file that comments and the log go into
 * @title: (nullable): what the broadcast is called
 * @no_comments: whether nobody may comment
 * @desk: (nullable): the open show
 * @page: (nullable): while it is on
 * @follower: (nullable): keeps the page where this machine is
 * @log: (nullable): of the show
 *
 * The page for those near by, on the command line.
 */
typedef struct {
  int port;
  int overlay;
  char *address;
  char *show;
  char *title;
  gboolean no_comments;
  CsDesk *desk;
  CsLivePage *page;
  CsPageFollower *follower;
  CsLiveLog *log;
} CsCliLivePage;

#define CS_CLI_LIVE_PAGE_ENTRIES(page)                                                                                \
  { "page", 0, 0, G_OPTION_ARG_INT, &(page)->port, N_("Show it to those near by; port 8481 unless another is named"), \
    N_("[PORT]") },                                                                                                  \
  { "page-address", 0, 0, G_OPTION_ARG_STRING, &(page)->address, N_("In which network: this machine’s address there"), \
    N_("ADDRESS") },                                                                                                 \
  { "show", 0, 0, G_OPTION_ARG_FILENAME, &(page)->show, N_("Show file for comments and the log"), "FILE" },           \
  { "overlay", 0, 0, G_OPTION_ARG_INT, &(page)->overlay, N_("Serve the show’s overlay besides; 0 takes a free port"),  \
    "PORT" },                                                                                                        \
  { "title", 0, 0, G_OPTION_ARG_STRING, &(page)->title, N_("What the broadcast is called"), N_("TITLE") },            \
  { "no-comments", 0, 0, G_OPTION_ARG_NONE, &(page)->no_comments, N_("Nobody may comment on the page"), NULL }

GStrv cs_cli_live_page_complete (int    argc,
                                 char **argv) G_GNUC_WARN_UNUSED_RESULT;
int cs_cli_live_page_begin (CsCliLivePage *self,
                            CsCapture     *capture,
                            CsBroadcast   *broadcast);
void cs_cli_live_page_ended (CsCliLivePage *self,
                             const char    *replay,
                             const GError  *error);
int cs_cli_live_page_end (CsCliLivePage *self);
void cs_cli_live_page_clear (CsCliLivePage *self);

G_END_DECLS
