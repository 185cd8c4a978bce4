/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-list-oracle.h"

#include "cs-aired.h"
#include "cs-as-run-view.h"
#include "cs-contest-row.h"
#include "cs-post-card.h"
#include "cs-post-list.h"
#include "cs-post-text.h"
#include "cs-queue-row.h"
#include "cs-queue-view.h"
#include "cs-rundown-view.h"
#include "cs-slot-row.h"
#include "cs-stream-row.h"
#include "cs-stream-view.h"
#include "cs-text.h"

#include <string.h>

typedef void (*RowFunc) (GtkWidget *row,
                         gpointer   data);

/* Returns (transfer full) the mark in a text, "" when there is none. */
static char *
find_mark (const char *text)
{
  const char *end;

  for (const char *at = text; at != NULL && (at = strchr (at, 'N')) != NULL; at++) {
    if (!g_ascii_isdigit (at[1]))
      continue;
    for (end = at + 1; g_ascii_isdigit (*end) || *end == 'v'; end++)
      ;
    return g_strndup (at, end - at);
  }
  return g_strdup ("");
}

static char *
find_shown_mark (GtkWidget *widget)
{
  const char *text = GTK_IS_INSCRIPTION (widget) ? gtk_inscription_get_text (GTK_INSCRIPTION (widget))
                     : GTK_IS_LABEL (widget)     ? gtk_label_get_text (GTK_LABEL (widget))
                     : CS_IS_POST_TEXT (widget)  ? cs_post_text_get_text (CS_POST_TEXT (widget))
                                                 : NULL;
  g_autofree char *mark = find_mark (text);

  if (*mark != '\0')
    return g_steal_pointer (&mark);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    g_autofree char *below = find_shown_mark (child);

    if (*below != '\0')
      return g_steal_pointer (&below);
  }
  return g_strdup ("");
}

static char *
find_item_mark (gpointer item)
{
  CsEntry *entry;

  if (CS_IS_AIRED (item))
    return find_mark (CS_AIRED (item)->text);
  entry = cs_post_item_get_entry (item);
  return find_mark (entry != NULL ? entry->post->text : NULL);
}

static guint
compare (const char *where,
         const char *shown,
         const char *wanted)
{
  if (strcmp (shown, wanted) == 0)
    return 0;
  g_test_message ("%s: the row shows “%s”, it should “%s”", where, shown, wanted);
  return 1;
}

static void
for_each_mapped (GtkWidget *root,
                 GType      type,
                 RowFunc    func,
                 gpointer   data)
{
  if (!gtk_widget_get_mapped (root))
    return;
  if (g_type_is_a (G_OBJECT_TYPE (root), type)) {
    func (root, data);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    for_each_mapped (child, type, func, data);
}

/* A row against the post it was given. */
static void
check_stream_row (GtkWidget *row,
                  gpointer   wrong)
{
  CsPostItem *item = cs_stream_row_get_item (CS_STREAM_ROW (row));
  g_autofree char *shown = NULL;
  g_autofree char *wanted = NULL;

  if (item == NULL || cs_post_item_get_entry (item) == NULL)
    return;
  shown = find_mark (cs_stream_row_get_body (CS_STREAM_ROW (row)));
  wanted = find_item_mark (item);
  *(guint *) wrong += compare ("stream", shown, wanted);
}

static void
check_queue_row (GtkWidget *row,
                 gpointer   wrong)
{
  CsPostItem *item = cs_queue_row_get_item (CS_QUEUE_ROW (row));
  g_autofree char *shown = NULL;
  g_autofree char *wanted = NULL;

  if (item == NULL || cs_post_item_get_entry (item) == NULL)
    return;
  shown = find_shown_mark (row);
  wanted = find_item_mark (item);
  *(guint *) wrong += compare ("queue or rundown", shown, wanted);
}

static void
check_contest_row (GtkWidget *row,
                   gpointer   wrong)
{
  CsStanding *standing = cs_contest_row_get_standing (CS_CONTEST_ROW (row));
  g_autofree char *name = standing != NULL ? cs_text_isolate (standing->name) : NULL;

  if (name != NULL)
    *(guint *) wrong += cs_show_test_find (row, GTK_TYPE_LABEL, name) == NULL;
}

static void
check_card (GtkWidget *card,
            gpointer   wrong)
{
  CsEntry *entry = cs_post_card_get_shown (CS_POST_CARD (card));
  g_autofree char *shown = NULL;
  g_autofree char *wanted = NULL;

  if (entry == NULL)
    return;
  shown = find_shown_mark (card);
  wanted = find_mark (entry->post->text);
  /* An edited post shows both wordings, the older one first or second. */
  if (strncmp (shown, wanted, strcspn (wanted, "v")) != 0)
    *(guint *) wrong += compare ("triage", shown, wanted);
}

typedef struct {
  GtkWidget *row;
  double y;
} Place;

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  double first = ((const Place *) a)->y;
  double second = ((const Place *) b)->y;

  return first < second ? -1 : first > second;
}

static GArray *
list_rows_on_screen (GtkWidget *list)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Place));

  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    graphene_rect_t bounds;

    if (!gtk_widget_get_mapped (child) || !gtk_widget_compute_bounds (child, list, &bounds))
      continue;
    if (bounds.origin.y + bounds.size.height <= 0 || bounds.origin.y >= gtk_widget_get_height (list))
      continue;
    g_array_append_vals (rows, &(Place){ child, bounds.origin.y }, 1);
  }
  g_array_sort (rows, compare_places);
  return rows;
}

static GPtrArray *
list_marks (GListModel *model)
{
  GPtrArray *marks = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (GObject) item = g_list_model_get_item (model, i);

    g_ptr_array_add (marks, find_item_mark (item));
  }
  return marks;
}

static guint
count_different (GPtrArray *shown,
                 GPtrArray *marks,
                 guint      first)
{
  guint different = 0;

  /* A row whose post is still being read shows nothing. */
  for (guint i = 0; i < shown->len; i++)
    different += *(char *) shown->pdata[i] != '\0' && strcmp (shown->pdata[i], marks->pdata[first + i]) != 0;
  return different;
}

/* What stands on the screen, from the top, must stand in the model without a gap. */
static void
check_list_view (GtkWidget *list,
                 gpointer   wrong)
{
  g_autoptr (GArray) rows = list_rows_on_screen (list);
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) marks = NULL;
  guint least;

  if (model == NULL)
    return;
  marks = list_marks (model);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (shown, find_shown_mark (g_array_index (rows, Place, i).row));
  least = shown->len;
  for (guint i = 0; i + shown->len <= marks->len && least > 0; i++)
    least = MIN (least, count_different (shown, marks, i));
  if (least > 0)
    g_test_message ("list: %u of %u rows are not what the model says", least, shown->len);
  *(guint *) wrong += least;
}

static void
count_row (GtkWidget *row,
           gpointer   count)
{
  *(guint *) count += 1;
}

static char *
ask (sqlite3    *file,
     const char *sql,
     gint64      value)
{
  sqlite3_stmt *statement;
  char *answer;

  g_assert_cmpint (sqlite3_prepare_v2 (file, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_bind_parameter_count (statement) > 0)
    sqlite3_bind_int64 (statement, 1, value);
  answer = g_strdup (sqlite3_step (statement) == SQLITE_ROW ? (const char *) sqlite3_column_text (statement, 0) : NULL);
  sqlite3_finalize (statement);
  return answer != NULL ? answer : g_strdup ("");
}

/* The marks in the order of an SQL question, with blanks between. */
static guint
check_order (const char *where,
             sqlite3    *file,
             const char *sql,
             GListModel *model)
{
  g_autofree char *wanted = ask (file, sql, 0);
  GString *found = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (GObject) item = g_list_model_get_item (model, i);
    gint64 id = CS_IS_AIRED (item) ? CS_AIRED (item)->id : cs_post_item_get_id (CS_POST_ITEM (item));

    g_string_append_printf (found, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", id);
  }
  text = g_string_free (found, FALSE);
  return compare (where, text, wanted);
}

typedef struct {
  sqlite3 *file;
  guint wrong;
} Rest;

static void
check_stream_row_at_rest (GtkWidget *row,
                          gpointer   data)
{
  Rest *rest = data;
  CsPostItem *item = cs_stream_row_get_item (CS_STREAM_ROW (row));
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *wanted = NULL;

  if (item == NULL)
    return;
  text = ask (rest->file, "SELECT coalesce (v.text, v.raw_text) FROM post p JOIN post_version v ON v.id = p.version_id WHERE p.id = ?",
              cs_post_item_get_id (item));
  shown = find_mark (cs_stream_row_get_body (CS_STREAM_ROW (row)));
  wanted = find_mark (text);
  rest->wrong += compare ("stream, file", shown, wanted);
}

static void
check_stream_at_rest (GtkWidget *view,
                      gpointer   data)
{
  Rest *rest = data;
  GListModel *model = cs_stream_view_get_model (CS_STREAM_VIEW (view));
  g_autoptr (GArray) rows = list_rows_on_screen (view);
  guint before = G_MAXUINT;

  if (!cs_post_list_get_held (CS_POST_LIST (model)))
    rest->wrong += check_order ("stream", rest->file, "SELECT group_concat (id, ' ') FROM (SELECT id FROM post ORDER BY id DESC)", model);
  for (guint i = 0; i < rows->len; i++) {
    GtkWidget *row = g_array_index (rows, Place, i).row;
    guint position;

    if (!CS_IS_STREAM_ROW (row) || cs_stream_row_get_item (CS_STREAM_ROW (row)) == NULL)
      continue;
    position = cs_post_list_find (CS_POST_LIST (model), cs_post_item_get_id (cs_stream_row_get_item (CS_STREAM_ROW (row))));
    rest->wrong += position == G_MAXUINT || (before != G_MAXUINT && position != before + 1);
    before = position;
  }
  for_each_mapped (view, CS_TYPE_STREAM_ROW, check_stream_row_at_rest, rest);
}

static void
check_queue_at_rest (GtkWidget *view,
                     gpointer   data)
{
  Rest *rest = data;
  GtkWidget *list = cs_show_test_find (view, GTK_TYPE_LIST_VIEW, NULL);

  rest->wrong += check_order ("queue", rest->file, "SELECT group_concat (post_id, ' ') FROM (SELECT post_id FROM queue WHERE waiting = 1 ORDER BY rank)",
                              G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
}

static void
check_as_run_at_rest (GtkWidget *view,
                      gpointer   data)
{
  Rest *rest = data;
  GtkWidget *list = cs_show_test_find (view, GTK_TYPE_LIST_VIEW, NULL);

  rest->wrong += check_order ("as-run", rest->file, "SELECT group_concat (id, ' ') FROM (SELECT id FROM airing ORDER BY id DESC)",
                              G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
}

/* Sessions and, under an open one, its posts. A card leaves out what is over: it begins where its first row does. */
static void
check_rundown_at_rest (GtkWidget *view,
                       gpointer   data)
{
  Rest *rest = data;
  GtkListBox *list = GTK_LIST_BOX (cs_show_test_find (view, GTK_TYPE_LIST_BOX, NULL));
  GtkListBoxRow *row;
  gint64 slot_id = 0, rank = 0;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++) {
    GtkWidget *child = gtk_list_box_row_get_child (row);
    g_autofree char *wanted = NULL;
    g_autofree char *shown = NULL;

    if (CS_IS_SLOT_ROW (child)) {
      CsSlot *slot = cs_slot_row_get_slot (CS_SLOT_ROW (child));

      slot_id = cs_slot_get_id (slot);
      rank = 0;
      wanted = ask (rest->file, "SELECT name FROM slot WHERE id = ?", slot_id);
      rest->wrong += cs_show_test_find (child, GTK_TYPE_LABEL, wanted) == NULL;
      continue;
    }
    {
      g_autofree char *sql = g_strdup_printf (
        "SELECT coalesce (v.text, v.raw_text) FROM cue c JOIN post p ON p.id = c.post_id JOIN post_version v ON v.id = p.version_id"
        " WHERE c.slot_id = ? ORDER BY c.rank LIMIT 1 OFFSET %d", (int) rank++);
      g_autofree char *text = ask (rest->file, sql, slot_id);

      wanted = find_mark (text);
      shown = find_shown_mark (child);
      rest->wrong += compare ("rundown", shown, wanted);
    }
  }
}

/* In motion: each row against what the model says it holds. */
guint
cs_list_oracle_look (CsShowTest *show)
{
  GtkWidget *root = GTK_WIDGET (show->window);
  guint wrong = 0;

  for_each_mapped (root, CS_TYPE_STREAM_ROW, check_stream_row, &wrong);
  for_each_mapped (root, CS_TYPE_QUEUE_ROW, check_queue_row, &wrong);
  for_each_mapped (root, CS_TYPE_CONTEST_ROW, check_contest_row, &wrong);
  for_each_mapped (root, CS_TYPE_POST_CARD, check_card, &wrong);
  for_each_mapped (root, GTK_TYPE_LIST_VIEW, check_list_view, &wrong);
  return wrong;
}

/* When nothing is on its way any more: also each model against the file. */
guint
cs_list_oracle_look_at_rest (CsShowTest *show,
                             sqlite3    *file)
{
  GtkWidget *root = GTK_WIDGET (show->window);
  Rest rest = { file, cs_list_oracle_look (show) };

  for_each_mapped (root, CS_TYPE_STREAM_VIEW, check_stream_at_rest, &rest);
  for_each_mapped (root, CS_TYPE_QUEUE_VIEW, check_queue_at_rest, &rest);
  for_each_mapped (root, CS_TYPE_AS_RUN_VIEW, check_as_run_at_rest, &rest);
  for_each_mapped (root, CS_TYPE_RUNDOWN_VIEW, check_rundown_at_rest, &rest);
  return rest.wrong;
}

/* How many rows there were to look at: an oracle that sees none finds nothing wrong. */
guint
cs_list_oracle_count_rows (CsShowTest *show)
{
  const GType types[] = { CS_TYPE_STREAM_ROW, CS_TYPE_QUEUE_ROW, CS_TYPE_CONTEST_ROW, CS_TYPE_SLOT_ROW };
  guint count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for_each_mapped (GTK_WIDGET (show->window), types[i], count_row, &count);
  return count;
}
