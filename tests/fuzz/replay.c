/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

/* Runs one fuzz target over the folders and files named on the command line, for builds without libFuzzer. */

static guint
replay_file (const char *path)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  if (!g_file_get_contents (path, &content, &size, &error))
    g_error ("%s", error->message);
  g_print ("%s\n", path);
  /* A copy that ends where the input does: reading behind it is seen by the sanitizers. */
  g_autofree guint8 *exact = g_memdup2 (content, size);
  LLVMFuzzerTestOneInput (exact, size);
  return 1;
}

static guint
replay_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  if (folder == NULL)
    return replay_file (path);
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    n += replay_file (child);
  }
  return n;
}

int
main (int   argc,
      char *argv[])
{
  guint n = 0;

  for (int i = 1; i < argc; i++)
    n += replay_folder (argv[i]);
  g_print ("%u inputs\n", n);
  return n > 0 ? 0 : 1;
}
