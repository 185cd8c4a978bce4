/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-titler.h"

#include "cs-text.h"
#include "cs-worker.h"

#include <glib/gi18n-lib.h>

#define MAX_HEART_COLOURS 64

/* What has to be drawn anew when something changes. */
typedef enum {
  PART_POST,
  PART_TITLE,
  PART_LOGO,
  PART_MARK,
  PART_SLATE,
  N_PARTS,
} Part;

struct _CsTitler {
  GObject parent_instance;

  CsWorker *worker;
  CsCards *cards;
  GstVideoInfo info;
  gboolean lower_third;
  gboolean hearts;
  gboolean rehearsal;
  CsSnapshot *snapshot; /* (nullable): what is on program */
  CsTitlerBitmap avatar; /* of its author; without pixels for none */
  CsTitlerBitmap logo;
  char *show;
  char *title; /* (nullable) */
  GstBuffer *slate; /* (nullable): not drawn yet */
  GHashTable *heart_cards; /* colour to CsCard */
  guint n_hearts;
  guint serials[N_PARTS]; /* of what was asked for last: what comes late is left out */
};

/* One drawing to make. */
typedef struct {
  Part part;
  guint serial;
  GstVideoInfo info;
  CsSnapshot *snapshot; /* (nullable) */
  CsTitlerBitmap bitmap; /* without pixels for none */
  char *text; /* (nullable) */
  CsTitlerDrawn *drawn; /* (nullable): of all parts but the slate */
  GstBuffer *slate; /* (nullable) */
} Job;

enum { PROP_0, PROP_SLATE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsTitler, cs_titler, G_TYPE_OBJECT)

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->snapshot, cs_snapshot_unref);
  cs_titler_bitmap_clear (&job->bitmap);
  g_free (job->text);
  g_clear_pointer (&job->drawn, cs_titler_drawn_free);
  gst_clear_buffer (&job->slate);
  g_free (job);
}

static void
copy_bitmap (CsTitlerBitmap       *to,
             const CsTitlerBitmap *from)
{
  *to = *from;
  if (from->pixels != NULL)
    g_bytes_ref (to->pixels);
}

static void
draw_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job *job = data;

  switch (job->part) {
  case PART_POST:
    job->drawn = cs_titler_draw_post (&job->info, job->snapshot, job->bitmap.pixels != NULL ? &job->bitmap : NULL);
    break;
  case PART_TITLE:
    job->drawn = cs_titler_draw_title (&job->info, job->text);
    break;
  case PART_LOGO:
    job->drawn = cs_titler_draw_logo (&job->info, &job->bitmap);
    break;
  case PART_MARK:
    job->drawn = cs_titler_draw_mark (&job->info, job->text);
    break;
  case PART_SLATE:
    /* Translators: shown to viewers while camera and microphone are cut */
    job->slate = cs_titler_draw_slate (&job->info, job->text, _("Back in a moment"));
    break;
  default:
    g_assert_not_reached ();
  }
  g_task_return_boolean (task, TRUE);
}

static const CsCardsLayer layers[N_PARTS] = {
  [PART_TITLE] = CS_CARDS_TITLE,
  [PART_LOGO] = CS_CARDS_LOGO,
  [PART_MARK] = CS_CARDS_MARK,
};

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  CsTitler *self = CS_TITLER (object);
  Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL) || job->serial != self->serials[job->part])
    return;
  if (job->part == PART_SLATE) {
    gst_buffer_replace (&self->slate, job->slate);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SLATE]);
  } else if (job->part == PART_POST) {
    cs_cards_set_post (self->cards, job->snapshot, job->drawn->card, job->drawn->x, job->drawn->y);
  } else {
    cs_cards_set_layer (self->cards, layers[job->part], job->drawn->card, job->drawn->x, job->drawn->y);
  }
}

/* Whatever was being drawn for this part is out of date from here on. */
static Job *
make_job (CsTitler *self,
          Part       part)
{
  Job *job = g_new0 (Job, 1);

  job->part = part;
  job->serial = ++self->serials[part];
  job->info = self->info;
  return job;
}

static void
push (CsTitler *self,
      Job       *job) /* (transfer full) */
{
  g_autoptr (GTask) task = g_task_new (self, NULL, drawn_cb, NULL);

  g_task_set_source_tag (task, push);
  g_task_set_task_data (task, job, job_free);
  cs_worker_push (self->worker, task, draw_in_thread);
}

static void
draw_post (CsTitler *self)
{
  Job *job;

  if (self->snapshot == NULL || !self->lower_third || GST_VIDEO_INFO_HEIGHT (&self->info) == 0) {
    self->serials[PART_POST]++;
    cs_cards_set_post (self->cards, NULL, NULL, 0, 0);
    return;
  }
  job = make_job (self, PART_POST);
  job->snapshot = cs_snapshot_ref (self->snapshot);
  copy_bitmap (&job->bitmap, &self->avatar);
  push (self, job);
}

static void
draw_words (CsTitler  *self,
            Part        part,
            const char *text)
{
  Job *job;

  if (text == NULL) {
    self->serials[part]++;
    cs_cards_set_layer (self->cards, layers[part], NULL, 0, 0);
    return;
  }
  job = make_job (self, part);
  job->text = g_strdup (text);
  push (self, job);
}

static void
draw_logo (CsTitler *self)
{
  Job *job;

  if (self->logo.pixels == NULL) {
    self->serials[PART_LOGO]++;
    cs_cards_set_layer (self->cards, CS_CARDS_LOGO, NULL, 0, 0);
    return;
  }
  job = make_job (self, PART_LOGO);
  copy_bitmap (&job->bitmap, &self->logo);
  push (self, job);
}

static void
draw_mark (CsTitler *self)
{
  draw_words (self, PART_MARK, self->rehearsal ? _("REHEARSAL") : NULL);
}

static void
draw_slate (CsTitler *self)
{
  Job *job = make_job (self, PART_SLATE);

  job->text = g_strdup (self->show);
  push (self, job);
}

static void
cs_titler_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_SLATE:
    g_value_set_pointer (value, CS_TITLER (object)->slate);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_titler_dispose (GObject *object)
{
  CsTitler *self = CS_TITLER (object);

  if (self->worker != NULL)
    cs_worker_stop (self->worker);
  g_clear_object (&self->worker);
  cs_cards_clear (self->cards);
  cs_cards_set_gate (self->cards, NULL, NULL, NULL);
  G_OBJECT_CLASS (cs_titler_parent_class)->dispose (object);
}

static void
cs_titler_finalize (GObject *object)
{
  CsTitler *self = CS_TITLER (object);

  cs_cards_unref (self->cards);
  g_clear_pointer (&self->snapshot, cs_snapshot_unref);
  cs_titler_bitmap_clear (&self->avatar);
  cs_titler_bitmap_clear (&self->logo);
  g_free (self->show);
  g_free (self->title);
  gst_clear_buffer (&self->slate);
  g_hash_table_unref (self->heart_cards);
  G_OBJECT_CLASS (cs_titler_parent_class)->finalize (object);
}

static void
cs_titler_class_init (CsTitlerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_titler_get_property;
  object_class->dispose = cs_titler_dispose;
  object_class->finalize = cs_titler_finalize;

  /**
   * CsTitler:slate: (nullable)
   *
   * What standby shows, in the format that was asked for; %NULL before it is drawn. A #GstBuffer, whose type does
   * not exist before GStreamer is loaded.
   */
  properties[PROP_SLATE] =
      g_param_spec_pointer ("slate", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_titler_init (CsTitler *self)
{
  self->worker = cs_worker_new ("cs-titler");
  self->cards = cs_cards_new ();
  self->lower_third = TRUE;
  self->hearts = TRUE;
  self->show = g_strdup ("");
  self->heart_cards = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) cs_card_unref);
  gst_video_info_init (&self->info);
}

/**
 * cs_titler_new:
 *
 * Returns: (transfer full): a picture with nothing on it; main thread only
 */
CsTitler *
cs_titler_new (void)
{
  return g_object_new (CS_TYPE_TITLER, NULL);
}

/**
 * cs_titler_set_gate:
 * @self: a picture
 * @gate: (nullable): asked before every picture whether a post is on program; with %NULL none is ever seen
 * @data: for @gate
 * @destroy: (nullable): frees @data, on any thread
 */
void
cs_titler_set_gate (CsTitler     *self,
                     CsCardsGate    gate,
                     gpointer       data,
                     GDestroyNotify destroy)
{
  g_return_if_fail (CS_IS_TITLER (self));

  cs_cards_set_gate (self->cards, gate, data, destroy);
}

/**
 * cs_titler_set_snapshot:
 * @self: a picture
 * @snapshot: (nullable): what the program shows now
 *
 * The post before is gone with the next picture, the new one is there as soon as it is drawn.
 */
void
cs_titler_set_snapshot (CsTitler  *self,
                         CsSnapshot *snapshot)
{
  g_return_if_fail (CS_IS_TITLER (self));

  if (self->snapshot == snapshot)
    return;
  g_clear_pointer (&self->snapshot, cs_snapshot_unref);
  cs_titler_bitmap_clear (&self->avatar);
  self->snapshot = snapshot != NULL ? cs_snapshot_ref (snapshot) : NULL;
  cs_cards_set_post (self->cards, NULL, NULL, 0, 0);
  draw_post (self);
}

/**
 * cs_titler_get_snapshot:
 * @self: a picture
 *
 * Returns: (transfer none) (nullable): what the program shows, as it was told last
 */
CsSnapshot *
cs_titler_get_snapshot (CsTitler *self)
{
  g_return_val_if_fail (CS_IS_TITLER (self), NULL);

  return self->snapshot;
}

/**
 * cs_titler_set_avatar:
 * @self: a picture
 * @snapshot: whose author it shows
 * @avatar: (nullable): the author's picture, decoded elsewhere; its pixels are shared
 *
 * Ignored when @snapshot is not on program any more.
 */
void
cs_titler_set_avatar (CsTitler             *self,
                       CsSnapshot            *snapshot,
                       const CsTitlerBitmap *avatar)
{
  g_return_if_fail (CS_IS_TITLER (self));

  if (snapshot == NULL || self->snapshot != snapshot)
    return;
  cs_titler_bitmap_clear (&self->avatar);
  if (avatar != NULL)
    copy_bitmap (&self->avatar, avatar);
  draw_post (self);
}

/**
 * cs_titler_get_lower_third:
 * @self: a picture
 *
 * Returns: whether the post on program is burnt in
 */
gboolean
cs_titler_get_lower_third (CsTitler *self)
{
  g_return_val_if_fail (CS_IS_TITLER (self), FALSE);

  return self->lower_third;
}

/**
 * cs_titler_set_lower_third:
 * @self: a picture
 * @lower_third: whether the post on program is burnt in; %TRUE by default
 */
void
cs_titler_set_lower_third (CsTitler *self,
                            gboolean   lower_third)
{
  g_return_if_fail (CS_IS_TITLER (self));

  if (self->lower_third == lower_third)
    return;
  self->lower_third = lower_third;
  draw_post (self);
}

/**
 * cs_titler_set_show:
 * @self: a picture
 * @show: the show's name
 *
 * For the picture of standby.
 */
void
cs_titler_set_show (CsTitler  *self,
                     const char *show)
{
  g_autofree char *safe = NULL;

  g_return_if_fail (CS_IS_TITLER (self) && show != NULL);

  safe = cs_text_clean (show, CS_TEXT_NAME);
  if (g_strcmp0 (self->show, safe) == 0)
    return;
  g_free (self->show);
  self->show = g_steal_pointer (&safe);
  if (GST_VIDEO_INFO_HEIGHT (&self->info) > 0)
    draw_slate (self);
}

/**
 * cs_titler_set_title:
 * @self: a picture
 * @title: (nullable): what the title bar says; %NULL or nothing for none
 */
void
cs_titler_set_title (CsTitler  *self,
                      const char *title)
{
  g_autofree char *safe = NULL;

  g_return_if_fail (CS_IS_TITLER (self));

  safe = title != NULL ? cs_text_clean (title, CS_TEXT_NAME) : NULL;
  if (safe != NULL && safe[0] == '\0')
    g_clear_pointer (&safe, g_free);
  if (g_strcmp0 (self->title, safe) == 0)
    return;
  g_free (self->title);
  self->title = g_steal_pointer (&safe);
  if (GST_VIDEO_INFO_HEIGHT (&self->info) > 0)
    draw_words (self, PART_TITLE, self->title);
}

/**
 * cs_titler_set_logo:
 * @self: a picture
 * @logo: (nullable): the show's logo, decoded elsewhere; its pixels are shared
 */
void
cs_titler_set_logo (CsTitler             *self,
                     const CsTitlerBitmap *logo)
{
  g_return_if_fail (CS_IS_TITLER (self));

  cs_titler_bitmap_clear (&self->logo);
  if (logo != NULL)
    copy_bitmap (&self->logo, logo);
  if (GST_VIDEO_INFO_HEIGHT (&self->info) > 0)
    draw_logo (self);
}

/**
 * cs_titler_set_rehearsal:
 * @self: a picture
 * @rehearsal: whether the picture says that this is a rehearsal
 */
void
cs_titler_set_rehearsal (CsTitler *self,
                          gboolean   rehearsal)
{
  g_return_if_fail (CS_IS_TITLER (self));

  if (self->rehearsal == rehearsal)
    return;
  self->rehearsal = rehearsal;
  if (GST_VIDEO_INFO_HEIGHT (&self->info) > 0)
    draw_mark (self);
}

/**
 * cs_titler_get_hearts:
 * @self: a picture
 *
 * Returns: whether hearts are burnt in
 */
gboolean
cs_titler_get_hearts (CsTitler *self)
{
  g_return_val_if_fail (CS_IS_TITLER (self), FALSE);

  return self->hearts;
}

/**
 * cs_titler_set_hearts:
 * @self: a picture
 * @hearts: whether hearts are burnt in; %TRUE by default
 */
void
cs_titler_set_hearts (CsTitler *self,
                       gboolean   hearts)
{
  g_return_if_fail (CS_IS_TITLER (self));

  self->hearts = hearts;
}

/**
 * cs_titler_add_heart:
 * @self: a picture
 * @rgb: the viewer's colour, 0xrrggbb
 *
 * A heart rises. There are never more at once than can be seen and drawn in time.
 */
void
cs_titler_add_heart (CsTitler *self,
                      guint32    rgb)
{
  /* So few shades that strangers cannot make them many. */
  guint32 shade = rgb & 0xf0f0f0;
  CsCard *card;

  g_return_if_fail (CS_IS_TITLER (self));

  if (!self->hearts || GST_VIDEO_INFO_HEIGHT (&self->info) == 0)
    return;
  card = g_hash_table_lookup (self->heart_cards, GUINT_TO_POINTER (shade));
  if (card == NULL) {
    if (g_hash_table_size (self->heart_cards) >= MAX_HEART_COLOURS)
      g_hash_table_remove_all (self->heart_cards);
    card = cs_titler_draw_heart (&self->info, shade);
    g_hash_table_insert (self->heart_cards, GUINT_TO_POINTER (shade), card);
  }
  cs_cards_add_heart (self->cards, card, self->n_hearts++ * 37);
}

/**
 * cs_titler_set_format:
 * @self: a picture
 * @format: the size of the pictures
 *
 * Before this nothing is drawn.
 */
void
cs_titler_set_format (CsTitler          *self,
                       const CsFeedFormat *format)
{
  g_return_if_fail (CS_IS_TITLER (self));

  if (GST_VIDEO_INFO_WIDTH (&self->info) == format->width && GST_VIDEO_INFO_HEIGHT (&self->info) == format->height)
    return;
  gst_video_info_set_format (&self->info, GST_VIDEO_FORMAT_I420, format->width, format->height);
  cs_cards_clear (self->cards);
  g_hash_table_remove_all (self->heart_cards);
  gst_clear_buffer (&self->slate);
  draw_slate (self);
  draw_post (self);
  draw_words (self, PART_TITLE, self->title);
  draw_logo (self);
  draw_mark (self);
}

/**
 * cs_titler_get_cards:
 * @self: a picture
 *
 * Returns: (transfer none): what lies over the picture
 */
CsCards *
cs_titler_get_cards (CsTitler *self)
{
  g_return_val_if_fail (CS_IS_TITLER (self), NULL);

  return self->cards;
}

/**
 * cs_titler_get_slate:
 * @self: a picture
 *
 * Returns: (transfer none) (nullable): what standby shows; %NULL before it is drawn
 */
GstBuffer *
cs_titler_get_slate (CsTitler *self)
{
  g_return_val_if_fail (CS_IS_TITLER (self), NULL);

  return self->slate;
}
