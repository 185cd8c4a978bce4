/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cards.h"

#include <math.h>

#define FADE (300 * GST_MSECOND)
#define MAX_HEARTS 40
#define HEART_RISES (3 * GST_SECOND)
#define HEART_FADES 0.6 /* of its way */
#define HEART_HOME 0.76 /* above the lower third */
#define HEART_HEIGHT 0.5 /* of the picture's */
#define HEART_SWAY 0.02 /* of the picture's width */
#define HEART_BAND 0.12

/* Who is asked whether the post may be seen. */
typedef struct {
  CsCardsGate ask; /* (nullable): without it no post is drawn */
  gpointer data;
  GDestroyNotify destroy;
} Gate;

typedef struct {
  CsCard *card; /* (nullable) */
  int x;
  int y;
  GstClockTime since; /* when it was first drawn; none before */
} Layer;

typedef struct {
  CsCard *card;
  guint seed;
  GstClockTime since;
} Heart;

struct _CsCards {
  GMutex gate_lock; /* for the gate, also while it is asked */
  Gate gate;
  GMutex lock; /* for what follows; held for moments only */
  CsSnapshot *snapshot; /* (nullable): what @post shows */
  Layer post;
  Layer layers[CS_CARDS_N_LAYERS];
  GArray *hearts; /* Heart, oldest first */
};

static void
gate_clear (Gate *gate)
{
  if (gate->destroy != NULL)
    gate->destroy (gate->data);
}

static gboolean
ask_gate (CsCards    *self,
          CsSnapshot *snapshot)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->gate_lock);

  return self->gate.ask != NULL && self->gate.ask (snapshot, self->gate.data);
}

static void
layer_clear (Layer *layer)
{
  g_clear_pointer (&layer->card, cs_card_unref);
}

static void
heart_clear (gpointer data)
{
  cs_card_unref (((Heart *) data)->card);
}

static void
clear (gpointer data)
{
  CsCards *self = data;

  gate_clear (&self->gate);
  g_clear_pointer (&self->snapshot, cs_snapshot_unref);
  layer_clear (&self->post);
  for (guint i = 0; i < CS_CARDS_N_LAYERS; i++)
    layer_clear (&self->layers[i]);
  g_array_unref (self->hearts);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->gate_lock);
}

/* The lock is held. */
static void
set (Layer  *layer,
     CsCard *card,
     int     x,
     int     y)
{
  CsCard *before = layer->card;

  layer->card = card != NULL ? cs_card_ref (card) : NULL;
  layer->x = x;
  layer->y = y;
  layer->since = GST_CLOCK_TIME_NONE;
  g_clear_pointer (&before, cs_card_unref);
}

/* The lock is held. */
static Layer
look (Layer       *layer,
      GstClockTime now)
{
  Layer seen = *layer;

  if (seen.card == NULL)
    return seen;
  if (layer->since == GST_CLOCK_TIME_NONE || layer->since > now)
    layer->since = now;
  seen.since = layer->since;
  cs_card_ref (seen.card);
  return seen;
}

static void
lay (Layer         *layer,
     GstVideoFrame *frame,
     GstClockTime   now)
{
  GstClockTime age = now - layer->since + FADE / 10;

  cs_card_lay (layer->card, frame, layer->x, layer->y,
               age < FADE ? (guint) (age * CS_CARD_OPAQUE / FADE) : CS_CARD_OPAQUE);
}

/* What is not on program any more is let go of: it cannot come back by itself. */
static void
drop_post (CsCards    *self,
           CsSnapshot *snapshot)
{
  g_autoptr (CsSnapshot) dropped = NULL;

  g_mutex_lock (&self->lock);
  if (self->snapshot == snapshot) {
    dropped = g_steal_pointer (&self->snapshot);
    layer_clear (&self->post);
  }
  g_mutex_unlock (&self->lock);
}

static void
draw_post (CsCards       *self,
           GstVideoFrame *frame,
           GstClockTime   now)
{
  g_autoptr (CsSnapshot) snapshot = NULL;
  Layer seen;

  g_mutex_lock (&self->lock);
  seen = look (&self->post, now);
  if (seen.card != NULL)
    snapshot = cs_snapshot_ref (self->snapshot);
  g_mutex_unlock (&self->lock);
  if (snapshot != NULL) {
    if (ask_gate (self, snapshot))
      lay (&seen, frame, now);
    else
      drop_post (self, snapshot);
  }
  layer_clear (&seen);
}

static void
draw_layer (CsCards       *self,
            guint          i,
            GstVideoFrame *frame,
            GstClockTime   now)
{
  Layer seen;

  g_mutex_lock (&self->lock);
  seen = look (&self->layers[i], now);
  g_mutex_unlock (&self->lock);
  if (seen.card != NULL)
    lay (&seen, frame, now);
  layer_clear (&seen);
}

/* The lock is held. Returns: the hearts that are still on their way. */
static GArray *
dup_hearts (CsCards     *self,
            GstClockTime now)
{
  GArray *hearts = g_array_new (FALSE, FALSE, sizeof (Heart));

  g_array_set_clear_func (hearts, heart_clear);
  for (guint i = 0; i < self->hearts->len;) {
    Heart *heart = &g_array_index (self->hearts, Heart, i);

    if (heart->since == GST_CLOCK_TIME_NONE || heart->since > now)
      heart->since = now;
    if (now - heart->since >= HEART_RISES) {
      g_array_remove_index (self->hearts, i);
      continue;
    }
    g_array_append_val (hearts, *heart);
    cs_card_ref (heart->card);
    i++;
  }
  return hearts;
}

/* Up along the right edge, swaying, fading at the end. */
static void
draw_heart (const Heart   *heart,
            GstVideoFrame *frame,
            GstClockTime   now)
{
  double way = (double) (now - heart->since) / HEART_RISES;
  int width = GST_VIDEO_FRAME_WIDTH (frame), height = GST_VIDEO_FRAME_HEIGHT (frame);
  double home = 0.82 + HEART_BAND * (heart->seed % 101) / 100.0;
  double sway = HEART_SWAY * sin (way * 3 * G_PI + heart->seed % 7);
  double fades = way < HEART_FADES ? 1 : (1 - way) / (1 - HEART_FADES);

  cs_card_lay (heart->card, frame, (home + sway) * width, (HEART_HOME - way * HEART_HEIGHT) * height, fades * CS_CARD_OPAQUE);
}

static void
draw_hearts (CsCards       *self,
             GstVideoFrame *frame,
             GstClockTime   now)
{
  g_autoptr (GArray) hearts = NULL;

  g_mutex_lock (&self->lock);
  if (self->hearts->len > 0)
    hearts = dup_hearts (self, now);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; hearts != NULL && i < hearts->len; i++)
    draw_heart (&g_array_index (hearts, Heart, i), frame, now);
}

/**
 * cs_cards_new:
 *
 * Returns: (transfer full): nothing over the picture
 */
CsCards *
cs_cards_new (void)
{
  CsCards *self = g_atomic_rc_box_new0 (CsCards);

  g_mutex_init (&self->gate_lock);
  g_mutex_init (&self->lock);
  self->hearts = g_array_new (FALSE, FALSE, sizeof (Heart));
  g_array_set_clear_func (self->hearts, heart_clear);
  return self;
}

/**
 * cs_cards_ref:
 * @self: cards
 *
 * Returns: (transfer full): the same
 */
CsCards *
cs_cards_ref (CsCards *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_cards_unref:
 * @self: (transfer full): cards
 */
void
cs_cards_unref (CsCards *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_cards_set_gate:
 * @self: cards
 * @gate: (nullable): says whether a post is on program; with %NULL none is ever drawn
 * @data: for @gate
 * @destroy: (nullable): frees @data: here, when another gate is set
 *
 * Waits while the gate before is being asked: nobody asks it after this.
 */
void
cs_cards_set_gate (CsCards       *self,
                   CsCardsGate    gate,
                   gpointer       data,
                   GDestroyNotify destroy)
{
  Gate before;

  g_mutex_lock (&self->gate_lock);
  before = self->gate;
  self->gate = (Gate){ gate, data, destroy };
  g_mutex_unlock (&self->gate_lock);
  gate_clear (&before);
}

/**
 * cs_cards_set_post:
 * @self: cards
 * @snapshot: (nullable): the post that @card shows, as the program took it; %NULL for none
 * @card: (nullable): the lower third
 * @x: where
 * @y: where
 *
 * It is drawn over every picture for which the gate says that @snapshot is on program, and never again once it has
 * said otherwise. The same post drawn anew, because its avatar has come, does not come in anew.
 */
void
cs_cards_set_post (CsCards    *self,
                   CsSnapshot *snapshot,
                   CsCard     *card,
                   int         x,
                   int         y)
{
  g_autoptr (CsSnapshot) before = NULL;
  GstClockTime since;

  g_return_if_fail ((snapshot == NULL) == (card == NULL));

  g_mutex_lock (&self->lock);
  before = g_steal_pointer (&self->snapshot);
  since = snapshot != NULL && before == snapshot ? self->post.since : GST_CLOCK_TIME_NONE;
  self->snapshot = snapshot != NULL ? cs_snapshot_ref (snapshot) : NULL;
  set (&self->post, card, x, y);
  self->post.since = since;
  g_mutex_unlock (&self->lock);
}

/**
 * cs_cards_set_layer:
 * @self: cards
 * @layer: which
 * @card: (nullable): what to lay over the picture from the next one on, or %NULL for nothing
 * @x: where
 * @y: where
 */
void
cs_cards_set_layer (CsCards     *self,
                    CsCardsLayer layer,
                    CsCard      *card,
                    int          x,
                    int          y)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_return_if_fail (layer < CS_CARDS_N_LAYERS);

  set (&self->layers[layer], card, x, y);
}

/**
 * cs_cards_add_heart:
 * @self: cards
 * @heart: what it looks like
 * @seed: where it rises
 *
 * One more heart rises and is gone after some seconds. When too many are on their way already, it is not.
 */
void
cs_cards_add_heart (CsCards *self,
                    CsCard  *heart,
                    guint    seed)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Heart one = { NULL, seed, GST_CLOCK_TIME_NONE };

  if (self->hearts->len >= MAX_HEARTS)
    return;
  one.card = cs_card_ref (heart);
  g_array_append_val (self->hearts, one);
}

/**
 * cs_cards_clear:
 * @self: cards
 *
 * Nothing lies over the picture any more.
 */
void
cs_cards_clear (CsCards *self)
{
  cs_cards_set_post (self, NULL, NULL, 0, 0);
  for (guint i = 0; i < CS_CARDS_N_LAYERS; i++)
    cs_cards_set_layer (self, i, NULL, 0, 0);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_array_set_size (self->hearts, 0);
}

/**
 * cs_cards_need_drawing:
 * @self: cards
 *
 * Returns: whether anything may lie over the next picture
 */
gboolean
cs_cards_need_drawing (CsCards *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gboolean any = self->post.card != NULL || self->hearts->len > 0;

  for (guint i = 0; i < CS_CARDS_N_LAYERS; i++)
    any |= self->layers[i].card != NULL;
  return any;
}

/**
 * cs_cards_draw:
 * @self: cards
 * @frame: a picture of our own, mapped for writing
 * @time: its time
 */
void
cs_cards_draw (CsCards       *self,
               GstVideoFrame *frame,
               GstClockTime   time)
{
  draw_hearts (self, frame, time);
  for (guint i = 0; i < CS_CARDS_N_LAYERS; i++)
    draw_layer (self, i, frame, time);
  draw_post (self, frame, time);
}
