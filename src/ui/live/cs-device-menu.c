/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-device-menu.h"

#include "cs-display.h"
#include "cs-dispose.h"
#include "cs-one-stop.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME 80
#define NAME_CHARS 34
#define NAME_LINES 2
#define FPS 30

static const int heights[] = { 360, 480, 720, 1080 };

struct _CsDeviceMenu {
  GtkWidget parent_instance;

  CsDeviceKind kind;
  CsCapture *capture; /* (nullable) */
  gboolean filling;   /* the menu itself sets its controls */

  GtkWidget *button;
  GtkWidget *popover;
  GtkWidget *list;
  GtkWidget *size_box;
  GtkWidget *size_drop_down;
  GtkWidget *mirror_button;
  GtkWidget *mute_button;
  GtkWidget *gain_box;
  GtkWidget *gain_scale;
  GtkWidget *gain_label;
};

enum { PROP_0, PROP_MICROPHONE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsDeviceMenu, cs_device_menu, GTK_TYPE_WIDGET)

static gboolean
is_camera (CsDeviceMenu *self)
{
  return self->kind == CS_DEVICE_CAMERA;
}

static GtkWidget *
create_row (gpointer item,
            gpointer data)
{
  CsDeviceMenu *self = data;
  CsDevice *device = item;
  gboolean used = cs_capture_get_device (self->capture, self->kind) == device;
  g_autofree char *name = cs_display_line (cs_device_get_name (device), MAX_NAME);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *check = gtk_image_new_from_icon_name ("cs-check-symbolic");
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_set_opacity (check, used ? 1 : 0);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), NAME_LINES);
  gtk_label_set_max_width_chars (GTK_LABEL (label), NAME_CHARS);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "cs-id", g_strdup (cs_device_get_id (device)), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_CHECKED,
                               used ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  return row;
}

/* Camera and size that the one in use can do. */
static void
fill_sizes (CsDeviceMenu *self)
{
  CsDevice *device = cs_capture_get_device (self->capture, CS_DEVICE_CAMERA);
  int most = device != NULL ? cs_device_find_height (device) : 0;
  int height = cs_capture_get_format (self->capture)->height;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (heights); i++) {
    g_autofree char *name = g_strdup_printf (_("%dp%d"), heights[i], FPS);

    if (most != 0 && heights[i] > most && i > 0 && heights[i] != height)
      break;
    gtk_string_list_append (names, name);
    if (heights[i] == height)
      selected = i;
  }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->size_drop_down), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->size_drop_down), selected);
}

static void
show_sound (CsDeviceMenu *self)
{
  double gain_db = cs_capture_get_gain_db (self->capture);
  gboolean muted = cs_capture_get_muted (self->capture);
  /* Translators: how much louder a microphone is made, in decibels */
  g_autofree char *gain = g_strdup_printf (_("%+.0f dB"), gain_db);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->mute_button), muted);
  gtk_range_set_value (GTK_RANGE (self->gain_scale), gain_db);
  gtk_label_set_text (GTK_LABEL (self->gain_label), gain);
  if (is_camera (self))
    return;
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), muted ? "microphone-sensitivity-muted-symbolic"
                                                                       : "audio-input-microphone-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  muted ? _("Microphone, muted") : _("Microphone"), -1);
}

/* The device in use, or the first. */
static void
focus_used (CsDeviceMenu *self)
{
  CsDevice *device = self->capture != NULL ? cs_capture_get_device (self->capture, self->kind) : NULL;
  GtkListBoxRow *used = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  GtkListBoxRow *row;

  for (int i = 0; device != NULL && (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "cs-id"), cs_device_get_id (device)) == 0)
      used = row;
  if (used != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (used));
}

static void
fill (CsDeviceMenu *self)
{
  gboolean focused = gtk_widget_get_mapped (self->list) && gtk_widget_get_focus_child (self->list) != NULL;

  if (self->capture == NULL || self->filling)
    return;
  self->filling = TRUE;
  show_sound (self);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list),
                           cs_device_list_get_model (cs_capture_get_devices (self->capture), self->kind), create_row,
                           self, NULL);
  if (is_camera (self))
    fill_sizes (self);
  self->filling = FALSE;
  if (focused)
    focus_used (self);
}

/* What is there is looked at when the menu opens; later news redraw it. The rows are others than when it was left, so the menu
 * would begin wherever the focus fell when they went. */
static void
opened_cb (CsDeviceMenu *self)
{
  fill (self);
  focus_used (self);
}

static void
sound_cb (CsDeviceMenu *self)
{
  self->filling = TRUE;
  show_sound (self);
  self->filling = FALSE;
}

static void
row_activated_cb (CsDeviceMenu  *self,
                  GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), is_camera (self) ? "live.choose-camera" : "live.choose-microphone", "s",
                              g_object_get_data (G_OBJECT (row), "cs-id"));
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
size_chosen_cb (CsDeviceMenu *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->size_drop_down));

  if (!self->filling && selected < G_N_ELEMENTS (heights))
    gtk_widget_activate_action (GTK_WIDGET (self), "live.set-height", "i", heights[selected]);
}

static void
mirror_toggled_cb (CsDeviceMenu *self)
{
  if (!self->filling)
    gtk_widget_activate_action (GTK_WIDGET (self), "live.set-mirrored", "b",
                                gtk_check_button_get_active (GTK_CHECK_BUTTON (self->mirror_button)));
}

static void
mute_toggled_cb (CsDeviceMenu *self)
{
  if (!self->filling)
    gtk_widget_activate_action (GTK_WIDGET (self), "live.mute", NULL);
}

static void
gain_changed_cb (CsDeviceMenu *self)
{
  if (!self->filling)
    gtk_widget_activate_action (GTK_WIDGET (self), "live.set-gain", "d", gtk_range_get_value (GTK_RANGE (self->gain_scale)));
}

static void
drop_capture (CsDeviceMenu *self)
{
  if (self->capture != NULL) {
    gtk_list_box_bind_model (GTK_LIST_BOX (self->list), NULL, NULL, NULL, NULL);
    g_signal_handlers_disconnect_by_data (self->capture, self);
  }
  g_clear_object (&self->capture);
}

static void
cs_device_menu_constructed (GObject *object)
{
  CsDeviceMenu *self = CS_DEVICE_MENU (object);
  gboolean camera = is_camera (self);

  G_OBJECT_CLASS (cs_device_menu_parent_class)->constructed (object);
  gtk_widget_set_visible (self->size_box, camera);
  gtk_widget_set_visible (self->mirror_button, camera);
  gtk_widget_set_visible (self->mute_button, !camera);
  gtk_widget_set_visible (self->gain_box, !camera);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button),
                                 camera ? "camera-web-symbolic" : "audio-input-microphone-symbolic");
  gtk_widget_set_tooltip_text (self->button, camera ? _("Camera") : _("Microphone"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  camera ? _("Camera") : _("Microphone"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  camera ? _("Cameras") : _("Microphones"), -1);
}

static void
cs_device_menu_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (prop_id) {
  case PROP_MICROPHONE:
    CS_DEVICE_MENU (object)->kind = g_value_get_boolean (value) ? CS_DEVICE_MICROPHONE : CS_DEVICE_CAMERA;
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_device_menu_dispose (GObject *object)
{
  drop_capture (CS_DEVICE_MENU (object));
  cs_dispose_template (GTK_WIDGET (object), CS_TYPE_DEVICE_MENU);
  G_OBJECT_CLASS (cs_device_menu_parent_class)->dispose (object);
}

static void
cs_device_menu_class_init (CsDeviceMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cs_device_menu_constructed;
  object_class->set_property = cs_device_menu_set_property;
  object_class->dispose = cs_device_menu_dispose;
  /**
   * CsDeviceMenu:microphone:
   *
   * Whether it is about microphones; else about cameras.
   */
  properties[PROP_MICROPHONE] = g_param_spec_boolean (
    "microphone", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (CS_TYPE_ONE_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/live/cs-device-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, CsDeviceMenu, button);
  gtk_widget_class_bind_template_child (widget_class, CsDeviceMenu, popover);
  gtk_widget_class_bind_template_child (widget_class, CsDeviceMenu, list);
  gtk_widget_class_bind_template_child (widget_class, CsDeviceMenu, size_box);
  gtk_widget_class_bind_template_child (widget_class, CsDeviceMenu, size_drop_down);
  gtk_widget_class_bind_template_child (widget_class, CsDeviceMenu, mirror_button);
  gtk_widget_class_bind_template_child (widget_class, CsDeviceMenu, mute_button);
  gtk_widget_class_bind_template_child (widget_class, CsDeviceMenu, gain_box);
  gtk_widget_class_bind_template_child (widget_class, CsDeviceMenu, gain_scale);
  gtk_widget_class_bind_template_child (widget_class, CsDeviceMenu, gain_label);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, size_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, mirror_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, mute_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, gain_changed_cb);
}

static void
cs_device_menu_init (CsDeviceMenu *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  g_signal_connect_object (self->popover, "map", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
}

/**
 * cs_device_menu_set_capture:
 * @self: a menu
 * @capture: (nullable): camera and microphone
 */
void
cs_device_menu_set_capture (CsDeviceMenu *self,
                            CsCapture    *capture)
{
  g_return_if_fail (CS_IS_DEVICE_MENU (self));

  drop_capture (self);
  if (capture == NULL)
    return;
  self->capture = g_object_ref (capture);
  g_signal_connect_swapped (capture, is_camera (self) ? "notify::camera" : "notify::microphone", G_CALLBACK (fill), self);
  g_signal_connect_swapped (capture, "notify::muted", G_CALLBACK (sound_cb), self);
  fill (self);
}

/**
 * cs_device_menu_set_mirrored:
 * @self: a menu of cameras
 * @mirrored: whether the preview is mirrored
 */
void
cs_device_menu_set_mirrored (CsDeviceMenu *self,
                             gboolean      mirrored)
{
  g_return_if_fail (CS_IS_DEVICE_MENU (self));

  self->filling = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->mirror_button), mirrored);
  self->filling = FALSE;
}
