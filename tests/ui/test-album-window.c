/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-album-window.h"

#include "cs-photo-row.h"
#include "cs-ui-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define WIDTH 1280
#define HEIGHT 720

typedef struct {
  char *folder;
  CsAlbum *album;
  GtkWidget *parent;
  GtkWidget *window;
  const char *path; /* for is_there() and is_gone() */
  char *shown; /* (nullable): what the file manager was asked to show */
} Show;

static void
paint (const char *folder,
       const char *name,
       guint8      shade)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gsize size = WIDTH * HEIGHT * 3;
  guint8 *pixels = g_malloc (size);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  memset (pixels, shade, size);
  bytes = g_bytes_new_take (pixels, size);
  texture = gdk_memory_texture_new (WIDTH, HEIGHT, GDK_MEMORY_R8G8B8, bytes, WIDTH * 3);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static gboolean
is_ready (gpointer data)
{
  return cs_album_get_ready (((Show *) data)->album);
}

static void
open_show (Show *show)
{
  show->album = cs_album_new (show->folder);
  show->parent = gtk_window_new ();
  show->window = cs_album_window_new (GTK_WINDOW (show->parent), show->album);
  gtk_window_present (GTK_WINDOW (show->window));
  g_assert_true (cs_ui_test_wait_until (is_ready, show));
}

static void
close_show (Show *show)
{
  g_autoptr (GDir) dir = g_dir_open (show->folder, 0, NULL);
  const char *name;

  gtk_window_destroy (GTK_WINDOW (show->window));
  gtk_window_destroy (GTK_WINDOW (show->parent));
  g_object_unref (show->album);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (show->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (show->folder);
  g_free (show->folder);
  g_free (show->shown);
}

/* The home is the test's own, so that the trash is, too. */
static void
make_photos (Show *show)
{
  show->folder = g_build_filename (g_get_home_dir (), "album", NULL);
  g_assert_cmpint (g_mkdir_with_parents (show->folder, 0700), ==, 0);
  paint (show->folder, "Show 2026-11-22 21h14m07.png", 0x20);
  paint (show->folder, "Show 2026-11-22 21h14m08.png", 0x80);
  paint (show->folder, "Show 2026-11-22 21h14m09.png", 0xe0);
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static const char *
get_page (Show *show)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (find (show->window, GTK_TYPE_STACK)));
}

static GtkListBox *
get_list (Show *show)
{
  return GTK_LIST_BOX (find (show->window, GTK_TYPE_LIST_BOX));
}

static guint
count (Show *show)
{
  return g_list_model_get_n_items (cs_album_get_model (show->album));
}

static gboolean
has_thumbnail (gpointer data)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (get_list (data), 2);

  return gtk_picture_get_paintable (GTK_PICTURE (find (GTK_WIDGET (row), GTK_TYPE_PICTURE))) != NULL;
}

static gboolean
has_texture (gpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (((Show *) data)->window);

  return gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_TEXTURE);
}

static gboolean
is_there (gpointer data)
{
  return g_file_test (((Show *) data)->path, G_FILE_TEST_EXISTS);
}

static gboolean
is_gone (gpointer data)
{
  return !is_there (data);
}

static GtkWidget *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (window))
      return window;
  }
  return NULL;
}

static gboolean
is_asked (gpointer data)
{
  return find_question () != NULL;
}

/* As a button does: it says the answer and closes. */
static void
answer (const char *response)
{
  GtkWidget *question = find_question ();

  g_assert_nonnull (question);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (GTK_WINDOW (question));
}

static void
test_empty (void)
{
  Show show = { .folder = g_build_filename (g_get_home_dir (), "nowhere", NULL) };

  open_show (&show);
  g_assert_cmpstr (get_page (&show), ==, "empty");
  g_assert_false (gtk_widget_activate_action (show.window, "album.delete", NULL) && find_question () != NULL);
  close_show (&show);
}

/* The newest is chosen and has the keyboard; all have a picture and a name to be read out. */
static void
test_list (void)
{
  Show show = { 0 };
  GtkListBoxRow *row;
  g_autoptr (GdkTexture) texture = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  make_photos (&show);
  open_show (&show);
  g_assert_cmpstr (get_page (&show), ==, "list");
  g_assert_cmpuint (count (&show), ==, 3);
  row = gtk_list_box_get_selected_row (get_list (&show));
  g_assert_cmpint (gtk_list_box_row_get_index (row), ==, 0);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (show.window)) == GTK_WIDGET (row));
  g_assert_true (g_str_has_suffix (cs_album_photo_get_path (cs_photo_row_get_photo (CS_PHOTO_ROW (row))), "09.png"));
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_true (cs_ui_test_wait_until (has_thumbnail, &show));

  /* Copied whole. */
  g_assert_true (gtk_widget_activate_action (show.window, "album.copy", NULL));
  g_assert_true (cs_ui_test_wait_until (has_texture, &show));
  g_value_init (&value, GDK_TYPE_TEXTURE);
  g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (gtk_widget_get_clipboard (show.window)), &value, NULL));
  texture = g_value_dup_object (&value);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, WIDTH);
  close_show (&show);
}

static void
asked_cb (GDBusConnection       *bus,
          const char            *sender,
          const char            *object_path,
          const char            *interface_name,
          const char            *method,
          GVariant              *parameters,
          GDBusMethodInvocation *invocation,
          gpointer               data)
{
  g_autofree const char **uris = NULL;

  g_variant_get (parameters, "(^a&s&s)", &uris, NULL);
  ((Show *) data)->shown = g_strdup (uris[0]);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static gboolean
is_shown (gpointer data)
{
  return ((Show *) data)->shown != NULL;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
name_acquired_cb (GDBusConnection *bus,
                  const char      *name,
                  gpointer         data)
{
  *(gboolean *) data = TRUE;
}

/* By a file manager, if there is one. */
static void
test_folder (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = asked_cb };
  g_autoptr (GDBusNodeInfo) info =
    g_dbus_node_info_new_for_xml ("<node><interface name='org.freedesktop.FileManager1'><method name='ShowItems'>"
                                  "<arg type='as' direction='in'/><arg type='s' direction='in'/></method></interface></node>",
                                  NULL);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  Show show = { 0 };
  gboolean owned = FALSE;
  guint object, name;

  make_photos (&show);
  object = g_dbus_connection_register_object (bus, "/org/freedesktop/FileManager1", info->interfaces[0], &vtable, &show, NULL, NULL);
  name = g_bus_own_name_on_connection (bus, "org.freedesktop.FileManager1", 0, name_acquired_cb, NULL, &owned, NULL);
  g_assert_true (cs_ui_test_wait_until (is_true, &owned));
  open_show (&show);
  g_assert_true (gtk_widget_activate_action (show.window, "album.show-in-folder", NULL));
  g_assert_true (cs_ui_test_wait_until (is_shown, &show));
  g_assert_true (g_str_has_prefix (show.shown, "file:///"));
  g_assert_true (g_str_has_suffix (show.shown, "/Show%202026-11-22%2021h14m09.png"));
  g_bus_unown_name (name);
  g_dbus_connection_unregister_object (bus, object);
  close_show (&show);
}

static void
put (const char *folder,
     const char *name,
     const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* By the program that the person has chosen for pictures; here it copies what it is given. */
static void
test_open (void)
{
  g_autofree char *programs = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *opened = g_build_filename (g_get_home_dir (), "opened.png", NULL);
  g_autofree char *viewer = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Viewer\nExec=cp %%f %s\n"
                                             "MimeType=image/png;\n",
                                             opened);
  Show show = { .path = opened };

  put (programs, "viewer.desktop", viewer);
  put (g_get_user_config_dir (), "mimeapps.list", "[Default Applications]\nimage/png=viewer.desktop\n");
  make_photos (&show);
  open_show (&show);
  g_assert_true (gtk_widget_activate_action (show.window, "album.open", NULL));
  g_assert_true (cs_ui_test_wait_until (is_there, &show));
  close_show (&show);
}

/* By a question first; then it lies in the trash, and the next is chosen. */
static void
test_trash (void)
{
  g_autofree char *trashed = g_build_filename (g_get_user_data_dir (), "Trash", "files", "Show 2026-11-22 21h14m09.png", NULL);
  g_autofree char *path = NULL;
  Show show = { 0 };

  make_photos (&show);
  path = g_build_filename (show.folder, "Show 2026-11-22 21h14m09.png", NULL);
  show.path = path;
  open_show (&show);
  g_assert_true (gtk_widget_activate_action (show.window, "album.delete", NULL));
  answer ("cancel");
  g_assert_true (is_there (&show));
  g_assert_true (gtk_widget_activate_action (show.window, "album.delete", NULL));
  g_assert_true (is_there (&show));
  answer ("delete");
  g_assert_true (cs_ui_test_wait_until (is_gone, &show));
  show.path = trashed;
  g_assert_true (cs_ui_test_wait_until (is_there, &show));
  while (count (&show) > 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (gtk_list_box_get_selected_row (get_list (&show)));
  close_show (&show);
}

/* A second question where there is no trash. */
static void
test_no_trash (void)
{
  g_autofree char *trash = g_build_filename (g_get_user_data_dir (), "Trash", NULL);
  g_autofree char *path = NULL;
  Show show = { 0 };

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (trash, "", 0, NULL));
  make_photos (&show);
  path = g_build_filename (show.folder, "Show 2026-11-22 21h14m09.png", NULL);
  show.path = path;
  open_show (&show);
  g_assert_true (gtk_widget_activate_action (show.window, "album.delete", NULL));
  answer ("delete");
  g_assert_true (cs_ui_test_wait_until (is_asked, NULL));
  g_assert_true (is_there (&show));
  answer ("delete");
  g_assert_true (cs_ui_test_wait_until (is_gone, &show));
  g_unlink (trash);
  close_show (&show);
}

/* For a person to look at: test-ui-album-window --show FOLDER, for some seconds. */
static int
show_folder (const char *folder)
{
  g_autoptr (CsAlbum) album = cs_album_new (folder);
  GtkWidget *window = cs_album_window_new (NULL, album);
  gint64 until_us = g_get_monotonic_time () + 8 * G_TIME_SPAN_SECOND;

  gtk_window_present (GTK_WINDOW (window));
  while (g_get_monotonic_time () < until_us) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
  return 0;
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--show") == 0) {
    adw_init ();
    return show_folder (argv[2]);
  }
  cs_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/album-window/empty", test_empty);
  g_test_add_func ("/ui/album-window/list", test_list);
  g_test_add_func ("/ui/album-window/folder", test_folder);
  g_test_add_func ("/ui/album-window/open", test_open);
  g_test_add_func ("/ui/album-window/no-trash", test_no_trash);
  g_test_add_func ("/ui/album-window/trash", test_trash);
  return g_test_run ();
}
