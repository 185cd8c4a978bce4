/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "cs-recording.h"
#include "text-checks.h"

#include <string.h>

static void
check_post (CsPost *post)
{
  cs_post_seal (post);
  text_assert_safe (post->text, CS_TEXT_BODY);
  text_assert_safe (post->name, CS_TEXT_NAME);
  text_assert_safe (post->handle, CS_TEXT_HANDLE);
  g_assert_cmpstr (post->name, !=, "");
  g_assert_true (post->text[0] != '\0' || post->unreadable || post->media->len > 0);
  for (guint i = 0; i < post->media->len; i++)
    if (((const CsMedia *) post->media->pdata[i])->alt != NULL)
      text_assert_safe (((const CsMedia *) post->media->pdata[i])->alt, CS_TEXT_ALT);
}

/* What was read is written the same, also when it is read once more. */
static void
check_event (const char *line,
             gsize       length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsRecorded) recorded = cs_recorded_parse (line, length, &error);
  g_autoptr (CsRecorded) again = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;

  g_assert_true ((recorded == NULL) == (error != NULL));
  if (recorded == NULL || recorded->kind == CS_RECORDED_UNKNOWN)
    return;
  if (recorded->post != NULL)
    check_post (recorded->post);
  written = cs_recorded_to_line (recorded, &error);
  g_assert_no_error (error);
  g_assert_null (strchr (written, '\n'));
  again = cs_recorded_parse (written, strlen (written), NULL);
  g_assert_nonnull (again);
  if (again->post != NULL) {
    cs_post_seal (again->post);
    g_assert_cmpstr (again->post->version, ==, recorded->post->version);
  }
  rewritten = cs_recorded_to_line (again, NULL);
  g_assert_cmpstr (written, ==, rewritten);
}

static void
check_head (const char *line,
            gsize       length)
{
  g_autoptr (CsRecording) head = cs_recording_parse (line, length, NULL);
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;
  g_autoptr (CsRecording) again = NULL;

  if (head == NULL)
    return;
  written = cs_recording_to_line (head, NULL);
  again = cs_recording_parse (written, strlen (written), NULL);
  g_assert_nonnull (again);
  rewritten = cs_recording_to_line (again, NULL);
  g_assert_cmpstr (written, ==, rewritten);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  check_head ((const char *) data, size);
  check_event ((const char *) data, size);
  return 0;
}
