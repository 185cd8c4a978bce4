/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-output-server.h"
#include "cs-output-settings.h"
#include "cs-site.h"

G_BEGIN_DECLS

/* The one thing that the output thread, the main thread and whoever answers a command share. It outlives
 * the server, so that none of them has to keep the server alive: the output thread must never be the one
 * that lets go of it last. */
typedef struct {
  GMutex lock; /* guards @server */
  CsOutputServer *server; /* (nullable): not owned */
  GMainContext *context; /* of the output thread */
  GMainContext *main_context;
  CsSite *site; /* (nullable): used on the output thread only */
} CsOutputLink;

struct _CsOutputServer {
  GObject parent_instance;

  CsClock *clock;
  CsAir *air;
  CsOutputLink *link;
  GSource *changed; /* wakes the output thread; fires once however often it is asked for */

  GMutex lock; /* guards @settings */
  CsOutputSettings *settings;

  GThread *thread; /* (nullable): belongs to whoever starts and stops */
  gint stopping; /* atomic */
  gint port; /* atomic */
  gint n_readers; /* atomic */
};

/* cs-output-link.c */
CsOutputLink *cs_output_link_new (CsOutputServer *server) G_GNUC_WARN_UNUSED_RESULT;
void cs_output_link_unref (CsOutputLink *self);
void cs_output_link_cut (CsOutputLink *self);
void cs_output_link_tell_main (CsOutputLink  *self,
                               GSourceFunc    func,
                               gpointer       user_data,
                               GDestroyNotify destroy);
void cs_output_link_tell_dark (CsOutputLink *self,
                               CsSnapshot   *snapshot,
                               CsDarkReason  reason,
                               gint64        at_us);
void cs_output_link_tell_command (CsOutputLink    *self,
                                  CsOutputCommand *command,
                                  guint            id);

/* cs-output-thread.c */
GSource *cs_output_thread_add_waker (CsOutputLink *link) G_GNUC_WARN_UNUSED_RESULT;
void cs_output_thread_start (CsOutputServer *server,
                             GTask          *task,
                             guint16         port);
void cs_output_thread_stop (CsOutputServer *server);

G_END_DECLS
