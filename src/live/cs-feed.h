/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-camera-frame.h"
#include "cs-device.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define CS_SOUND_RATE 48000
#define CS_SOUND_CHANNELS 2
#define CS_SILENT_DB (-60.0)
#define CS_GAIN_MIN_DB (-20.0)
#define CS_GAIN_MAX_DB 20.0

/**
 * CsFeedFormat:
 * @width: of the picture, in pixels, even
 * @height: of the picture, in pixels, even
 * @fps: pictures a second
 *
 * What a camera's pictures are brought to, whatever it sends.
 */
typedef struct {
  int width;
  int height;
  int fps;
} CsFeedFormat;

/**
 * CsLevels:
 * @level_db: the loudest of the last fifteenth of a second, left and right, in decibels below full scale
 * @peak_db: the loudest of the last while: held, then falling
 */
typedef struct {
  double level_db[CS_SOUND_CHANNELS];
  double peak_db[CS_SOUND_CHANNELS];
} CsLevels;

/**
 * CsFeedTap:
 * @buffer: (transfer none): a picture or a piece of sound, to be copied before it is changed
 * @time: when it was taken, on the clock that all pipelines count from
 * @data: as given to cs_feed_set_tap()
 *
 * Called on a streaming thread, which must not wait.
 */
typedef void (*CsFeedTap) (GstBuffer   *buffer,
                           GstClockTime time,
                           gpointer     data);

/* One device at work: its own pipeline, which may fail and be thrown away without touching any other. */
#define CS_TYPE_FEED (cs_feed_get_type ())
G_DECLARE_FINAL_TYPE (CsFeed, cs_feed, CS, FEED, GObject)

CsFeed *cs_feed_new (CsDevice           *device,
                     const CsFeedFormat *format,
                     GstClockTime        base_time) G_GNUC_WARN_UNUSED_RESULT;

void cs_feed_start (CsFeed *self);
void cs_feed_end_async (CsFeed             *self,
                        GAsyncReadyCallback callback,
                        gpointer            user_data);

CsDevice *cs_feed_get_device (CsFeed *self);
gint64 cs_feed_get_seen_us (CsFeed *self);
gboolean cs_feed_is_flowing (CsFeed *self);
gboolean cs_feed_doze (CsFeed *self);
gboolean cs_feed_is_dozing (CsFeed *self);
CsCameraFrame *cs_feed_dup_frame (CsFeed *self) G_GNUC_WARN_UNUSED_RESULT;
const CsLevels *cs_feed_get_levels (CsFeed *self);

void cs_feed_set_preview_size (CsFeed *self,
                               int     width,
                               int     height);
void cs_feed_grab (CsFeed *self,
                   GTask  *task);
void cs_feed_set_muted (CsFeed  *self,
                        gboolean muted);
void cs_feed_set_gain_db (CsFeed *self,
                          double  gain_db);
void cs_feed_set_tap (CsFeed        *self,
                      CsFeedTap      tap,
                      gpointer       data,
                      GDestroyNotify destroy);

G_END_DECLS
