/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"

G_BEGIN_DECLS

/**
 * CsCliSource:
 * @network: (nullable): "mastodon" or "bluesky"
 * @server: (nullable): the Mastodon server, or the Jetstream
 * @appview: (nullable): the Bluesky AppView
 * @tags: (nullable) (array zero-terminated=1): hashtags to follow
 * @all: (nullable) (array zero-terminated=1): hashtags that must be there too
 * @none: (nullable) (array zero-terminated=1): hashtags that must not
 * @token_file: (nullable): holds the access token
 *
 * A source as the command line names it.
 */
typedef struct {
  char *network;
  char *server;
  char *appview;
  char **tags;
  char **all;
  char **none;
  char *token_file;
} CsCliSource;

#define CS_CLI_SOURCE_ENTRIES(self)                                                                                  \
  { "source", 0, 0, G_OPTION_ARG_STRING, &(self)->network, N_("mastodon or bluesky"), "NETWORK" },                   \
  { "server", 0, 0, G_OPTION_ARG_STRING, &(self)->server, N_("Mastodon server, or Jetstream"), "URL" },              \
  { "appview", 0, 0, G_OPTION_ARG_STRING, &(self)->appview, N_("Bluesky AppView that completes posts"), "URL" },     \
  { "tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(self)->tags, N_("Hashtag to follow; may be repeated"), "TAG" },        \
  { "all", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(self)->all, N_("Hashtag that must be there too"), "TAG" },             \
  { "none", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(self)->none, N_("Hashtag that must not be there"), "TAG" },           \
  { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &(self)->token_file, N_("File that holds the access token"), "FILE" }

void cs_cli_source_clear (CsCliSource *self);
CsSource *cs_cli_source_add (CsCliSource *self,
                             CsDesk      *desk,
                             int         *code);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CsCliSource, cs_cli_source_clear)

G_END_DECLS
