/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-tag.h"

#include "cs-stream-tags.h"
#include "cs-ui-test.h"
#include "scratch.h"

typedef struct {
  char *folder;
  CsClock *clock;
  CsDesk *desk;
  gboolean done;
} Fixture;

static gboolean
is_done (gpointer user_data)
{
  return ((Fixture *) user_data)->done;
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  cs_desk_open_finish (CS_DESK (object), result, &error);
  g_assert_no_error (error);
  ((Fixture *) user_data)->done = TRUE;
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  cs_desk_close_finish (CS_DESK (object), result, &error);
  g_assert_no_error (error);
  ((Fixture *) user_data)->done = TRUE;
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  g_autofree char *path = NULL;

  f->folder = g_dir_make_tmp ("coulisses-tags-XXXXXX", NULL);
  path = g_build_filename (f->folder, "evening.coulisses", NULL);
  f->clock = cs_clock_new ();
  f->desk = cs_desk_new (f->clock);
  f->done = FALSE;
  cs_desk_open_async (f->desk, path, CS_STORE_CREATE, NULL, opened_cb, f);
  g_assert_true (cs_ui_test_wait_until (is_done, f));
}

static gboolean
is_gone (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

/* A source that was stopped ends on its own thread, a little later. */
static void
watch_source (Fixture  *f,
              gpointer *source)
{
  g_autoptr (CsSource) first = g_list_model_get_item (cs_desk_get_sources (f->desk), 0);

  g_set_weak_pointer (source, first);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  gpointer source = NULL;

  watch_source (f, &source);
  f->done = FALSE;
  cs_desk_close_async (f->desk, closed_cb, f);
  g_assert_true (cs_ui_test_wait_until (is_done, f));
  g_assert_true (cs_ui_test_wait_until (is_gone, &source));
  g_object_unref (f->desk);
  g_object_unref (f->clock);
  scratch_remove (f->folder);
  g_free (f->folder);
}

static void
append_post (GString    *recording,
             guint       id,
             const char *tag)
{
  g_string_append_printf (recording,
                          "{\"at_ms\":%u,\"event\":\"post\",\"post\":{\"network\":\"youtube\",\"host\":\"video.example\","
                          "\"native_id\":\"p%u\",\"uri\":\"https://video.example/p%u\",\"web_url\":null,"
                          "\"created_at_us\":1795291202047000,\"edited_at_us\":null,\"language\":\"fr\","
                          "\"visibility\":\"public\",\"sensitive\":false,\"warning\":null,\"reply_to\":null,"
                          "\"quote_of\":null,\"tags\":[\"%s\"],\"links\":[],\"account\":{\"native_id\":\"a1\","
                          "\"handle\":\"nora\",\"name\":\"Nora\",\"avatar\":null,\"bot\":false,"
                          "\"created_at_us\":1600002741000000,\"followers\":1,\"verified\":false},\"media\":[],"
                          "\"counts\":{\"replies\":0,\"reposts\":0,\"likes\":0},\"text\":\"Bravo %u\"}}\n",
                          id, id, id, tag, id);
}

static char *
write_recording (Fixture *f)
{
  g_autoptr (GString) recording = g_string_new (
    "{\"format\":\"coulisses-recording\",\"version\":1,\"title\":\"Test\",\"language\":\"fr\",\"tags\":[\"Duo\"],"
    "\"recorded_at_us\":1795291200000000,\"duration_ms\":1000,\"official\":[]}\n");
  char *path = g_build_filename (f->folder, "show.ndjson", NULL);

  append_post (recording, 1, "Duo");
  append_post (recording, 2, "Live");
  append_post (recording, 3, "duo");
  g_assert_true (g_file_set_contents (path, recording->str, recording->len, NULL));
  return path;
}

static gboolean
has_counted (gpointer user_data)
{
  GListModel *tags = user_data;
  g_autoptr (CsStreamTag) first = NULL;

  cs_stream_tags_refresh (CS_STREAM_TAGS (tags));
  if (g_list_model_get_n_items (tags) < 2)
    return FALSE;
  first = g_list_model_get_item (tags, 0);
  return cs_stream_tag_get_last_minute (first) == 2;
}

/* A recording follows nothing by name: what most posts carry. */
static void
test_busiest (Fixture      *f,
              gconstpointer data)
{
  g_autoptr (CsStreamTags) tags = cs_stream_tags_new (f->desk);
  g_autofree char *path = write_recording (f);
  g_autoptr (CsStreamTag) first = NULL;
  g_autoptr (CsStreamTag) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (tags)), ==, 0);
  g_assert_true (cs_desk_add_rehearsal (f->desk, path, 0, &error));
  g_assert_no_error (error);
  g_assert_true (cs_ui_test_wait_until (has_counted, tags));
  first = g_list_model_get_item (G_LIST_MODEL (tags), 0);
  g_assert_cmpstr (cs_stream_tag_get_name (first), ==, "Duo");
  g_assert_cmpuint (cs_stream_tag_get_late_s (first), ==, 0);
  /* Nothing has changed: the very same tag, so that its chip is not made anew. */
  cs_stream_tags_refresh (tags);
  again = g_list_model_get_item (G_LIST_MODEL (tags), 0);
  g_assert_true (again == first);
}

static gboolean
is_late (gpointer user_data)
{
  g_autoptr (CsStreamTag) tag = g_list_model_get_item (user_data, 0);

  cs_stream_tags_refresh (CS_STREAM_TAGS (user_data));
  return cs_stream_tag_get_late_s (tag) > 0;
}

/* Nobody answers at that address: the hashtag is late, and says so. */
static void
test_followed_and_late (Fixture      *f,
                        gconstpointer data)
{
  g_autoptr (CsSourceConfig) config = cs_source_config_new (CS_SOURCE_KIND_BLUESKY, "ws://127.0.0.1:1/subscribe");
  g_autoptr (CsStreamTags) tags = cs_stream_tags_new (f->desk);
  g_autoptr (CsStreamTag) tag = NULL;
  g_autoptr (GError) error = NULL;

  g_strfreev (config->any);
  config->any = g_strsplit ("Duo Live duo", " ", -1);
  if (!cs_desk_configure_source (f->desk, config, NULL, &error)) {
    g_test_skip (error->message);
    return;
  }
  cs_stream_tags_refresh (tags);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (tags)), ==, 2);
  tag = g_list_model_get_item (G_LIST_MODEL (tags), 1);
  g_assert_cmpstr (cs_stream_tag_get_name (tag), ==, "Live");
  g_assert_true (cs_ui_test_wait_until (is_late, tags));
}

int
main (int   argc,
      char *argv[])
{
  cs_ui_test_init (&argc, &argv);
  g_test_add ("/stream-tags/busiest", Fixture, NULL, set_up, test_busiest, tear_down);
  g_test_add ("/stream-tags/followed", Fixture, NULL, set_up, test_followed_and_late, tear_down);
  return g_test_run ();
}
