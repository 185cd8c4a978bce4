/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-draw.h"

#include "cs-beacon-check.h"
#include "cs-cli.h"
#include "cs-draw-error.h"
#include "cs-record-files.h"
#include "cs-verdict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  char *path;
  char *output;
  char *language;
  char *list_path;
  char *rules_path;
  char *activity_path;
  GStrv prizes;
  CsRecordDetails *details;
  CsVerifyMaterial material;
  GBytes *certificate;
} Record;

static void
record_clear (Record *record)
{
  g_free (record->path);
  g_free (record->output);
  g_free (record->language);
  g_free (record->list_path);
  g_free (record->rules_path);
  g_free (record->activity_path);
  g_strfreev (record->prizes);
  cs_record_details_free (record->details);
  g_clear_pointer (&record->material.list, g_bytes_unref);
  g_clear_pointer (&record->material.rules, g_bytes_unref);
  g_clear_pointer (&record->material.activity, g_bytes_unref);
  g_clear_pointer (&record->certificate, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Record, record_clear)

static int
usage (const char *sentence)
{
  g_printerr ("coulisses-cli: %s\n", sentence);
  return CS_CLI_USAGE;
}

static gboolean
add_prize (CsRecordDetails *details,
           const char      *told)
{
  g_autofree char *name = NULL;
  guint count;

  if (!cs_cli_draw_read_prize (told, &name, &count))
    return FALSE;
  cs_record_details_add_prize (details, name, count);
  return TRUE;
}

static int
check_arguments (Record *record,
                 int     argc)
{
  CsRecordDetails *details = record->details;

  if (argc != 1 || record->path == NULL || record->output == NULL)
    return usage (_("Name --certificate and --output."));
  if (record->language != NULL && strcmp (record->language, "fr") != 0 && strcmp (record->language, "en") != 0)
    return usage (_("--lang is fr or en."));
  for (char **prize = record->prizes; prize != NULL && *prize != NULL; prize++)
    if (!add_prize (details, *prize))
      return usage (_("A prize is NAME, or N*NAME when it is won N times."));
  if (details->present == NULL)
    details->present = g_new0 (char *, 1);
  if (details->remarks == NULL)
    details->remarks = g_new0 (char *, 1);
  return CS_CLI_OK;
}

static int
parse (Record *record,
       int     argc,
       char  **argv)
{
  CsRecordDetails *details = record->details;
  int threshold = 0, top = 0, code;
  const GOptionEntry entries[] = {
    { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &record->path, N_("The certificate"), "FILE" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &record->output, N_("The folder to make"), "DIR" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &record->language, N_("fr or en; both when it is not named"), "LANG" },
    { "list", 0, 0, G_OPTION_ARG_FILENAME, &record->list_path, N_("The list; otherwise list.txt beside the certificate"), "FILE" },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME, &record->rules_path, N_("The rules; otherwise rules.txt beside the certificate"), "FILE" },
    { "activity", 0, 0, G_OPTION_ARG_FILENAME, &record->activity_path, N_("The activity file; otherwise activity.txt beside the certificate"), "FILE" },
    { "threshold", 0, 0, G_OPTION_ARG_INT, &threshold, N_("The rules’ threshold, to check who was in"), "N" },
    { "top", 0, 0, G_OPTION_ARG_INT, &top, N_("The rules’ top N, ties included"), "N" },
    { "prize", 0, 0, G_OPTION_ARG_STRING_ARRAY, &record->prizes, N_("A prize, in the order of the rules; may be repeated"), "[N*]NAME" },
    { "place", 0, 0, G_OPTION_ARG_STRING, &details->place, N_("Where it was"), "TEXT" },
    { "present", 0, 0, G_OPTION_ARG_STRING_ARRAY, &details->present, N_("A person present, with capacity; may be repeated"), "TEXT" },
    { "remark", 0, 0, G_OPTION_ARG_STRING_ARRAY, &details->remarks, N_("An anomaly or intervention; may be repeated"), "TEXT" },
    { "deposit", 0, 0, G_OPTION_ARG_STRING, &details->deposit, N_("Who has the rules"), "TEXT" },
    { "address", 0, 0, G_OPTION_ARG_STRING, &details->address, N_("Where certificate and verifier are published"), "URL" },
    { "contact", 0, 0, G_OPTION_ARG_STRING, &details->contact, N_("Whom winners answer"), "TEXT" },
    { "deadline", 0, 0, G_OPTION_ARG_STRING, &details->deadline, N_("Until when winners answer"), "TEXT" },
    { "tag", 0, 0, G_OPTION_ARG_STRING, &details->tag, N_("Hashtag for posts, without the sign"), "TAG" },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &details->zone, N_("Local time, for example Europe/Paris; otherwise this machine’s"), "ZONE" },
    { NULL },
  };

  g_clear_pointer (&details->present, g_strfreev);
  g_clear_pointer (&details->remarks, g_strfreev);
  code = cs_cli_parse (_("Writes the printed record of a draw and everything that is handed out with it."), entries, &argc, &argv);
  if (code == CS_CLI_OK && (threshold < 0 || top < 0))
    return usage (_("--threshold and --top are numbers from 1."));
  record->material.threshold = details->threshold = (guint) MAX (threshold, 0);
  record->material.top = details->top = (guint) MAX (top, 0);
  return code == CS_CLI_OK ? check_arguments (record, argc) : code;
}

static gboolean
read_all (Record  *record,
          GError **error)
{
  CsVerifyMaterial *material = &record->material;

  record->certificate = cs_cli_draw_read (record->path, error);
  return record->certificate != NULL &&
         cs_cli_draw_read_beside (record->path, record->list_path, "list.txt", &material->list, error) &&
         cs_cli_draw_read_beside (record->path, record->rules_path, "rules.txt", &material->rules, error) &&
         cs_cli_draw_read_beside (record->path, record->activity_path, "activity.txt", &material->activity, error);
}

/* The record tells the level that is reached here; what the certificate says of itself is only its word. */
static gboolean
look_at_beacon (CsVerification *draw,
                GError        **error)
{
  CsCertificate *certificate = draw->certificate;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *method = NULL;
  gboolean genuine;

  if (draw->seal->round == 0)
    return TRUE;
  cs_beacon_check_async (draw->seal->round, certificate->signature, NULL, NULL, cs_cli_result_cb, &result);
  if (!cs_beacon_check_finish (cs_cli_wait (&result), &genuine, &method, NULL)) {
    certificate->level = cs_relays_count_independent (certificate->relays) >= 2 ? MIN (certificate->level, CS_BEACON_TWO_RELAYS)
                                                                                : CS_BEACON_UNCONFIRMED;
    return TRUE;
  }
  if (!genuine)
    return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE, _("The signature is not that of the round: there is nothing to make a record of."));
  certificate->level = CS_BEACON_VERIFIED;
  g_free (certificate->method);
  certificate->method = g_steal_pointer (&method);
  return TRUE;
}

static gboolean
write_record (Record  *record,
              GError **error)
{
  const char *const both[] = { "fr", "en", NULL };
  const char *const one[] = { record->language, NULL };
  g_autoptr (CsVerification) draw =
    cs_verify_certificate (g_bytes_get_data (record->certificate, NULL), g_bytes_get_size (record->certificate), &record->material, error);
  g_autoptr (CsRecord) made = NULL;
  g_autoptr (GPtrArray) files = NULL;

  if (draw == NULL || !look_at_beacon (draw, error))
    return FALSE;
  made = cs_record_new (g_steal_pointer (&draw), FALSE, record->certificate, record->material.rules, record->material.activity,
                        record->details, error);
  files = made != NULL ? cs_record_make_files (made, record->language != NULL ? one : both, error) : NULL;
  return files != NULL && cs_record_files_write (files, record->output, error);
}

/**
 * cs_cli_draw_record:
 * @argc: how many arguments
 * @argv: the arguments, the command's name first
 *
 * Returns: %CS_CLI_OK when the computation is exact and the whole record was written
 */
int
cs_cli_draw_record (int    argc,
                    char **argv)
{
  g_auto (Record) record = { .details = cs_record_details_new () };
  g_autoptr (GError) error = NULL;
  int code = parse (&record, argc, argv);

  if (code != CS_CLI_OK)
    return code;
  if (!read_all (&record, &error) || !write_record (&record, &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  g_print ("%s\n", record.output);
  return CS_CLI_OK;
}
