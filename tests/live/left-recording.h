/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LEFT_FPS 30
/* A part is as long in pictures as in pieces of sound, and has three clusters. */
#define LEFT_N_PICTURES 64
#define LEFT_N_SOUNDS 100
#define LEFT_PART_S (LEFT_N_PICTURES / (double) LEFT_FPS)
#define LEFT_STEP_S (1 / (double) LEFT_FPS)
#define LEFT_SOUND_STEP_S (1024 / 48000.0)
#define LEFT_N_PARTS 3

/* A recording that nobody came to put together. */
typedef struct {
  char *folder;
  char *inside;
  char *film;
} LeftRecording;

void left_open (LeftRecording *left);
void left_close (LeftRecording *left);

GBytes *left_read_part (guint number);
guint8 *left_copy_part (guint  number,
                        gsize *n) G_GNUC_WARN_UNUSED_RESULT;
char *left_get_part (const LeftRecording *left,
                     const char          *prefix,
                     guint                number) G_GNUC_WARN_UNUSED_RESULT;
void left_put_part (const LeftRecording *left,
                    guint                number,
                    const void          *bytes,
                    gsize                n);
gboolean left_has_part (const LeftRecording *left,
                        guint                number);
/* Removes what is in it, and says how much that was. */
guint left_empty (const char *folder);

/* Puts together what was left, as a start does. */
GPtrArray *left_gather (const char *folder,
                        char      **lack,
                        GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
