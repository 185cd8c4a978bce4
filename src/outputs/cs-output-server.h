/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-air.h"
#include "cs-clock.h"
#include "cs-output-command.h"
#include "cs-snapshot.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Serves what is on air to overlay pages. It has its own thread and main context and waits for nobody:
 * neither for the store nor for the interface. Starts dark.
 *
 * Signals, in the main context it was made in:
 *   dark    (CsDarkReason reason, CsSnapshot *snapshot, gint64 at_us)  this was on air and no longer is;
 *           not when another post took its place. Clear reaches the air without the desk: this is how the
 *           desk learns of it.
 *   command (CsOutputCommand *command)  somebody asks over HTTP; cs_output_command_answer() answers, now or
 *           later. Without a handler it is refused. */
#define CS_TYPE_OUTPUT_SERVER (cs_output_server_get_type ())
G_DECLARE_FINAL_TYPE (CsOutputServer, cs_output_server, CS, OUTPUT_SERVER, GObject)

CsOutputServer *cs_output_server_new (CsClock *clock) G_GNUC_WARN_UNUSED_RESULT;

/* Port 0 takes a free one. Listens on the loopback address. */
void cs_output_server_start_async (CsOutputServer     *self,
                                   guint16             port,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean cs_output_server_start_finish (CsOutputServer *self,
                                        GAsyncResult   *result,
                                        GError        **error);
void cs_output_server_stop (CsOutputServer *self);
guint16 cs_output_server_get_port (CsOutputServer *self);
char *cs_output_server_get_overlay_url (CsOutputServer *self) G_GNUC_WARN_UNUSED_RESULT;

/* From any thread, without waiting. A command names the epoch it was decided in: after a clear, older commands are
 * refused. clear() is the latch: its first statement sets it, everything else follows. */
guint cs_output_server_get_epoch (CsOutputServer *self);
gboolean cs_output_server_show (CsOutputServer *self,
                                CsSnapshot     *snapshot,
                                guint           epoch);
void cs_output_server_out (CsOutputServer *self,
                           gint64          post_id);
void cs_output_server_clear (CsOutputServer *self);
/* A post was deleted or is now in another version: dark at once when it is on air otherwise. */
gboolean cs_output_server_withdraw (CsOutputServer *self,
                                    CsNetwork       network,
                                    const char     *host,
                                    const char     *native_id,
                                    const char     *but_version);
gboolean cs_output_server_withdraw_account (CsOutputServer *self,
                                            CsNetwork       network,
                                            const char     *host,
                                            const char     *native_id);
/* A draw beside the program, on the page /contest. After a clear it stays dark until somebody shows it again. */
gboolean cs_output_server_show_stage (CsOutputServer *self,
                                      CsStageView    *view,
                                      guint           epoch);
void cs_output_server_hide_stage (CsOutputServer *self);
CsSnapshot *cs_output_server_get_snapshot (CsOutputServer *self) G_GNUC_WARN_UNUSED_RESULT;
/* The interface's loop lives; 3 s without one and the overlay goes dark. */
void cs_output_server_beat (CsOutputServer *self);
guint cs_output_server_get_n_readers (CsOutputServer *self);

G_END_DECLS
