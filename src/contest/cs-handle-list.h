/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CS_HANDLE_LIST_MAX_BYTES (8 * 1024 * 1024)
#define CS_HANDLE_LIST_MAX_LINES 100000

/**
 * CsHandleLine:
 * @line: its number in the file, from 1
 * @text: what stands there, cut where it is long
 * @id: (nullable): the account it names, or %NULL when it names none; see cs_handle_read()
 * @tickets: its tickets, or 0 when the file tells none
 * @problem: (nullable): why it names none, in a sentence
 *
 * A line of a list of accounts.
 */
typedef struct {
  guint line;
  char *text;
  char *id;
  guint tickets;
  char *problem;
} CsHandleLine;

/* A list of accounts from a spreadsheet: lines of #CsHandleLine, in the order of the file, empty ones left out. */
GPtrArray *cs_handle_list_parse (GBytes  *bytes,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

char *cs_handle_read (const char *text,
                      const char *network,
                      GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
