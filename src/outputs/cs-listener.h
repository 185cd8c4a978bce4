/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Listens on one address of this machine and keeps listening: through a lack of descriptors, a failed accept, and
 * a socket that was taken away. Lives on one thread with one main context. */
typedef struct _CsListener CsListener;

/* Somebody has come; the socket is dropped when nobody takes a reference. */
typedef void (*CsListenerFunc) (GSocket *socket,
                                gpointer user_data);

CsListener *cs_listener_new (CsListenerFunc admit,
                             gpointer       user_data) G_GNUC_WARN_UNUSED_RESULT;
void cs_listener_free (CsListener *self);

gboolean cs_listener_open (CsListener   *self,
                           GInetAddress *address,
                           guint16       port,
                           GError      **error);
guint16 cs_listener_get_port (CsListener *self);

G_END_DECLS
