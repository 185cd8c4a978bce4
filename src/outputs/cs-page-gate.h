/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define CS_PAGE_MAX_BODY 4096

/* Everything that the page for those near by answers. All but the health stands behind the link. */
typedef enum {
  CS_PAGE_NONE,
  CS_PAGE_HEALTH,
  CS_PAGE_HTML,
  CS_PAGE_CSS,
  CS_PAGE_JS,
  CS_PAGE_PLAYER,
  CS_PAGE_PLAYLIST,
  CS_PAGE_HEAD,
  CS_PAGE_PIECE,
  CS_PAGE_STATE,
  CS_PAGE_JOIN,
  CS_PAGE_COMMENT,
  CS_PAGE_HEARTS,
} CsPageRoute;

/**
 * CsPageGate:
 * @authority: where we listen, as "192.168.1.5:8481"
 * @link: the unguessable part of the address
 *
 * What the gate compares requests with. Owns nothing.
 */
typedef struct {
  const char *authority;
  const char *link;
} CsPageGate;

guint cs_page_gate_check (const CsPageGate   *gate,
                          const char         *method,
                          GUri               *uri,
                          SoupMessageHeaders *headers,
                          CsPageRoute        *route,
                          guint64            *number,
                          const char        **reason);

G_END_DECLS
