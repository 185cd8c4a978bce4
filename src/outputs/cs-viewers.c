/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-viewers.h"

#include "cs-page-link.h"

/* A page asks every two seconds, and a phone that is put away does not. */
#define HERE_US (10 * G_TIME_SPAN_SECOND)
#define FORGET_US (60 * G_TIME_SPAN_SECOND)
/* Neighbours in time get colours that are far apart. */
#define HUE_STEP 5

struct _CsViewers {
  GHashTable *by_token; /* token → CsViewer */
  guint last_number;
};

typedef struct {
  gint64 now_us;
  const char *address; /* (nullable) */
  guint n;
} Count;

static void
viewer_free (gpointer data)
{
  CsViewer *viewer = data;

  g_free (viewer->token);
  g_free (viewer->address);
  g_free (viewer);
}

static gboolean
is_forgotten (gpointer token,
              gpointer value,
              gpointer data)
{
  return ((CsViewer *) value)->seen_us + FORGET_US < ((Count *) data)->now_us;
}

static void
count (gpointer token,
       gpointer value,
       gpointer data)
{
  const CsViewer *viewer = value;
  Count *found = data;

  if (found->address != NULL ? g_str_equal (viewer->address, found->address)
                             : viewer->seen_us + HERE_US >= found->now_us)
    found->n++;
}

/**
 * cs_viewers_new:
 *
 * Returns: (transfer full): nobody yet
 */
CsViewers *
cs_viewers_new (void)
{
  CsViewers *self = g_new0 (CsViewers, 1);

  self->by_token = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, viewer_free);
  return self;
}

/**
 * cs_viewers_free:
 * @self: (transfer full): viewers
 */
void
cs_viewers_free (CsViewers *self)
{
  g_hash_table_unref (self->by_token);
  g_free (self);
}

/**
 * cs_viewers_join:
 * @self: viewers
 * @address: where somebody comes from
 * @now_us: monotonic time, in microseconds
 *
 * Returns: (transfer none) (nullable): one more viewer; %NULL when there are too many, in all or from this address
 */
CsViewer *
cs_viewers_join (CsViewers  *self,
                 const char *address,
                 gint64      now_us)
{
  Count from = { now_us, address, 0 };
  CsViewer *viewer;

  g_hash_table_foreach_remove (self->by_token, is_forgotten, &from);
  g_hash_table_foreach (self->by_token, count, &from);
  if (from.n >= CS_VIEWERS_MAX_PER_ADDRESS || g_hash_table_size (self->by_token) >= CS_VIEWERS_MAX)
    return NULL;
  viewer = g_new0 (CsViewer, 1);
  viewer->token = cs_page_link_make ();
  viewer->number = ++self->last_number;
  viewer->hue = viewer->number * HUE_STEP % CS_N_HUES;
  viewer->address = g_strdup (address);
  viewer->seen_us = now_us;
  g_hash_table_insert (self->by_token, viewer->token, viewer);
  return viewer;
}

/**
 * cs_viewers_find:
 * @self: viewers
 * @token: (nullable): what somebody says it was given
 * @now_us: monotonic time, in microseconds
 *
 * Returns: (transfer none) (nullable): who that is, and is here now
 */
CsViewer *
cs_viewers_find (CsViewers  *self,
                 const char *token,
                 gint64      now_us)
{
  CsViewer *viewer = token != NULL ? g_hash_table_lookup (self->by_token, token) : NULL;

  if (viewer != NULL)
    viewer->seen_us = now_us;
  return viewer;
}

/**
 * cs_viewers_count:
 * @self: viewers
 * @now_us: monotonic time, in microseconds
 *
 * Returns: how many are here now
 */
guint
cs_viewers_count (CsViewers *self,
                  gint64     now_us)
{
  Count here = { now_us, NULL, 0 };

  g_hash_table_foreach (self->by_token, count, &here);
  return here.n;
}

/**
 * cs_viewers_clear:
 * @self: viewers
 *
 * Whoever is here has to join again.
 */
void
cs_viewers_clear (CsViewers *self)
{
  g_hash_table_remove_all (self->by_token);
}

/**
 * cs_viewers_get_colour:
 * @hue: below %CS_N_HUES
 *
 * Returns: the colour that the page shows for it, 0xrrggbb
 */
guint32
cs_viewers_get_colour (guint hue)
{
  /* Light and full enough to be told apart on any picture. */
  static const guint32 colours[CS_N_HUES] = {
    0xf04c4c, 0xf09e4c, 0xf0f04c, 0x9ef04c, 0x4cf04c, 0x4cf09e, 0x4cf0f0, 0x4c9ef0, 0x4c4cf0, 0x9e4cf0, 0xf04cf0, 0xf04c9e,
  };

  g_return_val_if_fail (hue < CS_N_HUES, 0);

  return colours[hue];
}
