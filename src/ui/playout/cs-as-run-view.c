/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-as-run-view.h"

#include "cs-as-run.h"
#include "cs-display.h"
#include "cs-dispose.h"
#include "cs-one-stop.h"
#include "cs-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CHARS 200

struct _CsAsRunView {
  GtkWidget parent_instance;

  CsAsRun *lines; /* (nullable) */

  GtkWidget *stack;
  GtkWidget *list_view;
};

G_DEFINE_FINAL_TYPE (CsAsRunView, cs_as_run_view, GTK_TYPE_WIDGET)

static const struct {
  const char *how;
  const char *word;
} ends[] = {
  { "out", N_("out") },
  { "cleared", N_("cleared") },
  { "replaced", N_("replaced") },
  { "withdrawn", N_("withdrawn by its author") },
  { "edited", N_("edited by its author") },
  { "unapproved", N_("approval taken back") },
  { "desk restarted", N_("desk restarted") },
};

static void
add_text (GtkWidget  *row,
          const char *css_class,
          guint       chars)
{
  GtkWidget *inscription = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (inscription), 8);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (inscription), chars);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (inscription), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_valign (inscription, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (inscription, css_class == NULL);
  if (css_class != NULL)
    gtk_widget_add_css_class (inscription, css_class);
  gtk_box_append (GTK_BOX (row), inscription);
}

static void
add_label (GtkWidget *row)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "figures");
  gtk_widget_add_css_class (label, "caption-text");
  gtk_box_append (GTK_BOX (row), label);
}

/* When, who, what, and how it ended. */
static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item,
              gpointer                  data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  add_label (row);
  add_text (row, "strong", 17);
  add_text (row, NULL, 20);
  add_label (row);
  gtk_widget_add_css_class (row, "as-run-row");
  gtk_list_item_set_child (list_item, row);
}

static char *
describe_end (const char *how)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_strcmp0 (how, ends[i].how) == 0)
      return g_strdup (_(ends[i].word));
  return g_strdup (how != NULL ? how : "");
}

static char *
describe_state (const CsAired *line)
{
  g_autofree char *how = NULL;
  g_autofree char *length = NULL;

  if (line->to_us == 0)
    return g_strdup (_("On air"));
  how = describe_end (line->how);
  length = cs_display_length ((line->to_us - line->from_us) / 1000);
  return g_strdup_printf ("%s · %s", how, length);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *list_item,
             gpointer                  data)
{
  CsAired *line = gtk_list_item_get_item (list_item);
  GtkWidget *row = gtk_list_item_get_child (list_item);
  GtkWidget *time_label = gtk_widget_get_first_child (row);
  GtkWidget *name_label = gtk_widget_get_next_sibling (time_label);
  GtkWidget *text_label = gtk_widget_get_next_sibling (name_label);
  GtkWidget *state_label = gtk_widget_get_next_sibling (text_label);
  g_autofree char *from = cs_display_time (line->from_us);
  g_autofree char *name = cs_text_isolate (line->name);
  g_autofree char *text = cs_display_body (line->text, MAX_CHARS);
  g_autofree char *state = describe_state (line);
  g_autofree char *label = g_strdup_printf ("%s, %s: %s, %s", from, line->name, line->text, state);

  gtk_label_set_text (GTK_LABEL (time_label), from);
  gtk_inscription_set_text (GTK_INSCRIPTION (name_label), name);
  gtk_inscription_set_text (GTK_INSCRIPTION (text_label), text);
  gtk_label_set_text (GTK_LABEL (state_label), state);
  if (line->to_us == 0)
    gtk_widget_add_css_class (row, "tint-on-air");
  else
    gtk_widget_remove_css_class (row, "tint-on-air");
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* The post of a line opens as it is now; the line keeps what aired. */
static void
activate_row_cb (CsAsRunView *self,
                 guint        position)
{
  g_autoptr (CsAired) line = g_list_model_get_item (G_LIST_MODEL (self->lines), position);

  if (line != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "triage.open", "x", line->post_id);
}

static void
lines_changed_cb (CsAsRunView *self)
{
  guint n = self->lines != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->lines)) : 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "list" : "empty");
}

static void
drop_lines (CsAsRunView *self)
{
  if (self->lines != NULL)
    g_signal_handlers_disconnect_by_func (self->lines, lines_changed_cb, self);
  if (self->list_view != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->list_view), NULL);
  g_clear_object (&self->lines);
}

static void
cs_as_run_view_dispose (GObject *object)
{
  drop_lines (CS_AS_RUN_VIEW (object));
  cs_dispose_template (GTK_WIDGET (object), CS_TYPE_AS_RUN_VIEW);
  G_OBJECT_CLASS (cs_as_run_view_parent_class)->dispose (object);
}

static void
cs_as_run_view_class_init (CsAsRunViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_as_run_view_dispose;

  g_type_ensure (CS_TYPE_ONE_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/playout/cs-as-run-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CsAsRunView, stack);
  gtk_widget_class_bind_template_child (widget_class, CsAsRunView, list_view);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_row_cb);
  gtk_widget_class_set_css_name (widget_class, "queueview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_as_run_view_init (CsAsRunView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_as_run_view_set_store:
 * @self: an as-run view
 * @store: (nullable): the open show file
 */
void
cs_as_run_view_set_store (CsAsRunView *self,
                          CsStore     *store)
{
  g_autoptr (GtkNoSelection) model = NULL;

  g_return_if_fail (CS_IS_AS_RUN_VIEW (self));

  drop_lines (self);
  if (store != NULL) {
    self->lines = cs_as_run_new (store);
    model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
    gtk_list_view_set_model (GTK_LIST_VIEW (self->list_view), GTK_SELECTION_MODEL (model));
    g_signal_connect_swapped (self->lines, "items-changed", G_CALLBACK (lines_changed_cb), self);
  }
  lines_changed_cb (self);
}
