/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-feed.h"

G_BEGIN_DECLS

/* What a feed and its streaming threads share; counted, because either may end first. */
typedef struct {
  GstDevice *device; /* (nullable): none for the test picture and tone */
  CsDeviceKind kind;
  CsFeedFormat format;
  GMainContext *context;
  CsFeed *feed; /* (nullable): touched on the main thread only; none once the feed is gone */

  GMutex lock; /* for what follows; never held while waiting */
  gint64 seen_us; /* when the last buffer came, monotonic; 0 before the first */
  CsCameraFrame *newest; /* (nullable) */
  gboolean calling; /* the main thread has been asked to look */
  int box_width; /* what the preview has to fit into; 0 for no preview */
  int box_height;
  GstElement *valve; /* (nullable): none before the pipeline is built */
  GstElement *preview_caps;
  GstElement *volume;
  gboolean muted;
  GstElement *gain; /* (nullable) */
  double gain_db;
  GTask *grab; /* (nullable): waits for the next picture */
  CsFeedTap tap;
  gpointer tap_data;
  GDestroyNotify tap_destroy;
} CsFeedWire;

CsFeedWire *cs_feed_get_wire (CsFeed *self);
CsFeedWire *cs_feed_wire_ref (CsFeedWire *self);
void cs_feed_wire_unref (gpointer self);
void cs_feed_wire_watch (CsFeedWire *self,
                         GstElement *element,
                         const char *pad_name);
void cs_feed_wire_show (CsFeedWire    *self,
                        CsCameraFrame *frame);
void cs_feed_wire_fit_preview (CsFeedWire *self);
void cs_feed_wire_grab (CsFeedWire *self,
                        GstPad     *pad,
                        GstBuffer  *buffer);
void cs_feed_wire_set_gain (CsFeedWire *self);

GstElement *cs_feed_open_device (GstDevice *device,
                                 GstBin    *bin,
                                 GError   **error);
gboolean cs_feed_is_shared (GstDevice *device);
gboolean cs_feed_build_picture (GstBin  *bin,
                                gpointer data,
                                GError **error);
gboolean cs_feed_build_sound (GstBin  *bin,
                              gpointer data,
                              GError **error);

G_END_DECLS
