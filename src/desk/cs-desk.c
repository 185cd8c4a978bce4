/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-private.h"

/* Twice a second: the outputs go dark after three seconds without. */
#define BEAT_MS 500

enum { PROP_0, PROP_TITLE, PROP_REHEARSAL, PROP_TROUBLE, PROP_WORDS, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsDesk, cs_desk, G_TYPE_OBJECT)

/* What the show is, as the picture of its broadcast says it. */
void
cs_desk_tell_titler (CsDesk *self)
{
  CsTitler *titler = cs_broadcast_get_titler (cs_desk_live_get_broadcast (self->live));

  if (self->title != NULL) {
    cs_titler_set_show (titler, self->title);
    cs_live_picture_set_show (self->picture, self->title);
  }
  cs_titler_set_rehearsal (titler, self->rehearsal);
}

static gboolean
beat_cb (gpointer data)
{
  CsDesk *self = data;

  cs_output_server_beat (self->output);
  return G_SOURCE_CONTINUE;
}

static void
cs_desk_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  CsDesk *self = CS_DESK (object);

  switch (prop_id) {
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_REHEARSAL:
    g_value_set_boolean (value, self->rehearsal);
    break;
  case PROP_TROUBLE:
    g_value_set_string (value, cs_desk_get_trouble (self));
    break;
  case PROP_WORDS:
    g_value_set_boxed (value, cs_desk_get_words (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_desk_dispose (GObject *object)
{
  CsDesk *self = CS_DESK (object);

  g_clear_handle_id (&self->beat_id, g_source_remove);
  if (self->ferry != NULL)
    cs_ferry_close (self->ferry);
  if (self->sources != NULL)
    cs_desk_stop_sources (self);
  cs_desk_drop_rooms (self);
  if (self->output != NULL)
    cs_output_server_stop (self->output);
  G_OBJECT_CLASS (cs_desk_parent_class)->dispose (object);
}

static void
cs_desk_finalize (GObject *object)
{
  CsDesk *self = CS_DESK (object);

  g_clear_pointer (&self->guard, cs_air_guard_unref);
  g_clear_object (&self->output);
  g_clear_object (&self->relays);
  g_free (self->beacon_key);
  g_clear_object (&self->secrets);
  g_clear_object (&self->titler);
  g_clear_object (&self->live_log);
  g_clear_object (&self->replays);
  g_clear_object (&self->page_follower);
  g_clear_object (&self->page);
  g_clear_object (&self->picture);
  g_clear_object (&self->page_source);
  g_clear_object (&self->live);
  g_clear_object (&self->capture);
  g_clear_object (&self->sources);
  g_clear_pointer (&self->configs, g_ptr_array_unref);
  g_clear_pointer (&self->official, g_ptr_array_unref);
  g_clear_pointer (&self->words, cs_word_list_free);
  g_clear_object (&self->clock);
  g_free (self->title);
  G_OBJECT_CLASS (cs_desk_parent_class)->finalize (object);
}

static void
cs_desk_class_init (CsDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cs_desk_get_property;
  object_class->dispose = cs_desk_dispose;
  object_class->finalize = cs_desk_finalize;

  /**
   * CsDesk:title:
   *
   * The show's name.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  /**
   * CsDesk:rehearsal:
   *
   * Whether this show was ever fed by a recording: "REHEARSAL" stands on everything.
   */
  properties[PROP_REHEARSAL] = g_param_spec_boolean ("rehearsal", NULL, NULL, FALSE, flags);
  /**
   * CsDesk:trouble: (nullable)
   *
   * A sentence that says why posts are not being saved, that the show file is damaged or why there is no copy of it, or
   * %NULL while all is well.
   */
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  /**
   * CsDesk:words: (type GStrv)
   *
   * The words that a hint tells of.
   */
  properties[PROP_WORDS] = g_param_spec_boxed ("words", NULL, NULL, G_TYPE_STRV, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_desk_init (CsDesk *self)
{
  /* A test must not open a real camera. */
  g_autoptr (CsDeviceList) devices = cs_device_list_new (g_getenv ("COULISSES_DEVICE_CLASS"));

  self->capture = cs_capture_new (devices);
  self->secrets = cs_secrets_new ();
  self->sources = g_list_store_new (CS_TYPE_SOURCE);
  self->configs = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_source_config_free);
  self->official = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_account_unref);
}

/* Once a rehearsal, always one: the mark must not come off a show that holds invented posts. */
void
cs_desk_set_rehearsal (CsDesk *self)
{
  if (self->rehearsal)
    return;
  self->rehearsal = TRUE;
  g_object_set (self->output, "rehearsal", TRUE, NULL);
  cs_desk_live_set_rehearsal (self->live, TRUE);
  cs_store_set_setting_async (self->store, "rehearsal", g_variant_new_boolean (TRUE), NULL, NULL, NULL);
  cs_contest_desk_set_rehearsal (self->contest, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REHEARSAL]);
}

/**
 * cs_desk_new:
 * @clock: the time
 *
 * Returns: (transfer full): a desk without a show, dark; main thread only
 */
CsDesk *
cs_desk_new (CsClock *clock)
{
  CsDesk *self = g_object_new (CS_TYPE_DESK, NULL);

  self->clock = g_object_ref (clock);
  self->output = cs_output_server_new (clock);
  g_signal_connect_object (self->output, "dark", G_CALLBACK (cs_desk_dark_cb), self, 0);
  g_signal_connect_object (self->output, "command", G_CALLBACK (cs_desk_command_cb), self, 0);
  self->guard = cs_air_guard_new (self->output);
  self->live = cs_desk_live_new (clock, self->secrets, self->capture);
  self->picture = cs_live_picture_new (self->live);
  self->titler = cs_desk_titler_new (self->output,
                                       cs_broadcast_get_titler (cs_desk_live_get_broadcast (self->live)));
  g_signal_connect (self, "notify::title", G_CALLBACK (cs_desk_tell_titler), NULL);
  g_signal_connect (self, "notify::rehearsal", G_CALLBACK (cs_desk_tell_titler), NULL);
  cs_desk_make_page (self);
  cs_desk_make_replays (self);
  self->beat_id = g_timeout_add (BEAT_MS, beat_cb, self);
  return self;
}

/**
 * cs_desk_set_seen_pictures:
 * @self: a desk without a show
 * @seen: takes note of the pictures that are shown to those who decide: no other goes into the picture of a broadcast
 */
void
cs_desk_set_seen_pictures (CsDesk         *self,
                           CsSeenPictures *seen)
{
  g_return_if_fail (CS_IS_DESK (self));

  cs_desk_titler_set_seen (self->titler, seen);
}

/**
 * cs_desk_get_clock:
 * @self: a desk
 *
 * Returns: (transfer none): the time
 */
CsClock *
cs_desk_get_clock (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->clock;
}

/**
 * cs_desk_get_store:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the open show file
 */
CsStore *
cs_desk_get_store (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->store;
}

/**
 * cs_desk_get_triage:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the verbs of triage
 */
CsTriage *
cs_desk_get_triage (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->triage;
}

/**
 * cs_desk_get_program:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the program
 */
CsProgram *
cs_desk_get_program (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->program;
}

/**
 * cs_desk_get_rundown:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the slots of the show
 */
CsRundown *
cs_desk_get_rundown (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->rundown;
}

/**
 * cs_desk_get_output:
 * @self: a desk
 *
 * Returns: (transfer none): the output server
 */
CsOutputServer *
cs_desk_get_output (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->output;
}

/**
 * cs_desk_get_secrets:
 * @self: a desk
 *
 * Returns: (transfer none): the keyring
 */
CsSecrets *
cs_desk_get_secrets (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->secrets;
}

/**
 * cs_desk_get_capture:
 * @self: a desk
 *
 * Returns: (transfer none): camera and microphone; whoever shows them starts them
 */
CsCapture *
cs_desk_get_capture (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->capture;
}

/**
 * cs_desk_get_live:
 * @self: a desk
 *
 * Returns: (transfer none): the show's broadcasts
 */
CsDeskLive *
cs_desk_get_live (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->live;
}

/**
 * cs_desk_get_sources:
 * @self: a desk
 *
 * Returns: (transfer none) (type Gio.ListModel(Cs.Source)): the sources, in the order in which they were added
 */
GListModel *
cs_desk_get_sources (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return G_LIST_MODEL (self->sources);
}

/**
 * cs_desk_get_title:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): the show's name
 */
const char *
cs_desk_get_title (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->title;
}

/**
 * cs_desk_set_title:
 * @self: an open desk
 * @title: the show's name
 */
void
cs_desk_set_title (CsDesk     *self,
                   const char *title)
{
  g_return_if_fail (CS_IS_DESK (self) && self->store != NULL && title != NULL);

  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  cs_store_set_setting_async (self->store, "title", g_variant_new_string (title), NULL, NULL, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * cs_desk_get_rehearsal:
 * @self: a desk
 *
 * Returns: whether "REHEARSAL" stands on everything
 */
gboolean
cs_desk_get_rehearsal (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), FALSE);

  return self->rehearsal;
}

/**
 * cs_desk_get_counts:
 * @self: an open desk
 *
 * Returns: (transfer none): what the tabs count, as of the last change
 */
const CsCounts *
cs_desk_get_counts (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self) && self->store != NULL, NULL);

  cs_store_get_counts (self->store, &self->counts);
  return &self->counts;
}

/**
 * cs_desk_get_n_waiting:
 * @self: a desk
 *
 * Returns: how many events the sources have reported that are not on disk yet
 */
guint
cs_desk_get_n_waiting (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), 0);

  return self->ferry != NULL ? cs_ferry_get_n_waiting (self->ferry) : 0;
}

/**
 * cs_desk_get_flow:
 * @self: a desk
 * @flow: (out): how the show file keeps up with what arrives; zero without a show
 */
void
cs_desk_get_flow (CsDesk *self,
                  CsFlow *flow)
{
  g_return_if_fail (CS_IS_DESK (self));

  *flow = (CsFlow) { 0 };
  if (self->ferry != NULL)
    cs_ferry_get_flow (self->ferry, flow);
}

/**
 * cs_desk_get_trouble:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): why posts are not being saved, what is wrong with the show file, or why there is
 *   no copy of it; %NULL while all is well
 */
const char *
cs_desk_get_trouble (CsDesk *self)
{
  const char *trouble;

  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  trouble = self->store != NULL ? cs_store_get_trouble (self->store) : NULL;
  if (trouble == NULL && self->ferry != NULL)
    trouble = cs_ferry_get_trouble (self->ferry);
  return trouble == NULL && self->keeper != NULL ? cs_keeper_get_trouble (self->keeper) : trouble;
}

/**
 * cs_desk_find_hints:
 * @self: a desk
 * @entry: a post as the show file has it
 *
 * Returns: (transfer full) (element-type CsHint): why it deserves a second look, most serious first
 */
GPtrArray *
cs_desk_find_hints (CsDesk        *self,
                    const CsEntry *entry)
{
  CsHintRules rules = { self->official, self->words, 0 };

  g_return_val_if_fail (CS_IS_DESK (self) && entry != NULL, NULL);

  rules.now_us = cs_clock_now_us (self->clock);
  return cs_hints_find (entry, &rules);
}

/**
 * cs_desk_clear:
 * @self: a desk
 *
 * Empties everything at once. The outputs first: nothing here waits for the store or the network.
 */
void
cs_desk_clear (CsDesk *self)
{
  g_return_if_fail (CS_IS_DESK (self));

  cs_output_server_clear (self->output);
  if (self->program != NULL)
    cs_program_clear (self->program);
}
