/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define CS_HTTP_MAX_BODY (64 * 1024)

/* Everything this server answers. There is nothing else: no files, no folders, no upgrades. */
typedef enum {
  CS_ROUTE_NONE,
  CS_ROUTE_OVERLAY,
  CS_ROUTE_OVERLAY_CSS,
  CS_ROUTE_OVERLAY_JS,
  CS_ROUTE_OVERLAY_FILE,
  CS_ROUTE_THEME,
  CS_ROUTE_CONTEST,
  CS_ROUTE_CONTEST_CSS,
  CS_ROUTE_CONTEST_JS,
  CS_ROUTE_CONTEST_EVENTS,
  CS_ROUTE_EVENTS,
  CS_ROUTE_EVENTS_BY_KEY,
  CS_ROUTE_PROGRAM,
  CS_ROUTE_HEALTH,
  CS_ROUTE_CLEAR,
  CS_ROUTE_OUT,
  CS_ROUTE_CUE,
  CS_ROUTE_TAKE,
} CsRoute;

/**
 * CsHttpGate:
 * @port: the port we listen on
 * @read_key: the unguessable part of the keyed event path
 * @token: (nullable): the bearer token of commands
 *
 * What the gate compares requests with. Owns nothing.
 */
typedef struct {
  guint16 port;
  const char *read_key;
  const char *token;
} CsHttpGate;

guint cs_http_gate_check (const CsHttpGate   *gate,
                          const char         *method,
                          GUri               *uri,
                          SoupMessageHeaders *headers,
                          CsRoute            *route,
                          const char        **reason);

G_END_DECLS
