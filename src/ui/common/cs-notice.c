/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-notice.h"

#include "cs-dispose.h"
#include "cs-hush.h"
#include "cs-key-hint.h"

#define SHOWN_S 5
/* With an act: time to come to it with the keyboard. */
#define OFFERED_S 12

struct _CsNotice {
  GtkWidget parent_instance;

  GtkWidget *revealer;
  GtkWidget *label;
  GtkWidget *act_box;
  GtkWidget *act_button;
  char *act_name; /* (nullable) */
  GtkWidget *came_from; /* (nullable): what had the focus before cs_notice_enter(); weak */
  guint timeout_id;
};

G_DEFINE_FINAL_TYPE (CsNotice, cs_notice, GTK_TYPE_WIDGET)

static gboolean
has_focus (CsNotice *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static void
close_cb (CsNotice *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  cs_notice_leave (self);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
}

/* What the act says then is a sentence of its own. */
static void
act_cb (CsNotice *self)
{
  g_autofree char *name = g_steal_pointer (&self->act_name);

  close_cb (self);
  if (name != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), name, NULL);
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
    self->timeout_id = g_timeout_add_seconds (gtk_widget_get_visible (self->act_box) ? OFFERED_S : SHOWN_S, over_cb, self);
}

static void
cs_notice_dispose (GObject *object)
{
  CsNotice *self = CS_NOTICE (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_weak_pointer (&self->came_from);
  g_clear_pointer (&self->act_name, g_free);
  cs_dispose_template (GTK_WIDGET (self), CS_TYPE_NOTICE);
  G_OBJECT_CLASS (cs_notice_parent_class)->dispose (object);
}

static void
cs_notice_class_init (CsNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_notice_dispose;
  g_type_ensure (CS_TYPE_KEY_HINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/common/cs-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, CsNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, CsNotice, label);
  gtk_widget_class_bind_template_child (widget_class, CsNotice, act_button);
  gtk_widget_class_bind_template_child (widget_class, CsNotice, act_box);
  gtk_widget_class_bind_template_callback (widget_class, act_cb);
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

  if (act_label == NULL)
    cs_notice_leave (self);
  gtk_label_set_text (GTK_LABEL (self->label), sentence);
  g_free (self->act_name);
  self->act_name = g_strdup (act_name);
  gtk_button_set_label (GTK_BUTTON (self->act_button), act_label != NULL ? act_label : "");
  gtk_widget_set_visible (self->act_box, act_label != NULL);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  if (!has_focus (self))
    go_cb (self);
}

/**
 * cs_notice_enter:
 * @self: a notice
 *
 * Moves the focus to the act that is offered. The notice stays for as long as it has the focus.
 *
 * Returns: whether there is one
 */
gboolean
cs_notice_enter (CsNotice *self)
{
  GtkWidget *focus;

  g_return_val_if_fail (CS_IS_NOTICE (self), FALSE);

  if (!cs_notice_is_shown (self) || !gtk_widget_get_visible (self->act_box))
    return FALSE;
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  if (!has_focus (self))
    g_set_weak_pointer (&self->came_from, focus);
  return gtk_widget_grab_focus (self->act_button);
}

/**
 * cs_notice_leave:
 * @self: a notice
 *
 * Gives the focus back to where it was before cs_notice_enter().
 *
 * Returns: whether the notice had it
 */
gboolean
cs_notice_leave (CsNotice *self)
{
  g_return_val_if_fail (CS_IS_NOTICE (self), FALSE);

  if (!has_focus (self))
    return FALSE;
  if (self->came_from == NULL || !gtk_widget_get_mapped (self->came_from) || !gtk_widget_grab_focus (self->came_from))
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  g_clear_weak_pointer (&self->came_from);
  return TRUE;
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
