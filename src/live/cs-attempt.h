/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-gauge.h"
#include "cs-line.h"

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/* One attempt to stream to a destination: what its threads report to the main thread. Once it is closed, nothing
 * that still comes from it is heard. */
typedef struct _CsAttempt CsAttempt;

/* Both are called on the main thread. */
typedef void (*CsAttemptLive) (gpointer owner);
typedef void (*CsAttemptFail) (const GError *error,
                               gpointer      owner);

CsAttempt *cs_attempt_new (CsLine       *line,
                           CsAttemptLive live,
                           CsAttemptFail fail,
                           gpointer      owner) G_GNUC_WARN_UNUSED_RESULT;
CsAttempt *cs_attempt_ref (CsAttempt *self);
void cs_attempt_unref (gpointer self);
void cs_attempt_close (CsAttempt *self);

void cs_attempt_attach (CsAttempt *self,
                        CsTrack    track,
                        GstAppSrc *source);
void cs_attempt_count (CsAttempt  *self,
                       GstElement *sink,
                       gboolean    proves_live);
void cs_attempt_prove (CsAttempt *self);
void cs_attempt_fail (CsAttempt    *self,
                      const GError *error);
guint64 cs_attempt_get_n_bytes (CsAttempt *self);

void cs_attempt_set_gauge (CsAttempt     *self,
                           CsGaugeRead    read,
                           gpointer       data,
                           GDestroyNotify destroy);
void cs_attempt_read_gauge (CsAttempt *self,
                            CsGauge   *gauge);

G_END_DECLS
