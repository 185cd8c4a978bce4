/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-air.h"
#include "cs-clock.h"
#include "cs-output-command.h"
#include "cs-output-settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the server answers, address by address. Lives on the output thread and waits for nobody. */
typedef struct _CsSite CsSite;

/**
 * CsSiteCalls:
 * @get_settings: (transfer full): the settings as they are now
 * @clear: everything off at once
 * @command: hands a command on
 * @darkened: the watch took something off
 * @readers_changed: a page came or went
 *
 * What the site needs from its server. Called on the output thread.
 */
typedef struct {
  CsOutputSettings *(*get_settings) (gpointer user_data);
  void (*clear) (gpointer user_data);
  void (*command) (gpointer         user_data,
                   CsOutputCommand *command,
                   guint            id);
  void (*darkened) (gpointer     user_data,
                    CsSnapshot  *snapshot,
                    CsDarkReason reason);
  void (*readers_changed) (gpointer user_data,
                           guint    n_readers);
} CsSiteCalls;

CsSite *cs_site_new (CsAir             *air,
                     CsClock           *clock,
                     const CsSiteCalls *calls,
                     gpointer           user_data) G_GNUC_WARN_UNUSED_RESULT;
void cs_site_free (CsSite *self);

gboolean cs_site_listen (CsSite  *self,
                         guint16  port,
                         GError **error);
guint16 cs_site_get_port (CsSite *self);
void cs_site_refresh (CsSite *self);
void cs_site_beat (CsSite *self);
void cs_site_answer (CsSite       *self,
                     guint         id,
                     const GError *error);

G_END_DECLS
