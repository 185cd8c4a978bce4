/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* Cameras and microphones that are plugged in and out by the test. Only a device list made for this class sees
 * them, and it sees nothing else: no test ever opens a real camera. They stay plugged in until they are unplugged. */
#define FAKE_DEVICES_CLASS "Fake"

typedef enum {
  FAKE_WORKS,
  FAKE_BUSY,   /* another program has it */
  FAKE_SILENT, /* open, and gives nothing */
} FakeMood;

void fake_devices_register (void);

void fake_devices_plug (const char *name,
                        gboolean    camera,
                        FakeMood    mood);
void fake_devices_unplug (const char *name);
void fake_devices_unplug_all (void);
void fake_devices_set_mood (const char *name,
                            FakeMood    mood);

G_END_DECLS
