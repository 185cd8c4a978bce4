/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include "cs-frame-meter.h"
#include "cs-hush.h"

/* The layer over the window is made for the meter: who measures nothing does not pay for it. */
static GtkWidget *
add_meter (CsWindow   *self,
           const char *path)
{
  g_autoptr (GtkWidget) content = g_object_ref (adw_application_window_get_content (ADW_APPLICATION_WINDOW (self)));
  GtkWidget *layer = gtk_overlay_new ();
  GtkWidget *meter = cs_frame_meter_new (path);

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), NULL);
  gtk_overlay_set_child (GTK_OVERLAY (layer), content);
  gtk_overlay_add_overlay (GTK_OVERLAY (layer), meter);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), layer);
  cs_hush_type_names (layer);
  return meter;
}

static void
toggle (GtkWidget  *widget,
        const char *name,
        GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  if (self->frame_meter == NULL)
    cs_window_measure_frames (self, NULL);
  else
    gtk_widget_set_visible (self->frame_meter, !gtk_widget_get_visible (self->frame_meter));
}

void
cs_window_install_frame_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "view.frames", NULL, toggle);
}

/**
 * cs_window_measure_frames:
 * @self: a window
 * @path: (nullable): a file that a line of JSON is added to each second
 *
 * Shows how long frames take. The form of the file is told at #CsFrameMeter.
 */
void
cs_window_measure_frames (CsWindow   *self,
                          const char *path)
{
  g_return_if_fail (CS_IS_WINDOW (self));

  if (self->frame_meter == NULL)
    self->frame_meter = add_meter (self, path);
}
