/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-live-page.h"

#include "cs-cli.h"
#include "cs-interfaces.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define GOODBYE_S 3

/* Where most people near by are: a real network before this machine alone. */
static char *
find_address (void)
{
  g_autoptr (GPtrArray) interfaces = cs_interfaces_list ();

  return g_strdup (interfaces->len > 0 ? ((CsInterface *) interfaces->pdata[0])->address : "127.0.0.1");
}

/* Whoever is watching is told that it has ended. */
static void
say_goodbye (CsLivePage *page)
{
  CsPageFigures figures;

  cs_page_server_get_figures (cs_live_page_get_server (page), &figures);
  if (figures.n_viewers > 0)
    cs_cli_run (GOODBYE_S, NULL, NULL);
}

static int
take_comments (CsCliLivePage *self)
{
  g_autoptr (CsPageSource) source = NULL;

  if (self->desk == NULL || self->no_comments)
    return CS_CLI_OK;
  source = cs_page_source_new (cs_desk_get_clock (self->desk), "page");
  cs_desk_add_source (self->desk, CS_SOURCE (source));
  cs_live_page_set_source (self->page, source);
  return CS_CLI_OK;
}

static void
begin_log (CsCliLivePage *self,
           CsBroadcast   *broadcast)
{
  self->log = cs_live_log_new (cs_desk_get_clock (self->desk), broadcast, self->page);
  cs_live_log_set_store (self->log, cs_desk_get_store (self->desk));
  cs_live_log_begin (self->log, self->title != NULL ? self->title : cs_desk_get_title (self->desk), NULL);
}

static int
serve_overlay (CsCliLivePage *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  cs_desk_serve_async (self->desk, self->overlay, NULL, cs_cli_result_cb, &result);
  if (!cs_desk_serve_finish (self->desk, cs_cli_wait (&result), &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  url = cs_output_server_get_overlay_url (cs_desk_get_output (self->desk));
  g_print ("%s\n", url);
  return CS_CLI_OK;
}

static void
say_link (CsLivePage *page)
{
  g_autofree char *url = cs_live_page_get_url (page);

  if (url == NULL) {
    g_printerr ("coulisses-cli: %s\n", _("The page is off: it could not be opened at the new address of this machine."));
    return;
  }
  g_print ("%s\n", url);
  fflush (stdout);
}

static int
serve (CsCliLivePage *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = self->address != NULL ? g_strdup (self->address) : find_address ();

  self->follower = cs_page_follower_new (self->page);
  cs_live_page_set_title (self->page, self->title);
  cs_live_page_switch_on_async (self->page, address, self->port, cs_cli_result_cb, &result);
  if (!cs_live_page_switch_on_finish (self->page, cs_cli_wait (&result), &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  say_link (self->page);
  g_signal_connect (self->page, "notify::url", G_CALLBACK (say_link), NULL);
  return take_comments (self);
}

/**
 * cs_cli_live_page_complete:
 * @argc: how many arguments
 * @argv: the arguments
 *
 * "--page" may stand without a port.
 *
 * Returns: (transfer full): the arguments, with the port that is meant then
 */
GStrv
cs_cli_live_page_complete (int    argc,
                           char **argv)
{
  GStrv complete = g_new0 (char *, argc + 1);

  for (int i = 0; i < argc; i++) {
    gboolean alone = g_str_equal (argv[i], "--page") && (i + 1 == argc || !g_ascii_isdigit (argv[i + 1][0]));

    complete[i] = alone ? g_strdup_printf ("--page=%d", CS_LIVE_PAGE_PORT) : g_strdup (argv[i]);
  }
  return complete;
}

/**
 * cs_cli_live_page_begin:
 * @self: what was asked for
 * @capture: camera and microphone
 * @broadcast: what will be broadcast
 *
 * Opens the show and switches the page on, as far as that was asked for; prints the page's link, and another when the
 * machine gets another address in that network.
 *
 * Returns: the exit code
 */
int
cs_cli_live_page_begin (CsCliLivePage *self,
                        CsCapture     *capture,
                        CsBroadcast   *broadcast)
{
  int code = CS_CLI_OK;

  if (self->port > G_MAXUINT16 || self->overlay > G_MAXUINT16) {
    g_printerr ("coulisses-cli: %s\n", _("A port is a number from 0 to 65535."));
    return CS_CLI_USAGE;
  }
  if (self->show != NULL) {
    self->desk = cs_cli_open_desk (self->show, CS_STORE_CREATE, &code);
    if (self->desk == NULL)
      return code;
  }
  if (self->overlay >= 0 && self->desk != NULL)
    code = serve_overlay (self);
  if (self->port >= 0 && code == CS_CLI_OK) {
    self->page = cs_live_page_new (capture, broadcast);
    code = serve (self);
  }
  if (self->desk != NULL && code == CS_CLI_OK)
    begin_log (self, broadcast);
  return code;
}

/**
 * cs_cli_live_page_ended:
 * @self: what was asked for
 * @replay: (nullable): the recording
 * @error: (nullable): why there is none
 *
 * The broadcast has ended; its destinations are still there.
 */
void
cs_cli_live_page_ended (CsCliLivePage *self,
                        const char    *replay,
                        const GError  *error)
{
  if (self->log != NULL)
    cs_live_log_end (self->log, replay, error != NULL ? error->message : NULL, NULL);
}

/**
 * cs_cli_live_page_end:
 * @self: what was asked for
 *
 * Switches the page off and closes the show.
 *
 * Returns: the exit code
 */
int
cs_cli_live_page_end (CsCliLivePage *self)
{
  int code = CS_CLI_OK;

  if (self->page != NULL) {
    say_goodbye (self->page);
    g_signal_handlers_disconnect_by_func (self->page, say_link, NULL);
    cs_live_page_switch_off (self->page);
  }
  g_clear_object (&self->follower);
  g_clear_object (&self->log);
  g_clear_object (&self->page);
  if (self->desk != NULL)
    code = cs_cli_close_desk (self->desk);
  g_clear_object (&self->desk);
  return code;
}

/**
 * cs_cli_live_page_clear:
 * @self: what was asked for
 *
 * Frees what is in it.
 */
void
cs_cli_live_page_clear (CsCliLivePage *self)
{
  g_free (self->address);
  g_free (self->show);
  g_free (self->title);
}
