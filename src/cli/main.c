/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli.h"
#include "cs-config.h"
#include "cs-folders.h"
#include "cs-http.h"
#include "cs-live.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

static const struct {
  const char *name;
  CsCliCommand command;
  const char *summary;
} commands[] = {
  { "ingest", cs_cli_ingest, N_("follow hashtags into a show file") },
  { "replay", cs_cli_replay, N_("replay a recording into a show file") },
  { "rehearse", cs_cli_rehearse, N_("play the rehearsal show with its overlay in the terminal") },
  { "list", cs_cli_list, N_("list the posts of a show") },
  { "check", cs_cli_check, N_("look whether a show file is whole, and copy it") },
  { "decide", cs_cli_decide, N_("approve, reject, hold, or undo") },
  { "contest", cs_cli_contest, N_("rank a contest’s accounts, or tell why one is in or out") },
  { "draw", cs_cli_draw, N_("rank a sealed draw, or verify a certificate") },
  { "export", cs_cli_export, N_("write a show’s posts as NDJSON or CSV") },
  { "live", cs_cli_live, N_("stream a camera to servers and record it") },
  { "as-run", cs_cli_as_run, N_("print what went on air, from when to when") },
  { "broadcasts", cs_cli_broadcasts, N_("print the log of broadcasts") },
  { "serve", cs_cli_serve, N_("serve the overlay and the API without a window") },
};

static void
print_usage (void)
{
  g_print ("%s\n\n", _("Usage: coulisses-cli COMMAND [OPTION…]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-10s %s\n", commands[i].name, _(commands[i].summary));
  g_print ("\n%s\n", _("“coulisses-cli COMMAND --help” tells the options; the manual page coulisses-cli(1) tells the rest."));
}

/* Ids, posts and JSON are UTF-8 whatever the terminal: under LC_ALL=C, as services and containers have it, GLib would
 * print every other letter as "?", and refuse it in an option. */
static void
set_locale (void)
{
  setlocale (LC_ALL, "");
  if (strcmp (nl_langinfo (CODESET), "UTF-8") != 0)
    setlocale (LC_CTYPE, "C.UTF-8");
}

int
main (int    argc,
      char **argv)
{
  cs_net_init ();
  cs_live_init ();
  set_locale ();
  bindtextdomain (GETTEXT_PACKAGE, cs_folders_get_locale ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc < 2 || strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0) {
    print_usage ();
    return argc < 2 ? CS_CLI_USAGE : CS_CLI_OK;
  }
  if (strcmp (argv[1], "--version") == 0) {
    g_print ("coulisses-cli %s\n", CS_VERSION);
    return CS_CLI_OK;
  }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0) {
      g_set_prgname ("coulisses-cli");
      return cs_live_leave (commands[i].command (argc - 1, argv + 1));
    }
  g_printerr ("coulisses-cli: ");
  g_printerr (_("There is no command “%s”."), argv[1]);
  g_printerr ("\n");
  return CS_CLI_USAGE;
}
