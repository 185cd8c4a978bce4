/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-private.h"

#include "cs-draw-export.h"
#include "cs-draw-view.h"
#include "cs-prize-events.h"

static CsDrawPhase
get_phase (CsReveal *self)
{
  return cs_draw_get_phase (CS_DRAW (self));
}

static const CsContestSetup *
get_setup (CsReveal *self)
{
  return cs_draw_get_setup (CS_DRAW (self));
}

static const char *
get_name (CsReveal *self)
{
  const CsSeal *seal = cs_draw_get_seal (CS_DRAW (self));

  return seal != NULL ? seal->draw : NULL;
}

static gboolean
get_rehearsal (CsReveal *self)
{
  const CsSeal *seal = cs_draw_get_seal (CS_DRAW (self));

  return seal != NULL && seal->rehearsal;
}

static guint
get_n_winners (CsReveal *self)
{
  return cs_draw_get_n_winners (CS_DRAW (self));
}

static guint
get_n_named (CsReveal *self)
{
  CsRanking *ranking = cs_draw_get_ranking (CS_DRAW (self));

  return ranking != NULL ? (guint) cs_ranking_get_n_named (ranking) : 0;
}

static guint
get_n_revealed (CsReveal *self)
{
  return cs_draw_get_n_revealed (CS_DRAW (self));
}

static char *
dup_id (CsReveal *self,
        guint     rank)
{
  return cs_draw_dup_name (CS_DRAW (self), rank);
}

static guint
reveal_next (CsReveal *self)
{
  return cs_draw_reveal_next (CS_DRAW (self));
}

static void
end_reveal (CsReveal *self)
{
  cs_draw_end_reveal (CS_DRAW (self));
}

static GPtrArray *
list_events (CsReveal *reveal)
{
  CsDraw *self = CS_DRAW (reveal);
  g_autoptr (CsCertificate) certificate = cs_certificate_new ();

  if (self->seal == NULL || self->seal->rehearsal || self->journal == NULL)
    return cs_prize_events_new ();
  cs_draw_journal_fill (self->journal, self->seal_index, certificate);
  return g_ptr_array_ref (certificate->events);
}

static CsStageView *
make_view (CsReveal   *self,
           GHashTable *people)
{
  return cs_draw_make_view (CS_DRAW (self), people);
}

static char *
dup_folder (CsReveal *self)
{
  return cs_draw_dup_export_folder (CS_DRAW (self));
}

static void
void_async (CsReveal           *self,
            const char         *reason,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  cs_draw_void_async (CS_DRAW (self), reason, NULL, callback, user_data);
}

static void
replace_async (CsReveal           *self,
               guint               rank,
               gboolean            disqualified,
               const char         *code,
               GAsyncReadyCallback callback,
               gpointer            user_data)
{
  cs_draw_replace_async (CS_DRAW (self), rank, disqualified, code, NULL, callback, user_data);
}

static void
export_async (CsReveal              *self,
              const CsRecordDetails *details,
              const char *const     *languages,
              const char            *folder,
              GAsyncReadyCallback    callback,
              gpointer               user_data)
{
  cs_draw_export_async (CS_DRAW (self), details, languages, folder, NULL, callback, user_data);
}

void
cs_draw_reveal_init (CsRevealInterface *iface)
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
