/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-filter.h"

/* What the stream shows and in which order. Everything ticked and nothing ticked both mean everything. */
struct _CsStreamFilter {
  GtkPopover parent_instance;

  GtkCheckButton *newest;
  GtkCheckButton *oldest;
  GtkCheckButton *incoming;
  GtkCheckButton *approved;
  GtkCheckButton *held;
  GtkCheckButton *rejected;
  GtkCheckButton *withdrawn;
  GtkFlowBox *networks;
  GtkCheckButton *network_checks[CS_N_NETWORKS];
  GtkCheckButton *with_media;
  GtkWidget *everything;
  gboolean resetting;
};

G_DEFINE_FINAL_TYPE (CsStreamFilter, cs_stream_filter, GTK_TYPE_POPOVER)

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
toggled_cb (CsStreamFilter *self)
{
  if (self->resetting)
    return;
  gtk_widget_set_sensitive (self->everything, cs_stream_filter_get_active (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static guint
collect_states (CsStreamFilter *self)
{
  guint states = 0;

  states |= gtk_check_button_get_active (self->incoming) ? 1u << CS_STATE_INCOMING : 0;
  states |= gtk_check_button_get_active (self->approved) ? 1u << CS_STATE_APPROVED : 0;
  states |= gtk_check_button_get_active (self->held) ? 1u << CS_STATE_HELD : 0;
  states |= gtk_check_button_get_active (self->rejected) ? 1u << CS_STATE_REJECTED : 0;
  return states == (1u << CS_N_STATES) - 1 ? 0 : states;
}

static guint
collect_networks (CsStreamFilter *self)
{
  guint networks = 0;

  for (guint i = 0; i < CS_N_NETWORKS; i++)
    networks |= gtk_check_button_get_active (self->network_checks[i]) ? 1u << i : 0;
  return networks == (1u << CS_N_NETWORKS) - 1 ? 0 : networks;
}

static void
add_networks (CsStreamFilter *self)
{
  for (guint i = 0; i < CS_N_NETWORKS; i++) {
    GtkWidget *check = gtk_check_button_new_with_label (cs_network_get_name (i));

    self->network_checks[i] = GTK_CHECK_BUTTON (check);
    gtk_check_button_set_active (self->network_checks[i], TRUE);
    g_signal_connect_swapped (check, "toggled", G_CALLBACK (toggled_cb), self);
    gtk_flow_box_append (self->networks, check);
    /* The check is what takes the focus, not the place it is in. */
    gtk_widget_set_focusable (gtk_widget_get_parent (check), FALSE);
  }
}

static void
cs_stream_filter_class_init (CsStreamFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /**
   * CsStreamFilter::changed:
   * @self: a filter
   *
   * Something else is to be shown, or in another order.
   */
  signals[CHANGED] = g_signal_new ("changed", CS_TYPE_STREAM_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/coulisses/Coulisses/ui/stream/cs-stream-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, CsStreamFilter, newest);
  gtk_widget_class_bind_template_child (widget_class, CsStreamFilter, oldest);
  gtk_widget_class_bind_template_child (widget_class, CsStreamFilter, incoming);
  gtk_widget_class_bind_template_child (widget_class, CsStreamFilter, approved);
  gtk_widget_class_bind_template_child (widget_class, CsStreamFilter, held);
  gtk_widget_class_bind_template_child (widget_class, CsStreamFilter, rejected);
  gtk_widget_class_bind_template_child (widget_class, CsStreamFilter, withdrawn);
  gtk_widget_class_bind_template_child (widget_class, CsStreamFilter, networks);
  gtk_widget_class_bind_template_child (widget_class, CsStreamFilter, with_media);
  gtk_widget_class_bind_template_child (widget_class, CsStreamFilter, everything);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, cs_stream_filter_reset);
}

static void
cs_stream_filter_init (CsStreamFilter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_networks (self);
}

/**
 * cs_stream_filter_fill_query:
 * @self: a filter
 * @query: (out caller-allocates): where to put states, networks, withdrawn, pictures and order
 */
void
cs_stream_filter_fill_query (CsStreamFilter *self,
                             CsPostQuery    *query)
{
  g_return_if_fail (CS_IS_STREAM_FILTER (self));

  query->states = collect_states (self);
  query->networks = collect_networks (self);
  query->with_withdrawn = gtk_check_button_get_active (self->withdrawn);
  query->with_media = gtk_check_button_get_active (self->with_media);
  query->order = gtk_check_button_get_active (self->oldest) ? CS_POST_ORDER_OLDEST : CS_POST_ORDER_NEWEST;
}

/**
 * cs_stream_filter_get_active:
 * @self: a filter
 *
 * Returns: whether it holds anything back or changes the order
 */
gboolean
cs_stream_filter_get_active (CsStreamFilter *self)
{
  CsPostQuery query = { 0 };

  g_return_val_if_fail (CS_IS_STREAM_FILTER (self), FALSE);

  cs_stream_filter_fill_query (self, &query);
  return query.states != 0 || query.networks != 0 || !query.with_withdrawn || query.with_media ||
         query.order != CS_POST_ORDER_NEWEST;
}

/**
 * cs_stream_filter_reset:
 * @self: a filter
 *
 * Lets everything through again, the newest first.
 */
void
cs_stream_filter_reset (CsStreamFilter *self)
{
  g_return_if_fail (CS_IS_STREAM_FILTER (self));

  self->resetting = TRUE;
  gtk_check_button_set_active (self->newest, TRUE);
  gtk_check_button_set_active (self->incoming, TRUE);
  gtk_check_button_set_active (self->approved, TRUE);
  gtk_check_button_set_active (self->held, TRUE);
  gtk_check_button_set_active (self->rejected, TRUE);
  gtk_check_button_set_active (self->withdrawn, TRUE);
  gtk_check_button_set_active (self->with_media, FALSE);
  for (guint i = 0; i < CS_N_NETWORKS; i++)
    gtk_check_button_set_active (self->network_checks[i], TRUE);
  self->resetting = FALSE;
  toggled_cb (self);
}
