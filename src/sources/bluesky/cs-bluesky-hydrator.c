/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-bluesky-hydrator.h"

#include <string.h>

#define GATHER_MS 100
#define ASK_AGAIN_MS 400
#define AUTHOR_TTL_US (600 * (gint64) G_USEC_PER_SEC)
#define MAX_AUTHORS 20000
#define MAX_WAITING 2000
#define MAX_FAILURES 3
#define PAUSE_US (30 * (gint64) G_USEC_PER_SEC)

/* The stream has no names. A post therefore waits, at most 1.5 s, for the AppView to say who wrote it, and is then
 * reported as it is, for good: a name that came later would make another version of it, and a version is what people
 * decide on. An author who is known by now makes nobody wait. A question names one post of each author: labels of
 * posts this new hardly exist yet; they are asked for again before a post goes on air. */
struct _CsBlueskyHydrator {
  CsClock *clock;
  CsBlueskyAppview *appview; /* (nullable): then nothing waits; not owned */
  CsBlueskyFinished finished;
  gpointer user_data;

  GQueue waiting; /* Waiting, in order of arrival */
  GHashTable *authors; /* did → Author */
  GSource *timer; /* (nullable) */
  GCancellable *cancellable;
  gboolean asking;
  guint n_failures; /* in a row */
  gint64 paused_until_us; /* on the monotonic clock: the AppView does not answer */
};

typedef struct {
  CsBlueskyDraft *draft;
  gint64 until_us; /* on the monotonic clock */
  gint64 ask_us; /* when to ask for it (again) */
  char *warning; /* (nullable): labels of the post itself */
  gboolean hidden;
  gboolean answered;
} Waiting;

typedef struct {
  CsBlueskyAuthor *author;
  gint64 known_us;
} Author;

static void
author_free (Author *author)
{
  cs_bluesky_author_unref (author->author);
  g_free (author);
}

static void
waiting_free (Waiting *waiting)
{
  cs_bluesky_draft_free (waiting->draft);
  g_free (waiting->warning);
  g_free (waiting);
}

static gint64
now_us (CsBlueskyHydrator *self)
{
  return cs_clock_monotonic_us (self->clock);
}

static CsBlueskyAuthor *
get_author (CsBlueskyHydrator *self,
            const char        *did)
{
  const Author *known = g_hash_table_lookup (self->authors, did);

  if (known == NULL || now_us (self) - known->known_us > AUTHOR_TTL_US)
    return NULL;
  return known->author;
}

static void
set_author (CsBlueskyHydrator *self,
            const char        *did,
            CsBlueskyAuthor   *author)
{
  Author *known = g_new0 (Author, 1);

  if (g_hash_table_size (self->authors) >= MAX_AUTHORS)
    g_hash_table_remove_all (self->authors); /* rare, and they are asked for again */
  known->author = author;
  known->known_us = now_us (self);
  g_hash_table_replace (self->authors, g_strdup (did), known);
}

static void
finish (CsBlueskyHydrator *self,
        Waiting           *waiting)
{
  CsBlueskyAuthor *author = get_author (self, waiting->draft->did);
  gboolean hidden = waiting->hidden || (author != NULL && author->hidden);

  if (!hidden)
    cs_bluesky_post_seal (waiting->draft->post, author, waiting->warning);
  self->finished (waiting->draft, hidden, self->user_data);
  waiting_free (waiting);
}

static gboolean
is_ready (CsBlueskyHydrator *self,
          const Waiting     *waiting)
{
  return waiting->answered || waiting->until_us <= now_us (self) || get_author (self, waiting->draft->did) != NULL;
}

static void
finish_ready (CsBlueskyHydrator *self)
{
  GList *next;

  for (GList *i = self->waiting.head; i != NULL; i = next) {
    next = i->next;
    if (is_ready (self, i->data)) {
      Waiting *waiting = i->data;

      g_queue_delete_link (&self->waiting, i);
      finish (self, waiting);
    }
  }
}

static void plan (CsBlueskyHydrator *self);

static void
take_views (CsBlueskyHydrator *self,
            JsonNode          *root)
{
  JsonArray *posts = cs_json_get_array (cs_json_root_object (root), "posts");

  for (guint i = 0; i < cs_json_array_length (posts); i++) {
    JsonObject *view = cs_json_array_get_object (posts, i);
    JsonObject *author = cs_json_get_object (view, "author");
    g_autofree char *uri = cs_json_get_id (view, "uri");
    g_autofree char *did = cs_json_get_id (author, "did");

    if (uri == NULL || did == NULL)
      continue;
    set_author (self, did, cs_bluesky_author_read (author));
    for (GList *j = self->waiting.head; j != NULL; j = j->next) {
      Waiting *waiting = j->data;

      if (strcmp (waiting->draft->post->native_id, uri) != 0)
        continue;
      g_clear_pointer (&waiting->warning, g_free);
      waiting->hidden = cs_bluesky_labels_read (view, &waiting->warning);
      waiting->answered = TRUE;
    }
  }
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  CsBlueskyHydrator *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the hydrator may be gone */
  self->asking = FALSE;
  if (root != NULL) {
    self->n_failures = 0;
    take_views (self, root);
  } else if (++self->n_failures >= MAX_FAILURES) {
    self->n_failures = 0;
    self->paused_until_us = now_us (self) + PAUSE_US;
    for (GList *i = self->waiting.head; i != NULL; i = i->next)
      ((Waiting *) i->data)->until_us = 0;
  }
  finish_ready (self);
  plan (self);
}

static void
ask (CsBlueskyHydrator *self)
{
  g_autoptr (GHashTable) dids = g_hash_table_new (g_str_hash, g_str_equal);
  const char *uris[CS_BLUESKY_MAX_URIS];
  gint64 now = now_us (self);
  guint n = 0;

  for (GList *i = self->waiting.head; i != NULL && n < CS_BLUESKY_MAX_URIS; i = i->next) {
    Waiting *waiting = i->data;

    if (waiting->ask_us > now || !g_hash_table_add (dids, waiting->draft->did))
      continue;
    waiting->ask_us = now + ASK_AGAIN_MS * (gint64) 1000;
    uris[n++] = waiting->draft->post->native_id;
  }
  if (n == 0)
    return;
  self->asking = TRUE;
  cs_bluesky_appview_get_posts_async (self->appview, uris, n, CS_BLUESKY_HOLD_MS, self->cancellable, answered_cb, self);
}

static gboolean
timer_cb (gpointer user_data)
{
  CsBlueskyHydrator *self = user_data;

  finish_ready (self);
  if (!self->asking)
    ask (self);
  plan (self);
  return G_SOURCE_REMOVE;
}

static void
stop_timer (CsBlueskyHydrator *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
plan (CsBlueskyHydrator *self)
{
  g_autoptr (GMainContext) context = NULL;
  gint64 due_us = G_MAXINT64;

  stop_timer (self);
  for (GList *i = self->waiting.head; i != NULL; i = i->next) {
    const Waiting *waiting = i->data;

    due_us = MIN (due_us, self->asking ? waiting->until_us : MIN (waiting->until_us, waiting->ask_us));
  }
  if (due_us == G_MAXINT64)
    return;
  context = g_main_context_ref_thread_default ();
  self->timer = g_timeout_source_new ((guint) (MAX (due_us - now_us (self), 0) / 1000) + 1);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, context);
}

static GList *
find (CsBlueskyHydrator *self,
      const char        *uri)
{
  for (GList *i = self->waiting.head; i != NULL; i = i->next) {
    if (strcmp (((Waiting *) i->data)->draft->post->native_id, uri) == 0)
      return i;
  }
  return NULL;
}

/**
 * cs_bluesky_draft_new:
 * @kind: %CS_EVENT_POST or %CS_EVENT_EDIT
 * @post: (transfer full): a post that is not sealed
 * @did: who wrote it
 * @cid: which form of the post
 * @rev: orders the changes of one account
 * @time_us: the cursor of the frame that it came by
 *
 * Returns: (transfer full): a draft
 */
CsBlueskyDraft *
cs_bluesky_draft_new (CsEventKind kind,
                      CsPost     *post,
                      const char *did,
                      const char *cid,
                      gint64      rev,
                      gint64      time_us)
{
  CsBlueskyDraft *self = g_new0 (CsBlueskyDraft, 1);

  self->kind = kind;
  self->post = post;
  self->did = g_strdup (did);
  self->cid = g_strdup (cid);
  self->rev = rev;
  self->time_us = time_us;
  return self;
}

/**
 * cs_bluesky_draft_free:
 * @self: (transfer full): a draft
 */
void
cs_bluesky_draft_free (CsBlueskyDraft *self)
{
  cs_post_unref (self->post);
  g_free (self->did);
  g_free (self->cid);
  g_free (self);
}

/**
 * cs_bluesky_hydrator_new:
 * @clock: tells how long posts wait
 * @appview: (nullable): whom to ask; must outlive the hydrator. Without one nothing waits
 * @finished: takes what is finished
 * @user_data: for @finished
 *
 * Returns: (transfer full): a hydrator, for the calling thread
 */
CsBlueskyHydrator *
cs_bluesky_hydrator_new (CsClock          *clock,
                         CsBlueskyAppview *appview,
                         CsBlueskyFinished finished,
                         gpointer          user_data)
{
  CsBlueskyHydrator *self = g_new0 (CsBlueskyHydrator, 1);

  self->clock = g_object_ref (clock);
  self->appview = appview;
  self->finished = finished;
  self->user_data = user_data;
  self->authors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) author_free);
  self->cancellable = g_cancellable_new ();
  return self;
}

/**
 * cs_bluesky_hydrator_free:
 * @self: (transfer full): a hydrator; what still waits is given up
 */
void
cs_bluesky_hydrator_free (CsBlueskyHydrator *self)
{
  stop_timer (self);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) waiting_free);
  g_hash_table_unref (self->authors);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * cs_bluesky_hydrator_add:
 * @self: a hydrator
 * @draft: (transfer full): a post; replaces an earlier form of it that still waits
 *
 * Completes a post, at once when its author is known.
 */
void
cs_bluesky_hydrator_add (CsBlueskyHydrator *self,
                         CsBlueskyDraft    *draft)
{
  Waiting *waiting = g_new0 (Waiting, 1);
  gint64 now = now_us (self);

  cs_bluesky_hydrator_drop (self, draft->post->native_id);
  waiting->draft = draft;
  waiting->ask_us = now + GATHER_MS * (gint64) 1000;
  waiting->until_us = now + CS_BLUESKY_HOLD_MS * (gint64) 1000;
  if (self->appview == NULL || now < self->paused_until_us || self->waiting.length >= MAX_WAITING ||
      get_author (self, draft->did) != NULL) {
    finish (self, waiting);
    return;
  }
  g_queue_push_tail (&self->waiting, waiting);
  plan (self);
}

/**
 * cs_bluesky_hydrator_drop:
 * @self: a hydrator
 * @uri: of a post
 *
 * Gives up a post that still waits.
 *
 * Returns: whether it did
 */
gboolean
cs_bluesky_hydrator_drop (CsBlueskyHydrator *self,
                          const char        *uri)
{
  GList *found = find (self, uri);

  if (found == NULL)
    return FALSE;
  waiting_free (found->data);
  g_queue_delete_link (&self->waiting, found);
  return TRUE;
}

/**
 * cs_bluesky_hydrator_drop_author:
 * @self: a hydrator
 * @did: an account
 *
 * Gives up all posts of an author that still wait.
 */
void
cs_bluesky_hydrator_drop_author (CsBlueskyHydrator *self,
                                 const char        *did)
{
  GList *next;

  for (GList *i = self->waiting.head; i != NULL; i = next) {
    Waiting *waiting = i->data;

    next = i->next;
    if (strcmp (waiting->draft->did, did) == 0) {
      g_queue_delete_link (&self->waiting, i);
      waiting_free (waiting);
    }
  }
}

/**
 * cs_bluesky_hydrator_forget_author:
 * @self: a hydrator
 * @did: an account
 *
 * Asks again before the author's next post: the handle may have changed.
 */
void
cs_bluesky_hydrator_forget_author (CsBlueskyHydrator *self,
                                   const char        *did)
{
  g_hash_table_remove (self->authors, did);
}

/**
 * cs_bluesky_hydrator_flush:
 * @self: a hydrator
 *
 * Finishes everything as it is.
 */
void
cs_bluesky_hydrator_flush (CsBlueskyHydrator *self)
{
  Waiting *waiting;

  while ((waiting = g_queue_pop_head (&self->waiting)) != NULL)
    finish (self, waiting);
  stop_timer (self);
}

/**
 * cs_bluesky_hydrator_get_oldest_us:
 * @self: a hydrator
 *
 * Returns: the smallest cursor among what waits, or %G_MAXINT64
 */
gint64
cs_bluesky_hydrator_get_oldest_us (const CsBlueskyHydrator *self)
{
  gint64 oldest_us = G_MAXINT64;

  for (GList *i = self->waiting.head; i != NULL; i = i->next)
    oldest_us = MIN (oldest_us, ((const Waiting *) i->data)->draft->time_us);
  return oldest_us;
}
