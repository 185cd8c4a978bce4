/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stage-json.h"

#include <json-glib/json-glib.h>

static void
add_text (JsonBuilder *builder,
          const char  *member,
          const char  *text)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text != NULL ? text : "");
}

static void
add_boolean (JsonBuilder *builder,
             const char  *member,
             gboolean     value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, value);
}

static void
add_int (JsonBuilder *builder,
         const char  *member,
         gint64       value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

static void
add_line (JsonBuilder       *builder,
          const CsStageLine *line)
{
  json_builder_begin_object (builder);
  add_int (builder, "rank", line->rank);
  add_int (builder, "from", line->from);
  add_text (builder, "key", line->key);
  add_text (builder, "name", line->name);
  add_text (builder, "handle", line->handle);
  add_text (builder, "prize", line->prize);
  add_boolean (builder, "latest", line->latest);
  json_builder_end_object (builder);
}

static void
add_words (JsonBuilder       *builder,
           const CsStageView *view)
{
  add_text (builder, "draw", view->draw);
  add_text (builder, "subtitle", view->subtitle);
  add_text (builder, "seal", view->seal);
  add_text (builder, "code", view->code);
  add_text (builder, "words", view->words);
  add_text (builder, "trouble", view->trouble);
  add_text (builder, "beacon", view->beacon);
  add_text (builder, "beacon_time", view->beacon_time);
  add_text (builder, "heading", view->heading);
  add_text (builder, "sealed_step", view->sealed_step);
  add_text (builder, "chance_step", view->chance_step);
  add_text (builder, "winners_step", view->winners_step);
  add_text (builder, "next", view->next);
}

static void
add_view (JsonBuilder       *builder,
          const CsStageView *view,
          gint64             now_ms)
{
  json_builder_begin_object (builder);
  add_boolean (builder, "rehearsal", view->rehearsal);
  add_boolean (builder, "sealed", view->sealed);
  add_boolean (builder, "sorted", view->sorted);
  add_boolean (builder, "done", view->done);
  add_boolean (builder, "chance_known", view->chance_known);
  add_int (builder, "left_ms", view->round_s > 0 ? MAX (0, view->round_s * 1000 - now_ms) : 0);
  add_int (builder, "rows", view->n_rows);
  add_words (builder, view);
  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < view->lines->len; i++)
    add_line (builder, view->lines->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static char *
finish (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/**
 * cs_stage_json_write:
 * @state: the air
 * @now_ms: the time, milliseconds since 1970 UTC
 *
 * Returns: (transfer full): what the contest page shows, in one line; texts only, never markup
 */
char *
cs_stage_json_write (const CsAirState *state,
                     gint64            now_ms)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new_immutable ());

  add_int (builder, "epoch", state->epoch);
  add_int (builder, "serial", state->stage_serial);
  json_builder_set_member_name (builder, "stage");
  if (state->stage != NULL)
    add_view (builder, state->stage, now_ms);
  else
    json_builder_add_null_value (builder);
  return finish (builder);
}

/**
 * cs_stage_json_write_beat:
 * @state: the air
 * @desk_age_ms: milliseconds since the desk's last sign of life, or -1
 *
 * Returns: (transfer full): a heartbeat for the contest page, in one line
 */
char *
cs_stage_json_write_beat (const CsAirState *state,
                          gint64            desk_age_ms)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new_immutable ());

  add_int (builder, "epoch", state->epoch);
  add_int (builder, "serial", state->stage_serial);
  add_int (builder, "desk_age_ms", desk_age_ms);
  return finish (builder);
}
