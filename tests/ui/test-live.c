/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-destination-dialog.h"
#include "cs-destination-row.h"
#include "cs-device-menu.h"
#include "cs-go-button.h"
#include "cs-level-meter.h"
#include "cs-live-badge.h"
#include "cs-secret-row.h"
#include "cs-show-test.h"
#include "cs-ui-test.h"
#include "fake-devices.h"

#include <string.h>

#define KEY "canary-9e1b"

static CsDeskLive *
get_live (CsShowTest *show)
{
  return cs_desk_get_live (show->desk);
}

static gboolean
is_on (CsShowTest *show)
{
  return cs_desk_live_get_state (get_live (show)) == CS_DESK_LIVE_ON;
}

static gboolean
is_off (CsShowTest *show)
{
  return cs_desk_live_get_state (get_live (show)) == CS_DESK_LIVE_OFF;
}

static gboolean
is_in_standby (CsShowTest *show)
{
  return cs_desk_live_get_standby (get_live (show));
}

static CsShowTest *
make_show (void)
{
  CsShowTest *show = cs_show_test_new (NULL);

  cs_desk_live_set_record_folder (get_live (show), show->folder);
  return show;
}

static GtkWindow *
find_dialog (CsShowTest *show)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (gtk_window_get_transient_for (window) == GTK_WINDOW (show->window))
      return window;
  }
  return NULL;
}

static gboolean
has_dialog (CsShowTest *show)
{
  return find_dialog (show) != NULL;
}

static gboolean
has_no_dialog (CsShowTest *show)
{
  return find_dialog (show) == NULL;
}

static void
test_secret_row (void)
{
  g_autoptr (CsSecretRow) row = g_object_ref_sink (g_object_new (CS_TYPE_SECRET_ROW, "title", "Key", NULL));
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (row));
  int position = 0;

  gtk_editable_insert_text (delegate, "abcé", -1, &position);
  g_assert_cmpint (position, ==, 4);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "••••");
  g_assert_cmpstr (cs_secret_row_get_secret (row), ==, "abcé");
  position = 2;
  gtk_editable_insert_text (delegate, "XY", 2, &position);
  g_assert_cmpstr (cs_secret_row_get_secret (row), ==, "abXYcé");
  gtk_editable_delete_text (delegate, 1, 3);
  g_assert_cmpstr (cs_secret_row_get_secret (row), ==, "aYcé");
  gtk_editable_delete_text (delegate, 3, -1);
  g_assert_cmpstr (cs_secret_row_get_secret (row), ==, "aYc");
  cs_secret_row_set_secret (row, "new");
  g_assert_cmpstr (cs_secret_row_get_secret (row), ==, "new");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "•••");
}

/* A row's own label, as it is in the template. */
static GtkWidget *
find_row (GtkWindow  *dialog,
          GType       type,
          const char *title)
{
  GtkWidget *row = NULL;
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  g_ptr_array_add (left, dialog);
  while (left->len > 0 && row == NULL) {
    GtkWidget *widget = g_ptr_array_steal_index (left, left->len - 1);

    if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) &&
        g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
      row = widget;
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      g_ptr_array_add (left, child);
  }
  g_assert_nonnull (row);
  return row;
}

static GString *heard; /* everything that the address row told those who listen to it */

static void
heard_cb (GtkEditable *editable,
          const char  *text,
          int          length,
          int         *position,
          gpointer     data)
{
  g_string_append_len (heard, text, length >= 0 ? length : (gssize) strlen (text));
}

/* The whole address with its key goes in; the row, and whoever listens to it, never holds the key. */
static void
test_paste (void)
{
  g_autoptr (CsShowTest) show = make_show ();
  GtkWindow *dialog = GTK_WINDOW (cs_destination_dialog_new (GTK_WINDOW (show->window), show->desk, NULL));
  GtkWidget *address = find_row (dialog, ADW_TYPE_ENTRY_ROW, "Address");
  GtkWidget *key = find_row (dialog, CS_TYPE_SECRET_ROW, "Stream key");
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (address));
  int position = 0;

  heard = g_string_new (NULL);
  g_signal_connect (delegate, "insert-text", G_CALLBACK (heard_cb), NULL);
  gtk_editable_insert_text (delegate, "rtmps://live.example.org/app/" KEY "?token=" KEY, -1, &position);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (address)), ==, "rtmps://live.example.org/app");
  g_assert_cmpstr (cs_secret_row_get_secret (CS_SECRET_ROW (key)), ==, KEY "?token=" KEY);
  g_assert_null (strstr (heard->str, "canary"));
  g_string_free (heard, TRUE);
  gtk_window_destroy (dialog);
}

static void
test_rows (void)
{
  g_autoptr (CsShowTest) show = make_show ();
  const CsLiveSettings settings = { NULL, (char *) "own", (char *) "Channel", (char *) "rtmp://127.0.0.1:1/live", 120, TRUE,
                                    FALSE };
  CsLiveDestination *destination = cs_desk_live_add (get_live (show), &settings, NULL, NULL);

  g_assert_nonnull (cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_LABEL, "Not ready"));
  cs_desk_live_change (get_live (show), destination, &settings, KEY, NULL);
  g_assert_nonnull (cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_LABEL, "Ready"));
  g_assert_null (cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_LABEL, "Not ready"));
  cs_desk_live_remove (get_live (show), destination);
  g_assert_null (cs_show_test_find (GTK_WIDGET (show->window), CS_TYPE_DESTINATION_ROW, NULL));
}

/* Ctrl L begins; Ctrl L again asks; Escape stays live; the answer ends. */
static void
test_toggle (void)
{
  g_autoptr (CsShowTest) show = make_show ();

  cs_desk_live_set_page (get_live (show), TRUE);
  cs_show_test_press (show, "ctrl+l");
  cs_show_test_wait (show, is_on);
  g_assert_nonnull (cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_LABEL, "End live…"));
  cs_show_test_press (show, "b");
  cs_show_test_wait (show, is_in_standby);
  cs_show_test_press (show, "ctrl+l");
  cs_show_test_wait (show, has_dialog);
  gtk_window_close (find_dialog (show));
  cs_show_test_wait (show, has_no_dialog);
  g_assert_true (is_on (show));
  cs_show_test_press (show, "ctrl+l");
  cs_show_test_wait (show, has_dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (show)), "end");
  gtk_window_destroy (find_dialog (show));
  cs_show_test_wait (show, is_off);
  g_assert_nonnull (cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_LABEL, "Go live"));
}

/* By the action, not the key: three seconds go by quickly on a busy machine. */
static void
test_countdown (void)
{
  g_autoptr (CsShowTest) show = make_show ();
  g_autoptr (CsLiveSheet) sheet = cs_live_sheet_new ();

  sheet->countdown = TRUE;
  cs_desk_live_set_sheet (get_live (show), sheet);
  cs_desk_live_set_page (get_live (show), TRUE);
  gtk_widget_activate_action (GTK_WIDGET (show->window), "live.toggle", NULL);
  g_assert_cmpint (cs_desk_live_get_state (get_live (show)), ==, CS_DESK_LIVE_COUNTING);
  g_assert_nonnull (cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_LABEL, "Cancel (3)"));
  gtk_widget_activate_action (GTK_WIDGET (show->window), "live.toggle", NULL);
  g_assert_true (is_off (show));
  g_assert_null (cs_desk_live_get_report (get_live (show)));
}

/* As long as the key is held, and no longer. */
static void
test_hold (void)
{
  g_autoptr (CsShowTest) show = make_show ();

  cs_desk_live_set_page (get_live (show), TRUE);
  cs_show_test_xdotool ("keydown ctrl keydown shift keydown l");
  cs_show_test_wait (show, is_on);
  cs_show_test_let_pass (600);
  g_assert_true (is_on (show));
  g_assert_true (cs_desk_live_get_report (get_live (show))->clip);
  cs_show_test_xdotool ("keyup l keyup shift keyup ctrl");
  cs_show_test_wait (show, is_off);
}

/* A long press of the button is a clip; its release is not one more press. */
static void
test_hold_button (void)
{
  g_autoptr (CsShowTest) show = make_show ();
  GtkWidget *button = cs_show_test_find (GTK_WIDGET (show->window), CS_TYPE_GO_BUTTON, NULL);

  cs_desk_live_set_page (get_live (show), TRUE);
  cs_show_test_click (show, button, "mousedown 1");
  cs_show_test_wait (show, is_on);
  g_assert_cmpstr (cs_go_button_get_text (CS_GO_BUTTON (button)), ==, "Release to end");
  cs_show_test_xdotool ("mouseup 1");
  cs_show_test_wait (show, is_off);
  cs_show_test_let_pass (300);
  g_assert_true (is_off (show));
  cs_show_test_click (show, button, "click 1");
  cs_show_test_wait (show, is_on);
  g_assert_false (cs_desk_live_get_report (get_live (show))->clip);
  cs_desk_live_end_async (get_live (show), NULL, NULL);
  cs_show_test_wait (show, is_off);
}

/* The window does not close over a live camera without a word. */
static void
test_close (void)
{
  g_autoptr (CsShowTest) show = make_show ();

  cs_desk_live_set_page (get_live (show), TRUE);
  g_assert_true (cs_desk_live_go (get_live (show), FALSE, NULL));
  gtk_window_close (GTK_WINDOW (show->window));
  cs_show_test_wait (show, has_dialog);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (show->window)));
  gtk_window_close (find_dialog (show));
  cs_show_test_wait (show, has_no_dialog);
  g_assert_true (is_on (show));
  cs_desk_live_end_async (get_live (show), NULL, NULL);
  cs_show_test_wait (show, is_off);
}

static gboolean
camera_is_used (CsShowTest *show)
{
  return cs_capture_get_state (cs_desk_get_capture (show->desk)) == CS_CAPTURE_CAMERA;
}

static gboolean
test_picture_is_used (CsShowTest *show)
{
  return cs_capture_get_state (cs_desk_get_capture (show->desk)) == CS_CAPTURE_TEST;
}

/* Plugged in, a camera is taken and listed; pulled out, the pane says so. */
static void
test_devices (void)
{
  g_autoptr (CsShowTest) show = make_show ();
  CsCapture *capture = cs_desk_get_capture (show->desk);

  cs_show_test_wait (show, test_picture_is_used);
  fake_devices_plug ("Studio camera", TRUE, FAKE_WORKS);
  cs_show_test_wait (show, camera_is_used);
  g_assert_nonnull (cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_LABEL, "Studio camera"));
  gtk_widget_activate_action (GTK_WIDGET (show->window), "live.set-height", "i", 480);
  g_assert_cmpint (cs_capture_get_format (capture)->height, ==, 480);
  cs_show_test_wait (show, camera_is_used);
  gtk_widget_activate_action (GTK_WIDGET (show->window), "live.set-gain", "d", 6.0);
  g_assert_cmpfloat (cs_capture_get_gain_db (capture), ==, 6.0);
  fake_devices_unplug ("Studio camera");
  cs_show_test_wait (show, test_picture_is_used);
  g_assert_nonnull (cs_capture_get_trouble (capture, CS_DEVICE_CAMERA));
  g_assert_nonnull (cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_LABEL,
                                       cs_capture_get_trouble (capture, CS_DEVICE_CAMERA)));
}

static gboolean
second_is_used (CsShowTest *show)
{
  CsDevice *camera = cs_capture_get_device (cs_desk_get_capture (show->desk), CS_DEVICE_CAMERA);

  return camera != NULL && strcmp (cs_device_get_name (camera), "Second camera") == 0;
}

static gboolean
two_are_listed (CsShowTest *show)
{
  CsDeviceList *devices = cs_capture_get_devices (cs_desk_get_capture (show->desk));

  return g_list_model_get_n_items (cs_device_list_get_model (devices, CS_DEVICE_CAMERA)) == 3; /* and the test picture */
}

static GtkWidget *
find_popover (CsShowTest *show)
{
  GtkWidget *microphones = cs_show_test_find (GTK_WIDGET (show->window), CS_TYPE_DEVICE_MENU, NULL);
  GtkWidget *menu = gtk_widget_get_next_sibling (microphones);

  return GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (gtk_widget_get_first_child (menu))));
}

static gboolean
menu_is_open (CsShowTest *show)
{
  return gtk_widget_get_mapped (find_popover (show));
}

static gboolean
menu_is_closed (CsShowTest *show)
{
  return !menu_is_open (show);
}

static GtkWidget *
get_focus (CsShowTest *show)
{
  return gtk_window_get_focus (GTK_WINDOW (show->window));
}

/* Each time it opens, the menu begins at the device in use: arrows and Return act on devices, never on what stands below. */
static void
test_device_menu (void)
{
  g_autoptr (CsShowTest) show = make_show ();
  GtkWidget *popover;

  fake_devices_plug ("First camera", TRUE, FAKE_WORKS);
  cs_show_test_wait (show, camera_is_used);
  fake_devices_plug ("Second camera", TRUE, FAKE_WORKS);
  cs_show_test_wait (show, two_are_listed);
  popover = find_popover (show);
  gtk_popover_popup (GTK_POPOVER (popover));
  cs_show_test_wait (show, menu_is_open);
  g_assert_nonnull (cs_show_test_find (get_focus (show), GTK_TYPE_LABEL, "First camera"));
  g_signal_emit_by_name (gtk_widget_get_parent (get_focus (show)), "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE, FALSE);
  g_assert_nonnull (cs_show_test_find (get_focus (show), GTK_TYPE_LABEL, "Second camera"));
  gtk_widget_activate (get_focus (show));
  cs_show_test_wait (show, second_is_used);
  cs_show_test_wait (show, menu_is_closed);
  gtk_popover_popup (GTK_POPOVER (popover));
  cs_show_test_wait (show, menu_is_open);
  g_assert_nonnull (cs_show_test_find (get_focus (show), GTK_TYPE_LABEL, "Second camera"));
  gtk_widget_child_focus (popover, GTK_DIR_TAB_FORWARD);
  g_assert_null (gtk_widget_get_ancestor (get_focus (show), GTK_TYPE_LIST_BOX));
  gtk_popover_popdown (GTK_POPOVER (popover));
  fake_devices_unplug_all ();
}

static gboolean
has_logo (CsShowTest *show)
{
  return cs_live_picture_get_logo_name (cs_desk_get_picture (show->desk)) != NULL;
}

static gboolean
has_no_logo (CsShowTest *show)
{
  return !has_logo (show);
}

static void
logo_refused_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_assert_false (cs_live_picture_set_logo_finish (CS_LIVE_PICTURE (object), result, data));
}

static void
take_logo (CsShowTest *show,
           const char *name,
           GError    **error)
{
  g_autoptr (GFile) file = g_file_new_build_filename (g_getenv ("CS_SOURCE_ROOT"), name, NULL);

  cs_live_picture_set_logo_async (cs_desk_get_picture (show->desk), file, NULL, error != NULL ? logo_refused_cb : NULL,
                                  error);
}

static gboolean
has_no_lower_third (CsShowTest *show)
{
  return !cs_titler_get_lower_third (cs_broadcast_get_titler (cs_desk_live_get_broadcast (get_live (show))));
}

static gboolean
has_title_bar (CsShowTest *show)
{
  return cs_live_picture_get_title_bar (cs_desk_get_picture (show->desk));
}

/* Keys and checks say the same as the stream; hearts are one choice in two places. */
static void
test_picture (void)
{
  g_autoptr (CsShowTest) show = make_show ();
  CsTitler *titler = cs_broadcast_get_titler (cs_desk_live_get_broadcast (get_live (show)));
  GtkWidget *check = cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_CHECK_BUTTON, "Lower third of the post on air");
  GtkWidget *hearts = cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_CHECK_BUTTON, "Hearts of those near by");
  GtkWidget *page = cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_CHECK_BUTTON, "Hearts in the stream, too");

  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  cs_show_test_press (show, "t");
  cs_show_test_wait (show, has_no_lower_third);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (cs_titler_get_lower_third (titler));
  cs_show_test_press (show, "shift+t");
  cs_show_test_wait (show, has_title_bar);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (hearts), TRUE);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (page)));
  g_assert_true (cs_titler_get_hearts (titler));
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  *(gboolean *) data = TRUE;
}

/* The store writes in order: what was asked for before this is there after it. */
static gboolean
on_disk (CsShowTest *show)
{
  gboolean written = FALSE;

  cs_store_set_setting_async (cs_desk_get_store (show->desk), "title", g_variant_new_string ("Night"), NULL, written_cb,
                              &written);
  for (guint i = 0; i < 200 && !written; i++)
    cs_show_test_let_pass (50);
  return written;
}

/* The show keeps the logo itself; what is no picture is refused with a sentence. */
static void
test_logo (void)
{
  g_autoptr (CsShowTest) show = make_show ();
  CsLivePicture *picture = cs_desk_get_picture (show->desk);
  g_autoptr (GError) error = NULL;

  take_logo (show, "README.md", &error);
  for (guint i = 0; i < 100 && error == NULL; i++)
    cs_show_test_let_pass (50);
  g_assert_nonnull (error);
  g_assert_true (has_no_logo (show));
  take_logo (show, "data/rehearsal/media/avatar-001.png", NULL);
  cs_show_test_wait (show, has_logo);
  g_assert_cmpstr (cs_live_picture_get_logo_name (picture), ==, "avatar-001.png");
  g_assert_nonnull (cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_LABEL, "Logo: avatar-001.png"));
  cs_live_picture_set_title_bar (picture, TRUE);
  g_assert_true (on_disk (show));
  cs_live_picture_unload (picture);
  g_assert_true (has_no_logo (show));
  g_assert_false (cs_live_picture_get_title_bar (picture));
  cs_live_picture_load (picture, cs_desk_get_store (show->desk));
  cs_show_test_wait (show, has_logo);
  g_assert_true (cs_live_picture_get_title_bar (picture));
  gtk_widget_activate_action (GTK_WIDGET (show->window), "live.remove-logo", NULL);
  g_assert_true (has_no_logo (show));
  take_logo (show, "data/icons/hicolor/scalable/apps/app.coulisses.Coulisses.svg", NULL);
  cs_show_test_wait (show, has_logo);
  g_assert_cmpstr (cs_live_picture_get_logo_name (picture), ==, "app.coulisses.Coulisses.svg");
}

int
main (int    argc,
      char **argv)
{
  cs_ui_test_init (&argc, &argv);
  gst_init (NULL, NULL);
  fake_devices_register ();
  g_test_add_func ("/live/secret-row", test_secret_row);
  g_test_add_func ("/live/paste", test_paste);
  g_test_add_func ("/live/rows", test_rows);
  g_test_add_func ("/live/toggle", test_toggle);
  g_test_add_func ("/live/countdown", test_countdown);
  g_test_add_func ("/live/hold", test_hold);
  g_test_add_func ("/live/hold-button", test_hold_button);
  g_test_add_func ("/live/close", test_close);
  g_test_add_func ("/live/devices", test_devices);
  g_test_add_func ("/live/device-menu", test_device_menu);
  g_test_add_func ("/live/picture", test_picture);
  g_test_add_func ("/live/logo", test_logo);
  return g_test_run ();
}
