/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-picture-fetcher.h"

#include "cs-decoder.h"
#include "cs-http-fetch.h"
#include "cs-picture-gate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define AT_ONCE 6
#define MAX_WAITING 400
#define DEADLINE_MS 10000
#define REHEARSAL_SCHEME "rehearsal:"

/* The thread and everything on it; lives until both the thread and the fetcher are done with it. */
typedef struct {
  GMainContext *context;
  GMainLoop *loop;
  char *rehearsal_folder; /* (nullable) */
  CsSeenPictures *seen; /* (nullable) */
  gboolean for_air; /* only what was seen; else what is fetched is seen */
  SoupSession *session; /* made and ended on the thread, like the two below */
  CsDecoder *decoder;
  GQueue waiting; /* GTask, newest first: what is on screen now was asked for last */
  guint n_running;
} Studio;

struct _CsPictureFetcher {
  GObject parent_instance;

  Studio *studio;
  GThread *thread;
};

typedef struct {
  Studio *studio; /* not owned: the thread outlives its tasks */
  char *url;
  guint width;
  guint height;
  GBytes *file; /* (nullable): as it came */
} Request;

G_DEFINE_FINAL_TYPE (CsPictureFetcher, cs_picture_fetcher, G_TYPE_OBJECT)

static void work (Studio *studio);

static void
request_free (Request *request)
{
  g_free (request->url);
  g_clear_pointer (&request->file, g_bytes_unref);
  g_free (request);
}

static void
done (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  request->studio->n_running--;
  work (request->studio);
  g_object_unref (task);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GTask *task = data;
  Request *request = g_task_get_task_data (task);
  Studio *studio = request->studio;
  GError *error = NULL;
  CsBitmap *picture = cs_decoder_decode_finish (CS_DECODER (source), result, &error);

  if (picture != NULL && studio->seen != NULL && !studio->for_air)
    cs_seen_pictures_note (studio->seen, request->url, request->file);
  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) cs_bitmap_unref);
  else
    g_task_return_error (task, error);
  done (task);
}

static void
decode (GTask  *task,
        GBytes *file)
{
  Request *request = g_task_get_task_data (task);
  Studio *studio = request->studio;

  if (studio->for_air && (studio->seen == NULL || !cs_seen_pictures_has (studio->seen, request->url, file))) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _("The desk has not seen this picture."));
    done (task);
    return;
  }
  request->file = g_bytes_ref (file);
  cs_decoder_decode_async (studio->decoder, file, request->width, request->height,
                           g_task_get_cancellable (task), decoded_cb, task);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GTask *task = data;
  GError *error = NULL;
  g_autoptr (CsHttpAnswer) answer = cs_http_fetch_finish (SOUP_SESSION (source), result, &error);

  if (answer == NULL || !cs_http_answer_check (answer, &error)) {
    g_task_return_error (task, error);
    done (task);
    return;
  }
  decode (task, answer->body);
}

/* "rehearsal:NAME" is a file that came with the rehearsal show; the name cannot leave its folder. */
static GBytes *
read_rehearsal (Studio     *studio,
                const char *name,
                GError    **error)
{
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  g_autofree char *path = NULL;
  g_autoptr (GMappedFile) file = NULL;

  if (studio->rehearsal_folder == NULL || *name == '\0' || *name == '.' || strspn (name, allowed) != strlen (name)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("The rehearsal show has no such picture."));
    return NULL;
  }
  path = g_build_filename (studio->rehearsal_folder, name, NULL);
  file = g_mapped_file_new (path, FALSE, error);
  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

static void
start (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  g_autoptr (SoupMessage) message = NULL;
  GError *error = NULL;

  if (g_str_has_prefix (request->url, REHEARSAL_SCHEME)) {
    g_autoptr (GBytes) file = read_rehearsal (request->studio, request->url + strlen (REHEARSAL_SCHEME), &error);

    if (file != NULL) {
      decode (task, file);
      return;
    }
  } else {
    message = cs_http_message_new (request->studio->session, "GET", request->url, &error);
    if (message != NULL) {
      cs_http_fetch_async (request->studio->session, message, CS_PICTURE_MAX_BYTES, DEADLINE_MS,
                           g_task_get_cancellable (task), fetched_cb, task);
      return;
    }
  }
  g_task_return_error (task, error);
  done (task);
}

static void
work (Studio *studio)
{
  while (studio->n_running < AT_ONCE && !g_queue_is_empty (&studio->waiting)) {
    GTask *task = g_queue_pop_head (&studio->waiting);

    studio->n_running++;
    if (g_task_return_error_if_cancelled (task))
      done (task);
    else
      start (task);
  }
}

static gboolean
accept_cb (gpointer data)
{
  GTask *task = data;
  Request *request = g_task_get_task_data (task);
  Studio *studio = request->studio;

  g_queue_push_head (&studio->waiting, g_object_ref (task));
  if (g_queue_get_length (&studio->waiting) > MAX_WAITING) {
    g_autoptr (GTask) oldest = g_queue_pop_tail (&studio->waiting);

    g_task_return_new_error (oldest, G_IO_ERROR, G_IO_ERROR_BUSY, _("Too many pictures are waiting."));
  }
  work (studio);
  return G_SOURCE_REMOVE;
}

static gpointer
thread_main (gpointer data)
{
  Studio *studio = data;

  g_main_context_push_thread_default (studio->context);
  studio->session = cs_http_media_session_new (CS_HTTP_DEFAULT);
  studio->decoder = cs_decoder_new ();
  g_main_loop_run (studio->loop);

  soup_session_abort (studio->session);
  while (studio->n_running > 0)
    g_main_context_iteration (studio->context, TRUE);
  g_queue_clear_full (&studio->waiting, g_object_unref);
  g_clear_object (&studio->decoder);
  g_clear_object (&studio->session);
  g_main_context_pop_thread_default (studio->context);
  g_main_loop_unref (studio->loop);
  g_main_context_unref (studio->context);
  g_free (studio->rehearsal_folder);
  g_clear_object (&studio->seen);
  g_free (studio);
  return NULL;
}

static gboolean
quit_cb (gpointer data)
{
  Studio *studio = data;

  g_queue_clear_full (&studio->waiting, g_object_unref);
  g_main_loop_quit (studio->loop);
  return G_SOURCE_REMOVE;
}

static void
invoke (Studio        *studio,
        GSourceFunc    func,
        gpointer       data,
        GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, studio->context);
}

static void
cs_picture_fetcher_dispose (GObject *object)
{
  CsPictureFetcher *self = CS_PICTURE_FETCHER (object);

  if (self->studio != NULL) {
    Studio *studio = g_steal_pointer (&self->studio);

    invoke (studio, quit_cb, studio, NULL);
    /* Not joined: a picture that hangs must not hold the window. */
    g_clear_pointer (&self->thread, g_thread_unref);
  }
  G_OBJECT_CLASS (cs_picture_fetcher_parent_class)->dispose (object);
}

static void
cs_picture_fetcher_class_init (CsPictureFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_picture_fetcher_dispose;
}

static void
cs_picture_fetcher_init (CsPictureFetcher *self)
{
}

static CsPictureFetcher *
make (const char     *rehearsal_folder,
      CsSeenPictures *seen,
      gboolean        for_air)
{
  CsPictureFetcher *self = g_object_new (CS_TYPE_PICTURE_FETCHER, NULL);
  Studio *studio = g_new0 (Studio, 1);

  studio->context = g_main_context_new ();
  studio->loop = g_main_loop_new (studio->context, FALSE);
  studio->rehearsal_folder = g_strdup (rehearsal_folder);
  g_set_object (&studio->seen, seen);
  studio->for_air = for_air;
  self->studio = studio;
  self->thread = g_thread_new ("pictures", thread_main, studio);
  return self;
}

/**
 * cs_picture_fetcher_new:
 * @rehearsal_folder: (nullable): where the pictures of the rehearsal show are
 * @seen: (nullable): takes note of every picture
 *
 * Returns: (transfer full): a fetcher for those who decide what goes on air; main thread only
 */
CsPictureFetcher *
cs_picture_fetcher_new (const char     *rehearsal_folder,
                        CsSeenPictures *seen)
{
  return make (rehearsal_folder, seen, FALSE);
}

/**
 * cs_picture_fetcher_new_for_air:
 * @rehearsal_folder: (nullable): where the pictures of the rehearsal show are
 * @seen: (nullable): what the desk has seen; %NULL for nothing
 *
 * Makes a fetcher that gives only what the desk has been shown before: the same file from the same address.
 *
 * Returns: (transfer full): a fetcher for an output; main thread only
 */
CsPictureFetcher *
cs_picture_fetcher_new_for_air (const char     *rehearsal_folder,
                                CsSeenPictures *seen)
{
  return make (rehearsal_folder, seen, TRUE);
}

/**
 * cs_picture_fetcher_fetch_async:
 * @self: a fetcher
 * @url: an address by a stranger, or "rehearsal:NAME"
 * @width: of the box that the picture is to cover, in pixels
 * @height: of that box
 * @cancellable: (nullable): for what is no longer on screen
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Fetches and decodes a picture. The newest request is served first; when too many wait, the oldest is given up.
 */
void
cs_picture_fetcher_fetch_async (CsPictureFetcher   *self,
                                const char         *url,
                                guint               width,
                                guint               height,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_return_if_fail (CS_IS_PICTURE_FETCHER (self) && url != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_picture_fetcher_fetch_async);
  request = g_new0 (Request, 1);
  request->studio = self->studio;
  request->url = g_strdup (url);
  request->width = width;
  request->height = height;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  invoke (self->studio, accept_cb, g_object_ref (task), g_object_unref);
}

/**
 * cs_picture_fetcher_fetch_finish:
 * @self: a fetcher
 * @result: as the callback got it
 * @error: a sentence that says why there is no picture
 *
 * Returns: (transfer full): the picture, or %NULL on error
 */
CsBitmap *
cs_picture_fetcher_fetch_finish (CsPictureFetcher *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
