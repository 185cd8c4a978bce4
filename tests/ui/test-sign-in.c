/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-sign-in-dialog.h"

#include "cs-secret-row.h"
#include "cs-show-test.h"
#include "cs-source-button.h"
#include "cs-ui-test.h"
#include "wire-server.h"

#include <string.h>

#define NEW_TOKEN "canary-new-token"
#define WRONG_TOKEN "canary-wrong-token"

static CsSignInDialog *dialog; /* the open one */
static CsSource *followed;
static const char *expected;

static void
answer (GIOStream  *connection,
        const char *status,
        const char *json)
{
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
                                           "Connection: close\r\n\r\n%s",
                                           status, strlen (json), json);

  wire_write (connection, text, -1);
}

/* A server that shows its hashtags to strangers, and takes one token. */
static void
serve (GIOStream  *connection,
       const char *request,
       gpointer    data)
{
  const char *given = strstr (request, "Authorization: Bearer ");

  if (g_str_has_prefix (request, "GET /api/v2/instance"))
    answer (connection, "200 OK",
            "{\"domain\":\"127.0.0.1\",\"version\":\"4.5.0\",\"api_versions\":{\"mastodon\":7},\"configuration\":{}}");
  else if (given != NULL && !g_str_has_prefix (given, "Authorization: Bearer " NEW_TOKEN "\r\n"))
    answer (connection, "401 Unauthorized", "{\"error\":\"The access token was revoked\"}");
  else if (g_str_has_prefix (request, "GET /api/v1/timelines/"))
    answer (connection, "200 OK", "[]");
  else
    answer (connection, "404 Not Found", "{\"error\":\"Record not found\"}");
}

static void
follow (CsShowTest *show,
        WireServer *server,
        const char *token)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", wire_server_get_port (server));
  g_autoptr (CsSourceConfig) config = cs_source_config_new (CS_SOURCE_KIND_MASTODON, address);
  g_autoptr (GError) error = NULL;

  g_strfreev (config->any);
  config->any = g_strsplit ("Gala", " ", -1);
  cs_desk_configure_source (show->desk, config, token, &error);
  g_assert_no_error (error);
  followed = g_list_model_get_item (cs_desk_get_sources (show->desk), 0);
}

static gboolean
wants_sign_in (CsShowTest *show)
{
  return cs_source_get_sign_in (followed) && cs_source_get_state (followed) == CS_SOURCE_LIVE;
}

static gboolean
is_signed_in (CsShowTest *show)
{
  return !cs_source_get_sign_in (followed) && cs_source_get_state (followed) == CS_SOURCE_LIVE;
}

static gboolean
is_gone (CsShowTest *show)
{
  return dialog == NULL;
}

static gboolean
is_told (CsShowTest *show)
{
  return cs_show_test_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, expected) != NULL;
}

static GtkWidget *
find_sign_in (CsShowTest *show)
{
  return cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_BUTTON, "Sign In…");
}

static gboolean
is_offered (CsShowTest *show)
{
  GtkWidget *button = find_sign_in (show);

  return button != NULL && gtk_widget_get_mapped (button);
}

static void
open_list (CsShowTest *show)
{
  GtkWidget *button = cs_show_test_find (GTK_WIDGET (show->window), CS_TYPE_SOURCE_BUTTON, NULL);

  gtk_menu_button_popup (GTK_MENU_BUTTON (cs_show_test_find (button, GTK_TYPE_MENU_BUTTON, NULL)));
}

static gboolean
is_open (CsShowTest *show)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++) {
    g_autoptr (GObject) toplevel = g_list_model_get_item (toplevels, i);

    if (CS_IS_SIGN_IN_DIALOG (toplevel))
      g_set_weak_pointer (&dialog, CS_SIGN_IN_DIALOG (toplevel));
  }
  return dialog != NULL;
}

static void
open_dialog (CsShowTest *show)
{
  gtk_widget_activate (find_sign_in (show));
  cs_show_test_wait (show, is_open);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
}

static void
sign_in (const char *token)
{
  GtkWidget *row = cs_show_test_find (GTK_WIDGET (dialog), CS_TYPE_SECRET_ROW, NULL);

  cs_secret_row_set_secret (CS_SECRET_ROW (row), token);
  gtk_widget_activate (cs_show_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Sign In"));
}

/* A token that has ended: the list says so and leads to another, and one that is no good changes nothing. */
static void
test_again (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  g_autoptr (WireServer) server = wire_server_new (serve, NULL);

  follow (show, server, "canary-old-token");
  cs_show_test_wait (show, wants_sign_in);
  open_list (show);
  cs_show_test_wait (show, is_offered);
  open_dialog (show);
  sign_in (WRONG_TOKEN);
  expected = "127.0.0.1 does not accept this access token.";
  cs_show_test_wait (show, is_told);
  g_assert_true (wants_sign_in (show));
  sign_in (NEW_TOKEN);
  cs_show_test_wait (show, is_gone);
  cs_show_test_wait (show, is_signed_in);
  open_list (show);
  cs_show_test_let_pass (1500);
  g_assert_false (is_offered (show));
  g_clear_object (&followed);
}

int
main (int    argc,
      char **argv)
{
  cs_ui_test_init (&argc, &argv);
  g_test_add_func ("/sign-in/again", test_again);
  return g_test_run ();
}
