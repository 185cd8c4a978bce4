/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-source.h"

#include "cs-cli.h"
#include "cs-process.h"

#include <glib/gi18n-lib.h>

#define FLOW_INTERVAL_S 2

#define DEFAULT_JETSTREAM "wss://jetstream2.us-east.bsky.network/subscribe"
#define DEFAULT_APPVIEW "https://public.api.bsky.app"

/* Tags as a person gives them: with or without the sign. */
static GStrv
dup_tags (char **typed)
{
  g_autofree char *joined = typed != NULL ? g_strjoinv (" ", typed) : NULL;

  return cs_source_config_split_tags (joined);
}

static CsSourceConfig *
make_config (const CsCliSource *self,
             GError       **error)
{
  g_autoptr (CsSourceConfig) config = NULL;
  CsSourceKind kind;

  if (!cs_source_kind_from_id (self->network, &kind) || kind == CS_SOURCE_KIND_REHEARSAL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _("Name the network with --source mastodon or --source bluesky."));
    return NULL;
  }
  if (kind == CS_SOURCE_KIND_MASTODON && self->server == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _("Name the Mastodon server with --server URL."));
    return NULL;
  }
  config = cs_source_config_new (kind, self->server != NULL ? self->server : DEFAULT_JETSTREAM);
  if (kind == CS_SOURCE_KIND_BLUESKY)
    config->appview = g_strdup (self->appview != NULL ? self->appview : DEFAULT_APPVIEW);
  g_strfreev (config->any);
  g_strfreev (config->all);
  g_strfreev (config->none);
  config->any = dup_tags (self->tags);
  config->all = dup_tags (self->all);
  config->none = dup_tags (self->none);
  /* The same settings go on where they left off the last time. */
  g_autofree char *tags = g_strjoinv ("+", config->any);
  g_free (config->id);
  config->id = g_strdup_printf ("%s:%s:%s", self->network, config->server, tags);
  return g_steal_pointer (&config);
}

static char *
read_token (const char *path,
            GError    **error)
{
  char *token = NULL;

  if (path != NULL)
    cs_process_keep_secrets ();
  if (path != NULL && g_file_get_contents (path, &token, NULL, error))
    g_strstrip (token);
  return token;
}

static void
say_state_cb (CsSource   *source,
              GParamSpec *pspec,
              gpointer    data)
{
  static const char *const words[] = { "stopped", "connecting", "catching up", "live", "waiting", "failed" };
  const char *reason = cs_source_get_reason (source);

  g_printerr ("%s: %s%s%s\n", cs_source_get_title (source), words[cs_source_get_state (source)],
              reason != NULL ? ": " : "", reason != NULL ? reason : "");
}

/* Only what is new: that the sources had to wait again. */
static gboolean
say_flow_cb (gpointer data)
{
  CsDesk *desk = data;
  guint *n_told = g_object_get_data (G_OBJECT (desk), "cs-cli-told");
  CsFlow flow;

  cs_desk_get_flow (desk, &flow);
  if (flow.n_held_back > *n_told)
    g_printerr (_("Posts arrive faster than the disk takes them; none is lost. Waiting: %u (at most %u). Times that the sources "
                  "were held back: %u."), flow.waiting, flow.most_waiting, flow.n_held_back);
  if (flow.n_held_back > *n_told)
    g_printerr ("\n");
  *n_told = flow.n_held_back;
  return G_SOURCE_CONTINUE;
}

static void
remove_source (gpointer data)
{
  g_source_remove (GPOINTER_TO_UINT (data));
}

static void
watch_flow (CsDesk *desk)
{
  g_object_set_data_full (G_OBJECT (desk), "cs-cli-told", g_new0 (guint, 1), g_free);
  g_object_set_data_full (G_OBJECT (desk), "cs-cli-watch",
                          GUINT_TO_POINTER (g_timeout_add_seconds (FLOW_INTERVAL_S, say_flow_cb, desk)), remove_source);
}

/**
 * cs_cli_source_clear:
 * @self: a source as the command line names it
 */
void
cs_cli_source_clear (CsCliSource *self)
{
  g_free (self->network);
  g_free (self->server);
  g_free (self->appview);
  g_strfreev (self->tags);
  g_strfreev (self->all);
  g_strfreev (self->none);
  g_free (self->token_file);
}

/**
 * cs_cli_source_add:
 * @self: a source as the command line names it
 * @desk: an open desk
 * @code: (out): the exit code when it cannot be added, which has then been said
 *
 * Builds the source, lets it report into the show, and says on standard error whenever its state changes.
 *
 * Returns: (transfer none) (nullable): the source, owned by @desk
 */
CsSource *
cs_cli_source_add (CsCliSource *self,
                   CsDesk      *desk,
                   int         *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSourceConfig) config = make_config (self, &error);
  g_autofree char *token = config != NULL ? read_token (self->token_file, &error) : NULL;
  g_autoptr (CsSource) source = error == NULL ? cs_desk_make_source (desk, config, token, &error) : NULL;

  if (source == NULL) {
    *code = cs_cli_fail (CS_CLI_USAGE, error);
    return NULL;
  }
  g_signal_connect (source, "notify::state", G_CALLBACK (say_state_cb), NULL);
  cs_desk_add_source (desk, source);
  watch_flow (desk);
  return source;
}
