/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-output-server.h"

#include "sample-post.h"
#include "sleeping-machine.h"
#include "wire-client.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define NULL_POST "\"post\":null}\n\n"
#define COMMAND_HEADERS "X-Coulisses: 1\r\nContent-Type: application/json\r\n"

typedef struct {
  CsOutputServer *server;
  guint16 port;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->server = wire_start ();
  f->port = cs_output_server_get_port (f->server);
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
show (Fixture    *f,
      gint64      post_id,
      const char *native_id,
      const char *text)
{
  g_autoptr (CsSnapshot) snapshot = sample_snapshot (post_id, native_id, text);

  g_assert_true (cs_output_server_show (f->server, snapshot, cs_output_server_get_epoch (f->server)));
}

static gboolean
is_dark (Fixture *f)
{
  g_autoptr (CsSnapshot) snapshot = cs_output_server_get_snapshot (f->server);
  g_autofree char *answer = wire_ask (f->port, "GET /api/program", "", "");

  g_assert_cmpuint (wire_get_status (answer), ==, SOUP_STATUS_OK);
  g_assert_cmpint (snapshot == NULL, ==, strstr (answer, "\"on_air\":null") != NULL);
  return snapshot == NULL;
}

static void
test_starts_dark (Fixture      *f,
                  gconstpointer data)
{
  g_autofree char *url = cs_output_server_get_overlay_url (f->server);
  g_autofree char *wanted = g_strdup_printf ("http://127.0.0.1:%u/overlay", f->port);

  g_assert_cmpuint (f->port, !=, 0);
  g_assert_cmpstr (url, ==, wanted);
  g_assert_true (is_dark (f));
  g_assert_cmpuint (cs_output_server_get_n_readers (f->server), ==, 0);
}

static void
test_show_reaches_readers (Fixture      *f,
                           gconstpointer data)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GSocket) page = wire_open_events (f->port, seen);
  g_autofree char *dark = wire_read_until (page, seen, "\n\n");
  g_autofree char *shown = NULL;
  g_autofree char *beat = NULL;

  g_assert_true (g_str_has_suffix (dark, NULL_POST));
  show (f, 7, "a", "Bonsoir </script><b>à tous</b>");
  g_free (wire_read_until (page, seen, "event: program\ndata: "));
  shown = wire_read_until (page, seen, "\n\n");
  g_assert_nonnull (strstr (shown, "Bonsoir "));
  g_assert_nonnull (strstr (shown, "\"name\":\"Noor Sample\""));
  beat = wire_read_until (page, seen, "event: beat\ndata: {\"epoch\":1,\"serial\":1,");
  g_assert_false (is_dark (f));
}

static void
test_late_reader_sees_current (Fixture      *f,
                               gconstpointer data)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GSocket) page = NULL;
  g_autofree char *first = NULL;

  show (f, 1, "a", "the old one");
  show (f, 2, "b", "the new one");
  page = wire_open_events (f->port, seen);
  first = wire_read_until (page, seen, "\n\n");
  g_assert_nonnull (strstr (first, "the new one"));
}

static void
test_out_and_withdraw (Fixture      *f,
                       gconstpointer data)
{
  show (f, 1, "a", "one");
  cs_output_server_out (f->server, 2);
  g_assert_false (is_dark (f));
  cs_output_server_out (f->server, 1);
  g_assert_true (is_dark (f));

  show (f, 2, "b", "two");
  g_assert_false (cs_output_server_withdraw (f->server, CS_NETWORK_MASTODON, "social.example", "a", NULL));
  g_assert_true (cs_output_server_withdraw (f->server, CS_NETWORK_MASTODON, "social.example", "b", NULL));
  g_assert_true (is_dark (f));

  show (f, 3, "c", "three");
  g_assert_true (cs_output_server_withdraw_account (f->server, CS_NETWORK_MASTODON, "social.example", "account-1"));
  g_assert_true (is_dark (f));
}

static void
test_clear_refuses_older (Fixture      *f,
                          gconstpointer data)
{
  g_autoptr (CsSnapshot) late = sample_snapshot (2, "b", "late");
  guint decided = cs_output_server_get_epoch (f->server);

  show (f, 1, "a", "one");
  cs_output_server_clear (f->server);
  g_assert_false (cs_output_server_show (f->server, late, decided));
  g_assert_true (is_dark (f));
  g_assert_true (cs_output_server_show (f->server, late, cs_output_server_get_epoch (f->server)));
  g_assert_false (is_dark (f));
}

typedef void (*ClearWay) (Fixture *f);

static void
clear_by_call (Fixture *f)
{
  cs_output_server_clear (f->server);
}

static void
clear_by_post (Fixture *f)
{
  g_autofree char *answer = wire_ask (f->port, "POST /api/clear", "", "");

  g_assert_cmpuint (wire_get_status (answer), ==, SOUP_STATUS_OK);
}

/* The headers alone do it: the body never comes. */
static void
clear_by_headers (Fixture *f)
{
  g_autoptr (GSocket) socket = wire_connect (f->port);
  guint epoch = cs_output_server_get_epoch (f->server);
  g_autofree char *request =
      g_strdup_printf ("POST /api/clear HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nContent-Length: 10\r\n\r\n", f->port);

  g_assert_true (wire_send (socket, request, -1));
  while (cs_output_server_get_epoch (f->server) == epoch)
    g_usleep (1000);
}

static void
clear_by_signal (Fixture *f)
{
  kill (getpid (), SIGUSR1);
}

static const ClearWay clear_ways[] = { clear_by_call, clear_by_post, clear_by_headers, clear_by_signal };

/* Runs beside a main thread that hangs. */
static gpointer
clear_thread (gpointer data)
{
  Fixture *f = data;
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GSocket) page = wire_open_events (f->port, seen);

  for (guint i = 0; i < G_N_ELEMENTS (clear_ways); i++) {
    guint epoch = cs_output_server_get_epoch (f->server);
    gint64 started_us;

    show (f, i + 1, "a", "one");
    g_free (wire_read_until (page, seen, "\"name\""));
    started_us = g_get_monotonic_time ();
    clear_ways[i](f);
    g_free (wire_read_until (page, seen, NULL_POST));
    g_test_message ("way %u: %.1f ms until a page was told", i, (double) (g_get_monotonic_time () - started_us) / 1000);
    g_assert_cmpuint (cs_output_server_get_epoch (f->server), ==, epoch + 1);
    g_assert_true (is_dark (f));
  }
  return NULL;
}

static void
test_clear_while_main_loop_hangs (Fixture      *f,
                                  gconstpointer data)
{
  GThread *thread = g_thread_new ("clear", clear_thread, f);

  g_usleep (5 * G_USEC_PER_SEC);
  g_thread_join (thread);
}

typedef struct {
  guint n;
  guint reason;
  gint64 post_id;
} Dark;

static void
dark_cb (CsOutputServer *server,
         guint           reason,
         CsSnapshot     *snapshot,
         gint64          at_us,
         Dark           *dark)
{
  dark->n++;
  dark->reason = reason;
  dark->post_id = snapshot->post_id;
}

static gboolean
give_up_cb (gpointer data)
{
  g_assert_not_reached ();
  return G_SOURCE_REMOVE;
}

static void
iterate_until (guint *count,
               guint  wanted)
{
  guint give_up = g_timeout_add_seconds (15, give_up_cb, NULL);

  while (*count < wanted)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (give_up);
}

static void
test_desk_is_told (Fixture      *f,
                   gconstpointer data)
{
  Dark dark = { 0 };

  g_signal_connect (f->server, "dark", G_CALLBACK (dark_cb), &dark);
  clear_by_post (f); /* nothing was on air */
  show (f, 1, "a", "one");
  clear_by_post (f);
  iterate_until (&dark.n, 1);
  g_assert_cmpuint (dark.reason, ==, CS_DARK_CLEARED);
  g_assert_cmpint (dark.post_id, ==, 1);

  show (f, 2, "b", "two");
  show (f, 3, "c", "three"); /* replaced, not darkened */
  cs_output_server_out (f->server, 3);
  iterate_until (&dark.n, 2);
  g_assert_cmpuint (dark.reason, ==, CS_DARK_OUT);
  g_assert_cmpint (dark.post_id, ==, 3);
}

static void
test_silent_desk (Fixture      *f,
                  gconstpointer data)
{
  Dark dark = { 0 };
  guint epoch = cs_output_server_get_epoch (f->server);

  g_object_set (f->server, "beat-timeout-ms", 500, NULL);
  g_signal_connect (f->server, "dark", G_CALLBACK (dark_cb), &dark);
  show (f, 1, "a", "one");
  iterate_until (&dark.n, 1);
  g_assert_cmpuint (dark.reason, ==, CS_DARK_SILENT);
  g_assert_cmpuint (cs_output_server_get_epoch (f->server), !=, epoch);
  cs_output_server_beat (f->server);
  g_assert_true (is_dark (f));
}

/* The lid is closed and opened while a post is on air: nobody sees it again, though nothing was away on the clock that
 * stands still meanwhile. */
static void
test_suspend (Fixture      *f,
              gconstpointer data)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GSocket) events = wire_open_events (f->port, seen);
  g_autofree char *on = NULL;
  g_autofree char *off = NULL;
  Dark dark = { 0 };

  g_signal_connect (f->server, "dark", G_CALLBACK (dark_cb), &dark);
  show (f, 1, "a", "before the night");
  on = wire_read_until (events, seen, "before the night");
  sleeping_machine_sleep (8 * 3600);
  g_assert_true (is_dark (f));
  off = wire_read_until (events, seen, NULL_POST);
  iterate_until (&dark.n, 1);
  g_assert_cmpuint (dark.reason, ==, CS_DARK_STOOD_STILL);
  cs_output_server_beat (f->server);
  g_assert_true (is_dark (f));
}

/* A request on a thread of its own, while the test runs the main loop. */
typedef struct {
  guint16 port;
  const char *line;
  const char *headers;
  char *body;
  char *answer;
  guint done; /* atomic */
} Question;

static gpointer
ask_thread (gpointer data)
{
  Question *question = data;

  question->answer = wire_ask (question->port, question->line, question->headers, question->body);
  g_atomic_int_set (&question->done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

static guint
ask (Fixture    *f,
     const char *line,
     const char *body,
     char      **answer)
{
  Question question = { .port = f->port, .line = line, .headers = COMMAND_HEADERS, .body = (char *) body };
  GThread *thread = g_thread_new ("ask", ask_thread, &question);
  guint status;

  iterate_until (&question.done, 1);
  g_thread_join (thread);
  status = wire_get_status (question.answer);
  if (answer != NULL)
    *answer = question.answer;
  else
    g_free (question.answer);
  return status;
}

typedef struct {
  guint n;
  CsOutputVerb verb;
  gint64 post_id;
  char *version;
  guint epoch;
  const char *refusal; /* (nullable) */
  gboolean later;
} Desk;

static gpointer
answer_later_thread (gpointer data)
{
  g_autoptr (CsOutputCommand) command = data;

  g_usleep (50000);
  cs_output_command_answer (command, NULL);
  return NULL;
}

static void
command_cb (CsOutputServer  *server,
            CsOutputCommand *command,
            Desk            *desk)
{
  g_autoptr (GError) error = NULL;

  desk->n++;
  desk->verb = cs_output_command_get_verb (command);
  desk->post_id = cs_output_command_get_post_id (command);
  g_free (desk->version);
  desk->version = g_strdup (cs_output_command_get_version (command));
  desk->epoch = cs_output_command_get_epoch (command);
  if (desk->refusal != NULL)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, desk->refusal);
  if (desk->later)
    g_thread_unref (g_thread_new ("answer", answer_later_thread, g_object_ref (command)));
  else
    cs_output_command_answer (command, error);
}

#define VERSION "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void
test_commands (Fixture      *f,
               gconstpointer data)
{
  Desk desk = { 0 };
  g_autofree char *answer = NULL;

  g_signal_connect (f->server, "command", G_CALLBACK (command_cb), &desk);
  g_assert_cmpuint (ask (f, "POST /api/take", "{\"post_id\":42,\"version\":\"" VERSION "\"}", NULL), ==, 200);
  g_assert_cmpint (desk.verb, ==, CS_OUTPUT_TAKE);
  g_assert_cmpint (desk.post_id, ==, 42);
  g_assert_cmpstr (desk.version, ==, VERSION);
  g_assert_cmpuint (desk.epoch, ==, cs_output_server_get_epoch (f->server));

  desk.later = TRUE;
  g_assert_cmpuint (ask (f, "POST /api/cue", "{\"post_id\":43}", NULL), ==, 200);
  g_assert_cmpint (desk.verb, ==, CS_OUTPUT_CUE);
  desk.later = FALSE;

  g_assert_cmpuint (ask (f, "POST /api/out", "{}", NULL), ==, 200);
  g_assert_cmpint (desk.verb, ==, CS_OUTPUT_OUT);
  g_assert_cmpint (desk.post_id, ==, 0);

  desk.refusal = "This post is not approved.";
  g_assert_cmpuint (ask (f, "POST /api/take", "{\"post_id\":42,\"version\":\"" VERSION "\"}", &answer), ==, 409);
  g_assert_nonnull (strstr (answer, "This post is not approved."));
  g_free (desk.version);
}

static void
test_commands_refused (Fixture      *f,
                       gconstpointer data)
{
  Desk desk = { 0 };
  g_autofree char *deep = g_strnfill (4000, '[');
  g_autofree char *long_body = g_strnfill (5000, ' ');
  const char *bodies[] = {
    "", "null", "[]", "{}", "{\"post_id\":42}", "{\"post_id\":\"42\",\"version\":\"" VERSION "\"}",
    "{\"post_id\":-1,\"version\":\"" VERSION "\"}", "{\"post_id\":42,\"version\":\"0123\"}",
    "{\"post_id\":42,\"version\":\"" VERSION "\"} {}", "{\"post_id\":42,", deep, long_body,
    "{\"post_id\":42,\"version\":\"0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef\"}",
  };

  g_signal_connect (f->server, "command", G_CALLBACK (command_cb), &desk);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    g_assert_cmpuint (ask (f, "POST /api/take", bodies[i], NULL), ==, 400);
  g_assert_cmpuint (ask (f, "POST /api/take", "{\"post_id\":42,\"version\":\"" VERSION "\",\"epoch\":0}", NULL), ==, 409);
  g_assert_cmpuint (desk.n, ==, 0);
}

/* A request that the gate refuses is not obeyed either, when its body comes. */
static void
test_commands_behind_the_gate (Fixture      *f,
                               gconstpointer data)
{
  static const char *headers[] = {
    "Content-Type: application/json\r\n",
    "X-Coulisses: 1\r\nContent-Type: text/plain\r\n",
    COMMAND_HEADERS "Origin: http://evil.example\r\n",
    COMMAND_HEADERS "Origin: null\r\n",
  };
  Desk desk = { 0 };
  guint epoch = cs_output_server_get_epoch (f->server);

  g_signal_connect (f->server, "command", G_CALLBACK (command_cb), &desk);
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autofree char *answer = wire_ask (f->port, "POST /api/out", headers[i], "{}");
    g_autofree char *clear = wire_ask (f->port, "POST /api/clear", "Origin: http://evil.example\r\n", "{}");

    g_assert_cmpuint (wire_get_status (answer), >=, 400);
    g_assert_cmpuint (wire_get_status (clear), ==, 403);
  }
  g_assert_cmpuint (ask (f, "POST /api/cue", "{\"post_id\":43}", NULL), ==, 200);
  g_assert_cmpuint (desk.n, ==, 1);
  g_assert_cmpuint (cs_output_server_get_epoch (f->server), ==, epoch);
  g_free (desk.version);
}

static void
test_nobody_answers (Fixture      *f,
                     gconstpointer data)
{
  g_autofree char *answer = NULL;

  g_assert_cmpuint (ask (f, "POST /api/out", "{}", &answer), ==, 503);
  g_assert_nonnull (strstr (answer, "No show is open"));
}

/* The desk's main loop hangs with a command in its hands: the answer comes all the same. */
static void
test_hanging_desk (Fixture      *f,
                   gconstpointer data)
{
  g_autofree char *first = wire_ask (f->port, "POST /api/out", COMMAND_HEADERS, "{}");
  g_autofree char *second = wire_ask (f->port, "POST /api/out", COMMAND_HEADERS, "{}");

  g_assert_cmpuint (wire_get_status (first), ==, 503);
  g_assert_nonnull (strstr (first, "did not answer in time"));
  g_assert_cmpuint (wire_get_status (second), ==, 503);
  g_assert_nonnull (strstr (second, "does not respond"));
}

static void
failed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_assert_false (cs_output_server_start_finish (CS_OUTPUT_SERVER (source), result, data));
}

static void
test_port_in_use (Fixture      *f,
                  gconstpointer data)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  CsOutputServer *second = cs_output_server_new (clock);
  GError *error = NULL;

  cs_output_server_start_async (second, f->port, NULL, failed_cb, &error);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_nonnull (strstr (error->message, "choose another port"));
  g_clear_error (&error);
  g_assert_cmpuint (cs_output_server_get_port (second), ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (second);
}

static void
again_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  *(guint *) data = 1 + (guint) cs_output_server_start_finish (CS_OUTPUT_SERVER (source), result, NULL);
}

static void
test_restarts_dark (Fixture      *f,
                    gconstpointer data)
{
  guint started = 0;

  show (f, 1, "a", "one");
  cs_output_server_stop (f->server);
  g_assert_cmpuint (cs_output_server_get_port (f->server), ==, 0);
  g_assert_null (cs_output_server_get_overlay_url (f->server));
  g_assert_null (cs_output_server_get_snapshot (f->server));
  cs_output_server_start_async (f->server, f->port, NULL, again_cb, &started);
  iterate_until (&started, 1);
  g_assert_cmpuint (started, ==, 2);
  g_assert_cmpuint (cs_output_server_get_port (f->server), ==, f->port);
  g_assert_true (is_dark (f));
}

static void
test_theme (Fixture      *f,
            gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "coulisses-test-theme-XXXXXX", NULL);
  g_autofree char *too_long = g_strnfill (256 * 1024 + 1, ' ');
  int fd = g_mkstemp (path);
  g_autofree char *none = wire_ask (f->port, "GET /theme.css", "", "");
  g_autofree char *bare_file = wire_ask (f->port, "GET /overlay-file", "", "");
  g_autofree char *some = NULL;
  g_autofree char *file = NULL;
  g_autofree char *over = NULL;
  g_autofree char *gone = NULL;

  g_assert_cmpuint (wire_get_status (none), ==, 200);
  g_assert_cmpuint (wire_get_status (bare_file), ==, 200);
  close (fd);
  g_assert_true (g_file_set_contents (path, ":root { --cs-accent: #0f0; }", -1, NULL));
  g_object_set (f->server, "theme-path", path, NULL);
  some = wire_ask (f->port, "GET /theme.css", "", "");
  g_assert_nonnull (strstr (some, "--cs-accent: #0f0"));
  g_assert_nonnull (strstr (some, "text/css"));
  file = wire_ask (f->port, "GET /overlay-file", "", "");
  g_assert_nonnull (strstr (file, "--cs-accent: #0f0"));
  g_assert_nonnull (strstr (file, "/o/" RAW_KEY "/events"));

  g_assert_true (g_file_set_contents (path, too_long, -1, NULL));
  over = wire_ask (f->port, "GET /theme.css", "", "");
  g_assert_cmpuint (wire_get_status (over), ==, 200);
  g_assert_null (strstr (over, "    "));
  g_unlink (path);
  gone = wire_ask (f->port, "GET /theme.css", "", "");
  g_assert_cmpuint (wire_get_status (gone), ==, 200);
}

/* A theme cannot end its element and bring something of its own into the file. */
static void
test_theme_cannot_break_out (Fixture      *f,
                             gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "coulisses-test-theme-XXXXXX", NULL);
  int fd = g_mkstemp (path);
  g_autofree char *file = NULL;

  close (fd);
  g_assert_true (g_file_set_contents (path, "</STYLE><img src=x onerror=alert(1)>", -1, NULL));
  g_object_set (f->server, "theme-path", path, NULL);
  file = wire_ask (f->port, "GET /overlay-file", "", "");
  g_assert_cmpuint (wire_get_status (file), ==, 200);
  g_assert_null (strstr (file, "alert"));
  g_unlink (path);
}

static void
test_safe_headers (Fixture      *f,
                   gconstpointer data)
{
  const char *paths[] = { "GET /overlay", "GET /overlay.js", "GET /theme.css", "GET /health", "GET /nowhere" };
  const char *wanted[] = { "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY", "Cache-Control: no-store",
                           "Referrer-Policy: no-referrer", "Connection: close", "Cross-Origin-Resource-Policy: same-origin",
                           "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                           "base-uri 'none'; form-action 'none'; frame-ancestors 'none'" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *answer = wire_ask (f->port, paths[i], "", "");

    for (guint k = 0; k < G_N_ELEMENTS (wanted); k++)
      g_assert_nonnull (strstr (answer, wanted[k]));
    g_assert_null (strstr (answer, "Access-Control-Allow-Origin"));
  }
}

#define ADD(path, func) g_test_add ("/outputs/server/" path, Fixture, NULL, set_up, func, tear_down)

/* The pedal for panic must not end the desk when nothing is served. */
static void
test_panic_without_thread (Fixture      *f,
                           gconstpointer data)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  g_autoptr (CsOutputServer) idle = cs_output_server_new (clock);

  cs_output_server_stop (f->server);
  kill (getpid (), SIGUSR1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("starts-dark", test_starts_dark);
  ADD ("show-reaches-readers", test_show_reaches_readers);
  ADD ("late-reader-sees-current", test_late_reader_sees_current);
  ADD ("out-and-withdraw", test_out_and_withdraw);
  ADD ("clear/refuses-older", test_clear_refuses_older);
  ADD ("clear/while-main-loop-hangs", test_clear_while_main_loop_hangs);
  ADD ("desk-is-told", test_desk_is_told);
  ADD ("silent-desk", test_silent_desk);
  ADD ("suspend", test_suspend);
  ADD ("commands/done", test_commands);
  ADD ("commands/refused", test_commands_refused);
  ADD ("commands/behind-the-gate", test_commands_behind_the_gate);
  ADD ("commands/nobody-answers", test_nobody_answers);
  ADD ("commands/hanging-desk", test_hanging_desk);
  ADD ("port-in-use", test_port_in_use);
  ADD ("restarts-dark", test_restarts_dark);
  ADD ("theme/served", test_theme);
  ADD ("theme/cannot-break-out", test_theme_cannot_break_out);
  ADD ("safe-headers", test_safe_headers);
  ADD ("panic-without-thread", test_panic_without_thread);
  return g_test_run ();
}
