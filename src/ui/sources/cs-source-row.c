/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-source-row.h"

#include "cs-display.h"
#include "cs-source-words.h"

#include <glib/gi18n-lib.h>

struct _CsSourceRow {
  GtkListBoxRow parent_instance;

  CsSource *source;

  GtkWidget *icon;
  GtkWidget *title_label;
  GtkWidget *state_label;
  GtkWidget *count_label;
  GtkWidget *sign_in_button;
  GtkWidget *retry_button;
  GtkWidget *remove_button;
};

enum { SIGNAL_SIGN_IN, SIGNAL_REMOVE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsSourceRow, cs_source_row, GTK_TYPE_LIST_BOX_ROW)

static void
retry_clicked_cb (CsSourceRow *self)
{
  cs_source_retry_now (self->source);
}

static void
sign_in_clicked_cb (CsSourceRow *self)
{
  g_signal_emit (self, signals[SIGNAL_SIGN_IN], 0);
}

static void
remove_clicked_cb (CsSourceRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static char *
describe_count (CsSourceRow *self)
{
  guint n_posts = cs_source_get_n_posts (self->source);
  guint n_refused = cs_source_get_n_refused (self->source);
  g_autofree char *number = cs_display_number (n_posts);
  g_autofree char *posts = g_strdup_printf (ngettext ("%s post", "%s posts", n_posts), number);

  if (n_refused == 0)
    return g_steal_pointer (&posts);
  /* Translators: posts that came, and those that were refused because they were malformed */
  return g_strdup_printf (ngettext ("%s, %u malformed and refused", "%s, %u malformed and refused", n_refused), posts,
                          n_refused);
}

static void
cs_source_row_dispose (GObject *object)
{
  CsSourceRow *self = CS_SOURCE_ROW (object);

  g_clear_object (&self->source);
  gtk_widget_dispose_template (GTK_WIDGET (self), CS_TYPE_SOURCE_ROW);
  G_OBJECT_CLASS (cs_source_row_parent_class)->dispose (object);
}

static void
cs_source_row_class_init (CsSourceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_source_row_dispose;

  /**
   * CsSourceRow::sign-in:
   *
   * Someone wants to sign in for the source.
   */
  signals[SIGNAL_SIGN_IN] = g_signal_new ("sign-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  /**
   * CsSourceRow::remove:
   *
   * Someone wants to be rid of the source.
   */
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/sources/cs-source-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsSourceRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CsSourceRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, CsSourceRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, CsSourceRow, count_label);
  gtk_widget_class_bind_template_child (widget_class, CsSourceRow, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, CsSourceRow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, CsSourceRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
cs_source_row_init (CsSourceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_source_row_new:
 * @source: a source
 *
 * Returns: (transfer floating): a row about it
 */
GtkWidget *
cs_source_row_new (CsSource *source)
{
  CsSourceRow *self = g_object_new (CS_TYPE_SOURCE_ROW, NULL);

  self->source = g_object_ref (source);
  gtk_label_set_text (GTK_LABEL (self->title_label), cs_source_get_title (source));
  return GTK_WIDGET (self);
}

/**
 * cs_source_row_get_source:
 * @self: a row
 *
 * Returns: (transfer none): the source it is about
 */
CsSource *
cs_source_row_get_source (CsSourceRow *self)
{
  g_return_val_if_fail (CS_IS_SOURCE_ROW (self), NULL);

  return self->source;
}

/**
 * cs_source_row_tick:
 * @self: a row
 * @now_us: the time, microseconds since 1970 UTC
 *
 * Shows how the source is now.
 */
void
cs_source_row_tick (CsSourceRow *self,
                    gint64       now_us)
{
  CsSourceFacts facts;
  gboolean well;
  g_autofree char *state = NULL;
  g_autofree char *count = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (CS_IS_SOURCE_ROW (self));

  facts = cs_source_words_read (self->source);
  well = cs_source_words_is_well (&facts, now_us);
  state = cs_source_words_state (&facts, now_us);
  count = describe_count (self);
  label = g_strdup_printf ("%s: %s, %s", cs_source_get_title (self->source), state, count);
  gtk_label_set_text (GTK_LABEL (self->state_label), state);
  gtk_label_set_text (GTK_LABEL (self->count_label), count);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), well ? "cs-check-symbolic" : "cs-triangle-symbolic");
  gtk_widget_set_visible (self->sign_in_button, facts.sign_in);
  gtk_widget_set_visible (self->retry_button,
                          facts.state == CS_SOURCE_WAITING || (facts.state == CS_SOURCE_FAILED && !facts.sign_in));
  if (well) {
    gtk_widget_remove_css_class (self->state_label, "text-attention");
    gtk_widget_remove_css_class (self->icon, "text-attention");
  } else {
    gtk_widget_add_css_class (self->state_label, "text-attention");
    gtk_widget_add_css_class (self->icon, "text-attention");
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
