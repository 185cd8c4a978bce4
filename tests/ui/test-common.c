/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-ui-test.h"

#include "cs-avatar.h"
#include "cs-choose-file.h"
#include "cs-field-row.h"
#include "cs-key-hint.h"
#include "cs-look.h"
#include "cs-network-mark.h"
#include "cs-notice.h"
#include "cs-one-stop.h"
#include "cs-plain-row.h"
#include "cs-show-test.h"

#include <math.h>

static void
count_error_cb (GtkCssProvider *provider,
                GtkCssSection  *section,
                const GError   *error,
                gpointer        user_data)
{
  g_autofree char *where = gtk_css_section_to_string (section);

  g_test_message ("%s: %s", where, error->message);
  ++*(guint *) user_data;
}

static void
test_style_sheets (void)
{
  const char *const names[] = { "style.css", "style-dark.css", "style-hc.css", "style-hc-dark.css" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
    g_autofree char *path = g_strconcat ("/app/coulisses/Coulisses/", names[i], NULL);
    guint n_errors = 0;

    g_signal_connect (provider, "parsing-error", G_CALLBACK (count_error_cb), &n_errors);
    gtk_css_provider_load_from_resource (provider, path);
    g_assert_cmpuint (n_errors, ==, 0);
  }
}

static void
test_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  for (guint look = CS_LOOK_NEW + 1; look < CS_N_LOOKS; look++)
    g_assert_true (gtk_icon_theme_has_icon (theme, cs_look_get_icon_name (look)));
}

static void
test_colours (void)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));
  GdkRGBA colour;

  for (guint look = CS_LOOK_NEW + 1; look < CS_N_LOOKS; look++)
    g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (label),
                                                   cs_look_get_colour_name (look), &colour));
}

static GdkRGBA
look_up (GtkWidget  *widget,
         const char *name)
{
  GdkRGBA colour;

  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour));
  return colour;
}

static double
get_linear (double part)
{
  return part <= .04045 ? part / 12.92 : pow ((part + .055) / 1.055, 2.4);
}

static double
get_luminance (const GdkRGBA *colour)
{
  return .2126 * get_linear (colour->red) + .7152 * get_linear (colour->green) + .0722 * get_linear (colour->blue);
}

/* https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
static double
get_contrast (GdkRGBA front,
              GdkRGBA back)
{
  double light, dark;

  front.red = front.red * front.alpha + back.red * (1 - front.alpha);
  front.green = front.green * front.alpha + back.green * (1 - front.alpha);
  front.blue = front.blue * front.alpha + back.blue * (1 - front.alpha);
  light = MAX (get_luminance (&front), get_luminance (&back));
  dark = MIN (get_luminance (&front), get_luminance (&back));
  return (light + .05) / (dark + .05);
}

static void
assert_readable (const char *front,
                 const char *back)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));
  double contrast = get_contrast (look_up (label, front), look_up (label, back));

  g_test_message ("%s on %s: %.1f", front, back, contrast);
  g_assert_cmpfloat (contrast, >=, 4.5);
}

/* Every colour of letters on everything it stands on, as WCAG's level AA asks. */
static void
test_contrast (gconstpointer dark)
{
  cs_ui_test_set_dark (GPOINTER_TO_INT (dark));
  for (guint look = CS_LOOK_NEW + 1; look < CS_N_LOOKS; look++) {
    assert_readable (cs_look_get_colour_name (look), "cs_pane_bg");
    assert_readable (cs_look_get_colour_name (look), "cs_selected_tint");
    assert_readable (cs_look_get_colour_name (look), "cs_hover_tint");
  }
  assert_readable ("cs_dim_color", "cs_pane_bg");
  assert_readable ("cs_dim_color", "cs_selected_tint");
  assert_readable ("cs_on_air_fg", "cs_on_air_bg");
  assert_readable ("cs_on_air_color", "cs_on_air_tint");
  assert_readable ("cs_cued_fg", "cs_cued_bg");
  assert_readable ("cs_cued_color", "cs_cued_tint");
  assert_readable ("cs_approved_fg", "cs_approved_bg");
  assert_readable ("cs_attention_color", "cs_attention_tint");
  assert_readable ("cs_selected_fg", "cs_selected_bg");
  assert_readable ("cs_selected_color", "cs_selected_tint");
  assert_readable ("cs_rehearsal_fg", "cs_rehearsal_bg");
  cs_ui_test_set_dark (TRUE);
}

static void
assert_hint (const char *accelerator,
             const char *expected)
{
  g_autofree char *text = cs_key_hint_format (accelerator);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_key_hint (void)
{
  g_autoptr (GtkWidget) hint = g_object_ref_sink (cs_key_hint_new ("a"));

  assert_hint ("a", "A");
  assert_hint ("<Control>f", "Ctrl\u00a0F");
  assert_hint ("<Shift>r", "Shift\u00a0R");
  assert_hint ("space", "Space");
  assert_hint ("Return", "Enter");
  assert_hint ("Escape", "Esc");
  assert_hint ("<Alt>1", "Alt\u00a01");
  assert_hint ("F6", "F6");
  assert_hint (NULL, "");
  assert_hint ("<nonsense", "");

  g_assert_true (gtk_widget_get_visible (hint));
  cs_key_hint_set_accelerator (CS_KEY_HINT (hint), NULL);
  g_assert_false (gtk_widget_get_visible (hint));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (hint), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
test_network_mark (void)
{
  g_autoptr (GtkWidget) mark = g_object_ref_sink (cs_network_mark_new (CS_NETWORK_BLUESKY));

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, "Bluesky");
  cs_network_mark_set_network (CS_NETWORK_MARK (mark), CS_NETWORK_TWITCH);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, "Twitch");
}

static void
test_avatar (void)
{
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_MASTODON, "a.example", "1");
  GtkWidget *window = gtk_window_new ();
  GtkWidget *avatar = cs_avatar_new (32);

  post->account = cs_account_new (CS_NETWORK_MASTODON, "a.example", "1");
  post->account->name = g_strdup ("Inès Valloire");
  cs_post_seal (post);
  gtk_window_set_child (GTK_WINDOW (window), avatar);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  cs_avatar_show (CS_AVATAR (avatar), NULL, post);
  cs_ui_test_wait_frame (window);
  cs_avatar_show (CS_AVATAR (avatar), NULL, NULL);
  cs_ui_test_wait_frame (window);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* What has no end is given up as soon as it is more than it should be. */
static void
test_read_chosen (void)
{
  static const struct {
    const char *path;
    gboolean ends;
  } cases[] = { { "/proc/self/status", TRUE }, { "/dev/zero", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GFile) file = g_file_new_for_path (cases[i].path);
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GError) error = NULL;

    cs_read_chosen_async (file, 1024 * 1024, result_cb, &result);
    while (result == NULL)
      g_main_context_iteration (NULL, TRUE);
    bytes = cs_read_chosen_finish (result, &error);
    g_assert_true ((bytes != NULL) == cases[i].ends);
    g_assert_true (cases[i].ends || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE));
  }
}

static GtkWidget *
fill_list (GtkWidget *list)
{
  for (guint i = 0; i < 3; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), gtk_button_new_with_label ("within"));
  return list;
}

static gboolean
is_active (gpointer window)
{
  return gtk_window_is_active (window);
}

/* Tab comes to one row, to what is in it, and goes on; and the same way back. A row knows that it has the focus in an active
 * window alone. */
static void
test_one_stop (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *before = gtk_button_new (), *after = gtk_button_new ();
  GtkWidget *list = fill_list (gtk_list_box_new ());
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));

  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), g_object_new (CS_TYPE_ONE_STOP, "child", list, NULL));
  gtk_box_append (GTK_BOX (box), after);
  gtk_window_set_child (window, box);
  gtk_window_set_title (window, "coulisses-one-stop");
  gtk_window_present (window);
  cs_show_test_xdotool ("search --sync --onlyvisible --name coulisses-one-stop windowfocus --sync");
  g_assert_true (cs_ui_test_wait_until (is_active, window));
  gtk_list_box_select_row (GTK_LIST_BOX (list), GTK_LIST_BOX_ROW (row));
  gtk_widget_grab_focus (before);
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_window_get_focus (window) == row);
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_window_get_focus (window) == gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_window_get_focus (window) == after);
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (window) == row);
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (window) == before);
  gtk_window_destroy (window);
}

/* An empty list is no stop, and neither is what would scroll it. */
static void
test_one_stop_empty (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *before = gtk_button_new (), *after = gtk_button_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), gtk_list_box_new ());
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), g_object_new (CS_TYPE_ONE_STOP, "child", scroller, NULL));
  gtk_box_append (GTK_BOX (box), after);
  gtk_window_set_child (window, box);
  gtk_window_present (window);
  gtk_widget_grab_focus (before);
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_window_get_focus (window) == after);
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (window) == before);
  gtk_window_destroy (window);
}

static GtkWidget *
move (GtkWindow       *window,
      GtkDirectionType direction)
{
  gtk_widget_child_focus (GTK_WIDGET (window), direction);
  return gtk_window_get_focus (window);
}

/* As an arrow key does. */
static GtkWidget *
step (GtkWindow *window,
      GtkWidget *list,
      int        count)
{
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, count, FALSE, FALSE);
  return gtk_window_get_focus (window);
}

/* Plain rows that follow each other are one stop, of which the arrows reach each; what stands between them is another. */
static void
test_plain_rows (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *list = gtk_list_box_new (), *before = gtk_button_new (), *after = gtk_button_new ();
  GtkWidget *rows[4], *button = gtk_button_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    rows[i] = i == 2 ? adw_action_row_new () : cs_plain_row_new ("<b>", NULL);
    gtk_list_box_append (GTK_LIST_BOX (list), rows[i]);
  }
  adw_action_row_add_suffix (ADW_ACTION_ROW (rows[0]), button);
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), after);
  gtk_window_set_child (window, box);
  gtk_window_present (window);
  gtk_widget_grab_focus (before);
  g_assert_true (move (window, GTK_DIR_TAB_FORWARD) == rows[0]);
  g_assert_true (step (window, list, 1) == rows[1]);
  g_assert_true (step (window, list, -1) == rows[0]);
  g_assert_true (move (window, GTK_DIR_TAB_FORWARD) == button);
  g_assert_true (move (window, GTK_DIR_TAB_FORWARD) == rows[2]);
  g_assert_true (move (window, GTK_DIR_TAB_FORWARD) == rows[3]);
  g_assert_true (move (window, GTK_DIR_TAB_FORWARD) == after);
  g_assert_true (move (window, GTK_DIR_TAB_BACKWARD) == rows[3]);
  g_assert_true (move (window, GTK_DIR_TAB_BACKWARD) == rows[2]);
  g_assert_true (move (window, GTK_DIR_TAB_BACKWARD) == rows[1]);
  g_assert_true (move (window, GTK_DIR_TAB_BACKWARD) == before);
  gtk_window_destroy (window);
}

/* Tab comes to the control of a row and to nothing else; to the row where the control cannot be used. */
static void
test_field_rows (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *before = gtk_button_new ();
  GtkWidget *list = gtk_list_box_new (), *rows[3], *controls[3];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    rows[i] = g_object_new (CS_TYPE_FIELD_ROW, "title", "field", NULL);
    controls[i] = gtk_switch_new ();
    gtk_widget_set_sensitive (controls[i], i != 1);
    adw_action_row_add_suffix (ADW_ACTION_ROW (rows[i]), controls[i]);
    gtk_list_box_append (GTK_LIST_BOX (list), rows[i]);
  }
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), list);
  gtk_window_set_child (window, box);
  gtk_window_present (window);
  gtk_widget_grab_focus (before);
  g_assert_true (move (window, GTK_DIR_TAB_FORWARD) == controls[0]);
  g_assert_true (move (window, GTK_DIR_TAB_FORWARD) == rows[1]);
  g_assert_true (move (window, GTK_DIR_TAB_FORWARD) == controls[2]);
  g_assert_true (move (window, GTK_DIR_TAB_BACKWARD) == rows[1]);
  g_assert_true (move (window, GTK_DIR_TAB_BACKWARD) == controls[0]);
  g_assert_true (move (window, GTK_DIR_TAB_BACKWARD) == before);
  gtk_window_destroy (window);
}

/* What is offered can be reached while it is shown, and gives the focus back. */
static void
test_notice_focus (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *overlay = gtk_overlay_new (), *button = gtk_button_new ();
  CsNotice *notice = g_object_new (CS_TYPE_NOTICE, NULL);

  gtk_overlay_set_child (GTK_OVERLAY (overlay), button);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (notice));
  gtk_window_set_child (window, overlay);
  gtk_window_present (window);
  gtk_widget_grab_focus (button);
  g_assert_false (cs_notice_enter (notice));
  cs_notice_say (notice, "nothing to do");
  g_assert_false (cs_notice_enter (notice));
  cs_notice_offer (notice, "done", "Again", "window.close");
  g_assert_true (cs_notice_enter (notice));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), GTK_WIDGET (notice)));
  g_assert_true (cs_notice_leave (notice));
  g_assert_true (gtk_window_get_focus (window) == button);
  g_assert_true (cs_notice_enter (notice));
  cs_notice_say (notice, "done again");
  g_assert_true (gtk_window_get_focus (window) == button);
  gtk_window_destroy (window);
}

/* The same sentence about a label of our own stays fatal. */
static void
test_known_warnings (void)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new ("wide"));

  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, 0);
    g_test_trap_assert_failed ();
    g_test_trap_assert_stderr ("*Trying to measure*");
    return;
  }
  gtk_widget_add_css_class (label, "title-2");
  g_log_structured ("Gtk", G_LOG_LEVEL_WARNING, "MESSAGE",
                    "Trying to measure GtkLabel %p for width of 100, but it needs at least 171", (gpointer) label);
}

int
main (int   argc,
      char *argv[])
{
  cs_ui_test_init (&argc, &argv);
  g_test_add_func ("/common/style-sheets", test_style_sheets);
  g_test_add_func ("/common/icons", test_icons);
  g_test_add_func ("/common/colours", test_colours);
  g_test_add_data_func ("/common/contrast/dark", GINT_TO_POINTER (TRUE), test_contrast);
  g_test_add_data_func ("/common/contrast/light", GINT_TO_POINTER (FALSE), test_contrast);
  g_test_add_func ("/common/key-hint", test_key_hint);
  g_test_add_func ("/common/network-mark", test_network_mark);
  g_test_add_func ("/common/avatar", test_avatar);
  g_test_add_func ("/common/one-stop", test_one_stop);
  g_test_add_func ("/common/one-stop-empty", test_one_stop_empty);
  g_test_add_func ("/common/plain-rows", test_plain_rows);
  g_test_add_func ("/common/field-rows", test_field_rows);
  g_test_add_func ("/common/notice-focus", test_notice_focus);
  g_test_add_func ("/common/read-chosen", test_read_chosen);
  g_test_add_func ("/common/known-warnings", test_known_warnings);
  return g_test_run ();
}
