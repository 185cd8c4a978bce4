/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An evening on which the disk fills up: what was said to be saved is, what arrives waits, the air stays, and it can be
 * cleared. */
#include "cs-desk.h"
#include "cs-fault-vfs.h"
#include "cs-recording.h"
#include "cs-store-test.h"

#include <string.h>

#define LIMIT_S 60
#define N_BEFORE 3
#define N_MEANWHILE 200

typedef struct {
  char *folder;
  CsClock *clock;
  CsDesk *desk;
} Evening;

typedef gboolean (*Condition) (Evening *self);

static void
wait_until (Evening  *self,
            Condition condition)
{
  gint64 until_us = g_get_monotonic_time () + LIMIT_S * G_USEC_PER_SEC;

  while (!condition (self)) {
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  }
}

static void
set_up (Evening      *self,
        gconstpointer data)
{
  g_autofree char *path = NULL;
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) served = NULL;
  g_autoptr (GError) error = NULL;

  cs_fault_vfs_install ();
  self->folder = g_dir_make_tmp ("coulisses-full-XXXXXX", NULL);
  path = g_build_filename (self->folder, "evening.coulisses", NULL);
  self->clock = cs_clock_new ();
  self->desk = cs_desk_new (self->clock);
  cs_desk_open_async (self->desk, path, CS_STORE_CREATE, NULL, cs_test_answered_cb, &answer);
  opened = cs_test_await (&answer);
  cs_desk_open_finish (self->desk, opened, &error);
  g_assert_no_error (error);
  answer = NULL;
  cs_desk_serve_async (self->desk, 0, NULL, cs_test_answered_cb, &answer);
  served = cs_test_await (&answer);
  cs_desk_serve_finish (self->desk, served, &error);
  g_assert_no_error (error);
}

static void
tear_down (Evening      *self,
           gconstpointer data)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", self->folder);

  cs_desk_close_async (self->desk, cs_test_answered_cb, &answer);
  closed = cs_test_await (&answer);
  g_assert_true (cs_desk_close_finish (self->desk, closed, NULL));
  g_object_unref (self->desk);
  g_object_unref (self->clock);
  cs_fault_vfs_uninstall ();
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (self->folder);
}

static void
add_posts (Evening *self)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  for (guint n = 1; n <= N_BEFORE; n++) {
    g_autofree char *id = g_strdup_printf ("%u", n);

    g_ptr_array_add (events, cs_test_event_post (id, "before"));
  }
  cs_store_ingest_async (cs_desk_get_store (self->desk), events, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_true (cs_store_ingest_finish (cs_desk_get_store (self->desk), result, NULL, NULL));
}

static CsState
read_state (Evening *self,
            gint64   id)
{
  g_autoptr (CsEntry) entry = cs_test_read (cs_desk_get_store (self->desk), id);

  return entry->state;
}

static gboolean
approve (Evening *self,
         gint64   id,
         GError **error)
{
  g_autoptr (CsEntry) shown = cs_test_read (cs_desk_get_store (self->desk), id);
  g_autoptr (CsEntry) decided = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;

  cs_triage_decide_async (cs_desk_get_triage (self->desk), shown, CS_VERB_APPROVE, NULL, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  decided = cs_triage_decide_finish (cs_desk_get_triage (self->desk), result, error);
  return decided != NULL;
}

static gint64 wanted_id;

static gboolean
item_is_approved (Evening *self)
{
  g_autoptr (CsPostItem) item = cs_store_get_item (cs_desk_get_store (self->desk), wanted_id);
  CsEntry *entry = cs_post_item_get_entry (item);

  return entry != NULL && entry->state == CS_STATE_APPROVED;
}

static gboolean
take (Evening *self,
      gint64   id,
      GError **error)
{
  g_autoptr (CsPostItem) item = cs_store_get_item (cs_desk_get_store (self->desk), id);
  CsProgram *program = cs_desk_get_program (self->desk);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;

  wanted_id = id;
  wait_until (self, item_is_approved);
  g_assert_true (cs_program_cue (program, item, NULL));
  cs_program_take_async (program, "anna", NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  return cs_program_take_finish (program, result, error);
}

static gint64
get_shown (Evening *self)
{
  g_autoptr (CsSnapshot) shown = cs_output_server_get_snapshot (cs_desk_get_output (self->desk));

  return shown != NULL ? shown->post_id : 0;
}

static void
start_recording (Evening *self)
{
  g_autofree char *path = g_build_filename (self->folder, "meanwhile.ndjson", NULL);
  g_autoptr (CsRecording) recording = cs_recording_new ();
  GString *lines = g_string_new (NULL);
  g_autofree char *head = NULL;

  recording->title = g_strdup ("meanwhile");
  head = cs_recording_to_line (recording, NULL);
  g_string_append_printf (lines, "%s\n", head);
  for (guint i = 0; i < N_MEANWHILE; i++) {
    g_autoptr (CsRecorded) recorded = cs_recorded_new (CS_RECORDED_POST, i);
    g_autofree char *id = g_strdup_printf ("m%u", i);
    g_autofree char *line = NULL;

    recorded->post = cs_test_post (id, "meanwhile");
    line = cs_recorded_to_line (recorded, NULL);
    g_string_append_printf (lines, "%s\n", line);
  }
  g_assert_true (g_file_set_contents (path, lines->str, lines->len, NULL));
  g_string_free (lines, TRUE);
  g_assert_true (cs_desk_add_rehearsal (self->desk, path, 0, NULL));
}

static gboolean
is_in_trouble (Evening *self)
{
  return cs_desk_get_trouble (self->desk) != NULL;
}

static gboolean
all_are_there (Evening *self)
{
  return cs_test_count (cs_desk_get_store (self->desk)).posts == N_BEFORE + N_MEANWHILE && !is_in_trouble (self);
}

static void
assert_not_saved (const GError *error)
{
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_FULL);
  g_assert_true (g_str_has_prefix (error->message, "NOT SAVED: the disk that holds “evening.coulisses” is full."));
}

static void
test_evening (Evening      *self,
              gconstpointer data)
{
  g_autoptr (GError) decision = NULL;
  g_autoptr (GError) airing = NULL;

  add_posts (self);
  g_assert_true (approve (self, 1, NULL) && approve (self, 2, NULL));
  g_assert_true (take (self, 1, NULL));
  g_assert_cmpint (get_shown (self), ==, 1);

  cs_fault_vfs_arm (CS_FAULT_FULL, 1, TRUE);
  start_recording (self);
  g_assert_false (approve (self, 3, &decision));
  assert_not_saved (decision);
  g_assert_cmpint (read_state (self, 3), ==, CS_STATE_INCOMING);
  /* What cannot be entered in the journal is not aired, and what is on air stays. */
  g_assert_false (take (self, 2, &airing));
  assert_not_saved (airing);
  g_assert_cmpint (get_shown (self), ==, 1);
  wait_until (self, is_in_trouble);
  g_assert_nonnull (strstr (cs_desk_get_trouble (self->desk), "NOT SAVED"));
  g_assert_cmpuint (cs_test_count (cs_desk_get_store (self->desk)).posts, ==, N_BEFORE);
  cs_desk_clear (self->desk);
  g_assert_cmpint (get_shown (self), ==, 0);

  /* Somebody has made room: what waited is there without anybody asking. */
  cs_fault_vfs_arm (CS_FAULT_NONE, 0, FALSE);
  wait_until (self, all_are_there);
  g_assert_true (approve (self, 3, NULL));
  g_assert_true (take (self, 3, NULL));
  g_assert_cmpint (get_shown (self), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/desk/disk-full", Evening, NULL, set_up, test_evening, tear_down);
  return g_test_run ();
}
