/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-draw.h"

#include "cs-cli.h"
#include "cs-draw-files.h"
#include "cs-draw-text.h"
#include "cs-time-stamper.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  char *seal_path;
  char *digest;
  char *url;
  char *authorities_path;
  char *output;
  gboolean json;
} Stamp;

static void
stamp_clear (Stamp *stamp)
{
  g_free (stamp->seal_path);
  g_free (stamp->digest);
  g_free (stamp->url);
  g_free (stamp->authorities_path);
  g_free (stamp->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stamp, stamp_clear)

static int
parse (Stamp *stamp,
       int    argc,
       char **argv)
{
  const GOptionEntry entries[] = {
    { "seal", 0, 0, G_OPTION_ARG_FILENAME, &stamp->seal_path, N_("The seal"), "FILE" },
    { "authority", 0, 0, G_OPTION_ARG_STRING, &stamp->url, N_("Address of the time-stamping authority"), "URL" },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &stamp->authorities_path, N_("Certificates that the stamp has to come from, PEM"), "FILE" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &stamp->output, N_("Where the stamp goes; otherwise seal.tsr beside the seal"), "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &stamp->json, N_("Print JSON"), NULL },
    { NULL },
  };
  int code = cs_cli_parse (_("Has the fingerprint of a seal time-stamped by a third party (RFC 3161)."), entries, &argc, &argv);

  if (code != CS_CLI_OK || (argc == 1 && stamp->seal_path != NULL && stamp->url != NULL))
    return code;
  g_printerr ("coulisses-cli: %s\n", _("Name --seal and --authority."));
  return CS_CLI_USAGE;
}

static gboolean
read_digest (Stamp   *stamp,
             GError **error)
{
  g_autoptr (GBytes) bytes = cs_cli_draw_read (stamp->seal_path, error);
  CsHex digest;

  if (bytes == NULL)
    return FALSE;
  cs_digest_of_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), digest);
  stamp->digest = g_strdup (digest);
  return TRUE;
}

static gboolean
write_response (const Stamp *stamp,
                GBytes      *response,
                GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (stamp->output != NULL ? stamp->output : stamp->seal_path);
  g_autofree char *name = stamp->output != NULL ? g_path_get_basename (stamp->output) : g_strdup ("seal.tsr");

  return cs_draw_file_write (folder, name, response, error);
}

static void
print (const Stamp   *stamp,
       const CsStamp *given)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *time = cs_draw_write_time (given->time_s);

  if (!stamp->json) {
    g_print (_("Stamped at %s by %s\n"), time, given->authority);
    g_print ("%s\n", given->trust == CS_STAMP_TRUSTED ? _("The authority is the one that was named.")
                                                      : _("Whether the authority is who it says was not checked: name its certificate with --ca."));
    return;
  }
  json_builder_begin_object (builder);
  cs_cli_draw_add (builder, "seal_sha256", stamp->digest);
  cs_cli_draw_add (builder, "utc", time);
  cs_cli_draw_add (builder, "authority", given->authority);
  cs_cli_draw_add (builder, "serial", given->serial);
  cs_cli_draw_add (builder, "trust", given->trust == CS_STAMP_TRUSTED ? "trusted" : "signed");
  json_builder_end_object (builder);
  cs_cli_draw_print (builder);
}

/**
 * cs_cli_draw_stamp:
 * @argc: how many arguments
 * @argv: the arguments, the command's name first
 *
 * Returns: %CS_CLI_OK when there is a time stamp of the seal on disk
 */
int
cs_cli_draw_stamp (int    argc,
                   char **argv)
{
  g_auto (Stamp) stamp = { 0 };
  g_autoptr (CsStamp) given = NULL;
  g_autoptr (GBytes) authorities = NULL;
  g_autoptr (GBytes) response = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int code = parse (&stamp, argc, argv);

  if (code != CS_CLI_OK)
    return code;
  if (!read_digest (&stamp, &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  if (stamp.authorities_path != NULL && (authorities = cs_cli_draw_read (stamp.authorities_path, &error)) == NULL)
    return cs_cli_fail (CS_CLI_FAILED, error);
  cs_time_stamp_async (stamp.url, stamp.digest, authorities, NULL, cs_cli_result_cb, &result);
  given = cs_time_stamp_finish (cs_cli_wait (&result), &response, &error);
  if (given == NULL || !write_response (&stamp, response, &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  print (&stamp, given);
  return CS_CLI_OK;
}
