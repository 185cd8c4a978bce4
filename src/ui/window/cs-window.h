/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"
#include "cs-keymap.h"
#include "cs-picture-loader.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The window: the first page, or all of a running show at once. Every intent is an action:
 *   triage.*   approve, reject, hold, open (x: the post), next, previous, undo, reject-with-reason, copy, browse
 *   program.*  cue (x: the post), take, take-next, out, clear
 *   stream.*   search, release
 *   contest.*  account (x: the account), choose (s: its name), draw, leave-out-list, new, set-up, stage
 *   live.toggle, view.page (s), view.stream, view.side, view.frames
 *   start.*    rehearsal, new, open, open-uri (s): only while no show is open
 *   win.*      say (s), add-source, overlay, close-show, next-pane, previous-pane, shortcuts */
#define CS_TYPE_WINDOW (cs_window_get_type ())
G_DECLARE_FINAL_TYPE (CsWindow, cs_window, CS, WINDOW, AdwApplicationWindow)

GtkWidget *cs_window_new (GtkApplication  *application,
                          CsKeymap        *keymap,
                          CsPictureLoader *loader,
                          GSettings       *settings) G_GNUC_WARN_UNUSED_RESULT;

void cs_window_set_desk (CsWindow *self,
                         CsDesk   *desk);
void cs_window_set_busy (CsWindow   *self,
                         const char *sentence);
void cs_window_show_dialog (CsWindow  *self,
                            GtkWindow *dialog);
void cs_window_say (CsWindow   *self,
                    const char *sentence);
void cs_window_measure_frames (CsWindow   *self,
                               const char *path);

G_END_DECLS
