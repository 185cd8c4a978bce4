/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-logo.h"

#include "await.h"
#include "scratch.h"

#include <string.h>
#include <unistd.h>

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  self->folder = g_dir_make_tmp ("coulisses-logo-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "gala.png", NULL);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  scratch_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static CsLiveLogo *
read_logo (Fixture *self,
           GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GAsyncResult) result = NULL;

  cs_live_logo_read_async (file, NULL, await_cb, &result);
  return cs_live_logo_finish (await_result (&result), error);
}

/* A picture with so much behind its end that the file has that size. */
static void
write_picture (Fixture *self,
               gsize    size)
{
  g_autofree char *from = g_build_filename (g_getenv ("CS_SOURCE_ROOT"), "data", "rehearsal", "media", "stage-01.png", NULL);
  g_autofree char *picture = NULL;
  g_autofree char *padded = g_malloc0 (size);
  gsize length;

  g_assert_true (g_file_get_contents (from, &picture, &length, NULL));
  g_assert_cmpuint (length, <, size);
  memcpy (padded, picture, length);
  g_assert_true (g_file_set_contents (self->path, padded, size, NULL));
}

static void
expect_too_large (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_logo (self, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpstr (error->message, ==, "gala.png is larger than 512 KiB. Choose a smaller picture for the logo.");
}

/* The largest that is taken, whole, and one byte more. */
static void
test_limit (Fixture      *self,
            gconstpointer data)
{
  g_autoptr (CsLiveLogo) logo = NULL;
  g_autoptr (GError) error = NULL;

  write_picture (self, CS_LIVE_LOGO_MAX_BYTES);
  logo = read_logo (self, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (logo->file), ==, CS_LIVE_LOGO_MAX_BYTES);
  g_assert_nonnull (logo->bitmap);
  g_assert_cmpstr (logo->name, ==, "gala.png");

  write_picture (self, CS_LIVE_LOGO_MAX_BYTES + 1);
  expect_too_large (self);
}

/* A film that was chosen by mistake is not read to its end: it would not fit into memory. */
static void
test_huge (Fixture      *self,
           gconstpointer data)
{
  write_picture (self, CS_LIVE_LOGO_MAX_BYTES);
  if (truncate (self->path, G_GINT64_CONSTANT (1) << 42) != 0) {
    g_test_skip ("no file of four terabytes here");
    return;
  }
  expect_too_large (self);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/desk/live-logo/limit", Fixture, NULL, set_up, test_limit, tear_down);
  g_test_add ("/desk/live-logo/huge", Fixture, NULL, set_up, test_huge, tear_down);
  return g_test_run ();
}
