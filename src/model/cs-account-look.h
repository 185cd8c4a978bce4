/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_ACCOUNT_LOOK_BYTES 16

/**
 * CsAccountLook:
 * @handle: as shown
 * @name: as shown
 * @raw_handle: (nullable): as received
 * @raw_name: (nullable): as received
 * @avatar_url: (nullable): where their picture is
 * @bot: says that it is a program
 * @verified: somebody vouches for it
 *
 * What an account looks like: when any of this changes, its versions grow.
 */
typedef struct {
  const char *handle;
  const char *name;
  const char *raw_handle;
  const char *raw_name;
  const char *avatar_url;
  gboolean bot;
  gboolean verified;
} CsAccountLook;

void cs_account_look (const CsAccountLook *look,
                      guint8               digest[CS_ACCOUNT_LOOK_BYTES]);

G_END_DECLS
