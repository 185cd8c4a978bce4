/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-picture.h"

/* A loader that answers when the test says so. */
#define TEST_TYPE_LOADER (test_loader_get_type ())
static G_DECLARE_FINAL_TYPE (TestLoader, test_loader, TEST, LOADER, CsPictureLoader)

struct _TestLoader {
  CsPictureLoader parent_instance;

  GPtrArray *asked;
  gboolean fail;
};

G_DEFINE_FINAL_TYPE (TestLoader, test_loader, CS_TYPE_PICTURE_LOADER)

static GdkTexture *
make_texture (int width,
              int height)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (width * height * 4), width * height * 4);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, bytes, width * 4);
}

static void
test_loader_fetch_async (CsPictureLoader    *loader,
                         const char         *url,
                         int                 width,
                         int                 height,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task = g_task_new (loader, cancellable, callback, user_data);

  g_task_set_task_data (task, make_texture (width, height), g_object_unref);
  g_ptr_array_add (TEST_LOADER (loader)->asked, task);
}

static GdkTexture *
test_loader_fetch_finish (CsPictureLoader *loader,
                          GAsyncResult    *result,
                          GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_loader_finalize (GObject *object)
{
  g_ptr_array_unref (TEST_LOADER (object)->asked);
  G_OBJECT_CLASS (test_loader_parent_class)->finalize (object);
}

static void
test_loader_class_init (TestLoaderClass *klass)
{
  CsPictureLoaderClass *loader_class = CS_PICTURE_LOADER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = test_loader_finalize;
  loader_class->fetch_async = test_loader_fetch_async;
  loader_class->fetch_finish = test_loader_fetch_finish;
}

static void
test_loader_init (TestLoader *self)
{
  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
answer (TestLoader *loader)
{
  g_autoptr (GPtrArray) asked = g_steal_pointer (&loader->asked);

  loader->asked = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < asked->len; i++) {
    GTask *task = asked->pdata[i];

    if (loader->fail)
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "no picture");
    else
      g_task_return_pointer (task, g_object_ref (g_task_get_task_data (task)), g_object_unref);
  }
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
    cs_picture_loader_load_finish (CS_PICTURE_LOADER (source), result, &error);

  g_assert_true ((texture == NULL) == (error != NULL));
  ((guint *) user_data)[texture != NULL]++;
}

static void
test_shares_fetches (void)
{
  g_autoptr (TestLoader) loader = g_object_new (TEST_TYPE_LOADER, NULL);
  CsPictureLoader *base = CS_PICTURE_LOADER (loader);
  guint counts[2] = { 0, 0 };

  for (guint i = 0; i < 5; i++)
    cs_picture_loader_load_async (base, "https://a.example/1", 8, 8, NULL, count_cb, counts);
  cs_picture_loader_load_async (base, "https://a.example/1", 16, 16, NULL, count_cb, counts);
  g_assert_cmpuint (loader->asked->len, ==, 2);
  g_assert_null (cs_picture_loader_peek (base, "https://a.example/1", 8, 8));
  answer (loader);
  g_assert_cmpuint (counts[TRUE], ==, 6);
  g_assert_nonnull (cs_picture_loader_peek (base, "https://a.example/1", 8, 8));
  cs_picture_loader_load_async (base, "https://a.example/1", 8, 8, NULL, count_cb, counts);
  g_assert_cmpuint (loader->asked->len, ==, 0);
  answer (loader);
  g_assert_cmpuint (counts[TRUE], ==, 7);
}

static void
test_failure_reaches_everybody (void)
{
  g_autoptr (TestLoader) loader = g_object_new (TEST_TYPE_LOADER, NULL);
  guint counts[2] = { 0, 0 };

  loader->fail = TRUE;
  for (guint i = 0; i < 3; i++)
    cs_picture_loader_load_async (CS_PICTURE_LOADER (loader), "x", 8, 8, NULL, count_cb, counts);
  answer (loader);
  g_assert_cmpuint (counts[FALSE], ==, 3);
  g_assert_cmpuint (cs_picture_loader_get_size_bytes (CS_PICTURE_LOADER (loader)), ==, 0);
}

static void
test_bounded (void)
{
  g_autoptr (TestLoader) loader = g_object_new (TEST_TYPE_LOADER, NULL);
  CsPictureLoader *base = CS_PICTURE_LOADER (loader);
  guint counts[2] = { 0, 0 };

  cs_picture_loader_set_limit_bytes (base, 10 * 8 * 8 * 4);
  for (guint i = 0; i < 100; i++) {
    g_autofree char *url = g_strdup_printf ("https://a.example/%u", i);

    cs_picture_loader_load_async (base, url, 8, 8, NULL, count_cb, counts);
    answer (loader);
    /* The first is used all the time, so it stays. */
    g_assert_nonnull (cs_picture_loader_peek (base, "https://a.example/0", 8, 8));
    g_assert_cmpuint (cs_picture_loader_get_size_bytes (base), <=, 10 * 8 * 8 * 4);
  }
  g_assert_null (cs_picture_loader_peek (base, "https://a.example/50", 8, 8));
  g_assert_nonnull (cs_picture_loader_peek (base, "https://a.example/99", 8, 8));
  cs_picture_loader_set_limit_bytes (base, 0);
  g_assert_cmpuint (cs_picture_loader_get_size_bytes (base), ==, 0);
}

static void
test_late_picture_of_another (void)
{
  g_autoptr (TestLoader) loader = g_object_new (TEST_TYPE_LOADER, NULL);
  g_autoptr (CsPicture) picture = cs_picture_new (8, 4);

  cs_picture_show (picture, CS_PICTURE_LOADER (loader), "one", 1);
  cs_picture_show (picture, CS_PICTURE_LOADER (loader), "two", 2);
  g_assert_cmpuint (loader->asked->len, ==, 2);
  g_assert_null (cs_picture_get_texture (picture));
  answer (loader);
  g_assert_nonnull (cs_picture_get_texture (picture));
  g_assert_cmpint (gdk_texture_get_width (cs_picture_get_texture (picture)), ==, 16);
  cs_picture_show (picture, CS_PICTURE_LOADER (loader), NULL, 2);
  g_assert_null (cs_picture_get_texture (picture));
  cs_picture_show (picture, CS_PICTURE_LOADER (loader), "two", 2);
  g_assert_nonnull (cs_picture_get_texture (picture));
}

static void
test_picture_goes_first (void)
{
  g_autoptr (TestLoader) loader = g_object_new (TEST_TYPE_LOADER, NULL);
  CsPicture *picture = cs_picture_new (8, 8);

  cs_picture_show (picture, CS_PICTURE_LOADER (loader), "one", 1);
  g_object_unref (picture);
  answer (loader);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture-loader/shares", test_shares_fetches);
  g_test_add_func ("/picture-loader/failure", test_failure_reaches_everybody);
  g_test_add_func ("/picture-loader/bounded", test_bounded);
  g_test_add_func ("/picture/late", test_late_picture_of_another);
  g_test_add_func ("/picture/goes-first", test_picture_goes_first);
  return g_test_run ();
}
