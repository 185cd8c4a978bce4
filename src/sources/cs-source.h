/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clock.h"
#include "cs-event.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CsSourceState:
 * @CS_SOURCE_STOPPED: not asked to run, or at its end
 * @CS_SOURCE_CONNECTING: no answer yet
 * @CS_SOURCE_CATCHING_UP: connected, reading what it missed
 * @CS_SOURCE_LIVE: posts arrive as they are written
 * @CS_SOURCE_WAITING: will try again at #CsSource:retry-at-us; #CsSource:reason says why
 * @CS_SOURCE_FAILED: will not try again by itself; #CsSource:reason says what to do
 */
typedef enum {
  CS_SOURCE_STOPPED,
  CS_SOURCE_CONNECTING,
  CS_SOURCE_CATCHING_UP,
  CS_SOURCE_LIVE,
  CS_SOURCE_WAITING,
  CS_SOURCE_FAILED,
} CsSourceState;

/**
 * CsTagMatch:
 * @any: (array zero-terminated=1): the hashtags to follow, without the sign; at least one
 * @all: (array zero-terminated=1) (nullable): a post must carry all of these too
 * @none: (array zero-terminated=1) (nullable): and none of these
 */
typedef struct {
  char **any;
  char **all;
  char **none;
} CsTagMatch;

#define CS_TYPE_SOURCE (cs_source_get_type ())
G_DECLARE_DERIVABLE_TYPE (CsSource, cs_source, CS, SOURCE, GObject)

/**
 * CsSourceSink:
 * @source: who reports
 * @events: (element-type CsEvent): what happened, in order; the sink takes its own reference
 * @position: (nullable): where to go on from when all of @events are on disk
 * @user_data: as given to cs_source_set_sink()
 *
 * Takes a batch. Called on the source's own thread; it may block there, and that is how a full
 * queue slows a source down.
 */
typedef void (*CsSourceSink) (CsSource   *source,
                              GPtrArray  *events,
                              const char *position,
                              gpointer    user_data);

/**
 * CsSourceClass:
 * @run: the source's life, called on its own thread with its own thread-default main context: connects,
 *   reports, reconnects, and returns when @cancellable is cancelled or the source has ended
 * @check_async: (nullable): tries the settings once and says what is wrong in words
 * @check_finish: answers a sentence that says what was found
 * @confirm_async: (nullable): asks the network whether these posts are still there; reports what is not by
 *   the sink. Networks that cannot say leave it out
 *
 * What a network has to provide. Everything else (thread, states, sink, counters) is the base class's.
 */
struct _CsSourceClass {
  GObjectClass parent_class;

  void (*run) (CsSource     *self,
               GCancellable *cancellable);
  void (*check_async) (CsSource           *self,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data);
  char *(*check_finish) (CsSource     *self,
                         GAsyncResult *result,
                         GError      **error);
  void (*confirm_async) (CsSource           *self,
                         char              **native_ids,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);

  gpointer padding[8];
};

/* Main thread. */
void cs_source_set_sink (CsSource      *self,
                         CsSourceSink   sink,
                         gpointer       user_data,
                         GDestroyNotify destroy);
void cs_source_set_position (CsSource   *self,
                             const char *position);
void cs_source_start (CsSource *self);
void cs_source_stop (CsSource *self);
void cs_source_retry_now (CsSource *self);

const char *cs_source_get_id (CsSource *self);
const char *cs_source_get_title (CsSource *self);
const char *cs_source_get_host (CsSource *self);
CsNetwork cs_source_get_network (CsSource *self);
CsClock *cs_source_get_clock (CsSource *self);
CsSourceState cs_source_get_state (CsSource *self);
const char *cs_source_get_reason (CsSource *self);
gint64 cs_source_get_retry_at_us (CsSource *self);
gint64 cs_source_get_heard_us (CsSource *self);
guint cs_source_get_n_posts (CsSource *self);
guint cs_source_get_n_refused (CsSource *self);
gboolean cs_source_get_sign_in (CsSource *self);

void cs_source_check_async (CsSource           *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
char *cs_source_check_finish (CsSource     *self,
                              GAsyncResult *result,
                              GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_source_confirm_async (CsSource           *self,
                              char              **native_ids,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean cs_source_confirm_finish (CsSource     *self,
                                   GAsyncResult *result,
                                   GError      **error);

/* For subclasses, on the main thread. */
gboolean cs_source_invoke (CsSource      *self,
                           GSourceFunc    func,
                           gpointer       data,
                           GDestroyNotify destroy);

/* For subclasses, on the source's own thread. Property changes reach the main thread coalesced. */
void cs_source_report (CsSource   *self,
                       GPtrArray  *events,
                       const char *position);
void cs_source_set_state (CsSource     *self,
                          CsSourceState state,
                          const char   *reason,
                          gint64        retry_at_us);
void cs_source_ask_to_sign_in (CsSource *self);
void cs_source_heard (CsSource *self);
void cs_source_count_refused (CsSource *self);
gboolean cs_source_wait (CsSource     *self,
                         guint         timeout_ms,
                         GCancellable *cancellable);
const char *cs_source_get_position (CsSource *self);

G_END_DECLS
