/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replay-player.h"

#include "cs-dispose.h"
#include "cs-replay-words.h"

#include <glib/gi18n-lib.h>

/*
 * A film with its controls in sight under it: those of GtkVideo come with the pointer only, and no key reaches them.
 */
struct _CsReplayPlayer {
  GtkWidget parent_instance;

  GtkMediaStream *stream; /* (nullable) */
  gint64 place_ms;        /* where it is, or is on its way to */
  gint64 start_ms;
  gint64 end_ms; /* -1 for its end */

  GtkWidget *picture;
  GtkWidget *trouble_label;
  GtkWidget *controls;
  GtkWidget *play_button;
  GtkWidget *scale;
  GtkAdjustment *adjustment;
  GtkWidget *place_label;
};

G_DEFINE_FINAL_TYPE (CsReplayPlayer, cs_replay_player, GTK_TYPE_WIDGET)

static gint64
get_length_ms (CsReplayPlayer *self)
{
  return self->stream != NULL ? gtk_media_stream_get_duration (self->stream) / 1000 : 0;
}

static void
show_place (CsReplayPlayer *self)
{
  g_autofree char *place = cs_replay_words_place (self->place_ms);
  g_autofree char *length = cs_replay_words_place (get_length_ms (self));
  g_autofree char *both = g_strdup_printf ("%s / %s", place, length);

  gtk_label_set_text (GTK_LABEL (self->place_label), both);
  gtk_adjustment_set_value (self->adjustment, self->place_ms);
}

/* On its way to a place it still tells the old one. */
static void
moved_cb (CsReplayPlayer *self)
{
  if (gtk_media_stream_is_seeking (self->stream))
    return;
  self->place_ms = gtk_media_stream_get_timestamp (self->stream) / 1000;
  show_place (self);
}

static void
show_marks (CsReplayPlayer *self)
{
  gtk_scale_clear_marks (GTK_SCALE (self->scale));
  if (self->start_ms > 0)
    gtk_scale_add_mark (GTK_SCALE (self->scale), self->start_ms, GTK_POS_TOP, NULL);
  if (self->end_ms >= 0)
    gtk_scale_add_mark (GTK_SCALE (self->scale), self->end_ms, GTK_POS_TOP, NULL);
}

static void
show_length (CsReplayPlayer *self)
{
  gtk_adjustment_set_upper (self->adjustment, get_length_ms (self));
  show_place (self);
  show_marks (self);
}

static void
show_playing (CsReplayPlayer *self)
{
  gboolean playing = cs_replay_player_get_playing (self);
  const char *name = playing ? _("Pause") : _("Play");

  gtk_button_set_icon_name (GTK_BUTTON (self->play_button),
                            playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (self->play_button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_trouble (CsReplayPlayer *self)
{
  const GError *error = self->stream != NULL ? gtk_media_stream_get_error (self->stream) : NULL;

  if (error != NULL)
    gtk_label_set_text (GTK_LABEL (self->trouble_label), _("This recording cannot be played here. Open the file with another program."));
  gtk_widget_set_visible (self->trouble_label, error != NULL);
  gtk_widget_set_sensitive (self->controls, self->stream != NULL && error == NULL);
}

static void
show_all (CsReplayPlayer *self)
{
  show_length (self);
  show_playing (self);
  show_trouble (self);
}

static void
drop_stream (CsReplayPlayer *self)
{
  if (self->stream == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->stream, self);
  gtk_media_stream_pause (self->stream);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);
  g_clear_object (&self->stream);
}

static gboolean
changed_by_hand_cb (CsReplayPlayer *self,
                    GtkScrollType   scroll,
                    double          value)
{
  cs_replay_player_seek (self, (gint64) value);
  return TRUE; /* the scale stands where the film is */
}

static void
cs_replay_player_dispose (GObject *object)
{
  CsReplayPlayer *self = CS_REPLAY_PLAYER (object);

  drop_stream (self);
  cs_dispose_template (GTK_WIDGET (object), CS_TYPE_REPLAY_PLAYER);
  G_OBJECT_CLASS (cs_replay_player_parent_class)->dispose (object);
}

static void
cs_replay_player_class_init (CsReplayPlayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_replay_player_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/live/cs-replay-player.ui");
  gtk_widget_class_bind_template_child (widget_class, CsReplayPlayer, picture);
  gtk_widget_class_bind_template_child (widget_class, CsReplayPlayer, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, CsReplayPlayer, controls);
  gtk_widget_class_bind_template_child (widget_class, CsReplayPlayer, play_button);
  gtk_widget_class_bind_template_child (widget_class, CsReplayPlayer, scale);
  gtk_widget_class_bind_template_child (widget_class, CsReplayPlayer, adjustment);
  gtk_widget_class_bind_template_child (widget_class, CsReplayPlayer, place_label);
  gtk_widget_class_bind_template_callback (widget_class, cs_replay_player_toggle);
  gtk_widget_class_bind_template_callback (widget_class, changed_by_hand_cb);
}

static void
cs_replay_player_init (CsReplayPlayer *self)
{
  self->end_ms = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  show_all (self);
}

/**
 * cs_replay_player_set_path:
 * @self: a player
 * @path: (nullable): the film; none lets go of the file
 */
void
cs_replay_player_set_path (CsReplayPlayer *self,
                           const char     *path)
{
  drop_stream (self);
  self->place_ms = 0;
  if (path != NULL) {
    self->stream = gtk_media_file_new_for_filename (path);
    g_signal_connect_swapped (self->stream, "notify::timestamp", G_CALLBACK (moved_cb), self);
    g_signal_connect_swapped (self->stream, "notify::duration", G_CALLBACK (show_length), self);
    g_signal_connect_swapped (self->stream, "notify::playing", G_CALLBACK (show_playing), self);
    g_signal_connect_swapped (self->stream, "notify::error", G_CALLBACK (show_trouble), self);
    gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (self->stream));
  }
  show_all (self);
}

/**
 * cs_replay_player_set_range:
 * @self: a player
 * @start_ms: where what is exported begins
 * @end_ms: where it ends, -1 for the film's end
 *
 * Marks both on the scale.
 */
void
cs_replay_player_set_range (CsReplayPlayer *self,
                            gint64          start_ms,
                            gint64          end_ms)
{
  self->start_ms = start_ms;
  self->end_ms = end_ms;
  show_marks (self);
}

/**
 * cs_replay_player_get_place_ms:
 * @self: a player
 *
 * Returns: the place that is shown, or that it is on its way to
 */
gint64
cs_replay_player_get_place_ms (CsReplayPlayer *self)
{
  return self->place_ms;
}

/**
 * cs_replay_player_get_playing:
 * @self: a player
 *
 * Returns: whether it plays
 */
gboolean
cs_replay_player_get_playing (CsReplayPlayer *self)
{
  return self->stream != NULL && gtk_media_stream_get_playing (self->stream);
}

/**
 * cs_replay_player_toggle:
 * @self: a player
 *
 * Plays, or pauses; at its end it plays from the beginning.
 */
void
cs_replay_player_toggle (CsReplayPlayer *self)
{
  if (self->stream == NULL || gtk_media_stream_get_error (self->stream) != NULL)
    return;
  if (gtk_media_stream_get_ended (self->stream))
    cs_replay_player_seek (self, 0);
  gtk_media_stream_set_playing (self->stream, !gtk_media_stream_get_playing (self->stream));
}

/**
 * cs_replay_player_seek:
 * @self: a player
 * @place_ms: where to; outside the film its nearer end
 */
void
cs_replay_player_seek (CsReplayPlayer *self,
                       gint64          place_ms)
{
  if (self->stream == NULL || !gtk_media_stream_is_seekable (self->stream))
    return;
  self->place_ms = CLAMP (place_ms, 0, get_length_ms (self));
  gtk_media_stream_seek (self->stream, self->place_ms * 1000);
  show_place (self);
}
