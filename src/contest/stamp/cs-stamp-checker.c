/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stamp-checker.h"

#include "cs-draw-error.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <string.h>
#include <sys/random.h>

#define NONCE_BYTES 8
#define WORDS_MAX 200

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_REQ, TS_REQ_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_RESP, TS_RESP_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_MSG_IMPRINT, TS_MSG_IMPRINT_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_VERIFY_CTX, TS_VERIFY_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_ALGOR, X509_ALGOR_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE, X509_STORE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_INTEGER, ASN1_INTEGER_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  const char *reason = ERR_reason_error_string (ERR_peek_last_error ());

  if (reason != NULL)
    cs_draw_refuse (error, CS_DRAW_ERROR_STAMP, "%s (%s)", sentence, reason);
  else
    cs_draw_refuse (error, CS_DRAW_ERROR_STAMP, "%s", sentence);
  ERR_clear_error ();
  return FALSE;
}

static gboolean
set_digest (TS_REQ     *request,
            const char *digest)
{
  g_autoptr (TS_MSG_IMPRINT) imprint = TS_MSG_IMPRINT_new ();
  g_autoptr (X509_ALGOR) algorithm = X509_ALGOR_new ();
  guint8 bytes[CS_DIGEST_BYTES];

  if (!cs_digest_read_hex (digest, CS_DIGEST_BYTES, bytes))
    return FALSE;
  return X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_sha256), V_ASN1_NULL, NULL) == 1 &&
         TS_MSG_IMPRINT_set_algo (imprint, algorithm) == 1 && TS_MSG_IMPRINT_set_msg (imprint, bytes, sizeof bytes) == 1 &&
         TS_REQ_set_version (request, 1) == 1 && TS_REQ_set_msg_imprint (request, imprint) == 1;
}

static gboolean
set_nonce (TS_REQ *request)
{
  guint8 bytes[NONCE_BYTES];
  g_autoptr (BIGNUM) number = NULL;
  g_autoptr (ASN1_INTEGER) nonce = NULL;

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    return FALSE;
  bytes[0] |= 1; /* never zero */
  number = BN_bin2bn (bytes, sizeof bytes, NULL);
  nonce = BN_to_ASN1_INTEGER (number, NULL);
  return nonce != NULL && TS_REQ_set_nonce (request, nonce) == 1;
}

static GBytes *
make_request (const char *digest,
              GError    **error)
{
  g_autoptr (TS_REQ) request = TS_REQ_new ();
  unsigned char *der = NULL;
  int length;
  GBytes *bytes;

  ERR_clear_error ();
  if (!set_digest (request, digest) || !set_nonce (request) || TS_REQ_set_cert_req (request, 1) != 1 ||
      (length = i2d_TS_REQ (request, &der)) <= 0) {
    refuse (error, _("A time stamp cannot be asked for on this machine."));
    return NULL;
  }
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  return bytes;
}

static TS_RESP *
parse (GBytes  *response,
       GError **error)
{
  gsize length;
  const unsigned char *data = g_bytes_get_data (response, &length), *end = data;
  TS_RESP *parsed = length > 0 && length <= CS_STAMP_MAX_BYTES ? d2i_TS_RESP (NULL, &end, (long) length) : NULL;

  if (parsed != NULL && end == data + length)
    return parsed;
  TS_RESP_free (parsed);
  refuse (error, _("The answer is not a time stamp."));
  return NULL;
}

/* The authority's own words, which are a stranger's. */
static char *
read_words (TS_STATUS_INFO *info)
{
  const STACK_OF (ASN1_UTF8STRING) *words = TS_STATUS_INFO_get0_text (info);
  const ASN1_UTF8STRING *first = sk_ASN1_UTF8STRING_num (words) > 0 ? sk_ASN1_UTF8STRING_value (words, 0) : NULL;
  g_autofree char *text = NULL;

  if (first == NULL)
    return g_strdup ("-");
  text = g_utf8_make_valid ((const char *) ASN1_STRING_get0_data (first), MIN (ASN1_STRING_length (first), WORDS_MAX));
  for (char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  return g_steal_pointer (&text);
}

static gboolean
check_granted (TS_RESP *response,
               GError **error)
{
  TS_STATUS_INFO *info = TS_RESP_get_status_info (response);
  long status = ASN1_INTEGER_get (TS_STATUS_INFO_get0_status (info));
  g_autofree char *words = NULL;

  if (status == TS_STATUS_GRANTED || status == TS_STATUS_GRANTED_WITH_MODS)
    return TRUE;
  words = read_words (info);
  return cs_draw_refuse (error, CS_DRAW_ERROR_STAMP, _("The authority refused a time stamp: %s"), words);
}

/* That it answers this very question: fingerprint, and the nonce where there was one. */
static gboolean
check_question (TS_RESP    *response,
                GBytes     *request,
                const char *digest,
                GError    **error)
{
  g_autoptr (TS_REQ) asked = TS_REQ_new ();
  g_autoptr (TS_REQ) sent = NULL;
  g_autoptr (TS_VERIFY_CTX) context = NULL;
  const ASN1_INTEGER *nonce;
  gboolean good = set_digest (asked, digest);

  if (request != NULL) {
    const unsigned char *data = g_bytes_get_data (request, NULL);

    sent = d2i_TS_REQ (NULL, &data, (long) g_bytes_get_size (request));
    nonce = sent != NULL ? TS_REQ_get_nonce (sent) : NULL;
    good = good && nonce != NULL && TS_REQ_set_nonce (asked, nonce) == 1;
  }
  context = good ? TS_REQ_to_TS_VERIFY_CTX (asked, NULL) : NULL;
  /* Who signed is looked at later. */
  if (context != NULL)
    TS_VERIFY_CTX_set_flags (context, TS_VFY_VERSION | TS_VFY_IMPRINT | (request != NULL ? TS_VFY_NONCE : 0));
  if (context != NULL && TS_RESP_verify_response (context, response) == 1)
    return TRUE;
  return refuse (error, _("The time stamp is not of this fingerprint."));
}

static X509 *
find_signer (PKCS7 *token)
{
  STACK_OF (X509) *signers = PKCS7_get0_signers (token, NULL, 0);
  X509 *signer = sk_X509_num (signers) == 1 ? sk_X509_value (signers, 0) : NULL;

  if (signer != NULL)
    X509_up_ref (signer);
  sk_X509_free (signers);
  return signer;
}

/* Only that nothing was changed since whoever it was signed it. */
static gboolean
check_whole (TS_RESP *response,
             X509   **signer,
             GError **error)
{
  PKCS7 *token = TS_RESP_get_token (response);
  g_autoptr (BIO) content = BIO_new (BIO_s_null ());

  if (PKCS7_verify (token, NULL, NULL, NULL, content, PKCS7_NOVERIFY) != 1)
    return refuse (error, _("The time stamp was changed, or is not signed."));
  *signer = find_signer (token);
  if (*signer == NULL || X509_check_purpose (*signer, X509_PURPOSE_TIMESTAMP_SIGN, 0) != 1)
    return refuse (error, _("The time stamp is not signed by an authority for time stamps."));
  return TRUE;
}

static X509_STORE *
read_authorities (GBytes *pem,
                  guint  *n_read)
{
  g_autoptr (X509_STORE) store = X509_STORE_new ();
  g_autoptr (BIO) input = BIO_new_mem_buf (g_bytes_get_data (pem, NULL), (int) MIN (g_bytes_get_size (pem), G_MAXINT));
  guint n = 0;

  for (;;) {
    g_autoptr (X509) one = PEM_read_bio_X509 (input, NULL, NULL, NULL);

    if (one == NULL)
      break;
    n += X509_STORE_add_cert (store, one) == 1;
  }
  ERR_clear_error (); /* the end of the file */
  *n_read = n;
  return n > 0 ? g_steal_pointer (&store) : NULL;
}

/* As of the moment of the stamp: an authority's certificate may have ended since. */
static gboolean
check_authority (TS_RESP *response,
                 GBytes  *authorities,
                 gint64   time_s,
                 GError **error)
{
  guint n;
  g_autoptr (X509_STORE) store = read_authorities (authorities, &n);

  if (store == NULL)
    return refuse (error, _("The file of the authority holds no certificate."));
  X509_VERIFY_PARAM_set_time (X509_STORE_get0_param (store), (time_t) time_s);
  X509_STORE_set_flags (store, X509_V_FLAG_PARTIAL_CHAIN);
  if (TS_RESP_verify_signature (TS_RESP_get_token (response), NULL, store, NULL) == 1)
    return TRUE;
  return refuse (error, _("The time stamp is not of the authority that was named."));
}

static gboolean
read_time (TS_RESP *response,
           gint64  *time_s)
{
  const ASN1_GENERALIZEDTIME *time = TS_TST_INFO_get_time (TS_RESP_get_tst_info (response));
  struct tm parts;
  g_autoptr (GDateTime) utc = NULL;

  if (time == NULL || ASN1_TIME_to_tm (time, &parts) != 1)
    return FALSE;
  utc = g_date_time_new_utc (parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
  *time_s = utc != NULL ? g_date_time_to_unix (utc) : 0;
  return utc != NULL;
}

static char *
name_of (X509 *signer)
{
  g_autoptr (BIO) output = BIO_new (BIO_s_mem ());
  char *text;
  long length;

  X509_NAME_print_ex (output, X509_get_subject_name (signer), 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  length = BIO_get_mem_data (output, &text);
  return g_utf8_make_valid (text, MIN (length, WORDS_MAX));
}

static char *
serial_of (TS_RESP *response)
{
  g_autoptr (BIGNUM) number = ASN1_INTEGER_to_BN (TS_TST_INFO_get_serial (TS_RESP_get_tst_info (response)), NULL);
  char *digits = number != NULL ? BN_bn2hex (number) : NULL;
  char *copy = g_strndup (digits != NULL ? digits : "", WORDS_MAX);

  OPENSSL_free (digits);
  return copy;
}

static CsStamp *
read_stamp (GBytes     *response,
            GBytes     *request,
            const char *digest,
            GBytes     *authorities,
            GError    **error)
{
  g_autoptr (TS_RESP) parsed = NULL;
  g_autoptr (X509) signer = NULL;
  CsStamp *self;
  gint64 time_s;

  ERR_clear_error ();
  parsed = parse (response, error);
  if (parsed == NULL || !check_granted (parsed, error) || !check_question (parsed, request, digest, error) ||
      !check_whole (parsed, &signer, error))
    return NULL;
  if (!read_time (parsed, &time_s)) {
    refuse (error, _("The time stamp has no time."));
    return NULL;
  }
  if (authorities != NULL && !check_authority (parsed, authorities, time_s, error))
    return NULL;
  self = g_new0 (CsStamp, 1);
  self->time_s = time_s;
  self->authority = name_of (signer);
  self->serial = serial_of (parsed);
  self->trust = authorities != NULL ? CS_STAMP_TRUSTED : CS_STAMP_SIGNED;
  return self;
}

static guint
count_authorities (GBytes *authorities)
{
  guint n;
  g_autoptr (X509_STORE) store = read_authorities (authorities, &n);

  return n;
}

const CsStampChecker cs_stamp_checker = {
  .make_request = make_request,
  .read = read_stamp,
  .count_authorities = count_authorities,
};
