/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-live-private.h"

#include "cs-address.h"
#include "cs-live.h"

#include <glib/gi18n-lib.h>

static gboolean
is_on_this_machine (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && cs_address_is_loopback_host (g_uri_get_host (uri));
}

/* A broadcast that is not public stays private, and invented posts stay on this machine. */
static gboolean
is_meant (CsDeskLive        *self,
          const CsLiveSheet *sheet,
          CsLiveDestination *destination)
{
  const CsLiveSettings *settings = cs_live_destination_get_settings (destination);

  return settings->enabled && (!sheet->only_private || settings->is_private) &&
         (!self->rehearsal || is_on_this_machine (settings->address));
}

static void
add_stream (CsDeskLive        *self,
            CsLiveDestination *destination)
{
  const CsLiveSettings *settings = cs_live_destination_get_settings (destination);
  const CsDestinationStats none = { .rtt_ms = -1 };
  g_autoptr (CsTarget) target = cs_live_destination_make_target (destination, NULL);
  g_autoptr (CsDestination) stream = NULL;

  if (target == NULL)
    return;
  stream = cs_destination_new (target);
  g_signal_connect_object (stream, "notify::state", G_CALLBACK (cs_desk_live_update_state), self, G_CONNECT_SWAPPED);
  /* The report tells of the destinations in this order. */
  if (!cs_broadcast_add (self->broadcast, stream))
    return;
  cs_live_destination_set_stream (destination, stream);
  cs_live_report_add_leg (self->report, settings->id, settings->name, settings->address, &none, NULL);
}

static gboolean
is_on (CsDeskLive *self)
{
  return self->state == CS_DESK_LIVE_CONNECTING || self->state == CS_DESK_LIVE_ON || self->state == CS_DESK_LIVE_LOST;
}

/* Into the broadcast that is on, by what was said of that one, as if it had been there when it began. */
void
cs_desk_live_join (CsDeskLive        *self,
                   CsLiveDestination *destination)
{
  if (!is_on (self) || !is_meant (self, self->report->sheet, destination) || cs_live_destination_get_stream (destination) != NULL)
    return;
  add_stream (self, destination);
  cs_desk_live_update_state (self);
}

/* Out of the broadcast that is on; what it did is in the report all the same. */
void
cs_desk_live_leave (CsDeskLive        *self,
                    CsLiveDestination *destination)
{
  CsDestination *stream = cs_live_destination_get_stream (destination);

  if (!is_on (self) || stream == NULL)
    return;
  cs_broadcast_leave (self->broadcast, stream);
  cs_live_destination_set_stream (destination, NULL);
  cs_desk_live_update_state (self);
}

/* After a change: whoever is not meant any more, or elsewhere now, leaves, and who is meant joins. */
void
cs_desk_live_rejoin (CsDeskLive        *self,
                     CsLiveDestination *destination,
                     gboolean           elsewhere)
{
  if (is_on (self) && (elsewhere || !is_meant (self, self->report->sheet, destination)))
    cs_desk_live_leave (self, destination);
  cs_desk_live_join (self, destination);
}

/* What a picture of that size needs, and what services take. */
static guint
find_kbps (int height)
{
  static const struct {
    int height;
    guint kbps;
  } rates[] = { { 1080, 4500 }, { 720, 2500 }, { 480, 1200 } };

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    if (height >= rates[i].height)
      return rates[i].kbps;
  return 800;
}

static void
record (CsDeskLive *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "%Y-%m-%d %Hh%Mm%S");

  cs_broadcast_record_to (self->broadcast, self->sheet->record ? self->record_folder : NULL, name);
}

static void
begin (CsDeskLive *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->destinations));

  g_clear_pointer (&self->report, cs_live_report_free);
  self->report = cs_live_report_new (self->sheet, self->clip, cs_clock_now_us (self->clock));
  for (guint i = 0; i < n; i++) {
    g_autoptr (CsLiveDestination) destination = g_list_model_get_item (G_LIST_MODEL (self->destinations), i);

    if (is_meant (self, self->sheet, destination))
      add_stream (self, destination);
  }
  record (self);
  cs_broadcast_set_video_kbps (self->broadcast, find_kbps (cs_capture_get_format (self->capture)->height));
  self->since_us = 0;
  g_signal_connect_swapped (self->broadcast, "notify::trouble", G_CALLBACK (cs_desk_live_update_state), self);
  cs_broadcast_start (self->broadcast);
  cs_desk_live_start_limit (self);
  cs_desk_live_set_state (self, CS_DESK_LIVE_CONNECTING);
  cs_desk_live_emit_began (self);
  cs_desk_live_update_state (self);
}

static gboolean
countdown_cb (gpointer data)
{
  CsDeskLive *self = data;

  cs_desk_live_set_countdown (self, self->countdown - 1);
  if (self->countdown > 0)
    return G_SOURCE_CONTINUE;
  self->countdown_id = 0;
  begin (self);
  return G_SOURCE_REMOVE;
}

/**
 * cs_desk_live_find_obstacle:
 * @self: broadcasts
 *
 * Returns: (transfer full) (nullable): a sentence that says why a broadcast cannot begin, and what to do
 */
char *
cs_desk_live_find_obstacle (CsDeskLive *self)
{
  g_autofree char *first = NULL;
  gboolean any = FALSE;

  g_return_val_if_fail (CS_IS_DESK_LIVE (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->destinations)); i++) {
    g_autoptr (CsLiveDestination) destination = g_list_model_get_item (G_LIST_MODEL (self->destinations), i);
    g_autofree char *obstacle = NULL;

    any |= cs_live_destination_get_settings (destination)->enabled;
    if (!is_meant (self, self->sheet, destination))
      continue;
    obstacle = cs_live_destination_find_obstacle (destination);
    if (obstacle == NULL)
      return NULL;
    if (first == NULL)
      first = g_steal_pointer (&obstacle);
  }
  if (self->page)
    return NULL;
  if (first != NULL)
    return g_steal_pointer (&first);
  if (!any)
    return g_strdup (_("There is nowhere to stream to. Add a destination."));
  return g_strdup (self->rehearsal ? _("A rehearsal only goes to servers on this machine. Add one as a destination.")
                                   : _("No destination is private. Mark one, or make the broadcast public."));
}

/**
 * cs_desk_live_go:
 * @self: broadcasts
 * @clip: whether it goes only while a button is held: at once, and without a limit
 * @error: a sentence that says why it cannot begin
 *
 * Begins a broadcast, or the countdown to it.
 *
 * Returns: whether it begins
 */
gboolean
cs_desk_live_go (CsDeskLive *self,
                 gboolean    clip,
                 GError    **error)
{
  g_autofree char *obstacle = NULL;

  g_return_val_if_fail (CS_IS_DESK_LIVE (self), FALSE);

  if (self->state == CS_DESK_LIVE_ENDING)
    obstacle = g_strdup (_("The last broadcast is still ending. Wait a moment."));
  else if (self->state != CS_DESK_LIVE_OFF)
    obstacle = g_strdup (_("A broadcast is on already."));
  else
    obstacle = cs_desk_live_find_obstacle (self);
  if (obstacle != NULL) {
    g_set_error_literal (error, CS_LIVE_ERROR, CS_LIVE_ERROR_ADDRESS, obstacle);
    return FALSE;
  }
  cs_capture_start (self->capture);
  self->clip = clip;
  if (clip || !self->sheet->countdown) {
    begin (self);
    return TRUE;
  }
  self->countdown_id = g_timeout_add_seconds (1, countdown_cb, self);
  cs_desk_live_set_countdown (self, CS_DESK_LIVE_COUNTDOWN);
  cs_desk_live_set_state (self, CS_DESK_LIVE_COUNTING);
  return TRUE;
}
