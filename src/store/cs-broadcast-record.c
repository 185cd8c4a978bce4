/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-broadcast-record.h"

#include "cs-json.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (CsBroadcastRecord, cs_broadcast_record, G_TYPE_OBJECT)

static void
leg_free (gpointer data)
{
  CsBroadcastLeg *leg = data;

  g_free (leg->name);
  g_free (leg->trouble);
  g_free (leg);
}

static void
cs_broadcast_record_finalize (GObject *object)
{
  CsBroadcastRecord *self = CS_BROADCAST_RECORD (object);

  g_free (self->title);
  g_free (self->account);
  g_ptr_array_unref (self->legs);
  g_free (self->replay);
  g_free (self->trouble);
  G_OBJECT_CLASS (cs_broadcast_record_parent_class)->finalize (object);
}

static void
cs_broadcast_record_class_init (CsBroadcastRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_broadcast_record_finalize;
}

static void
cs_broadcast_record_init (CsBroadcastRecord *self)
{
  self->legs = g_ptr_array_new_with_free_func (leg_free);
}

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static JsonArray *
write_legs (CsBroadcastRecord *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->legs->len; i++) {
    const CsBroadcastLeg *leg = self->legs->pdata[i];
    JsonObject *object = json_object_new ();

    set_text (object, "name", leg->name);
    json_object_set_int_member (object, "pictures", leg->n_pictures);
    json_object_set_int_member (object, "dropped", leg->n_dropped);
    json_object_set_int_member (object, "connects", leg->n_connects);
    set_text (object, "trouble", leg->trouble);
    json_array_add_object_element (array, object);
  }
  return array;
}

static void
write_page (CsBroadcastRecord *self,
            JsonObject        *object)
{
  JsonObject *page = json_object_new ();

  json_object_set_int_member (page, "peak_viewers", self->peak_viewers);
  json_object_set_double_member (page, "mean_viewers", self->mean_viewers);
  json_object_set_int_member (page, "hearts", self->n_hearts);
  json_object_set_int_member (page, "comments", self->n_comments);
  json_object_set_int_member (page, "peak_comments", self->peak_comments);
  json_object_set_object_member (object, "page", page);
}

static void
read_legs (CsBroadcastRecord *self,
           JsonArray         *array)
{
  for (guint i = 0; i < cs_json_array_length (array); i++) {
    JsonObject *leg = cs_json_array_get_object (array, i);
    const char *name = cs_json_get_string (leg, "name");

    cs_broadcast_record_add_leg (self, name != NULL ? name : "", cs_json_get_int64 (leg, "pictures", 0),
                                 cs_json_get_int64 (leg, "dropped", 0), cs_json_get_int64 (leg, "connects", 0),
                                 cs_json_get_string (leg, "trouble"));
  }
}

static void
read_page (CsBroadcastRecord *self,
           JsonObject        *page)
{
  self->page = page != NULL;
  self->peak_viewers = cs_json_get_int64 (page, "peak_viewers", 0);
  self->mean_viewers = cs_json_get_double (page, "mean_viewers", 0);
  self->n_hearts = cs_json_get_int64 (page, "hearts", 0);
  self->n_comments = cs_json_get_int64 (page, "comments", 0);
  self->peak_comments = cs_json_get_int64 (page, "peak_comments", 0);
}

/**
 * cs_broadcast_record_new:
 * @title: (nullable): what the broadcast is called
 * @account: (nullable): who goes live
 * @began_us: when, microseconds since 1970 UTC
 *
 * Returns: (transfer full): a broadcast that is on
 */
CsBroadcastRecord *
cs_broadcast_record_new (const char *title,
                         const char *account,
                         gint64      began_us)
{
  CsBroadcastRecord *self = g_object_new (CS_TYPE_BROADCAST_RECORD, NULL);

  self->title = g_strdup (title != NULL ? title : "");
  self->account = g_strdup (account != NULL ? account : "");
  self->began_us = self->seen_us = began_us;
  return self;
}

/**
 * cs_broadcast_record_add_leg:
 * @self: a broadcast
 * @name: what the destination is called
 * @n_pictures: pictures that went there
 * @n_dropped: pictures that were left out
 * @n_connects: how often it went live
 * @trouble: (nullable): what was wrong with it
 */
void
cs_broadcast_record_add_leg (CsBroadcastRecord *self,
                             const char        *name,
                             guint64            n_pictures,
                             guint64            n_dropped,
                             guint              n_connects,
                             const char        *trouble)
{
  CsBroadcastLeg *leg;

  g_return_if_fail (CS_IS_BROADCAST_RECORD (self));

  leg = g_new0 (CsBroadcastLeg, 1);
  *leg = (CsBroadcastLeg){ g_strdup (name), n_pictures, n_dropped, n_connects, g_strdup (trouble) };
  g_ptr_array_add (self->legs, leg);
}

/**
 * cs_broadcast_record_count_dropped:
 * @self: a broadcast
 *
 * Returns: how many pictures were left out, at all destinations together
 */
guint64
cs_broadcast_record_count_dropped (CsBroadcastRecord *self)
{
  guint64 n = 0;

  g_return_val_if_fail (CS_IS_BROADCAST_RECORD (self), 0);

  for (guint i = 0; i < self->legs->len; i++)
    n += ((CsBroadcastLeg *) self->legs->pdata[i])->n_dropped;
  return n;
}

/**
 * cs_broadcast_record_to_details:
 * @self: a broadcast
 *
 * Returns: (transfer full): what has no column of its own, as JSON
 */
char *
cs_broadcast_record_to_details (CsBroadcastRecord *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object;
  char *text;

  g_return_val_if_fail (CS_IS_BROADCAST_RECORD (self), NULL);

  object = json_object_new ();
  json_node_take_object (root, object);
  set_text (object, "account", self->account);
  json_object_set_int_member (object, "seen_us", self->seen_us);
  json_object_set_boolean_member (object, "broken", self->broken);
  json_object_set_array_member (object, "destinations", write_legs (self));
  if (self->page)
    write_page (self, object);
  set_text (object, "replay", self->replay);
  set_text (object, "trouble", self->trouble);
  text = cs_json_to_string (root, NULL);
  return text != NULL ? text : g_strdup ("{}");
}

/**
 * cs_broadcast_record_read_details:
 * @self: a broadcast that is being made
 * @details: (nullable): as cs_broadcast_record_to_details() wrote them; what cannot be read is left out
 */
void
cs_broadcast_record_read_details (CsBroadcastRecord *self,
                                  const char        *details)
{
  g_autoptr (JsonNode) root = details != NULL ? cs_json_parse (details, strlen (details), NULL, NULL) : NULL;
  JsonObject *object = root != NULL ? cs_json_root_object (root) : NULL;

  g_return_if_fail (CS_IS_BROADCAST_RECORD (self));

  if (object == NULL)
    return;
  g_free (self->account);
  self->account = g_strdup (cs_json_get_string (object, "account"));
  self->seen_us = cs_json_get_int64 (object, "seen_us", self->began_us);
  self->broken = cs_json_get_bool (object, "broken", FALSE);
  read_legs (self, cs_json_get_array (object, "destinations"));
  read_page (self, cs_json_get_object (object, "page"));
  self->replay = g_strdup (cs_json_get_string (object, "replay"));
  self->trouble = g_strdup (cs_json_get_string (object, "trouble"));
}
