/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-pane.h"

#include "cs-dispose.h"
#include "cs-frame.h"
#include "cs-key-hint.h"
#include "cs-level-meter.h"
#include "cs-live-link.h"

#include <glib/gi18n-lib.h>

struct _CsLivePane {
  GtkWidget parent_instance;

  CsFrame *frame;
  CsLiveLink *link; /* (nullable) */
  gboolean test;

  GtkWidget *camera_label;
  GtkWidget *picture;
  GtkWidget *state_label;
  GtkWidget *meter;
  GtkWidget *trouble_box;
  GtkWidget *trouble_label;
  GtkWidget *live_button;
  GtkWidget *obstacle_label;
  GtkWidget *sound_box;
  GtkWidget *microphone_label;
};

G_DEFINE_FINAL_TYPE (CsLivePane, cs_live_pane, GTK_TYPE_WIDGET)

static void
show_state (CsLivePane *self)
{
  gtk_label_set_text (GTK_LABEL (self->state_label),
                      self->test ? _("Test picture · not live") : _("Local preview · not live"));
}

static void
cs_live_pane_dispose (GObject *object)
{
  CsLivePane *self = CS_LIVE_PANE (object);

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

  g_type_ensure (CS_TYPE_KEY_HINT);
  g_type_ensure (CS_TYPE_LEVEL_METER);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/live/cs-live-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, camera_label);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, picture);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, state_label);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, meter);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, trouble_box);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, live_button);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, obstacle_label);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, sound_box);
  gtk_widget_class_bind_template_child (widget_class, CsLivePane, microphone_label);
  gtk_widget_class_set_css_name (widget_class, "livepane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_live_pane_init (CsLivePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->frame = cs_frame_new ();
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (self->frame));
  cs_live_pane_set_devices (self, NULL, NULL, NULL);
  cs_live_pane_set_obstacle (self, NULL);
  self->test = TRUE;
  show_state (self);
}

/**
 * cs_live_pane_set_capture:
 * @self: a live pane
 * @capture: (nullable): camera and microphone, which start now if they have not; %NULL for none
 *
 * Shows what they give.
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
  if (capture == NULL)
    return;
  self->link = cs_live_link_new (self, capture);
  cs_capture_start (capture);
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
  gtk_label_set_text (GTK_LABEL (self->microphone_label), microphone != NULL ? microphone : "");
  gtk_widget_set_visible (self->sound_box, microphone != NULL);
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

/**
 * cs_live_pane_set_obstacle:
 * @self: a live pane
 * @obstacle: (nullable): a sentence that says why it cannot go live
 */
void
cs_live_pane_set_obstacle (CsLivePane *self,
                           const char *obstacle)
{
  g_return_if_fail (CS_IS_LIVE_PANE (self));

  gtk_label_set_text (GTK_LABEL (self->obstacle_label), obstacle != NULL ? obstacle : "");
  gtk_widget_set_visible (self->obstacle_label, obstacle != NULL);
  if (obstacle == NULL)
    gtk_widget_add_css_class (self->live_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->live_button, "suggested-action");
}
