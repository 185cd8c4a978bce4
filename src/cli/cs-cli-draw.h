/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Of the command "draw": what its parts share. It knows nothing of shows or of the desk. */

int cs_cli_draw_rank (int    argc,
                      char **argv);
int cs_cli_draw_id (int    argc,
                    char **argv);
int cs_cli_draw_verify (int    argc,
                        char **argv);
int cs_cli_draw_record (int    argc,
                        char **argv);
int cs_cli_draw_clue (int    argc,
                      char **argv);
int cs_cli_draw_stamp (int    argc,
                       char **argv);

int cs_cli_draw_verify_clue (GBytes     *certificate,
                             const char *path,
                             const char *entries_path,
                             GBytes     *rules,
                             const char *seal_digest,
                             const char *handle,
                             gboolean    json);

#define CS_CLI_DRAW_MAX_BYTES (512 * 1024 * 1024)

GBytes *cs_cli_draw_read (const char *path,
                          GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_cli_draw_read_beside (const char *certificate,
                                  const char *path,
                                  const char *name,
                                  GBytes    **bytes,
                                  GError    **error);
gboolean cs_cli_draw_read_prize (const char *told,
                                 char      **name,
                                 guint      *count);
void cs_cli_draw_add (JsonBuilder *builder,
                      const char  *member,
                      const char  *text);
void cs_cli_draw_add_number (JsonBuilder *builder,
                             const char  *member,
                             guint64      number);
void cs_cli_draw_print (JsonBuilder *builder);

G_END_DECLS
