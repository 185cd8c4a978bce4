/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-face-private.h"

#include "cs-avatar.h"
#include "cs-display.h"
#include "cs-text.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME_CHARS 60
#define MAX_BODY_CHARS 400
#define LINE_HEIGHT 18

static const struct {
  int size_points_10; /* tenths of a point */
  gboolean bold;
} styles[CS_STREAM_N_TEXTS] = {
  [CS_STREAM_TEXT_NAME] = { 100, TRUE }, [CS_STREAM_TEXT_HANDLE] = { 100, FALSE }, [CS_STREAM_TEXT_BODY] = { 100, FALSE },
  [CS_STREAM_TEXT_SECOND] = { 92, FALSE }, [CS_STREAM_TEXT_WORD] = { 90, TRUE }, [CS_STREAM_TEXT_AGE] = { 90, FALSE },
  [CS_STREAM_TEXT_MARK] = { 79, TRUE }, [CS_STREAM_TEXT_ALIKE] = { 90, TRUE }, [CS_STREAM_TEXT_HINTS] = { 90, TRUE },
};

static PangoAttrList *
make_attributes (CsStreamText text)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_size_new (styles[text].size_points_10 * PANGO_SCALE / 10));
  if (styles[text].bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (text == CS_STREAM_TEXT_AGE)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  return attributes;
}

static void
set_text (CsStreamFace *self,
          CsStreamText          text,
          const char   *value)
{
  PangoAttrList *attributes;

  if (value == NULL) {
    g_clear_object (&self->texts[text]);
    return;
  }
  if (self->texts[text] == NULL) {
    self->texts[text] = gtk_widget_create_pango_layout (self->widget, NULL);
    attributes = make_attributes (text);
    pango_layout_set_attributes (self->texts[text], attributes);
    pango_attr_list_unref (attributes);
  }
  pango_layout_set_width (self->texts[text], -1);
  pango_layout_set_text (self->texts[text], value, -1);
}

static void
set_number (CsStreamFace *self,
            CsStreamText          text,
            const char   *format,
            guint         number)
{
  g_autofree char *digits = cs_display_number (number);
  g_autofree char *value = g_strconcat (format, digits, NULL);

  set_text (self, text, number > 0 ? value : NULL);
}

static void
set_name (CsStreamFace *self,
          const CsPost *post)
{
  g_autofree char *name = cs_display_line (post->name, MAX_NAME_CHARS);
  g_autofree char *handle = cs_display_line (post->handle, MAX_NAME_CHARS);
  g_autofree char *at_handle = g_strconcat ("@", handle, NULL);
  g_autofree char *safe_name = cs_text_isolate (name);
  g_autofree char *safe_handle = cs_text_isolate (at_handle);

  set_text (self, CS_STREAM_TEXT_NAME, safe_name);
  set_text (self, CS_STREAM_TEXT_HANDLE, *handle != '\0' ? safe_handle : NULL);
  pango_layout_set_auto_dir (self->texts[CS_STREAM_TEXT_NAME], FALSE);
  pango_layout_set_ellipsize (self->texts[CS_STREAM_TEXT_NAME], PANGO_ELLIPSIZE_END);
  if (self->texts[CS_STREAM_TEXT_HANDLE] != NULL) {
    pango_layout_set_auto_dir (self->texts[CS_STREAM_TEXT_HANDLE], FALSE);
    pango_layout_set_ellipsize (self->texts[CS_STREAM_TEXT_HANDLE], PANGO_ELLIPSIZE_END);
  }
}

static char *
describe_body (const CsPost *post)
{
  if (post->unreadable)
    return g_strdup (_("Nothing of this post can be shown"));
  if (*post->text == '\0')
    return g_strdup (post->media->len > 0 ? _("No text, only attachments") : _("No text"));
  return cs_display_body (post->text, MAX_BODY_CHARS);
}

/* Two lines of a fixed height whatever fonts the text needs; one, struck, above the reason when the
 * post is gone. */
static void
set_body (CsStreamFace          *self,
          const CsStreamContext *context,
          const CsEntry         *entry)
{
  g_autofree char *body = describe_body (entry->post);
  g_autofree char *second = NULL;
  g_autofree char *time = NULL;
  gboolean gone = self->look == CS_LOOK_WITHDRAWN;
  PangoAttrList *attributes = make_attributes (CS_STREAM_TEXT_BODY);

  set_text (self, CS_STREAM_TEXT_BODY, body);
  pango_attr_list_insert (attributes,
                          pango_attr_line_height_new_absolute (cs_stream_context_scale (context, LINE_HEIGHT) *
                                                               PANGO_SCALE));
  if (gone)
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  pango_layout_set_attributes (self->texts[CS_STREAM_TEXT_BODY], attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_wrap (self->texts[CS_STREAM_TEXT_BODY], PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (self->texts[CS_STREAM_TEXT_BODY], PANGO_ELLIPSIZE_END);
  pango_layout_set_height (self->texts[CS_STREAM_TEXT_BODY], gone ? -1 : -2);
  if (gone) {
    time = cs_display_time (entry->withdrawn_us);
    /* Translators: under a post that its author took back; %s is the time of day */
    second = g_strdup_printf (_("Withdrawn by its author · %s"), time);
  }
  set_text (self, CS_STREAM_TEXT_SECOND, second);
}

static gboolean
is_video (const CsMedia *media)
{
  return media->kind == CS_MEDIA_VIDEO || media->kind == CS_MEDIA_GIFV;
}

static void
set_media (CsStreamFace *self,
           const CsPost *post)
{
  const CsMedia *first = post->media->len > 0 ? post->media->pdata[0] : NULL;

  self->has_thumb = first != NULL && first->kind != CS_MEDIA_AUDIO;
  self->has_video = first != NULL && is_video (first);
  self->sensitive = post->sensitive;
}

/**
 * cs_stream_face_new:
 * @widget: the row
 *
 * Returns: (transfer full): a face that shows no post yet
 */
CsStreamFace *
cs_stream_face_new (GtkWidget *widget)
{
  CsStreamFace *self = g_new0 (CsStreamFace, 1);

  self->widget = widget;
  return self;
}

/**
 * cs_stream_face_free:
 * @self: (transfer full): a face
 */
void
cs_stream_face_free (CsStreamFace *self)
{
  for (guint text = 0; text < CS_STREAM_N_TEXTS; text++)
    g_clear_object (&self->texts[text]);
  g_free (self);
}

/**
 * cs_stream_face_set_entry:
 * @self: a face
 * @context: what the rows share
 * @entry: the post to show
 */
void
cs_stream_face_set_entry (CsStreamFace          *self,
                          const CsStreamContext *context,
                          const CsEntry         *entry)
{
  const CsPost *post = entry->post;
  guint hints;

  self->loaded = TRUE;
  self->look = cs_look_of (entry, entry->id == context->cued_id);
  self->dim = cs_look_is_dim (self->look);
  self->colour = cs_display_colour (post->account);
  self->received_us = post->received_us;
  hints = self->look == CS_LOOK_NEW ? cs_stream_context_count_hints (context, entry) : 0;
  g_clear_object (&self->texts[CS_STREAM_TEXT_INITIALS]);
  self->texts[CS_STREAM_TEXT_INITIALS] = cs_avatar_create_initials (self->widget, post, CS_STREAM_AVATAR_SIZE);
  set_name (self, post);
  set_body (self, context, entry);
  set_media (self, post);
  set_text (self, CS_STREAM_TEXT_WORD, cs_look_get_word (self->look));
  set_text (self, CS_STREAM_TEXT_MARK, cs_network_get_mark (post->network));
  set_number (self, CS_STREAM_TEXT_HINTS, "", hints);
  set_number (self, CS_STREAM_TEXT_ALIKE, "×", entry->alike > 0 ? entry->alike + 1 : 0);
  set_text (self, CS_STREAM_TEXT_AGE, "");
  cs_stream_face_update_age (self, context->now_us);
}

/**
 * cs_stream_face_clear:
 * @self: a face
 *
 * Goes back to showing no post.
 */
void
cs_stream_face_clear (CsStreamFace *self)
{
  self->loaded = FALSE;
  self->look = CS_LOOK_NEW;
  self->has_thumb = FALSE;
}

/**
 * cs_stream_face_update_age:
 * @self: a face
 * @now_us: the time, microseconds since 1970 UTC
 *
 * Returns: whether the age reads differently now, so that the row has to be drawn again
 */
gboolean
cs_stream_face_update_age (CsStreamFace *self,
                           gint64        now_us)
{
  g_autofree char *age = cs_display_age (now_us - self->received_us);

  if (!self->loaded || g_strcmp0 (pango_layout_get_text (self->texts[CS_STREAM_TEXT_AGE]), age) == 0)
    return FALSE;
  set_text (self, CS_STREAM_TEXT_AGE, age);
  return TRUE;
}

/**
 * cs_stream_face_get_look:
 * @self: a face
 *
 * Returns: how the post it shows looks
 */
CsLook
cs_stream_face_get_look (CsStreamFace *self)
{
  return self->look;
}

/**
 * cs_stream_face_has_thumb:
 * @self: a face
 *
 * Returns: whether there is a place for a picture, and the picture may be shown
 */
gboolean
cs_stream_face_has_thumb (CsStreamFace *self)
{
  return self->loaded && self->has_thumb && !self->sensitive;
}

/**
 * cs_stream_face_get_body:
 * @self: a face
 *
 * Returns: (transfer none) (nullable): the text that is drawn, for tests
 */
const char *
cs_stream_face_get_body (CsStreamFace *self)
{
  return self->loaded ? pango_layout_get_text (self->texts[CS_STREAM_TEXT_BODY]) : NULL;
}
