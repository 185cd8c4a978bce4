/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-pages.h"

#include "cs-http-answer.h"
#include "cs-overlay-page.h"
#include "cs-theme.h"

/* A request that waits for the show's style sheet. */
typedef struct {
  SoupServerMessage *message;
  CsRoute route;
  CsOutputSettings *settings;
  guint16 port;
} ThemeRequest;

static void
theme_request_free (ThemeRequest *request)
{
  g_object_unref (request->message);
  cs_output_settings_unref (request->settings);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ThemeRequest, theme_request_free)

static void
answer_style (SoupServerMessage *message,
              const char        *name)
{
  g_autoptr (GBytes) bytes = cs_overlay_page_lookup (name);

  cs_http_answer_bytes (message, "text/css; charset=utf-8", bytes);
}

static void
answer_script (SoupServerMessage *message,
               const char        *name)
{
  g_autofree char *script = cs_overlay_page_load_script (name);

  cs_http_answer_text (message, SOUP_STATUS_OK, "text/javascript; charset=utf-8", script);
}

static void
answer_file (ThemeRequest *request,
             GBytes       *theme)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  g_autofree char *page = cs_overlay_page_new_file (request->port, request->settings->read_key, theme);

  cs_http_answer_html (request->message, page);
  soup_message_headers_replace (headers, "Content-Disposition", "attachment; filename=\"coulisses-overlay.html\"");
}

static void
theme_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (ThemeRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) theme = cs_theme_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (theme == NULL) {
    g_message ("The overlay goes without the show's style sheet: %s", error->message);
    theme = g_bytes_new (NULL, 0);
  }
  if (request->route == CS_ROUTE_THEME)
    cs_http_answer_bytes (request->message, "text/css; charset=utf-8", theme);
  else
    answer_file (request, theme);
  soup_server_message_unpause (request->message);
}

static void
serve_with_theme (SoupServerMessage *message,
                  CsRoute            route,
                  CsOutputSettings  *settings,
                  guint16            port,
                  GCancellable      *cancellable)
{
  ThemeRequest *request = g_new0 (ThemeRequest, 1);

  request->message = g_object_ref (message);
  request->route = route;
  request->settings = cs_output_settings_ref (settings);
  request->port = port;
  soup_server_message_pause (message);
  cs_theme_load_async (settings->theme_path, cancellable, theme_loaded_cb, request);
}

/**
 * cs_pages_serve:
 * @message: a request
 * @route: which part of the page
 * @settings: the server's settings
 * @port: the server's port
 * @cancellable: cancelled when the server ends
 *
 * Answers now, or as soon as the show's style sheet has been read.
 */
void
cs_pages_serve (SoupServerMessage *message,
                CsRoute            route,
                CsOutputSettings  *settings,
                guint16            port,
                GCancellable      *cancellable)
{
  g_autofree char *page = NULL;

  switch (route) {
  case CS_ROUTE_OVERLAY:
    page = cs_overlay_page_new ();
    cs_http_answer_html (message, page);
    break;
  case CS_ROUTE_OVERLAY_CSS:
    answer_style (message, "overlay.css");
    break;
  case CS_ROUTE_OVERLAY_JS:
    answer_script (message, "overlay.js");
    break;
  case CS_ROUTE_CONTEST:
    page = cs_overlay_page_new_contest ();
    cs_http_answer_html (message, page);
    break;
  case CS_ROUTE_CONTEST_CSS:
    answer_style (message, "contest.css");
    break;
  case CS_ROUTE_CONTEST_JS:
    answer_script (message, "contest.js");
    break;
  case CS_ROUTE_OVERLAY_FILE:
  case CS_ROUTE_THEME:
    serve_with_theme (message, route, settings, port, cancellable);
    break;
  default:
    g_assert_not_reached ();
  }
}
