/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-titler.h"

#include "cs-folders.h"
#include "cs-picture-fetcher.h"

#define AVATAR_PX 128

struct _CsDeskTitler {
  GObject parent_instance;

  CsOutputServer *output;
  CsTitler *titler;
  CsProgram *program; /* (nullable) */
  CsSeenPictures *seen; /* (nullable): nothing */
  CsPictureFetcher *fetcher; /* (nullable): made when there is the first avatar */
  GCancellable *fetching; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (CsDeskTitler, cs_desk_titler, G_TYPE_OBJECT)

/* What waits for an avatar. */
typedef struct {
  CsTitler *titler;
  CsSnapshot *snapshot;
} Wait;

/* On the encoder's thread, before every picture: the same question that the overlay's pages are answered from. */
static gboolean
is_on_program (CsSnapshot *snapshot,
               gpointer    data)
{
  g_autoptr (CsSnapshot) on_air = cs_output_server_get_snapshot (data);

  return on_air == snapshot;
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  Wait *wait = data;
  g_autoptr (CsBitmap) bitmap = cs_picture_fetcher_fetch_finish (CS_PICTURE_FETCHER (object), result, NULL);

  if (bitmap != NULL) {
    const CsTitlerBitmap avatar = { bitmap->width, bitmap->height, bitmap->pixels };

    cs_titler_set_avatar (wait->titler, wait->snapshot, &avatar);
  }
  g_object_unref (wait->titler);
  cs_snapshot_unref (wait->snapshot);
  g_free (wait);
}

static void
fetch_avatar (CsDeskTitler *self,
              CsSnapshot    *snapshot)
{
  const char *url = snapshot->post->account->avatar_url;
  Wait *wait;

  if (url == NULL)
    return;
  if (self->fetcher == NULL) {
    g_autofree char *rehearsal = g_build_filename (cs_folders_get_data (), "rehearsal", "media", NULL);

    self->fetcher = cs_picture_fetcher_new_for_air (rehearsal, self->seen);
  }
  self->fetching = g_cancellable_new ();
  wait = g_new (Wait, 1);
  *wait = (Wait){ g_object_ref (self->titler), cs_snapshot_ref (snapshot) };
  cs_picture_fetcher_fetch_async (self->fetcher, url, AVATAR_PX, AVATAR_PX, self->fetching, fetched_cb, wait);
}

/* What the program says is asked for at the source: only what the outputs show can be drawn. */
static void
update (CsDeskTitler *self)
{
  g_autoptr (CsSnapshot) on_air = NULL;

  if (self->program != NULL && cs_program_get_on_air (self->program) != NULL)
    on_air = cs_output_server_get_snapshot (self->output);
  if (on_air == cs_titler_get_snapshot (self->titler))
    return;
  g_cancellable_cancel (self->fetching);
  g_clear_object (&self->fetching);
  cs_titler_set_snapshot (self->titler, on_air);
  if (on_air != NULL)
    fetch_avatar (self, on_air);
}

static void
cs_desk_titler_dispose (GObject *object)
{
  CsDeskTitler *self = CS_DESK_TITLER (object);

  if (self->program != NULL)
    cs_desk_titler_follow (self, NULL);
  if (self->titler != NULL)
    cs_titler_set_gate (self->titler, NULL, NULL, NULL);
  g_clear_object (&self->titler);
  g_clear_object (&self->output);
  g_clear_object (&self->fetcher);
  g_clear_object (&self->seen);
  G_OBJECT_CLASS (cs_desk_titler_parent_class)->dispose (object);
}

static void
cs_desk_titler_class_init (CsDeskTitlerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_desk_titler_dispose;
}

static void
cs_desk_titler_init (CsDeskTitler *self)
{
}

/**
 * cs_desk_titler_new:
 * @output: says what is on air
 * @titler: of the broadcast
 *
 * Returns: (transfer full): a link that carries nothing yet; main thread only
 */
CsDeskTitler *
cs_desk_titler_new (CsOutputServer *output,
                     CsTitler      *titler)
{
  CsDeskTitler *self = g_object_new (CS_TYPE_DESK_TITLER, NULL);

  self->output = g_object_ref (output);
  self->titler = g_object_ref (titler);
  cs_titler_set_gate (titler, is_on_program, g_object_ref (output), g_object_unref);
  return self;
}

/**
 * cs_desk_titler_set_seen:
 * @self: a link that has followed no program yet
 * @seen: what the desk has shown; without it there are initials where a face would be
 */
void
cs_desk_titler_set_seen (CsDeskTitler   *self,
                         CsSeenPictures *seen)
{
  g_return_if_fail (CS_IS_DESK_TITLER (self) && self->program == NULL);

  g_set_object (&self->seen, seen);
}

/**
 * cs_desk_titler_follow:
 * @self: a link
 * @program: (nullable): of the show that is open; %NULL when none is
 */
void
cs_desk_titler_follow (CsDeskTitler *self,
                        CsProgram     *program)
{
  g_return_if_fail (CS_IS_DESK_TITLER (self));

  if (self->program != NULL)
    g_signal_handlers_disconnect_by_data (self->program, self);
  g_set_object (&self->program, program);
  if (program != NULL)
    g_signal_connect_object (program, "notify::on-air", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
