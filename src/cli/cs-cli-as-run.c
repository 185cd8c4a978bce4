/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli.h"

#include "cs-as-run.h"
#include "cs-cli-log.h"
#include "cs-csv.h"
#include "cs-network.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#define PAGE_LINES 200

typedef void (*PrintLine) (const CsAired *line);

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  if (value != 0)
    json_builder_add_int_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
print_json (const CsAired *line)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  add_int (builder, "id", line->id);
  add_int (builder, "post_id", line->post_id);
  add_string (builder, "network", cs_network_to_id (line->network));
  add_string (builder, "name", line->name);
  add_string (builder, "handle", line->handle);
  add_string (builder, "text", line->text);
  add_string (builder, "version", line->version);
  add_int (builder, "from_us", line->from_us);
  add_int (builder, "to_us", line->to_us);
  add_string (builder, "how", line->how);
  add_string (builder, "by", line->by);
  add_string (builder, "session", line->slot);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  text = json_to_string (node, FALSE);
  g_print ("%s\n", text);
}

static void
print_csv (const CsAired *line)
{
  g_autoptr (GString) row = g_string_new (NULL);

  cs_csv_add_time (row, line->from_us);
  cs_csv_add_time (row, line->to_us);
  cs_csv_add (row, line->how);
  cs_csv_add (row, line->slot);
  cs_csv_add (row, cs_network_to_id (line->network));
  cs_csv_add (row, line->name);
  cs_csv_add (row, line->handle);
  cs_csv_add (row, line->text);
  cs_csv_add (row, line->by);
  cs_csv_add (row, line->version);
  g_print ("%s\r\n", row->str);
}

static void
print_text (const CsAired *line)
{
  g_autofree char *from = cs_cli_format_time (line->from_us, "%H:%M:%S");
  g_autofree char *to = cs_cli_format_time (line->to_us, "%H:%M:%S");
  g_auto (GStrv) lines = g_strsplit_set (line->text, "\n\t\r", -1);
  g_autofree char *text = g_strjoinv (" ", lines);

  g_print ("%s\t%s\t%s\t%s\t@%s\t%s\n", from, to, line->how != NULL ? line->how : "", line->slot != NULL ? line->slot : "",
           line->handle, text);
}

static int
print_all (CsStore  *store,
           CsCliForm form)
{
  static const PrintLine prints[] = { [CS_CLI_TEXT] = print_text, [CS_CLI_JSON] = print_json, [CS_CLI_CSV] = print_csv };
  gint64 after_id = 0;
  guint n_lines;

  if (form == CS_CLI_CSV)
    g_print ("from,to,how,session,network,name,handle,text,by,version\r\n");
  do {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) lines = NULL;

    cs_store_read_as_run_async (store, after_id, PAGE_LINES, NULL, cs_cli_result_cb, &result);
    lines = cs_store_read_as_run_finish (store, cs_cli_wait (&result), &error);
    if (lines == NULL)
      return cs_cli_fail (CS_CLI_FAILED, error);
    for (guint i = 0; i < lines->len; i++)
      prints[form](lines->pdata[i]);
    n_lines = lines->len;
    if (n_lines > 0)
      after_id = ((CsAired *) lines->pdata[n_lines - 1])->id;
  } while (n_lines == PAGE_LINES);
  return CS_CLI_OK;
}

/**
 * cs_cli_as_run:
 * @argc: how many arguments
 * @argv: "as-run" and its options
 *
 * Prints what went on air, from when to when, in the versions that viewers saw; the oldest first.
 *
 * Returns: the exit code
 */
int
cs_cli_as_run (int    argc,
               char **argv)
{
  return cs_cli_log (argc, argv, _("Prints what went on air, the oldest first."),
                     N_("Print each airing as a line of JSON"), print_all);
}
