/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-network-mark.h"

struct _CsNetworkMark {
  GtkWidget parent_instance;

  CsNetwork network;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (CsNetworkMark, cs_network_mark, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_NETWORK,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
show_network (CsNetworkMark *self)
{
  const char *name = cs_network_get_name (self->network);

  gtk_label_set_text (GTK_LABEL (self->label), cs_network_get_mark (self->network));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
cs_network_mark_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CsNetworkMark *self = CS_NETWORK_MARK (object);

  switch (prop_id) {
  case PROP_NETWORK:
    g_value_set_uint (value, self->network);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_network_mark_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  CsNetworkMark *self = CS_NETWORK_MARK (object);

  switch (prop_id) {
  case PROP_NETWORK:
    cs_network_mark_set_network (self, g_value_get_uint (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_network_mark_dispose (GObject *object)
{
  CsNetworkMark *self = CS_NETWORK_MARK (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (cs_network_mark_parent_class)->dispose (object);
}

static void
cs_network_mark_class_init (CsNetworkMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cs_network_mark_get_property;
  object_class->set_property = cs_network_mark_set_property;
  object_class->dispose = cs_network_mark_dispose;

  /**
   * CsNetworkMark:network:
   *
   * Whose mark it is: a #CsNetwork.
   */
  properties[PROP_NETWORK] =
    g_param_spec_uint ("network", NULL, NULL, 0, CS_N_NETWORKS - 1, CS_NETWORK_MASTODON,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "networkmark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cs_network_mark_init (CsNetworkMark *self)
{
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  show_network (self);
}

/**
 * cs_network_mark_new:
 * @network: a network
 *
 * Returns: (transfer floating): two letters in a frame, no logo
 */
GtkWidget *
cs_network_mark_new (CsNetwork network)
{
  return g_object_new (CS_TYPE_NETWORK_MARK, "network", network, NULL);
}

/**
 * cs_network_mark_set_network:
 * @self: a mark
 * @network: a network
 */
void
cs_network_mark_set_network (CsNetworkMark *self,
                             CsNetwork      network)
{
  g_return_if_fail (CS_IS_NETWORK_MARK (self) && network < CS_N_NETWORKS);

  if (self->network == network)
    return;
  self->network = network;
  show_network (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NETWORK]);
}
