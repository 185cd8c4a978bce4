/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli.h"

#include "cs-cli-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  char *show;
  char *version;
  char *by;
  char *reason;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->show);
  g_free (options->version);
  g_free (options->by);
  g_free (options->reason);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static CsEntry *
find (CsStore    *store,
      const char *name,
      GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_find_async (store, name, NULL, cs_cli_result_cb, &result);
  return cs_store_find_finish (store, cs_cli_wait (&result), error);
}

static CsEntry *
undo (CsStore       *store,
      const CsEntry *entry,
      const char    *by,
      GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_undo_async (store, entry->id, by, NULL, cs_cli_result_cb, &result);
  return cs_store_undo_finish (store, cs_cli_wait (&result), error);
}

static CsEntry *
decide (CsStore       *store,
        const CsEntry *entry,
        CsVerb         verb,
        const Options *options,
        GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  const char *by = options->by != NULL ? options->by : g_get_user_name ();

  if (verb == CS_VERB_UNDO)
    return undo (store, entry, by, error);
  cs_store_decide_async (store, entry->id, options->version != NULL ? options->version : entry->post->version, verb, by,
                         options->reason, NULL, cs_cli_result_cb, &result);
  return cs_store_decide_finish (store, cs_cli_wait (&result), error);
}

/* What the post's or the journal's own state forbids is a refusal; everything else is a failure. */
static CsCliExit
get_exit (const GError *error)
{
  static const CsStoreError refusals[] = { CS_STORE_ERROR_STALE, CS_STORE_ERROR_NOT_APPROVED, CS_STORE_ERROR_NOTHING };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_error_matches (error, CS_STORE_ERROR, refusals[i]))
      return CS_CLI_REFUSED;
  return CS_CLI_FAILED;
}

static int
run (CsStore       *store,
     const char    *name,
     CsVerb         verb,
     const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsEntry) before = find (store, name, &error);
  g_autoptr (CsEntry) after = NULL;

  if (before == NULL)
    return cs_cli_fail (CS_CLI_FAILED, error);
  after = decide (store, before, verb, options, &error);
  if (after == NULL)
    return cs_cli_fail (get_exit (error), error);
  if (options->json)
    cs_cli_print_entry_json (after);
  else
    g_print ("%" G_GINT64_FORMAT "  %s\n", after->id, cs_state_get_name (after->state));
  return CS_CLI_OK;
}

static gboolean
parse_verb (const char *word,
            CsVerb     *verb)
{
  return cs_verb_from_id (word, verb) && *verb <= CS_VERB_UNDO;
}

/**
 * cs_cli_decide:
 * @argc: how many arguments
 * @argv: "decide", its options, a post, and a verb
 *
 * Decides on a post. When it returns the decision is on disk.
 *
 * Returns: the exit code
 */
int
cs_cli_decide (int    argc,
               char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &options.show, N_("Show file"), "FILE" },
    { "version", 0, 0, G_OPTION_ARG_STRING, &options.version, N_("Refuse when the post is in another version"), "HEX" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, N_("Who decides, for the journal"), "NAME" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_("Why, for the journal"), "TEXT" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print the post as JSON"), NULL },
    { NULL },
  };
  g_autoptr (CsStore) store = NULL;
  CsVerb verb;
  int code = cs_cli_parse (_("Decides on a post of a show."), entries, &argc, &argv);
  int closed;

  if (code != CS_CLI_OK)
    return code;
  if (argc != 3 || !parse_verb (argv[2], &verb)) {
    g_printerr ("coulisses-cli: %s\n", _("Name a post, then approve, reject, hold or undo."));
    return CS_CLI_USAGE;
  }
  store = cs_cli_open_store (options.show, CS_STORE_OPEN, &code);
  if (store == NULL)
    return code;
  code = run (store, argv[1], verb, &options);
  closed = cs_cli_close_store (store);
  return code != CS_CLI_OK ? code : closed;
}
