/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever happens to a post in whatever order, only what is approved, current and there goes on air. A small model of
 * the rules is held against the show file: all orders of seven events, and random ones (CS_SEQUENCES, 20000). */
#include "cs-airing.h"
#include "cs-audit.h"
#include "cs-entry-reader.h"
#include "cs-ingest.h"
#include "cs-schema.h"
#include "cs-store-test.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define N_VERSIONS 4
#define SEQUENCES_A_TRANSACTION 200

typedef enum {
  POST,
  EDIT,        /* to the next version */
  EDIT_LATE,   /* an edit that is older than the last */
  EDIT_BACK,   /* to the first words again, later than all */
  DELETE,
  GONE,
  BACK,
  APPROVE,
  REJECT,
  HOLD,
  APPROVE_OLD, /* as somebody who has not seen the last edit */
  UNDO,
  TAKE,
  TAKE_OLD,
  N_STEPS,
} Step;

/* What is in force, and what was before it. */
typedef struct {
  CsState before[64];
  guint depth;
} Decisions;

typedef struct {
  gboolean exists;
  guint words;      /* which text it has now */
  guint edited;     /* the date of that edit */
  guint last_edit;  /* the highest date used so far */
  guint seen;       /* the text that somebody who sleeps still sees */
  CsState state;
  Decisions decisions;
  gboolean buried;
  gboolean known_account;
  gboolean account_gone;
  gboolean gone;       /* as the post has it */
  gboolean gone_alone; /* by a removal of its own */
} Model;

typedef struct {
  char *folder;
  CsClock *clock;
  CsDatabase *db;
  CsWriter *writer;
  guint n_sequences;
  guint n_taken;

  char *native_id;
  char *author;
  gint64 post_id;
  Model model;
} Trial;

static void
trial_begin (Trial *trial)
{
  g_assert_true (cs_writer_begin (trial->writer, NULL));
}

static void
trial_commit (Trial *trial)
{
  g_autoptr (CsChange) change = cs_writer_commit (trial->writer, NULL);

  g_assert_nonnull (change);
}

static void
trial_set_up (Trial        *trial,
              gconstpointer data)
{
  g_autofree char *path = NULL;

  memset (trial, 0, sizeof *trial);
  trial->folder = g_dir_make_tmp ("coulisses-interlock-XXXXXX", NULL);
  path = g_build_filename (trial->folder, "show.coulisses", NULL);
  trial->clock = cs_clock_new_manual (CS_TEST_START_US);
  trial->db = cs_database_open (path, CS_DATABASE_CREATE, NULL);
  g_assert_true (cs_schema_prepare (trial->db, NULL));
  g_assert_true (cs_database_run (trial->db, "PRAGMA synchronous = OFF", NULL));
  trial->writer = cs_writer_new (trial->db, trial->clock, NULL);
  trial_begin (trial);
}

static void
trial_tear_down (Trial        *trial,
                 gconstpointer data)
{
  g_autofree char *path = g_build_filename (trial->folder, "show.coulisses", NULL);
  g_autoptr (CsCheckReport) report = NULL;

  trial_commit (trial);
  report = cs_audit (trial->db, NULL);
  g_assert_nonnull (report);
  g_assert_cmpstrv (report->problems, ((const char *[]){ NULL }));
  g_assert_cmpint (report->airings, ==, trial->n_taken);
  g_test_message ("%u sequences, %u posts taken", trial->n_sequences, trial->n_taken);
  cs_writer_free (trial->writer);
  cs_database_close (trial->db);
  g_object_unref (trial->clock);
  g_assert_cmpint (g_unlink (path) + g_rmdir (trial->folder), ==, 0);
  g_free (trial->folder);
}

static char *
words (guint n)
{
  return g_strdup_printf ("these are the words number %u", n);
}

static CsPost *
make_post (Trial *trial,
           guint  n_words,
           guint  edited)
{
  g_autofree char *text = words (n_words);

  return cs_test_post_full (CS_TEST_HOST, trial->native_id, trial->author, text,
                            edited > 0 ? CS_TEST_START_US + edited : 0);
}

static void
report (Trial   *trial,
        CsEvent *event)
{
  g_autoptr (CsEvent) owned = event;
  g_autoptr (GError) error = NULL;
  CsIngestResult result = { 0 };

  cs_ingest_event (trial->writer, event, &result, &error);
  g_assert_no_error (error);
}

static void
see (Trial      *trial,
     CsEventKind kind,
     guint       n_words,
     guint       edited)
{
  g_autoptr (CsPost) post = make_post (trial, n_words, edited);
  Model *model = &trial->model;

  report (trial, cs_event_new_post (kind, post));
  model->last_edit = MAX (model->last_edit, edited);
  if (!model->exists) {
    model->exists = TRUE;
    model->known_account = TRUE;
    model->words = n_words;
    model->edited = edited;
    model->gone_alone = model->buried;
    model->gone = model->buried || model->account_gone;
    trial->post_id = trial->writer->last_post_id;
  } else if (n_words == model->words) {
    model->edited = MAX (model->edited, edited);
  } else if (kind == CS_EVENT_POST ? edited > model->edited : edited == 0 || edited >= model->edited) {
    model->words = n_words;
    model->edited = edited;
    model->state = CS_STATE_INCOMING;
    model->decisions.depth = 0;
  }
}

static void
report_gone (Trial      *trial,
             CsEventKind kind,
             const char *id)
{
  report (trial, cs_event_new_id (kind, CS_NETWORK_MASTODON, CS_TEST_HOST, id, CS_TEST_START_US + 9));
}

static void
decide (Trial  *trial,
        CsVerb  verb,
        CsState state,
        guint   n_words)
{
  g_autoptr (CsPost) shown = make_post (trial, n_words, 0);
  g_autoptr (GError) error = NULL;
  Model *model = &trial->model;
  gboolean done = cs_decide (trial->writer, trial->post_id, shown->version, verb, "anna", NULL, &error);

  if (!model->exists) {
    g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_FOUND);
  } else if (model->gone || n_words != model->words) {
    g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_STALE);
  } else {
    g_assert_no_error (error);
    g_assert_true (done);
    if (model->state != state || model->decisions.depth == 0)
      model->decisions.before[model->decisions.depth++] = model->state;
    model->state = state;
  }
}

static void
undo (Trial *trial)
{
  Model *model = &trial->model;
  g_autoptr (GError) error = NULL;
  gint64 post_id = trial->post_id != 0 ? cs_decide_undo (trial->writer, trial->post_id, "anna", &error) : 0;

  if (model->exists && !model->gone && model->decisions.depth > 0) {
    g_assert_no_error (error);
    g_assert_cmpint (post_id, ==, trial->post_id);
    model->state = model->decisions.before[--model->decisions.depth];
  } else if (model->exists) {
    g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOTHING);
  }
}

static void
take (Trial *trial,
      guint  n_words)
{
  Model *model = &trial->model;
  g_autoptr (CsPost) shown = make_post (trial, n_words, 0);
  g_autofree char *text = words (n_words);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSnapshot) snapshot = cs_airing_take (trial->writer, trial->post_id, shown->version, "anna", &error);

  if (model->exists && !model->gone && n_words == model->words && model->state == CS_STATE_APPROVED) {
    g_assert_no_error (error);
    g_assert_nonnull (snapshot);
    g_assert_cmpstr (snapshot->post->text, ==, text);
    trial->n_taken++;
  } else {
    g_assert_null (snapshot);
    g_assert_nonnull (error);
  }
}

static void
run_step (Trial *trial,
          Step   step)
{
  Model *model = &trial->model;

  switch (step) {
  case POST:
    see (trial, CS_EVENT_POST, 0, 0);
    break;
  case EDIT:
    see (trial, CS_EVENT_EDIT, 1 + model->last_edit % (N_VERSIONS - 1), model->last_edit + 2);
    break;
  case EDIT_LATE:
    see (trial, CS_EVENT_EDIT, N_VERSIONS, 1);
    break;
  case EDIT_BACK:
    see (trial, CS_EVENT_EDIT, 0, model->last_edit + 2);
    break;
  case DELETE:
    report_gone (trial, CS_EVENT_DELETE, trial->native_id);
    model->buried = TRUE;
    model->gone = model->gone_alone = model->gone_alone || model->exists;
    break;
  case GONE:
    report_gone (trial, CS_EVENT_ACCOUNT_GONE, trial->author);
    model->account_gone = model->known_account;
    model->gone = model->gone || (model->exists && model->known_account);
    break;
  case BACK:
    report_gone (trial, CS_EVENT_ACCOUNT_BACK, trial->author);
    model->account_gone = FALSE;
    model->gone = model->gone_alone;
    break;
  case APPROVE:
    decide (trial, CS_VERB_APPROVE, CS_STATE_APPROVED, model->words);
    break;
  case REJECT:
    decide (trial, CS_VERB_REJECT, CS_STATE_REJECTED, model->words);
    break;
  case HOLD:
    decide (trial, CS_VERB_HOLD, CS_STATE_HELD, model->words);
    break;
  case APPROVE_OLD:
    decide (trial, CS_VERB_APPROVE, CS_STATE_APPROVED, model->seen);
    break;
  case UNDO:
    undo (trial);
    break;
  case TAKE:
    take (trial, model->words);
    break;
  case TAKE_OLD:
    take (trial, model->seen);
    break;
  default:
    g_assert_not_reached ();
  }
  if (g_test_rand_bit ())
    model->seen = model->words;
}

static void
assert_as_model (Trial *trial)
{
  const Model *model = &trial->model;
  g_autoptr (CsEntry) entry = NULL;
  g_autofree char *text = words (model->words);

  if (!model->exists)
    return;
  entry = cs_entry_reader_read (trial->db, trial->post_id, 0, NULL);
  g_assert_cmpstr (entry->post->text, ==, text);
  g_assert_cmpint (entry->state, ==, model->state);
  g_assert_cmpint (entry->withdrawn_us != 0, ==, model->gone);
  g_assert_cmpint (entry->queue_position > 0, ==, model->state == CS_STATE_APPROVED && !model->gone);
}

static void
run_sequence (Trial      *trial,
              const Step *steps,
              guint       n_steps)
{
  g_autofree char *native_id = g_strdup_printf ("post-%u", trial->n_sequences);
  g_autofree char *author = g_strdup_printf ("author-%u", trial->n_sequences);

  memset (&trial->model, 0, sizeof trial->model);
  trial->native_id = native_id;
  trial->author = author;
  trial->post_id = 0;
  for (guint i = 0; i < n_steps; i++)
    run_step (trial, steps[i]);
  assert_as_model (trial);
  if (++trial->n_sequences % SEQUENCES_A_TRANSACTION == 0) {
    trial_commit (trial);
    trial_begin (trial);
  }
}

static void
run_orders (Trial *trial,
            Step  *steps,
            guint  n_steps,
            guint  fixed)
{
  if (fixed == n_steps) {
    run_sequence (trial, steps, n_steps);
    return;
  }
  for (guint i = fixed; i < n_steps; i++) {
    Step kept = steps[fixed];

    steps[fixed] = steps[i];
    steps[i] = kept;
    run_orders (trial, steps, n_steps, fixed + 1);
    steps[i] = steps[fixed];
    steps[fixed] = kept;
  }
}

static void
test_orders (Trial        *trial,
             gconstpointer data)
{
  Step steps[7];

  memcpy (steps, data, sizeof steps);
  run_orders (trial, steps, G_N_ELEMENTS (steps), 0);
  g_assert_cmpuint (trial->n_sequences, ==, 5040);
  g_assert_cmpuint (trial->n_taken, >, 0);
}

static void
test_random (Trial        *trial,
             gconstpointer data)
{
  const char *wanted = g_getenv ("CS_SEQUENCES");
  guint n_sequences = wanted != NULL ? strtoul (wanted, NULL, 10) : 20000;

  while (trial->n_sequences < n_sequences) {
    Step steps[16];
    guint n_steps = g_test_rand_int_range (3, G_N_ELEMENTS (steps) + 1);

    for (guint i = 0; i < n_steps; i++)
      steps[i] = i < 2 && g_test_rand_bit () ? POST : (Step) g_test_rand_int_range (0, N_STEPS);
    run_sequence (trial, steps, n_steps);
  }
  g_assert_cmpuint (trial->n_taken, >, n_sequences / 50);
}

int
main (int   argc,
      char *argv[])
{
  static const Step removal[7] = { POST, EDIT, DELETE, APPROVE, TAKE, GONE, BACK };
  static const Step change[7] = { POST, EDIT, EDIT_LATE, APPROVE, TAKE_OLD, UNDO, TAKE };
  static const Step second_thoughts[7] = { POST, APPROVE, REJECT, UNDO, EDIT_BACK, APPROVE_OLD, TAKE };

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/interlock/orders/removal", Trial, removal, trial_set_up, test_orders, trial_tear_down);
  g_test_add ("/interlock/orders/change", Trial, change, trial_set_up, test_orders, trial_tear_down);
  g_test_add ("/interlock/orders/second-thoughts", Trial, second_thoughts, trial_set_up, test_orders,
              trial_tear_down);
  g_test_add ("/interlock/random", Trial, NULL, trial_set_up, test_random, trial_tear_down);
  return g_test_run ();
}
