/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-application-private.h"

#include "cs-config.h"
#include "cs-folders.h"
#include "cs-fetched-pictures.h"
#include "cs-preferences.h"

#include <glib/gi18n-lib.h>

#define APPLICATION_ID "app.coulisses.Coulisses"

G_DEFINE_FINAL_TYPE (CsApplication, cs_application, ADW_TYPE_APPLICATION)

/* Without its schema, as in a build that was not installed, Coulisses runs on defaults. */
static GSettings *
create_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE) : NULL;

  return schema != NULL ? g_settings_new (APPLICATION_ID) : NULL;
}

static void
apply_color_scheme (CsApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_DARK, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_DEFAULT };
  int chosen = self->settings != NULL ? g_settings_get_enum (self->settings, "color-scheme") : 0;

  adw_style_manager_set_color_scheme (adw_application_get_style_manager (ADW_APPLICATION (self)), schemes[chosen]);
}

static void
window_destroyed_cb (CsApplication *self)
{
  self->window = NULL;
  cs_application_close_show (self);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  CsApplication *self = data;

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  CsApplication *self = data;

  if (self->window != NULL)
    cs_window_show_dialog (CS_WINDOW (self->window),
                           GTK_WINDOW (cs_preferences_new (GTK_WINDOW (self->window), self->keymap, self->settings)));
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  CsApplication *self = data;

  adw_show_about_window (GTK_WINDOW (self->window),
                         "application-name", "Coulisses",
                         "application-icon", APPLICATION_ID,
                         "version", CS_VERSION,
                         "comments", _("The social desk for live shows"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         NULL);
}

static void
cs_application_startup (GApplication *application)
{
  CsApplication *self = CS_APPLICATION (application);
  const GActionEntry actions[] = {
    { .name = "quit", .activate = quit_cb },
    { .name = "preferences", .activate = preferences_cb },
    { .name = "about", .activate = about_cb },
  };
  g_autofree char *pictures = g_build_filename (cs_folders_get_data (), "rehearsal", "media", NULL);

  G_APPLICATION_CLASS (cs_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  cs_application_install_shows (self);
  gtk_window_set_default_icon_name (APPLICATION_ID);
  self->settings = create_settings ();
  self->keymap = cs_keymap_new (self->settings);
  self->seen = cs_seen_pictures_new ();
  self->loader = cs_fetched_pictures_new (pictures, self->seen);
  if (self->settings != NULL) {
    g_autoptr (GAction) scheme = g_settings_create_action (self->settings, "color-scheme");

    g_action_map_add_action (G_ACTION_MAP (self), scheme);
    g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (apply_color_scheme), self,
                             G_CONNECT_SWAPPED);
  }
  apply_color_scheme (self);
}

static void
cs_application_activate (GApplication *application)
{
  CsApplication *self = CS_APPLICATION (application);

  if (self->window == NULL) {
    self->window = cs_window_new (GTK_APPLICATION (self), self->keymap, self->loader, self->settings);
    g_signal_connect_object (self->window, "destroy", G_CALLBACK (window_destroyed_cb), self, G_CONNECT_SWAPPED);
  }
  gtk_window_present (GTK_WINDOW (self->window));
}

static int
cs_application_command_line (GApplication            *application,
                             GApplicationCommandLine *command_line)
{
  return cs_application_run_options (CS_APPLICATION (application), command_line);
}

static int
cs_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("coulisses %s\n", CS_VERSION);
  return 0;
}

/* By D-Bus activation: one show at a time. */
static void
cs_application_open (GApplication *application,
                     GFile       **files,
                     int           n_files,
                     const char   *hint)
{
  g_autofree char *path = g_file_get_path (files[0]);

  g_application_activate (application);
  if (path != NULL)
    cs_application_open_show (CS_APPLICATION (application), path, CS_STORE_OPEN);
}

static void
cs_application_dispose (GObject *object)
{
  CsApplication *self = CS_APPLICATION (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->order, cs_order_free);
  g_clear_object (&self->keymap);
  g_clear_object (&self->loader);
  g_clear_object (&self->seen);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (cs_application_parent_class)->dispose (object);
}

static void
cs_application_class_init (CsApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_application_dispose;
  application_class->startup = cs_application_startup;
  application_class->activate = cs_application_activate;
  application_class->open = cs_application_open;
  application_class->command_line = cs_application_command_line;
  application_class->handle_local_options = cs_application_handle_local_options;
}

static void
cs_application_init (CsApplication *self)
{
  self->port = -1;
  cs_application_add_options (self);
}

/**
 * cs_application_new:
 *
 * Returns: (transfer full): the application
 */
CsApplication *
cs_application_new (void)
{
  return g_object_new (CS_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/app/coulisses/Coulisses", NULL);
}
