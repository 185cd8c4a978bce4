/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-relays-group.h"

#include "cs-drand-relays.h"
#include "cs-group-rows.h"
#include "cs-plain-row.h"
#include "cs-relays.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY "beacon-relays"

struct _CsRelaysGroup {
  AdwPreferencesGroup parent_instance;

  GSettings *settings; /* (nullable) */
  GPtrArray *urls; /* as shown; kept only when a draw could rely on them */
  GPtrArray *rows; /* one for each of them */

  GtkWidget *reset_button;
  GtkWidget *state_row;
  GtkWidget *state_icon;
  GtkWidget *add_row;
};

G_DEFINE_FINAL_TYPE (CsRelaysGroup, cs_relays_group, ADW_TYPE_PREFERENCES_GROUP)

static const char *const *
get_urls (CsRelaysGroup *self)
{
  return (const char *const *) self->urls->pdata;
}

static gboolean
is_public (CsRelaysGroup *self)
{
  return g_strv_equal (get_urls (self), cs_relays_known);
}

static void
take_urls (CsRelaysGroup     *self,
           const char *const *urls)
{
  g_ptr_array_set_size (self->urls, 0);
  for (guint i = 0; urls[i] != NULL; i++)
    g_ptr_array_add (self->urls, g_strdup (urls[i]));
  g_ptr_array_add (self->urls, NULL);
}

static void
say (CsRelaysGroup *self,
     gboolean       good,
     const char    *title,
     const char    *subtitle)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->state_icon), good ? "cs-check-symbolic" : "cs-triangle-symbolic");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state_row), subtitle);
}

static void
show_state (CsRelaysGroup *self)
{
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->reset_button, !is_public (self));
  if (!cs_drand_relays_check (get_urls (self), &error))
    say (self, FALSE, error->message, _("This list is not kept until then."));
  else if (is_public (self))
    say (self, TRUE, _("The public relays are asked"), "");
  else
    say (self, TRUE, _("These relays are asked"), _("From the next show on"));
}

static void show_rows (CsRelaysGroup *self);

static void
changed (CsRelaysGroup *self)
{
  if (self->settings != NULL && is_public (self))
    g_settings_reset (self->settings, KEY);
  else if (self->settings != NULL && cs_drand_relays_check (get_urls (self), NULL))
    g_settings_set_strv (self->settings, KEY, get_urls (self));
  show_rows (self);
  show_state (self);
}

/* What had the focus is gone with its row. */
static void
remove_cb (CsRelaysGroup *self,
           GtkWidget     *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));

  gtk_widget_grab_focus (self->add_row);
  g_ptr_array_remove_index (self->urls, index);
  if (self->urls->len == 1)
    take_urls (self, cs_relays_known);
  changed (self);
}

static void
show_rows (CsRelaysGroup *self)
{
  cs_group_rows_clear (GTK_WIDGET (self), self->rows);
  for (guint i = 0; i + 1 < self->urls->len; i++) {
    GtkWidget *row = cs_plain_row_new (self->urls->pdata[i], NULL);
    GtkWidget *button = gtk_button_new_from_icon_name ("cs-cross-symbolic");
    g_autofree char *label = g_strdup_printf (_("Do not ask %s"), (const char *) self->urls->pdata[i]);

    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    gtk_widget_add_css_class (button, "flat");
    gtk_widget_set_tooltip_text (button, label);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (i));
    g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    g_ptr_array_add (self->rows, row);
  }
}

/* Beside two relays that are known to do, only the new one can be wrong. */
static gboolean
check_one (const char *url,
           GError    **error)
{
  const char *const urls[] = { cs_relays_known[0], cs_relays_known[1], url, NULL };

  return cs_drand_relays_check (urls, error);
}

static void
add_cb (CsRelaysGroup *self)
{
  g_autofree char *url = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->add_row))));
  g_autoptr (GError) error = NULL;

  while (g_str_has_suffix (url, "/"))
    url[strlen (url) - 1] = '\0';
  if (!check_one (url, &error)) {
    say (self, FALSE, error->message, "");
    return;
  }
  gtk_editable_set_text (GTK_EDITABLE (self->add_row), "");
  if (g_strv_contains (get_urls (self), url))
    return;
  g_ptr_array_insert (self->urls, (int) self->urls->len - 1, g_steal_pointer (&url));
  changed (self);
}

static void
reset_cb (CsRelaysGroup *self)
{
  take_urls (self, cs_relays_known);
  changed (self);
  gtk_widget_grab_focus (self->add_row);
}

static void
cs_relays_group_dispose (GObject *object)
{
  g_clear_object (&CS_RELAYS_GROUP (object)->settings);
  G_OBJECT_CLASS (cs_relays_group_parent_class)->dispose (object);
}

static void
cs_relays_group_finalize (GObject *object)
{
  CsRelaysGroup *self = CS_RELAYS_GROUP (object);

  g_ptr_array_unref (self->urls);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (cs_relays_group_parent_class)->finalize (object);
}

static void
cs_relays_group_class_init (CsRelaysGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_relays_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_relays_group_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-relays-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CsRelaysGroup, reset_button);
  gtk_widget_class_bind_template_child (widget_class, CsRelaysGroup, state_row);
  gtk_widget_class_bind_template_child (widget_class, CsRelaysGroup, state_icon);
  gtk_widget_class_bind_template_child (widget_class, CsRelaysGroup, add_row);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
cs_relays_group_init (CsRelaysGroup *self)
{
  self->urls = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  take_urls (self, cs_relays_known);
}

/**
 * cs_relays_group_set_settings:
 * @self: a group that has no settings yet
 * @settings: with the key "beacon-relays"
 *
 * Shows the relays that are kept there, the public ones when there are none, and keeps what is changed.
 */
void
cs_relays_group_set_settings (CsRelaysGroup *self,
                              GSettings     *settings)
{
  g_auto (GStrv) urls = NULL;

  g_return_if_fail (CS_IS_RELAYS_GROUP (self) && self->settings == NULL);

  self->settings = g_object_ref (settings);
  urls = g_settings_get_strv (settings, KEY);
  take_urls (self, urls[0] != NULL ? (const char *const *) urls : cs_relays_known);
  show_rows (self);
  show_state (self);
}
