/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_JETSTREAM "wss://jetstream2.us-east.bsky.network/subscribe"
#define DEFAULT_APPVIEW "https://public.api.bsky.app"

typedef struct {
  char *show;
  char *source;
  char *server;
  char *appview;
  char **tags;
  char **all;
  char **none;
  char *token_file;
  int duration_s;
  gboolean failed;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->show);
  g_free (options->source);
  g_free (options->server);
  g_free (options->appview);
  g_strfreev (options->tags);
  g_strfreev (options->all);
  g_strfreev (options->none);
  g_free (options->token_file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Tags as a person gives them: with or without the sign. */
static GStrv
dup_tags (char **typed)
{
  g_autofree char *joined = typed != NULL ? g_strjoinv (" ", typed) : NULL;

  return cs_source_config_split_tags (joined);
}

static CsSourceConfig *
make_config (const Options *options,
             GError       **error)
{
  g_autoptr (CsSourceConfig) config = NULL;
  CsSourceKind kind;

  if (!cs_source_kind_from_id (options->source, &kind) || kind == CS_SOURCE_KIND_REHEARSAL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _("Name the network with --source mastodon or --source bluesky."));
    return NULL;
  }
  if (kind == CS_SOURCE_KIND_MASTODON && options->server == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _("Name the Mastodon server with --server URL."));
    return NULL;
  }
  config = cs_source_config_new (kind, options->server != NULL ? options->server : DEFAULT_JETSTREAM);
  if (kind == CS_SOURCE_KIND_BLUESKY)
    config->appview = g_strdup (options->appview != NULL ? options->appview : DEFAULT_APPVIEW);
  g_strfreev (config->any);
  g_strfreev (config->all);
  g_strfreev (config->none);
  config->any = dup_tags (options->tags);
  config->all = dup_tags (options->all);
  config->none = dup_tags (options->none);
  /* The same settings go on where they left off the last time. */
  g_autofree char *tags = g_strjoinv ("+", config->any);
  g_free (config->id);
  config->id = g_strdup_printf ("%s:%s:%s", options->source, config->server, tags);
  return g_steal_pointer (&config);
}

static char *
read_token (const char *path,
            GError    **error)
{
  char *token = NULL;

  if (path != NULL && g_file_get_contents (path, &token, NULL, error))
    g_strstrip (token);
  return token;
}

static void
state_changed_cb (CsSource   *source,
                  GParamSpec *pspec,
                  Options    *options)
{
  static const char *const words[] = { "stopped", "connecting", "catching up", "live", "waiting", "failed" };
  const char *reason = cs_source_get_reason (source);
  CsSourceState state = cs_source_get_state (source);

  g_printerr ("%s: %s%s%s\n", cs_source_get_title (source), words[state], reason != NULL ? ": " : "",
              reason != NULL ? reason : "");
  if (state == CS_SOURCE_FAILED)
    options->failed = TRUE;
}

static gboolean
failed_cb (gpointer data)
{
  Options *options = data;

  return options->failed;
}

static int
run (CsDesk  *desk,
     Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSourceConfig) config = make_config (options, &error);
  g_autoptr (CsSource) source = NULL;
  g_autofree char *token = NULL;

  if (config == NULL)
    return cs_cli_fail (CS_CLI_USAGE, error);
  token = read_token (options->token_file, &error);
  if (error != NULL)
    return cs_cli_fail (CS_CLI_FAILED, error);
  source = cs_desk_make_source (desk, config, token, &error);
  if (source == NULL)
    return cs_cli_fail (CS_CLI_USAGE, error);

  g_signal_connect (source, "notify::state", G_CALLBACK (state_changed_cb), options);
  cs_desk_add_source (desk, source);
  cs_cli_run (MAX (options->duration_s, 0), failed_cb, options);
  g_signal_handlers_disconnect_by_func (source, state_changed_cb, options);
  return options->failed ? CS_CLI_FAILED : CS_CLI_OK;
}

/**
 * cs_cli_ingest:
 * @argc: how many arguments
 * @argv: "ingest" and its options
 *
 * Follows hashtags into a show file until it is stopped.
 *
 * Returns: the exit code
 */
int
cs_cli_ingest (int    argc,
               char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &options.show, N_("Show file, made when there is none"), "FILE" },
    { "source", 0, 0, G_OPTION_ARG_STRING, &options.source, N_("mastodon or bluesky"), "NETWORK" },
    { "server", 0, 0, G_OPTION_ARG_STRING, &options.server, N_("Mastodon server, or Jetstream"), "URL" },
    { "appview", 0, 0, G_OPTION_ARG_STRING, &options.appview, N_("Bluesky AppView that completes posts"), "URL" },
    { "tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.tags, N_("Hashtag to follow; may be repeated"), "TAG" },
    { "all", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.all, N_("Hashtag that must be there too"), "TAG" },
    { "none", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.none, N_("Hashtag that must not be there"), "TAG" },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &options.token_file, N_("File that holds the access token"), "FILE" },
    { "duration", 0, 0, G_OPTION_ARG_INT, &options.duration_s, N_("End after so many seconds"), "S" },
    { NULL },
  };
  g_autoptr (CsDesk) desk = NULL;
  int code = cs_cli_parse (_("Follows hashtags into a show file until Ctrl C."), entries, &argc, &argv);
  int closed;

  if (code != CS_CLI_OK)
    return code;
  desk = cs_cli_open_desk (options.show, CS_STORE_CREATE, &code);
  if (desk == NULL)
    return code;
  code = run (desk, &options);
  closed = cs_cli_close_desk (desk);
  return code != CS_CLI_OK ? code : closed;
}
