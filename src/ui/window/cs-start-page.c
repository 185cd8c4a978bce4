/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-start-page.h"

#include "cs-dispose.h"
#include "cs-hush.h"
#include "cs-key-hint.h"
#include "cs-machine.h"
#include "cs-plain-row.h"
#include "cs-recent.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define MAX_RECENT 5
#define EVENING_HOUR 18

struct _CsStartPage {
  GtkWidget parent_instance;

  GCancellable *cancellable;

  GtkWidget *scroller;
  GtkWidget *greeting_label;
  GtkWidget *recent_box;
  GtkWidget *machine_box;
  GtkWidget *machine_icon;
  GtkWidget *machine_label;
};

G_DEFINE_FINAL_TYPE (CsStartPage, cs_start_page, GTK_TYPE_WIDGET)

static void
recent_activated_cb (CsStartPage   *self,
                     GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "start.open-uri", "s", g_object_get_data (G_OBJECT (row), "cs-uri"));
}

static GtkWidget *
create_row (const CsRecent *recent)
{
  g_autofree char *when = cs_recent_describe (recent, g_get_real_time ());
  GtkWidget *row = cs_plain_row_new (recent->title, when);
  GtkWidget *count = gtk_label_new (NULL);
  g_autofree char *posts = cs_recent_count (recent);

  gtk_label_set_text (GTK_LABEL (count), posts);
  gtk_widget_add_css_class (count, "dim");
  gtk_widget_add_css_class (count, "figures");
  gtk_widget_add_css_class (count, "list-text");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("text-x-generic-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), count);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, recent->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, posts, -1);
  g_object_set_data_full (G_OBJECT (row), "cs-uri", g_strdup (recent->uri), g_free);
  cs_hush_type_names (row);
  return row;
}

static void
show_recent (CsStartPage *self)
{
  g_autoptr (GPtrArray) shows = cs_recent_list (gtk_recent_manager_get_default (), MAX_RECENT);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->recent_box), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->recent_box), GTK_WIDGET (row));
  for (guint i = 0; i < shows->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->recent_box), create_row (shows->pdata[i]));
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  CsStartPage *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  CsMachine machine;
  gboolean ready;

  /* Cancelled means that @self is gone. */
  if (!cs_machine_look_finish (result, &machine, &error))
    return;
  ready = cs_machine_is_ready (&machine);
  sentence = cs_machine_describe (&machine);
  gtk_label_set_text (GTK_LABEL (self->machine_label), sentence);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->machine_icon), ready ? "cs-check-symbolic" : "cs-triangle-symbolic");
  gtk_widget_set_visible (self->machine_box, TRUE);
}

static void
greet (CsStartPage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gboolean evening = g_date_time_get_hour (now) >= EVENING_HOUR || g_date_time_get_hour (now) < 5;

  gtk_label_set_text (GTK_LABEL (self->greeting_label), evening ? _("Good evening") : _("Hello"));
}

static void
cs_start_page_dispose (GObject *object)
{
  CsStartPage *self = CS_START_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  cs_dispose_template (GTK_WIDGET (self), CS_TYPE_START_PAGE);
  G_OBJECT_CLASS (cs_start_page_parent_class)->dispose (object);
}

static void
cs_start_page_class_init (CsStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_start_page_dispose;

  g_type_ensure (CS_TYPE_KEY_HINT);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/window/cs-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CsStartPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CsStartPage, greeting_label);
  gtk_widget_class_bind_template_child (widget_class, CsStartPage, recent_box);
  gtk_widget_class_bind_template_child (widget_class, CsStartPage, machine_box);
  gtk_widget_class_bind_template_child (widget_class, CsStartPage, machine_icon);
  gtk_widget_class_bind_template_child (widget_class, CsStartPage, machine_label);
  gtk_widget_class_bind_template_callback (widget_class, recent_activated_cb);
}

static void
cs_start_page_init (CsStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->machine_box, FALSE);
}

/**
 * cs_start_page_refresh:
 * @self: a start page
 *
 * Shows the recent shows and this machine as they are now.
 */
void
cs_start_page_refresh (CsStartPage *self)
{
  g_return_if_fail (CS_IS_START_PAGE (self));

  greet (self);
  show_recent (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  cs_machine_look_async (g_get_user_data_dir (), self->cancellable, looked_cb, self);
}
