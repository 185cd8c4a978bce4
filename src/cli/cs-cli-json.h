/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-entry.h"

G_BEGIN_DECLS

void cs_cli_print_entry_json (const CsEntry *entry);

G_END_DECLS
