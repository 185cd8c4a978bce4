/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CS_LIVE_ERROR (cs_live_error_quark ())

/**
 * CsLiveError:
 * @CS_LIVE_ERROR_MISSING: a part of GStreamer is not installed
 * @CS_LIVE_ERROR_BUSY: another program uses the device
 * @CS_LIVE_ERROR_GONE: the device is not there, or no longer
 * @CS_LIVE_ERROR_DENIED: this user may not use the device
 * @CS_LIVE_ERROR_SILENT: the device is there and gives nothing
 * @CS_LIVE_ERROR_ADDRESS: not an address that can be streamed to
 * @CS_LIVE_ERROR_NOT_FOUND: no server of that name
 * @CS_LIVE_ERROR_UNREACHABLE: nobody answers, or not in time
 * @CS_LIVE_ERROR_TLS: the server cannot be trusted
 * @CS_LIVE_ERROR_PROTOCOL: the server speaks something else
 * @CS_LIVE_ERROR_REFUSED: the server does not take the stream: key, application, passphrase
 * @CS_LIVE_ERROR_IN_USE: somebody streams there already
 * @CS_LIVE_ERROR_LOST: the connection broke
 * @CS_LIVE_ERROR_SPACE: the disk is full, or nearly
 * @CS_LIVE_ERROR_FAILED: anything else
 *
 * Why there is no picture, no sound, no stream or no recording. Each comes with a sentence that a person can act
 * on, and none holds a key.
 */
typedef enum {
  CS_LIVE_ERROR_MISSING,
  CS_LIVE_ERROR_BUSY,
  CS_LIVE_ERROR_GONE,
  CS_LIVE_ERROR_DENIED,
  CS_LIVE_ERROR_SILENT,
  CS_LIVE_ERROR_ADDRESS,
  CS_LIVE_ERROR_NOT_FOUND,
  CS_LIVE_ERROR_UNREACHABLE,
  CS_LIVE_ERROR_TLS,
  CS_LIVE_ERROR_PROTOCOL,
  CS_LIVE_ERROR_REFUSED,
  CS_LIVE_ERROR_IN_USE,
  CS_LIVE_ERROR_LOST,
  CS_LIVE_ERROR_SPACE,
  CS_LIVE_ERROR_FAILED,
} CsLiveError;

GQuark cs_live_error_quark (void);

/* At the top of every main() that may stream: before any thread. */
void cs_live_init (void);

/* At the end of every main() that may stream: after everything is closed. */
int cs_live_leave (int code);

/* Never on the main thread: the first time it may take seconds. */
gboolean cs_live_load (GError **error);

GError *cs_live_device_error (const GError *error,
                              const char   *device) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
