/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-tally.h"

#include "cs-display.h"

#include <glib/gi18n-lib.h>

/* A take and the outputs are not the same instant; after this they must agree. */
#define SETTLE_US (1500 * G_TIME_SPAN_MILLISECOND)

static const struct {
  const char *css_class;
  const char *icon_name;
  const char *word;
} looks[] = {
  [CS_TALLY_OFF] = { "off", NULL, N_("Off air") },
  [CS_TALLY_ON] = { "on", "cs-record-symbolic", N_("ON AIR") },
  [CS_TALLY_BLOCKED] = { "blocked", "cs-triangle-symbolic", NULL },
  [CS_TALLY_LOST] = { "lost", "cs-triangle-symbolic", N_("Output is dark") },
};

struct _CsTally {
  GtkWidget parent_instance;

  CsDesk *desk; /* (nullable) */
  CsTallyState state;
  GtkWidget *icon;
  GtkWidget *label;
  GtkWidget *line;
  GtkWidget *time;
};

G_DEFINE_FINAL_TYPE (CsTally, cs_tally, GTK_TYPE_WIDGET)

static gint64
get_on_air_us (CsTally *self)
{
  CsSnapshot *on_air = cs_program_get_on_air (cs_desk_get_program (self->desk));

  return on_air != NULL ? cs_clock_now_us (cs_desk_get_clock (self->desk)) - on_air->taken_us : 0;
}

static CsTallyState
find_state (CsTally *self)
{
  CsProgram *program;
  g_autoptr (CsSnapshot) shown = NULL;

  if (self->desk == NULL)
    return CS_TALLY_OFF;
  program = cs_desk_get_program (self->desk);
  switch (cs_program_get_state (program)) {
  case CS_PROGRAM_BLOCKED:
    return CS_TALLY_BLOCKED;
  case CS_PROGRAM_ON_AIR:
    shown = cs_output_server_get_snapshot (cs_desk_get_output (self->desk));
    return shown != NULL || get_on_air_us (self) < SETTLE_US ? CS_TALLY_ON : CS_TALLY_LOST;
  case CS_PROGRAM_DARK:
  default:
    return CS_TALLY_OFF;
  }
}

static void
show_state (CsTally *self)
{
  const char *classes[] = { looks[self->state].css_class, NULL };
  const char *word = looks[self->state].word != NULL
                       ? _(looks[self->state].word)
                       : cs_program_get_reason (cs_desk_get_program (self->desk));

  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
  gtk_widget_set_visible (self->icon, looks[self->state].icon_name != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), looks[self->state].icon_name);
  /* A reason may be cut where there is little room, a word never. */
  gtk_label_set_ellipsize (GTK_LABEL (self->label), looks[self->state].word != NULL ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_text (GTK_LABEL (self->label), word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
}

static void
show_time (CsTally *self)
{
  gboolean on = self->state == CS_TALLY_ON || self->state == CS_TALLY_LOST;
  g_autofree char *time = on ? cs_display_length (get_on_air_us (self) / 1000) : NULL;

  gtk_widget_set_visible (self->line, on);
  gtk_widget_set_visible (self->time, on);
  gtk_label_set_text (GTK_LABEL (self->time), time != NULL ? time : "");
}

static void
drop_desk (CsTally *self)
{
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_func (cs_desk_get_program (self->desk), cs_tally_tick, self);
  g_clear_object (&self->desk);
}

static void
cs_tally_dispose (GObject *object)
{
  CsTally *self = CS_TALLY (object);
  GtkWidget *child;

  drop_desk (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (cs_tally_parent_class)->dispose (object);
}

static void
cs_tally_class_init (CsTallyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_tally_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tally");
  /* Read out by screen readers when it changes. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
cs_tally_init (CsTally *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 9);
  self->icon = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  self->line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  self->time = gtk_label_new (NULL);
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), 44);
  gtk_widget_add_css_class (self->time, "figures");
  gtk_widget_add_css_class (self->time, "tally-time");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
  gtk_widget_set_parent (self->time, GTK_WIDGET (self));
  show_state (self);
  show_time (self);
}

/**
 * cs_tally_get_state:
 * @self: a tally
 *
 * Returns: what it says
 */
CsTallyState
cs_tally_get_state (CsTally *self)
{
  g_return_val_if_fail (CS_IS_TALLY (self), CS_TALLY_OFF);

  return self->state;
}

/**
 * cs_tally_set_desk:
 * @self: a tally
 * @desk: (nullable): the running show
 */
void
cs_tally_set_desk (CsTally *self,
                   CsDesk  *desk)
{
  g_return_if_fail (CS_IS_TALLY (self));

  drop_desk (self);
  if (desk != NULL) {
    self->desk = g_object_ref (desk);
    g_signal_connect_swapped (cs_desk_get_program (desk), "notify::state", G_CALLBACK (cs_tally_tick), self);
    g_signal_connect_swapped (cs_desk_get_program (desk), "notify::reason", G_CALLBACK (cs_tally_tick), self);
  }
  cs_tally_tick (self);
}

/**
 * cs_tally_tick:
 * @self: a tally
 *
 * A few times a second: the time on air goes on, and a lost output is noticed.
 */
void
cs_tally_tick (CsTally *self)
{
  CsTallyState state;

  g_return_if_fail (CS_IS_TALLY (self));

  state = find_state (self);
  if (state != self->state || state == CS_TALLY_BLOCKED) {
    self->state = state;
    show_state (self);
  }
  show_time (self);
}
