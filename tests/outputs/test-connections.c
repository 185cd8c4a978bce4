/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-connections.h"

#include "sample-post.h"
#include "wire-client.h"

#include <dirent.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MIB ((gsize) 1024 * 1024)
#ifdef __SANITIZE_ADDRESS__
#define RSS_LIMIT (512 * MIB) /* the sanitizer keeps freed memory for a while */
#define STALLED_LIMIT (512 * MIB)
#else
#define RSS_LIMIT (64 * MIB)
#define STALLED_LIMIT (8 * MIB)
#endif

typedef struct {
  CsOutputServer *server;
  guint16 port;
  gsize rss;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->server = wire_start ();
  f->port = cs_output_server_get_port (f->server);
  f->rss = wire_get_rss ();
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  cs_output_server_stop (f->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->server);
}

static void
assert_answers (Fixture *f)
{
  gint64 started_us = g_get_monotonic_time ();
  g_autofree char *answer = wire_ask (f->port, "GET /health", "", "");

  g_assert_cmpuint (wire_get_status (answer), ==, SOUP_STATUS_OK);
  g_test_message ("an honest client waited %.1f ms", (double) (g_get_monotonic_time () - started_us) / 1000);
}

static void
assert_grew_less (Fixture *f,
                  gsize    limit)
{
  gsize rss = wire_get_rss ();

  g_test_message ("memory grew by %.1f MiB", ((double) rss - (double) f->rss) / (double) MIB);
  g_assert_cmpuint (rss, <, f->rss + limit);
}

static void
assert_small (Fixture *f)
{
  assert_grew_less (f, RSS_LIMIT);
}

static char *
make_request (Fixture    *f,
              const char *format)
{
  const RawRequest request = { .head = format };

  return raw_request_expand (&request, f->port);
}

/* The table of the gate once more, byte by byte over a socket. */
static void
test_raw_requests (Fixture      *f,
                   gconstpointer data)
{
  g_object_set (f->server, "token", RAW_TOKEN, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (raw_requests); i++) {
    const RawRequest *request = &raw_requests[i];
    g_autofree char *text = raw_request_expand (request, f->port);
    g_autoptr (GSocket) socket = wire_connect (f->port);
    g_autofree char *answer = NULL;
    guint status;

    wire_send (socket, text, -1);
    if (request->status == 200 && strstr (request->head, "Content-Length: 2") != NULL)
      wire_send (socket, "{}", -1);
    g_socket_shutdown (socket, FALSE, strstr (request->head, "/events") == NULL && request->status == LIBRARY, NULL);
    answer = wire_read_all (socket, request->route == CS_ROUTE_EVENTS_BY_KEY ? 1 : 1 << 24);
    status = wire_get_status (answer);
    g_test_message ("%s: %u", request->name, status);
    if (request->status == LIBRARY)
      g_assert_true (status == 0 || status >= 400);
    else if (request->status == 200 && request->route == CS_ROUTE_OUT)
      g_assert_cmpuint (status, ==, 503); /* it came through; no desk answers here */
    else
      g_assert_cmpuint (status, ==, request->status);
  }
}

/* Silent connections, far more than there is room for, and two that say a little: all end by themselves,
 * and nobody else waits. */
static void
test_slow_headers (Fixture      *f,
                   gconstpointer data)
{
  g_autoptr (GPtrArray) sockets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocket) page = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);

  page = wire_open_events (f->port, seen);
  for (guint i = 0; i < 200; i++) {
    GSocket *socket = wire_connect (f->port);

    if (i % 2 == 1)
      wire_send (socket, "GET /overlay HTTP/1.1\r\nHo", -1);
    g_ptr_array_add (sockets, socket);
    if (i % 40 == 39)
      assert_answers (f);
  }
  for (guint i = 0; i < sockets->len; i++)
    g_assert_true (wire_is_ended (sockets->pdata[i], 10));
  g_free (wire_read_until (page, seen, "event: beat"));
  assert_answers (f);
  assert_small (f);
}

static gpointer
drip_thread (gpointer data)
{
  GSocket *socket = data;

  for (guint i = 0; i < 30 && wire_send (socket, "x", 1); i++)
    g_usleep (G_USEC_PER_SEC / 2);
  return NULL;
}

/* A byte now and then does not buy time, neither in the headers nor in the body. */
static void
test_dripping (Fixture      *f,
               gconstpointer data)
{
  g_autoptr (GSocket) headers = wire_connect (f->port);
  g_autoptr (GSocket) body = wire_connect (f->port);
  g_autofree char *request = make_request (f, "POST /api/clear HTTP/1.1\r\nHost: @H\r\nContent-Length: 60000\r\n");
  GThread *first, *second;

  wire_send (headers, "GET /overlay HTTP/1.1\r\nX: ", -1);
  wire_send (body, request, -1);
  first = g_thread_new ("drip", drip_thread, headers);
  second = g_thread_new ("drip", drip_thread, body);
  g_assert_true (wire_is_ended (headers, 8));
  g_assert_true (wire_is_ended (body, 13));
  g_thread_join (first);
  g_thread_join (second);
  assert_answers (f);
}

static void
test_ranges (Fixture      *f,
             gconstpointer data)
{
  g_autoptr (GString) ranges = g_string_new ("Range: bytes=0-");
  g_autofree char *answer = NULL;

  for (guint i = 0; i < 12000; i++)
    g_string_append (ranges, ",0-");
  g_string_append (ranges, "\r\n");
  answer = wire_ask (f->port, "GET /overlay.css", ranges->str, "");
  g_assert_cmpuint (wire_get_status (answer), ==, SOUP_STATUS_OK);
  g_assert_nonnull (strstr (answer, "--cs-accent"));
  g_assert_null (strstr (answer, "Content-Range"));
  assert_small (f);
}

static gsize
pour (GSocket    *socket,
      const char *piece,
      gsize       limit)
{
  gsize length = strlen (piece);
  gsize sent = 0;

  while (sent < limit && wire_send (socket, piece, (gssize) length))
    sent += length;
  return sent;
}

/* Each of these never ends; the server ends them. */
static void
test_floods (Fixture      *f,
             gconstpointer data)
{
  static const struct {
    const char *name;
    const char *head;
    const char *piece;
  } floods[] = {
    { "one endless header", "GET /overlay HTTP/1.1\r\nX: ", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" },
    { "endless headers", "GET /overlay HTTP/1.1\r\n", "X-Header: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n" },
    { "endless empty lines", "\r\n", "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n" },
    { "an endless address", "GET /", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" },
    { "zeros", "", "\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1" },
    { "an endless body", "POST /api/clear HTTP/1.1\r\nHost: @H\r\nTransfer-Encoding: chunked\r\n\r\n",
      "20\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n" },
    { "an endless body of no request", "POST /nowhere HTTP/1.1\r\nHost: evil.example\r\nTransfer-Encoding: chunked\r\n\r\n",
      "20\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (floods); i++) {
    g_autoptr (GSocket) socket = wire_connect (f->port);
    g_autofree char *head = make_request (f, floods[i].head);
    gsize sent;

    wire_send (socket, head, (gssize) strlen (head) - 2);
    sent = pour (socket, floods[i].piece, 64 * MIB);
    g_test_message ("%s: ended after %.2f MiB", floods[i].name, (double) sent / (double) MIB);
    g_assert_cmpuint (sent, <, 64 * MIB);
    assert_answers (f);
    assert_small (f);
  }
}

static void
test_body_cap (Fixture      *f,
               gconstpointer data)
{
  g_autofree char *fits = g_strnfill (65536, ' ');
  g_autofree char *request = make_request (f, "POST /api/clear HTTP/1.1\r\nHost: @H\r\nContent-Length: 1500000000\r\n");
  g_autofree char *answer = wire_ask (f->port, "POST /api/clear", "", fits);
  g_autoptr (GSocket) socket = wire_connect (f->port);
  g_autofree char *refusal = NULL;
  guint epoch = cs_output_server_get_epoch (f->server);

  g_assert_cmpuint (wire_get_status (answer), ==, SOUP_STATUS_OK);
  wire_send (socket, request, -1);
  refusal = wire_read_all (socket, MIB);
  g_assert_cmpuint (wire_get_status (refusal), ==, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
  g_assert_cmpuint (cs_output_server_get_epoch (f->server), ==, epoch);
  assert_small (f);
}

static void
wait_for_readers (Fixture *f,
                  guint    wanted)
{
  gint64 deadline_us = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  while (cs_output_server_get_n_readers (f->server) != wanted) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    g_usleep (10000);
  }
}

/* Readers that stop reading make nothing grow, are dropped, and disturb nobody. */
static void
test_stalled_readers (Fixture      *f,
                      gconstpointer data)
{
  g_autofree char *text = g_strnfill (900, 'x');
  g_autoptr (CsSnapshot) snapshot = sample_snapshot (1, "a", text);
  g_autofree char *request = make_request (f, "GET /overlay/events HTTP/1.1\r\nHost: @H\r\n");
  g_autoptr (GPtrArray) stalled = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GSocket) page = wire_open_events (f->port, seen);
  guint epoch = cs_output_server_get_epoch (f->server);

  for (guint i = 0; i < 10; i++) {
    GSocket *socket = wire_connect_narrow (f->port);

    wire_send (socket, request, -1);
    g_ptr_array_add (stalled, socket);
  }
  wait_for_readers (f, 11);
  for (guint i = 0; i < 10000; i++) { /* waiting for one page, so that each is sent to all */
    g_assert_true (cs_output_server_show (f->server, snapshot, epoch));
    g_free (wire_read_until (page, seen, "event: program"));
  }
  assert_grew_less (f, STALLED_LIMIT);
  wait_for_readers (f, 1);
  cs_output_server_clear (f->server);
  g_free (wire_read_until (page, seen, "\"post\":null"));
  assert_grew_less (f, STALLED_LIMIT);
}

static void
test_too_many_readers (Fixture      *f,
                       gconstpointer data)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autofree char *refused = NULL;
  g_autofree char *cleared = NULL;

  for (guint i = 0; i < 24; i++) {
    g_string_truncate (seen, 0);
    g_ptr_array_add (pages, wire_open_events (f->port, seen));
  }
  refused = wire_ask (f->port, "GET /overlay/events", "", "");
  g_assert_cmpuint (wire_get_status (refused), ==, SOUP_STATUS_SERVICE_UNAVAILABLE);
  cleared = wire_ask (f->port, "POST /api/clear", "", "");
  g_assert_cmpuint (wire_get_status (cleared), ==, SOUP_STATUS_OK);
  g_ptr_array_set_size (pages, 0);
  wait_for_readers (f, 0);
}

static gint64
get_cpu_us (void)
{
  struct timespec ts;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &ts);
  return (gint64) ts.tv_sec * G_USEC_PER_SEC + ts.tv_nsec / 1000;
}

/* No descriptor left in the whole process: whoever comes is turned away, nothing spins, and afterwards the
 * door is open again. */
static void
test_no_descriptors (Fixture      *f,
                     gconstpointer data)
{
  g_autoptr (GArray) hoard = g_array_new (FALSE, FALSE, sizeof (int));
  struct rlimit before, narrow;
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (f->port), .sin_addr = { htonl (INADDR_LOOPBACK) } };
  int clients[5];
  gint64 cpu_us;
  int fd;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &before), ==, 0);
  narrow = before;
  narrow.rlim_cur = 128;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &narrow), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    clients[i] = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  while ((fd = dup (STDERR_FILENO)) >= 0)
    g_array_append_val (hoard, fd);
  cpu_us = get_cpu_us ();
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    g_assert_cmpint (connect (clients[i], (struct sockaddr *) &address, sizeof address), ==, 0);
  g_usleep (2 * G_USEC_PER_SEC);
  cpu_us = get_cpu_us () - cpu_us;
  for (guint i = 0; i < hoard->len; i++)
    close (g_array_index (hoard, int, i));
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    close (clients[i]);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);
  g_test_message ("two seconds without a descriptor cost %.0f ms of a core", (double) cpu_us / 1000);
  g_assert_cmpint (cpu_us, <, G_USEC_PER_SEC);
  assert_answers (f);
}

static int
find_listening_descriptor (guint16 port)
{
  DIR *folder = opendir ("/proc/self/fd");
  struct dirent *entry;
  int found = -1;

  while ((entry = readdir (folder)) != NULL) {
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    int fd = atoi (entry->d_name);
    int listening = 0;
    socklen_t size = sizeof listening;

    if (getsockopt (fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 && listening &&
        getsockname (fd, (struct sockaddr *) &address, &length) == 0 && address.sin_port == htons (port))
      found = fd;
  }
  closedir (folder);
  return found;
}

/* The listening socket is taken away under the server's feet: it notices by asking itself. */
static void
test_deaf (Fixture      *f,
           gconstpointer data)
{
  int listener = find_listening_descriptor (f->port);
  int other = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  gint64 deadline_us = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;
  gboolean back = FALSE;

  g_assert_cmpint (listener, >=, 0);
  g_assert_cmpint (dup2 (other, listener), ==, listener);
  close (other);
  while (!back && g_get_monotonic_time () < deadline_us) {
    int fd = find_listening_descriptor (f->port);

    back = fd >= 0;
    g_usleep (50000);
  }
  g_assert_true (back);
  assert_answers (f);
}

#define ADD(path, func) g_test_add ("/outputs/connections/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("raw-requests", test_raw_requests);
  ADD ("slow-headers", test_slow_headers);
  ADD ("dripping", test_dripping);
  ADD ("ranges", test_ranges);
  ADD ("floods", test_floods);
  ADD ("body-cap", test_body_cap);
  ADD ("stalled-readers", test_stalled_readers);
  ADD ("too-many-readers", test_too_many_readers);
  ADD ("no-descriptors", test_no_descriptors);
  ADD ("deaf", test_deaf);
  return g_test_run ();
}
