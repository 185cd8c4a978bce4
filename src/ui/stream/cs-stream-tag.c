/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-tag.h"

struct _CsStreamTag {
  GObject parent_instance;

  char *name;
  guint last_minute;
  guint late_s;
};

G_DEFINE_FINAL_TYPE (CsStreamTag, cs_stream_tag, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_NAME,
  PROP_LAST_MINUTE,
  PROP_LATE_S,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
cs_stream_tag_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  CsStreamTag *self = CS_STREAM_TAG (object);

  switch (prop_id) {
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_LAST_MINUTE:
    g_value_set_uint (value, self->last_minute);
    break;
  case PROP_LATE_S:
    g_value_set_uint (value, self->late_s);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_stream_tag_finalize (GObject *object)
{
  g_free (CS_STREAM_TAG (object)->name);
  G_OBJECT_CLASS (cs_stream_tag_parent_class)->finalize (object);
}

static void
cs_stream_tag_class_init (CsStreamTagClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cs_stream_tag_get_property;
  object_class->finalize = cs_stream_tag_finalize;

  /**
   * CsStreamTag:name:
   *
   * The hashtag without the sign.
   */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, readable);
  /**
   * CsStreamTag:last-minute:
   *
   * How many posts came with it in the last minute.
   */
  properties[PROP_LAST_MINUTE] =
    g_param_spec_uint ("last-minute", NULL, NULL, 0, G_MAXUINT, 0, readable);
  /**
   * CsStreamTag:late-s:
   *
   * For how many seconds its sources have not answered when they should have; 0 when they do.
   */
  properties[PROP_LATE_S] = g_param_spec_uint ("late-s", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_stream_tag_init (CsStreamTag *self)
{
}

/**
 * cs_stream_tag_new:
 * @name: a hashtag without the sign
 *
 * Returns: (transfer full): the hashtag, with nothing counted yet
 */
CsStreamTag *
cs_stream_tag_new (const char *name)
{
  CsStreamTag *self = g_object_new (CS_TYPE_STREAM_TAG, NULL);

  self->name = g_strdup (name);
  return self;
}

/**
 * cs_stream_tag_get_name:
 * @self: a hashtag
 *
 * Returns: (transfer none): it, without the sign
 */
const char *
cs_stream_tag_get_name (CsStreamTag *self)
{
  g_return_val_if_fail (CS_IS_STREAM_TAG (self), NULL);

  return self->name;
}

/**
 * cs_stream_tag_get_last_minute:
 * @self: a hashtag
 *
 * Returns: how many posts came with it in the last minute
 */
guint
cs_stream_tag_get_last_minute (CsStreamTag *self)
{
  g_return_val_if_fail (CS_IS_STREAM_TAG (self), 0);

  return self->last_minute;
}

/**
 * cs_stream_tag_get_late_s:
 * @self: a hashtag
 *
 * Returns: for how many seconds its sources have not answered when they should have; 0 when they do
 */
guint
cs_stream_tag_get_late_s (CsStreamTag *self)
{
  g_return_val_if_fail (CS_IS_STREAM_TAG (self), 0);

  return self->late_s;
}

/**
 * cs_stream_tag_update:
 * @self: a hashtag
 * @last_minute: how many posts came with it in the last minute
 * @late_s: for how many seconds its sources have not answered when they should have, or 0
 */
void
cs_stream_tag_update (CsStreamTag *self,
                      guint        last_minute,
                      guint        late_s)
{
  g_return_if_fail (CS_IS_STREAM_TAG (self));

  if (self->last_minute != last_minute) {
    self->last_minute = last_minute;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_MINUTE]);
  }
  if (self->late_s != late_s) {
    self->late_s = late_s;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LATE_S]);
  }
}
