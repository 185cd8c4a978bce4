/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-actions.h"

#include "cs-key-hint.h"

/* The buttons of the selected row. Each carries the post's id: it acts on that post whatever has moved
 * since. */
struct _CsStreamActions {
  GtkWidget parent_instance;

  GtkWidget *approve;
  GtkWidget *reject;
  GtkWidget *hold;
  GtkWidget *hold_label;
  GtkWidget *approve_key;
  GtkWidget *reject_key;
  GtkWidget *hold_key;
  gint64 post_id;
};

G_DEFINE_FINAL_TYPE (CsStreamActions, cs_stream_actions, GTK_TYPE_WIDGET)

static void
set_keys_visible (CsStreamActions *self,
                  gboolean         visible)
{
  gtk_widget_set_visible (self->approve_key, visible);
  gtk_widget_set_visible (self->reject_key, visible);
  gtk_widget_set_visible (self->hold_key, visible);
}

static gboolean
is_wider_than (CsStreamActions *self,
               int              width)
{
  int natural;

  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural > width;
}

static void
cs_stream_actions_dispose (GObject *object)
{
  CsStreamActions *self = CS_STREAM_ACTIONS (object);

  g_clear_pointer (&self->approve, gtk_widget_unparent);
  g_clear_pointer (&self->reject, gtk_widget_unparent);
  g_clear_pointer (&self->hold, gtk_widget_unparent);
  G_OBJECT_CLASS (cs_stream_actions_parent_class)->dispose (object);
}

static void
cs_stream_actions_class_init (CsStreamActionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_stream_actions_dispose;

  g_type_ensure (CS_TYPE_KEY_HINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/coulisses/Coulisses/ui/stream/cs-stream-actions.ui");
  gtk_widget_class_bind_template_child (widget_class, CsStreamActions, approve);
  gtk_widget_class_bind_template_child (widget_class, CsStreamActions, reject);
  gtk_widget_class_bind_template_child (widget_class, CsStreamActions, hold);
  gtk_widget_class_bind_template_child (widget_class, CsStreamActions, hold_label);
  gtk_widget_class_bind_template_child (widget_class, CsStreamActions, approve_key);
  gtk_widget_class_bind_template_child (widget_class, CsStreamActions, reject_key);
  gtk_widget_class_bind_template_child (widget_class, CsStreamActions, hold_key);
  gtk_widget_class_set_css_name (widget_class, "streamactions");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_stream_actions_init (CsStreamActions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_stream_actions_new:
 *
 * Returns: (transfer floating): the buttons, for no post yet
 */
GtkWidget *
cs_stream_actions_new (void)
{
  return g_object_new (CS_TYPE_STREAM_ACTIONS, NULL);
}

/**
 * cs_stream_actions_set_post_id:
 * @self: the buttons
 * @post_id: the post they act on: the target of triage.approve, triage.reject and triage.hold
 */
void
cs_stream_actions_set_post_id (CsStreamActions *self,
                               gint64           post_id)
{
  g_return_if_fail (CS_IS_STREAM_ACTIONS (self));

  if (self->post_id == post_id)
    return;
  self->post_id = post_id;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->approve), "x", post_id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->reject), "x", post_id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->hold), "x", post_id);
}

/**
 * cs_stream_actions_fit:
 * @self: the buttons
 * @width: how much room there is, in pixels
 *
 * Leaves out what is also said elsewhere until the buttons fit: first the word beside the pause sign, then
 * its key, then the other keys.
 */
void
cs_stream_actions_fit (CsStreamActions *self,
                       int              width)
{
  g_return_if_fail (CS_IS_STREAM_ACTIONS (self));

  gtk_widget_set_visible (self->hold_label, TRUE);
  set_keys_visible (self, TRUE);
  if (is_wider_than (self, width))
    gtk_widget_set_visible (self->hold_label, FALSE);
  if (is_wider_than (self, width))
    gtk_widget_set_visible (self->hold_key, FALSE);
  if (is_wider_than (self, width))
    set_keys_visible (self, FALSE);
}
