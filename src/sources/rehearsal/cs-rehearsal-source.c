/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-rehearsal-source.h"

#include "cs-line-reader.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

/* Replays a recorded evening as if the networks delivered it now. The file is read line by line and one
 * line ahead at most, so that an evening of any length costs the same memory. */

#define MAX_BATCH 200
#define MAX_WAIT_MS 1000

struct _CsRehearsalSource {
  CsSource parent_instance;

  char *path;
  double speed; /* 1 is real time, 0 as fast as it goes */
};

/* What a run knows; only on the source's thread. */
typedef struct {
  CsSource *source;
  CsClock *clock;
  double speed;
  CsLineReader *reader;
  CsRecording *head;
  guint n_line;       /* of the line read last, the head being 1 */
  guint resume_after; /* lines that were replayed before */
  guint n_left_out;
  guint first_left_out; /* its line */
  gint64 began_ms;      /* time of the recording at which this run began */
  gint64 began_us;      /* wall time at which it did */
  gint64 began_monotonic_us;
  GPtrArray *batch;
} Replay;

G_DEFINE_FINAL_TYPE (CsRehearsalSource, cs_rehearsal_source, CS_TYPE_SOURCE)

static void
replay_clear (Replay *replay)
{
  g_clear_pointer (&replay->reader, cs_line_reader_free);
  g_clear_pointer (&replay->head, cs_recording_free);
  g_clear_pointer (&replay->batch, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Replay, replay_clear)

static CsLineReader *
open_reader (const char   *path,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);

  if (stream == NULL) {
    g_prefix_error (error, _("The recording cannot be opened: "));
    return NULL;
  }
  return cs_line_reader_new (G_INPUT_STREAM (stream), CS_RECORDING_MAX_LINE);
}

static CsRecording *
read_head (CsLineReader *reader,
           GCancellable *cancellable,
           GError      **error)
{
  const char *line;
  gsize length;

  switch (cs_line_reader_next (reader, &line, &length, cancellable, error)) {
  case CS_LINE_READ:
    return cs_recording_parse (line, length, error);
  case CS_LINE_FAILED:
    return NULL;
  case CS_LINE_TOO_LONG:
  case CS_LINE_END:
  default:
    return cs_recording_parse ("", 0, error);
  }
}

static void
leave_out (Replay     *replay,
           const char *why)
{
  g_autofree char *reason = g_strdup_printf (_("Line %u was left out: %s"), replay->n_line, why);

  if (replay->n_left_out++ == 0)
    replay->first_left_out = replay->n_line;
  cs_source_count_refused (replay->source);
  cs_source_set_state (replay->source, CS_SOURCE_LIVE, reason, 0);
}

/* The moment of the recording that is @us, as a moment of today: at another speed the whole evening shrinks or
 * grows. As fast as it goes, the evening has just ended. */
static gint64
move_to_today (const Replay *replay,
               gint64        us)
{
  double into_us = (double) us - (double) replay->head->recorded_us;

  if (us == 0)
    return 0;
  if (replay->speed == 0)
    into_us -= replay->head->duration_ms * 1000.0;
  else
    into_us = (into_us - replay->began_ms * 1000.0) / replay->speed;
  return MAX (1, replay->began_us + (gint64) CLAMP (into_us, -0x1p61, 0x1p61));
}

static void
add_post (Replay     *replay,
          CsRecorded *recorded)
{
  CsPost *post = recorded->post;
  g_autoptr (CsEvent) event = NULL;

  post->created_us = move_to_today (replay, post->created_us);
  post->edited_us = move_to_today (replay, post->edited_us);
  post->received_us = cs_clock_now_us (replay->clock);
  cs_post_seal (post);
  event = cs_event_new_post (recorded->kind == CS_RECORDED_EDIT ? CS_EVENT_EDIT : CS_EVENT_POST, post);
  g_ptr_array_add (replay->batch, g_steal_pointer (&event));
}

static void
add_id (Replay           *replay,
        const CsRecorded *recorded,
        CsEventKind       kind)
{
  g_ptr_array_add (replay->batch, cs_event_new_id (kind, recorded->network, recorded->host, recorded->native_id,
                                                   cs_clock_now_us (replay->clock)));
}

static void
add_event (Replay     *replay,
           CsRecorded *recorded)
{
  switch (recorded->kind) {
  case CS_RECORDED_POST:
  case CS_RECORDED_EDIT:
    add_post (replay, recorded);
    break;
  case CS_RECORDED_DELETE:
    add_id (replay, recorded, CS_EVENT_DELETE);
    break;
  case CS_RECORDED_ACCOUNT:
    add_id (replay, recorded, recorded->active ? CS_EVENT_ACCOUNT_BACK : CS_EVENT_ACCOUNT_GONE);
    break;
  case CS_RECORDED_MOMENT:
  case CS_RECORDED_UNKNOWN:
  default:
    break;
  }
}

/* The position is that of the last line in the batch: one that is only read ahead comes again. */
static void
hand_over (Replay *replay,
           guint   n_line)
{
  g_autofree char *position = NULL;
  g_autoptr (GPtrArray) batch = g_steal_pointer (&replay->batch);

  replay->batch = cs_event_batch_new ();
  if (batch->len == 0 || n_line <= replay->resume_after)
    return;
  position = g_strdup_printf ("%u", n_line);
  cs_source_heard (replay->source);
  cs_source_report (replay->source, batch, position);
}

static gint64
get_due_us (const Replay *replay,
            gint64        at_ms)
{
  if (replay->speed == 0)
    return replay->began_monotonic_us;
  return replay->began_monotonic_us + (gint64) ((at_ms - replay->began_ms) * 1000 / replay->speed);
}

/* Hands over what is due before this event and waits for its time. Returns: whether to go on */
static gboolean
wait_for (Replay       *replay,
          gint64        at_ms,
          GCancellable *cancellable)
{
  gint64 due_us = get_due_us (replay, at_ms);
  gint64 left_us = due_us - cs_clock_monotonic_us (replay->clock);

  if (left_us > 0)
    hand_over (replay, replay->n_line - 1);
  for (; left_us > 0; left_us = due_us - cs_clock_monotonic_us (replay->clock))
    if (!cs_source_wait (replay->source, CLAMP (left_us / 1000 + 1, 1, MAX_WAIT_MS), cancellable))
      return FALSE;
  return !g_cancellable_is_cancelled (cancellable);
}

/* Where an earlier run stopped, this one begins: what comes next is as far away as it was then. */
static void
begin_at (Replay *replay,
          gint64  at_ms)
{
  replay->began_ms = at_ms;
  replay->began_us = cs_clock_now_us (replay->clock);
  replay->began_monotonic_us = cs_clock_monotonic_us (replay->clock);
}

static gboolean
replay_line (Replay       *replay,
             const char   *line,
             gsize         length,
             GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsRecorded) recorded = NULL;

  if (length == 0 || replay->n_line < replay->resume_after)
    return TRUE;
  recorded = cs_recorded_parse (line, length, &error);
  if (replay->n_line == replay->resume_after) {
    if (recorded != NULL)
      begin_at (replay, recorded->at_ms);
    return TRUE;
  }
  if (recorded == NULL) {
    leave_out (replay, error->message);
    return TRUE;
  }
  if (!wait_for (replay, recorded->at_ms, cancellable))
    return FALSE;
  add_event (replay, recorded);
  if (replay->batch->len >= MAX_BATCH)
    hand_over (replay, replay->n_line);
  return TRUE;
}

static void
finish (Replay *replay)
{
  g_autofree char *reason = NULL;

  hand_over (replay, replay->n_line);
  cs_source_heard (replay->source);
  if (replay->n_left_out > 0)
    reason = g_strdup_printf (ngettext ("The recording has ended; %u line was left out, the first is line %u",
                                        "The recording has ended; %u lines were left out, the first is line %u",
                                        replay->n_left_out),
                              replay->n_left_out, replay->first_left_out);
  cs_source_set_state (replay->source, CS_SOURCE_STOPPED, reason, 0);
}

/* Returns: whether the recording was read to its end, or the source told to stop */
static gboolean
replay_lines (Replay       *replay,
              GCancellable *cancellable,
              GError      **error)
{
  const char *line;
  gsize length;

  for (;;) {
    replay->n_line++;
    switch (cs_line_reader_next (replay->reader, &line, &length, cancellable, error)) {
    case CS_LINE_READ:
      if (!replay_line (replay, line, length, cancellable))
        return TRUE;
      break;
    case CS_LINE_TOO_LONG:
      if (replay->n_line > replay->resume_after)
        leave_out (replay, _("it is too long"));
      break;
    case CS_LINE_END:
      replay->n_line--;
      finish (replay);
      return TRUE;
    case CS_LINE_FAILED:
    default:
      return FALSE;
    }
  }
}

static gboolean
replay_file (CsRehearsalSource *self,
             GCancellable      *cancellable,
             GError           **error)
{
  CsSource *source = CS_SOURCE (self);
  const char *position = cs_source_get_position (source);
  g_auto (Replay) replay = { .source = source, .clock = cs_source_get_clock (source), .speed = self->speed };

  replay.reader = open_reader (self->path, cancellable, error);
  if (replay.reader == NULL)
    return FALSE;
  replay.head = read_head (replay.reader, cancellable, error);
  if (replay.head == NULL)
    return FALSE;
  replay.batch = cs_event_batch_new ();
  replay.n_line = 1;
  replay.resume_after = position != NULL ? strtoul (position, NULL, 10) : 0;
  begin_at (&replay, 0);
  cs_source_set_state (source, CS_SOURCE_LIVE, NULL, 0);
  return replay_lines (&replay, cancellable, error);
}

static void
cs_rehearsal_source_run (CsSource     *source,
                         GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (!replay_file (CS_REHEARSAL_SOURCE (source), cancellable, &error))
    cs_source_set_state (source, CS_SOURCE_FAILED, error->message, 0);
}

static void
check_thread (GTask        *task,
              gpointer      object,
              gpointer      data,
              GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsLineReader) reader = open_reader (data, cancellable, &error);
  g_autoptr (CsRecording) head = reader != NULL ? read_head (reader, cancellable, &error) : NULL;

  if (head == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_strdup_printf (ngettext ("A recording of %u minute: %s", "A recording of %u minutes: %s",
                                                            head->duration_ms / 60000),
                                                  (guint) (head->duration_ms / 60000),
                                                  head->title != NULL ? head->title : _("without a title")),
                           g_free);
}

static void
cs_rehearsal_source_check_async (CsSource           *source,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (CS_REHEARSAL_SOURCE (source)->path), g_free);
  g_task_run_in_thread (task, check_thread);
}

static void
cs_rehearsal_source_finalize (GObject *object)
{
  g_free (CS_REHEARSAL_SOURCE (object)->path);
  G_OBJECT_CLASS (cs_rehearsal_source_parent_class)->finalize (object);
}

static void
cs_rehearsal_source_class_init (CsRehearsalSourceClass *klass)
{
  CsSourceClass *source_class = CS_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cs_rehearsal_source_finalize;
  source_class->run = cs_rehearsal_source_run;
  source_class->check_async = cs_rehearsal_source_check_async;
}

static void
cs_rehearsal_source_init (CsRehearsalSource *self)
{
}

/**
 * cs_rehearsal_source_new:
 * @clock: (nullable): tells the time; the machine's when %NULL
 * @id: names the source in the show file
 * @path: a recording, as data/rehearsal/FORMAT.md tells; looked at when the source runs
 * @speed: 1 is real time, 10 ten times as fast, 0 as fast as it goes
 *
 * Replays a recorded evening: every post is new again, and written when it is replayed. Its position is the number
 * of the last line that was handed over. A line that cannot be read is counted, named in #CsSource:reason, and left
 * out.
 *
 * Returns: (transfer full): a source that has not been started
 */
CsSource *
cs_rehearsal_source_new (CsClock    *clock,
                         const char *id,
                         const char *path,
                         double      speed)
{
  CsRehearsalSource *self;

  g_return_val_if_fail (path != NULL && speed >= 0, NULL);

  self = g_object_new (CS_TYPE_REHEARSAL_SOURCE, "id", id, "title", _("Rehearsal"), "clock", clock, NULL);
  self->path = g_strdup (path);
  self->speed = speed;
  return CS_SOURCE (self);
}
