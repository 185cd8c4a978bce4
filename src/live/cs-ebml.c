/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "cs-ebml.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_BYTES (64 * 1024)
/* What a disk gives up is as large as this, or a few of these. */
#define BAD_BYTES 4096
#define MAX_HEAD_BYTES 12
#define LOOK_MS 100

struct _CsEbml {
  int fd;
  GCancellable *cancellable; /* (nullable) */
  gboolean pipe;
  guint64 n_bytes; /* of the file, if it is no pipe */
  guint8 *window;
  gsize allocated;
  guint64 at; /* where in the file the window begins */
  gsize n_filled;
  guint64 forgotten; /* up to where in the file nothing is asked for any more */
  gboolean over;
};

/* Whoever feeds a pipe may be slow, and must not hold up who wants to end. */
static gssize
read_pipe (CsEbml *self,
           guint8 *to,
           gsize   n)
{
  gssize got;

  while ((got = read (self->fd, to, n)) < 0 && (errno == EAGAIN || errno == EINTR) &&
         !g_cancellable_is_cancelled (self->cancellable)) {
    GPollFD wait = { self->fd, G_IO_IN, 0 };

    g_poll (&wait, 1, LOOK_MS);
  }
  return MAX (got, 0);
}

/* Where the disk cannot be read zeros stand, which are nothing that a recording has. */
static gssize
read_file (CsEbml *self,
           guint8 *to,
           gsize   n,
           guint64 at)
{
  gsize wanted = at < self->n_bytes ? MIN (n, self->n_bytes - at) : 0;
  gssize got;

  if (wanted == 0 || g_cancellable_is_cancelled (self->cancellable))
    return 0;
  while ((got = pread (self->fd, to, wanted, (goffset) at)) < 0 && errno == EINTR)
    ;
  if (got >= 0)
    return got;
  wanted = MIN (wanted, BAD_BYTES - at % BAD_BYTES);
  memset (to, 0, wanted);
  return wanted;
}

static void
fill (CsEbml *self)
{
  gsize gone = CLAMP (self->forgotten, self->at, self->at + self->n_filled) - self->at;
  gssize got;

  if (gone > 0) {
    memmove (self->window, self->window + gone, self->n_filled - gone);
    self->at += gone;
    self->n_filled -= gone;
  }
  if (self->allocated < self->n_filled + CHUNK_BYTES) {
    self->allocated = MAX (self->n_filled + CHUNK_BYTES, 2 * self->allocated);
    self->window = g_realloc (self->window, self->allocated);
  }
  got = self->pipe ? read_pipe (self, self->window + self->n_filled, CHUNK_BYTES)
                   : read_file (self, self->window + self->n_filled, CHUNK_BYTES, self->at + self->n_filled);
  self->n_filled += got;
  self->over = got == 0;
}

/* How much there is from a place on, once at least so much was tried. */
static gsize
fill_to (CsEbml *self,
         guint64 at,
         gsize   n)
{
  guint64 end;

  g_assert (at >= self->at);
  while ((end = self->at + self->n_filled) < at + n && !self->over)
    fill (self);
  return at < end ? end - at : 0;
}

/**
 * cs_ebml_parse:
 * @bytes: where an element should be
 * @n: how many there are
 * @element: (out): its head
 *
 * See RFC 8794, 4 to 6.
 *
 * Returns: what is there; whether all of the element is within @n bytes is not looked at
 */
CsEbmlResult
cs_ebml_parse (const guint8  *bytes,
               gsize          n,
               CsEbmlElement *element)
{
  guint n_id, n_size;
  guint64 size, all;

  if (n == 0)
    return CS_EBML_CUT;
  if (bytes[0] < 0x10)
    return CS_EBML_NONE;
  n_id = 8 - g_bit_storage (bytes[0]) + 1;
  if (n <= n_id)
    return CS_EBML_CUT;
  if (bytes[n_id] == 0)
    return CS_EBML_NONE;
  n_size = 8 - g_bit_storage (bytes[n_id]) + 1;
  if (n < n_id + n_size)
    return CS_EBML_CUT;
  all = (G_GUINT64_CONSTANT (1) << (7 * n_size)) - 1;
  size = cs_ebml_parse_number (bytes + n_id, n_size) & all;
  element->id = (guint32) cs_ebml_parse_number (bytes, n_id);
  element->n_head = n_id + n_size;
  element->n_bytes = size == all ? CS_EBML_OPEN_ENDED : size;
  return CS_EBML_FOUND;
}

/**
 * cs_ebml_parse_number:
 * @bytes: a number, its highest byte first
 * @n: how many bytes it has, at most eight
 *
 * Returns: it
 */
guint64
cs_ebml_parse_number (const guint8 *bytes,
                      gsize         n)
{
  guint64 number = 0;

  g_return_val_if_fail (n <= 8, 0);

  for (gsize i = 0; i < n; i++)
    number = number << 8 | bytes[i];
  return number;
}

/**
 * cs_ebml_open:
 * @path: a file, or a pipe
 * @cancellable: (nullable): ends it: there is nothing more
 * @error: why it cannot be opened; not for people
 *
 * Waits for the disk, like all that is done with it: not for the main thread.
 *
 * Returns: (transfer full) (nullable): the file
 */
CsEbml *
cs_ebml_open (const char   *path,
              GCancellable *cancellable,
              GError      **error)
{
  g_autoptr (CsEbml) self = g_new0 (CsEbml, 1);
  struct stat info = { 0 };

  self->fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
  if (self->fd < 0 || fstat (self->fd, &info) != 0 || !(S_ISREG (info.st_mode) || S_ISFIFO (info.st_mode))) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s is no file that can be read", path);
    return NULL;
  }
  self->pipe = S_ISFIFO (info.st_mode);
  self->n_bytes = info.st_size;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return g_steal_pointer (&self);
}

/**
 * cs_ebml_free:
 * @self: (transfer full): a file
 */
void
cs_ebml_free (CsEbml *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_clear_object (&self->cancellable);
  g_free (self->window);
  g_free (self);
}

/**
 * cs_ebml_peek:
 * @self: a file
 * @at: where in it; nothing before that was forgotten
 * @n: how many bytes
 *
 * Returns: (transfer none) (nullable): the bytes, until the next call; %NULL when the file ends before
 */
const guint8 *
cs_ebml_peek (CsEbml *self,
              guint64 at,
              gsize   n)
{
  return fill_to (self, at, n) >= n ? self->window + (at - self->at) : NULL;
}

/**
 * cs_ebml_peek_element:
 * @self: a file
 * @at: where in it
 * @element: (out): the head of what is there
 *
 * Returns: as cs_ebml_parse()
 */
CsEbmlResult
cs_ebml_peek_element (CsEbml        *self,
                      guint64        at,
                      CsEbmlElement *element)
{
  gsize n = fill_to (self, at, MAX_HEAD_BYTES);

  return n > 0 ? cs_ebml_parse (self->window + (at - self->at), n, element) : CS_EBML_CUT;
}

/**
 * cs_ebml_find:
 * @self: a file
 * @from: where to begin
 * @id: what to look for, of four bytes
 * @at: (out): where it is
 *
 * Looks for four bytes, which may be something else by chance. What it has passed over is forgotten.
 *
 * Returns: whether they come before the file ends
 */
gboolean
cs_ebml_find (CsEbml  *self,
              guint64  from,
              guint32  id,
              guint64 *at)
{
  const guint32 wanted = GUINT32_TO_BE (id);
  gsize n;

  while ((n = fill_to (self, from, CHUNK_BYTES)) >= sizeof wanted) {
    const guint8 *bytes = self->window + (from - self->at);
    const guint8 *found = memmem (bytes, n, &wanted, sizeof wanted);

    if (found != NULL) {
      *at = from + (found - bytes);
      return TRUE;
    }
    from += n - sizeof wanted + 1;
    cs_ebml_forget (self, from);
  }
  return FALSE;
}

/**
 * cs_ebml_forget:
 * @self: a file
 * @at: nothing before this is asked for any more
 */
void
cs_ebml_forget (CsEbml *self,
                guint64 at)
{
  self->forgotten = MAX (self->forgotten, at);
}
