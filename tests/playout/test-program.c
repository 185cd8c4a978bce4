/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-program.h"
#include "cs-store-test.h"

#define BY "Léa"

/* An outlet that remembers, and that can be cleared from elsewhere. */
typedef struct {
  CsStoreTest base;
  CsProgram *program;
  CsSnapshot *shown; /* (nullable) */
  guint epoch;
  gint64 post_id;
} Fixture;

static guint
get_epoch (gpointer data)
{
  return ((Fixture *) data)->epoch;
}

static gboolean
show (gpointer    data,
      CsSnapshot *snapshot,
      guint       epoch)
{
  Fixture *fixture = data;

  if (epoch != fixture->epoch)
    return FALSE;
  g_clear_pointer (&fixture->shown, cs_snapshot_unref);
  fixture->shown = cs_snapshot_ref (snapshot);
  return TRUE;
}

static void
out (gpointer data,
     gint64   post_id)
{
  Fixture *fixture = data;

  if (fixture->shown != NULL && fixture->shown->post_id == post_id)
    g_clear_pointer (&fixture->shown, cs_snapshot_unref);
}

static void
clear (gpointer data)
{
  Fixture *fixture = data;

  fixture->epoch++;
  g_clear_pointer (&fixture->shown, cs_snapshot_unref);
}

static const CsOutlet outlet = { get_epoch, show, out, clear };

static CsPostItem *
get_item (Fixture *fixture,
          gint64   post_id)
{
  g_autoptr (CsEntry) entry = cs_test_read (fixture->base.store, post_id);
  CsPostItem *item = cs_store_get_item (fixture->base.store, post_id);

  cs_post_item_set_entry (item, entry);
  return item;
}

static void
decide (Fixture *fixture,
        CsVerb   verb)
{
  cs_test_must_decide (fixture->base.store, fixture->post_id, verb, BY);
}

static gboolean
take (Fixture *fixture,
      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;

  cs_program_take_async (fixture->program, BY, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  return cs_program_take_finish (fixture->program, result, error);
}

static void
air (Fixture *fixture,
     gint64   post_id)
{
  g_autoptr (CsPostItem) item = get_item (fixture, post_id);
  g_autoptr (GError) error = NULL;

  g_assert_true (cs_program_cue (fixture->program, item, &error));
  g_assert_no_error (error);
  g_assert_true (take (fixture, &error));
  g_assert_no_error (error);
}

static gboolean
is_dark (gpointer data)
{
  return cs_program_get_on_air (((Fixture *) data)->program) == NULL;
}

static void
wait_until_dark (Fixture *fixture)
{
  g_assert_true (cs_test_wait (is_dark, fixture));
  g_assert_null (fixture->shown);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  cs_store_test_set_up (&fixture->base);
  fixture->program = cs_program_new (fixture->base.store, fixture->base.clock, &outlet, fixture);
  fixture->post_id = cs_test_add (fixture->base.store, "1", "Bonsoir");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;

  g_clear_object (&fixture->program);
  g_clear_pointer (&fixture->shown, cs_snapshot_unref);
  /* Behind whatever the program still had written: afterwards nobody else holds the store. */
  cs_store_set_setting_async (fixture->base.store, "test", g_variant_new_boolean (TRUE), NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_true (cs_store_set_setting_finish (fixture->base.store, result, NULL));
  g_clear_object (&result);
  cs_store_test_tear_down (&fixture->base);
}

static void
test_take_and_out (Fixture      *fixture,
                   gconstpointer data)
{
  decide (fixture, CS_VERB_APPROVE);
  g_assert_cmpint (cs_program_get_state (fixture->program), ==, CS_PROGRAM_DARK);
  air (fixture, fixture->post_id);
  g_assert_cmpint (cs_program_get_state (fixture->program), ==, CS_PROGRAM_ON_AIR);
  g_assert_cmpstr (fixture->shown->post->text, ==, "Bonsoir");
  g_assert_null (cs_program_get_cued (fixture->program));
  cs_program_out (fixture->program);
  g_assert_null (fixture->shown);
  g_assert_cmpint (cs_program_get_state (fixture->program), ==, CS_PROGRAM_DARK);
}

static void
test_cue_unapproved (Fixture      *fixture,
                     gconstpointer data)
{
  static const CsVerb verbs[] = { 0, CS_VERB_REJECT, CS_VERB_HOLD };

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++) {
    g_autoptr (CsPostItem) item = NULL;
    g_autoptr (GError) error = NULL;

    if (verbs[i] != 0)
      decide (fixture, verbs[i]);
    item = get_item (fixture, fixture->post_id);
    g_assert_false (cs_program_cue (fixture->program, item, &error));
    g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_APPROVED);
  }
}

static void
test_take_nothing (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (take (fixture, &error));
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOTHING);
}

/* The press names the version that was cued, not the one that is there when the store answers. */
static void
test_edited_after_cue (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (CsPostItem) item = NULL;
  g_autoptr (GError) error = NULL;

  decide (fixture, CS_VERB_APPROVE);
  item = get_item (fixture, fixture->post_id);
  g_assert_true (cs_program_cue (fixture->program, item, NULL));
  cs_test_ingest_one (fixture->base.store, cs_test_event_edit ("1", "Autre chose", CS_TEST_START_US + 1));
  g_assert_false (take (fixture, &error));
  g_assert_nonnull (error);
  g_assert_null (fixture->shown);
}

static void
test_edited_on_air (Fixture      *fixture,
                    gconstpointer data)
{
  decide (fixture, CS_VERB_APPROVE);
  air (fixture, fixture->post_id);
  cs_test_ingest_one (fixture->base.store, cs_test_event_edit ("1", "Autre chose", CS_TEST_START_US + 1));
  wait_until_dark (fixture);
  g_assert_cmpint (cs_program_get_state (fixture->program), ==, CS_PROGRAM_BLOCKED);
  g_assert_nonnull (cs_program_get_reason (fixture->program));
}

static void
test_deleted_on_air (Fixture      *fixture,
                     gconstpointer data)
{
  decide (fixture, CS_VERB_APPROVE);
  air (fixture, fixture->post_id);
  cs_test_ingest_one (fixture->base.store, cs_test_event_delete ("1"));
  wait_until_dark (fixture);
}

static void
test_undone_on_air (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (CsEntry) undone = NULL;

  decide (fixture, CS_VERB_APPROVE);
  air (fixture, fixture->post_id);
  undone = cs_test_undo (fixture->base.store, 0, BY, NULL);
  g_assert_nonnull (undone);
  wait_until_dark (fixture);
}

/* A clear between the press and the store's answer wins. */
static void
test_cleared_meanwhile (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (CsPostItem) item = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;
  g_autoptr (GError) error = NULL;

  decide (fixture, CS_VERB_APPROVE);
  item = get_item (fixture, fixture->post_id);
  g_assert_true (cs_program_cue (fixture->program, item, NULL));
  cs_program_take_async (fixture->program, BY, NULL, cs_test_answered_cb, &answer);
  cs_program_clear (fixture->program);
  result = cs_test_await (&answer);
  g_assert_false (cs_program_take_finish (fixture->program, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (fixture->shown);
  g_assert_null (cs_program_get_on_air (fixture->program));
}

static void
test_double_press (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (CsPostItem) item = NULL;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  GAsyncResult *answers[2] = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  decide (fixture, CS_VERB_APPROVE);
  item = get_item (fixture, fixture->post_id);
  g_assert_true (cs_program_cue (fixture->program, item, NULL));
  cs_program_take_async (fixture->program, BY, NULL, cs_test_answered_cb, &answers[0]);
  cs_program_take_async (fixture->program, BY, NULL, cs_test_answered_cb, &answers[1]);
  first = cs_test_await (&answers[0]);
  second = cs_test_await (&answers[1]);
  g_assert_true (cs_program_take_finish (fixture->program, first, NULL));
  g_assert_false (cs_program_take_finish (fixture->program, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
}

static void
test_replace (Fixture      *fixture,
              gconstpointer data)
{
  const gint64 other = cs_test_add (fixture->base.store, "2", "Bravo");

  decide (fixture, CS_VERB_APPROVE);
  cs_test_must_decide (fixture->base.store, other, CS_VERB_APPROVE, BY);
  air (fixture, fixture->post_id);
  air (fixture, other);
  g_assert_cmpstr (fixture->shown->post->text, ==, "Bravo");
  /* What left is not watched any more. */
  cs_test_ingest_one (fixture->base.store, cs_test_event_delete ("1"));
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_nonnull (fixture->shown);
}

int
main (int    argc,
      char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/playout/program/take-and-out", test_take_and_out },
    { "/playout/program/cue-unapproved", test_cue_unapproved },
    { "/playout/program/take-nothing", test_take_nothing },
    { "/playout/program/edited-after-cue", test_edited_after_cue },
    { "/playout/program/edited-on-air", test_edited_on_air },
    { "/playout/program/deleted-on-air", test_deleted_on_air },
    { "/playout/program/undone-on-air", test_undone_on_air },
    { "/playout/program/cleared-meanwhile", test_cleared_meanwhile },
    { "/playout/program/double-press", test_double_press },
    { "/playout/program/replace", test_replace },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
