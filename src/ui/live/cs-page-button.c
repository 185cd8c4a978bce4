/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-page-button.h"

#include "cs-page-panel.h"

#include <glib/gi18n-lib.h>

struct _CsPageButton {
  GtkWidget parent_instance;

  CsLivePage *page; /* (nullable) */
  GtkWidget *button;
  GtkWidget *label;
  GtkWidget *panel;
};

G_DEFINE_FINAL_TYPE (CsPageButton, cs_page_button, GTK_TYPE_WIDGET)

static char *
describe (CsPageButton *self)
{
  CsPageFigures figures;

  if (self->page == NULL || !cs_live_page_is_on (self->page))
    return g_strdup (_("Page near by: off"));
  cs_page_server_get_figures (cs_live_page_get_server (self->page), &figures);
  return g_strdup_printf (ngettext ("Page near by: %u viewer · %u ♥", "Page near by: %u viewers · %u ♥",
                                    figures.n_viewers),
                          figures.n_viewers, (guint) figures.n_hearts);
}

static void
show (CsPageButton *self)
{
  g_autofree char *text = describe (self);

  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
look_cb (CsPageButton *self)
{
  cs_page_panel_look (CS_PAGE_PANEL (self->panel));
}

static void
drop_page (CsPageButton *self)
{
  if (self->page == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->page, self);
  g_signal_handlers_disconnect_by_data (cs_live_page_get_server (self->page), self);
  g_clear_object (&self->page);
}

static void
cs_page_button_dispose (GObject *object)
{
  CsPageButton *self = CS_PAGE_BUTTON (object);

  drop_page (self);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (cs_page_button_parent_class)->dispose (object);
}

static void
cs_page_button_class_init (CsPageButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_page_button_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pagebutton");
}

static GtkWidget *
make_popover (CsPageButton *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->panel = g_object_new (CS_TYPE_PAGE_PANEL, NULL);
  gtk_popover_set_child (GTK_POPOVER (popover), self->panel);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Page for those near by"), -1);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (look_cb), self);
  return popover;
}

static void
cs_page_button_init (CsPageButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("network-wireless-symbolic");

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 14);
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_add_css_class (self->label, "caption-text");
  gtk_widget_add_css_class (self->label, "figures");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), self->label);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->button), GTK_ARROW_LEFT);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), make_popover (self));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "sheet");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  show (self);
}

/**
 * cs_page_button_set_page:
 * @self: a button
 * @page: (nullable): the page
 */
void
cs_page_button_set_page (CsPageButton *self,
                         CsLivePage   *page)
{
  g_return_if_fail (CS_IS_PAGE_BUTTON (self));

  drop_page (self);
  cs_page_panel_set_page (CS_PAGE_PANEL (self->panel), page);
  if (page != NULL) {
    self->page = g_object_ref (page);
    g_signal_connect_swapped (page, "notify::on", G_CALLBACK (show), self);
    g_signal_connect_swapped (cs_live_page_get_server (page), "figures", G_CALLBACK (show), self);
    g_signal_connect_swapped (cs_live_page_get_server (page), "hearts", G_CALLBACK (show), self);
  }
  show (self);
}
