/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-show-test.h"

#include "cs-event.h"
#include "cs-post-card.h"
#include "cs-ui-test.h"
#include "scratch.h"

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
is_there (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  g_assert_true (cs_ui_test_wait_until (is_there, result));
  return *result;
}

static void
open_desk (CsShowTest *self)
{
  g_autofree char *path = g_build_filename (self->folder, "show.coulisses", NULL);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) served = NULL;
  g_autoptr (GError) error = NULL;

  cs_desk_open_async (self->desk, path, CS_STORE_CREATE, NULL, result_cb, &opened);
  cs_desk_open_finish (self->desk, wait_for (&opened), &error);
  g_assert_no_error (error);
  cs_desk_serve_async (self->desk, 0, NULL, result_cb, &served);
  cs_desk_serve_finish (self->desk, wait_for (&served), &error);
  g_assert_no_error (error);
  cs_triage_set_by (cs_desk_get_triage (self->desk), "Léa");
}

/* With @clock of the test's own, ages and times in the window are always the same. */
CsShowTest *
cs_show_test_new (CsClock *clock)
{
  CsShowTest *self = g_new0 (CsShowTest, 1);

  self->folder = g_dir_make_tmp ("coulisses-show-XXXXXX", NULL);
  self->clock = clock != NULL ? g_object_ref (clock) : cs_clock_new ();
  self->desk = cs_desk_new (self->clock);
  open_desk (self);
  self->keymap = cs_keymap_new (NULL);
  self->window = CS_WINDOW (cs_window_new (NULL, self->keymap, NULL, NULL));
  cs_window_set_desk (self->window, self->desk);
  gtk_window_set_title (GTK_WINDOW (self->window), "coulisses-test");
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  return self;
}

void
cs_show_test_free (CsShowTest *self)
{
  g_autoptr (GAsyncResult) closed = NULL;

  cs_window_set_desk (self->window, NULL);
  gtk_window_destroy (GTK_WINDOW (self->window));
  cs_desk_close_async (self->desk, result_cb, &closed);
  g_assert_true (cs_desk_close_finish (self->desk, wait_for (&closed), NULL));
  g_clear_object (&self->desk);
  g_clear_object (&self->keymap);
  g_clear_object (&self->clock);
  scratch_remove (self->folder);
  g_free (self->folder);
  g_free (self);
}

CsPost *
cs_show_test_make_post (CsShowTest *self,
                        guint       number,
                        const char *text)
{
  g_autofree char *id = g_strdup_printf ("%u", number);
  CsPost *post = cs_post_new (CS_NETWORK_MASTODON, "scene.example", id);

  post->account = cs_account_new (CS_NETWORK_MASTODON, "scene.example", id);
  post->account->handle = g_strdup_printf ("account%u@scene.example", number);
  post->account->name = g_strdup_printf ("Account %u", number);
  post->raw_text = g_strdup (text);
  post->is_public = TRUE;
  post->created_us = post->received_us = cs_clock_now_us (self->clock);
  cs_post_seal (post);
  return post;
}

void
cs_show_test_ingest (CsShowTest *self,
                     CsEventKind kind,
                     CsPost     *post)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();
  g_autoptr (GAsyncResult) ingested = NULL;
  CsIngestResult counts;

  g_ptr_array_add (events, cs_event_new_post (kind, post));
  cs_store_ingest_async (cs_desk_get_store (self->desk), events, NULL, result_cb, &ingested);
  g_assert_true (cs_store_ingest_finish (cs_desk_get_store (self->desk), wait_for (&ingested), &counts, NULL));
}

static gboolean
has_label (GtkWidget  *widget,
           const char *label)
{
  if (label == NULL)
    return TRUE;
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), label) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_label (child, label))
      return TRUE;
  return FALSE;
}

static gboolean
are_listed (gpointer data)
{
  CsShowTest *self = data;
  GtkWidget *tab = cs_show_test_find (GTK_WIDGET (self->window), GTK_TYPE_TOGGLE_BUTTON, "Triage");
  g_autofree char *count = g_strdup_printf ("%u", self->n_posts);

  return has_label (tab, count);
}

void
cs_show_test_fill (CsShowTest *self,
                   guint       n_posts)
{
  for (guint i = 1; i <= n_posts; i++) {
    g_autofree char *text = g_strdup_printf ("Post number %u about the show", i);
    g_autoptr (CsPost) post = cs_show_test_make_post (self, i, text);

    cs_show_test_ingest (self, CS_EVENT_POST, post);
  }
  self->n_posts = n_posts;
  g_assert_true (cs_ui_test_wait_until (are_listed, self));
}

const CsEntry *
cs_show_test_open_entry (CsShowTest *self)
{
  GtkWidget *card = cs_show_test_find (GTK_WIDGET (self->window), CS_TYPE_POST_CARD, NULL);

  return cs_post_card_get_shown (CS_POST_CARD (card));
}

CsState
cs_show_test_get_state (CsShowTest *self,
                        gint64      post_id)
{
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  cs_store_read_entries_async (cs_desk_get_store (self->desk), &post_id, 1, NULL, result_cb, &read);
  entries = cs_store_read_entries_finish (cs_desk_get_store (self->desk), wait_for (&read), NULL);
  g_assert_cmpuint (entries->len, ==, 1);
  return ((CsEntry *) entries->pdata[0])->state;
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, NULL));
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* Real keys and clicks, through the X server: GTK has no way to make events up. */
void
cs_show_test_xdotool (const char *arguments)
{
  g_autofree char *line = g_strconcat ("xdotool ", arguments, NULL);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  gboolean ended = FALSE;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL);
  g_assert_nonnull (process);
  g_subprocess_wait_check_async (process, NULL, ended_cb, &ended);
  g_assert_true (cs_ui_test_wait_until (is_true, &ended));
}

static gboolean
is_active (CsShowTest *self)
{
  return gtk_window_is_active (GTK_WINDOW (self->window));
}

static void
focus (CsShowTest *self)
{
  if (is_active (self))
    return;
  cs_show_test_xdotool ("search --sync --onlyvisible --name coulisses-test windowfocus --sync");
  cs_show_test_wait (self, is_active);
}

void
cs_show_test_press (CsShowTest *self,
                    const char *keys)
{
  g_autofree char *arguments = g_strconcat ("key ", keys, NULL);

  focus (self);
  cs_show_test_xdotool (arguments);
}

/* @how: what xdotool does once the pointer is there */
void
cs_show_test_click (CsShowTest *self,
                    GtkWidget  *widget,
                    const char *how)
{
  g_autofree char *arguments = NULL;
  g_autoptr (GtkWidget) held = g_object_ref (widget);
  graphene_rect_t bounds;
  double surface_x, surface_y;

  focus (self);
  /* What changed just now may not have moved it yet to where it will be. */
  cs_ui_test_wait_frame (GTK_WIDGET (self->window));
  g_assert_true (gtk_widget_get_mapped (widget));
  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (self->window), &bounds));
  gtk_native_get_surface_transform (GTK_NATIVE (self->window), &surface_x, &surface_y);
  arguments = g_strdup_printf ("search --onlyvisible --name coulisses-test mousemove --window %%1 %d %d %s",
                               (int) (bounds.origin.x + bounds.size.width / 2 + surface_x),
                               (int) (bounds.origin.y + bounds.size.height / 2 + surface_y), how);
  cs_show_test_xdotool (arguments);
}

typedef struct {
  CsShowTest *self;
  gboolean (*condition) (CsShowTest *self);
} Wait;

static gboolean
holds (gpointer data)
{
  Wait *wait = data;

  return wait->condition (wait->self);
}

void
cs_show_test_wait (CsShowTest *self,
                   gboolean (*condition) (CsShowTest *self))
{
  Wait wait = { self, condition };

  g_assert_true (cs_ui_test_wait_until (holds, &wait));
}

static gboolean
passed_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* For what must not happen: there is nothing to wait for. */
void
cs_show_test_let_pass (guint time_ms)
{
  gboolean passed = FALSE;

  g_timeout_add (time_ms, passed_cb, &passed);
  g_assert_true (cs_ui_test_wait_until (is_true, &passed));
}

/* The first widget of @type, that anywhere in it says @label. */
GtkWidget *
cs_show_test_find (GtkWidget  *root,
                   GType       type,
                   const char *label)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && has_label (root, label))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = cs_show_test_find (child, type, label);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
is_sensitive (gpointer button)
{
  return gtk_widget_is_sensitive (button);
}

/* As soon as it can be pressed. */
void
cs_show_test_press_button (GtkWidget  *root,
                           const char *label)
{
  GtkWidget *button = cs_show_test_find (root, GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  g_assert_true (cs_ui_test_wait_until (is_sensitive, button));
  g_signal_emit_by_name (button, "clicked");
}
