/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-desk-private.h"

#include "cs-time-stamper.h"

#include <string.h>

/* After a failure; the seal waits for its round in the meantime, and for nothing else. */
#define AGAIN_S 5

static const CsContestProof *
find_stamp (CsContestDesk *self,
            const CsSeal  *seal)
{
  for (guint i = 0; i < self->proofs->len; i++) {
    const CsContestProof *proof = &g_array_index (self->proofs, CsContestProof, i);

    if (strcmp (proof->seal, seal->digest) == 0 && strcmp (proof->type, "rfc3161") == 0)
      return proof;
  }
  return NULL;
}

/* What is dated later than the round proves nothing. */
static gboolean
is_in_time (CsContestDesk *self,
            const CsSeal  *seal)
{
  return seal->round == 0 || cs_clock_now_us (self->clock) < seal->round_s * G_USEC_PER_SEC;
}

static gboolean
is_due (CsContestDesk *self)
{
  const CsSeal *seal = cs_draw_get_seal (self->draw);
  CsDrawPhase phase = cs_draw_get_phase (self->draw);

  return self->authority != NULL && self->open && !self->stopped && !self->only_look && seal != NULL && !seal->rehearsal &&
         (phase == CS_DRAW_SEALED || phase == CS_DRAW_ROLLING) && find_stamp (self, seal) == NULL &&
         is_in_time (self, seal);
}

static gboolean
again_cb (gpointer data)
{
  CsContestDesk *self = data;

  self->stamp_again_id = 0;
  cs_contest_desk_stamp (self);
  return G_SOURCE_REMOVE;
}

static void
tell_trouble (CsContestDesk *self,
              const char    *trouble)
{
  g_free (self->stamp_trouble);
  self->stamp_trouble = g_strdup (trouble);
  cs_draw_tell_stamp (self->draw, self->authority, trouble);
  if (trouble != NULL && is_due (self))
    self->stamp_again_id = g_timeout_add_seconds (AGAIN_S, again_cb, self);
  cs_contest_desk_changed (self);
}

/* A seal may have been declared void, and another made, while the authority was thinking. */
static void
stamped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (CsContestDesk) self = data;
  g_autoptr (GBytes) response = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsStamp) stamp = cs_time_stamp_finish (result, &response, &error);
  const CsSeal *seal = self->stopped ? NULL : cs_draw_get_seal (self->draw);
  gboolean same = seal != NULL && g_strcmp0 (self->stamping, seal->digest) == 0;
  g_autofree char *reference = NULL;
  g_autofree char *token = NULL;

  g_clear_pointer (&self->stamping, g_free);
  g_clear_object (&self->stamp_cancellable);
  if (!same) {
    if (!self->stopped)
      cs_contest_desk_stamp (self);
    return;
  }
  if (stamp == NULL) {
    tell_trouble (self, error->message);
    return;
  }
  reference = cs_stamp_describe (stamp);
  token = g_base64_encode (g_bytes_get_data (response, NULL), g_bytes_get_size (response));
  tell_trouble (self, NULL);
  cs_contest_desk_add_proof_async (self, "rfc3161", stamp->time_s, reference, token, NULL, NULL, NULL);
}

/* Asks the authority once a seal has none of its stamps; called whenever that may have become so. */
void
cs_contest_desk_stamp (CsContestDesk *self)
{
  if (!is_due (self) || self->stamping != NULL || self->stamp_again_id != 0)
    return;
  self->stamping = g_strdup (cs_draw_get_seal (self->draw)->digest);
  self->stamp_cancellable = g_cancellable_new ();
  cs_time_stamp_async (self->authority, self->stamping, self->authority_certificates, self->stamp_cancellable, stamped_cb,
                       g_object_ref (self));
  cs_contest_desk_changed (self);
}

void
cs_contest_desk_stop_stamping (CsContestDesk *self)
{
  g_clear_handle_id (&self->stamp_again_id, g_source_remove);
  if (self->stamp_cancellable != NULL)
    g_cancellable_cancel (self->stamp_cancellable);
}

static void
set (CsContestDesk *self,
     const char    *url,
     GBytes        *certificates)
{
  g_free (self->authority);
  self->authority = url != NULL && *url != '\0' ? g_strdup (url) : NULL;
  g_clear_pointer (&self->authority_certificates, g_bytes_unref);
  self->authority_certificates = certificates != NULL ? g_bytes_ref (certificates) : NULL;
  g_clear_handle_id (&self->stamp_again_id, g_source_remove);
}

void
cs_contest_desk_load_authority (CsContestDesk *self,
                                GVariant      *value)
{
  const char *url, *pem;
  g_autoptr (GBytes) certificates = NULL;

  g_variant_get (value, "(&s&s)", &url, &pem);
  if (*pem != '\0')
    certificates = g_bytes_new (pem, strlen (pem));
  set (self, url, certificates);
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
  cs_contest_desk_stamp (self);
  cs_contest_desk_changed (self);
}

/**
 * cs_contest_desk_set_authority_async:
 * @self: a desk of contests
 * @url: (nullable): of a time-stamping authority, https; %NULL or "" for none
 * @certificates: (nullable): what its stamps have to come from, as PEM; kept without an authority too
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is in the show file
 * @user_data: for @callback
 *
 * From now on every seal is time-stamped as soon as it is made, and again while it waits if the authority cannot be
 * reached. A draw never waits for it.
 */
void
cs_contest_desk_set_authority_async (CsContestDesk      *self,
                                     const char         *url,
                                     GBytes             *certificates,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *pem = NULL;
  GError *error = NULL;

  g_return_if_fail (CS_IS_CONTEST_DESK (self));

  task = cs_contest_desk_task_new (self, cs_contest_desk_set_authority_async, cancellable, callback, user_data);
  if (!cs_contest_desk_may_write (self, task))
    return;
  if (url != NULL && *url != '\0' && !cs_time_stamp_check_url (url, &error)) {
    g_task_return_error (task, error);
    return;
  }
  set (self, url, certificates);
  /* What stands between certificates may be written in anything; settings are text. */
  if (certificates != NULL && g_bytes_get_size (certificates) > 0)
    pem = g_utf8_make_valid (g_bytes_get_data (certificates, NULL), g_bytes_get_size (certificates));
  cs_store_set_setting_async (self->store, CS_CONTEST_KEY_AUTHORITY,
                              g_variant_new (CS_CONTEST_AUTHORITY_TYPE, self->authority != NULL ? self->authority : "", pem != NULL ? pem : ""),
                              NULL, kept_cb,
                              g_steal_pointer (&task));
}

/**
 * cs_contest_desk_set_authority_finish:
 * @self: a desk of contests
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether it is in the show file
 */
gboolean
cs_contest_desk_set_authority_finish (CsContestDesk *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_contest_desk_get_authority:
 * @self: a desk of contests
 *
 * Returns: (transfer none) (nullable): the address of the time-stamping authority, if one is set
 */
const char *
cs_contest_desk_get_authority (CsContestDesk *self)
{
  return self->authority;
}

/**
 * cs_contest_desk_get_authority_certificates:
 * @self: a desk of contests
 *
 * Returns: (transfer none) (nullable): what stamps have to come from, as PEM; %NULL where that is not checked
 */
GBytes *
cs_contest_desk_get_authority_certificates (CsContestDesk *self)
{
  return self->authority_certificates;
}

/**
 * cs_contest_desk_get_stamping:
 * @self: a desk of contests
 *
 * Returns: whether the authority is being asked at this moment
 */
gboolean
cs_contest_desk_get_stamping (CsContestDesk *self)
{
  return self->stamping != NULL;
}

/**
 * cs_contest_desk_get_stamped:
 * @self: a desk of contests
 *
 * Returns: whether the current seal has a time stamp
 */
gboolean
cs_contest_desk_get_stamped (CsContestDesk *self)
{
  const CsSeal *seal = cs_draw_get_seal (self->draw);

  return seal != NULL && find_stamp (self, seal) != NULL;
}

/**
 * cs_contest_desk_get_stamp_trouble:
 * @self: a desk of contests
 *
 * Returns: (transfer none) (nullable): why the current seal has no time stamp yet, in a sentence; the printed record tells it
 */
const char *
cs_contest_desk_get_stamp_trouble (CsContestDesk *self)
{
  return self->stamp_trouble;
}

/**
 * cs_contest_desk_get_stamp:
 * @self: a desk of contests
 * @time_s: (out): when the authority saw the current seal, seconds since 1970 UTC
 *
 * Returns: (transfer none) (nullable): the authority and the stamp's number, or %NULL where there is no stamp
 */
const char *
cs_contest_desk_get_stamp (CsContestDesk *self,
                           gint64        *time_s)
{
  const CsSeal *seal = cs_draw_get_seal (self->draw);
  const CsContestProof *proof = seal != NULL ? find_stamp (self, seal) : NULL;

  *time_s = proof != NULL ? proof->time_s : 0;
  return proof != NULL ? proof->reference : NULL;
}

/**
 * cs_contest_desk_may_stamp:
 * @self: a desk of contests
 *
 * Returns: whether a stamp of the current seal can still be had, and would still prove something
 */
gboolean
cs_contest_desk_may_stamp (CsContestDesk *self)
{
  return is_due (self);
}

/**
 * cs_contest_desk_stamp_now:
 * @self: a desk of contests
 *
 * Asks the authority at once where there was trouble, not in a few seconds.
 */
void
cs_contest_desk_stamp_now (CsContestDesk *self)
{
  g_return_if_fail (CS_IS_CONTEST_DESK (self));

  g_clear_handle_id (&self->stamp_again_id, g_source_remove);
  cs_contest_desk_stamp (self);
}
