/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-private.h"

static CsDrawPhase
get_phase (CsReveal *self)
{
  switch (cs_clue_get_phase (CS_CLUE (self))) {
  case CS_CLUE_SEALED:
    return CS_DRAW_SEALED;
  case CS_CLUE_REVEALING:
    return CS_DRAW_REVEALING;
  case CS_CLUE_DONE:
    return CS_DRAW_DONE;
  case CS_CLUE_IDLE:
  default:
    return CS_DRAW_IDLE;
  }
}

static const CsContestSetup *
get_setup (CsReveal *self)
{
  return cs_clue_get_setup (CS_CLUE (self));
}

static const char *
get_name (CsReveal *self)
{
  const CsClueSeal *seal = cs_clue_get_seal (CS_CLUE (self));

  return seal != NULL ? seal->contest : NULL;
}

static gboolean
get_rehearsal (CsReveal *self)
{
  const CsClueSeal *seal = cs_clue_get_seal (CS_CLUE (self));

  return seal != NULL && seal->rehearsal;
}

static guint
get_n_winners (CsReveal *self)
{
  return cs_clue_get_n_winners (CS_CLUE (self));
}

static guint
get_n_named (CsReveal *self)
{
  return cs_clue_get_n_named (CS_CLUE (self));
}

static guint
get_n_revealed (CsReveal *self)
{
  return cs_clue_get_n_revealed (CS_CLUE (self));
}

static char *
dup_id (CsReveal *self,
        guint     rank)
{
  const CsClueEntry *entry = cs_clue_get_entry (CS_CLUE (self), rank);

  return entry != NULL ? g_strdup (entry->id) : NULL;
}

static guint
reveal_next (CsReveal *self)
{
  return cs_clue_reveal_next (CS_CLUE (self));
}

static void
end_reveal (CsReveal *self)
{
  cs_clue_end_reveal (CS_CLUE (self));
}

static GPtrArray *
list_events (CsReveal *self)
{
  return cs_clue_list_events (CS_CLUE (self));
}

static CsStageView *
make_view (CsReveal   *self,
           GHashTable *people)
{
  return cs_clue_make_view (CS_CLUE (self), people);
}

static char *
dup_folder (CsReveal *self)
{
  return cs_clue_dup_folder (CS_CLUE (self));
}

static void
void_async (CsReveal           *self,
            const char         *reason,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  cs_clue_void_async (CS_CLUE (self), reason, NULL, callback, user_data);
}

static void
replace_async (CsReveal           *self,
               guint               rank,
               gboolean            disqualified,
               const char         *code,
               GAsyncReadyCallback callback,
               gpointer            user_data)
{
  cs_clue_replace_async (CS_CLUE (self), rank, disqualified, code, NULL, callback, user_data);
}

static void
export_async (CsReveal              *self,
              const CsRecordDetails *details,
              const char *const     *languages,
              const char            *folder,
              GAsyncReadyCallback    callback,
              gpointer               user_data)
{
  cs_clue_export_async (CS_CLUE (self), details, languages, folder, NULL, callback, user_data);
}

void
cs_clue_reveal_init (CsRevealInterface *iface)
{
  iface->get_phase = get_phase;
  iface->get_setup = get_setup;
  iface->get_name = get_name;
  iface->get_rehearsal = get_rehearsal;
  iface->get_n_winners = get_n_winners;
  iface->get_n_named = get_n_named;
  iface->get_n_revealed = get_n_revealed;
  iface->dup_id = dup_id;
  iface->reveal_next = reveal_next;
  iface->end_reveal = end_reveal;
  iface->list_events = list_events;
  iface->make_view = make_view;
  iface->dup_folder = dup_folder;
  iface->void_async = void_async;
  iface->replace_async = replace_async;
  iface->export_async = export_async;
}
