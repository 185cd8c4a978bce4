/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-picture-panel.h"

#include "cs-dispose.h"
#include "cs-key-hint.h"

#include <glib/gi18n-lib.h>

struct _CsPicturePanel {
  GtkWidget parent_instance;

  CsLivePicture *picture; /* (nullable) */
  GPtrArray *bindings; /* GBinding */

  GtkWidget *lower_third_check;
  GtkWidget *title_check;
  GtkWidget *hearts_check;
  GtkWidget *logo_label;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (CsPicturePanel, cs_picture_panel, GTK_TYPE_WIDGET)

static void
show_logo (CsPicturePanel *self)
{
  const char *name = cs_live_picture_get_logo_name (self->picture);
  g_autofree char *text = name != NULL ? g_strdup_printf (_("Logo: %s"), name) : g_strdup (_("No logo"));

  gtk_label_set_text (GTK_LABEL (self->logo_label), text);
  gtk_widget_set_visible (self->remove_button, name != NULL);
}

/* The window asks for a file: nothing hangs over it then. */
static void
choose_cb (CsPicturePanel *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "live.choose-logo", NULL);
}

static void
remove_cb (CsPicturePanel *self)
{
  gtk_widget_grab_focus (self->lower_third_check);
  gtk_widget_activate_action (GTK_WIDGET (self), "live.remove-logo", NULL);
}

static void
drop_picture (CsPicturePanel *self)
{
  if (self->picture == NULL)
    return;
  for (guint i = 0; i < self->bindings->len; i++)
    g_binding_unbind (self->bindings->pdata[i]);
  g_ptr_array_set_size (self->bindings, 0);
  g_signal_handlers_disconnect_by_data (self->picture, self);
  g_clear_object (&self->picture);
}

static void
cs_picture_panel_dispose (GObject *object)
{
  drop_picture (CS_PICTURE_PANEL (object));
  cs_dispose_template (GTK_WIDGET (object), CS_TYPE_PICTURE_PANEL);
  G_OBJECT_CLASS (cs_picture_panel_parent_class)->dispose (object);
}

static void
cs_picture_panel_finalize (GObject *object)
{
  g_ptr_array_unref (CS_PICTURE_PANEL (object)->bindings);
  G_OBJECT_CLASS (cs_picture_panel_parent_class)->finalize (object);
}

static void
cs_picture_panel_class_init (CsPicturePanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_picture_panel_dispose;
  object_class->finalize = cs_picture_panel_finalize;

  g_type_ensure (CS_TYPE_KEY_HINT);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/live/cs-picture-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CsPicturePanel, lower_third_check);
  gtk_widget_class_bind_template_child (widget_class, CsPicturePanel, title_check);
  gtk_widget_class_bind_template_child (widget_class, CsPicturePanel, hearts_check);
  gtk_widget_class_bind_template_child (widget_class, CsPicturePanel, logo_label);
  gtk_widget_class_bind_template_child (widget_class, CsPicturePanel, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_set_css_name (widget_class, "picturepanel");
}

static void
cs_picture_panel_init (CsPicturePanel *self)
{
  self->bindings = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
bind (CsPicturePanel *self,
      gpointer        source,
      const char     *property,
      GtkWidget      *check)
{
  g_ptr_array_add (self->bindings, g_object_bind_property (source, property, check, "active",
                                                           G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE));
}

/**
 * cs_picture_panel_set_picture:
 * @self: a panel
 * @picture: (nullable): what to choose; %NULL for none
 * @page: (nullable): whose hearts can be burnt in; %NULL when @picture is
 */
void
cs_picture_panel_set_picture (CsPicturePanel *self,
                              CsLivePicture  *picture,
                              CsLivePage     *page)
{
  g_return_if_fail (CS_IS_PICTURE_PANEL (self));

  drop_picture (self);
  if (picture == NULL)
    return;
  self->picture = g_object_ref (picture);
  bind (self, picture, "lower-third", self->lower_third_check);
  bind (self, picture, "title-bar", self->title_check);
  bind (self, page, "hearts", self->hearts_check);
  g_signal_connect_swapped (picture, "notify::logo-name", G_CALLBACK (show_logo), self);
  show_logo (self);
}
