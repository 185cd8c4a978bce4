/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-reveal.h"

#include "cs-account.h"
#include "cs-text.h"

#include <string.h>

G_DEFINE_INTERFACE (CsReveal, cs_reveal, G_TYPE_OBJECT)

static void
cs_reveal_default_init (CsRevealInterface *iface)
{
}

/**
 * cs_reveal_get_phase:
 * @self: a draw or clue contest
 *
 * Returns: how far it is; a clue contest knows %CS_DRAW_IDLE, %CS_DRAW_SEALED, %CS_DRAW_REVEALING and %CS_DRAW_DONE
 */
CsDrawPhase
cs_reveal_get_phase (CsReveal *self)
{
  return CS_REVEAL_GET_IFACE (self)->get_phase (self);
}

/**
 * cs_reveal_get_setup:
 * @self: a draw or clue contest
 *
 * Returns: (transfer none) (nullable): the contest as it was sealed
 */
const CsContestSetup *
cs_reveal_get_setup (CsReveal *self)
{
  return CS_REVEAL_GET_IFACE (self)->get_setup (self);
}

/**
 * cs_reveal_get_name:
 * @self: a draw or clue contest
 *
 * Returns: (transfer none) (nullable): its short name
 */
const char *
cs_reveal_get_name (CsReveal *self)
{
  return CS_REVEAL_GET_IFACE (self)->get_name (self);
}

/**
 * cs_reveal_get_rehearsal:
 * @self: a draw or clue contest
 *
 * Returns: whether it counts for nothing
 */
gboolean
cs_reveal_get_rehearsal (CsReveal *self)
{
  return CS_REVEAL_GET_IFACE (self)->get_rehearsal (self);
}

/**
 * cs_reveal_get_n_winners:
 * @self: a draw or clue contest
 *
 * Returns: how many win, once that is known
 */
guint
cs_reveal_get_n_winners (CsReveal *self)
{
  return CS_REVEAL_GET_IFACE (self)->get_n_winners (self);
}

/**
 * cs_reveal_get_n_named:
 * @self: a draw or clue contest
 *
 * Returns: how many win or are alternates, once that is known
 */
guint
cs_reveal_get_n_named (CsReveal *self)
{
  return CS_REVEAL_GET_IFACE (self)->get_n_named (self);
}

/**
 * cs_reveal_get_n_revealed:
 * @self: a draw or clue contest
 *
 * Returns: how many winners were shown
 */
guint
cs_reveal_get_n_revealed (CsReveal *self)
{
  return CS_REVEAL_GET_IFACE (self)->get_n_revealed (self);
}

/**
 * cs_reveal_dup_id:
 * @self: a draw or clue contest
 * @rank: from 1
 *
 * Returns: (transfer full) (nullable): who has that rank, in clear; %NULL as long as it is not revealed
 */
char *
cs_reveal_dup_id (CsReveal *self,
                  guint     rank)
{
  return CS_REVEAL_GET_IFACE (self)->dup_id (self, rank);
}

/**
 * cs_reveal_dup_person:
 * @self: a draw or clue contest
 * @people: (nullable) (element-type utf8 CsAccount): accounts by their id
 * @rank: from 1
 * @handle: (out) (transfer full) (nullable): what the account is called, with its sign, when it has a name as well
 *
 * Returns: (transfer full) (nullable): who has that rank, safe to show; %NULL as long as it is not revealed
 */
char *
cs_reveal_dup_person (CsReveal   *self,
                      GHashTable *people,
                      guint       rank,
                      char      **handle)
{
  g_autofree char *id = cs_reveal_dup_id (self, rank);
  const CsAccount *account = id != NULL && people != NULL ? g_hash_table_lookup (people, id) : NULL;
  g_autofree char *name = account != NULL && account->name != NULL ? cs_text_clean (account->name, CS_TEXT_NAME) : NULL;
  const char *colon = id != NULL ? strchr (id, ':') : NULL;
  g_autofree char *raw = id != NULL ? g_strconcat ("@", colon != NULL ? colon + 1 : id, NULL) : NULL;
  g_autofree char *at = raw != NULL ? cs_text_clean (raw, CS_TEXT_HANDLE) : NULL;

  *handle = NULL;
  if (name == NULL || *name == '\0')
    return g_steal_pointer (&at);
  *handle = g_steal_pointer (&at);
  return g_steal_pointer (&name);
}

/**
 * cs_reveal_next:
 * @self: a draw or clue contest in phase %CS_DRAW_REVEALING
 *
 * Shows one winner more, from the last rank to the first.
 *
 * Returns: the rank that may be shown now, or 0 when all have been
 */
guint
cs_reveal_next (CsReveal *self)
{
  return CS_REVEAL_GET_IFACE (self)->reveal_next (self);
}

/**
 * cs_reveal_end:
 * @self: a draw or clue contest in phase %CS_DRAW_REVEALING
 *
 * From now on names may stand in lists, files and logs.
 */
void
cs_reveal_end (CsReveal *self)
{
  CS_REVEAL_GET_IFACE (self)->end_reveal (self);
}

/**
 * cs_reveal_list_events:
 * @self: a draw or clue contest
 *
 * Returns: (transfer full) (element-type CsDrawEvent): who gave a prize up, in order
 */
GPtrArray *
cs_reveal_list_events (CsReveal *self)
{
  return CS_REVEAL_GET_IFACE (self)->list_events (self);
}

/**
 * cs_reveal_make_view:
 * @self: a draw or clue contest
 * @people: (nullable) (element-type utf8 CsAccount): accounts by their id; whoever is not there is shown by the handle
 *
 * Returns: (transfer full): what an audience may see now
 */
CsStageView *
cs_reveal_make_view (CsReveal   *self,
                     GHashTable *people)
{
  return CS_REVEAL_GET_IFACE (self)->make_view (self, people);
}

/**
 * cs_reveal_dup_folder:
 * @self: a draw or clue contest
 *
 * Returns: (transfer full) (nullable): where what is published of it belongs
 */
char *
cs_reveal_dup_folder (CsReveal *self)
{
  return CS_REVEAL_GET_IFACE (self)->dup_folder (self);
}

/**
 * cs_reveal_void_async:
 * @self: a draw or clue contest with a seal
 * @reason: why, on one line; it stays public for ever
 * @callback: called when it is in the journal
 * @user_data: for @callback
 *
 * Declares the seal void: the only way out of it.
 */
void
cs_reveal_void_async (CsReveal           *self,
                      const char         *reason,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  CS_REVEAL_GET_IFACE (self)->void_async (self, reason, callback, user_data);
}

/**
 * cs_reveal_replace_async:
 * @self: a draw or clue contest with a result
 * @rank: who gives a prize up
 * @disqualified: the rules take it, not the winner's own will
 * @code: why
 * @callback: called when it is in the journal
 * @user_data: for @callback
 *
 * Gives the prize to the next rank.
 */
void
cs_reveal_replace_async (CsReveal           *self,
                         guint               rank,
                         gboolean            disqualified,
                         const char         *code,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  CS_REVEAL_GET_IFACE (self)->replace_async (self, rank, disqualified, code, callback, user_data);
}

/**
 * cs_reveal_export_async:
 * @self: a draw or clue contest in phase %CS_DRAW_DONE
 * @details: (nullable): what people tell
 * @languages: (array zero-terminated=1): "fr", "en"
 * @folder: where; an earlier revision there is replaced, anything else is not
 * @callback: called when the whole record is on disk
 * @user_data: for @callback
 */
void
cs_reveal_export_async (CsReveal              *self,
                        const CsRecordDetails *details,
                        const char *const     *languages,
                        const char            *folder,
                        GAsyncReadyCallback    callback,
                        gpointer               user_data)
{
  CS_REVEAL_GET_IFACE (self)->export_async (self, details, languages, folder, callback, user_data);
}

/**
 * cs_reveal_finish:
 * @self: a draw or clue contest
 * @result: from the callback of any of its calls here
 * @error: return location
 *
 * Returns: whether it was done
 */
gboolean
cs_reveal_finish (CsReveal     *self,
                  GAsyncResult *result,
                  GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
