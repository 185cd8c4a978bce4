/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs one source and writes what it says to standard output, a JSON object a line. Takes commands from standard
 * input: "retry", "restart" (a new source goes on from the last position), "sign-in TOKEN" (the same source goes on with
 * another token), "confirm ID…", "check". Ends with it.
 *
 *   ingest-probe mastodon SERVER TOKEN|-|lost TAGS [PROPERTY=NUMBER…]
 *   ingest-probe bluesky JETSTREAM APPVIEW|- TAGS [PROPERTY=NUMBER…]
 *
 * TAGS are separated by commas; +tag must be there too, -tag must not. */

#include "cs-bluesky-source.h"
#include "cs-http.h"
#include "cs-json.h"
#include "cs-mastodon-source.h"

#include <gio/gunixinputstream.h>

#include <stdio.h>
#include <string.h>

typedef struct {
  GMainLoop *loop;
  CsClock *clock;
  char **args;
  CsTagMatch match;
  CsSource *source;
  char *position; /* newest that the sink was given; guarded by lock */
  GMutex lock;
} Probe;

static void
print_object (JsonObject *object)
{
  g_autoptr (JsonNode) root = json_node_alloc ();
  g_autofree char *line = NULL;

  json_node_init_object (root, object);
  line = cs_json_to_string (root, NULL);
  if (line != NULL)
    printf ("%s\n", line);
  fflush (stdout);
}

static void
add_post (JsonObject   *object,
          const CsPost *post)
{
  g_autofree char *tags = g_strjoinv (" ", post->tags);

  json_object_set_string_member (object, "text", post->text);
  json_object_set_string_member (object, "name", post->name);
  json_object_set_string_member (object, "handle", post->handle);
  json_object_set_string_member (object, "version", post->version);
  json_object_set_string_member (object, "tags", tags);
  json_object_set_boolean_member (object, "sensitive", post->sensitive);
  json_object_set_int_member (object, "media", post->media->len);
  if (post->account->avatar_url != NULL)
    json_object_set_string_member (object, "avatar", post->account->avatar_url);
}

static void
sink_cb (CsSource   *source,
         GPtrArray  *events,
         const char *position,
         gpointer    user_data)
{
  static const char *const kinds[] = { "post", "edit", "delete", "account-gone", "account-back", "gap" };
  Probe *probe = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&probe->lock);

  for (guint i = 0; i < events->len; i++) {
    const CsEvent *event = events->pdata[i];
    g_autoptr (JsonObject) object = json_object_new ();

    json_object_set_string_member (object, "event", kinds[event->kind]);
    json_object_set_string_member (object, "id", event->native_id);
    if (event->post != NULL)
      add_post (object, event->post);
    print_object (object);
  }
  if (position != NULL) {
    g_autoptr (JsonObject) object = json_object_new ();

    g_free (probe->position);
    probe->position = g_strdup (position);
    json_object_set_string_member (object, "position", position);
    print_object (object);
  }
}

static void
notify_cb (CsSource   *source,
           GParamSpec *pspec,
           gpointer    user_data)
{
  static const char *const states[] = { "stopped", "connecting", "catching-up", "live", "waiting", "failed" };
  Probe *probe = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&probe->lock);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "state", states[cs_source_get_state (source)]);
  if (cs_source_get_reason (source) != NULL)
    json_object_set_string_member (object, "reason", cs_source_get_reason (source));
  json_object_set_int_member (object, "refused", cs_source_get_n_refused (source));
  json_object_set_boolean_member (object, "sign-in", cs_source_get_sign_in (source));
  print_object (object);
}

static void
answer (Probe        *probe,
        const char   *what,
        const char   *found,
        const GError *error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&probe->lock);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "answer", what);
  if (found != NULL)
    json_object_set_string_member (object, "found", found);
  if (error != NULL)
    json_object_set_string_member (object, "error", error->message);
  print_object (object);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = cs_source_check_finish (CS_SOURCE (object), result, &error);

  answer (user_data, "check", found, error);
}

static void
confirmed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  cs_source_confirm_finish (CS_SOURCE (object), result, &error);
  answer (user_data, "confirm", NULL, error);
}

static CsSource *
make_source (Probe *probe)
{
  gboolean lost = strcmp (probe->args[2], "lost") == 0;
  const char *second = !lost && strcmp (probe->args[2], "-") != 0 ? probe->args[2] : NULL;

  if (strcmp (probe->args[0], "mastodon") == 0) {
    CsSource *source = cs_mastodon_source_new (probe->clock, "probe", probe->args[1], second, &probe->match);

    if (lost)
      cs_mastodon_source_miss_token (CS_MASTODON_SOURCE (source));
    return source;
  }
  return cs_bluesky_source_new (probe->clock, "probe", probe->args[1], second, &probe->match);
}

static void
set_properties (CsSource *source,
                char    **settings)
{
  for (guint i = 0; settings[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (settings[i], "=", 2);

    g_object_set (source, pair[0], (guint) g_ascii_strtoull (pair[1], NULL, 10), NULL);
  }
}

static void
start (Probe *probe)
{
  g_autofree char *position = NULL;

  g_mutex_lock (&probe->lock);
  position = g_strdup (probe->position);
  g_mutex_unlock (&probe->lock);
  probe->source = make_source (probe);
  set_properties (probe->source, probe->args + 4);
  cs_source_set_sink (probe->source, sink_cb, probe, NULL);
  cs_source_set_position (probe->source, position);
  g_signal_connect (probe->source, "notify::state", G_CALLBACK (notify_cb), probe);
  g_signal_connect (probe->source, "notify::reason", G_CALLBACK (notify_cb), probe);
  g_signal_connect (probe->source, "notify::n-refused", G_CALLBACK (notify_cb), probe);
  g_signal_connect (probe->source, "notify::sign-in", G_CALLBACK (notify_cb), probe);
  cs_source_start (probe->source);
}

static void
stop (Probe *probe)
{
  g_signal_handlers_disconnect_by_data (probe->source, probe);
  cs_source_stop (probe->source);
  g_clear_object (&probe->source);
}

static void
obey (Probe      *probe,
      const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  if (strcmp (words[0], "retry") == 0) {
    cs_source_retry_now (probe->source);
  } else if (strcmp (words[0], "restart") == 0) {
    stop (probe);
    start (probe);
  } else if (strcmp (words[0], "sign-in") == 0) {
    cs_mastodon_source_set_token (CS_MASTODON_SOURCE (probe->source), words[1]);
    cs_source_stop (probe->source);
    cs_source_start (probe->source);
  } else if (strcmp (words[0], "confirm") == 0) {
    cs_source_confirm_async (probe->source, words + 1, NULL, confirmed_cb, probe);
  } else if (strcmp (words[0], "check") == 0) {
    cs_source_check_async (probe->source, NULL, checked_cb, probe);
  }
}

static void
line_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Probe *probe = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, NULL, NULL);

  if (line == NULL) {
    g_main_loop_quit (probe->loop);
    return;
  }
  obey (probe, line);
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (object), G_PRIORITY_DEFAULT, NULL, line_cb, probe);
}

static void
read_tags (Probe      *probe,
           const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  g_autoptr (GStrvBuilder) any = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) none = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++) {
    if (words[i][0] == '+')
      g_strv_builder_add (all, words[i] + 1);
    else if (words[i][0] == '-')
      g_strv_builder_add (none, words[i] + 1);
    else
      g_strv_builder_add (any, words[i]);
  }
  probe->match.any = g_strv_builder_end (any);
  probe->match.all = g_strv_builder_end (all);
  probe->match.none = g_strv_builder_end (none);
}

static void
probe_clear (Probe *probe)
{
  g_strfreev (probe->match.any);
  g_strfreev (probe->match.all);
  g_strfreev (probe->match.none);
  g_main_loop_unref (probe->loop);
  g_object_unref (probe->clock);
  g_free (probe->position);
  g_mutex_clear (&probe->lock);
}

int
main (int argc, char **argv)
{
  g_autoptr (GInputStream) in = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (in);
  Probe probe = { NULL };
  gpointer last;

  cs_net_init ();
  if (argc < 5)
    return 2;
  g_mutex_init (&probe.lock);
  probe.loop = g_main_loop_new (NULL, FALSE);
  probe.clock = cs_clock_new ();
  probe.args = argv + 1;
  read_tags (&probe, argv[4]);
  start (&probe);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, line_cb, &probe);
  g_main_loop_run (probe.loop);
  last = probe.source;
  g_object_add_weak_pointer (G_OBJECT (last), &last);
  stop (&probe);
  while (last != NULL)
    g_main_context_iteration (NULL, TRUE);
  probe_clear (&probe);
  return 0;
}
