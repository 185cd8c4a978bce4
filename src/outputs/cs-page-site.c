/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-page-site.h"

#include "cs-http-answer.h"
#include "cs-http-host.h"
#include "cs-overlay-page.h"
#include "cs-page-gate.h"
#include "cs-page-link.h"
#include "cs-page-talk.h"

#include <glib/gi18n-lib.h>

#define MAX_ADDRESSES 4096
#define POLICY                                                                                                       \
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; "               \
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/* A phone asks about twice a second; a room full of them may share one address. */
static const CsConnectionLimits connection_limits = { 512, 528, 64, 96 };
static const CsRate per_address = { 60, 180 };
static const CsRate overall = { 800, 1600 };

struct _CsPageSite {
  CsPageBox *box;
  CsShelf *shelf;
  CsHttpHost *host;
  char *authority; /* (nullable): none before it listens */
  CsRates *arrivals; /* by address */
  CsBucket arrivals_overall;
  CsPageTalk *talk;
};

/* Before a byte of it was read: a flood costs an accept() and no more. */
static gboolean
admit_cb (const char *address,
          gpointer    data)
{
  CsPageSite *self = data;
  gint64 now_us = g_get_monotonic_time ();

  return cs_rates_take (self->arrivals, address, now_us) &&
         cs_bucket_take (&self->arrivals_overall, &overall, 1, now_us);
}

static void
answer_asset (SoupServerMessage *message,
              const char        *type,
              const char        *name)
{
  g_autoptr (GBytes) bytes = cs_overlay_page_lookup (name);

  cs_http_answer_bytes (message, type, bytes);
}

static void
answer_nothing (SoupServerMessage *message)
{
  cs_http_answer_plain (message, SOUP_STATUS_NOT_FOUND, "There is nothing at this address.");
}

static void
answer_page (CsPageSite        *self,
             SoupServerMessage *message)
{
  g_auto (CsPageSettings) settings = { 0 };
  g_autoptr (GBytes) bytes = cs_overlay_page_lookup ("page.html");
  g_autofree char *prefix = NULL;
  g_autoptr (GString) page = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));

  cs_page_box_get_settings (self->box, &settings);
  prefix = g_strconcat ("/p/", settings.link, NULL);
  g_string_replace (page, "@LINK@", prefix, 0);
  cs_http_answer_html (message, page->str);
}

static void
answer_player (SoupServerMessage *message)
{
  answer_asset (message, "text/javascript; charset=utf-8", "vendor/hls.light.min.js");
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control",
                                "private, max-age=86400");
}

static void
answer_playlist (CsPageSite        *self,
                 SoupServerMessage *message)
{
  g_autofree char *playlist = cs_shelf_format_playlist (self->shelf);

  if (playlist == NULL)
    answer_nothing (message);
  else
    cs_http_answer_text (message, SOUP_STATUS_OK, "application/vnd.apple.mpegurl", playlist);
}

/* The bytes themselves are shared by all who read them. */
static void
answer_media (SoupServerMessage *message,
              GBytes            *bytes) /* (transfer full) (nullable) */
{
  if (bytes == NULL) {
    answer_nothing (message);
    return;
  }
  cs_http_answer_bytes (message, "video/mp4", bytes);
  g_bytes_unref (bytes);
}

static guint64
get_number (SoupServerMessage *message)
{
  const guint64 *number = g_object_get_data (G_OBJECT (message), "cs-number");

  return *number;
}

static void
answer (SoupServerMessage *message,
        gpointer           data)
{
  CsPageSite *self = data;
  CsPageRoute route = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (message), "cs-page-route"));

  switch (route) {
  case CS_PAGE_HEALTH:
    cs_http_answer_plain (message, SOUP_STATUS_OK, "ok");
    break;
  case CS_PAGE_HTML:
    answer_page (self, message);
    break;
  case CS_PAGE_CSS:
    answer_asset (message, "text/css; charset=utf-8", "page.css");
    break;
  case CS_PAGE_JS:
    answer_asset (message, "text/javascript; charset=utf-8", "page.js");
    break;
  case CS_PAGE_PLAYER:
    answer_player (message);
    break;
  case CS_PAGE_PLAYLIST:
    answer_playlist (self, message);
    break;
  case CS_PAGE_HEAD:
    answer_media (message, cs_shelf_take_head (self->shelf, get_number (message)));
    break;
  case CS_PAGE_PIECE:
    answer_media (message, cs_shelf_take_piece (self->shelf, get_number (message)));
    break;
  case CS_PAGE_STATE:
  case CS_PAGE_JOIN:
  case CS_PAGE_COMMENT:
  case CS_PAGE_HEARTS:
    cs_page_talk_answer (self->talk, message, route);
    break;
  case CS_PAGE_NONE:
    answer_nothing (message);
    break;
  }
}

static guint
check (SoupServerMessage *message,
       gpointer           data,
       const char       **reason)
{
  CsPageSite *self = data;
  g_auto (CsPageSettings) settings = { 0 };
  CsPageRoute route = CS_PAGE_NONE;
  guint64 number = 0;
  CsPageGate gate;
  guint status;

  cs_page_box_get_settings (self->box, &settings);
  gate = (CsPageGate){ self->authority, settings.link };
  status = cs_page_gate_check (&gate, soup_server_message_get_method (message), soup_server_message_get_uri (message),
                               soup_server_message_get_request_headers (message), &route, &number, reason);
  if (status != SOUP_STATUS_OK)
    route = CS_PAGE_NONE;
  cs_http_answer_prepare_with (message, POLICY);
  g_object_set_data (G_OBJECT (message), "cs-page-route", GUINT_TO_POINTER (route));
  g_object_set_data_full (G_OBJECT (message), "cs-number", g_memdup2 (&number, sizeof number), g_free);
  return status;
}

static const CsHttpHostCalls host_calls = { check, answer, "The body is too long." };

/**
 * cs_page_site_new:
 * @box: what is set, and where everything goes
 * @shelf: what there is to see
 *
 * Makes a site in the thread-default main context.
 *
 * Returns: (transfer full): a site that does not listen yet
 */
CsPageSite *
cs_page_site_new (CsPageBox *box,
                  CsShelf   *shelf)
{
  CsPageSite *self = g_new0 (CsPageSite, 1);

  self->box = cs_page_box_ref (box);
  self->shelf = cs_shelf_ref (shelf);
  self->arrivals = cs_rates_new (&per_address, MAX_ADDRESSES);
  self->talk = cs_page_talk_new (box, shelf);
  self->host = cs_http_host_new (&host_calls, self);
  cs_connections_set_limits (cs_http_host_get_connections (self->host), &connection_limits, admit_cb, self);
  return self;
}

/**
 * cs_page_site_free:
 * @self: (transfer full): a site
 *
 * Ends every connection.
 */
void
cs_page_site_free (CsPageSite *self)
{
  cs_http_host_free (self->host);
  cs_page_talk_free (self->talk);
  cs_rates_free (self->arrivals);
  cs_shelf_unref (self->shelf);
  cs_page_box_unref (self->box);
  g_free (self->authority);
  g_free (self);
}

/**
 * cs_page_site_listen:
 * @self: a site
 * @address: an IPv4 address of this machine, as numbers
 * @port: a port, or 0 for a free one
 * @error: where to say why not, in a sentence for a person
 *
 * Returns: whether it listens
 */
gboolean
cs_page_site_listen (CsPageSite *self,
                     const char *address,
                     guint16     port,
                     GError    **error)
{
  CsConnections *connections = cs_http_host_get_connections (self->host);
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);

  if (inet == NULL || g_inet_address_get_family (inet) != G_SOCKET_FAMILY_IPV4 || g_inet_address_get_is_any (inet)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("“%s” is not an address of this machine. It looks like 192.168.1.5."), address);
    return FALSE;
  }
  if (!cs_connections_listen_at (connections, inet, port, error))
    return FALSE;
  g_free (self->authority);
  self->authority = g_strdup_printf ("%s:%u", address, cs_connections_get_port (connections));
  return TRUE;
}

/**
 * cs_page_site_get_authority:
 * @self: a site
 *
 * Returns: (transfer none) (nullable): where it listens, as "192.168.1.5:8481"
 */
const char *
cs_page_site_get_authority (CsPageSite *self)
{
  return self->authority;
}

/**
 * cs_page_site_tick:
 * @self: a site
 *
 * Counts who is there. Called once a second.
 */
void
cs_page_site_tick (CsPageSite *self)
{
  cs_page_talk_tick (self->talk);
}
