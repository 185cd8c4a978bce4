/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk.h"

#include "cs-store-test.h"
#include "scratch.h"

typedef struct {
  char *folder;
  char *path;
  CsClock *clock;
  CsDesk *desk;
  gint64 post_id;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("coulisses-close-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "show.coulisses", NULL);
  self->clock = cs_clock_new ();
  self->desk = cs_desk_new (self->clock);
  cs_desk_open_async (self->desk, self->path, CS_STORE_CREATE, NULL, cs_test_answered_cb, &answer);
  opened = cs_test_await (&answer);
  cs_desk_open_finish (self->desk, opened, &error);
  g_assert_no_error (error);
  self->post_id = cs_test_add (cs_desk_get_store (self->desk), "1", "seen");
  cs_test_must_decide (cs_desk_get_store (self->desk), self->post_id, CS_VERB_APPROVE, "camille");
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_object_unref (self->desk);
  g_object_unref (self->clock);
  scratch_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static gboolean
is_read (gpointer data)
{
  return cs_post_item_get_entry (data) != NULL;
}

static CsPostItem *
read_item (Fixture *self)
{
  CsPostItem *item = cs_store_get_item (cs_desk_get_store (self->desk), self->post_id);

  g_assert_true (cs_test_wait (is_read, item));
  return item;
}

static gboolean
take (Fixture *self)
{
  CsProgram *program = cs_desk_get_program (self->desk);
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) taken = NULL;

  cs_program_take_async (program, "camille", NULL, cs_test_answered_cb, &answer);
  taken = cs_test_await (&answer);
  return cs_program_take_finish (program, taken, NULL);
}

static void
finish_closing (CsDesk        *desk,
                GAsyncResult **answer)
{
  g_autoptr (GAsyncResult) closed = cs_test_await (answer);
  g_autoptr (GError) error = NULL;

  cs_desk_close_finish (desk, closed, &error);
  g_assert_no_error (error);
}

static gboolean
is_dark (Fixture *self)
{
  g_autoptr (CsSnapshot) on_air = cs_output_server_get_snapshot (cs_desk_get_output (self->desk));

  return on_air == NULL;
}

/* Somebody takes a post while the show is being closed, which may last as long as its recording is put together:
 * it would stay on screen with nobody to take it off. */
static void
test_take (Fixture      *self,
           gconstpointer data)
{
  GAsyncResult *closed = NULL;
  g_autoptr (CsPostItem) item = read_item (self);
  g_autoptr (CsProgram) program = g_object_ref (cs_desk_get_program (self->desk));

  g_assert_true (cs_program_cue (program, item, NULL));
  g_assert_true (take (self));
  g_assert_false (is_dark (self));

  cs_desk_close_async (self->desk, cs_test_answered_cb, &closed);
  g_assert_true (is_dark (self));
  g_assert_true (cs_program_cue (program, item, NULL));
  g_assert_false (take (self));
  g_assert_true (is_dark (self));
  finish_closing (self->desk, &closed);
  g_assert_true (is_dark (self));
}

/* A file system takes names that are no text. */
static void
test_strange_name (Fixture      *self,
                   gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "soir\xe9" "e.coulisses", NULL);
  g_autoptr (CsDesk) desk = cs_desk_new (self->clock);
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;

  cs_desk_open_async (desk, path, CS_STORE_CREATE, NULL, cs_test_answered_cb, &answer);
  opened = cs_test_await (&answer);
  cs_desk_open_finish (desk, opened, &error);
  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (cs_desk_get_title (desk), -1, NULL));
  g_assert_true (g_str_has_prefix (cs_desk_get_title (desk), "soir"));
  cs_desk_close_async (desk, cs_test_answered_cb, &answer);
  finish_closing (desk, &answer);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/desk/close/take", Fixture, NULL, set_up, test_take, tear_down);
  g_test_add ("/desk/close/strange-name", Fixture, NULL, set_up, test_strange_name, tear_down);
  return g_test_run ();
}
