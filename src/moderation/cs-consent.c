/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-consent.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Nobody reads in less, and a hand that is on its way to a key does not stop in less. */
#define DEAD_TIME_US (300 * G_TIME_SPAN_MILLISECOND)

/* What stands between a press and an approval that nobody meant. Rejecting, holding and undoing never wait:
 * they put nothing on air. */
struct _CsConsent {
  gint64 asked_id; /* the post that was asked about; 0 for none */
  char *asked_version;
  gint64 asked_us;
};

static const CsHint *
find_look_alike (GPtrArray *hints)
{
  for (guint i = 0; i < hints->len; i++) {
    const CsHint *hint = hints->pdata[i];

    if (hint->kind == CS_HINT_LOOK_ALIKE)
      return hint;
  }
  return NULL;
}

static gboolean
was_asked (const CsConsent *self,
           const CsEntry   *shown,
           gint64           pressed_us)
{
  return self->asked_id == shown->id && strcmp (self->asked_version, shown->post->version) == 0 &&
         pressed_us - self->asked_us >= DEAD_TIME_US;
}

static void
forget (CsConsent *self)
{
  self->asked_id = 0;
  g_clear_pointer (&self->asked_version, g_free);
}

static void
remember (CsConsent     *self,
          const CsEntry *shown,
          gint64         now_us)
{
  if (self->asked_id == shown->id && strcmp (self->asked_version, shown->post->version) == 0)
    return;
  forget (self);
  self->asked_id = shown->id;
  self->asked_version = g_strdup (shown->post->version);
  self->asked_us = now_us;
}

/**
 * cs_consent_new:
 *
 * Returns: (transfer full): what one moderator was asked, for one thread
 */
CsConsent *
cs_consent_new (void)
{
  return g_new0 (CsConsent, 1);
}

/**
 * cs_consent_free:
 * @self: (transfer full): a consent
 */
void
cs_consent_free (CsConsent *self)
{
  forget (self);
  g_free (self);
}

/**
 * cs_consent_give:
 * @self: what this moderator was asked so far
 * @shown: the post as it is on screen
 * @hints: (element-type CsHint): why it deserves a second look
 * @edited_us: when this version took the place of another one of the same post on screen; 0 for never
 * @pressed_us: when the hand came down, on the same clock: one that never steps
 * @now_us: the time at which that is heard; later, when the desk was busy
 *
 * Somebody has pressed to approve. An edit that came under the hand is to be read first, and whoever looks like an
 * official account is approved by a second press.
 *
 * Returns: (transfer full) (nullable): a sentence that says why nothing is approved yet; %NULL when it may be
 */
char *
cs_consent_give (CsConsent     *self,
                 const CsEntry *shown,
                 GPtrArray     *hints,
                 gint64         edited_us,
                 gint64         pressed_us,
                 gint64         now_us)
{
  const CsHint *look_alike = find_look_alike (hints);

  if (edited_us != 0 && pressed_us - edited_us < DEAD_TIME_US)
    return g_strdup (_("The post was edited just now. Read it again, then decide."));
  if (look_alike == NULL || was_asked (self, shown, pressed_us)) {
    forget (self);
    return NULL;
  }
  remember (self, shown, now_us);
  /* Translators: "Looks like @show, but it is another account. Press again to approve it all the same." */
  return g_strdup_printf (_("%s, but it is another account. Press again to approve it all the same."), look_alike->fact);
}
