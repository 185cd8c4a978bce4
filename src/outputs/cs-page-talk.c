/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-page-talk.h"

#include "cs-connections.h"
#include "cs-http-answer.h"
#include "cs-json.h"

#define MAX_ADDRESSES 4096
#define MAX_HEARTS 40  /* in one request */
#define N_RECENT 24    /* hearts whose colours are told to all */
#define TOO_MANY 429

/* A person writes a few lines a minute; a room behind one address a few more. */
static const CsRate viewer_comments = { 0.25, 3 };
static const CsRate address_comments = { 0.5, 10 };
static const CsRate all_comments = { 8, 40 };
static const CsRate viewer_hearts = { 8, 60 };
static const CsRate all_hearts = { 2000, 4000 };
static const CsRate address_joins = { 1, 40 };

static const CsJsonLimits hearts_limits = { 256, 2, 8 };

struct _CsPageTalk {
  CsPageBox *box;
  CsShelf *shelf;
  CsViewers *viewers;
  CsRates *joins; /* by address */
  CsRates *comments; /* by address */
  CsBucket comments_overall;
  CsBucket hearts_overall;
  guint8 recent[N_RECENT]; /* colours of the hearts that came last, in a ring */
  guint64 n_hearts;
  char *link; /* (nullable): the link that the viewers came by */
};

static void
answer_object (SoupServerMessage *message,
               guint              status,
               JsonObject        *object) /* (transfer full) */
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (root, FALSE);

  json_object_unref (object);
  cs_http_answer_json (message, status, text);
}

/* The page knows these words and has sentences for them. */
static void
answer_word (SoupServerMessage *message,
             guint              status,
             const char        *word)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, status == SOUP_STATUS_OK ? "done" : "refused", word);
  answer_object (message, status, object);
}

static const char *
get_address (SoupServerMessage *message)
{
  return cs_connection_get_address (cs_connection_from_message (message));
}

static CsViewer *
find_viewer (CsPageTalk        *self,
             SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return cs_viewers_find (self->viewers, soup_message_headers_get_one (headers, "X-Viewer"), g_get_monotonic_time ());
}

static GBytes *
dup_body (SoupServerMessage *message)
{
  return soup_message_body_flatten (soup_server_message_get_request_body (message));
}

static const char *
get_state (CsPageTalk *self)
{
  g_autofree char *playlist = NULL;

  if (cs_shelf_is_live (self->shelf))
    return "live";
  playlist = cs_shelf_format_playlist (self->shelf);
  return playlist != NULL ? "ended" : "soon";
}

static JsonArray *
describe_recent (CsPageTalk *self)
{
  JsonArray *array = json_array_new ();
  guint n = MIN (self->n_hearts, N_RECENT);

  for (guint i = 0; i < n; i++)
    json_array_add_int_element (array, self->recent[(self->n_hearts - n + i) % N_RECENT]);
  return array;
}

static void
answer_state (CsPageTalk        *self,
              SoupServerMessage *message)
{
  g_auto (CsPageSettings) settings = { 0 };
  JsonObject *object = json_object_new ();
  gboolean known = find_viewer (self, message) != NULL;

  cs_page_box_get_settings (self->box, &settings);
  json_object_set_string_member (object, "state", get_state (self));
  json_object_set_string_member (object, "title", settings.title);
  json_object_set_boolean_member (object, "comments", settings.comments);
  json_object_set_boolean_member (object, "known", known);
  json_object_set_int_member (object, "viewers", cs_viewers_count (self->viewers, g_get_monotonic_time ()));
  json_object_set_int_member (object, "hearts", self->n_hearts);
  json_object_set_array_member (object, "recent", describe_recent (self));
  answer_object (message, SOUP_STATUS_OK, object);
}

static void
answer_join (CsPageTalk        *self,
             SoupServerMessage *message)
{
  const char *address = get_address (message);
  gint64 now_us = g_get_monotonic_time ();
  CsViewer *viewer =
      cs_rates_take (self->joins, address, now_us) ? cs_viewers_join (self->viewers, address, now_us) : NULL;
  JsonObject *object;

  if (viewer == NULL) {
    answer_word (message, TOO_MANY, "full");
    return;
  }
  object = json_object_new ();
  json_object_set_string_member (object, "viewer", viewer->token);
  json_object_set_int_member (object, "hue", viewer->hue);
  answer_object (message, SOUP_STATUS_OK, object);
}

static gboolean
may_comment (CsPageTalk *self,
             CsViewer   *viewer,
             const char *address)
{
  gint64 now_us = g_get_monotonic_time ();

  return cs_bucket_take (&viewer->comments, &viewer_comments, 1, now_us) &&
         cs_rates_take (self->comments, address, now_us) &&
         cs_bucket_take (&self->comments_overall, &all_comments, 1, now_us);
}

static void
answer_refusal (SoupServerMessage *message,
                CsPageRefusal      refusal)
{
  static const char *const words[] = { "", "broken", "empty", "long" };

  answer_word (message, SOUP_STATUS_BAD_REQUEST, words[refusal]);
}

static void
answer_comment (CsPageTalk        *self,
                SoupServerMessage *message,
                CsViewer          *viewer)
{
  g_auto (CsPageSettings) settings = { 0 };
  g_autoptr (CsPageComment) comment = NULL;
  g_autoptr (GBytes) body = dup_body (message);
  CsPageRefusal refusal;

  cs_page_box_get_settings (self->box, &settings);
  if (!settings.comments) {
    answer_word (message, SOUP_STATUS_FORBIDDEN, "off");
    return;
  }
  if (!may_comment (self, viewer, get_address (message))) {
    answer_word (message, TOO_MANY, "often");
    return;
  }
  refusal = cs_page_comment_parse (body, &comment);
  if (refusal != CS_PAGE_TAKEN) {
    answer_refusal (message, refusal);
    return;
  }
  comment->viewer = viewer->number;
  comment->hue = viewer->hue;
  if (cs_page_box_put_comment (self->box, comment))
    answer_word (message, SOUP_STATUS_OK, "taken");
  else
    answer_word (message, SOUP_STATUS_SERVICE_UNAVAILABLE, "busy");
}

static gint64
read_hearts (GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (JsonNode) root = text != NULL ? cs_json_parse (text, length, &hearts_limits, NULL) : NULL;

  return root != NULL ? cs_json_get_int64 (cs_json_root_object (root), "n", 0) : 0;
}

static void
answer_hearts (CsPageTalk        *self,
               SoupServerMessage *message,
               CsViewer          *viewer)
{
  g_autoptr (GBytes) body = dup_body (message);
  gint64 now_us = g_get_monotonic_time ();
  gint64 n = read_hearts (body);

  if (n < 1 || n > MAX_HEARTS) {
    answer_word (message, SOUP_STATUS_BAD_REQUEST, "broken");
    return;
  }
  if (!cs_bucket_take (&viewer->hearts, &viewer_hearts, n, now_us) ||
      !cs_bucket_take (&self->hearts_overall, &all_hearts, n, now_us)) {
    answer_word (message, TOO_MANY, "often");
    return;
  }
  for (gint64 i = 0; i < n; i++)
    self->recent[self->n_hearts++ % N_RECENT] = viewer->hue;
  cs_page_box_put_hearts (self->box, viewer->hue, n);
  answer_word (message, SOUP_STATUS_OK, "taken");
}

/**
 * cs_page_talk_new:
 * @box: what is set, and where everything goes
 * @shelf: what there is to see
 *
 * Returns: (transfer full): a talk with nobody
 */
CsPageTalk *
cs_page_talk_new (CsPageBox *box,
                  CsShelf   *shelf)
{
  CsPageTalk *self = g_new0 (CsPageTalk, 1);

  self->box = cs_page_box_ref (box);
  self->shelf = cs_shelf_ref (shelf);
  self->viewers = cs_viewers_new ();
  self->joins = cs_rates_new (&address_joins, MAX_ADDRESSES);
  self->comments = cs_rates_new (&address_comments, MAX_ADDRESSES);
  return self;
}

/**
 * cs_page_talk_free:
 * @self: (transfer full): a talk
 */
void
cs_page_talk_free (CsPageTalk *self)
{
  cs_viewers_free (self->viewers);
  cs_rates_free (self->joins);
  cs_rates_free (self->comments);
  cs_shelf_unref (self->shelf);
  cs_page_box_unref (self->box);
  g_free (self->link);
  g_free (self);
}

/**
 * cs_page_talk_answer:
 * @self: a talk
 * @message: a request that has passed the gate
 * @route: one of the four that are about viewers
 */
void
cs_page_talk_answer (CsPageTalk        *self,
                     SoupServerMessage *message,
                     CsPageRoute        route)
{
  CsViewer *viewer = NULL;

  if (route == CS_PAGE_STATE) {
    answer_state (self, message);
    return;
  }
  if (route == CS_PAGE_JOIN) {
    answer_join (self, message);
    return;
  }
  viewer = find_viewer (self, message);
  if (viewer == NULL)
    answer_word (message, SOUP_STATUS_UNAUTHORIZED, "unknown");
  else if (route == CS_PAGE_COMMENT)
    answer_comment (self, message, viewer);
  else
    answer_hearts (self, message, viewer);
}

/**
 * cs_page_talk_tick:
 * @self: a talk
 *
 * Counts who is there, and lets go of those who came by a link that is no longer the one. Called once a second.
 */
void
cs_page_talk_tick (CsPageTalk *self)
{
  g_auto (CsPageSettings) settings = { 0 };

  cs_page_box_get_settings (self->box, &settings);
  if (self->link != NULL && g_strcmp0 (self->link, settings.link) != 0)
    cs_viewers_clear (self->viewers);
  g_free (self->link);
  self->link = g_steal_pointer (&settings.link);
  cs_page_box_put_viewers (self->box, cs_viewers_count (self->viewers, g_get_monotonic_time ()),
                           cs_shelf_is_live (self->shelf));
}
