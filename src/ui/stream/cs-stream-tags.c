/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-tags.h"

#include "cs-source-words.h"
#include "cs-stream-tag.h"

/* How many chips a show has whose sources follow no hashtag by name. */
#define BUSIEST 3

struct _CsStreamTags {
  GObject parent_instance;

  CsDesk *desk;
  GListStore *tags; /* CsStreamTag */
  guint refresh_id;
};

static void cs_stream_tags_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CsStreamTags, cs_stream_tags, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cs_stream_tags_list_model_init))

static gboolean
is_same (const char *one,
         const char *other)
{
  g_autofree char *first = g_utf8_casefold (one, -1);
  g_autofree char *second = g_utf8_casefold (other, -1);

  return g_str_equal (first, second);
}

static gboolean
is_in (GPtrArray  *names,
       const char *name)
{
  for (guint i = 0; i < names->len; i++)
    if (is_same (names->pdata[i], name))
      return TRUE;
  return FALSE;
}

static void
add_names (GPtrArray         *names,
           const char *const *more)
{
  for (; more != NULL && *more != NULL; more++)
    if (!is_in (names, *more))
      g_ptr_array_add (names, g_strdup (*more));
}

/* Chips do not come and go while they are looked at: one stays until nothing comes with it any more. */
static void
add_busiest (CsStreamTags *self,
             GPtrArray    *names)
{
  g_auto (GStrv) busiest = cs_desk_list_busiest_tags (self->desk, BUSIEST);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->tags));

  for (guint i = 0; i < n; i++) {
    g_autoptr (CsStreamTag) tag = g_list_model_get_item (G_LIST_MODEL (self->tags), i);

    if (cs_desk_count_tag (self->desk, cs_stream_tag_get_name (tag)) > 0)
      g_ptr_array_add (names, g_strdup (cs_stream_tag_get_name (tag)));
  }
  for (guint i = 0; busiest[i] != NULL && names->len < BUSIEST; i++)
    if (!is_in (names, busiest[i]))
      g_ptr_array_add (names, g_strdup (busiest[i]));
}

static GPtrArray *
collect_names (CsStreamTags *self)
{
  GListModel *sources = cs_desk_get_sources (self->desk);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (sources); i++) {
    g_autoptr (CsSource) source = g_list_model_get_item (sources, i);

    add_names (names, cs_desk_get_source_tags (self->desk, source));
  }
  if (names->len == 0)
    add_busiest (self, names);
  return names;
}

static gboolean
are_the_same (CsStreamTags *self,
              GPtrArray    *names)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->tags));

  if (n != names->len)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    g_autoptr (CsStreamTag) tag = g_list_model_get_item (G_LIST_MODEL (self->tags), i);

    if (!is_in (names, cs_stream_tag_get_name (tag)))
      return FALSE;
  }
  return TRUE;
}

static void
replace (CsStreamTags *self,
         GPtrArray    *names)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (tags, cs_stream_tag_new (names->pdata[i]));
  g_list_store_splice (self->tags, 0, g_list_model_get_n_items (G_LIST_MODEL (self->tags)), tags->pdata, tags->len);
}

static gboolean
follows (const char *const *names,
         const char        *name)
{
  for (; names != NULL && *names != NULL; names++)
    if (is_same (*names, name))
      return TRUE;
  return FALSE;
}

/* Late when none of the sources that follow it is well: by the one that was heard of last. */
static guint
find_late_s (CsStreamTags *self,
             const char   *name)
{
  GListModel *sources = cs_desk_get_sources (self->desk);
  gint64 now_us = cs_clock_now_us (cs_desk_get_clock (self->desk));
  gint64 late_s = 0;

  for (guint i = 0; i < g_list_model_get_n_items (sources); i++) {
    g_autoptr (CsSource) source = g_list_model_get_item (sources, i);
    CsSourceFacts facts = cs_source_words_read (source);
    gint64 silent_s = facts.heard_us > 0 ? (now_us - facts.heard_us) / G_USEC_PER_SEC : 1;

    if (!follows (cs_desk_get_source_tags (self->desk, source), name))
      continue;
    /* Posts come all the same; the header speaks of it. */
    facts.sign_in = FALSE;
    if (cs_source_words_is_well (&facts, now_us))
      return 0;
    silent_s = MAX (silent_s, 1);
    late_s = late_s == 0 ? silent_s : MIN (late_s, silent_s);
  }
  return MIN (late_s, G_MAXINT);
}

static gboolean
refresh_cb (gpointer user_data)
{
  cs_stream_tags_refresh (user_data);
  return G_SOURCE_CONTINUE;
}

static GType
get_item_type (GListModel *model)
{
  return CS_TYPE_STREAM_TAG;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (CS_STREAM_TAGS (model)->tags));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (CS_STREAM_TAGS (model)->tags), position);
}

static void
cs_stream_tags_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
cs_stream_tags_dispose (GObject *object)
{
  CsStreamTags *self = CS_STREAM_TAGS (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (cs_stream_tags_parent_class)->dispose (object);
}

static void
cs_stream_tags_finalize (GObject *object)
{
  g_object_unref (CS_STREAM_TAGS (object)->tags);
  G_OBJECT_CLASS (cs_stream_tags_parent_class)->finalize (object);
}

static void
cs_stream_tags_class_init (CsStreamTagsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_stream_tags_dispose;
  object_class->finalize = cs_stream_tags_finalize;
}

static void
cs_stream_tags_init (CsStreamTags *self)
{
  self->tags = g_list_store_new (CS_TYPE_STREAM_TAG);
  g_signal_connect_swapped (self->tags, "items-changed", G_CALLBACK (g_list_model_items_changed), self);
}

/**
 * cs_stream_tags_new:
 * @desk: an open desk
 *
 * Lists the hashtags that the show's sources follow; those that most posts carry when none is followed by name.
 *
 * Returns: (transfer full): the hashtags; main thread
 */
CsStreamTags *
cs_stream_tags_new (CsDesk *desk)
{
  CsStreamTags *self = g_object_new (CS_TYPE_STREAM_TAGS, NULL);

  self->desk = g_object_ref (desk);
  self->refresh_id = g_timeout_add_seconds (1, refresh_cb, self);
  cs_stream_tags_refresh (self);
  return self;
}

/**
 * cs_stream_tags_refresh:
 * @self: the hashtags
 *
 * Brings them up to date now, not within the next second.
 */
void
cs_stream_tags_refresh (CsStreamTags *self)
{
  g_autoptr (GPtrArray) names = NULL;

  g_return_if_fail (CS_IS_STREAM_TAGS (self));

  names = collect_names (self);
  if (!are_the_same (self, names))
    replace (self, names);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tags)); i++) {
    g_autoptr (CsStreamTag) tag = g_list_model_get_item (G_LIST_MODEL (self->tags), i);
    const char *name = cs_stream_tag_get_name (tag);

    cs_stream_tag_update (tag, cs_desk_count_tag (self->desk, name), find_late_s (self, name));
  }
}
