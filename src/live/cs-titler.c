/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-titler-private.h"

#include "cs-text.h"

#define MAX_HEART_COLOURS 64

enum { PROP_0, PROP_SLATE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsTitler, cs_titler, G_TYPE_OBJECT)

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

void
cs_titler_set_slate (CsTitler  *self,
                     GstBuffer *slate)
{
  gst_buffer_replace (&self->slate, slate);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SLATE]);
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
 * @destroy: (nullable): frees @data, when another gate is set
 */
void
cs_titler_set_gate (CsTitler      *self,
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
cs_titler_set_snapshot (CsTitler   *self,
                        CsSnapshot *snapshot)
{
  g_return_if_fail (CS_IS_TITLER (self));

  if (self->snapshot == snapshot)
    return;
  g_clear_pointer (&self->snapshot, cs_snapshot_unref);
  cs_titler_bitmap_clear (&self->avatar);
  self->snapshot = snapshot != NULL ? cs_snapshot_ref (snapshot) : NULL;
  cs_cards_set_post (self->cards, NULL, NULL, 0, 0);
  cs_titler_draw_part (self, CS_TITLER_POST);
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
                      CsSnapshot           *snapshot,
                      const CsTitlerBitmap *avatar)
{
  g_return_if_fail (CS_IS_TITLER (self));

  if (snapshot == NULL || self->snapshot != snapshot)
    return;
  cs_titler_bitmap_clear (&self->avatar);
  if (avatar != NULL)
    cs_titler_bitmap_copy (&self->avatar, avatar);
  cs_titler_draw_part (self, CS_TITLER_POST);
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
                           gboolean  lower_third)
{
  g_return_if_fail (CS_IS_TITLER (self));

  if (self->lower_third == lower_third)
    return;
  self->lower_third = lower_third;
  cs_titler_draw_part (self, CS_TITLER_POST);
}

/**
 * cs_titler_set_show:
 * @self: a picture
 * @show: the show's name
 *
 * For the picture of standby.
 */
void
cs_titler_set_show (CsTitler   *self,
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
    cs_titler_draw_part (self, CS_TITLER_SLATE);
}

/**
 * cs_titler_set_title:
 * @self: a picture
 * @title: (nullable): what the title bar says; %NULL or nothing for none
 */
void
cs_titler_set_title (CsTitler   *self,
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
    cs_titler_draw_part (self, CS_TITLER_TITLE);
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
    cs_titler_bitmap_copy (&self->logo, logo);
  if (GST_VIDEO_INFO_HEIGHT (&self->info) > 0)
    cs_titler_draw_part (self, CS_TITLER_LOGO);
}

/**
 * cs_titler_set_rehearsal:
 * @self: a picture
 * @rehearsal: whether the picture says that this is a rehearsal
 */
void
cs_titler_set_rehearsal (CsTitler *self,
                         gboolean  rehearsal)
{
  g_return_if_fail (CS_IS_TITLER (self));

  if (self->rehearsal == rehearsal)
    return;
  self->rehearsal = rehearsal;
  if (GST_VIDEO_INFO_HEIGHT (&self->info) > 0)
    cs_titler_draw_part (self, CS_TITLER_MARK);
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
                      gboolean  hearts)
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
                     guint32   rgb)
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
cs_titler_set_format (CsTitler           *self,
                      const CsFeedFormat *format)
{
  g_return_if_fail (CS_IS_TITLER (self));

  if (GST_VIDEO_INFO_WIDTH (&self->info) == format->width && GST_VIDEO_INFO_HEIGHT (&self->info) == format->height)
    return;
  gst_video_info_set_format (&self->info, GST_VIDEO_FORMAT_I420, format->width, format->height);
  cs_cards_clear (self->cards);
  g_hash_table_remove_all (self->heart_cards);
  gst_clear_buffer (&self->slate);
  for (CsTitlerPart part = 0; part < CS_TITLER_N_PARTS; part++)
    cs_titler_draw_part (self, part);
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
