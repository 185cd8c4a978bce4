/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-seal-card.h"

#include "cs-dispose.h"
#include "cs-qr.h"

#include <glib/gi18n-lib.h>

struct _CsSealCard {
  GtkWidget parent_instance;

  GtkWidget *code_picture;
  GtkWidget *seal_label;
  GtkWidget *time_label;
};

G_DEFINE_FINAL_TYPE (CsSealCard, cs_seal_card, GTK_TYPE_WIDGET)

static void
cs_seal_card_dispose (GObject *object)
{
  cs_dispose_template (GTK_WIDGET (object), CS_TYPE_SEAL_CARD);
  G_OBJECT_CLASS (cs_seal_card_parent_class)->dispose (object);
}

static void
cs_seal_card_class_init (CsSealCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_seal_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-seal-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CsSealCard, code_picture);
  gtk_widget_class_bind_template_child (widget_class, CsSealCard, seal_label);
  gtk_widget_class_bind_template_child (widget_class, CsSealCard, time_label);
  gtk_widget_class_set_css_name (widget_class, "sealcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_seal_card_init (CsSealCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_seal_card_show:
 * @self: a card
 * @digest: the fingerprint of a seal, on disk and in the journal
 * @words: what stands below it: whose, and when it was sealed
 */
void
cs_seal_card_show (CsSealCard *self,
                   const char *digest,
                   const char *words)
{
  g_autoptr (GString) groups = g_string_new (NULL);
  g_autoptr (GdkTexture) code = cs_qr_create_texture (digest);

  g_return_if_fail (CS_IS_SEAL_CARD (self));

  for (guint i = 0; i < 8; i++)
    g_string_append_printf (groups, "%.8s%s", digest + 8 * i, i == 7 ? "" : i % 2 == 1 ? "\n" : "  ");
  gtk_picture_set_paintable (GTK_PICTURE (self->code_picture), GDK_PAINTABLE (code));
  gtk_label_set_text (GTK_LABEL (self->seal_label), groups->str);
  gtk_label_set_text (GTK_LABEL (self->time_label), words);
}
