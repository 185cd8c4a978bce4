/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-notice.h"

#include "cs-dispose.h"
#include "cs-hush.h"

#define SHOWN_S 5

struct _CsNotice {
  GtkWidget parent_instance;

  GtkWidget *revealer;
  GtkWidget *label;
  GtkWidget *act_button;
  guint timeout_id;
};

G_DEFINE_FINAL_TYPE (CsNotice, cs_notice, GTK_TYPE_WIDGET)

static void
close_cb (CsNotice *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
}

static gboolean
over_cb (gpointer data)
{
  CsNotice *self = data;

  self->timeout_id = 0;
  close_cb (self);
  return G_SOURCE_REMOVE;
}

/* Who points at it or has come to it with the keyboard is reading. */
static void
stay_cb (CsNotice *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
}

static void
go_cb (CsNotice *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (cs_notice_is_shown (self))
    self->timeout_id = g_timeout_add_seconds (SHOWN_S, over_cb, self);
}

static void
cs_notice_dispose (GObject *object)
{
  CsNotice *self = CS_NOTICE (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  cs_dispose_template (GTK_WIDGET (self), CS_TYPE_NOTICE);
  G_OBJECT_CLASS (cs_notice_parent_class)->dispose (object);
}

static void
cs_notice_class_init (CsNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_notice_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/common/cs-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, CsNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, CsNotice, label);
  gtk_widget_class_bind_template_child (widget_class, CsNotice, act_button);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_cb);
  gtk_widget_class_bind_template_callback (widget_class, stay_cb);
}

static void
cs_notice_init (CsNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_hush_type_names (GTK_WIDGET (self));
}

/**
 * cs_notice_say:
 * @self: a notice
 * @sentence: what has happened, and what to do; no markup
 *
 * Shows a sentence for some seconds, instead of the one before.
 */
void
cs_notice_say (CsNotice   *self,
               const char *sentence)
{
  cs_notice_offer (self, sentence, NULL, NULL);
}

/**
 * cs_notice_offer:
 * @self: a notice
 * @sentence: what has happened; no markup
 * @act_label: (nullable): of a button for what may be done next; %NULL for no button
 * @act_name: (nullable): the action that it activates
 *
 * As cs_notice_say(), with an act beside the sentence.
 */
void
cs_notice_offer (CsNotice   *self,
                 const char *sentence,
                 const char *act_label,
                 const char *act_name)
{
  g_return_if_fail (CS_IS_NOTICE (self) && sentence != NULL);

  gtk_label_set_text (GTK_LABEL (self->label), sentence);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->act_button), act_name);
  gtk_button_set_label (GTK_BUTTON (self->act_button), act_label != NULL ? act_label : "");
  gtk_widget_set_visible (self->act_button, act_label != NULL);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  go_cb (self);
}

/**
 * cs_notice_is_shown:
 * @self: a notice
 *
 * Returns: whether a sentence is there and is not on its way out
 */
gboolean
cs_notice_is_shown (CsNotice *self)
{
  g_return_val_if_fail (CS_IS_NOTICE (self), FALSE);

  return gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer));
}
