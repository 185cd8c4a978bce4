/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-page-panel.h"

#include "cs-dispose.h"
#include "cs-interfaces.h"
#include "cs-qr.h"

#include <glib/gi18n-lib.h>

struct _CsPagePanel {
  GtkWidget parent_instance;

  CsLivePage *page; /* (nullable) */
  GPtrArray *interfaces; /* CsInterface, as they are listed */
  GPtrArray *bindings; /* GBinding */
  gboolean filling;

  GtkWidget *on_switch;
  GtkWidget *network_drop_down;
  GtkWidget *trouble_label;
  GtkWidget *link_box;
  GtkWidget *code_image;
  GtkWidget *link_label;
  GtkWidget *copy_button;
  GtkWidget *figures_label;
  GtkWidget *comments_check;
  GtkWidget *hearts_check;
};

G_DEFINE_FINAL_TYPE (CsPagePanel, cs_page_panel, GTK_TYPE_WIDGET)

static void
show_trouble (CsPagePanel *self,
              const char  *trouble)
{
  gtk_label_set_text (GTK_LABEL (self->trouble_label), trouble != NULL ? trouble : "");
  gtk_widget_set_visible (self->trouble_label, trouble != NULL);
}

static void
show_figures (CsPagePanel *self)
{
  CsPageFigures figures;
  g_autofree char *viewers = NULL;
  g_autofree char *hearts = NULL;
  g_autofree char *comments = NULL;
  g_autofree char *text = NULL;

  cs_page_server_get_figures (cs_live_page_get_server (self->page), &figures);
  viewers = g_strdup_printf (ngettext ("%u viewer, %u at most", "%u viewers, %u at most", figures.n_viewers),
                             figures.n_viewers, figures.peak_viewers);
  hearts = g_strdup_printf (ngettext ("%u heart", "%u hearts", figures.n_hearts), (guint) figures.n_hearts);
  comments = g_strdup_printf (ngettext ("%u comment, %u in the last minute", "%u comments, %u in the last minute",
                                        figures.n_comments),
                              (guint) figures.n_comments, figures.comments_per_minute);
  text = g_strdup_printf ("%s · %s\n%s", viewers, hearts, comments);
  gtk_label_set_text (GTK_LABEL (self->figures_label), text);
}

static char *
dup_host (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}

/* A code that was printed or photographed leads nowhere now. */
static void
tell_moved (CsPagePanel *self,
            const char  *url)
{
  g_autofree char *before = dup_host (gtk_label_get_text (GTK_LABEL (self->link_label)));
  g_autofree char *now = dup_host (url);

  if (before == NULL || now == NULL || g_str_equal (before, now))
    return;
  show_trouble (self, _("This machine has a new address. Show the new code."));
  gtk_button_set_label (GTK_BUTTON (self->copy_button), _("Copy Link"));
}

static void
show_link (CsPagePanel *self)
{
  g_autofree char *url = cs_live_page_get_url (self->page);
  g_autoptr (GdkTexture) code = url != NULL ? cs_qr_create_texture (url) : NULL;

  tell_moved (self, url);
  gtk_label_set_text (GTK_LABEL (self->link_label), url != NULL ? url : "");
  gtk_image_set_from_paintable (GTK_IMAGE (self->code_image), GDK_PAINTABLE (code));
  gtk_widget_set_visible (self->link_box, url != NULL);
}

static void
show_on (CsPagePanel *self)
{
  gboolean on = cs_live_page_is_on (self->page);

  self->filling = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->on_switch), on);
  gtk_switch_set_state (GTK_SWITCH (self->on_switch), on);
  self->filling = FALSE;
  gtk_widget_set_sensitive (self->network_drop_down, !on);
  show_link (self);
  show_figures (self);
}

static void
switched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (CsPagePanel) self = data;
  g_autoptr (GError) error = NULL;

  if (cs_live_page_switch_on_finish (CS_LIVE_PAGE (object), result, &error) || self->page == NULL)
    return;
  show_trouble (self, error->message);
  show_on (self);
}

static gboolean
on_set_cb (CsPagePanel *self,
           gboolean     on)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->network_drop_down));

  if (self->filling || self->page == NULL || on == cs_live_page_is_on (self->page))
    return FALSE;
  show_trouble (self, NULL);
  if (!on) {
    cs_live_page_switch_off (self->page);
  } else if (chosen < self->interfaces->len) {
    const CsInterface *interface = self->interfaces->pdata[chosen];

    cs_live_page_switch_on_async (self->page, interface->address, CS_LIVE_PAGE_PORT, switched_cb, g_object_ref (self));
  }
  return TRUE; /* the switch stands where the page does, not where it was pushed */
}

static void
copy_cb (CsPagePanel *self)
{
  g_autofree char *url = self->page != NULL ? cs_live_page_get_url (self->page) : NULL;

  if (url == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), url);
  gtk_button_set_label (GTK_BUTTON (self->copy_button), _("Copied"));
}

static void
renew_cb (CsPagePanel *self)
{
  if (self->page == NULL)
    return;
  cs_live_page_renew_link (self->page);
  gtk_button_set_label (GTK_BUTTON (self->copy_button), _("Copy Link"));
}

static void
drop_page (CsPagePanel *self)
{
  if (self->page == NULL)
    return;
  for (guint i = 0; i < self->bindings->len; i++)
    g_binding_unbind (self->bindings->pdata[i]);
  g_ptr_array_set_size (self->bindings, 0);
  g_signal_handlers_disconnect_by_data (self->page, self);
  g_signal_handlers_disconnect_by_data (cs_live_page_get_server (self->page), self);
  g_clear_object (&self->page);
}

static void
cs_page_panel_dispose (GObject *object)
{
  drop_page (CS_PAGE_PANEL (object));
  cs_dispose_template (GTK_WIDGET (object), CS_TYPE_PAGE_PANEL);
  G_OBJECT_CLASS (cs_page_panel_parent_class)->dispose (object);
}

static void
cs_page_panel_finalize (GObject *object)
{
  CsPagePanel *self = CS_PAGE_PANEL (object);

  g_ptr_array_unref (self->interfaces);
  g_ptr_array_unref (self->bindings);
  G_OBJECT_CLASS (cs_page_panel_parent_class)->finalize (object);
}

static void
cs_page_panel_class_init (CsPagePanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_page_panel_dispose;
  object_class->finalize = cs_page_panel_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/live/cs-page-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CsPagePanel, on_switch);
  gtk_widget_class_bind_template_child (widget_class, CsPagePanel, network_drop_down);
  gtk_widget_class_bind_template_child (widget_class, CsPagePanel, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, CsPagePanel, link_box);
  gtk_widget_class_bind_template_child (widget_class, CsPagePanel, code_image);
  gtk_widget_class_bind_template_child (widget_class, CsPagePanel, link_label);
  gtk_widget_class_bind_template_child (widget_class, CsPagePanel, copy_button);
  gtk_widget_class_bind_template_child (widget_class, CsPagePanel, figures_label);
  gtk_widget_class_bind_template_child (widget_class, CsPagePanel, comments_check);
  gtk_widget_class_bind_template_child (widget_class, CsPagePanel, hearts_check);
  gtk_widget_class_bind_template_callback (widget_class, on_set_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, renew_cb);
  gtk_widget_class_set_css_name (widget_class, "pagepanel");
}

static void
cs_page_panel_init (CsPagePanel *self)
{
  self->interfaces = g_ptr_array_new_with_free_func (g_object_unref);
  self->bindings = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
bind (CsPagePanel *self,
      const char  *property,
      GtkWidget   *check)
{
  g_ptr_array_add (self->bindings, g_object_bind_property (self->page, property, check, "active",
                                                           G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE));
}

static char *
name_interface (const CsInterface *interface)
{
  return interface->loopback ? g_strdup (_("This machine only"))
                             : g_strdup_printf ("%s · %s", interface->name, interface->address);
}

/**
 * cs_page_panel_set_page:
 * @self: a panel
 * @page: (nullable): the page to set up
 */
void
cs_page_panel_set_page (CsPagePanel *self,
                        CsLivePage  *page)
{
  g_return_if_fail (CS_IS_PAGE_PANEL (self));

  drop_page (self);
  if (page == NULL)
    return;
  self->page = g_object_ref (page);
  bind (self, "comments", self->comments_check);
  bind (self, "hearts", self->hearts_check);
  g_signal_connect_swapped (page, "notify::on", G_CALLBACK (show_on), self);
  g_signal_connect_swapped (page, "notify::url", G_CALLBACK (show_link), self);
  g_signal_connect_swapped (cs_live_page_get_server (page), "figures", G_CALLBACK (show_figures), self);
  cs_page_panel_look (self);
  show_on (self);
}

/**
 * cs_page_panel_look:
 * @self: a panel
 *
 * Looks which networks there are now. The one that was chosen stays chosen while it is there.
 */
void
cs_page_panel_look (CsPagePanel *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint before = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->network_drop_down));
  g_autofree char *address = NULL;
  guint chosen = 0;

  g_return_if_fail (CS_IS_PAGE_PANEL (self));

  if (before < self->interfaces->len)
    address = g_strdup (((CsInterface *) self->interfaces->pdata[before])->address);
  g_ptr_array_unref (self->interfaces);
  self->interfaces = cs_interfaces_list ();
  for (guint i = 0; i < self->interfaces->len; i++) {
    const CsInterface *interface = self->interfaces->pdata[i];
    g_autofree char *name = name_interface (interface);

    gtk_string_list_append (names, name);
    if (g_strcmp0 (interface->address, address) == 0)
      chosen = i;
  }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->network_drop_down), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->network_drop_down), chosen);
}
