/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cursor.h"

#define NOT_THERE G_MAXUINT

struct _CsCursor {
  GObject parent_instance;

  CsStore *store;
  CsPostList *left; /* what is still to sort, newest first */
  CsPostItem *item; /* (nullable): the open post */
  CsPostItem *ahead; /* (nullable): the next to sort: read before it is wanted */
  guint place; /* where it is in @left, or where it was when it left */
};

enum { PROP_0, PROP_ITEM, PROP_PLACE, PROP_N_LEFT, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsCursor, cs_cursor, G_TYPE_OBJECT)

static guint
find (CsCursor *self)
{
  return self->item != NULL ? cs_post_list_find (self->left, cs_post_item_get_id (self->item)) : NOT_THERE;
}

/* Who has decided goes on to the next: it shall not have to be read then. */
static void
look_ahead (CsCursor *self)
{
  guint found = find (self);
  guint next = found != NOT_THERE ? found + 1 : self->place;

  g_clear_object (&self->ahead);
  if (self->item != NULL && next < cs_cursor_get_n_left (self))
    self->ahead = cs_store_get_item (self->store, cs_post_list_get_id (self->left, next));
}

static void
set_place (CsCursor *self,
           guint     place)
{
  if (self->place == place)
    return;
  self->place = place;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
}

/* The open post may have left the list: its place is kept, so that stepping goes on from there. */
static void
left_changed_cb (GListModel *left,
                 guint       position,
                 guint       removed,
                 guint       added,
                 CsCursor   *self)
{
  guint found = find (self);

  if (found != NOT_THERE)
    set_place (self, found);
  else if (position + removed <= self->place)
    set_place (self, self->place - removed + added);
  else if (position < self->place)
    set_place (self, position);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_LEFT]);
}

static void
cs_cursor_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  CsCursor *self = CS_CURSOR (object);

  switch (prop_id) {
  case PROP_ITEM:
    g_value_set_object (value, self->item);
    break;
  case PROP_PLACE:
    g_value_set_uint (value, cs_cursor_get_place (self));
    break;
  case PROP_N_LEFT:
    g_value_set_uint (value, cs_cursor_get_n_left (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_cursor_dispose (GObject *object)
{
  CsCursor *self = CS_CURSOR (object);

  if (self->left != NULL)
    g_signal_handlers_disconnect_by_func (self->left, left_changed_cb, self);
  g_clear_object (&self->left);
  g_clear_object (&self->item);
  g_clear_object (&self->ahead);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cs_cursor_parent_class)->dispose (object);
}

static void
cs_cursor_class_init (CsCursorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cs_cursor_get_property;
  object_class->dispose = cs_cursor_dispose;

  /**
   * CsCursor:item: (nullable)
   *
   * The open post.
   */
  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, CS_TYPE_POST_ITEM, flags);
  /**
   * CsCursor:place:
   *
   * Its place among those still to sort, from 1; 0 when it is not among them.
   */
  properties[PROP_PLACE] = g_param_spec_uint ("place", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /**
   * CsCursor:n-left:
   *
   * How many are still to sort.
   */
  properties[PROP_N_LEFT] = g_param_spec_uint ("n-left", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_cursor_init (CsCursor *self)
{
}

static void
open_at (CsCursor *self,
         guint     position)
{
  cs_cursor_open (self, cs_post_list_get_id (self->left, position));
}

/**
 * cs_cursor_new:
 * @store: the open show file
 *
 * Returns: (transfer full): a cursor with no post open; main thread only
 */
CsCursor *
cs_cursor_new (CsStore *store)
{
  const CsPostQuery query = { .states = 1 << CS_STATE_INCOMING, .order = CS_POST_ORDER_NEWEST };
  CsCursor *self = g_object_new (CS_TYPE_CURSOR, NULL);

  self->store = g_object_ref (store);
  self->left = cs_post_list_new (store, &query);
  g_signal_connect (self->left, "items-changed", G_CALLBACK (left_changed_cb), self);
  return self;
}

/**
 * cs_cursor_get_item:
 * @self: a cursor
 *
 * Returns: (transfer none) (nullable): the open post
 */
CsPostItem *
cs_cursor_get_item (CsCursor *self)
{
  g_return_val_if_fail (CS_IS_CURSOR (self), NULL);

  return self->item;
}

/**
 * cs_cursor_get_id:
 * @self: a cursor
 *
 * Returns: the open post's row in the show file, or 0
 */
gint64
cs_cursor_get_id (CsCursor *self)
{
  g_return_val_if_fail (CS_IS_CURSOR (self), 0);

  return self->item != NULL ? cs_post_item_get_id (self->item) : 0;
}

/**
 * cs_cursor_get_place:
 * @self: a cursor
 *
 * Returns: the open post's place among those still to sort, from 1; 0 when it is not among them
 */
guint
cs_cursor_get_place (CsCursor *self)
{
  guint found;

  g_return_val_if_fail (CS_IS_CURSOR (self), 0);

  found = find (self);
  return found != NOT_THERE ? found + 1 : 0;
}

/**
 * cs_cursor_get_n_left:
 * @self: a cursor
 *
 * Returns: how many posts are still to sort
 */
guint
cs_cursor_get_n_left (CsCursor *self)
{
  g_return_val_if_fail (CS_IS_CURSOR (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->left));
}

/**
 * cs_cursor_open:
 * @self: a cursor
 * @post_id: the post to open, or 0 to close
 */
void
cs_cursor_open (CsCursor *self,
                gint64    post_id)
{
  guint found;

  g_return_if_fail (CS_IS_CURSOR (self));

  if (cs_cursor_get_id (self) == post_id)
    return;
  g_clear_object (&self->item);
  if (post_id != 0)
    self->item = cs_store_get_item (self->store, post_id);
  found = find (self);
  if (found != NOT_THERE)
    self->place = found;
  look_ahead (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
}

/**
 * cs_cursor_step:
 * @self: a cursor
 * @by: 1 for the next (older) post to sort, -1 for the one before
 *
 * With nothing open, opens the newest.
 *
 * Returns: whether another post is open now
 */
gboolean
cs_cursor_step (CsCursor *self,
                int       by)
{
  guint n_left;
  guint found;
  gint64 target;

  g_return_val_if_fail (CS_IS_CURSOR (self), FALSE);

  n_left = cs_cursor_get_n_left (self);
  found = find (self);
  if (n_left == 0)
    return FALSE;
  if (self->item == NULL)
    target = 0;
  else if (found != NOT_THERE)
    target = (gint64) found + by;
  else
    /* The open post has left: what came after it is where it was. */
    target = (gint64) self->place + (by > 0 ? by - 1 : by);
  if (target < 0 || target >= n_left)
    return FALSE;
  open_at (self, target);
  return TRUE;
}

/**
 * cs_cursor_advance:
 * @self: a cursor
 * @decided_id: the post that was just decided
 *
 * Goes on at once to the next post to sort, then, at the end, to the newest; closes when nothing is left.
 * Does nothing when another post is open.
 */
void
cs_cursor_advance (CsCursor *self,
                   gint64    decided_id)
{
  guint newest = 0;

  g_return_if_fail (CS_IS_CURSOR (self));

  if (cs_cursor_get_id (self) != decided_id || cs_cursor_step (self, 1))
    return;
  if (cs_cursor_get_n_left (self) > 0 && cs_post_list_get_id (self->left, 0) == decided_id)
    newest = 1;
  if (newest < cs_cursor_get_n_left (self))
    open_at (self, newest);
  else
    cs_cursor_open (self, 0);
}
