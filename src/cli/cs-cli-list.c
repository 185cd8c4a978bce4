/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli.h"

#include "cs-cli-json.h"
#include "cs-walk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  gboolean json;
  gboolean only_withdrawn;
} Listing;

static const char *
get_state_name (const CsEntry *entry)
{
  return entry->withdrawn_us != 0 ? _("Withdrawn") : cs_state_get_name (entry->state);
}

/* One line a post, whatever lines its text has. */
static char *
make_line (const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\n\t\r", -1);

  return g_strjoinv (" ", lines);
}

static gboolean
print_cb (const CsEntry *entry,
          gpointer       data)
{
  const Listing *listing = data;
  g_autofree char *text = NULL;

  if (listing->only_withdrawn && entry->withdrawn_us == 0)
    return TRUE;
  if (listing->json) {
    cs_cli_print_entry_json (entry);
    return TRUE;
  }
  text = make_line (entry->post->text);
  g_print ("%" G_GINT64_FORMAT "\t%s\t%s\t@%s\t%s\n", entry->id, get_state_name (entry),
           cs_network_to_id (entry->post->network), entry->post->handle, text);
  return TRUE;
}

static int
run (CsStore           *store,
     const CsPostQuery *query,
     Listing           *listing)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_walk_async (store, query, print_cb, listing, NULL, cs_cli_result_cb, &result);
  if (!cs_store_walk_finish (store, cs_cli_wait (&result), &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  return CS_CLI_OK;
}

/* "withdrawn" is no state of triage, but a person asks for it in the same breath. */
static gboolean
parse_state (const char  *word,
             CsPostQuery *query,
             Listing     *listing)
{
  CsState state;

  query->with_withdrawn = word == NULL;
  if (word == NULL)
    return TRUE;
  if (strcmp (word, "withdrawn") == 0) {
    query->with_withdrawn = listing->only_withdrawn = TRUE;
    return TRUE;
  }
  if (!cs_state_from_id (word, &state))
    return FALSE;
  query->states = 1u << state;
  return TRUE;
}

/**
 * cs_cli_list:
 * @argc: how many arguments
 * @argv: "list" and its options
 *
 * Lists posts, the newest first.
 *
 * Returns: the exit code
 */
int
cs_cli_list (int    argc,
             char **argv)
{
  g_autofree char *show = NULL;
  g_autofree char *state = NULL;
  g_autofree char *search = NULL;
  CsPostQuery query = { .order = CS_POST_ORDER_NEWEST };
  Listing listing = { FALSE, FALSE };
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &show, N_("Show file"), "FILE" },
    { "state", 0, 0, G_OPTION_ARG_STRING, &state, N_("incoming, approved, rejected, held or withdrawn"), "S" },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, N_("Only posts with these words"), "WORDS" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &listing.json, N_("Print each post as a line of JSON"), NULL },
    { NULL },
  };
  g_autoptr (CsStore) store = NULL;
  int code = cs_cli_parse (_("Lists the posts of a show, the newest first."), entries, &argc, &argv);
  int closed;

  if (code != CS_CLI_OK)
    return code;
  if (argc != 1 || !parse_state (state, &query, &listing)) {
    g_printerr ("coulisses-cli: %s\n", _("A state is incoming, approved, rejected, held or withdrawn."));
    return CS_CLI_USAGE;
  }
  query.search = search;
  store = cs_cli_open_store (show, CS_STORE_READ, &code);
  if (store == NULL)
    return code;
  code = run (store, &query, &listing);
  closed = cs_cli_close_store (store);
  return code != CS_CLI_OK ? code : closed;
}
