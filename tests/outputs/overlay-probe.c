/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-output-server.h"

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <stdio.h>
#include <unistd.h>

/* An output server without a desk around it, for tests of the page. It says `port N` and then obeys lines:
 *
 *   show {"name":…,"handle":…,"text":…,"language":…}   out   clear   freeze (no more beats)   thaw
 *   stage seal | stage keys N_REVEALED NAME   unstage   rehearsal 0|1   source WORDS   theme PATH   block MS (the main loop sleeps)   quit
 *
 * and says `dark REASON`, `command VERB POST`, and `readers N` when asked (`readers`). It ends by itself after two minutes. */
#define LIFETIME_S 120
#define BEAT_INTERVAL_MS 250

typedef struct {
  GMainLoop *loop;
  CsOutputServer *server;
  GDataInputStream *input;
  gint64 last_id;
  gboolean frozen;
  gboolean rehearsal;
} Probe;

static void read_line (Probe *probe);

static void
say (const char *format,
     ...)
{
  va_list args;

  va_start (args, format);
  vprintf (format, args);
  va_end (args);
  putchar ('\n');
  fflush (stdout);
}

static void
show (Probe      *probe,
      const char *json)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *object = json_node_get_object (root);
  g_autofree char *native_id = g_strdup_printf ("%" G_GINT64_FORMAT, ++probe->last_id);
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_MASTODON, "social.example", native_id);
  g_autoptr (CsSnapshot) snapshot = NULL;

  post->account = cs_account_new (CS_NETWORK_MASTODON, "social.example", "1");
  post->account->name = g_strdup (json_object_get_string_member_with_default (object, "name", ""));
  post->account->handle = g_strdup (json_object_get_string_member_with_default (object, "handle", ""));
  post->raw_text = g_strdup (json_object_get_string_member_with_default (object, "text", ""));
  post->language = g_strdup (json_object_get_string_member_with_default (object, "language", NULL));
  cs_post_seal (post);
  snapshot = cs_snapshot_new (probe->last_id, post);
  say ("shown %d", cs_output_server_show (probe->server, snapshot, cs_output_server_get_epoch (probe->server)));
}

/* A draw with eight winners, the last @n_revealed of them shown; the seal is that of a test vector. */
static void
stage (Probe      *probe,
       const char *arguments)
{
  g_autoptr (CsStageView) view = cs_stage_view_new ();
  g_auto (GStrv) words = g_strsplit (arguments, " ", 3);
  guint n_revealed = words[0] != NULL && words[1] != NULL ? (guint) g_ascii_strtoull (words[1], NULL, 10) : 0;
  const char *name = n_revealed > 0 && words[2] != NULL ? words[2] : "Inès Valloire";

  view->sealed = TRUE;
  view->rehearsal = probe->rehearsal;
  view->sorted = view->chance_known = g_strcmp0 (words[0], "keys") == 0;
  view->lit = view->sorted;
  view->draw = g_strdup ("finale");
  view->subtitle = g_strdup ("Soirée d’essai · 1 284 participants");
  view->seal = g_strdup ("3ac2c68ba71c3b398cd25b77425b5cfe6a3f537d9f714cddd203572e015bd84f");
  view->code = g_strdup ("101\n010\n101");
  view->round_s = view->sorted ? 0 : g_get_real_time () / G_USEC_PER_SEC + 18;
  view->words = g_strdup ("La liste est scellée. On attend l’aléa.");
  view->beacon = g_strdup ("Tour 42");
  view->beacon_time = g_strdup ("21:31:24");
  view->heading = g_strdup ("Clés triées : les 5 plus petites gagnent");
  view->sealed_step = g_strdup ("✓ Scellé 21:31:06");
  view->chance_step = g_strdup ("· Aléa public 21:31:24");
  view->winners_step = view->sorted ? g_strdup_printf ("▶ Gagnants %u sur 5", n_revealed) : NULL;
  view->next = view->sorted ? g_strdup_printf ("rang %u sur 5", 5 - n_revealed) : NULL;
  for (guint i = 0; view->sorted && i < (n_revealed > 0 ? CS_STAGE_ROWS : CS_STAGE_KEYS); i++) {
    g_autofree char *key = g_strdup_printf ("%04x%04x", 33 * (i + 1), 4096 + i);
    CsStageLine *line = cs_stage_view_add_line (view, i + 1, key);

    line->from = (7 * i) % CS_STAGE_KEYS;
    line->prize = g_strdup (i < CS_STAGE_ROWS ? "deux places" : NULL);
    if (i < CS_STAGE_ROWS && i + n_revealed >= CS_STAGE_ROWS) {
      line->name = g_strdup (name);
      line->handle = g_strdup ("@ines.example");
      line->latest = i + n_revealed == CS_STAGE_ROWS;
    }
  }
  view->n_rows = MIN (CS_STAGE_ROWS, view->lines->len);
  say ("staged %d", cs_output_server_show_stage (probe->server, view, cs_output_server_get_epoch (probe->server)));
}

static void
obey (Probe      *probe,
      const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 2);
  const char *verb = words[0];
  const char *rest = words[0] != NULL && words[1] != NULL ? words[1] : "";

  if (g_strcmp0 (verb, "show") == 0)
    show (probe, rest);
  else if (g_strcmp0 (verb, "out") == 0)
    cs_output_server_out (probe->server, probe->last_id);
  else if (g_strcmp0 (verb, "clear") == 0)
    cs_output_server_clear (probe->server);
  else if (g_strcmp0 (verb, "stage") == 0)
    stage (probe, rest);
  else if (g_strcmp0 (verb, "unstage") == 0)
    cs_output_server_hide_stage (probe->server);
  else if (g_strcmp0 (verb, "freeze") == 0)
    probe->frozen = TRUE;
  else if (g_strcmp0 (verb, "thaw") == 0)
    probe->frozen = FALSE;
  else if (g_strcmp0 (verb, "rehearsal") == 0)
    g_object_set (probe->server, "rehearsal", probe->rehearsal = g_str_equal (rest, "1"), NULL);
  else if (g_strcmp0 (verb, "source") == 0)
    g_object_set (probe->server, "source-words", rest, NULL);
  else if (g_strcmp0 (verb, "theme") == 0)
    g_object_set (probe->server, "theme-path", *rest != '\0' ? rest : NULL, NULL);
  else if (g_strcmp0 (verb, "readers") == 0)
    say ("readers %u", cs_output_server_get_n_readers (probe->server));
  else if (g_strcmp0 (verb, "block") == 0)
    g_usleep ((gulong) g_ascii_strtoull (rest, NULL, 10) * 1000);
  else if (g_strcmp0 (verb, "quit") == 0)
    g_main_loop_quit (probe->loop);
}

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Probe *probe = data;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (probe->input, result, NULL, NULL);

  if (line == NULL) {
    g_main_loop_quit (probe->loop);
    return;
  }
  obey (probe, line);
  read_line (probe);
}

static void
read_line (Probe *probe)
{
  g_data_input_stream_read_line_async (probe->input, G_PRIORITY_DEFAULT, NULL, line_cb, probe);
}

static gboolean
beat_cb (gpointer data)
{
  Probe *probe = data;

  if (!probe->frozen)
    cs_output_server_beat (probe->server);
  return G_SOURCE_CONTINUE;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
dark_cb (CsOutputServer *server,
         guint           reason,
         CsSnapshot     *snapshot,
         gint64          at_us,
         gpointer        data)
{
  say ("dark %u", reason);
}

static void
command_cb (CsOutputServer  *server,
            CsOutputCommand *command,
            gpointer         data)
{
  say ("command %d %" G_GINT64_FORMAT, cs_output_command_get_verb (command), cs_output_command_get_post_id (command));
  cs_output_command_answer (command, NULL);
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Probe *probe = data;
  g_autoptr (GError) error = NULL;

  if (cs_output_server_start_finish (probe->server, result, &error)) {
    say ("port %u", cs_output_server_get_port (probe->server));
    read_line (probe);
    return;
  }
  say ("error %s", error->message);
  g_main_loop_quit (probe->loop);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CsClock) clock = cs_clock_new ();
  g_autoptr (CsOutputServer) server = cs_output_server_new (clock);
  g_autoptr (GInputStream) standard_input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (standard_input);
  Probe probe = { .loop = loop, .server = server, .input = input };
  guint16 port = argc > 1 ? (guint16) g_ascii_strtoull (argv[1], NULL, 10) : 0;

  setlocale (LC_ALL, "");
  if (argc > 2)
    g_object_set (server, "read-key", argv[2], NULL);
  g_signal_connect (server, "dark", G_CALLBACK (dark_cb), NULL);
  g_signal_connect (server, "command", G_CALLBACK (command_cb), NULL);
  g_timeout_add (BEAT_INTERVAL_MS, beat_cb, &probe);
  g_timeout_add_seconds (LIFETIME_S, quit_cb, loop);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  cs_output_server_start_async (server, port, NULL, started_cb, &probe);
  g_main_loop_run (loop);
  cs_output_server_stop (server);
  return 0;
}
