/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-desk.h"
#include "cs-event.h"
#include "cs-window.h"

G_BEGIN_DECLS

/* A real show in a folder that is thrown away, and the real window on it. */
typedef struct {
  char *folder;
  CsClock *clock;
  CsDesk *desk;
  CsKeymap *keymap;
  CsWindow *window;
  guint n_posts;
} CsShowTest;

CsShowTest *cs_show_test_new (CsClock *clock) G_GNUC_WARN_UNUSED_RESULT;
void cs_show_test_free (CsShowTest *self);

CsPost *cs_show_test_make_post (CsShowTest *self,
                                guint       number,
                                const char *text) G_GNUC_WARN_UNUSED_RESULT;
void cs_show_test_ingest (CsShowTest *self,
                          CsEventKind kind,
                          CsPost     *post);
void cs_show_test_fill (CsShowTest *self,
                        guint       n_posts);
const CsEntry *cs_show_test_open_entry (CsShowTest *self);
CsState cs_show_test_get_state (CsShowTest *self,
                                gint64      post_id);

void cs_show_test_press (CsShowTest *self,
                         const char *keys);
void cs_show_test_xdotool (const char *arguments);
void cs_show_test_click (CsShowTest *self,
                         GtkWidget  *widget,
                         const char *how);
void cs_show_test_wait (CsShowTest *self,
                        gboolean (*condition) (CsShowTest *self));
void cs_show_test_let_pass (guint time_ms);

GtkWidget *cs_show_test_find (GtkWidget  *root,
                              GType       type,
                              const char *label) G_GNUC_WARN_UNUSED_RESULT;
void cs_show_test_press_button (GtkWidget  *root,
                                const char *label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsShowTest, cs_show_test_free)

G_END_DECLS
