/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-broadcasts-dialog.h"

#include <glib/gi18n-lib.h>

struct _CsBroadcastsDialog {
  AdwWindow parent_instance;

  CsStore *store;
  CsLiveLog *log;
  GCancellable *cancellable;
  GListStore *records; /* CsBroadcastRecord */
  GtkWidget *stack;
};

G_DEFINE_FINAL_TYPE (CsBroadcastsDialog, cs_broadcasts_dialog, ADW_TYPE_WINDOW)

typedef char *(*Describe) (CsBroadcastRecord *record);

static char *
describe_began (CsBroadcastRecord *record)
{
  g_autoptr (GDateTime) began = g_date_time_new_from_unix_local (record->began_us / G_USEC_PER_SEC);

  /* Translators: date and time of a broadcast, as strftime(3) has it */
  return g_date_time_format (began, _("%Y-%m-%d %H:%M"));
}

static char *
describe_length (CsBroadcastRecord *record)
{
  gint64 seconds = (record->ended_us - record->began_us) / G_USEC_PER_SEC;

  if (record->ended_us == 0)
    return g_strdup (_("on now"));
  if (record->broken)
    /* Translators: how long a broadcast was before the program or the machine was gone */
    return g_strdup_printf (_("%d:%02d:%02d, broken off"), (int) (seconds / 3600), (int) (seconds / 60 % 60),
                            (int) (seconds % 60));
  return g_strdup_printf ("%d:%02d:%02d", (int) (seconds / 3600), (int) (seconds / 60 % 60), (int) (seconds % 60));
}

static char *
describe_title (CsBroadcastRecord *record)
{
  return g_strdup (*record->title != '\0' ? record->title : _("without a title"));
}

static char *
describe_legs (CsBroadcastRecord *record)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < record->legs->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((CsBroadcastLeg *) record->legs->pdata[i])->name);
  if (record->page)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", _("our page"));
  return g_string_free (names, FALSE);
}

static char *
describe_dropped (CsBroadcastRecord *record)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, cs_broadcast_record_count_dropped (record));
}

static char *
describe_viewers (CsBroadcastRecord *record)
{
  /* Translators: the most viewers at a time, and how many there were on average */
  return record->page ? g_strdup_printf (_("%u (%.1f on average)"), record->peak_viewers, record->mean_viewers)
                      : g_strdup ("–");
}

static char *
describe_hearts (CsBroadcastRecord *record)
{
  return record->page ? g_strdup_printf ("%" G_GUINT64_FORMAT, record->n_hearts) : g_strdup ("–");
}

static char *
describe_comments (CsBroadcastRecord *record)
{
  return record->page ? g_strdup_printf ("%" G_GUINT64_FORMAT, record->n_comments) : g_strdup ("–");
}

static char *
describe_replay (CsBroadcastRecord *record)
{
  if (record->trouble != NULL)
    return g_strdup (record->trouble);
  return record->replay != NULL ? g_path_get_basename (record->replay) : g_strdup ("–");
}

static const struct {
  const char *title;
  Describe describe;
  gboolean expand;
} columns[] = {
  { N_("Began"), describe_began, FALSE },         { N_("Length"), describe_length, FALSE },
  { N_("Title"), describe_title, TRUE },          { N_("Where"), describe_legs, TRUE },
  { N_("Pictures left out"), describe_dropped, FALSE },    { N_("Viewers"), describe_viewers, FALSE },
  { N_("Hearts"), describe_hearts, FALSE },       { N_("Comments"), describe_comments, FALSE },
  { N_("Recording"), describe_replay, TRUE },
};

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), GPOINTER_TO_INT (data) ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (label, "figures");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  Describe describe = data;
  g_autofree char *text = describe (CS_BROADCAST_RECORD (gtk_list_item_get_item (item)));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), text);
}

static GtkWidget *
make_table (CsBroadcastsDialog *self)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->records))));
  GtkWidget *view = gtk_column_view_new (selection);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++) {
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
    GtkColumnViewColumn *column = NULL;

    g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (columns[i].expand));
    g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), columns[i].describe);
    column = gtk_column_view_column_new (_(columns[i].title), factory);
    gtk_column_view_column_set_expand (column, columns[i].expand);
    gtk_column_view_column_set_resizable (column, TRUE);
    gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    g_object_unref (column);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Log of broadcasts"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  return scroller;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  CsBroadcastsDialog *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = cs_store_read_broadcasts_finish (CS_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (records == NULL) {
    g_message ("The log of broadcasts cannot be read: %s", error->message);
    return;
  }
  g_list_store_splice (self->records, 0, g_list_model_get_n_items (G_LIST_MODEL (self->records)), records->pdata,
                       records->len);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), records->len > 0 ? "table" : "empty");
}

static void
look (CsBroadcastsDialog *self)
{
  cs_store_read_broadcasts_async (self->store, self->cancellable, read_cb, self);
}

static void
cs_broadcasts_dialog_dispose (GObject *object)
{
  CsBroadcastsDialog *self = CS_BROADCASTS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->log != NULL)
    g_signal_handlers_disconnect_by_data (self->log, self);
  g_clear_object (&self->log);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cs_broadcasts_dialog_parent_class)->dispose (object);
}

static void
cs_broadcasts_dialog_finalize (GObject *object)
{
  CsBroadcastsDialog *self = CS_BROADCASTS_DIALOG (object);

  g_object_unref (self->records);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (cs_broadcasts_dialog_parent_class)->finalize (object);
}

static void
cs_broadcasts_dialog_class_init (CsBroadcastsDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_broadcasts_dialog_dispose;
  object_class->finalize = cs_broadcasts_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_broadcasts_dialog_init (CsBroadcastsDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *empty = adw_status_page_new ();

  self->cancellable = g_cancellable_new ();
  self->records = g_list_store_new (CS_TYPE_BROADCAST_RECORD);
  self->stack = gtk_stack_new ();
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("No broadcasts yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _("Each one is written down here when it begins."));
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), make_table (self), "table");
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _("Broadcasts"));
  gtk_window_set_default_size (GTK_WINDOW (self), 1100, 420);
}

/**
 * cs_broadcasts_dialog_new:
 * @parent: the window it belongs to
 * @store: the open show file
 * @log: says when there is something new to read
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
cs_broadcasts_dialog_new (GtkWindow *parent,
                          CsStore   *store,
                          CsLiveLog *log)
{
  CsBroadcastsDialog *self = g_object_new (CS_TYPE_BROADCASTS_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->store = g_object_ref (store);
  self->log = g_object_ref (log);
  g_signal_connect_swapped (log, "changed", G_CALLBACK (look), self);
  look (self);
  return GTK_WIDGET (self);
}
