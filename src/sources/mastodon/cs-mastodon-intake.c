/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-intake.h"

#include "cs-mastodon-status.h"
#include "cs-seen.h"

#include <string.h>

struct _CsMastodonIntake {
  CsSource *source; /* not owned: it owns the intake */
  char *host;
  const CsTagMatcher *matcher;
  CsBatch *batch;
  CsSeen *seen; /* age: when edited; form: what was written */
};

static gint64
now_us (CsMastodonIntake *self)
{
  return cs_clock_now_us (cs_source_get_clock (self->source));
}

/* What its author wrote. That they go by another name or picture by now is no edit of the post. */
static char *
form_of (const CsPost *post)
{
  g_autoptr (GString) form = g_string_new (post->raw_text);

  g_string_append_printf (form, "\n%s", post->warning != NULL ? post->warning : "");
  for (guint i = 0; i < post->media->len; i++) {
    const CsMedia *media = post->media->pdata[i];

    g_string_append_printf (form, "\n%s %s", media->url != NULL ? media->url : "", media->alt != NULL ? media->alt : "");
  }
  return g_string_free (g_steal_pointer (&form), FALSE);
}

static CsSeenVerdict
compare (CsMastodonIntake *self,
         const CsPost     *post)
{
  g_autofree char *form = form_of (post);

  return cs_seen_compare (self->seen, post->native_id, post->edited_us, form);
}

static void
report_post (CsMastodonIntake *self,
             CsEventKind       kind,
             CsPost           *post)
{
  g_autofree char *form = form_of (post);

  cs_seen_set (self->seen, post->native_id, post->edited_us, form);
  cs_batch_add (self->batch, cs_event_new_post (kind, post));
}

/* A post that was never seen here. One that an edit has taken out of what we follow may still be in the show from an
 * earlier evening: then it has to leave. */
static void
take_new (CsMastodonIntake *self,
          CsPost           *post,
          gboolean          edited)
{
  if (cs_tag_matcher_allows (self->matcher, (const char *const *) post->tags))
    report_post (self, edited || post->edited_us > 0 ? CS_EVENT_EDIT : CS_EVENT_POST, post);
  else if (edited)
    cs_mastodon_intake_take_gone (self, post->native_id);
}

/**
 * cs_mastodon_intake_new:
 * @source: who reports
 * @host: the server, as posts name it
 * @matcher: which posts to follow; must outlive the intake
 * @position: asked at each report
 * @user_data: for @position
 *
 * Returns: (transfer full): a new intake, for the source's thread
 */
CsMastodonIntake *
cs_mastodon_intake_new (CsSource           *source,
                        const char         *host,
                        const CsTagMatcher *matcher,
                        CsBatchPosition     position,
                        gpointer            user_data)
{
  CsMastodonIntake *self = g_new0 (CsMastodonIntake, 1);

  self->source = source;
  self->host = g_strdup (host);
  self->matcher = matcher;
  self->batch = cs_batch_new (source, position, user_data);
  self->seen = cs_seen_new (CS_SEEN_MAX);
  return self;
}

/**
 * cs_mastodon_intake_free:
 * @self: (transfer full): an intake
 */
void
cs_mastodon_intake_free (CsMastodonIntake *self)
{
  cs_batch_free (self->batch);
  cs_seen_free (self->seen);
  g_free (self->host);
  g_free (self);
}

/**
 * cs_mastodon_intake_take_post:
 * @self: an intake
 * @post: a sealed post as the server sent it
 * @edited: whether the server sent it because it was edited
 *
 * Reports the post unless this form of it, or a newer one, was reported before.
 *
 * Returns: whether it was never seen before
 */
gboolean
cs_mastodon_intake_take_post (CsMastodonIntake *self,
                              CsPost           *post,
                              gboolean          edited)
{
  switch (compare (self, post)) {
  case CS_SEEN_NEW:
    take_new (self, post, edited);
    return TRUE;
  case CS_SEEN_NEWER:
    report_post (self, CS_EVENT_EDIT, post);
    return FALSE;
  default:
    return FALSE;
  }
}

/**
 * cs_mastodon_intake_take_text:
 * @self: an intake
 * @text: (array length=length): a Status as a stream delivers it
 * @length: how many bytes
 * @edited: whether the server sent it because it was edited
 *
 * Reads and reports. What cannot be read is counted and left out.
 *
 * Returns: (transfer full) (nullable): the post's id when it was never seen before
 */
char *
cs_mastodon_intake_take_text (CsMastodonIntake *self,
                              const char       *text,
                              gsize             length,
                              gboolean          edited)
{
  g_autoptr (JsonNode) root = cs_json_parse (text, length, NULL, NULL);
  JsonObject *status = cs_json_root_object (root);
  g_autofree char *id = cs_json_get_id (status, "id");
  g_autoptr (CsPost) post = NULL;

  switch (cs_mastodon_status_read (status, self->host, now_us (self), &post)) {
  case CS_MASTODON_BROKEN:
    cs_source_count_refused (self->source);
    return NULL;
  case CS_MASTODON_HIDDEN:
    if (cs_seen_contains (self->seen, id))
      cs_mastodon_intake_take_gone (self, id);
    return NULL;
  default:
    return cs_mastodon_intake_take_post (self, post, edited) ? g_steal_pointer (&id) : NULL;
  }
}

/**
 * cs_mastodon_intake_take_gone:
 * @self: an intake
 * @id: of a post
 *
 * Reports that a post is not there any more, known or not: its update may still be on its way.
 */
void
cs_mastodon_intake_take_gone (CsMastodonIntake *self,
                              const char       *id)
{
  if (!cs_json_is_id (id) || strchr (id, '/') != NULL) {
    cs_source_count_refused (self->source);
    return;
  }
  if (cs_seen_is_gone (self->seen, id))
    return;
  cs_seen_set_gone (self->seen, id, G_MAXINT64);
  cs_batch_add (self->batch,
                cs_event_new_id (CS_EVENT_DELETE, CS_NETWORK_MASTODON, self->host, id, now_us (self)));
}

/**
 * cs_mastodon_intake_take_gap:
 * @self: an intake
 *
 * Reports that deletions and edits may have been missed until now.
 */
void
cs_mastodon_intake_take_gap (CsMastodonIntake *self)
{
  cs_batch_add (self->batch, cs_event_new_id (CS_EVENT_GAP, CS_NETWORK_MASTODON, self->host, NULL, now_us (self)));
}

/**
 * cs_mastodon_intake_take_answer:
 * @self: an intake
 * @status: (nullable): a Status that somebody asked about: it is in the show whatever its tags are now
 *
 * Reports the post's present form, unless that is the one that was reported last, or that it is no longer for everybody.
 */
void
cs_mastodon_intake_take_answer (CsMastodonIntake *self,
                                JsonObject       *status)
{
  g_autoptr (CsPost) post = NULL;
  g_autofree char *id = cs_json_get_id (status, "id");
  CsSeenVerdict verdict;

  switch (cs_mastodon_status_read (status, self->host, now_us (self), &post)) {
  case CS_MASTODON_POST:
    verdict = compare (self, post);
    if (verdict == CS_SEEN_NEW || verdict == CS_SEEN_NEWER)
      report_post (self, CS_EVENT_EDIT, post);
    break;
  case CS_MASTODON_HIDDEN:
    cs_mastodon_intake_take_gone (self, id);
    break;
  default:
    cs_source_count_refused (self->source);
  }
}

/**
 * cs_mastodon_intake_has_seen:
 * @self: an intake
 * @id: of a post
 *
 * Returns: whether it is known, gone or not
 */
gboolean
cs_mastodon_intake_has_seen (CsMastodonIntake *self,
                             const char       *id)
{
  return cs_seen_contains (self->seen, id) || cs_seen_is_gone (self->seen, id);
}

/**
 * cs_mastodon_intake_get_batch:
 * @self: an intake
 *
 * Returns: (transfer none): what is waiting to be reported
 */
CsBatch *
cs_mastodon_intake_get_batch (CsMastodonIntake *self)
{
  return self->batch;
}
