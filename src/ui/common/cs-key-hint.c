/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-key-hint.h"

#include <glib/gi18n-lib.h>

struct _CsKeyHint {
  GtkWidget parent_instance;

  char *accelerator;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (CsKeyHint, cs_key_hint, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_ACCELERATOR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const struct {
  guint keyval;
  const char *name;
} named_keys[] = {
  { GDK_KEY_space, NC_("keyboard", "Space") }, { GDK_KEY_Return, NC_("keyboard", "Enter") },
  { GDK_KEY_Escape, NC_("keyboard", "Esc") },  { GDK_KEY_Home, NC_("keyboard", "Home") },
  { GDK_KEY_Delete, NC_("keyboard", "Del") },  { GDK_KEY_Up, "↑" },
  { GDK_KEY_Down, "↓" },
};

static const struct {
  GdkModifierType modifier;
  const char *name;
} named_modifiers[] = {
  { GDK_CONTROL_MASK, NC_("keyboard", "Ctrl") },
  { GDK_ALT_MASK, NC_("keyboard", "Alt") },
  { GDK_SHIFT_MASK, NC_("keyboard", "Shift") },
};

static void
append_key (GString *out,
            guint    keyval)
{
  for (guint i = 0; i < G_N_ELEMENTS (named_keys); i++)
    if (named_keys[i].keyval == keyval) {
      g_string_append (out, g_dpgettext2 (GETTEXT_PACKAGE, "keyboard", named_keys[i].name));
      return;
    }
  if (g_unichar_isgraph (gdk_keyval_to_unicode (keyval)))
    g_string_append_unichar (out, g_unichar_toupper (gdk_keyval_to_unicode (keyval)));
  else
    g_string_append (out, gdk_keyval_name (keyval));
}

static void
cs_key_hint_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  CsKeyHint *self = CS_KEY_HINT (object);

  switch (prop_id) {
  case PROP_ACCELERATOR:
    g_value_set_string (value, self->accelerator);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_key_hint_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  CsKeyHint *self = CS_KEY_HINT (object);

  switch (prop_id) {
  case PROP_ACCELERATOR:
    cs_key_hint_set_accelerator (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_key_hint_dispose (GObject *object)
{
  CsKeyHint *self = CS_KEY_HINT (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->accelerator, g_free);
  G_OBJECT_CLASS (cs_key_hint_parent_class)->dispose (object);
}

static void
cs_key_hint_class_init (CsKeyHintClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cs_key_hint_get_property;
  object_class->set_property = cs_key_hint_set_property;
  object_class->dispose = cs_key_hint_dispose;

  /**
   * CsKeyHint:accelerator: (nullable)
   *
   * The key to show, as gtk_accelerator_parse() takes it.
   */
  properties[PROP_ACCELERATOR] =
    g_param_spec_string ("accelerator", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "keyhint");
  /* The widget that has the key names it to assistive technology; the cap is a picture of it. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
cs_key_hint_init (CsKeyHint *self)
{
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * cs_key_hint_new:
 * @accelerator: (nullable): a key as gtk_accelerator_parse() takes it
 *
 * Returns: (transfer floating): a key cap
 */
GtkWidget *
cs_key_hint_new (const char *accelerator)
{
  return g_object_new (CS_TYPE_KEY_HINT, "accelerator", accelerator, NULL);
}

/**
 * cs_key_hint_set_accelerator:
 * @self: a key cap
 * @accelerator: (nullable): a key as gtk_accelerator_parse() takes it; without one nothing is shown
 */
void
cs_key_hint_set_accelerator (CsKeyHint  *self,
                             const char *accelerator)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CS_IS_KEY_HINT (self));

  if (g_strcmp0 (self->accelerator, accelerator) == 0)
    return;
  g_free (self->accelerator);
  self->accelerator = g_strdup (accelerator);
  text = cs_key_hint_format (accelerator);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_visible (GTK_WIDGET (self), *text != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCELERATOR]);
}

/**
 * cs_key_hint_format:
 * @accelerator: (nullable): a key as gtk_accelerator_parse() takes it
 *
 * Returns: (transfer full): what stands on the key in the interface's language, such as "Ctrl F"; empty
 *   when @accelerator is none
 */
char *
cs_key_hint_format (const char *accelerator)
{
  GString *out = g_string_new (NULL);
  GdkModifierType modifiers;
  guint keyval;

  if (accelerator == NULL || !gtk_accelerator_parse (accelerator, &keyval, &modifiers) || keyval == 0)
    return g_string_free (out, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (named_modifiers); i++)
    if (modifiers & named_modifiers[i].modifier) {
      g_string_append (out, g_dpgettext2 (GETTEXT_PACKAGE, "keyboard", named_modifiers[i].name));
      g_string_append (out, "\u00a0");
    }
  append_key (out, keyval);
  return g_string_free (out, FALSE);
}
