/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-test.h"

#include "scratch.h"

#include <string.h>

#define HOST "mastodon.example"
#define PATIENCE_US (30 * G_USEC_PER_SEC)

void
cs_contest_test_open (CsContestTest *self)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) ready = NULL;

  self->store = cs_store_new (self->clock);
  cs_store_open_async (self->store, self->path, CS_STORE_CREATE, NULL, cs_draw_test_answered_cb, &answer);
  opened = cs_draw_test_await (&answer);
  cs_store_open_finish (self->store, opened, &error);
  g_assert_no_error (error);
  self->desk = cs_contest_desk_new (self->store, self->clock, CS_RELAYS (self->relays), NULL);
  cs_contest_desk_set_winner_folder (self->desk, self->winners);
  cs_contest_desk_open_async (self->desk, FALSE, NULL, cs_draw_test_answered_cb, &answer);
  ready = cs_draw_test_await (&answer);
  cs_contest_desk_open_finish (self->desk, ready, &error);
  g_assert_no_error (error);
}

void
cs_contest_test_close (CsContestTest *self)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) closed = NULL;

  cs_contest_desk_stop (self->desk);
  g_clear_object (&self->desk);
  cs_store_close_async (self->store, cs_draw_test_answered_cb, &answer);
  closed = cs_draw_test_await (&answer);
  cs_store_close_finish (self->store, closed, NULL);
  g_clear_object (&self->store);
}

void
cs_contest_test_reopen (CsContestTest *self)
{
  cs_contest_test_close (self);
  cs_contest_test_open (self);
}

void
cs_contest_test_set_up (CsContestTest *self,
                        const char    *folder)
{
  self->folder = folder != NULL ? g_strdup (folder) : g_dir_make_tmp ("coulisses-contest-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "show.coulisses", NULL);
  self->winners = g_build_filename (self->folder, "winners", NULL);
  self->clock = cs_clock_new_manual ((cs_beacon_time_of (CS_TEST_ROUND) - CS_CONTEST_FAST_LEAD_S) * G_USEC_PER_SEC);
  self->relays = cs_test_relays_new (self->clock);
  cs_contest_test_open (self);
}

/* The files stay. */
void
cs_contest_test_leave (CsContestTest *self)
{
  if (self->store != NULL)
    cs_contest_test_close (self);
  g_object_unref (self->relays);
  g_object_unref (self->clock);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->winners);
}

void
cs_contest_test_tear_down (CsContestTest *self)
{
  g_autofree char *folder = g_strdup (self->folder);

  cs_contest_test_leave (self);
  scratch_remove (folder);
}

CsEvent *
cs_contest_test_event (CsContestTest *self,
                       const char    *author,
                       gint64         time_s,
                       const char    *text,
                       const char    *tag)
{
  g_autofree char *id = g_strdup_printf ("%06u", ++self->n_posts);
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_MASTODON, HOST, id);

  post->account = cs_account_new (CS_NETWORK_MASTODON, HOST, author);
  post->account->handle = g_strdup_printf ("%s@" HOST, author);
  post->account->name = g_strdup (author);
  post->raw_text = g_strdup (text);
  post->tags = g_new0 (char *, 2);
  post->tags[0] = g_strdup (tag);
  post->created_us = time_s * G_USEC_PER_SEC;
  post->received_us = post->created_us + G_USEC_PER_SEC;
  cs_post_seal (post);
  return cs_event_new_post (CS_EVENT_POST, post);
}

void
cs_contest_test_ingest (CsContestTest *self,
                        GPtrArray     *events)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_ingest_async (self->store, events, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  cs_store_ingest_finish (self->store, result, NULL, &error);
  g_assert_no_error (error);
}

/* In the contest's time, @slot slots after its beginning. */
void
cs_contest_test_post (CsContestTest *self,
                      const char    *author,
                      guint          slot,
                      const char    *text)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();

  g_ptr_array_add (events, cs_contest_test_event (self, author, cs_beacon_time_of (100) / 300 * 300 + slot * 300, text, "Victoires"));
  cs_contest_test_ingest (self, events);
}

/* Every author wrote in one to six slots. */
void
cs_contest_test_fill (CsContestTest *self,
                      guint          n_authors)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();

  for (guint i = 0; i < n_authors; i++) {
    g_autofree char *author = g_strdup_printf ("fan%04uq", i);

    for (guint slot = 0; slot <= i % 6; slot++) {
      g_autofree char *text = g_strdup_printf ("Bravo %u", slot);

      g_ptr_array_add (events, cs_contest_test_event (self, author, cs_beacon_time_of (100) / 300 * 300 + slot * 300, text,
                                                      "victoires"));
    }
  }
  cs_contest_test_ingest (self, events);
}

/* From before the beacon's first round to its round 900. */
CsContestSetup *
cs_contest_test_setup (const char *draw)
{
  CsContestSetup *setup = cs_draw_test_setup (draw);

  setup->start_s = cs_beacon_time_of (1) - 3600;
  return setup;
}

CsContest *
cs_contest_test_save (CsContestTest        *self,
                      CsContest            *contest,
                      const CsContestSetup *setup,
                      GError              **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_contest_desk_save_async (self->desk, contest, setup, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  return cs_contest_desk_save_finish (self->desk, result, error);
}

/* Until everything that is in the file is counted. */
void
cs_contest_test_count (CsContestTest *self)
{
  CsContestCounter *counter = cs_contest_desk_get_counter (self->desk);
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsDrawIntake) intake = NULL;

  cs_draw_test_run_ms (60); /* news of what was written last */
  cs_contest_counter_intake_async (counter, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  intake = cs_contest_counter_intake_finish (counter, result, NULL);
  g_assert_nonnull (intake);
  cs_draw_test_run_ms (20); /* the figures follow */
}

CsStanding *
cs_contest_test_find (CsContestTest *self,
                      const char    *id)
{
  CsContestCounter *counter = cs_contest_desk_get_counter (self->desk);
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_contest_counter_find_async (counter, id, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  return cs_contest_counter_find_finish (counter, result, NULL);
}

gboolean
cs_contest_test_seal (CsContestTest *self,
                      gboolean       rehearsal,
                      GError       **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_contest_desk_seal_async (self->desk, rehearsal, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  return cs_contest_desk_seal_finish (self->desk, result, error);
}

void
cs_contest_test_until (CsContestTest *self,
                       CsDrawPhase    phase)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;

  while (cs_contest_desk_get_phase (self->desk) != phase) {
    if (g_get_monotonic_time () > deadline_us)
      g_error ("waited for phase %d, is in %d: %s", phase, cs_contest_desk_get_phase (self->desk),
               cs_contest_desk_get_trouble (self->desk));
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (200);
  }
}
