/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-desk-private.h"

#include "cs-draw-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
add (CsContestDesk *self,
     const char    *seal,
     const char    *type,
     gint64         time_s,
     const char    *reference,
     const char    *token)
{
  const CsContestProof proof = { g_strdup (seal), g_strdup (type), time_s, g_strdup (reference), g_strdup (token) };

  g_array_append_val (self->proofs, proof);
}

void
cs_contest_desk_load_proofs (CsContestDesk *self,
                             GVariant      *value)
{
  const char *seal, *type, *reference, *token;
  GVariantIter iter;
  gint64 time_s;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(&s&sx&sm&s)", &seal, &type, &time_s, &reference, &token))
    add (self, seal, type, time_s, reference, token);
}

/* What was proven of the seal that is taken up again. */
void
cs_contest_desk_restore_proofs (CsContestDesk *self)
{
  const CsSeal *seal = cs_draw_get_seal (self->draw);

  for (guint i = 0; seal != NULL && i < self->proofs->len; i++) {
    const CsContestProof *proof = &g_array_index (self->proofs, CsContestProof, i);

    if (strcmp (proof->seal, seal->digest) == 0)
      cs_draw_add_proof (self->draw, proof->type, proof->time_s, proof->reference, proof->token);
  }
}

static GVariant *
proofs_to_variant (CsContestDesk *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (CS_CONTEST_PROOFS_TYPE));
  for (guint i = 0; i < self->proofs->len; i++) {
    const CsContestProof *proof = &g_array_index (self->proofs, CsContestProof, i);

    g_variant_builder_add (&builder, "(ssxsms)", proof->seal, proof->type, proof->time_s, proof->reference, proof->token);
  }
  return g_variant_builder_end (&builder);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsContestDesk *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (cs_store_set_setting_finish (CS_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  cs_contest_desk_changed (self);
}

static gboolean
is_type (const char *type)
{
  static const char *const types[] = { "rfc3161", "publication", "witness", "broadcast", NULL };

  return g_strv_contains (types, type);
}

/**
 * cs_contest_desk_add_proof_async:
 * @self: a desk of contests with a seal
 * @type: rfc3161, publication, witness or broadcast
 * @time_s: dated, seconds since 1970 UTC
 * @reference: where it can be looked at
 * @token: (nullable): a time stamp, in base64
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is in the show file
 * @user_data: for @callback
 *
 * Keeps a proof that the fingerprint was public before the value, for the certificate.
 */
void
cs_contest_desk_add_proof_async (CsContestDesk      *self,
                                 const char         *type,
                                 gint64              time_s,
                                 const char         *reference,
                                 const char         *token,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  const CsSeal *seal;

  g_return_if_fail (CS_IS_CONTEST_DESK (self) && type != NULL && reference != NULL);

  task = cs_contest_desk_task_new (self, cs_contest_desk_add_proof_async, cancellable, callback, user_data);
  seal = cs_draw_get_seal (self->draw);
  if (self->only_look || seal == NULL || seal->rehearsal || !is_type (type)) {
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, "%s", _("Nothing is sealed."));
    return;
  }
  add (self, seal->digest, type, time_s, reference, token);
  cs_draw_add_proof (self->draw, type, time_s, reference, token);
  cs_store_set_setting_async (self->store, CS_CONTEST_KEY_PROOFS, proofs_to_variant (self), NULL, kept_cb,
                              g_steal_pointer (&task));
}

/**
 * cs_contest_desk_add_proof_finish:
 * @self: a desk of contests
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether the proof is on disk
 */
gboolean
cs_contest_desk_add_proof_finish (CsContestDesk *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
