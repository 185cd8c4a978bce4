/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-view-private.h"

#include "cs-stream-actions.h"

static void cs_stream_view_scrollable_init (GtkScrollableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CsStreamView, cs_stream_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, cs_stream_view_scrollable_init))

enum {
  PROP_0,
  PROP_MODEL,
  PROP_SELECTED_ID,
  PROP_CUED_ID,
  PROP_AT_NEWEST,
  N_PROPS,
  /* of GtkScrollable, in the order of GtkOrientation */
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static GParamSpec *properties[N_PROPS];

static void
cs_stream_view_scrollable_init (GtkScrollableInterface *iface)
{
}

static void
value_changed_cb (GtkAdjustment *adjustment,
                  gpointer       user_data)
{
  CsStreamView *self = user_data;
  double value = gtk_adjustment_get_value (adjustment);

  /* Ours, from settling. */
  if (value == self->value)
    return;
  /* By how much, not to where: the model may have changed since the rows were placed. */
  self->anchor_offset += value - self->value;
  self->value = value;
  cs_stream_view_set_at_newest (self, value < 1);
  cs_stream_view_queue_settle (self, TRUE);
}

static void
items_changed_cb (GListModel *model,
                  guint       changed,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  CsStreamView *self = user_data;

  cs_stream_view_model_changed (self, changed, removed, added);
  cs_stream_view_queue_settle (self, FALSE);
}

static void
set_adjustment (CsStreamView  *self,
                GtkOrientation orientation,
                GtkAdjustment *adjustment)
{
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustments[orientation], self);
  g_set_object (&self->adjustments[orientation], adjustment);
  if (adjustment == NULL || orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
  cs_stream_view_queue_settle (self, TRUE);
}

static gboolean
tick_ages_cb (gpointer user_data)
{
  cs_stream_view_update_ages (user_data);
  return G_SOURCE_CONTINUE;
}

static void
cs_stream_view_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  CsStreamView *self = CS_STREAM_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = cs_stream_context_scale (&self->context, 4 * CS_STREAM_TEXT_LEFT);
  else
    *minimum = *natural = cs_stream_context_scale (&self->context, CS_STREAM_TALL_HEIGHT);
}

static void
cs_stream_view_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  CsStreamView *self = CS_STREAM_VIEW (widget);
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_HORIZONTAL];

  if (adjustment != NULL)
    gtk_adjustment_configure (adjustment, 0, 0, width, 0, 0, width);
  if (width != self->width || height != self->height)
    cs_stream_view_settle (self);
  self->width = width;
  self->height = height;
  cs_stream_view_allocate_rows (self, width);
}

static void
cs_stream_view_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  CsStreamView *self = CS_STREAM_VIEW (widget);

  GTK_WIDGET_CLASS (cs_stream_view_parent_class)->css_changed (widget, change);
  if (!cs_stream_context_restyle (&self->context, widget))
    return;
  cs_stream_view_refresh_rows (self);
  cs_stream_view_queue_settle (self, TRUE);
}

static void
cs_stream_view_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cs_stream_view_parent_class)->realize (widget);
  cs_stream_view_start_pace (CS_STREAM_VIEW (widget));
}

static void
cs_stream_view_unrealize (GtkWidget *widget)
{
  cs_stream_view_stop_pace (CS_STREAM_VIEW (widget));
  GTK_WIDGET_CLASS (cs_stream_view_parent_class)->unrealize (widget);
}

static void
cs_stream_view_map (GtkWidget *widget)
{
  CsStreamView *self = CS_STREAM_VIEW (widget);

  GTK_WIDGET_CLASS (cs_stream_view_parent_class)->map (widget);
  cs_stream_view_update_ages (self);
  self->age_id = g_timeout_add_seconds (1, tick_ages_cb, self);
  if (self->dirty)
    cs_stream_view_request_update (self);
}

static void
cs_stream_view_unmap (GtkWidget *widget)
{
  CsStreamView *self = CS_STREAM_VIEW (widget);

  g_clear_handle_id (&self->age_id, g_source_remove);
  GTK_WIDGET_CLASS (cs_stream_view_parent_class)->unmap (widget);
}

static void
cs_stream_view_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  CsStreamView *self = CS_STREAM_VIEW (object);

  switch (prop_id) {
  case PROP_MODEL:
    g_value_set_object (value, self->model);
    break;
  case PROP_SELECTED_ID:
    g_value_set_int64 (value, self->selected_id);
    break;
  case PROP_CUED_ID:
    g_value_set_int64 (value, self->context.cued_id);
    break;
  case PROP_AT_NEWEST:
    g_value_set_boolean (value, self->at_newest);
    break;
  case PROP_HADJUSTMENT:
  case PROP_VADJUSTMENT:
    g_value_set_object (value, self->adjustments[prop_id - PROP_HADJUSTMENT]);
    break;
  case PROP_HSCROLL_POLICY:
  case PROP_VSCROLL_POLICY:
    g_value_set_enum (value, self->policies[prop_id - PROP_HSCROLL_POLICY]);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_stream_view_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  CsStreamView *self = CS_STREAM_VIEW (object);

  switch (prop_id) {
  case PROP_MODEL:
    cs_stream_view_set_model (self, g_value_get_object (value));
    break;
  case PROP_SELECTED_ID:
    cs_stream_view_select (self, g_value_get_int64 (value));
    break;
  case PROP_CUED_ID:
    cs_stream_view_set_cued_id (self, g_value_get_int64 (value));
    break;
  case PROP_HADJUSTMENT:
  case PROP_VADJUSTMENT:
    set_adjustment (self, prop_id - PROP_HADJUSTMENT, g_value_get_object (value));
    break;
  case PROP_HSCROLL_POLICY:
  case PROP_VSCROLL_POLICY:
    self->policies[prop_id - PROP_HSCROLL_POLICY] = g_value_get_enum (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_stream_view_dispose (GObject *object)
{
  CsStreamView *self = CS_STREAM_VIEW (object);

  cs_stream_view_set_model (self, NULL);
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  cs_stream_view_drop_rows (self);
  g_clear_pointer (&self->actions, gtk_widget_unparent);
  cs_stream_context_clear (&self->context);
  g_clear_object (&self->selected_item);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (cs_stream_view_parent_class)->dispose (object);
}

static void
cs_stream_view_finalize (GObject *object)
{
  CsStreamView *self = CS_STREAM_VIEW (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->spare);
  G_OBJECT_CLASS (cs_stream_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags read_write = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  /**
   * CsStreamView:model: (nullable)
   *
   * A list of #CsPostItem, the newest first.
   */
  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL, read_write);
  /**
   * CsStreamView:selected-id:
   *
   * The selected post, or 0. It stays selected when its row moves, and also when it leaves the list.
   */
  properties[PROP_SELECTED_ID] =
    g_param_spec_int64 ("selected-id", NULL, NULL, 0, G_MAXINT64, 0, read_write);
  /**
   * CsStreamView:cued-id:
   *
   * The post that goes on air next, or 0.
   */
  properties[PROP_CUED_ID] = g_param_spec_int64 ("cued-id", NULL, NULL, 0, G_MAXINT64, 0, read_write);
  /**
   * CsStreamView:at-newest:
   *
   * Whether the view is at the top, where it follows new posts.
   */
  properties[PROP_AT_NEWEST] = g_param_spec_boolean (
    "at-newest", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
}

static void
cs_stream_view_class_init (CsStreamViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cs_stream_view_get_property;
  object_class->set_property = cs_stream_view_set_property;
  object_class->dispose = cs_stream_view_dispose;
  object_class->finalize = cs_stream_view_finalize;
  widget_class->measure = cs_stream_view_measure;
  widget_class->size_allocate = cs_stream_view_size_allocate;
  widget_class->css_changed = cs_stream_view_css_changed;
  widget_class->realize = cs_stream_view_realize;
  widget_class->unrealize = cs_stream_view_unrealize;
  widget_class->map = cs_stream_view_map;
  widget_class->unmap = cs_stream_view_unmap;
  install_properties (object_class);
  cs_stream_view_class_init_input (widget_class);
  gtk_widget_class_set_css_name (widget_class, "streamview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
cs_stream_view_init (CsStreamView *self)
{
  self->rows = g_ptr_array_new ();
  self->spare = g_ptr_array_new ();
  self->first = CS_STREAM_NONE;
  self->selected_near = CS_STREAM_NONE;
  self->geometry.tall = CS_STREAM_NONE;
  self->at_newest = TRUE;
  self->context.scale = 1;
  self->geometry.row_height = CS_STREAM_ROW_HEIGHT;
  self->geometry.tall_height = CS_STREAM_TALL_HEIGHT;
  self->actions = cs_stream_actions_new ();
  gtk_widget_insert_before (self->actions, GTK_WIDGET (self), NULL);
  gtk_widget_set_child_visible (self->actions, FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  cs_stream_view_init_input (self);
}

/**
 * cs_stream_view_set_at_newest:
 * @self: a view
 * @at_newest: whether it is at the top
 */
void
cs_stream_view_set_at_newest (CsStreamView *self,
                              gboolean      at_newest)
{
  if (self->at_newest == !!at_newest)
    return;
  self->at_newest = !!at_newest;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AT_NEWEST]);
}

/**
 * cs_stream_view_new:
 *
 * Returns: (transfer floating): a view of nothing yet
 */
GtkWidget *
cs_stream_view_new (void)
{
  return g_object_new (CS_TYPE_STREAM_VIEW, NULL);
}

/**
 * cs_stream_view_get_model:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the posts it shows
 */
GListModel *
cs_stream_view_get_model (CsStreamView *self)
{
  g_return_val_if_fail (CS_IS_STREAM_VIEW (self), NULL);

  return self->model;
}

/**
 * cs_stream_view_set_model:
 * @self: a view
 * @model: (nullable): a list of #CsPostItem, the newest first
 *
 * Shows another list, from its top; nothing is selected in it.
 */
void
cs_stream_view_set_model (CsStreamView *self,
                          GListModel   *model)
{
  g_return_if_fail (CS_IS_STREAM_VIEW (self));

  if (self->model == model)
    return;
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  self->geometry.n_rows = model != NULL ? g_list_model_get_n_items (model) : 0;
  self->anchor = 0;
  self->anchor_offset = 0;
  cs_stream_view_set_at_newest (self, TRUE);
  cs_stream_view_select (self, 0);
  if (model != NULL)
    g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), self);
  cs_stream_view_queue_settle (self, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

/**
 * cs_stream_view_get_at_newest:
 * @self: a view
 *
 * Returns: whether it is at the top, where it follows new posts
 */
gboolean
cs_stream_view_get_at_newest (CsStreamView *self)
{
  g_return_val_if_fail (CS_IS_STREAM_VIEW (self), FALSE);

  return self->at_newest;
}

/**
 * cs_stream_view_count_rows:
 * @self: a view
 *
 * Returns: how many row widgets there are, on screen and spare
 */
guint
cs_stream_view_count_rows (CsStreamView *self)
{
  g_return_val_if_fail (CS_IS_STREAM_VIEW (self), 0);

  return self->rows->len + self->spare->len;
}
