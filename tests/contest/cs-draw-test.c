/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-test.h"

#include "scratch.h"

#include <string.h>

#define PATIENCE_US (20 * G_USEC_PER_SEC)
#define SIGNATURE_DIGITS (2 * CS_BEACON_SIGNATURE_BYTES)

static const char *const urls[CS_TEST_N_RELAYS + 1] = {
  "https://api.one.example", "https://api.two.example", "https://other.one.example", NULL,
};

static const char *const *
get_urls (CsRelays *relays)
{
  return urls;
}

void
cs_test_signature (guint64 round,
                   char    hex[SIGNATURE_DIGITS + 1])
{
  CsHex one, other;

  if (round == CS_TEST_ROUND) {
    g_strlcpy (hex, CS_TEST_SIGNATURE, SIGNATURE_DIGITS + 1);
    return;
  }
  cs_digest_of_format (one, "one %" G_GUINT64_FORMAT, round);
  cs_digest_of_format (other, "other %" G_GUINT64_FORMAT, round);
  g_snprintf (hex, SIGNATURE_DIGITS + 1, "%s%.32s", one, other);
}

static char *
make_body (CsTestMood mood,
           guint64    round)
{
  char signature[SIGNATURE_DIGITS + 1];
  CsHex value;

  cs_test_signature (mood == CS_TEST_OTHER_SIGNATURE ? round + 1 : round, signature);
  cs_beacon_value (signature, value);
  if (mood == CS_TEST_WRONG_RANDOMNESS)
    value[0] = value[0] == '0' ? '1' : '0';
  return g_strdup_printf ("{\"round\":%" G_GUINT64_FORMAT ",\"randomness\":\"%s\",\"signature\":\"%s\"}",
                          mood == CS_TEST_OTHER_ROUND ? round + 1 : round, value, signature);
}

static void
ask_async (CsRelays           *relays,
           guint               index,
           guint64             round,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  CsTestRelays *self = CS_TEST_RELAYS (relays);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CsTestMood mood = self->moods[index];
  gint64 now_us = cs_clock_now_us (self->clock);
  g_autofree char *body = make_body (mood, round);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  guint status = mood == CS_TEST_NOT_YET_404 ? 404 : mood == CS_TEST_NOT_YET_425 ? 425 : mood == CS_TEST_BROKEN ? 500 : 200;

  if (round == self->watched) {
    if (self->n_asked++ == 0)
      self->first_asked_us = now_us;
    if (now_us < cs_beacon_time_of (round) * G_USEC_PER_SEC)
      status = 425;
  }
  if (mood == CS_TEST_DEAD)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "no network");
  else
    g_task_return_pointer (task, cs_relay_answer_new (status, self->date != NULL ? self->date : "a date", now_us / G_USEC_PER_SEC + self->clock_error_s, bytes),
                           (GDestroyNotify) cs_relay_answer_free);
}

static CsRelayAnswer *
ask_finish (CsRelays     *relays,
            GAsyncResult *result,
            GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
relays_init (CsRelaysInterface *iface)
{
  iface->get_urls = get_urls;
  iface->ask_async = ask_async;
  iface->ask_finish = ask_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CsTestRelays, cs_test_relays, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CS_TYPE_RELAYS, relays_init))

static void
cs_test_relays_finalize (GObject *object)
{
  g_object_unref (CS_TEST_RELAYS (object)->clock);
  G_OBJECT_CLASS (cs_test_relays_parent_class)->finalize (object);
}

static void
cs_test_relays_class_init (CsTestRelaysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_test_relays_finalize;
}

static void
cs_test_relays_init (CsTestRelays *self)
{
  self->watched = CS_TEST_ROUND;
}

CsTestRelays *
cs_test_relays_new (CsClock *clock)
{
  CsTestRelays *self = g_object_new (CS_TYPE_TEST_RELAYS, NULL);

  self->clock = g_object_ref (clock);
  return self;
}

void
cs_draw_test_answered_cb (GObject      *object,
                          GAsyncResult *result,
                          gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

GAsyncResult *
cs_draw_test_await (GAsyncResult **answer)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;

  while (*answer == NULL) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (200);
  }
  return g_steal_pointer (answer);
}

void
cs_draw_test_run_ms (guint ms)
{
  gint64 end_us = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end_us)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (200);
}

void
cs_draw_test_until (CsDrawTest *self,
                    CsDrawPhase phase)
{
  gint64 deadline_us = g_get_monotonic_time () + PATIENCE_US;

  while (cs_draw_get_phase (self->draw) != phase) {
    if (g_get_monotonic_time () > deadline_us)
      g_error ("waited for phase %d, is in %d: %s", phase, cs_draw_get_phase (self->draw), cs_draw_get_trouble (self->draw));
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (200);
  }
}

gboolean
cs_draw_test_open (CsDrawTest *self,
                   GError    **error)
{
  g_autofree char *files = g_build_filename (self->folder, "draws", NULL);
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) drawn = NULL;

  self->store = cs_store_new (self->clock);
  cs_store_open_async (self->store, self->path, CS_STORE_CREATE, NULL, cs_draw_test_answered_cb, &answer);
  opened = cs_draw_test_await (&answer);
  if (!cs_store_open_finish (self->store, opened, error))
    return FALSE;
  self->draw = cs_draw_new (self->store, self->clock, CS_RELAYS (self->relays), files, NULL);
  cs_draw_open_async (self->draw, NULL, cs_draw_test_answered_cb, &answer);
  drawn = cs_draw_test_await (&answer);
  return cs_draw_open_finish (self->draw, drawn, error);
}

void
cs_draw_test_close (CsDrawTest *self)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) closed = NULL;

  g_clear_object (&self->draw);
  cs_store_close_async (self->store, cs_draw_test_answered_cb, &answer);
  closed = cs_draw_test_await (&answer);
  cs_store_close_finish (self->store, closed, NULL);
  g_clear_object (&self->store);
}

void
cs_draw_test_reopen (CsDrawTest *self)
{
  g_autoptr (GError) error = NULL;

  cs_draw_test_close (self);
  cs_draw_test_open (self, &error);
  g_assert_no_error (error);
}

/* The clock stands so that a seal made now, with the fast lead, waits for round 1000. */
void
cs_draw_test_set_up (CsDrawTest *self,
                     const char *folder)
{
  g_autoptr (GError) error = NULL;

  self->folder = folder != NULL ? g_strdup (folder) : g_dir_make_tmp ("coulisses-draw-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "show.coulisses", NULL);
  self->clock = cs_clock_new_manual ((cs_beacon_time_of (CS_TEST_ROUND) - CS_CONTEST_FAST_LEAD_S) * G_USEC_PER_SEC);
  self->relays = cs_test_relays_new (self->clock);
  cs_draw_test_open (self, &error);
  g_assert_no_error (error);
}

void
cs_draw_test_tear_down (CsDrawTest *self)
{
  if (self->store != NULL)
    cs_draw_test_close (self);
  scratch_remove (self->folder);
  g_object_unref (self->relays);
  g_object_unref (self->clock);
  g_free (self->folder);
  g_free (self->path);
}

CsContestSetup *
cs_draw_test_setup (const char *draw)
{
  CsContestSetup *setup = cs_contest_setup_new ();

  g_free (setup->draw);
  setup->draw = g_strdup (draw);
  g_free (setup->organiser);
  setup->organiser = g_strdup ("Exemple Média SAS");
  g_free (setup->show);
  setup->show = g_strdup ("Soirée d’essai");
  setup->start_s = cs_beacon_time_of (1);
  setup->end_s = cs_beacon_time_of (900);
  g_strfreev (setup->tags);
  setup->tags = g_strsplit ("victoires", ",", -1);
  cs_contest_setup_add_prize (setup, "two seats", 2);
  cs_contest_setup_add_prize (setup, "a record", 1);
  g_free (setup->rules);
  setup->rules = g_strdup ("Test rules.\n");
  return setup;
}

CsDrawIntake *
cs_draw_test_intake (guint n)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_activity_row_free);

  for (guint i = 1; i <= n; i++) {
    CsActivityRow *row = g_new0 (CsActivityRow, 1);

    row->id = g_strdup_printf ("bluesky:fan%04u.example", i);
    row->score = 1 + i % 6;
    row->kept = row->score + 1;
    row->first_s = cs_beacon_time_of (10);
    row->last_s = cs_beacon_time_of (800);
    if (i % 25 == 0) {
      row->exclusion = g_strdup ("staff");
      row->manual = TRUE;
    }
    g_ptr_array_add (rows, row);
  }
  return cs_draw_intake_new (rows);
}

gboolean
cs_draw_test_seal (CsDrawTest           *self,
                   const CsContestSetup *setup,
                   GError              **error)
{
  g_autoptr (CsDrawIntake) intake = cs_draw_test_intake (100);
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  intake->n_invalid = 2;
  cs_draw_intake_add_import (intake, "bluesky", 4812, 4790, 1);
  cs_draw_seal_async (self->draw, setup, intake, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  return cs_draw_seal_finish (self->draw, result, error);
}
