/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stamp.h"

#include "cs-config.h"
#include "cs-draw-error.h"
#include "cs-stamp-checker.h"

#include <glib/gi18n-lib.h>
#include <gmodule.h>

#define MODULE "coulisses-stamp." G_MODULE_SUFFIX

#ifndef CS_STAMP_INSIDE
static gpointer
load (gpointer data)
{
  const char *given = g_getenv ("COULISSES_STAMP");
  g_autofree char *path = given != NULL ? g_strdup (given) : g_build_filename (CS_MODULE_DIR, MODULE, NULL);
  GModule *module = g_module_open (path, G_MODULE_BIND_LOCAL);
  gpointer checker = NULL;

  if (module == NULL || !g_module_symbol (module, CS_STAMP_CHECKER_SYMBOL, &checker)) {
    g_message ("%s", g_module_error ());
    return NULL;
  }
  g_module_make_resident (module);
  return checker;
}
#endif

/* The module is loaded by the first who has a time stamp; most evenings have none. */
static const CsStampChecker *
get_checker (GError **error)
{
#ifdef CS_STAMP_INSIDE
  return &cs_stamp_checker;
#else
  static GOnce once = G_ONCE_INIT;
  const CsStampChecker *checker = g_once (&once, load, NULL);

  if (checker == NULL)
    cs_draw_refuse (error, CS_DRAW_ERROR_STAMP, "%s",
                    _("The part of Coulisses that reads time stamps is missing: run ./run again to install it."));
  return checker;
#endif
}

/**
 * cs_stamp_request_new:
 * @digest: a seal's fingerprint
 * @error: return location
 *
 * Makes what an authority is asked (RFC 3161, section 2.4.1): SHA-256, a random nonce, and its certificate in the answer.
 *
 * Returns: (transfer full) (nullable): the bytes to post, as application/timestamp-query; %NULL with @error set
 */
GBytes *
cs_stamp_request_new (const char *digest,
                      GError    **error)
{
  const CsStampChecker *checker = get_checker (error);

  return checker != NULL ? checker->make_request (digest, error) : NULL;
}

/**
 * cs_stamp_read:
 * @response: what an authority answered, a stranger's bytes
 * @request: (nullable): what it was asked; without it the nonce is not looked at
 * @digest: the fingerprint that it must name
 * @authorities: (nullable): certificates of authorities that the reader trusts, as PEM
 * @error: return location for %CS_DRAW_ERROR_STAMP, with a sentence
 *
 * Checks a time stamp: granted, of this fingerprint, of this request, whole, and signed by a certificate for time stamps;
 * with @authorities also who that certificate belongs to, as of the stamp's own time. Any thread.
 *
 * Returns: (transfer full) (nullable): the stamp, or %NULL with @error set
 */
CsStamp *
cs_stamp_read (GBytes     *response,
               GBytes     *request,
               const char *digest,
               GBytes     *authorities,
               GError    **error)
{
  const CsStampChecker *checker = get_checker (error);

  return checker != NULL ? checker->read (response, request, digest, authorities, error) : NULL;
}

/**
 * cs_stamp_count_authorities:
 * @authorities: certificates as PEM, a stranger's bytes
 *
 * Returns: how many certificates are in it; 0 where it is something else
 */
guint
cs_stamp_count_authorities (GBytes *authorities)
{
  const CsStampChecker *checker = get_checker (NULL);

  return checker != NULL ? checker->count_authorities (authorities) : 0;
}

/**
 * cs_stamp_free:
 * @self: (transfer full) (nullable): a stamp
 */
void
cs_stamp_free (CsStamp *self)
{
  if (self == NULL)
    return;
  g_free (self->authority);
  g_free (self->serial);
  g_free (self);
}

/**
 * cs_stamp_describe:
 * @self: a stamp
 *
 * Returns: (transfer full): the authority and the stamp's number, for the certificate
 */
char *
cs_stamp_describe (const CsStamp *self)
{
  return g_strdup_printf ("%s, %s", self->authority, self->serial);
}
