/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-frame-meter.h"


#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <time.h>

#define LATE_MS 20
#define TELL_EVERY_US G_USEC_PER_SEC
/* Ten seconds of what the screen shows; the file has everything. */
#define N_SHOWN 600

struct _CsFrameMeter {
  GtkWidget parent_instance;

  GtkWidget *label;
  char *path;            /* (nullable) */
  GOutputStream *stream; /* (nullable): the file, once it is open */
  GString *unwritten;    /* (nullable): lines that wait for the write before them */
  GBytes *writing;       /* (nullable): lines that are being written */

  GdkFrameClock *clock; /* (nullable): while mapped */
  gint64 began_us;      /* the latest frame, monotonic; 0 before the first */
  double began_cpu_ms;
  double ended_cpu_ms;
  gint64 told_us; /* monotonic */

  CsFrameTimes shown[N_SHOWN]; /* the latest, in a ring */
  guint n_frames;
  GArray *frames; /* of CsFrameTimes, since the latest line */
};

G_DEFINE_FINAL_TYPE (CsFrameMeter, cs_frame_meter, GTK_TYPE_WIDGET)

static void write_lines (CsFrameMeter *self);

static double
read_cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static int
compare_floats (gconstpointer a,
                gconstpointer b)
{
  float first = *(const float *) a;
  float second = *(const float *) b;

  return first < second ? -1 : first > second;
}

static void
show_figures (CsFrameMeter *self)
{
  g_autofree char *text = NULL;
  CsFrameFigures figures;

  cs_frame_figures_fill (&figures, self->shown, MIN (self->n_frames, N_SHOWN));
  /* Translators: frame times, shown to who looks for the cause of a slow window. p50 and p99 are the median and the 99th percentile */
  text = g_strdup_printf (_("CPU a frame: p50 %.1f ms, p99 %.1f ms\nLate: %.1f %% · longest gap: %.0f ms"),
                          figures.busy_p50_ms, figures.busy_p99_ms, figures.late_percent, figures.longest_ms);
  gtk_label_set_text (GTK_LABEL (self->label), text);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (CsFrameMeter) self = data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->writing, g_bytes_unref);
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error)) {
    g_printerr ("coulisses: %s: %s\n", self->path, error->message);
    g_clear_object (&self->stream);
    return;
  }
  write_lines (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsFrameMeter) self = data;
  g_autoptr (GError) error = NULL;
  GFileOutputStream *stream = g_file_append_to_finish (G_FILE (source), result, &error);

  if (stream == NULL)
    g_printerr ("coulisses: %s: %s\n", self->path, error->message);
  else
    self->stream = G_OUTPUT_STREAM (stream);
  write_lines (self);
}

/* One write at a time, and none on this thread. */
static void
write_lines (CsFrameMeter *self)
{
  if (self->stream == NULL || self->writing != NULL || self->unwritten == NULL)
    return;
  self->writing = g_string_free_to_bytes (g_steal_pointer (&self->unwritten));
  g_output_stream_write_all_async (self->stream, g_bytes_get_data (self->writing, NULL),
                                   g_bytes_get_size (self->writing), G_PRIORITY_LOW, NULL, written_cb,
                                   g_object_ref (self));
}

/* printf would take the comma of the person's language. */
static void
append_number (GString *line,
               float    value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (line, g_ascii_formatd (number, sizeof number, "%.3f", value));
}

static void
add_line (CsFrameMeter *self)
{
  GString *line;

  if (self->path == NULL)
    return;
  if (self->unwritten == NULL)
    self->unwritten = g_string_new (NULL);
  line = self->unwritten;
  g_string_append_printf (line, "{\"at_us\": %" G_GINT64_FORMAT ", \"frames\": [", g_get_real_time ());
  for (guint i = 0; i < self->frames->len; i++) {
    const CsFrameTimes *frame = &g_array_index (self->frames, CsFrameTimes, i);

    g_string_append (line, i == 0 ? "[" : ", [");
    append_number (line, frame->since_ms);
    g_string_append (line, ", ");
    append_number (line, frame->paint_ms);
    g_string_append (line, ", ");
    append_number (line, frame->busy_ms);
    g_string_append_c (line, ']');
  }
  g_string_append (line, "]}\n");
  write_lines (self);
}

static void
tell (CsFrameMeter *self)
{
  self->told_us = g_get_monotonic_time ();
  show_figures (self);
  add_line (self);
  g_array_set_size (self->frames, 0);
}

static void
before_paint_cb (GdkFrameClock *clock,
                 CsFrameMeter  *self)
{
  gint64 now_us = g_get_monotonic_time ();
  CsFrameTimes frame = { (now_us - self->began_us) / 1e3f, 0, 0 };

  if (self->began_us != 0)
    g_array_append_val (self->frames, frame);
  self->began_us = now_us;
  self->began_cpu_ms = read_cpu_ms ();
}

static void
after_paint_cb (GdkFrameClock *clock,
                CsFrameMeter  *self)
{
  double now_cpu_ms = read_cpu_ms ();
  CsFrameTimes *frame;

  if (self->frames->len > 0 && self->ended_cpu_ms != 0) {
    frame = &g_array_index (self->frames, CsFrameTimes, self->frames->len - 1);
    frame->paint_ms = now_cpu_ms - self->began_cpu_ms;
    frame->busy_ms = now_cpu_ms - self->ended_cpu_ms;
    self->shown[self->n_frames++ % N_SHOWN] = *frame;
  }
  self->ended_cpu_ms = now_cpu_ms;
  if (self->began_us - self->told_us >= TELL_EVERY_US)
    tell (self);
}

static void
cs_frame_meter_map (GtkWidget *widget)
{
  CsFrameMeter *self = CS_FRAME_METER (widget);

  GTK_WIDGET_CLASS (cs_frame_meter_parent_class)->map (widget);
  self->clock = g_object_ref (gtk_widget_get_frame_clock (widget));
  self->began_us = 0;
  self->ended_cpu_ms = 0;
  self->n_frames = 0;
  g_signal_connect (self->clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  /* After whatever else is done at the end of a frame. */
  g_signal_connect_after (self->clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  gdk_frame_clock_begin_updating (self->clock);
}

static void
cs_frame_meter_unmap (GtkWidget *widget)
{
  CsFrameMeter *self = CS_FRAME_METER (widget);

  gdk_frame_clock_end_updating (self->clock);
  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_clear_object (&self->clock);
  GTK_WIDGET_CLASS (cs_frame_meter_parent_class)->unmap (widget);
}

static void
cs_frame_meter_dispose (GObject *object)
{
  CsFrameMeter *self = CS_FRAME_METER (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (cs_frame_meter_parent_class)->dispose (object);
}

static void
cs_frame_meter_finalize (GObject *object)
{
  CsFrameMeter *self = CS_FRAME_METER (object);

  g_clear_object (&self->stream);
  g_free (self->path);
  g_array_unref (self->frames);
  if (self->unwritten != NULL)
    g_string_free (self->unwritten, TRUE);
  G_OBJECT_CLASS (cs_frame_meter_parent_class)->finalize (object);
}

static void
cs_frame_meter_class_init (CsFrameMeterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_frame_meter_dispose;
  object_class->finalize = cs_frame_meter_finalize;
  widget_class->map = cs_frame_meter_map;
  widget_class->unmap = cs_frame_meter_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "framemeter");
}

static void
cs_frame_meter_init (CsFrameMeter *self)
{
  self->frames = g_array_new (FALSE, FALSE, sizeof (CsFrameTimes));
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_END);
  /* What lies under it stays what is pressed. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * cs_frame_figures_fill:
 * @self: (out caller-allocates): the figures
 * @frames: (array length=n_frames): the frames
 * @n_frames: how many
 *
 * Sums up. A frame is late that begins more than 20 ms after the one before.
 */
void
cs_frame_figures_fill (CsFrameFigures     *self,
                       const CsFrameTimes *frames,
                       guint               n_frames)
{
  g_autofree float *busy = g_new (float, n_frames + 1);
  guint n_late = 0;

  *self = (CsFrameFigures){ .n_frames = n_frames };
  if (n_frames == 0)
    return;
  for (guint i = 0; i < n_frames; i++) {
    busy[i] = frames[i].busy_ms;
    n_late += frames[i].since_ms > LATE_MS;
    self->longest_ms = MAX (self->longest_ms, frames[i].since_ms);
  }
  qsort (busy, n_frames, sizeof *busy, compare_floats);
  self->busy_p50_ms = busy[n_frames / 2];
  self->busy_p99_ms = busy[(guint) (n_frames * 0.99f)];
  self->late_percent = 100.f * n_late / n_frames;
}

/**
 * cs_frame_meter_new:
 * @path: (nullable): a file that lines are added to
 *
 * Returns: (transfer none): a meter of the window that it will be in
 */
GtkWidget *
cs_frame_meter_new (const char *path)
{
  CsFrameMeter *self = g_object_new (CS_TYPE_FRAME_METER, NULL);
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  self->path = g_strdup (path);
  if (file != NULL)
    g_file_append_to_async (file, G_FILE_CREATE_NONE, G_PRIORITY_LOW, NULL, opened_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
