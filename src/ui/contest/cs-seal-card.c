/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-seal-card.h"

#include "cs-display.h"
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
 * @seal: the seal, on disk and in the journal
 */
void
cs_seal_card_show (CsSealCard   *self,
                   const CsSeal *seal)
{
  g_autoptr (GString) groups = g_string_new (NULL);
  g_autoptr (GdkTexture) code = cs_qr_create_texture (seal->digest);
  g_autofree char *time = cs_display_time (seal->sealed_s * G_USEC_PER_SEC);
  g_autofree char *count = cs_display_number ((gint64) seal->n_participants);
  g_autofree char *people = g_strdup_printf (ngettext ("%s participant", "%s participants", seal->n_participants), count);
  g_autofree char *words = NULL;

  g_return_if_fail (CS_IS_SEAL_CARD (self));

  for (guint i = 0; i < 8; i++)
    g_string_append_printf (groups, "%.8s%s", seal->digest + 8 * i, i == 7 ? "" : i % 2 == 1 ? "\n" : "  ");
  /* Translators: name of the draw, number of participants, when it was sealed */
  words = g_strdup_printf (_("%s · %s · sealed %s"), seal->draw, people, time);
  gtk_picture_set_paintable (GTK_PICTURE (self->code_picture), GDK_PAINTABLE (code));
  gtk_label_set_text (GTK_LABEL (self->seal_label), groups->str);
  gtk_label_set_text (GTK_LABEL (self->time_label), words);
}
