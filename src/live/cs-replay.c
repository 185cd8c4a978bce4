/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replay.h"

#include "cs-json.h"

#include <string.h>

#define VERSION 1

struct _CsReplay {
  GObject parent_instance;

  char *path;
  CsReplayNote *note;
  guint64 n_bytes;
  char *thumbnail; /* (nullable) */
};

enum { PROP_0, PROP_KEEP, PROP_LEFT_S, PROP_THUMBNAIL, PROP_LENGTH_MS, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsReplay, cs_replay, G_TYPE_OBJECT)

static void
cs_replay_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  CsReplay *self = CS_REPLAY (object);

  switch (prop_id) {
  case PROP_KEEP:
    g_value_set_boolean (value, self->note->keep);
    break;
  case PROP_LEFT_S:
    g_value_set_int64 (value, self->note->left_s);
    break;
  case PROP_THUMBNAIL:
    g_value_set_string (value, self->thumbnail);
    break;
  case PROP_LENGTH_MS:
    g_value_set_int64 (value, self->note->length_ms);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_replay_finalize (GObject *object)
{
  CsReplay *self = CS_REPLAY (object);

  g_free (self->path);
  g_free (self->thumbnail);
  cs_replay_note_free (self->note);
  G_OBJECT_CLASS (cs_replay_parent_class)->finalize (object);
}

static void
cs_replay_class_init (CsReplayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cs_replay_get_property;
  object_class->finalize = cs_replay_finalize;

  /**
   * CsReplay:keep:
   *
   * Whether it stays until a person deletes it.
   */
  properties[PROP_KEEP] = g_param_spec_boolean ("keep", NULL, NULL, FALSE, flags);
  /**
   * CsReplay:left-s:
   *
   * How long it stays otherwise, in seconds.
   */
  properties[PROP_LEFT_S] = g_param_spec_int64 ("left-s", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  /**
   * CsReplay:thumbnail: (nullable)
   *
   * A JPEG file with a picture of it; %NULL before there is one.
   */
  properties[PROP_THUMBNAIL] = g_param_spec_string ("thumbnail", NULL, NULL, NULL, flags);
  /**
   * CsReplay:length-ms:
   *
   * How long it is; -1 when that is not known yet.
   */
  properties[PROP_LENGTH_MS] = g_param_spec_int64 ("length-ms", NULL, NULL, -1, G_MAXINT64, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_replay_init (CsReplay *self)
{
}

/**
 * cs_replay_note_new:
 * @show: the show's name
 * @title: what the broadcast was called
 * @where: (nullable): where it went, by name
 * @made_us: when it was made
 *
 * Returns: (transfer full): a note
 */
CsReplayNote *
cs_replay_note_new (const char        *show,
                    const char        *title,
                    const char *const *where,
                    gint64             made_us)
{
  CsReplayNote *self = g_new0 (CsReplayNote, 1);

  self->show = g_strdup (show);
  self->title = g_strdup (title);
  self->where = where != NULL ? g_strdupv ((char **) where) : g_new0 (char *, 1);
  self->made_us = self->counted_us = made_us;
  self->length_ms = -1;
  return self;
}

/**
 * cs_replay_note_copy:
 * @self: a note
 *
 * Returns: (transfer full): a copy
 */
CsReplayNote *
cs_replay_note_copy (const CsReplayNote *self)
{
  CsReplayNote *copy = g_new (CsReplayNote, 1);

  *copy = *self;
  copy->show = g_strdup (self->show);
  copy->title = g_strdup (self->title);
  copy->where = g_strdupv (self->where);
  return copy;
}

/**
 * cs_replay_note_free:
 * @self: (transfer full): a note
 */
void
cs_replay_note_free (CsReplayNote *self)
{
  g_free (self->show);
  g_free (self->title);
  g_strfreev (self->where);
  g_free (self);
}

static const char *
get_words (JsonObject *object,
           const char *member)
{
  const char *words = cs_json_get_string (object, member);

  return words != NULL ? words : "";
}

/**
 * cs_replay_note_parse:
 * @text: what a file says
 * @length: how many bytes that is
 *
 * Returns: (transfer full) (nullable): the note; %NULL when it is none
 */
CsReplayNote *
cs_replay_note_parse (const char *text,
                      gsize       length)
{
  g_autoptr (JsonNode) root = cs_json_parse (text, length, NULL, NULL);
  JsonObject *object = root != NULL ? cs_json_root_object (root) : NULL;
  g_auto (GStrv) where = NULL;
  CsReplayNote *self;

  if (object == NULL || cs_json_get_int64 (object, "coulisses-replay", 0) != VERSION)
    return NULL;
  where = cs_json_get_strings (object, "where");
  self = cs_replay_note_new (get_words (object, "show"), get_words (object, "title"), (const char *const *) where,
                             cs_json_get_int64 (object, "made_us", 0));
  self->length_ms = MAX (cs_json_get_int64 (object, "length_ms", -1), -1);
  self->keep = cs_json_get_bool (object, "keep", FALSE);
  self->left_s = cs_json_get_int64 (object, "left_s", 0);
  self->counted_us = cs_json_get_int64 (object, "counted_us", self->made_us);
  return self;
}

/**
 * cs_replay_note_to_text:
 * @self: a note
 *
 * Returns: (transfer full): what to write into a file
 */
char *
cs_replay_note_to_text (const CsReplayNote *self)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), object);
  JsonArray *where = json_array_new ();

  for (guint i = 0; self->where[i] != NULL; i++)
    json_array_add_string_element (where, self->where[i]);
  json_object_set_int_member (object, "coulisses-replay", VERSION);
  json_object_set_string_member (object, "show", self->show);
  json_object_set_string_member (object, "title", self->title);
  json_object_set_array_member (object, "where", where);
  json_object_set_int_member (object, "made_us", self->made_us);
  json_object_set_int_member (object, "length_ms", self->length_ms);
  json_object_set_boolean_member (object, "keep", self->keep);
  json_object_set_int_member (object, "left_s", self->left_s);
  json_object_set_int_member (object, "counted_us", self->counted_us);
  json_object_unref (object);
  return json_to_string (root, TRUE);
}

/**
 * cs_replay_new:
 * @path: the film
 * @note: what is noted of it
 * @n_bytes: how large it is
 *
 * Returns: (transfer full): a replay
 */
CsReplay *
cs_replay_new (const char         *path,
               const CsReplayNote *note,
               guint64             n_bytes)
{
  CsReplay *self = g_object_new (CS_TYPE_REPLAY, NULL);

  self->path = g_strdup (path);
  self->note = cs_replay_note_copy (note);
  self->n_bytes = n_bytes;
  return self;
}

/**
 * cs_replay_get_path:
 * @self: a replay
 *
 * Returns: (transfer none): the film
 */
const char *
cs_replay_get_path (CsReplay *self)
{
  g_return_val_if_fail (CS_IS_REPLAY (self), NULL);

  return self->path;
}

/**
 * cs_replay_make_beside:
 * @self: a replay
 * @ending: such as %CS_REPLAY_NOTE
 *
 * Returns: (transfer full): the name of a file that goes with the film
 */
char *
cs_replay_make_beside (CsReplay   *self,
                       const char *ending)
{
  g_autofree char *stem = NULL;

  g_return_val_if_fail (CS_IS_REPLAY (self), NULL);

  stem = g_strndup (self->path, strlen (self->path) - strlen (CS_REPLAY_FILM));
  return g_strconcat (stem, ending, NULL);
}

/**
 * cs_replay_get_note:
 * @self: a replay
 *
 * Returns: (transfer none): what is noted of it
 */
const CsReplayNote *
cs_replay_get_note (CsReplay *self)
{
  g_return_val_if_fail (CS_IS_REPLAY (self), NULL);

  return self->note;
}

/**
 * cs_replay_get_n_bytes:
 * @self: a replay
 *
 * Returns: how large the film is
 */
guint64
cs_replay_get_n_bytes (CsReplay *self)
{
  g_return_val_if_fail (CS_IS_REPLAY (self), 0);

  return self->n_bytes;
}

/**
 * cs_replay_get_thumbnail:
 * @self: a replay
 *
 * Returns: (transfer none) (nullable): a JPEG file with a picture of it
 */
const char *
cs_replay_get_thumbnail (CsReplay *self)
{
  g_return_val_if_fail (CS_IS_REPLAY (self), NULL);

  return self->thumbnail;
}

/**
 * cs_replay_set_thumbnail:
 * @self: a replay
 * @thumbnail: a JPEG file with a picture of it
 */
void
cs_replay_set_thumbnail (CsReplay   *self,
                         const char *thumbnail)
{
  g_return_if_fail (CS_IS_REPLAY (self));

  g_free (self->thumbnail);
  self->thumbnail = g_strdup (thumbnail);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THUMBNAIL]);
}

/**
 * cs_replay_set_length_ms:
 * @self: a replay
 * @length_ms: how long it is
 */
void
cs_replay_set_length_ms (CsReplay *self,
                         gint64    length_ms)
{
  g_return_if_fail (CS_IS_REPLAY (self));

  self->note->length_ms = length_ms;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LENGTH_MS]);
}

/**
 * cs_replay_set_keep:
 * @self: a replay
 * @keep: whether it stays until a person deletes it
 */
void
cs_replay_set_keep (CsReplay *self,
                    gboolean  keep)
{
  g_return_if_fail (CS_IS_REPLAY (self));

  if (self->note->keep == keep)
    return;
  self->note->keep = keep;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEEP]);
}

/**
 * cs_replay_set_left_s:
 * @self: a replay
 * @left_s: how long it stays
 * @now_us: the time of day
 */
void
cs_replay_set_left_s (CsReplay *self,
                      gint64    left_s,
                      gint64    now_us)
{
  g_return_if_fail (CS_IS_REPLAY (self));

  self->note->counted_us = now_us;
  if (self->note->left_s == left_s)
    return;
  self->note->left_s = left_s;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEFT_S]);
}
