/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-prize-row.h"

#include "cs-seal.h"

#include <glib/gi18n-lib.h>

struct _CsPrizeRow {
  AdwEntryRow parent_instance;

  GtkWidget *count_spin;
};

enum { SIGNAL_CHANGED, SIGNAL_RAISE, SIGNAL_REMOVE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsPrizeRow, cs_prize_row, ADW_TYPE_ENTRY_ROW)

static void
changed_cb (CsPrizeRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
raise_cb (CsPrizeRow *self)
{
  g_signal_emit (self, signals[SIGNAL_RAISE], 0);
}

static void
remove_cb (CsPrizeRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
add_button (CsPrizeRow *self,
            const char *icon_name,
            const char *label,
            GCallback   callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
}

static void
cs_prize_row_class_init (CsPrizeRowClass *klass)
{
  /**
   * CsPrizeRow::prize-changed:
   *
   * Another name or number.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("prize-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  /**
   * CsPrizeRow::raise:
   *
   * The lot is to be won before the one above it.
   */
  signals[SIGNAL_RAISE] = g_signal_new ("raise", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  /**
   * CsPrizeRow::remove:
   *
   * The lot is to go.
   */
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
cs_prize_row_init (CsPrizeRow *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Prize"));
  self->count_spin = gtk_spin_button_new_with_range (1, CS_SEAL_MAX_WINNERS, 1);
  gtk_widget_set_valign (self->count_spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->count_spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _("How many times"), -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), self->count_spin);
  add_button (self, "cs-chevron-up-symbolic", _("Win it earlier"), G_CALLBACK (raise_cb));
  add_button (self, "cs-cross-symbolic", _("Remove this prize"), G_CALLBACK (remove_cb));
  g_signal_connect_object (self->count_spin, "value-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}

/**
 * cs_prize_row_new:
 * @name: what is won
 * @count: how many times
 *
 * Returns: (transfer none): a row
 */
GtkWidget *
cs_prize_row_new (const char *name,
                  guint       count)
{
  CsPrizeRow *self = g_object_new (CS_TYPE_PRIZE_ROW, NULL);

  gtk_editable_set_text (GTK_EDITABLE (self), name);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->count_spin), count);
  return GTK_WIDGET (self);
}

/**
 * cs_prize_row_get_count:
 * @self: a row
 *
 * Returns: how many times
 */
guint
cs_prize_row_get_count (CsPrizeRow *self)
{
  return (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->count_spin));
}

/**
 * cs_prize_row_settle:
 * @self: a row
 *
 * Takes a number that was typed and not left yet.
 */
void
cs_prize_row_settle (CsPrizeRow *self)
{
  g_return_if_fail (CS_IS_PRIZE_ROW (self));

  gtk_spin_button_update (GTK_SPIN_BUTTON (self->count_spin));
}
