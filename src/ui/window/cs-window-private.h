/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-consent.h"
#include "cs-notice.h"
#include "cs-cursor.h"
#include "cs-window.h"

G_BEGIN_DECLS

/* A press of a key or of a button. */
typedef struct {
  guint serial;      /* counts presses; 0 before the first */
  guint32 time_ms;   /* the display's clock; GDK_CURRENT_TIME where that tells none */
  gint64 handled_us; /* monotonic: when what it asked for was done; 0 for never */
} CsPress;

/* How many of stream, centre and live pane stand side by side. */
typedef enum {
  CS_ROOM_FOR_ONE,
  CS_ROOM_FOR_TWO,
  CS_ROOM_FOR_ALL,
} CsRoom;

struct _CsWindow {
  AdwApplicationWindow parent_instance;

  CsKeymap *keymap;
  CsPictureLoader *loader; /* (nullable) */
  GSettings *settings;     /* (nullable) */

  /* All or none of these. */
  CsDesk *desk;
  CsCursor *cursor;
  CsPostList *queue;
  CsPostList *stream;
  struct _CsContestDirector *director; /* (nullable): none in a show without contests */

  char *page;
  guint tick_id;
  gint64 ticked_s;
  gint64 clock_offset_us;
  gint64 clock_set_us; /* monotonic: when the clock was seen to have been set; 0 for not lately */
  guint status_id;       /* takes the word about the last act away */
  gboolean close_wanted; /* the person has confirmed */
  CsPress press; /* the last one */
  guint approve_serial; /* of the press that approved last, or asked to */
  CsPress take; /* the one that took last, with no other act since */
  gboolean taking; /* a take is on its way to the disk */
  const char *take_again; /* (nullable): the action of another press meanwhile */
  CsConsent *consent; /* to approvals that were asked about */
  char *photo; /* (nullable): the last one */

  /* Keys. */
  GHashTable *down;      /* keycodes held down now */
  guint clear_id;        /* running while the clear key is held */
  guint hold_keycode;    /* the key that streams while it is held; 0 for none */
  gboolean stream_asked; /* with less than room for all: this pane was asked for */
  gboolean side_asked;
  CsRoom room;
  int centre_width; /* in pixels, when it was last seen */
  guint layout_id;
  gulong layout_handler;

  GtkWidget *main_stack;
  GtkWidget *start_overlay;
  GtkWidget *start_notice;
  GtkWidget *start_page;
  GtkWidget *busy_page;
  GtkWidget *busy_label;
  GtkWidget *show_page;
  GtkWidget *title_box;
  GtkWidget *title_label;
  GtkWidget *subtitle_label;
  GtkWidget *rehearsal_badge;
  GtkWidget *show_title;
  GtkWidget *start_title;
  GtkWidget *title_stack;
  GtkWidget *clock_label;
  GtkWidget *tally;
  GtkWidget *source_button;
  GtkWidget *menu_button;
  GtkWidget *stream_button;
  GtkWidget *side_button;
  GtkWidget *trouble_bar;
  GtkWidget *trouble_label;
  GtkWidget *clock_bar;
  GtkWidget *clock_bar_label;
  GtkWidget *panes; /* lets the window become narrower than they are: then they fold */
  GtkWidget *outer_paned;
  GtkWidget *inner_paned;
  GtkWidget *stream_pane;
  GtkWidget *centre;
  GtkWidget *side;
  GtkWidget *notice;
  GtkWidget *tabs;
  GtkWidget *pages;
  GtkWidget *triage_count;
  GtkWidget *queue_count;
  GtkWidget *rundown_count;
  GtkWidget *as_run_count;
  GtkWidget *status_box;
  GtkWidget *status_icon;
  GtkWidget *status_label;
  GtkWidget *place_box;
  GtkWidget *place_label;
  GtkWidget *triage_paned;
  GtkWidget *post_card;
  GtkWidget *next_view;    /* the queue beside the session, in a wide window */
  GtkWidget *session_view; /* the rundown from the current session on */
  GtkWidget *queue_view;
  GtkWidget *beside_view; /* the queue beside the whole rundown, in a wide window */
  GtkWidget *rundown_view;
  GtkWidget *as_run_view;
  GtkWidget *strip;
  GtkWidget *live_pane;
  GtkWidget *live_badge;
  GtkWidget *contest_panel;
  GtkWidget *frame_meter; /* (nullable) */
};

/* cs-window-actions.c */
void cs_window_install_actions (GtkWidgetClass *widget_class);
void cs_window_update_actions (CsWindow *self);

/* cs-window.c */

/* cs-window-contest.c */
void cs_window_install_contest_actions (GtkWidgetClass *widget_class);
void cs_window_install_photo_actions (GtkWidgetClass *widget_class);
void cs_window_update_photo_actions (CsWindow *self);
void cs_window_install_program_actions (GtkWidgetClass *widget_class);
void cs_window_update_program_actions (CsWindow *self);
void cs_window_install_replay_actions (GtkWidgetClass *widget_class);
void cs_window_update_replay_actions (CsWindow *self);
void cs_window_update_contest_actions (CsWindow *self);
void cs_window_fill_contest (CsWindow *self);
void cs_window_drop_contest (CsWindow *self);

/* cs-window-frames.c */
void cs_window_install_frame_actions (GtkWidgetClass *widget_class);

/* cs-window-keys.c */
void cs_window_init_keys (CsWindow *self);
void cs_window_drop_keys (CsWindow *self);
void cs_window_init_presses (CsWindow *self);

/* cs-window-layout.c */
void cs_window_init_layout (CsWindow *self);
void cs_window_drop_layout (CsWindow *self);
void cs_window_show_pane (CsWindow *self,
                          gboolean  stream);

/* cs-window-live.c */
void cs_window_install_live_actions (GtkWidgetClass *widget_class);
void cs_window_update_live_actions (CsWindow *self);
void cs_window_fill_live (CsWindow *self);
void cs_window_drop_live (CsWindow *self);
void cs_window_ask_to_end (CsWindow *self);
gboolean cs_window_is_live (CsWindow *self);

/* cs-window-page.c */
void cs_window_install_page_actions (GtkWidgetClass *widget_class);
void cs_window_update_page_actions (CsWindow *self);
void cs_window_fill_page (CsWindow *self);

/* cs-window-live-devices.c */
void cs_window_install_device_actions (GtkWidgetClass *widget_class);
void cs_window_update_device_actions (CsWindow *self);
void cs_window_choose_devices (CsWindow *self);

/* cs-window-picture.c */
void cs_window_install_picture_actions (GtkWidgetClass *widget_class);
void cs_window_update_picture_actions (CsWindow *self);

/* cs-window-rundown.c */
void cs_window_install_rundown_actions (GtkWidgetClass *widget_class);
void cs_window_update_rundown_actions (CsWindow *self);
void cs_window_fill_rundown (CsWindow *self);
void cs_window_drop_rundown (CsWindow *self);
void cs_window_tick_rundown (CsWindow *self);
CsPostItem *cs_window_find_listed (CsWindow *self);

/* cs-window-stream.c */
void cs_window_fill_stream (CsWindow *self);
void cs_window_drop_stream (CsWindow *self);

/* cs-window-status.c */
void cs_window_start_ticking (CsWindow *self);
void cs_window_stop_ticking (CsWindow *self);
void cs_window_tell (CsWindow   *self,
                     const char *icon_name,
                     const char *what);
void cs_window_update_place (CsWindow *self);

G_END_DECLS
