/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-entry-json.h"

#include "cs-post-json.h"

static void
set_string (JsonObject *object,
            const char *name,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

/* 0 stands for what has not happened. */
static void
set_number (JsonObject *object,
            const char *name,
            gint64      value)
{
  if (value != 0)
    json_object_set_int_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

/**
 * cs_entry_to_json:
 * @entry: a post as the show file has it
 *
 * Describes a post as the manual page coulisses-cli(1) does. Any thread.
 *
 * Returns: (transfer full): an object
 */
JsonNode *
cs_entry_to_json (const CsEntry *entry)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "id", entry->id);
  json_object_set_string_member (object, "state",
                                 entry->withdrawn_us != 0 ? "withdrawn" : cs_state_to_id (entry->state));
  json_object_set_string_member (object, "version", entry->post->version);
  set_string (object, "decided_by", entry->decided_by);
  set_number (object, "decided_at_us", entry->decided_us);
  set_string (object, "reason", entry->reason);
  set_number (object, "withdrawn_at_us", entry->withdrawn_us);
  set_number (object, "queue_position", entry->queue_position);
  json_object_set_member (object, "post", cs_post_to_json (entry->post));
  return json_node_init_object (json_node_alloc (), object);
}
