/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-stamp.h"

G_BEGIN_DECLS

/**
 * CsStampChecker:
 * @make_request: as cs_stamp_request_new()
 * @read: as cs_stamp_read()
 * @count_authorities: as cs_stamp_count_authorities()
 *
 * What the module has that reads time stamps: it alone is linked to libcrypto, whose loading takes longer than that of any other
 * library.
 */
typedef struct {
  GBytes *(*make_request) (const char *digest,
                           GError    **error);
  CsStamp *(*read) (GBytes     *response,
                    GBytes     *request,
                    const char *digest,
                    GBytes     *authorities,
                    GError    **error);
  guint (*count_authorities) (GBytes *authorities);
} CsStampChecker;

#define CS_STAMP_CHECKER_SYMBOL "cs_stamp_checker"

extern const CsStampChecker cs_stamp_checker;

G_END_DECLS
