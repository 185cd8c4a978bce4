/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CsSourceKind:
 * @CS_SOURCE_KIND_MASTODON: hashtags on a Mastodon server
 * @CS_SOURCE_KIND_BLUESKY: hashtags on Bluesky, through a Jetstream
 * @CS_SOURCE_KIND_REHEARSAL: a recording
 */
typedef enum {
  CS_SOURCE_KIND_MASTODON,
  CS_SOURCE_KIND_BLUESKY,
  CS_SOURCE_KIND_REHEARSAL,
} CsSourceKind;

typedef struct _CsSourceConfig CsSourceConfig;

/**
 * CsSourceConfig:
 * @kind: what it is
 * @id: names the source in the show file and its token in the keyring
 * @server: the Mastodon server, the Jetstream, or the path of the recording
 * @appview: (nullable): the Bluesky AppView that completes posts
 * @any: (array zero-terminated=1): hashtags to follow
 * @all: (array zero-terminated=1): hashtags that must be there too
 * @none: (array zero-terminated=1): hashtags that must not
 * @speed: of a recording
 * @signed_in: whether an access token belongs to it
 *
 * What a person says of a source. Tokens are never in it.
 */
struct _CsSourceConfig {
  CsSourceKind kind;
  char *id;
  char *server;
  char *appview;
  GStrv any;
  GStrv all;
  GStrv none;
  double speed;
  gboolean signed_in;
};

CsSourceConfig *cs_source_config_new (CsSourceKind kind,
                                      const char  *server) G_GNUC_WARN_UNUSED_RESULT;
void cs_source_config_free (CsSourceConfig *self);

gboolean cs_source_kind_from_id (const char   *id,
                                 CsSourceKind *kind);

GVariant *cs_source_config_to_variant (const CsSourceConfig *self) G_GNUC_WARN_UNUSED_RESULT;
CsSourceConfig *cs_source_config_from_variant (GVariant *value) G_GNUC_WARN_UNUSED_RESULT;
GStrv cs_source_config_split_tags (const char *typed) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsSourceConfig, cs_source_config_free)

G_END_DECLS
