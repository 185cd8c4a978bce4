/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-draw.h"

#include "cs-cli.h"
#include "cs-seal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * cs_cli_draw_read:
 * @path: a file
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its bytes, or %NULL with @error set
 */
GBytes *
cs_cli_draw_read (const char *path,
                  GError    **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);

  if (file == NULL)
    return NULL;
  if (g_mapped_file_get_length (file) > CS_CLI_DRAW_MAX_BYTES) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _("“%s” is too large for a file of a draw."), path);
    return NULL;
  }
  return g_mapped_file_get_bytes (file);
}

/**
 * cs_cli_draw_read_beside:
 * @certificate: path of a certificate
 * @path: (nullable): a file; without it, what lies beside the certificate under its usual name, if anything does
 * @name: the usual name
 * @bytes: (out) (nullable): its bytes
 * @error: return location
 *
 * Returns: whether nothing failed
 */
gboolean
cs_cli_draw_read_beside (const char *certificate,
                         const char *path,
                         const char *name,
                         GBytes    **bytes,
                         GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (certificate);
  g_autofree char *beside = g_build_filename (folder, name, NULL);

  if (path == NULL && !g_file_test (beside, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  *bytes = cs_cli_draw_read (path != NULL ? path : beside, error);
  return *bytes != NULL;
}

/**
 * cs_cli_draw_read_prize:
 * @told: "NAME", or "2*NAME" for what is won twice
 * @name: (out) (transfer full): what is won
 * @count: (out): how many times
 *
 * Returns: whether it is one
 */
gboolean
cs_cli_draw_read_prize (const char *told,
                        char      **name,
                        guint      *count)
{
  char *end;
  guint64 n = g_ascii_strtoull (told, &end, 10);
  gboolean many = end != told && *end == '*';

  if (many && (n < 1 || n > CS_SEAL_MAX_WINNERS))
    return FALSE;
  *count = many ? (guint) n : 1;
  *name = g_strdup (many ? end + 1 : told);
  return (*name)[0] != '\0';
}

/**
 * cs_cli_draw_add:
 * @builder: inside an object
 * @member: a name
 * @text: (nullable): its value; %NULL writes null
 */
void
cs_cli_draw_add (JsonBuilder *builder,
                 const char  *member,
                 const char  *text)
{
  json_builder_set_member_name (builder, member);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

/**
 * cs_cli_draw_add_number:
 * @builder: inside an object
 * @member: a name
 * @number: its value
 */
void
cs_cli_draw_add_number (JsonBuilder *builder,
                        const char  *member,
                        guint64      number)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, (gint64) number);
}

/**
 * cs_cli_draw_print:
 * @builder: holds a whole document
 *
 * Prints it on standard output.
 */
void
cs_cli_draw_print (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  g_print ("%s\n", text);
}

/**
 * cs_cli_draw:
 * @argc: how many arguments
 * @argv: the arguments, the command's name first
 *
 * Ranks a sealed list, verifies a certificate, or writes the record of a draw.
 *
 * Returns: a #CsCliExit
 */
int
cs_cli_draw (int    argc,
             char **argv)
{
  if (argc >= 2 && strcmp (argv[1], "rank") == 0)
    return cs_cli_draw_rank (argc - 1, argv + 1);
  if (argc >= 2 && strcmp (argv[1], "verify") == 0)
    return cs_cli_draw_verify (argc - 1, argv + 1);
  if (argc >= 2 && strcmp (argv[1], "record") == 0)
    return cs_cli_draw_record (argc - 1, argv + 1);
  if (argc >= 2 && strcmp (argv[1], "clue") == 0)
    return cs_cli_draw_clue (argc - 1, argv + 1);
  if (argc >= 2 && strcmp (argv[1], "stamp") == 0)
    return cs_cli_draw_stamp (argc - 1, argv + 1);
  if (argc >= 2 && strcmp (argv[1], "id") == 0)
    return cs_cli_draw_id (argc - 1, argv + 1);
  g_printerr ("%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n", _("Usage: coulisses-cli draw rank --seal FILE --list FILE (--signature HEX | --dice TEXT --nonce HEX) [--json]"),
              _("       coulisses-cli draw verify CERTIFICATE [--list FILE] [--seal-digest HEX] [--signature HEX] [--json]"),
              _("       coulisses-cli draw record --certificate FILE --output DIR [--lang fr|en] [--prize [N*]NAME ...]"),
              _("       coulisses-cli draw stamp --seal FILE --authority URL [--ca FILE] [--output FILE] [--json]"),
              _("       coulisses-cli draw clue seal --show FILE --contest NAME --answers FILE --rules FILE --start UTC --end UTC ..."),
              _("       coulisses-cli draw clue close --show FILE --contest NAME --output DIR [--lang fr|en]"),
              _("       coulisses-cli draw clue decline --show FILE --contest NAME --rank N [--code CODE] [--disqualify]"),
              _("       coulisses-cli draw clue void --show FILE --contest NAME --reason TEXT"),
              _("       coulisses-cli draw clue rehearse --show FILE --contest NAME --answers FILE ... --output DIR"),
              _("       coulisses-cli draw id NETWORK HANDLE... [--hex] [--json]"));
  return CS_CLI_USAGE;
}
