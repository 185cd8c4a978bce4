/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-bluesky-intake.h"

#include "cs-bluesky-hydrator.h"
#include "cs-bluesky-post.h"
#include "cs-jetstream-event.h"
#include "cs-seen.h"

#include <string.h>

#define MAX_AHEAD_US (24 * 3600 * (gint64) G_USEC_PER_SEC)

struct _CsBlueskyIntake {
  CsSource *source; /* not owned: it owns the intake */
  const CsTagMatcher *matcher;
  CsBlueskyAppview *appview; /* (nullable): not owned */
  CsBatch *batch;
  CsBlueskyHydrator *hydrator;
  CsSeen *seen; /* posts: age: revision, form: CID and labels. Accounts: age: cursor, form: state */
  GHashTable *authors; /* DIDs whose posts are in the show: of all others, removals are nobody's business */
  gint64 cursor_us; /* of the newest frame, or 0 */
};

static gint64
now_us (CsBlueskyIntake *self)
{
  return cs_clock_now_us (cs_source_get_clock (self->source));
}

static char *
form_of (const char *cid,
         const char *warning)
{
  return g_strdup_printf ("%s %s", cid, warning != NULL ? warning : "");
}

static void
add_id_event (CsBlueskyIntake *self,
              CsEventKind      kind,
              const char      *id)
{
  cs_batch_add (self->batch, cs_event_new_id (kind, CS_NETWORK_BLUESKY, NULL, id, now_us (self)));
}

static void
report_gone (CsBlueskyIntake *self,
             const char      *uri,
             gint64           rev)
{
  cs_bluesky_hydrator_drop (self->hydrator, uri);
  cs_seen_set_gone (self->seen, uri, rev);
  add_id_event (self, CS_EVENT_DELETE, uri);
}

static void
finished_cb (const CsBlueskyDraft *draft,
             gboolean              hidden,
             gpointer              user_data)
{
  CsBlueskyIntake *self = user_data;
  g_autofree char *form = form_of (draft->cid, hidden ? NULL : draft->post->warning);

  if (hidden) {
    cs_seen_set_gone (self->seen, draft->post->native_id, draft->rev);
    add_id_event (self, CS_EVENT_DELETE, draft->post->native_id);
    return;
  }
  cs_seen_set (self->seen, draft->post->native_id, draft->rev, form);
  cs_batch_add (self->batch, cs_event_new_post (draft->kind, draft->post));
}

static void
take_post (CsBlueskyIntake        *self,
           const CsJetstreamEvent *event,
           const char             *uri)
{
  g_auto (GStrv) tags = cs_bluesky_record_get_tags (event->record);
  gboolean known = cs_seen_contains (self->seen, uri);
  gboolean edited = known || event->kind == CS_JETSTREAM_UPDATE;
  const char *pictures = self->appview != NULL ? cs_bluesky_appview_get_pictures (self->appview) : NULL;
  CsPost *post;

  if (!known && !cs_tag_matcher_matches (self->matcher, (const char *const *) tags)) {
    /* A post of an earlier evening may be in the show; an edit that took the hashtag out takes it out of there. */
    if (event->kind == CS_JETSTREAM_UPDATE && g_hash_table_contains (self->authors, event->did))
      report_gone (self, uri, event->rev);
    return;
  }
  cs_bluesky_intake_add_known (self, event->did);
  cs_seen_set (self->seen, uri, event->rev, event->cid);
  post = cs_bluesky_post_new (event->did, event->rkey, event->record, pictures, now_us (self));
  cs_bluesky_hydrator_add (self->hydrator, cs_bluesky_draft_new (edited ? CS_EVENT_EDIT : CS_EVENT_POST, post, event->did,
                                                                 event->cid, event->rev, event->time_us));
}

static void
take_commit (CsBlueskyIntake        *self,
             const CsJetstreamEvent *event)
{
  g_autofree char *uri = cs_bluesky_uri (event->did, event->rkey);

  /* The cursor is inclusive and a reconnection rewinds: the same changes come again. */
  if (cs_seen_get_age (self->seen, uri) >= event->rev)
    return;
  if (event->kind != CS_JETSTREAM_DELETE)
    take_post (self, event, uri);
  else if (g_hash_table_contains (self->authors, event->did))
    report_gone (self, uri, event->rev);
}

static void
take_account (CsBlueskyIntake        *self,
              const CsJetstreamEvent *event)
{
  gboolean gone = event->kind == CS_JETSTREAM_ACCOUNT_GONE;

  if (!g_hash_table_contains (self->authors, event->did) ||
      cs_seen_get_age (self->seen, event->did) >= event->time_us)
    return;
  cs_seen_set (self->seen, event->did, event->time_us, gone ? "gone" : "back");
  if (gone)
    cs_bluesky_hydrator_drop_author (self->hydrator, event->did);
  add_id_event (self, gone ? CS_EVENT_ACCOUNT_GONE : CS_EVENT_ACCOUNT_BACK, event->did);
}

static void
take_event (CsBlueskyIntake        *self,
            const CsJetstreamEvent *event)
{
  switch (event->kind) {
  case CS_JETSTREAM_CREATE:
  case CS_JETSTREAM_UPDATE:
  case CS_JETSTREAM_DELETE:
    take_commit (self, event);
    break;
  case CS_JETSTREAM_ACCOUNT_GONE:
  case CS_JETSTREAM_ACCOUNT_BACK:
    take_account (self, event);
    break;
  case CS_JETSTREAM_IDENTITY:
    cs_bluesky_hydrator_forget_author (self->hydrator, event->did);
    break;
  default:
    break;
  }
}

/* What still waits for its author is not on disk: the position stays before it. */
static char *
position_cb (gpointer user_data)
{
  CsBlueskyIntake *self = user_data;
  gint64 oldest_us = cs_bluesky_hydrator_get_oldest_us (self->hydrator);

  if (self->cursor_us == 0)
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT, MIN (self->cursor_us, oldest_us == G_MAXINT64 ? oldest_us : oldest_us - 1));
}

/**
 * cs_bluesky_intake_new:
 * @source: who reports
 * @matcher: which posts to follow; must outlive the intake
 * @appview: (nullable): who knows names; must outlive the intake
 * @authors: (element-type utf8): set of the accounts whose posts are in the show; grows
 * @cursor_us: where the stream goes on from, or 0
 *
 * Returns: (transfer full): a new intake, for the source's thread
 */
CsBlueskyIntake *
cs_bluesky_intake_new (CsSource           *source,
                       const CsTagMatcher *matcher,
                       CsBlueskyAppview   *appview,
                       GHashTable         *authors,
                       gint64              cursor_us)
{
  CsBlueskyIntake *self = g_new0 (CsBlueskyIntake, 1);

  self->source = source;
  self->matcher = matcher;
  self->appview = appview;
  self->batch = cs_batch_new (source, position_cb, self);
  self->hydrator = cs_bluesky_hydrator_new (cs_source_get_clock (source), appview, finished_cb, self);
  self->seen = cs_seen_new (CS_SEEN_MAX);
  self->authors = g_hash_table_ref (authors);
  self->cursor_us = cursor_us;
  return self;
}

/**
 * cs_bluesky_intake_free:
 * @self: (transfer full): an intake
 */
void
cs_bluesky_intake_free (CsBlueskyIntake *self)
{
  cs_bluesky_hydrator_free (self->hydrator);
  cs_batch_free (self->batch);
  cs_seen_free (self->seen);
  g_hash_table_unref (self->authors);
  g_free (self);
}

/**
 * cs_bluesky_intake_take_frame:
 * @self: an intake
 * @frame: (array length=length): a text frame of a Jetstream
 * @length: how many bytes
 *
 * Reads a frame and reports what concerns the show. One that cannot be read is counted and left out.
 *
 * Returns: the frame's cursor, or 0
 */
gint64
cs_bluesky_intake_take_frame (CsBlueskyIntake *self,
                              const char      *frame,
                              gsize            length)
{
  gint64 time_us = cs_jetstream_peek_time_us (frame, length);
  gboolean sane = time_us > 0 && time_us < now_us (self) + MAX_AHEAD_US;

  if (!sane || cs_jetstream_may_concern (frame, length)) {
    g_auto (CsJetstreamEvent) event = { CS_JETSTREAM_OTHER };

    if (sane && cs_jetstream_event_read (&event, frame, length, NULL))
      take_event (self, &event);
    else
      cs_source_count_refused (self->source);
  }
  if (!sane)
    return 0;
  self->cursor_us = MAX (self->cursor_us, time_us);
  return time_us;
}

/**
 * cs_bluesky_intake_take_view:
 * @self: an intake
 * @view: (nullable): the AppView's view of a post that somebody asked about
 *
 * Reports the post's present form, unless that is the one that was reported last, or that the network hides it. That its
 * author goes by another name now is no edit.
 */
void
cs_bluesky_intake_take_view (CsBlueskyIntake *self,
                             JsonObject      *view)
{
  g_autofree char *uri = cs_json_get_id (view, "uri");
  g_autofree char *cid = cs_json_get_id (view, "cid");
  g_autoptr (CsBlueskyAuthor) author = cs_bluesky_author_read (cs_json_get_object (view, "author"));
  JsonObject *record = cs_json_get_object (view, "record");
  const char *pictures = self->appview != NULL ? cs_bluesky_appview_get_pictures (self->appview) : NULL;
  g_autofree char *warning = NULL;
  g_autofree char *did = NULL;
  g_autofree char *rkey = NULL;
  g_autofree char *form = NULL;
  g_autoptr (CsPost) post = NULL;
  gint64 age;

  if (uri == NULL || cid == NULL || record == NULL || !cs_bluesky_split_uri (uri, &did, &rkey)) {
    cs_source_count_refused (self->source);
    return;
  }
  if (cs_bluesky_labels_read (view, &warning) || author->hidden) {
    cs_bluesky_intake_take_gone (self, uri);
    return;
  }
  post = cs_bluesky_post_new (did, rkey, record, pictures, now_us (self));
  cs_bluesky_post_seal (post, author, warning);
  form = form_of (cid, post->warning);
  age = MAX (cs_seen_get_age (self->seen, uri), 0);
  if (cs_seen_is_gone (self->seen, uri) || cs_seen_compare (self->seen, uri, age, form) == CS_SEEN_SAME)
    return;
  cs_seen_set (self->seen, uri, age, form);
  cs_batch_add (self->batch, cs_event_new_post (CS_EVENT_EDIT, post));
}

/**
 * cs_bluesky_intake_take_gone:
 * @self: an intake
 * @uri: of a post that somebody asked about
 *
 * Reports that the network does not show the post any more.
 */
void
cs_bluesky_intake_take_gone (CsBlueskyIntake *self,
                             const char      *uri)
{
  if (!cs_seen_is_gone (self->seen, uri))
    report_gone (self, uri, MAX (cs_seen_get_age (self->seen, uri), 0));
}

/**
 * cs_bluesky_intake_take_gap:
 * @self: an intake
 *
 * Reports that labels and removals may have been missed until now.
 */
void
cs_bluesky_intake_take_gap (CsBlueskyIntake *self)
{
  add_id_event (self, CS_EVENT_GAP, NULL);
}

/**
 * cs_bluesky_intake_add_known:
 * @self: an intake
 * @id: of an account, or of a post that is in the show
 *
 * Heeds removals by this account from now on.
 */
void
cs_bluesky_intake_add_known (CsBlueskyIntake *self,
                             const char      *id)
{
  g_autofree char *did = NULL;

  if (g_str_has_prefix (id, "did:"))
    did = g_strdup (id);
  else if (!cs_bluesky_split_uri (id, &did, NULL))
    return;
  g_hash_table_add (self->authors, g_steal_pointer (&did));
}

/**
 * cs_bluesky_intake_flush:
 * @self: an intake
 *
 * Reports what there is, and where the stream is.
 */
void
cs_bluesky_intake_flush (CsBlueskyIntake *self)
{
  cs_batch_flush_position (self->batch);
}

/**
 * cs_bluesky_intake_flush_held:
 * @self: an intake
 *
 * Reports everything, also posts that still wait for a name.
 */
void
cs_bluesky_intake_flush_held (CsBlueskyIntake *self)
{
  cs_bluesky_hydrator_flush (self->hydrator);
  cs_batch_flush_position (self->batch);
}

/**
 * cs_bluesky_intake_get_cursor_us:
 * @self: an intake
 *
 * Returns: the cursor of the newest frame, or 0
 */
gint64
cs_bluesky_intake_get_cursor_us (CsBlueskyIntake *self)
{
  return self->cursor_us;
}
