/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-pane.h"

#include "cs-accessible.h"
#include "cs-display.h"
#include "cs-key-hint.h"
#include "cs-stream-filter.h"
#include "cs-tag-chips.h"

#include <glib/gi18n-lib.h>

struct _CsStreamPane {
  GtkWidget parent_instance;

  CsTagChips *chips;
  GtkWidget *search;
  GtkWidget *search_key;
  GtkWidget *filter_button;
  CsStreamFilter *filter;
  GtkWidget *hold_icon;
  GtkWidget *hold_label;
  GtkWidget *hold_reason;
  GtkWidget *new_button;
  GtkWidget *new_label;
  GtkWidget *scroller;
  CsStreamView *view;
  GtkWidget *empty_label;

  GListModel *model;
  gboolean pointer_inside;
  gboolean released; /* until the pointer moves in the list or another post is opened */
  gboolean held;
  guint n_waiting;
};

G_DEFINE_FINAL_TYPE (CsStreamPane, cs_stream_pane, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SELECTED_ID,
  PROP_HELD,
  PROP_N_WAITING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  QUERY_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
find_reason (CsStreamPane *self)
{
  if (self->released)
    return NULL;
  if (cs_stream_view_get_selected_id (self->view) != 0)
    return _("a post is open");
  if (self->pointer_inside)
    return _("the pointer is in it");
  if (!cs_stream_view_get_at_newest (self->view))
    return _("scrolled away");
  return NULL;
}

static void
show_waiting (CsStreamPane *self)
{
  g_autofree char *number = cs_display_number (self->n_waiting);
  g_autofree char *text =
    g_strdup_printf (ngettext ("%s new", "%s new", self->n_waiting), number);
  g_autofree char *label = g_strdup_printf (
    ngettext ("Show %s new post", "Show %s new posts", self->n_waiting), number);

  gtk_label_set_text (GTK_LABEL (self->new_label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->new_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (self->new_button, self->held && self->n_waiting > 0);
}

static void
update_hold (CsStreamPane *self)
{
  const char *reason = find_reason (self);
  gboolean held = reason != NULL;

  gtk_label_set_text (GTK_LABEL (self->hold_label), held ? _("List held") : _("Following"));
  gtk_label_set_text (GTK_LABEL (self->hold_reason), held ? reason : _("new posts come in at the top"));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->hold_icon),
                                held ? "cs-pause-symbolic" : "media-playback-start-symbolic");
  if (self->held != held) {
    self->held = held;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HELD]);
  }
  show_waiting (self);
}

static void
update_hold_cb (CsStreamPane *self)
{
  update_hold (self);
}

static void
selected_cb (CsStreamPane *self)
{
  self->released = FALSE;
  update_hold (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_ID]);
}

static void
pointer_moved_cb (CsStreamPane *self)
{
  if (self->pointer_inside && !self->released)
    return;
  self->pointer_inside = TRUE;
  self->released = FALSE;
  update_hold (self);
}

static void
pointer_left_cb (CsStreamPane *self)
{
  self->pointer_inside = FALSE;
  update_hold (self);
}

static void
show_empty (CsStreamPane *self)
{
  CsPostQuery query;
  gboolean empty = self->model == NULL || g_list_model_get_n_items (self->model) == 0;

  cs_stream_pane_fill_query (self, &query);
  gtk_widget_set_visible (self->empty_label, empty);
  gtk_label_set_text (GTK_LABEL (self->empty_label),
                      query.search != NULL || query.tag != NULL || cs_stream_filter_get_active (self->filter)
                        ? _("No post matches")
                        : _("Posts show up here as they arrive"));
}

static void
query_changed_cb (CsStreamPane *self)
{
  if (cs_stream_filter_get_active (self->filter))
    gtk_widget_add_css_class (self->filter_button, "active-filter");
  else
    gtk_widget_remove_css_class (self->filter_button, "active-filter");
  show_empty (self);
  cs_stream_view_go_to_newest (self->view);
  g_signal_emit (self, signals[QUERY_CHANGED], 0);
}

static void
search_changed_cb (CsStreamPane *self)
{
  gboolean used = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
  gboolean focused = gtk_widget_get_state_flags (self->search) & GTK_STATE_FLAG_FOCUS_WITHIN;

  gtk_widget_set_visible (self->search_key, !used && !focused);
  if (used || focused)
    gtk_widget_remove_css_class (self->search, "with-key");
  else
    gtk_widget_add_css_class (self->search, "with-key");
}

static void
stop_search_cb (CsStreamPane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
release_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  cs_stream_pane_release (CS_STREAM_PANE (widget));
}

static void
search_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  cs_stream_pane_search (CS_STREAM_PANE (widget));
}

static void
cs_stream_pane_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  CsStreamPane *self = CS_STREAM_PANE (object);

  switch (prop_id) {
  case PROP_SELECTED_ID:
    g_value_set_int64 (value, cs_stream_view_get_selected_id (self->view));
    break;
  case PROP_HELD:
    g_value_set_boolean (value, self->held);
    break;
  case PROP_N_WAITING:
    g_value_set_uint (value, self->n_waiting);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_stream_pane_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  CsStreamPane *self = CS_STREAM_PANE (object);

  switch (prop_id) {
  case PROP_SELECTED_ID:
    cs_stream_view_select (self->view, g_value_get_int64 (value));
    break;
  case PROP_N_WAITING:
    cs_stream_pane_set_n_waiting (self, g_value_get_uint (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_stream_pane_dispose (GObject *object)
{
  CsStreamPane *self = CS_STREAM_PANE (object);
  GtkWidget *child;

  if (self->view != NULL) {
    cs_stream_pane_set_model (self, NULL);
    g_signal_handlers_disconnect_by_data (self->view, self);
  }
  self->view = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (cs_stream_pane_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  /**
   * CsStreamPane:selected-id:
   *
   * The selected post, or 0.
   */
  properties[PROP_SELECTED_ID] =
    g_param_spec_int64 ("selected-id", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  /**
   * CsStreamPane:held:
   *
   * Whether the list is to keep still: the pointer is in it, a post is open, or it is scrolled.
   */
  properties[PROP_HELD] = g_param_spec_boolean (
    "held", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  /**
   * CsStreamPane:n-waiting:
   *
   * How many new posts wait for the list to be released.
   */
  properties[PROP_N_WAITING] =
    g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/coulisses/Coulisses/ui/stream/cs-stream-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CsStreamPane, chips);
  gtk_widget_class_bind_template_child (widget_class, CsStreamPane, search);
  gtk_widget_class_bind_template_child (widget_class, CsStreamPane, search_key);
  gtk_widget_class_bind_template_child (widget_class, CsStreamPane, filter_button);
  gtk_widget_class_bind_template_child (widget_class, CsStreamPane, filter);
  gtk_widget_class_bind_template_child (widget_class, CsStreamPane, hold_icon);
  gtk_widget_class_bind_template_child (widget_class, CsStreamPane, hold_label);
  gtk_widget_class_bind_template_child (widget_class, CsStreamPane, hold_reason);
  gtk_widget_class_bind_template_child (widget_class, CsStreamPane, new_button);
  gtk_widget_class_bind_template_child (widget_class, CsStreamPane, new_label);
  gtk_widget_class_bind_template_child (widget_class, CsStreamPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, CsStreamPane, view);
  gtk_widget_class_bind_template_child (widget_class, CsStreamPane, empty_label);
  gtk_widget_class_bind_template_callback (widget_class, query_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_hold_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_left_cb);
}

static void
cs_stream_pane_class_init (CsStreamPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cs_stream_pane_get_property;
  object_class->set_property = cs_stream_pane_set_property;
  object_class->dispose = cs_stream_pane_dispose;
  install_properties (object_class);

  /**
   * CsStreamPane::query-changed:
   * @self: a pane
   *
   * Other posts are asked for: see cs_stream_pane_fill_query().
   */
  signals[QUERY_CHANGED] = g_signal_new ("query-changed", CS_TYPE_STREAM_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);

  g_type_ensure (CS_TYPE_KEY_HINT);
  g_type_ensure (CS_TYPE_STREAM_FILTER);
  g_type_ensure (CS_TYPE_STREAM_VIEW);
  g_type_ensure (CS_TYPE_TAG_CHIPS);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "stream.release", NULL, release_action);
  gtk_widget_class_install_action (widget_class, "stream.search", NULL, search_action);
  gtk_widget_class_set_css_name (widget_class, "streampane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
cs_stream_pane_init (CsStreamPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_accessible_name_scrollbars (GTK_SCROLLED_WINDOW (self->scroller));
  search_changed_cb (self);
  update_hold (self);
  show_empty (self);
}

/**
 * cs_stream_pane_new:
 *
 * Returns: (transfer floating): a pane without a list
 */
GtkWidget *
cs_stream_pane_new (void)
{
  return g_object_new (CS_TYPE_STREAM_PANE, NULL);
}

/**
 * cs_stream_pane_get_view:
 * @self: a pane
 *
 * Returns: (transfer none): the posts, to be given clock, pictures, hints and what is cued
 */
CsStreamView *
cs_stream_pane_get_view (CsStreamPane *self)
{
  g_return_val_if_fail (CS_IS_STREAM_PANE (self), NULL);

  return self->view;
}

/**
 * cs_stream_pane_set_model:
 * @self: a pane
 * @model: (nullable): a list of #CsPostItem
 */
void
cs_stream_pane_set_model (CsStreamPane *self,
                          GListModel   *model)
{
  g_return_if_fail (CS_IS_STREAM_PANE (self));

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_swapped (model, "items-changed", G_CALLBACK (show_empty), self);
  cs_stream_view_set_model (self->view, model);
  show_empty (self);
}

/**
 * cs_stream_pane_set_tags:
 * @self: a pane
 * @tags: (nullable): a list of #CsStreamTag
 */
void
cs_stream_pane_set_tags (CsStreamPane *self,
                         GListModel   *tags)
{
  g_return_if_fail (CS_IS_STREAM_PANE (self));

  cs_tag_chips_set_tags (self->chips, tags);
}

/**
 * cs_stream_pane_get_held:
 * @self: a pane
 *
 * Returns: whether the list is to keep still
 */
gboolean
cs_stream_pane_get_held (CsStreamPane *self)
{
  g_return_val_if_fail (CS_IS_STREAM_PANE (self), FALSE);

  return self->held;
}

/**
 * cs_stream_pane_set_n_waiting:
 * @self: a pane
 * @n_waiting: how many new posts wait for the list to be released
 */
void
cs_stream_pane_set_n_waiting (CsStreamPane *self,
                              guint         n_waiting)
{
  g_return_if_fail (CS_IS_STREAM_PANE (self));

  if (self->n_waiting == n_waiting)
    return;
  self->n_waiting = n_waiting;
  show_waiting (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
}

/**
 * cs_stream_pane_fill_query:
 * @self: a pane
 * @query: (out caller-allocates): what is asked for; its strings belong to the pane and hold until
 *   something changes
 */
void
cs_stream_pane_fill_query (CsStreamPane *self,
                           CsPostQuery  *query)
{
  const char *search;

  g_return_if_fail (CS_IS_STREAM_PANE (self));

  *query = (CsPostQuery){ 0 };
  cs_stream_filter_fill_query (self->filter, query);
  search = gtk_editable_get_text (GTK_EDITABLE (self->search));
  query->search = *search != '\0' ? search : NULL;
  query->tag = cs_tag_chips_get_chosen (self->chips);
}

/**
 * cs_stream_pane_release:
 * @self: a pane
 *
 * Lets the list go on and goes to the newest post, until the pointer moves in it or another post is
 * opened.
 */
void
cs_stream_pane_release (CsStreamPane *self)
{
  g_return_if_fail (CS_IS_STREAM_PANE (self));

  self->released = TRUE;
  update_hold (self);
  cs_stream_view_go_to_newest (self->view);
}

/**
 * cs_stream_pane_search:
 * @self: a pane
 *
 * Goes to the search field, with what is in it selected.
 */
void
cs_stream_pane_search (CsStreamPane *self)
{
  g_return_if_fail (CS_IS_STREAM_PANE (self));

  gtk_widget_grab_focus (self->search);
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}
