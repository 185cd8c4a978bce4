/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-secret-row.h"

#include <string.h>

#define DOT "•"

struct _CsSecretRow {
  AdwEntryRow parent_instance;

  GString *secret;
};

G_DEFINE_FINAL_TYPE (CsSecretRow, cs_secret_row, ADW_TYPE_ENTRY_ROW)

static gsize
to_offset (CsSecretRow *self,
           int          position)
{
  glong length = g_utf8_strlen (self->secret->str, -1);

  if (position < 0 || position > length)
    position = length;
  return g_utf8_offset_to_pointer (self->secret->str, position) - self->secret->str;
}

static char *
make_dots (glong n)
{
  GString *dots = g_string_new (NULL);

  for (glong i = 0; i < n; i++)
    g_string_append (dots, DOT);
  return g_string_free (dots, FALSE);
}

/* Whoever listens to the field after this hears of dots. */
static void
insert_text_cb (GtkEditable *editable,
                const char  *text,
                int          length,
                int         *position,
                CsSecretRow *self)
{
  g_autofree char *inserted = length >= 0 ? g_strndup (text, length) : g_strdup (text);
  g_autofree char *dots = make_dots (g_utf8_strlen (inserted, -1));

  g_string_insert (self->secret, to_offset (self, *position), inserted);
  explicit_bzero (inserted, strlen (inserted));
  g_signal_stop_emission_by_name (editable, "insert-text");
  g_signal_handlers_block_by_func (editable, insert_text_cb, self);
  gtk_editable_insert_text (editable, dots, -1, position);
  g_signal_handlers_unblock_by_func (editable, insert_text_cb, self);
}

static void
delete_text_cb (GtkEditable *editable,
                int          start,
                int          end,
                CsSecretRow *self)
{
  gsize from = to_offset (self, start);
  gsize to = to_offset (self, end);

  g_string_erase (self->secret, from, to - from);
}

static void
cs_secret_row_finalize (GObject *object)
{
  CsSecretRow *self = CS_SECRET_ROW (object);

  explicit_bzero (self->secret->str, self->secret->allocated_len);
  g_string_free (self->secret, TRUE);
  G_OBJECT_CLASS (cs_secret_row_parent_class)->finalize (object);
}

static void
cs_secret_row_class_init (CsSecretRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_secret_row_finalize;
}

static void
cs_secret_row_init (CsSecretRow *self)
{
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (self));

  self->secret = g_string_new (NULL);
  gtk_editable_set_enable_undo (delegate, FALSE);
  gtk_text_set_input_purpose (GTK_TEXT (delegate), GTK_INPUT_PURPOSE_PASSWORD);
  gtk_text_set_input_hints (GTK_TEXT (delegate), GTK_INPUT_HINT_PRIVATE | GTK_INPUT_HINT_NO_SPELLCHECK);
  g_signal_connect_object (delegate, "insert-text", G_CALLBACK (insert_text_cb), self, 0);
  g_signal_connect_object (delegate, "delete-text", G_CALLBACK (delete_text_cb), self, 0);
}

/**
 * cs_secret_row_get_secret:
 * @self: a row
 *
 * Returns: (transfer none): what was typed; "" for nothing
 */
const char *
cs_secret_row_get_secret (CsSecretRow *self)
{
  g_return_val_if_fail (CS_IS_SECRET_ROW (self), "");

  return self->secret->str;
}

/**
 * cs_secret_row_set_secret:
 * @self: a row
 * @secret: what to fill in
 */
void
cs_secret_row_set_secret (CsSecretRow *self,
                          const char  *secret)
{
  g_return_if_fail (CS_IS_SECRET_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self), secret);
}
