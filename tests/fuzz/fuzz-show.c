/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "cs-store.h"

#include <glib/gstdio.h>
#include <string.h>

/* A show file that somebody sent: a good one, cut to a length (bytes 0 to 2; 0 is not cut) and with bytes exchanged
 * (each four more: where, and by what). Opening it says a sentence or works. */

static char *folder;
static char *good_bytes;
static gsize good_size;

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **answer)
{
  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (answer);
}

static void
look_around (CsStore *store)
{
  GAsyncResult *answer = NULL, *closed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) end = NULL;
  g_autoptr (GError) error = NULL;
  CsCounts counts;

  cs_store_count_async (store, NULL, answered_cb, &answer);
  result = await (&answer);
  g_assert_cmpint (cs_store_count_finish (store, result, &counts, &error), ==, error == NULL);
  cs_store_close_async (store, answered_cb, &closed);
  end = await (&closed);
  cs_store_close_finish (store, end, NULL);
}

static gboolean
open_show (const char *path,
           CsStoreMode mode)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  g_autoptr (CsStore) store = cs_store_new (clock);
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_open_async (store, path, mode, NULL, answered_cb, &answer);
  result = await (&answer);
  if (cs_store_open_finish (store, result, &error)) {
    look_around (store);
    return TRUE;
  }
  g_assert_nonnull (error);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), >=, 20);
  return FALSE;
}

static void
remove_show (const char *path)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-lock", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *name = g_strconcat (path, ends[i], NULL);

    g_unlink (name);
  }
}

static void
tidy_up (void)
{
  g_rmdir (folder);
}

static void
prepare (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("coulisses-fuzz-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (folder, "good.coulisses", NULL);
  g_assert_true (open_show (path, CS_STORE_CREATE));
  /* Written once more by a reader that folds the log into the file. */
  g_assert_true (open_show (path, CS_STORE_OPEN));
  g_assert_true (g_file_get_contents (path, &good_bytes, &good_size, &error));
  remove_show (path);
  atexit (tidy_up);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  if (folder == NULL)
    prepare ();
  path = g_build_filename (folder, "sent.coulisses", NULL);
  bytes = g_memdup2 (good_bytes, good_size);
  length = size >= 3 ? data[0] << 16 | data[1] << 8 | data[2] : 0;
  length = length == 0 ? good_size : MIN (length, good_size);
  for (gsize at = 3; at + 4 <= size; at += 4)
    bytes[(data[at] << 16 | data[at + 1] << 8 | data[at + 2]) % good_size] = data[at + 3];
  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  open_show (path, CS_STORE_READ);
  open_show (path, CS_STORE_OPEN);
  remove_show (path);
  return 0;
}
