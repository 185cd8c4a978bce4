/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include <glib/gi18n-lib.h>

#define ICON "cs-lower-third-symbolic"

static void
lower_third (GtkWidget  *widget,
             const char *name,
             GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  CsLivePicture *picture = cs_desk_get_picture (self->desk);
  gboolean wanted = !cs_live_picture_get_lower_third (picture);

  cs_live_picture_set_lower_third (picture, wanted);
  cs_window_tell (self, ICON, wanted ? _("Stream: with the post on air") : _("Stream: without the post on air"));
}

static void
title_bar (GtkWidget  *widget,
           const char *name,
           GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  CsLivePicture *picture = cs_desk_get_picture (self->desk);
  gboolean wanted = !cs_live_picture_get_title_bar (picture);

  cs_live_picture_set_title_bar (picture, wanted);
  cs_window_tell (self, ICON, wanted ? _("Stream: with the title") : _("Stream: without the title"));
}

static void
logo_set_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (CsWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (self->desk == NULL)
    return;
  if (cs_live_picture_set_logo_finish (CS_LIVE_PICTURE (object), result, &error))
    cs_window_tell (self, ICON, _("Stream: with the logo"));
  else if (error != NULL)
    cs_window_say (self, error->message);
}

static void
chosen_cb (GtkNativeDialog *chooser,
           int              response,
           CsWindow        *self)
{
  g_autoptr (GFile) file =
    response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;

  if (file != NULL && self->desk != NULL)
    cs_live_picture_set_logo_async (cs_desk_get_picture (self->desk), file, NULL, logo_set_cb, g_object_ref (self));
  g_object_unref (chooser);
}

static void
choose_logo (GtkWidget  *widget,
             const char *name,
             GVariant   *target)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_("Choose a Logo"), GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_filter_add_mime_type (filter, "image/gif");
  gtk_file_filter_add_mime_type (filter, "image/webp");
  gtk_file_filter_add_mime_type (filter, "image/svg+xml");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
remove_logo (GtkWidget  *widget,
             const char *name,
             GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  cs_live_picture_remove_logo (cs_desk_get_picture (self->desk));
  cs_window_tell (self, ICON, _("Stream: without the logo"));
}

static const struct {
  const char *name;
  GtkWidgetActionActivateFunc func;
} actions[] = {
  { "live.lower-third", lower_third },
  { "live.title-bar", title_bar },
  { "live.choose-logo", choose_logo },
  { "live.remove-logo", remove_logo },
};

void
cs_window_install_picture_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
}

void
cs_window_update_picture_actions (CsWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, self->desk != NULL);
}
