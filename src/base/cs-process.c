/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-process.h"

#include <sys/prctl.h>

/**
 * cs_process_keep_secrets:
 *
 * To be called before a token or a stream key is read: from now on this process leaves no core file, and other
 * programs of the same user cannot look into its memory. Any thread; there is no way back.
 */
void
cs_process_keep_secrets (void)
{
  prctl (PR_SET_DUMPABLE, 0);
}
