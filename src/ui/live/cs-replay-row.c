/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replay-row.h"

#include "cs-replay-words.h"

struct _CsReplayRow {
  GtkListBoxRow parent_instance;

  CsReplay *replay;

  GtkWidget *thumbnail;
  GtkWidget *title_label;
  GtkWidget *about_label;
  GtkWidget *left_label;
};

G_DEFINE_FINAL_TYPE (CsReplayRow, cs_replay_row, GTK_TYPE_LIST_BOX_ROW)

static void
show (CsReplayRow *self)
{
  const CsReplayNote *note = cs_replay_get_note (self->replay);
  g_autofree char *title = cs_replay_words_title (note);
  g_autofree char *about = cs_replay_words_about (note, cs_replay_get_n_bytes (self->replay));
  g_autofree char *left = cs_replay_words_left (note);
  g_autofree char *where = cs_replay_words_where (note);
  g_autofree char *last = g_strjoin (" · ", left, *where != '\0' ? where : NULL, NULL);
  g_autofree char *all = g_strjoin (", ", title, about, last, NULL);

  gtk_label_set_text (GTK_LABEL (self->title_label), title);
  gtk_label_set_text (GTK_LABEL (self->about_label), about);
  gtk_label_set_text (GTK_LABEL (self->left_label), last);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), *where != '\0' ? where : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
}

/* A picture of our own camera, made by ourselves. */
static void
show_thumbnail (CsReplayRow *self)
{
  if (cs_replay_get_thumbnail (self->replay) != NULL)
    gtk_picture_set_filename (GTK_PICTURE (self->thumbnail), cs_replay_get_thumbnail (self->replay));
}

static void
cs_replay_row_dispose (GObject *object)
{
  CsReplayRow *self = CS_REPLAY_ROW (object);

  if (self->replay != NULL)
    g_signal_handlers_disconnect_by_data (self->replay, self);
  g_clear_object (&self->replay);
  gtk_widget_dispose_template (GTK_WIDGET (self), CS_TYPE_REPLAY_ROW);
  G_OBJECT_CLASS (cs_replay_row_parent_class)->dispose (object);
}

static void
cs_replay_row_class_init (CsReplayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_replay_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/live/cs-replay-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsReplayRow, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, CsReplayRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, CsReplayRow, about_label);
  gtk_widget_class_bind_template_child (widget_class, CsReplayRow, left_label);
}

static void
cs_replay_row_init (CsReplayRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_replay_row_new:
 * @replay: a recording
 *
 * Returns: (transfer floating): a row that follows it
 */
GtkWidget *
cs_replay_row_new (CsReplay *replay)
{
  CsReplayRow *self = g_object_new (CS_TYPE_REPLAY_ROW, NULL);

  self->replay = g_object_ref (replay);
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
