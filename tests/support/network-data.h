/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Files of tests/data/networks. A test that cannot read one fails. */
char *network_data_read (const char *name,
                         gsize      *length) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *network_data_parse (const char *name) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *network_data_parse_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
