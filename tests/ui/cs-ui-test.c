/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-ui-test.h"

#include "known-warnings.h"

#include <libintl.h>
#include <locale.h>

/* The sanitizers make everything several times slower. */
#ifdef __SANITIZE_ADDRESS__
#define WAIT_MS 120000
#else
#define WAIT_MS 30000
#endif

/* Pages that slide and pictures that are fetched are there by then. */
#define SETTLING_FRAMES 30

static GtkCssProvider *dark_provider;

static void
parsing_error_cb (GtkCssProvider *provider,
                  GtkCssSection  *section,
                  const GError   *error,
                  gpointer        user_data)
{
  g_autofree char *where = gtk_css_section_to_string (section);

  g_error ("%s: %s", where, error->message);
}

static GtkCssProvider *
load_style (const char *path)
{
  GtkCssProvider *provider = gtk_css_provider_new ();

  g_signal_connect (provider, "parsing-error", G_CALLBACK (parsing_error_cb), NULL);
  gtk_css_provider_load_from_resource (provider, path);
  return provider;
}

/* What AdwApplication does for the real thing, on a screen where nothing moves. */
void
cs_ui_test_init (int    *argc,
                 char ***argv)
{
  GdkDisplay *display;
  g_autoptr (GtkCssProvider) provider = NULL;

  known_warnings_install ();
  gtk_test_init (argc, argv, NULL);
  setlocale (LC_ALL, "");
  /* With LANGUAGE set, pictures and tests in that language. */
  if (g_getenv ("CS_BUILD_ROOT") != NULL) {
    g_autofree char *locale_dir = g_build_filename (g_getenv ("CS_BUILD_ROOT"), "po", NULL);

    bindtextdomain (GETTEXT_PACKAGE, locale_dir);
    bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
    textdomain (GETTEXT_PACKAGE);
  }
  adw_init ();
  display = gdk_display_get_default ();
  provider = load_style ("/app/coulisses/Coulisses/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  dark_provider = load_style ("/app/coulisses/Coulisses/style-dark.css");
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    "/app/coulisses/Coulisses/icons");
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", "gtk-enable-animations", FALSE,
                "gtk-cursor-blink", FALSE, "gtk-xft-dpi", 96 * 1024, NULL);
  cs_ui_test_set_dark (TRUE);
}

void
cs_ui_test_set_dark (gboolean dark)
{
  GdkDisplay *display = gdk_display_get_default ();

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (dark_provider));
  if (dark)
    gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (dark_provider),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static gboolean
time_out_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

gboolean
cs_ui_test_wait_until (gboolean (*condition) (gpointer user_data),
                       gpointer   user_data)
{
  gboolean timed_out = FALSE;
  guint timeout_id = g_timeout_add (WAIT_MS, time_out_cb, &timed_out);
  gboolean answer;

  while (!(answer = condition (user_data)) && !timed_out)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout_id);
  return answer;
}

static void
after_paint_cb (GdkFrameClock *clock,
                gpointer       user_data)
{
  ++*(guint *) user_data;
}

static gboolean
one_frame_passed (gpointer user_data)
{
  return *(guint *) user_data >= 1;
}

static gboolean
two_frames_passed (gpointer user_data)
{
  return *(guint *) user_data >= 2;
}

static void
wait_frames (GtkWidget *widget,
             gboolean (*condition) (gpointer user_data))
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  guint frames = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &frames);

  gdk_frame_clock_begin_updating (clock);
  gtk_widget_queue_draw (widget);
  g_assert_true (cs_ui_test_wait_until (condition, &frames));
  gdk_frame_clock_end_updating (clock);
  g_signal_handler_disconnect (clock, handler);
}

/* The next frame: what was asked for before it. */
void
cs_ui_test_wait_next_frame (GtkWidget *widget)
{
  wait_frames (widget, one_frame_passed);
}

/* Two: what was asked for during the first is in the second. */
void
cs_ui_test_wait_frame (GtkWidget *widget)
{
  wait_frames (widget, two_frames_passed);
}

void
cs_ui_test_save_png (GtkWidget  *widget,
                     const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

/* For whoever wants to look at it: pictures in light and dark, in the folder that CS_TEST_PICTURES names. */
void
cs_ui_test_show (GtkWidget  *widget,
                 const char *name)
{
  const char *folder = g_getenv ("CS_TEST_PICTURES");

  for (guint dark = 0; folder != NULL && dark < 2; dark++) {
    g_autofree char *path = g_strdup_printf ("%s/%s-%s.png", folder, name, dark ? "dark" : "light");

    cs_ui_test_set_dark (dark);
    for (guint i = 0; i < SETTLING_FRAMES; i++)
      cs_ui_test_wait_frame (widget);
    cs_ui_test_save_png (widget, path);
  }
}
