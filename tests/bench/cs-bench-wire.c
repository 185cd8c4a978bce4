/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-bench-wire.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PIECE (64 * 1024)
#define LONGEST (1024 * 1024) /* of a line */

struct _CsBenchWire {
  int fd;
  pid_t sender;
  char *bytes; /* [LONGEST + PIECE] */
  gsize from;
  gsize to;
};

static void
must (gboolean    done,
      const char *what)
{
  if (done)
    return;
  g_printerr ("%s failed: %s\n", what, g_strerror (errno));
  _exit (1);
}

static int
listen_on_loopback (struct sockaddr_in *address)
{
  socklen_t length = sizeof *address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  memset (address, 0, sizeof *address);
  address->sin_family = AF_INET;
  address->sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  must (fd >= 0 && bind (fd, (struct sockaddr *) address, sizeof *address) == 0 && listen (fd, 1) == 0 &&
        getsockname (fd, (struct sockaddr *) address, &length) == 0, "listen");
  return fd;
}

static void
send_all (int         listener,
          const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  const char *at = file != NULL ? g_mapped_file_get_contents (file) : NULL;
  gsize left = at != NULL ? g_mapped_file_get_length (file) : 0;
  int fd = accept (listener, NULL, NULL);

  must (at != NULL && fd >= 0, "accept");
  while (left > 0) {
    gssize sent = send (fd, at, MIN (left, PIECE), MSG_NOSIGNAL);

    if (sent <= 0)
      break;
    at += sent;
    left -= sent;
  }
  close (fd);
  _exit (0);
}

/* Before any thread: it forks. The sender's work is not counted as the reader's. */
CsBenchWire *
cs_bench_wire_new (const char *path)
{
  CsBenchWire *self = g_new0 (CsBenchWire, 1);
  struct sockaddr_in address;
  int listener = listen_on_loopback (&address);

  self->bytes = g_malloc (LONGEST + PIECE);
  self->sender = fork ();
  must (self->sender >= 0, "fork");
  if (self->sender == 0)
    send_all (listener, path);
  close (listener);
  self->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  must (self->fd >= 0 && connect (self->fd, (struct sockaddr *) &address, sizeof address) == 0, "connect");
  return self;
}

void
cs_bench_wire_free (CsBenchWire *self)
{
  close (self->fd);
  waitpid (self->sender, NULL, 0);
  g_free (self->bytes);
  g_free (self);
}

/* Moves what is left to the front and reads more behind it. */
static gboolean
read_more (CsBenchWire *self)
{
  gssize n;

  memmove (self->bytes, self->bytes + self->from, self->to - self->from);
  self->to -= self->from;
  self->from = 0;
  must (self->to < LONGEST, "a line of the recording");
  n = recv (self->fd, self->bytes + self->to, PIECE, 0);
  must (n >= 0, "recv");
  self->to += n;
  return n > 0;
}

/* Returns the next line without its end, valid until the next call; NULL after the last. */
const char *
cs_bench_wire_read_line (CsBenchWire *self,
                         gsize       *length)
{
  gsize looked_at = 0;

  for (;;) {
    char *line = self->bytes + self->from;
    char *end = memchr (line + looked_at, '\n', self->to - self->from - looked_at);

    if (end != NULL) {
      *length = end - line;
      self->from += *length + 1;
      return line;
    }
    looked_at = self->to - self->from;
    if (!read_more (self))
      return NULL;
  }
}
