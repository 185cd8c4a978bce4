/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CsTextKind:
 * @CS_TEXT_BODY: what a post says: lines, at most 1000 characters
 * @CS_TEXT_NAME: a display name: one line, at most 60 characters
 * @CS_TEXT_HANDLE: a handle: one line, at most 80 characters
 * @CS_TEXT_ALT: what a picture shows, or a warning: lines, at most 1500 characters
 *
 * What is made safe. Characters are what a reader counts as one: an emoji family is one.
 */
typedef enum {
  CS_TEXT_BODY,
  CS_TEXT_NAME,
  CS_TEXT_HANDLE,
  CS_TEXT_ALT,
} CsTextKind;

#define CS_N_TEXT_KINDS 4

/**
 * CsTextDirection:
 * @CS_TEXT_NEUTRAL: no letter tells
 * @CS_TEXT_LEFT_TO_RIGHT: as French
 * @CS_TEXT_RIGHT_TO_LEFT: as Arabic
 */
typedef enum {
  CS_TEXT_NEUTRAL,
  CS_TEXT_LEFT_TO_RIGHT,
  CS_TEXT_RIGHT_TO_LEFT,
} CsTextDirection;

char *cs_text_clean (const char *raw,
                     CsTextKind  kind) G_GNUC_WARN_UNUSED_RESULT;
char *cs_text_isolate (const char *text) G_GNUC_WARN_UNUSED_RESULT;
CsTextDirection cs_text_get_direction (const char *text);

G_END_DECLS
