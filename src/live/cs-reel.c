/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-reel.h"

#include "cs-live.h"
#include "cs-remux.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

/* A disk may think for half a minute before a picture is left out. */
#define LINE_LIMIT_MS 30000
#define END_MS 10000

/* What the pipeline's threads use. */
typedef struct {
  CsReelFolder *folder;
  char *name; /* in the folder */
  CsLine *line;
  int lock_fd; /* says to others that this recording is being made */
} Spool;

struct _CsReel {
  CsOutlet parent_instance;

  Spool *spool;
};

enum { FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsReel, cs_reel, CS_TYPE_OUTLET)

static void
spool_clear (gpointer data)
{
  Spool *spool = data;

  if (spool->lock_fd >= 0)
    close (spool->lock_fd);
  cs_line_unref (spool->line);
  cs_reel_folder_unref (spool->folder);
  g_free (spool->name);
}

static void
spool_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, spool_clear);
}

static gboolean
build_source (Spool      *spool,
              CsTrack     track,
              const char *parser,
              GstElement *mux,
              GstBin     *bin,
              GError    **error)
{
  GstElement *source = cs_pipe_make (bin, "appsrc", NULL, error);
  GstElement *parse = source != NULL ? cs_pipe_make (bin, parser, NULL, error) : NULL;

  if (parse == NULL || !cs_pipe_chain (error, source, parse, mux, NULL))
    return FALSE;
  cs_line_attach (spool->line, track, GST_APP_SRC (source));
  return TRUE;
}

static gboolean
take_folder (Spool   *spool,
             GError **error)
{
  const char *path;

  if (!cs_reel_folder_take (spool->folder, error))
    return FALSE;
  path = cs_reel_folder_get_path (spool->folder);
  spool->lock_fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (spool->lock_fd >= 0 && flock (spool->lock_fd, LOCK_SH | LOCK_NB) == 0)
    return TRUE;
  g_set_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_DENIED, _("The recording cannot be kept in %s (%s)."), path, g_strerror (errno));
  return FALSE;
}

/* Every picture is in the file as soon as it is there: a process that is killed takes none of them along. */
static gboolean
build (GstBin  *bin,
       gpointer data,
       GError **error)
{
  Spool *spool = data;
  GstElement *mux = cs_pipe_make (bin, "matroskamux", NULL, error);
  GstElement *sink = mux != NULL ? cs_pipe_make (bin, "filesink", NULL, error) : NULL;
  g_autofree char *path = NULL;

  if (sink == NULL || !take_folder (spool, error))
    return FALSE;
  path = g_build_filename (cs_reel_folder_get_path (spool->folder), spool->name, NULL);
  gst_util_set_object_arg (G_OBJECT (sink), "buffer-mode", "unbuffered");
  g_object_set (sink, "location", path, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, NULL);
  return cs_pipe_chain (error, mux, sink, NULL) &&
         build_source (spool, CS_TRACK_VIDEO, "h264parse", mux, bin, error) &&
         build_source (spool, CS_TRACK_AAC, "aacparse", mux, bin, error);
}

static GError *
put_into_words (CsReel       *self,
                const GError *error)
{
  const char *path = cs_reel_folder_get_path (self->spool->folder);

  if (error->domain == CS_LIVE_ERROR)
    return g_error_copy (error);
  if (g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT))
    return g_error_new_literal (CS_LIVE_ERROR, CS_LIVE_ERROR_SPACE,
                                _("The disk is full: the recording ends here. The stream goes on."));
  if (g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_WRITE))
    return g_error_new (CS_LIVE_ERROR, CS_LIVE_ERROR_DENIED, _("The recording cannot be kept in %s."), path);
  return g_error_new (CS_LIVE_ERROR, CS_LIVE_ERROR_FAILED, _("The recording in %s ends here. The stream goes on."), path);
}

static void
cs_reel_failed (CsOutlet     *outlet,
                const GError *error)
{
  CsReel *self = CS_REEL (outlet);
  g_autoptr (GError) words = put_into_words (self, error);

  g_signal_emit (self, signals[FAILED], 0, words);
}

static void
cs_reel_over (CsOutlet *outlet)
{
  CsReel *self = CS_REEL (outlet);

  if (self->spool->lock_fd >= 0)
    flock (self->spool->lock_fd, LOCK_UN);
}

static void
cs_reel_finalize (GObject *object)
{
  spool_unref (CS_REEL (object)->spool);
  G_OBJECT_CLASS (cs_reel_parent_class)->finalize (object);
}

static void
cs_reel_class_init (CsReelClass *klass)
{
  CsOutletClass *outlet_class = CS_OUTLET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cs_reel_finalize;
  outlet_class->end_ms = END_MS;
  outlet_class->failed = cs_reel_failed;
  outlet_class->over = cs_reel_over;

  /**
   * CsReel::failed:
   * @self: the reel
   * @error: a sentence that says why
   *
   * Nothing is written any more.
   */
  signals[FAILED] = g_signal_new ("failed", CS_TYPE_REEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_ERROR);
}

static void
cs_reel_init (CsReel *self)
{
}

/**
 * cs_reel_new:
 * @folder: the recording's folder; taken when the part is begun
 * @number: which part it is
 * @base_time: the moment that all pipelines count from
 *
 * Returns: (transfer full): a part that is not written yet; main thread only
 */
CsReel *
cs_reel_new (CsReelFolder *folder,
             guint         number,
             GstClockTime  base_time)
{
  CsReel *self = g_object_new (CS_TYPE_REEL, NULL);
  Spool *spool = g_atomic_rc_box_new0 (Spool);

  spool->lock_fd = -1;
  spool->folder = cs_reel_folder_ref (folder);
  spool->name = g_strdup_printf (CS_REMUX_PART_PREFIX "%05u" CS_REMUX_PART_SUFFIX, number);
  spool->line = cs_line_new (CS_TRACK_AAC, LINE_LIMIT_MS);
  cs_line_count_from_zero (spool->line);
  self->spool = spool;
  cs_outlet_connect (CS_OUTLET (self), "recorder", spool->line, base_time, build, g_atomic_rc_box_acquire (spool),
                     spool_unref);
  return self;
}
