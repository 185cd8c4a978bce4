/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-json-check.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *cs_json_parse (const char         *text,
                         gsize               length,
                         const CsJsonLimits *limits,
                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *cs_json_parse_unique (const char         *text,
                                gsize               length,
                                const CsJsonLimits *limits,
                                GError            **error) G_GNUC_WARN_UNUSED_RESULT;
char *cs_json_to_string (JsonNode *root,
                         GError  **error) G_GNUC_WARN_UNUSED_RESULT;

/* A missing member and one of another type are the same; so is a missing object. */
JsonObject *cs_json_root_object (JsonNode *root);
JsonArray *cs_json_root_array (JsonNode *root);
JsonObject *cs_json_get_object (JsonObject *object,
                                const char *member);
JsonArray *cs_json_get_array (JsonObject *object,
                              const char *member);
const char *cs_json_get_string (JsonObject *object,
                                const char *member);
gint64 cs_json_get_int64 (JsonObject *object,
                          const char *member,
                          gint64      fallback);
double cs_json_get_double (JsonObject *object,
                           const char *member,
                           double      fallback);
gboolean cs_json_get_bool (JsonObject *object,
                           const char *member,
                           gboolean    fallback);
char *cs_json_get_id (JsonObject *object,
                      const char *member) G_GNUC_WARN_UNUSED_RESULT;
gint64 cs_json_get_time_us (JsonObject *object,
                            const char *member);
GStrv cs_json_get_strings (JsonObject *object,
                           const char *member) G_GNUC_WARN_UNUSED_RESULT;

guint cs_json_array_length (JsonArray *array);
JsonObject *cs_json_array_get_object (JsonArray *array,
                                      guint      index);
const char *cs_json_array_get_string (JsonArray *array,
                                      guint      index);

gboolean cs_json_is_id (const char *text);
gint64 cs_json_time_us (const char *text);

G_END_DECLS
