/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replay-row.h"

#include "cs-replay-words.h"

struct _CsReplayRow {
  CsMediaRow parent_instance;

  CsReplay *replay;
  CsPictureLoader *loader;
};

G_DEFINE_FINAL_TYPE (CsReplayRow, cs_replay_row, CS_TYPE_MEDIA_ROW)

static void
show (CsReplayRow *self)
{
  const CsReplayNote *note = cs_replay_get_note (self->replay);
  g_autofree char *title = cs_replay_words_title (note);
  g_autofree char *about = cs_replay_words_about (note, cs_replay_get_n_bytes (self->replay));
  g_autofree char *left = cs_replay_words_left (note);
  g_autofree char *where = cs_replay_words_where (note);
  g_autofree char *last = g_strjoin (" · ", left, *where != '\0' ? where : NULL, NULL);

  cs_media_row_set_words (CS_MEDIA_ROW (self), title, about, last);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), *where != '\0' ? where : NULL);
}

static void
show_thumbnail (CsReplayRow *self)
{
  cs_media_row_show_file (CS_MEDIA_ROW (self), self->loader, cs_replay_get_thumbnail (self->replay));
}

static void
cs_replay_row_dispose (GObject *object)
{
  CsReplayRow *self = CS_REPLAY_ROW (object);

  if (self->replay != NULL)
    g_signal_handlers_disconnect_by_data (self->replay, self);
  g_clear_object (&self->replay);
  g_clear_object (&self->loader);
  G_OBJECT_CLASS (cs_replay_row_parent_class)->dispose (object);
}

static void
cs_replay_row_class_init (CsReplayRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_replay_row_dispose;
}

static void
cs_replay_row_init (CsReplayRow *self)
{
}

/**
 * cs_replay_row_new:
 * @replay: a recording
 * @loader: where its small picture comes from
 *
 * Returns: (transfer floating): a row that follows it
 */
GtkWidget *
cs_replay_row_new (CsReplay        *replay,
                   CsPictureLoader *loader)
{
  CsReplayRow *self = g_object_new (CS_TYPE_REPLAY_ROW, NULL);

  self->replay = g_object_ref (replay);
  self->loader = g_object_ref (loader);
  g_signal_connect_swapped (replay, "notify::left-s", G_CALLBACK (show), self);
  g_signal_connect_swapped (replay, "notify::keep", G_CALLBACK (show), self);
  g_signal_connect_swapped (replay, "notify::length-ms", G_CALLBACK (show), self);
  g_signal_connect_swapped (replay, "notify::thumbnail", G_CALLBACK (show_thumbnail), self);
  show (self);
  show_thumbnail (self);
  return GTK_WIDGET (self);
}

/**
 * cs_replay_row_get_replay:
 * @self: a row
 *
 * Returns: (transfer none): its recording
 */
CsReplay *
cs_replay_row_get_replay (CsReplayRow *self)
{
  g_return_val_if_fail (CS_IS_REPLAY_ROW (self), NULL);

  return self->replay;
}
