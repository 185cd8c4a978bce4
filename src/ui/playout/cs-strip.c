/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-strip.h"

#include "cs-display.h"
#include "cs-dispose.h"
#include "cs-key-hint.h"
#include "cs-monitor.h"

#include <glib/gi18n-lib.h>

struct _CsStrip {
  GtkWidget parent_instance;

  CsDesk *desk; /* (nullable) */

  GtkWidget *cued_badge;
  GtkWidget *cued_time;
  GtkWidget *cued_monitor;
  GtkWidget *take_button;
  GtkWidget *air_badge;
  GtkWidget *readers_label;
  GtkWidget *air_time;
  GtkWidget *air_monitor;
};

G_DEFINE_FINAL_TYPE (CsStrip, cs_strip, GTK_TYPE_WIDGET)

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static CsPost *
get_cued_post (CsStrip *self)
{
  CsPostItem *item = self->desk != NULL ? cs_program_get_cued (cs_desk_get_program (self->desk)) : NULL;
  CsEntry *entry = item != NULL ? cs_post_item_get_entry (item) : NULL;

  return entry != NULL ? entry->post : NULL;
}

static CsSnapshot *
get_on_air (CsStrip *self)
{
  return self->desk != NULL ? cs_program_get_on_air (cs_desk_get_program (self->desk)) : NULL;
}

static void
show_cued (CsStrip *self)
{
  CsPost *post = get_cued_post (self);
  g_autofree char *length =
    post != NULL ? cs_display_length (cs_snapshot_guess_duration_ms (post->text)) : g_strdup ("");

  cs_monitor_set_post (CS_MONITOR (self->cued_monitor), post);
  gtk_label_set_text (GTK_LABEL (self->cued_time), length);
  set_class (self->cued_monitor, "cued", post != NULL);
  set_class (self->cued_badge, "fill-cued", post != NULL);
  set_class (self->take_button, "take", post != NULL);
}

static void
show_on_air (CsStrip *self)
{
  CsSnapshot *snapshot = get_on_air (self);

  cs_monitor_set_post (CS_MONITOR (self->air_monitor), snapshot != NULL ? snapshot->post : NULL);
  set_class (self->air_monitor, "on-air", snapshot != NULL);
  set_class (self->air_badge, "fill-on-air", snapshot != NULL);
  cs_strip_tick (self);
}

static void
program_changed_cb (CsStrip *self)
{
  show_cued (self);
  show_on_air (self);
}

static void
show_readers (CsStrip *self)
{
  CsOutputServer *output = self->desk != NULL ? cs_desk_get_output (self->desk) : NULL;
  guint n_readers = output != NULL ? cs_output_server_get_n_readers (output) : 0;
  gboolean alone = n_readers == 0 && get_on_air (self) != NULL;
  g_autofree char *text = NULL;

  if (n_readers > 0)
    text = g_strdup_printf (ngettext ("%u overlay", "%u overlays", n_readers), n_readers);
  else if (alone)
    text = g_strdup (_("No overlay"));
  gtk_label_set_text (GTK_LABEL (self->readers_label), text != NULL ? text : "");
  set_class (self->readers_label, "text-attention", alone);
  set_class (self->readers_label, "dim", !alone);
}

static void
drop_desk (CsStrip *self)
{
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_func (cs_desk_get_program (self->desk), program_changed_cb, self);
  g_clear_object (&self->desk);
}

static void
cs_strip_dispose (GObject *object)
{
  CsStrip *self = CS_STRIP (object);

  drop_desk (self);
  cs_dispose_template (GTK_WIDGET (self), CS_TYPE_STRIP);
  G_OBJECT_CLASS (cs_strip_parent_class)->dispose (object);
}

static void
cs_strip_class_init (CsStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_strip_dispose;

  g_type_ensure (CS_TYPE_KEY_HINT);
  g_type_ensure (CS_TYPE_MONITOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/playout/cs-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, CsStrip, cued_badge);
  gtk_widget_class_bind_template_child (widget_class, CsStrip, cued_time);
  gtk_widget_class_bind_template_child (widget_class, CsStrip, cued_monitor);
  gtk_widget_class_bind_template_child (widget_class, CsStrip, take_button);
  gtk_widget_class_bind_template_child (widget_class, CsStrip, air_badge);
  gtk_widget_class_bind_template_child (widget_class, CsStrip, readers_label);
  gtk_widget_class_bind_template_child (widget_class, CsStrip, air_time);
  gtk_widget_class_bind_template_child (widget_class, CsStrip, air_monitor);
  gtk_widget_class_set_css_name (widget_class, "strip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_strip_init (CsStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_strip_set_desk:
 * @self: a strip
 * @desk: (nullable): the running show
 */
void
cs_strip_set_desk (CsStrip *self,
                   CsDesk  *desk)
{
  CsProgram *program;

  g_return_if_fail (CS_IS_STRIP (self));

  drop_desk (self);
  if (desk != NULL) {
    self->desk = g_object_ref (desk);
    program = cs_desk_get_program (desk);
    g_signal_connect_swapped (program, "notify::cued", G_CALLBACK (program_changed_cb), self);
    g_signal_connect_swapped (program, "notify::on-air", G_CALLBACK (program_changed_cb), self);
  }
  program_changed_cb (self);
}

/**
 * cs_strip_tick:
 * @self: a strip
 *
 * A few times a second: the remaining time goes down.
 */
void
cs_strip_tick (CsStrip *self)
{
  CsSnapshot *snapshot;
  g_autofree char *left = NULL;

  g_return_if_fail (CS_IS_STRIP (self));

  show_readers (self);
  snapshot = get_on_air (self);
  if (snapshot != NULL) {
    gint64 gone_us = cs_clock_now_us (cs_desk_get_clock (self->desk)) - snapshot->taken_us;
    gint64 left_ms = snapshot->duration_ms - gone_us / 1000;
    g_autofree char *length = cs_display_length (ABS (left_ms));

    /* Translators: what is left of a post on air, and how far it is over; both beside a picture */
    left = g_strdup_printf (left_ms >= 0 ? _("%s left") : _("%s over"), length);
  }
  gtk_label_set_text (GTK_LABEL (self->air_time), left != NULL ? left : "");
  set_class (self->air_time, "text-attention", snapshot != NULL && left != NULL &&
             cs_clock_now_us (cs_desk_get_clock (self->desk)) - snapshot->taken_us > (gint64) snapshot->duration_ms * 1000);
}
