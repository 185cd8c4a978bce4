/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli.h"

#include "cs-broadcast-log.h"
#include "cs-cli-log.h"
#include "cs-csv.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

typedef void (*PrintRecord) (CsBroadcastRecord *record);

static const char *
get_state (CsBroadcastRecord *record)
{
  return record->ended_us == 0 ? "on" : record->broken ? "broken" : "ended";
}

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

static JsonArray *
describe_legs (CsBroadcastRecord *record)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < record->legs->len; i++) {
    const CsBroadcastLeg *leg = record->legs->pdata[i];
    JsonObject *object = json_object_new ();

    set_text (object, "name", leg->name);
    json_object_set_int_member (object, "pictures", leg->n_pictures);
    json_object_set_int_member (object, "dropped", leg->n_dropped);
    json_object_set_int_member (object, "connects", leg->n_connects);
    set_text (object, "trouble", leg->trouble);
    json_array_add_object_element (array, object);
  }
  return array;
}

static void
set_figure (JsonObject        *object,
            CsBroadcastRecord *record,
            const char        *member,
            gint64             value)
{
  if (record->page)
    json_object_set_int_member (object, member, value);
  else
    json_object_set_null_member (object, member);
}

static void
print_json (CsBroadcastRecord *record)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *text = NULL;

  json_node_take_object (root, object);
  json_object_set_int_member (object, "id", record->id);
  set_text (object, "state", get_state (record));
  set_text (object, "title", record->title);
  set_text (object, "account", record->account);
  json_object_set_int_member (object, "began_us", record->began_us);
  json_object_set_int_member (object, "ended_us", record->ended_us);
  json_object_set_array_member (object, "destinations", describe_legs (record));
  json_object_set_int_member (object, "dropped", cs_broadcast_record_count_dropped (record));
  set_figure (object, record, "peak_viewers", record->peak_viewers);
  if (record->page)
    json_object_set_double_member (object, "mean_viewers", record->mean_viewers);
  else
    json_object_set_null_member (object, "mean_viewers");
  set_figure (object, record, "hearts", record->n_hearts);
  set_figure (object, record, "comments", record->n_comments);
  set_figure (object, record, "peak_comments_per_minute", record->peak_comments);
  set_text (object, "replay", record->replay);
  set_text (object, "trouble", record->trouble);
  text = json_to_string (root, FALSE);
  g_print ("%s\n", text);
}

static char *
join_legs (CsBroadcastRecord *record)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < record->legs->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((CsBroadcastLeg *) record->legs->pdata[i])->name);
  if (record->page)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", _("our page"));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
add_figure (GString *row,
            gboolean known,
            guint64  value)
{
  g_autofree char *text = known ? g_strdup_printf ("%" G_GUINT64_FORMAT, value) : g_strdup ("");

  cs_csv_add (row, text);
}

static void
print_csv (CsBroadcastRecord *record)
{
  g_autoptr (GString) row = g_string_new (NULL);
  g_autofree char *legs = join_legs (record);
  char mean[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (record->page)
    g_ascii_formatd (mean, sizeof mean, "%.1f", record->mean_viewers);
  cs_csv_add_time (row, record->began_us);
  cs_csv_add_time (row, record->ended_us);
  cs_csv_add (row, get_state (record));
  cs_csv_add (row, record->title);
  cs_csv_add (row, record->account);
  cs_csv_add (row, legs);
  add_figure (row, TRUE, cs_broadcast_record_count_dropped (record));
  add_figure (row, record->page, record->peak_viewers);
  cs_csv_add (row, mean);
  add_figure (row, record->page, record->n_hearts);
  add_figure (row, record->page, record->n_comments);
  cs_csv_add (row, record->replay);
  cs_csv_add (row, record->trouble);
  g_print ("%s\r\n", row->str);
}

static void
print_text (CsBroadcastRecord *record)
{
  g_autofree char *began = cs_cli_format_time (record->began_us, "%Y-%m-%d %H:%M:%S");
  g_autofree char *ended = cs_cli_format_time (record->ended_us, "%H:%M:%S");
  g_autofree char *legs = join_legs (record);

  g_print ("%s\t%s\t%s\t%s\t%s\t%s\n", began, ended, get_state (record), record->title, legs,
           record->replay != NULL ? record->replay : "");
}

static int
print_all (CsStore  *store,
           CsCliForm form)
{
  static const PrintRecord prints[] = { [CS_CLI_TEXT] = print_text, [CS_CLI_JSON] = print_json, [CS_CLI_CSV] = print_csv };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (form == CS_CLI_CSV)
    g_print ("began,ended,state,title,account,destinations,dropped,peak viewers,mean viewers,hearts,comments,replay,trouble\r\n");
  cs_store_read_broadcasts_async (store, NULL, cs_cli_result_cb, &result);
  records = cs_store_read_broadcasts_finish (store, cs_cli_wait (&result), &error);
  if (records == NULL)
    return cs_cli_fail (CS_CLI_FAILED, error);
  for (guint i = 0; i < records->len; i++)
    prints[form](records->pdata[i]);
  return CS_CLI_OK;
}

/**
 * cs_cli_broadcasts:
 * @argc: how many arguments
 * @argv: "broadcasts" and its options
 *
 * Prints the log of a show's broadcasts, the newest first.
 *
 * Returns: the exit code
 */
int
cs_cli_broadcasts (int    argc,
                   char **argv)
{
  return cs_cli_log (argc, argv, _("Prints the log of a show’s broadcasts, the newest first."),
                     N_("Print each broadcast as a line of JSON"), print_all);
}
