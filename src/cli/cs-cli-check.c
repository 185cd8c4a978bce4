/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli.h"

#include "cs-ballast.h"
#include "cs-store-check.h"

#include <glib/gi18n-lib.h>

static CsCheckReport *
look (CsStore *store,
      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_check_async (store, NULL, cs_cli_result_cb, &result);
  return cs_store_check_finish (store, cs_cli_wait (&result), error);
}

static gboolean
copy (CsStore    *store,
      const char *path,
      GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_copy_async (store, path, NULL, cs_cli_result_cb, &result);
  return cs_store_copy_finish (store, cs_cli_wait (&result), error);
}

static int
say (const CsCheckReport *report)
{
  for (guint i = 0; report->problems[i] != NULL; i++)
    g_printerr ("coulisses-cli: %s\n", report->problems[i]);
  g_print (_("%lld posts, %lld rows in the journal, %lld airings"), (long long) report->posts,
           (long long) report->decisions, (long long) report->airings);
  g_print ("\n");
  if (report->problems[0] != NULL)
    return CS_CLI_FAILED;
  g_print ("%s\n", _("Everything is in order."));
  return CS_CLI_OK;
}

/* What stands beside the show file does not make it less whole. */
static void
say_what_is_kept (CsStore *store)
{
  g_autofree char *sentence = cs_ballast_look (cs_store_get_path (store));

  if (sentence != NULL)
    g_print ("%s\n", sentence);
}

static int
run (CsStore    *store,
     const char *copy_path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsCheckReport) report = look (store, &error);
  int code;

  if (report == NULL)
    return cs_cli_fail (CS_CLI_FAILED, error);
  code = say (report);
  say_what_is_kept (store);
  if (code == CS_CLI_OK && copy_path != NULL && !copy (store, copy_path, &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  return code;
}

/**
 * cs_cli_check:
 * @argc: how many arguments
 * @argv: "check" and its options
 *
 * Looks at everything in a show file, also beside a desk that has it open.
 *
 * Returns: the exit code
 */
int
cs_cli_check (int    argc,
              char **argv)
{
  g_autofree char *show = NULL;
  g_autofree char *copy_path = NULL;
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &show, N_("Show file"), "FILE" },
    { "copy", 0, 0, G_OPTION_ARG_FILENAME, &copy_path, N_("Then make a copy of it"), "FILE" },
    { NULL },
  };
  g_autoptr (CsStore) store = NULL;
  int code = cs_cli_parse (_("Looks whether a show file is whole and its journal untouched."), entries, &argc, &argv);
  int closed;

  if (code != CS_CLI_OK)
    return code;
  if (argc != 1) {
    g_printerr ("coulisses-cli: %s\n", _("“check” takes nothing but its options."));
    return CS_CLI_USAGE;
  }
  store = cs_cli_open_store (show, CS_STORE_READ, &code);
  if (store == NULL)
    return code;
  code = run (store, copy_path);
  closed = cs_cli_close_store (store);
  return code != CS_CLI_OK ? code : closed;
}
