/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-pane.h"

#include "cs-destination-list.h"
#include "cs-device-menu.h"
#include "cs-dispose.h"
#include "cs-frame.h"
#include "cs-go-button.h"
#include "cs-hearts-layer.h"
#include "cs-key-hint.h"
#include "cs-level-meter.h"
#include "cs-live-badge.h"
#include "cs-live-link.h"
#include "cs-live-words.h"
#include "cs-page-button.h"
#include "cs-picture-panel.h"

#include <glib/gi18n-lib.h>

#define TICK_MS 500

struct _CsLivePane {
  GtkWidget parent_instance;

  CsFrame *frame;
  CsLiveLink *link; /* (nullable) */
  CsDeskLive *live; /* (nullable) */
  gboolean test;
  guint tick_id;

  GtkWidget *camera_label;
  GtkWidget *picture;
  GtkWidget *camera_box;
  GtkWidget *state_label;
  GtkWidget *badge;
  GtkWidget *countdown_label;
  GtkWidget *standby_button;
  GtkWidget *meter;
  GtkWidget *trouble_box;
  GtkWidget *trouble_label;
  GtkWidget *live_button;
  GtkWidget *microphone_menu;
  GtkWidget *camera_menu;
  GtkWidget *sheet_button;
  GtkWidget *sheet_label;
  GtkWidget *left_label;
  GtkWidget *obstacle_label;
  GtkWidget *destination_list;
  GtkWidget *hearts_layer;
  GtkWidget *page_button;
  GtkWidget *picture_panel;
};

G_DEFINE_FINAL_TYPE (CsLivePane, cs_live_pane, GTK_TYPE_WIDGET)

static CsDeskLiveState
get_state (CsLivePane *self)
{
  return self->live != NULL ? cs_desk_live_get_state (self->live) : CS_DESK_LIVE_OFF;
}

static void
show_frame_colour (CsLivePane *self)
{
  if (get_state (self) == CS_DESK_LIVE_ON)
    gtk_widget_add_css_class (self->camera_box, "on-air");
  else
    gtk_widget_remove_css_class (self->camera_box, "on-air");
}

static void
show_state (CsLivePane *self)
{
  CsDeskLiveState state = get_state (self);
  g_autofree char *seconds = self->live != NULL && state == CS_DESK_LIVE_COUNTING
                               ? g_strdup_printf ("%u", cs_desk_live_get_countdown (self->live))
                               : NULL;

  gtk_label_set_text (GTK_LABEL (self->state_label),
                      self->test ? _("Test picture · not live") : _("Local preview · not live"));
  gtk_widget_set_visible (self->state_label, state == CS_DESK_LIVE_OFF);
  gtk_label_set_text (GTK_LABEL (self->countdown_label), seconds != NULL ? seconds : "");
  gtk_widget_set_visible (self->countdown_label, seconds != NULL);
  show_frame_colour (self);
}

static void
show_standby (CsLivePane *self)
{
  gboolean standby = self->live != NULL && cs_desk_live_get_standby (self->live);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->standby_button), standby);
  gtk_widget_set_opacity (self->picture, standby ? 0.25 : 1);
}

static void
show_sheet (CsLivePane *self)
{
  g_autofree char *text = cs_live_words_sheet (cs_desk_live_get_sheet (self->live));
  /* Translators: what a button says to a screen reader: "The broadcast: Backstage, Public" */
  g_autofree char *label = g_strdup_printf (_("The broadcast: %s"), text);

  gtk_label_set_text (GTK_LABEL (self->sheet_label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sheet_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
set_obstacle (CsLivePane *self,
              const char *obstacle)
{
  gtk_label_set_text (GTK_LABEL (self->obstacle_label), obstacle != NULL ? obstacle : "");
  gtk_widget_set_visible (self->obstacle_label, obstacle != NULL);
}

static void
show_obstacle (CsLivePane *self)
{
  g_autofree char *obstacle =
    get_state (self) == CS_DESK_LIVE_OFF ? cs_desk_live_find_obstacle (self->live) : NULL;
  const GError *trouble = cs_broadcast_get_trouble (cs_desk_live_get_broadcast (self->live));

  if (trouble != NULL && get_state (self) != CS_DESK_LIVE_OFF)
    obstacle = g_strdup (trouble->message);
  set_obstacle (self, obstacle);
}

static gboolean
tick_cb (gpointer data)
{
  CsLivePane *self = data;
  gint64 ends_at_us = cs_desk_live_get_ends_at_us (self->live);
  g_autofree char *left = cs_live_words_left (ends_at_us, g_get_monotonic_time ());

  gtk_label_set_text (GTK_LABEL (self->left_label), left);
  gtk_widget_set_visible (self->left_label, ends_at_us != 0);
  gtk_widget_set_visible (self->sheet_label, ends_at_us == 0);
  show_obstacle (self);
  return G_SOURCE_CONTINUE;
}

static void
drop_live (CsLivePane *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->live != NULL)
    g_signal_handlers_disconnect_by_data (self->live, self);
  g_clear_object (&self->live);
}

static void
cs_live_pane_dispose (GObject *object)
{
  CsLivePane *self = CS_LIVE_PANE (object);

  drop_live (self);
  if (self->link != NULL)
    g_object_run_dispose (G_OBJECT (self->link));
  g_clear_object (&self->link);
  g_clear_object (&self->frame);
  cs_dispose_template (GTK_WIDGET (self), CS_TYPE_LIVE_PANE);
  G_OBJECT_CLASS (cs_live_pane_parent_class)->dispose (object);
}

static void
cs_live_pane_class_init (CsLivePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_live_pane_dispose;

  g_type_ensure (CS_TYPE_DESTINATION_LIST);
  g_type_ensure (CS_TYPE_DEVICE_MENU);
  g_type_ensure (CS_TYPE_GO_BUTTON);
  g_type_ensure (CS_TYPE_HEARTS_LAYER);
  g_type_ensure (CS_TYPE_KEY_HINT);
  g_type_ensure (CS_TYPE_LEVEL_METER);
  g_type_ensure (CS_TYPE_LIVE_BADGE);
  g_type_ensure (CS_TYPE_PAGE_BUTTON);
  g_type_ensure (CS_TYPE_PICTURE_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/live/cs-live-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, camera_label);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, picture);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, state_label);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, meter);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, trouble_box);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, live_button);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, obstacle_label);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, camera_box);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, badge);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, countdown_label);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, standby_button);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, microphone_menu);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, camera_menu);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, sheet_button);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, sheet_label);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, left_label);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, destination_list);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, hearts_layer);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, page_button);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, picture_panel);
  gtk_widget_class_set_css_name (widget_class, "livepane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

/* A hand on its way to a button, or the focus: what the buttons are about gets ready. */
static void
approached_cb (CsLivePane *self)
{
  if (self->link != NULL)
    cs_live_link_start (self->link);
}

static void
watch_for_hands (CsLivePane *self)
{
  GtkEventController *pointer = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (pointer, "enter", G_CALLBACK (approached_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (approached_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), pointer);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
cs_live_pane_init (CsLivePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  watch_for_hands (self);
  self->frame = cs_frame_new ();
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (self->frame));
  cs_live_pane_set_devices (self, NULL, NULL, NULL);
  set_obstacle (self, NULL);
  self->test = TRUE;
  show_state (self);
}

/**
 * cs_live_pane_set_capture:
 * @self: a live pane
 * @capture: (nullable): camera and microphone; %NULL for none
 *
 * Shows what they give. They start as cs_capture_start_when_needed() says, or when somebody comes near the pane.
 */
void
cs_live_pane_set_capture (CsLivePane *self,
                          CsCapture  *capture)
{
  g_return_if_fail (CS_IS_LIVE_PANE (self));

  if (self->link != NULL)
    g_object_run_dispose (G_OBJECT (self->link));
  g_clear_object (&self->link);
  cs_live_pane_show_frame (self, NULL);
  cs_live_pane_set_test (self, TRUE);
  cs_live_pane_set_trouble (self, NULL);
  cs_device_menu_set_capture (CS_DEVICE_MENU (self->camera_menu), capture);
  cs_device_menu_set_capture (CS_DEVICE_MENU (self->microphone_menu), capture);
  if (capture == NULL)
    return;
  self->link = cs_live_link_new (self, capture);
  cs_capture_start_when_needed (capture);
}

/**
 * cs_live_pane_set_live:
 * @self: a live pane
 * @live: (nullable): the show's broadcasts; %NULL for none
 *
 * Shows how they stand.
 */
void
cs_live_pane_set_live (CsLivePane *self,
                       CsDeskLive *live)
{
  g_return_if_fail (CS_IS_LIVE_PANE (self));

  drop_live (self);
  cs_live_badge_set_live (CS_LIVE_BADGE (self->badge), live);
  cs_go_button_set_live (CS_GO_BUTTON (self->live_button), live);
  cs_destination_list_set_live (CS_DESTINATION_LIST (self->destination_list), live);
  if (live != NULL) {
    self->live = g_object_ref (live);
    g_signal_connect_swapped (live, "notify::state", G_CALLBACK (show_state), self);
    g_signal_connect_swapped (live, "notify::countdown", G_CALLBACK (show_state), self);
    g_signal_connect_swapped (live, "notify::standby", G_CALLBACK (show_standby), self);
    g_signal_connect_swapped (live, "notify::sheet", G_CALLBACK (show_sheet), self);
    self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
    show_sheet (self);
    tick_cb (self);
  }
  show_state (self);
  show_standby (self);
}

/**
 * cs_live_pane_set_page:
 * @self: a live pane
 * @page: (nullable): the page for those near by
 *
 * Shows how it is doing, and its hearts over the picture.
 */
void
cs_live_pane_set_page (CsLivePane *self,
                       CsLivePage *page)
{
  g_return_if_fail (CS_IS_LIVE_PANE (self));

  cs_page_button_set_page (CS_PAGE_BUTTON (self->page_button), page);
  cs_hearts_layer_set_server (CS_HEARTS_LAYER (self->hearts_layer),
                              page != NULL ? cs_live_page_get_server (page) : NULL);
}

/**
 * cs_live_pane_set_picture:
 * @self: a live pane
 * @picture: (nullable): what is burnt into the stream
 * @page: (nullable): the page for those near by, whose hearts can be; %NULL when @picture is
 *
 * Lets it be chosen.
 */
void
cs_live_pane_set_picture (CsLivePane    *self,
                          CsLivePicture *picture,
                          CsLivePage    *page)
{
  g_return_if_fail (CS_IS_LIVE_PANE (self));

  cs_picture_panel_set_picture (CS_PICTURE_PANEL (self->picture_panel), picture, page);
}

/**
 * cs_live_pane_set_mirrored:
 * @self: a live pane
 * @mirrored: whether the picture is shown as in a mirror; what is streamed never is
 */
void
cs_live_pane_set_mirrored (CsLivePane *self,
                           gboolean    mirrored)
{
  g_return_if_fail (CS_IS_LIVE_PANE (self));

  cs_frame_set_mirrored (self->frame, mirrored);
  cs_device_menu_set_mirrored (CS_DEVICE_MENU (self->camera_menu), mirrored);
}

/**
 * cs_live_pane_get_picture_size:
 * @self: a live pane
 * @width: (out): how many pixels of the screen the picture has; 0 while it is not on the screen
 * @height: (out): likewise
 */
void
cs_live_pane_get_picture_size (CsLivePane *self,
                               int        *width,
                               int        *height)
{
  int scale;

  g_return_if_fail (CS_IS_LIVE_PANE (self));

  scale = gtk_widget_get_mapped (GTK_WIDGET (self)) ? gtk_widget_get_scale_factor (GTK_WIDGET (self)) : 0;
  *width = MAX (gtk_widget_get_width (self->picture), 1) * scale;
  *height = MAX (gtk_widget_get_height (self->picture), 1) * scale;
}

/**
 * cs_live_pane_show_frame:
 * @self: a live pane
 * @texture: (nullable): the newest picture, no larger than the pane; none shows bars
 *
 * Main thread.
 */
void
cs_live_pane_show_frame (CsLivePane *self,
                         GdkTexture *texture)
{
  g_return_if_fail (CS_IS_LIVE_PANE (self));

  cs_frame_show (self->frame, texture);
}

/**
 * cs_live_pane_set_levels:
 * @self: a live pane
 * @left_db: the left channel's peak of the latest tenth of a second, in decibels below full scale
 * @right_db: the right channel's
 */
void
cs_live_pane_set_levels (CsLivePane *self,
                         double      left_db,
                         double      right_db)
{
  g_return_if_fail (CS_IS_LIVE_PANE (self));

  cs_level_meter_set_levels (CS_LEVEL_METER (self->meter), left_db, right_db);
}

/**
 * cs_live_pane_set_devices:
 * @self: a live pane
 * @camera: (nullable): the camera's name; none when there is none
 * @microphone: (nullable): the microphone's name
 * @format: (nullable): size and rate, such as "1080p30"
 */
void
cs_live_pane_set_devices (CsLivePane *self,
                          const char *camera,
                          const char *microphone,
                          const char *format)
{
  g_autofree char *both = NULL;

  g_return_if_fail (CS_IS_LIVE_PANE (self));

  if (camera != NULL && format != NULL)
    both = g_strdup_printf ("%s · %s", format, camera);
  else
    both = g_strdup (camera != NULL ? camera : _("No camera"));
  gtk_label_set_text (GTK_LABEL (self->camera_label), both);
  gtk_widget_set_tooltip_text (self->meter, microphone != NULL ? microphone : _("No microphone"));
}

/**
 * cs_live_pane_set_test:
 * @self: a live pane
 * @test: whether the picture is a test picture
 */
void
cs_live_pane_set_test (CsLivePane *self,
                       gboolean    test)
{
  g_return_if_fail (CS_IS_LIVE_PANE (self));

  self->test = test;
  show_state (self);
}

/**
 * cs_live_pane_set_trouble:
 * @self: a live pane
 * @trouble: (nullable): a sentence that says what is wrong with the camera or the microphone
 */
void
cs_live_pane_set_trouble (CsLivePane *self,
                          const char *trouble)
{
  g_return_if_fail (CS_IS_LIVE_PANE (self));

  gtk_label_set_text (GTK_LABEL (self->trouble_label), trouble != NULL ? trouble : "");
  gtk_widget_set_visible (self->trouble_box, trouble != NULL);
}
