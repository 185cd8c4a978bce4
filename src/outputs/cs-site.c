/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-site.h"

#include "cs-command-queue.h"
#include "cs-http-answer.h"
#include "cs-http-host.h"
#include "cs-output-json.h"
#include "cs-pages.h"
#include "cs-reader.h"
#include "cs-stage-json.h"

#include <libsoup/soup.h>

#define MAX_READERS 24 /* some connections of this machine are kept for commands */

struct _CsSite {
  CsAir *air;
  CsClock *clock;
  const CsSiteCalls *calls;
  gpointer user_data;

  CsHttpHost *host;
  GCancellable *cancellable;
  GQueue readers; /* CsReader of the program */
  GQueue watchers; /* CsReader of the draw */
  CsCommandQueue *commands;

  guint sent_epoch;
  guint sent_serial;
  gboolean sent_visible;
  guint sent_stage_serial;
  gboolean sent_staged;
};

static void
look (CsSite     *self,
      CsAirState *state)
{
  g_autoptr (CsSnapshot) off = NULL;
  gint64 now_us = cs_clock_monotonic_us (self->clock);
  CsDarkReason reason;

  off = cs_air_watch (self->air, now_us, &reason);
  if (off != NULL)
    self->calls->darkened (self->user_data, off, reason);
  cs_air_read (self->air, now_us, state);
}

static GBytes *
format_program (CsSite           *self,
                const CsAirState *state)
{
  g_autoptr (CsOutputSettings) settings = self->calls->get_settings (self->user_data);
  g_autofree char *json = cs_output_json_page (state, settings);

  return cs_reader_format ("program", json);
}

static GBytes *
format_stage (CsSite           *self,
              const CsAirState *state)
{
  g_autofree char *json = cs_stage_json_write (state, cs_clock_now_us (self->clock) / 1000);

  return cs_reader_format ("contest", json);
}

static void
reader_gone_cb (CsReader *reader,
                gpointer  data)
{
  CsSite *self = data;

  g_queue_remove (&self->readers, reader);
  g_queue_remove (&self->watchers, reader);
  self->calls->readers_changed (self->user_data, self->readers.length);
}

/* A new page is told at once what is on air, and nothing it might have known before counts. */
static void
serve_events (CsSite            *self,
              SoupServerMessage *message,
              gboolean           contest)
{
  g_auto (CsAirState) state = { 0 };
  g_autoptr (GBytes) event = NULL;
  CsReader *reader;

  if (g_str_equal (soup_server_message_get_method (message), "HEAD")) {
    cs_http_answer_text (message, SOUP_STATUS_OK, "text/event-stream", "");
    return;
  }
  if (self->readers.length + self->watchers.length >= MAX_READERS) {
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", "1");
    cs_http_answer_plain (message, SOUP_STATUS_SERVICE_UNAVAILABLE, "Too many pages read the program. Close one.");
    return;
  }
  look (self, &state);
  event = contest ? format_stage (self, &state) : format_program (self, &state);
  reader = cs_reader_new (message, reader_gone_cb, self);
  g_queue_push_tail (contest ? &self->watchers : &self->readers, reader);
  cs_reader_send_program (reader, event);
  self->calls->readers_changed (self->user_data, self->readers.length);
}

static void
serve_page (CsSite            *self,
            SoupServerMessage *message,
            CsRoute            route)
{
  g_autoptr (CsOutputSettings) settings = self->calls->get_settings (self->user_data);

  cs_pages_serve (message, route, settings, cs_site_get_port (self), self->cancellable);
}

static void
serve_state (CsSite            *self,
             SoupServerMessage *message,
             CsRoute            route)
{
  g_auto (CsAirState) state = { 0 };
  g_autofree char *json = NULL;

  look (self, &state);
  if (route == CS_ROUTE_PROGRAM)
    json = cs_output_json_program (&state);
  else
    json = cs_output_json_health (&state, cs_air_get_beat_age_ms (self->air, cs_clock_monotonic_us (self->clock)), self->readers.length);
  cs_http_answer_json (message, SOUP_STATUS_OK, json);
}

static void
serve_cleared (CsSite            *self,
               SoupServerMessage *message)
{
  g_autofree char *json = cs_output_json_answer (cs_air_get_epoch (self->air), NULL);

  cs_http_answer_json (message, SOUP_STATUS_OK, json);
}

static void
answer (SoupServerMessage *message,
        gpointer           data)
{
  CsSite *self = data;
  CsRoute route = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (message), "cs-route"));

  switch (route) {
  case CS_ROUTE_OVERLAY:
  case CS_ROUTE_OVERLAY_CSS:
  case CS_ROUTE_OVERLAY_JS:
  case CS_ROUTE_OVERLAY_FILE:
  case CS_ROUTE_THEME:
  case CS_ROUTE_CONTEST:
  case CS_ROUTE_CONTEST_CSS:
  case CS_ROUTE_CONTEST_JS:
    serve_page (self, message, route);
    break;
  case CS_ROUTE_EVENTS:
  case CS_ROUTE_EVENTS_BY_KEY:
    serve_events (self, message, FALSE);
    break;
  case CS_ROUTE_CONTEST_EVENTS:
    serve_events (self, message, TRUE);
    break;
  case CS_ROUTE_PROGRAM:
  case CS_ROUTE_HEALTH:
    serve_state (self, message, route);
    break;
  case CS_ROUTE_CLEAR:
    serve_cleared (self, message);
    break;
  case CS_ROUTE_OUT:
    cs_command_queue_take (self->commands, message, CS_OUTPUT_OUT);
    break;
  case CS_ROUTE_CUE:
    cs_command_queue_take (self->commands, message, CS_OUTPUT_CUE);
    break;
  case CS_ROUTE_TAKE:
    cs_command_queue_take (self->commands, message, CS_OUTPUT_TAKE);
    break;
  case CS_ROUTE_NONE:
    cs_http_answer_plain (message, SOUP_STATUS_NOT_FOUND, "There is nothing at this address.");
    break;
  }
}

static guint
pass_gate (CsSite            *self,
           SoupServerMessage *message,
           CsRoute           *route,
           const char       **reason)
{
  g_autoptr (CsOutputSettings) settings = self->calls->get_settings (self->user_data);
  const CsHttpGate gate = {
    .port = cs_site_get_port (self),
    .read_key = settings->read_key,
    .token = settings->token,
  };

  return cs_http_gate_check (&gate, soup_server_message_get_method (message), soup_server_message_get_uri (message),
                             soup_server_message_get_request_headers (message), route, reason);
}

static guint
check (SoupServerMessage *message,
       gpointer           data,
       const char       **reason)
{
  CsSite *self = data;
  CsRoute route = CS_ROUTE_NONE;
  guint status = pass_gate (self, message, &route, reason);

  if (status != SOUP_STATUS_OK)
    route = CS_ROUTE_NONE;
  if (route == CS_ROUTE_CLEAR)
    self->calls->clear (self->user_data); /* before its body has come */
  cs_http_answer_prepare (message, route);
  g_object_set_data (G_OBJECT (message), "cs-route", GUINT_TO_POINTER (route));
  return status;
}

static const CsHttpHostCalls host_calls = { check, answer, "The body is too long: at most 64 KiB are read." };

static gboolean
is_sent (CsSite           *self,
         const CsAirState *state)
{
  return state->epoch == self->sent_epoch && state->serial == self->sent_serial &&
         (state->snapshot != NULL) == self->sent_visible;
}

static void
send_program (CsSite           *self,
              const CsAirState *state)
{
  g_autoptr (GBytes) program = format_program (self, state);

  self->sent_epoch = state->epoch;
  self->sent_serial = state->serial;
  self->sent_visible = state->snapshot != NULL;
  for (GList *l = self->readers.head; l != NULL; l = l->next)
    cs_reader_send_program (l->data, program);
}

static gboolean
is_stage_sent (CsSite           *self,
               const CsAirState *state)
{
  return state->epoch == self->sent_epoch && state->stage_serial == self->sent_stage_serial &&
         (state->stage != NULL) == self->sent_staged;
}

static void
send_stage (CsSite           *self,
            const CsAirState *state)
{
  g_autoptr (GBytes) stage = format_stage (self, state);

  self->sent_stage_serial = state->stage_serial;
  self->sent_staged = state->stage != NULL;
  for (GList *l = self->watchers.head; l != NULL; l = l->next)
    cs_reader_send_program (l->data, stage);
}

static void
send_beat (CsSite           *self,
           const CsAirState *state)
{
  gint64 now_us = cs_clock_monotonic_us (self->clock);
  g_autofree char *json = cs_output_json_beat (state, cs_air_get_beat_age_ms (self->air, now_us));
  g_autoptr (GBytes) beat = cs_reader_format ("beat", json);

  for (GList *l = self->readers.head; l != NULL; l = l->next)
    cs_reader_send_beat (l->data, beat, now_us);
}

static void
send_stage_beat (CsSite           *self,
                 const CsAirState *state)
{
  gint64 now_us = cs_clock_monotonic_us (self->clock);
  g_autofree char *json = cs_stage_json_write_beat (state, cs_air_get_beat_age_ms (self->air, now_us));
  g_autoptr (GBytes) beat = cs_reader_format ("beat", json);

  for (GList *l = self->watchers.head; l != NULL; l = l->next)
    cs_reader_send_beat (l->data, beat, now_us);
}

/**
 * cs_site_new:
 * @air: what is on air
 * @clock: tells the time
 * @calls: (transfer none): what it needs from its server
 * @user_data: for @calls
 *
 * Makes a site in the thread-default main context.
 *
 * Returns: (transfer full): a site that does not listen yet
 */
CsSite *
cs_site_new (CsAir             *air,
             CsClock           *clock,
             const CsSiteCalls *calls,
             gpointer           user_data)
{
  CsSite *self = g_new0 (CsSite, 1);

  self->air = air;
  self->clock = g_object_ref (clock);
  self->calls = calls;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->commands = cs_command_queue_new (air, clock, calls->command, user_data);
  g_queue_init (&self->readers);
  g_queue_init (&self->watchers);
  self->host = cs_http_host_new (&host_calls, self);
  return self;
}

/**
 * cs_site_free:
 * @self: (transfer full): a site
 *
 * Ends every connection.
 */
void
cs_site_free (CsSite *self)
{
  g_cancellable_cancel (self->cancellable);
  cs_http_host_close (self->host);
  g_queue_clear_full (&self->readers, (GDestroyNotify) cs_reader_free);
  g_queue_clear_full (&self->watchers, (GDestroyNotify) cs_reader_free);
  cs_command_queue_free (self->commands);
  cs_http_host_free (self->host);
  g_object_unref (self->cancellable);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * cs_site_listen:
 * @self: a site
 * @port: a port, or 0 for a free one
 * @error: where to say why not, in a sentence for a person
 *
 * Returns: whether it listens
 */
gboolean
cs_site_listen (CsSite  *self,
                guint16  port,
                GError **error)
{
  return cs_connections_listen (cs_http_host_get_connections (self->host), port, error);
}

/**
 * cs_site_get_port:
 * @self: a site that listens
 *
 * Returns: its port
 */
guint16
cs_site_get_port (CsSite *self)
{
  return cs_connections_get_port (cs_http_host_get_connections (self->host));
}

/**
 * cs_site_refresh:
 * @self: a site
 *
 * Tells every page what is on air now.
 */
void
cs_site_refresh (CsSite *self)
{
  g_auto (CsAirState) state = { 0 };
  gboolean stage_changed;

  look (self, &state);
  stage_changed = !is_stage_sent (self, &state);
  if (stage_changed)
    send_stage (self, &state);
  /* The program is told again when its settings changed, and not for the draw beside it: that would show it anew. */
  if (!stage_changed || !is_sent (self, &state))
    send_program (self, &state);
}

/**
 * cs_site_beat:
 * @self: a site
 *
 * Watches over the air and sends a heartbeat to every page. Called four times a second.
 */
void
cs_site_beat (CsSite *self)
{
  g_auto (CsAirState) state = { 0 };

  cs_command_queue_answer_overdue (self->commands);
  look (self, &state);
  /* No page may hear the heart of a state that it was not told. */
  if (!is_stage_sent (self, &state))
    send_stage (self, &state);
  if (!is_sent (self, &state))
    send_program (self, &state);
  send_beat (self, &state);
  send_stage_beat (self, &state);
}

/**
 * cs_site_answer:
 * @self: a site
 * @id: which command
 * @error: (nullable): why it was refused
 *
 * Answers a command that was handed on.
 */
void
cs_site_answer (CsSite       *self,
                guint         id,
                const GError *error)
{
  cs_command_queue_answer (self->commands, id, error);
}
