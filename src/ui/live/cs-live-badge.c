/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-badge.h"

#include "cs-live-words.h"

#define TICK_MS 250

static const char *const looks[] = {
  [CS_LIVE_LOOK_PLAIN] = "off",
  [CS_LIVE_LOOK_GOOD] = "off",
  [CS_LIVE_LOOK_ON] = "on",
  [CS_LIVE_LOOK_ATTENTION] = "lost",
};

struct _CsLiveBadge {
  GtkWidget parent_instance;

  CsDeskLive *live; /* (nullable) */
  guint tick_id;
  GtkWidget *icon;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (CsLiveBadge, cs_live_badge, GTK_TYPE_WIDGET)

static void
show_text (CsLiveBadge *self)
{
  g_autofree char *text = cs_live_words_tally (self->live, g_get_monotonic_time ());

  if (g_strcmp0 (text, gtk_label_get_text (GTK_LABEL (self->label))) != 0)
    gtk_label_set_text (GTK_LABEL (self->label), text);
}

/* Read out when the state changes, not each second. */
static void
show_state (CsLiveBadge *self)
{
  CsDeskLiveState state = self->live != NULL ? cs_desk_live_get_state (self->live) : CS_DESK_LIVE_OFF;
  CsLiveLook look = cs_live_words_tally_look (state);
  const char *classes[] = { looks[look], NULL };

  gtk_widget_set_visible (GTK_WIDGET (self), state != CS_DESK_LIVE_OFF);
  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), look == CS_LIVE_LOOK_ON ? "cs-record-symbolic"
                                                        : look == CS_LIVE_LOOK_ATTENTION ? "cs-triangle-symbolic"
                                                                                         : "content-loading-symbolic");
  if (self->live == NULL)
    return;
  show_text (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (self->label)), -1);
}

static gboolean
tick_cb (gpointer data)
{
  show_text (data);
  return G_SOURCE_CONTINUE;
}

static void
drop_live (CsLiveBadge *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->live != NULL)
    g_signal_handlers_disconnect_by_data (self->live, self);
  g_clear_object (&self->live);
}

static void
cs_live_badge_dispose (GObject *object)
{
  CsLiveBadge *self = CS_LIVE_BADGE (object);

  drop_live (self);
  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (cs_live_badge_parent_class)->dispose (object);
}

static void
cs_live_badge_class_init (CsLiveBadgeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_live_badge_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "livebadge");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
cs_live_badge_init (CsLiveBadge *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  self->icon = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), 12);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->label, "figures");
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  show_state (self);
}

/**
 * cs_live_badge_set_live:
 * @self: a badge
 * @live: (nullable): the show's broadcasts
 */
void
cs_live_badge_set_live (CsLiveBadge *self,
                        CsDeskLive  *live)
{
  g_return_if_fail (CS_IS_LIVE_BADGE (self));

  drop_live (self);
  if (live != NULL) {
    self->live = g_object_ref (live);
    g_signal_connect_swapped (live, "notify::state", G_CALLBACK (show_state), self);
    g_signal_connect_swapped (live, "notify::countdown", G_CALLBACK (show_state), self);
    g_signal_connect_swapped (live, "notify::standby", G_CALLBACK (show_state), self);
    self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
  }
  show_state (self);
}
