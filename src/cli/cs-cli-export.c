/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli.h"

#include "cs-csv.h"
#include "cs-entry-json.h"
#include "cs-walk.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  FILE *file;
  gboolean csv;
  gboolean failed;
} Export;

static char *
make_csv (const CsEntry *entry)
{
  const CsPost *post = entry->post;
  GString *line = g_string_new (NULL);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, entry->id);
  g_autofree char *tags = g_strjoinv (" ", post->tags);

  cs_csv_add (line, id);
  cs_csv_add (line, cs_network_to_id (post->network));
  cs_csv_add (line, entry->withdrawn_us != 0 ? "withdrawn" : cs_state_to_id (entry->state));
  cs_csv_add_time (line, post->created_us);
  cs_csv_add_time (line, post->received_us);
  cs_csv_add (line, post->name);
  cs_csv_add (line, post->handle);
  cs_csv_add (line, post->text);
  cs_csv_add (line, tags);
  cs_csv_add (line, post->web_url);
  cs_csv_add (line, entry->decided_by);
  cs_csv_add_time (line, entry->decided_us);
  cs_csv_add_time (line, entry->aired_us);
  g_string_append (line, "\r\n");
  return g_string_free (line, FALSE);
}

static char *
make_json (const CsEntry *entry)
{
  g_autoptr (JsonNode) node = cs_entry_to_json (entry);
  g_autofree char *text = json_to_string (node, FALSE);

  return g_strconcat (text, "\n", NULL);
}

static gboolean
write_cb (const CsEntry *entry,
          gpointer       data)
{
  Export *export = data;
  g_autofree char *line = export->csv ? make_csv (entry) : make_json (entry);

  export->failed = fputs (line, export->file) == EOF;
  return !export->failed;
}

static int
fail_writing (int saved_errno)
{
  g_printerr ("coulisses-cli: ");
  g_printerr (_("The export could not be written: %s"), g_strerror (saved_errno));
  g_printerr ("\n");
  return CS_CLI_FAILED;
}

static int
run (CsStore *store,
     Export  *export)
{
  const CsPostQuery query = { .order = CS_POST_ORDER_OLDEST, .with_withdrawn = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (export->csv)
    fputs ("id,network,state,created,received,name,handle,text,tags,url,decided_by,decided,aired\r\n", export->file);
  cs_store_walk_async (store, &query, write_cb, export, NULL, cs_cli_result_cb, &result);
  if (!cs_store_walk_finish (store, cs_cli_wait (&result), &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  if (export->failed || fflush (export->file) != 0)
    return fail_writing (errno);
  return CS_CLI_OK;
}

/* Beside the target and then in its place: an export that fails leaves an older one alone. */
static int
run_into (CsStore    *store,
          const char *path,
          gboolean    csv)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  Export export = { g_fopen (part, "w"), csv, FALSE };
  int code;

  if (export.file == NULL)
    return fail_writing (errno);
  code = run (store, &export);
  if (fclose (export.file) != 0 && code == CS_CLI_OK)
    code = fail_writing (errno);
  if (code == CS_CLI_OK && g_rename (part, path) != 0)
    code = fail_writing (errno);
  if (code != CS_CLI_OK)
    g_unlink (part);
  return code;
}

/**
 * cs_cli_export:
 * @argc: how many arguments
 * @argv: "export" and its options
 *
 * Writes all posts of a show, oldest first.
 *
 * Returns: the exit code
 */
int
cs_cli_export (int    argc,
               char **argv)
{
  g_autofree char *show = NULL;
  g_autofree char *format = NULL;
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &show, N_("Show file"), "FILE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_("ndjson or csv"), "FORMAT" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("File to write instead of standard output"), "FILE" },
    { NULL },
  };
  g_autoptr (CsStore) store = NULL;
  int code = cs_cli_parse (_("Writes all posts of a show, the oldest first."), entries, &argc, &argv);
  int closed;
  gboolean csv;

  if (code != CS_CLI_OK)
    return code;
  csv = g_strcmp0 (format, "csv") == 0;
  if (argc != 1 || (!csv && g_strcmp0 (format, "ndjson") != 0)) {
    g_printerr ("coulisses-cli: %s\n", _("Name the format with --format ndjson or --format csv."));
    return CS_CLI_USAGE;
  }
  store = cs_cli_open_store (show, CS_STORE_READ, &code);
  if (store == NULL)
    return code;
  if (output != NULL) {
    code = run_into (store, output, csv);
  } else {
    Export export = { stdout, csv, FALSE };

    code = run (store, &export);
  }
  closed = cs_cli_close_store (store);
  return code != CS_CLI_OK ? code : closed;
}
