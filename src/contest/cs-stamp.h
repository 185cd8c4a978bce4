/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-digest.h"

G_BEGIN_DECLS

/* A time stamp of a seal's fingerprint by a third party, RFC 3161. */

#define CS_STAMP_MAX_BYTES (64 * 1024)
#define CS_STAMP_DEADLINE_MS 10000
#define CS_STAMP_REQUEST_TYPE "application/timestamp-query"

/**
 * CsStampTrust:
 * @CS_STAMP_SIGNED: whole and signed by the certificate inside it, which nobody here knows
 * @CS_STAMP_TRUSTED: signed by an authority that the reader named
 *
 * How far a time stamp was checked.
 */
typedef enum {
  CS_STAMP_SIGNED,
  CS_STAMP_TRUSTED,
} CsStampTrust;

typedef struct _CsStamp CsStamp;

/**
 * CsStamp:
 * @time_s: when the authority saw the fingerprint, seconds since 1970 UTC
 * @authority: who signed, by the certificate's own words
 * @serial: the stamp's number, in hexadecimal digits
 * @trust: how far it was checked
 *
 * A time stamp that names the fingerprint it was asked for.
 */
struct _CsStamp {
  gint64 time_s;
  char *authority;
  char *serial;
  CsStampTrust trust;
};

GBytes *cs_stamp_request_new (const char *digest,
                              GError    **error) G_GNUC_WARN_UNUSED_RESULT;
CsStamp *cs_stamp_read (GBytes     *response,
                        GBytes     *request,
                        const char *digest,
                        GBytes     *authorities,
                        GError    **error) G_GNUC_WARN_UNUSED_RESULT;
guint cs_stamp_count_authorities (GBytes *authorities);
void cs_stamp_free (CsStamp *self);
char *cs_stamp_describe (const CsStamp *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsStamp, cs_stamp_free)

G_END_DECLS
