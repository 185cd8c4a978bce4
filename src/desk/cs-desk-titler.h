/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-output-server.h"
#include "cs-seen-pictures.h"
#include "cs-titler.h"
#include "cs-program.h"

G_BEGIN_DECLS

/* Carries what is on program to the picture of the broadcast. The picture asks the output server before every single
 * picture: CLEAR and every other way of going dark reach it without this desk. */
#define CS_TYPE_DESK_TITLER (cs_desk_titler_get_type ())
G_DECLARE_FINAL_TYPE (CsDeskTitler, cs_desk_titler, CS, DESK_TITLER, GObject)

CsDeskTitler *cs_desk_titler_new (CsOutputServer *output,
                                    CsTitler      *titler) G_GNUC_WARN_UNUSED_RESULT;

void cs_desk_titler_set_seen (CsDeskTitler   *self,
                              CsSeenPictures *seen);
void cs_desk_titler_follow (CsDeskTitler *self,
                             CsProgram     *program);

G_END_DECLS
