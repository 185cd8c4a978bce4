/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memfd_create() */
#include "fuzz.h"

#include "cs-footage.h"

#include <sys/mman.h>
#include <unistd.h>

/* Nothing is made up: all blocks together are no larger than the file. */
static void
read_all (CsFootage *footage,
          gsize      size)
{
  gsize n_left = size;
  CsPartBlock block;

  while (cs_footage_next (footage, &block)) {
    g_assert_cmpuint (block.track, <, CS_PART_N_TRACKS);
    g_assert_cmpint (block.at_ms, >=, 0);
    g_assert_cmpuint (block.n_bytes, >, 0);
    g_assert_cmpuint (block.n_bytes, <=, n_left);
    n_left -= block.n_bytes;
    g_assert_nonnull (cs_footage_get_head (footage)->codec_data[block.track]);
    g_bytes_unref (g_bytes_new (block.bytes, block.n_bytes));
  }
  g_assert_cmpuint (cs_footage_get_damaged (footage)->len, <=, 1);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  int fd = memfd_create ("part", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (CsFootage) footage = NULL;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, data, size), ==, (gssize) size);
  g_ptr_array_add (parts, path);
  footage = cs_footage_new (parts, NULL);
  if (cs_footage_look (footage))
    read_all (footage, size);
  close (fd);
  return 0;
}
