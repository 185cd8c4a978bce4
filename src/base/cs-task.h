/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void cs_task_run_in_thread (GTask          *task,
                            GTaskThreadFunc func);
void cs_task_let_go        (GTask          *task);

G_END_DECLS
