/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post-item.h"

/* What lists hand to widgets. Its entry arrives when the page that holds it has been read, and is
 * replaced whenever the show file changes: a row binds to notify::entry and draws what it finds. */
struct _CsPostItem {
  GObject parent_instance;

  gint64 id;
  CsEntry *entry; /* (nullable): not read yet */
};

enum { PROP_0, PROP_ID, PROP_ENTRY, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsPostItem, cs_post_item, G_TYPE_OBJECT)

static void
cs_post_item_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CsPostItem *self = CS_POST_ITEM (object);

  switch (prop_id) {
  case PROP_ID:
    g_value_set_int64 (value, self->id);
    break;
  case PROP_ENTRY:
    g_value_set_boxed (value, self->entry);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_post_item_finalize (GObject *object)
{
  CsPostItem *self = CS_POST_ITEM (object);

  g_clear_pointer (&self->entry, cs_entry_unref);
  G_OBJECT_CLASS (cs_post_item_parent_class)->finalize (object);
}

static void
cs_post_item_class_init (CsPostItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_post_item_get_property;
  object_class->finalize = cs_post_item_finalize;

  /**
   * CsPostItem:id:
   *
   * The post's row in the show file.
   */
  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * CsPostItem:entry: (nullable)
   *
   * The post as the show file has it now, or %NULL until it has been read.
   */
  properties[PROP_ENTRY] = g_param_spec_boxed ("entry", NULL, NULL, CS_TYPE_ENTRY,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                               G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_post_item_init (CsPostItem *self)
{
}

/**
 * cs_post_item_new:
 * @id: the post's row in the show file
 * @entry: (nullable): the post, when it is known already
 *
 * Returns: (transfer full): a new item; main thread only
 */
CsPostItem *
cs_post_item_new (gint64   id,
                  CsEntry *entry)
{
  CsPostItem *self = g_object_new (CS_TYPE_POST_ITEM, NULL);

  self->id = id;
  self->entry = entry != NULL ? cs_entry_ref (entry) : NULL;
  return self;
}

/**
 * cs_post_item_get_id:
 * @self: an item
 *
 * Returns: the post's row in the show file
 */
gint64
cs_post_item_get_id (CsPostItem *self)
{
  g_return_val_if_fail (CS_IS_POST_ITEM (self), 0);

  return self->id;
}

/**
 * cs_post_item_get_entry:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the post as the show file has it, or %NULL until it was read
 */
CsEntry *
cs_post_item_get_entry (CsPostItem *self)
{
  g_return_val_if_fail (CS_IS_POST_ITEM (self), NULL);

  return self->entry;
}

/**
 * cs_post_item_set_entry:
 * @self: an item
 * @entry: the post as the show file has it now
 *
 * Called by the store when the row was read or has changed.
 */
void
cs_post_item_set_entry (CsPostItem *self,
                        CsEntry    *entry)
{
  g_return_if_fail (CS_IS_POST_ITEM (self) && entry != NULL && entry->id == self->id);

  if (self->entry == entry)
    return;
  g_clear_pointer (&self->entry, cs_entry_unref);
  self->entry = cs_entry_ref (entry);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENTRY]);
}
