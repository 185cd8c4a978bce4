/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define LOOK_MS 100

typedef struct {
  CsCliDone done;
  gpointer data;
  gboolean over;
} Run;

static gboolean
end_cb (gpointer data)
{
  Run *run = data;

  run->over = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
look_cb (gpointer data)
{
  Run *run = data;

  if (run->done != NULL && run->done (run->data))
    run->over = TRUE;
  return G_SOURCE_CONTINUE;
}

/* GLib leaves "--" where it is when something that is no option stands before it. */
static void
drop_separator (int   *argc,
                char **argv)
{
  int kept = 0;
  gboolean dropped = FALSE;

  for (int i = 0; i < *argc; i++) {
    gboolean separator = !dropped && g_str_equal (argv[i], "--");

    if (!separator)
      argv[kept++] = argv[i];
    dropped |= separator;
  }
  argv[kept] = NULL;
  *argc = kept;
}

/**
 * cs_cli_parse:
 * @summary: one sentence for --help
 * @entries: the options
 * @argc: (inout): how many arguments
 * @argv: (inout): the arguments, the command's name first; options are taken out
 *
 * Returns: %CS_CLI_OK, or %CS_CLI_USAGE when the command line is wrong, which has then been said
 */
int
cs_cli_parse (const char         *summary,
              const GOptionEntry *entries,
              int                *argc,
              char             ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    return cs_cli_fail (CS_CLI_USAGE, error);
  drop_separator (argc, *argv);
  return CS_CLI_OK;
}

/**
 * cs_cli_fail:
 * @code: the exit code
 * @error: a sentence
 *
 * Says on standard error what went wrong.
 *
 * Returns: @code
 */
int
cs_cli_fail (CsCliExit     code,
             const GError *error)
{
  g_printerr ("coulisses-cli: %s\n", error->message);
  return code;
}

/**
 * cs_cli_result_cb:
 * @source: who answers
 * @result: the answer
 * @data: a pointer to a #GAsyncResult
 *
 * Keeps the answer for cs_cli_wait().
 */
void
cs_cli_result_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_set_object ((GAsyncResult **) data, result);
}

/**
 * cs_cli_wait:
 * @result: (inout): where cs_cli_result_cb() puts the answer
 *
 * Runs the main context until the answer is there.
 *
 * Returns: (transfer none): the answer
 */
GAsyncResult *
cs_cli_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/**
 * cs_cli_open_store:
 * @path: (nullable): the show file, %NULL when it was not given
 * @mode: how to open it
 * @code: (out): the exit code when it cannot be opened, which has then been said
 *
 * Returns: (transfer full) (nullable): the open show file
 */
CsStore *
cs_cli_open_store (const char *path,
                   CsStoreMode mode,
                   int        *code)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  g_autoptr (CsStore) store = cs_store_new (clock);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL) {
    g_printerr ("coulisses-cli: %s\n", _("Name the show file with --show FILE."));
    *code = CS_CLI_USAGE;
    return NULL;
  }
  cs_store_open_async (store, path, mode, NULL, cs_cli_result_cb, &result);
  if (!cs_store_open_finish (store, cs_cli_wait (&result), &error)) {
    *code = cs_cli_fail (CS_CLI_SHOW, error);
    return NULL;
  }
  return g_steal_pointer (&store);
}

/**
 * cs_cli_open_desk:
 * @path: (nullable): the show file, %NULL when it was not given
 * @mode: how to open it
 * @code: (out): the exit code when it cannot be opened, which has then been said
 *
 * Returns: (transfer full) (nullable): a desk with the show open
 */
CsDesk *
cs_cli_open_desk (const char *path,
                  CsStoreMode mode,
                  int        *code)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  g_autoptr (CsDesk) desk = cs_desk_new (clock);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL) {
    g_printerr ("coulisses-cli: %s\n", _("Name the show file with --show FILE."));
    *code = CS_CLI_USAGE;
    return NULL;
  }
  cs_desk_open_async (desk, path, mode, NULL, cs_cli_result_cb, &result);
  if (!cs_desk_open_finish (desk, cs_cli_wait (&result), &error)) {
    *code = cs_cli_fail (CS_CLI_SHOW, error);
    return NULL;
  }
  return g_steal_pointer (&desk);
}

/**
 * cs_cli_close_store:
 * @store: an open show file
 *
 * Returns: %CS_CLI_OK when everything is on disk
 */
int
cs_cli_close_store (CsStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_close_async (store, cs_cli_result_cb, &result);
  if (!cs_store_close_finish (store, cs_cli_wait (&result), &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  return CS_CLI_OK;
}

/**
 * cs_cli_close_desk:
 * @desk: a desk with a show
 *
 * Returns: %CS_CLI_OK when everything is on disk
 */
int
cs_cli_close_desk (CsDesk *desk)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_desk_close_async (desk, cs_cli_result_cb, &result);
  if (!cs_desk_close_finish (desk, cs_cli_wait (&result), &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  return CS_CLI_OK;
}

/**
 * cs_cli_remove_folder:
 * @path: a folder of our own making that holds files only
 *
 * Removes a temporary folder and what is in it.
 */
void
cs_cli_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    g_unlink (file);
  }
  g_rmdir (path);
}

/**
 * cs_cli_run:
 * @duration_s: when to end, in seconds; 0 for no end
 * @done: (nullable): asked ten times a second whether it is over
 * @data: for @done
 *
 * Runs the main loop until Ctrl C, SIGTERM, the end of the duration, or @done.
 */
void
cs_cli_run (guint     duration_s,
            CsCliDone done,
            gpointer  data)
{
  Run run = { done, data, FALSE };
  guint ids[4] = {
    g_unix_signal_add (SIGINT, end_cb, &run),
    g_unix_signal_add (SIGTERM, end_cb, &run),
    g_timeout_add (LOOK_MS, look_cb, &run),
    duration_s > 0 ? g_timeout_add_seconds (duration_s, end_cb, &run) : 0,
  };

  while (!run.over)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (ids[i] != 0)
      g_source_remove (ids[i]);
}
