/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-confirmer.h"

#include "cs-walk.h"

#include <string.h>

/* While a post is on screen, and while one is armed. */
#define PERIOD_S 30

struct _CsConfirmer {
  GObject parent_instance;

  CsStore *store;
  CsProgram *program;
  GListModel *sources; /* CsSource */
  guint period_id;
};

/* What is asked of one source after it was away. */
typedef struct {
  CsSource *source;
  GStrvBuilder *ids;
} Round;

G_DEFINE_FINAL_TYPE (CsConfirmer, cs_confirmer, G_TYPE_OBJECT)

static void
round_free (Round *round)
{
  g_object_unref (round->source);
  g_strv_builder_unref (round->ids);
  g_free (round);
}

static gboolean
is_from (const CsPost *post,
         CsSource     *source)
{
  return post->network == cs_source_get_network (source) && strcmp (post->host, cs_source_get_host (source)) == 0;
}

/* A source that is not live would only answer with what is wrong with it. */
static gboolean
can_ask (CsSource *source)
{
  return CS_SOURCE_GET_CLASS (source)->confirm_async != NULL && cs_source_get_state (source) == CS_SOURCE_LIVE;
}

static void
ask_about (CsConfirmer  *self,
           const CsPost *post)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->sources); i++) {
    g_autoptr (CsSource) source = g_list_model_get_item (self->sources, i);

    if (can_ask (source) && is_from (post, source)) {
      char *ids[] = { post->native_id, NULL };

      cs_source_confirm_async (source, ids, NULL, NULL, NULL);
      return;
    }
  }
}

static void
ask_about_air (CsConfirmer *self)
{
  CsPostItem *cued = cs_program_get_cued (self->program);
  CsEntry *entry = cued != NULL ? cs_post_item_get_entry (cued) : NULL;
  CsSnapshot *on_air = cs_program_get_on_air (self->program);

  if (entry != NULL)
    ask_about (self, entry->post);
  if (on_air != NULL)
    ask_about (self, on_air->post);
}

static gboolean
period_cb (gpointer data)
{
  ask_about_air (data);
  return G_SOURCE_CONTINUE;
}

/* On the scanner's thread. */
static gboolean
collect_cb (const CsEntry *entry,
            gpointer       data)
{
  Round *round = data;

  if (is_from (entry->post, round->source))
    g_strv_builder_add (round->ids, entry->post->native_id);
  return TRUE;
}

static void
collected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  Round *round = data;
  g_auto (GStrv) ids = NULL;

  if (cs_store_walk_finish (CS_STORE (object), result, NULL)) {
    ids = g_strv_builder_end (round->ids);
    if (ids[0] != NULL && can_ask (round->source))
      cs_source_confirm_async (round->source, ids, NULL, NULL, NULL);
  }
  round_free (round);
}

/* It is back: whatever is approved may have been deleted or edited meanwhile. */
static void
state_changed_cb (CsSource    *source,
                  GParamSpec  *pspec,
                  CsConfirmer *self)
{
  const CsPostQuery query = { .states = 1u << CS_STATE_APPROVED, .order = CS_POST_ORDER_OLDEST };
  Round *round;

  if (self->store == NULL || !can_ask (source))
    return;
  round = g_new0 (Round, 1);
  round->source = g_object_ref (source);
  round->ids = g_strv_builder_new ();
  cs_store_walk_async (self->store, &query, collect_cb, round, NULL, collected_cb, round);
}

static void
cs_confirmer_dispose (GObject *object)
{
  cs_confirmer_stop (CS_CONFIRMER (object));
  G_OBJECT_CLASS (cs_confirmer_parent_class)->dispose (object);
}

static void
cs_confirmer_class_init (CsConfirmerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_confirmer_dispose;
}

static void
cs_confirmer_init (CsConfirmer *self)
{
}

/**
 * cs_confirmer_new:
 * @store: the open show file
 * @program: what is armed and on air
 * @sources: (type Gio.ListModel(Cs.Source)): who can be asked
 *
 * Asks about a post when it is cued, every half minute while it is cued or on air, and about everything that is
 * approved when a source is back. It never holds up a take or a clear: the answers darken what they concern.
 *
 * Returns: (transfer full): a new confirmer; main thread only
 */
CsConfirmer *
cs_confirmer_new (CsStore    *store,
                  CsProgram  *program,
                  GListModel *sources)
{
  CsConfirmer *self = g_object_new (CS_TYPE_CONFIRMER, NULL);

  self->store = g_object_ref (store);
  self->program = g_object_ref (program);
  self->sources = g_object_ref (sources);
  g_signal_connect_object (program, "notify::cued", G_CALLBACK (ask_about_air), self, G_CONNECT_SWAPPED);
  self->period_id = g_timeout_add_seconds (PERIOD_S, period_cb, self);
  return self;
}

/**
 * cs_confirmer_attach:
 * @self: a confirmer
 * @source: a source of the same desk
 *
 * Watches for @source to come back.
 */
void
cs_confirmer_attach (CsConfirmer *self,
                     CsSource    *source)
{
  g_return_if_fail (CS_IS_CONFIRMER (self) && CS_IS_SOURCE (source));

  g_signal_connect_object (source, "notify::state", G_CALLBACK (state_changed_cb), self, 0);
}

/**
 * cs_confirmer_stop:
 * @self: a confirmer
 *
 * Asks nothing more.
 */
void
cs_confirmer_stop (CsConfirmer *self)
{
  g_return_if_fail (CS_IS_CONFIRMER (self));

  g_clear_handle_id (&self->period_id, g_source_remove);
  if (self->program != NULL)
    g_signal_handlers_disconnect_by_func (self->program, ask_about_air, self);
  g_clear_object (&self->program);
  g_clear_object (&self->store);
  g_clear_object (&self->sources);
}
