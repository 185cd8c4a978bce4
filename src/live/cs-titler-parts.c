/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-titler-private.h"

#include <glib/gi18n-lib.h>

/* Has the parts drawn on the titler's thread, and lays what is ready over the picture. */

/* One drawing to make. */
typedef struct {
  CsTitlerPart part;
  guint serial;
  GstVideoInfo info;
  CsSnapshot *snapshot; /* (nullable) */
  CsTitlerBitmap bitmap; /* without pixels for none */
  char *text; /* (nullable) */
  CsTitlerDrawn *drawn; /* (nullable): of all parts but the slate */
  GstBuffer *slate; /* (nullable) */
} Job;

static const CsCardsLayer layers[CS_TITLER_N_PARTS] = {
  [CS_TITLER_TITLE] = CS_CARDS_TITLE,
  [CS_TITLER_LOGO] = CS_CARDS_LOGO,
  [CS_TITLER_MARK] = CS_CARDS_MARK,
};

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->snapshot, cs_snapshot_unref);
  cs_titler_bitmap_clear (&job->bitmap);
  g_free (job->text);
  g_clear_pointer (&job->drawn, cs_titler_drawn_free);
  gst_clear_buffer (&job->slate);
  g_free (job);
}

static void
draw_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job *job = data;

  switch (job->part) {
  case CS_TITLER_POST:
    job->drawn = cs_titler_draw_post (&job->info, job->snapshot, job->bitmap.pixels != NULL ? &job->bitmap : NULL);
    break;
  case CS_TITLER_TITLE:
    job->drawn = cs_titler_draw_title (&job->info, job->text);
    break;
  case CS_TITLER_LOGO:
    job->drawn = cs_titler_draw_logo (&job->info, &job->bitmap);
    break;
  case CS_TITLER_MARK:
    job->drawn = cs_titler_draw_mark (&job->info, job->text);
    break;
  case CS_TITLER_SLATE:
    /* Translators: shown to viewers while camera and microphone are cut */
    job->slate = cs_titler_draw_slate (&job->info, job->text, _("Back in a moment"));
    break;
  default:
    g_assert_not_reached ();
  }
  g_task_return_boolean (task, TRUE);
}

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  CsTitler *self = CS_TITLER (object);
  Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL) || job->serial != self->serials[job->part])
    return;
  if (job->part == CS_TITLER_SLATE) {
    cs_titler_set_slate (self, job->slate);
  } else if (job->part == CS_TITLER_POST) {
    cs_cards_set_post (self->cards, job->snapshot, job->drawn->card, job->drawn->x, job->drawn->y);
  } else {
    cs_cards_set_layer (self->cards, layers[job->part], job->drawn->card, job->drawn->x, job->drawn->y);
  }
}

/* Whatever was being drawn for this part is out of date from here on. */
static Job *
make_job (CsTitler    *self,
          CsTitlerPart part)
{
  Job *job = g_new0 (Job, 1);

  job->part = part;
  job->serial = ++self->serials[part];
  job->info = self->info;
  return job;
}

static void
push (CsTitler *self,
      Job      *job) /* (transfer full) */
{
  g_autoptr (GTask) task = g_task_new (self, NULL, drawn_cb, NULL);

  g_task_set_source_tag (task, push);
  g_task_set_task_data (task, job, job_free);
  cs_worker_push (self->worker, task, draw_in_thread);
}

static void
draw_post (CsTitler *self)
{
  Job *job;

  if (self->snapshot == NULL || !self->lower_third || GST_VIDEO_INFO_HEIGHT (&self->info) == 0) {
    self->serials[CS_TITLER_POST]++;
    cs_cards_set_post (self->cards, NULL, NULL, 0, 0);
    return;
  }
  job = make_job (self, CS_TITLER_POST);
  job->snapshot = cs_snapshot_ref (self->snapshot);
  cs_titler_bitmap_copy (&job->bitmap, &self->avatar);
  push (self, job);
}

static void
draw_words (CsTitler    *self,
            CsTitlerPart part,
            const char  *text)
{
  Job *job;

  if (text == NULL) {
    self->serials[part]++;
    cs_cards_set_layer (self->cards, layers[part], NULL, 0, 0);
    return;
  }
  job = make_job (self, part);
  job->text = g_strdup (text);
  push (self, job);
}

static void
draw_logo (CsTitler *self)
{
  Job *job;

  if (self->logo.pixels == NULL) {
    self->serials[CS_TITLER_LOGO]++;
    cs_cards_set_layer (self->cards, CS_CARDS_LOGO, NULL, 0, 0);
    return;
  }
  job = make_job (self, CS_TITLER_LOGO);
  cs_titler_bitmap_copy (&job->bitmap, &self->logo);
  push (self, job);
}

static void
draw_slate (CsTitler *self)
{
  Job *job = make_job (self, CS_TITLER_SLATE);

  job->text = g_strdup (self->show);
  push (self, job);
}

/**
 * cs_titler_draw_part:
 * @self: a picture whose format is known
 * @part: what has changed
 *
 * Has a part drawn as it is to be now, or takes it off the picture.
 */
void
cs_titler_draw_part (CsTitler    *self,
                     CsTitlerPart part)
{
  switch (part) {
  case CS_TITLER_POST:
    draw_post (self);
    break;
  case CS_TITLER_TITLE:
    draw_words (self, part, self->title);
    break;
  case CS_TITLER_LOGO:
    draw_logo (self);
    break;
  case CS_TITLER_MARK:
    draw_words (self, part, self->rehearsal ? _("REHEARSAL") : NULL);
    break;
  case CS_TITLER_SLATE:
    draw_slate (self);
    break;
  case CS_TITLER_N_PARTS:
  default:
    g_assert_not_reached ();
  }
}
