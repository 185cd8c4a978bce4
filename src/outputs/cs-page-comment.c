/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-page-comment.h"

#include "cs-json.h"
#include "cs-page-gate.h"
#include "cs-text.h"

G_DEFINE_BOXED_TYPE (CsPageComment, cs_page_comment, cs_page_comment_ref, cs_page_comment_unref)

static const CsJsonLimits limits = { CS_PAGE_MAX_BODY, 4, 16 };

static void
comment_clear (CsPageComment *self)
{
  g_free (self->name);
  g_free (self->text);
}

static gboolean
is_readable (const char *text)
{
  g_autofree char *clean = cs_text_clean (text, CS_TEXT_BODY);

  return g_strstrip (clean)[0] != '\0';
}

/**
 * cs_page_comment_parse:
 * @body: what was sent: `{"name":"…","text":"…"}`
 * @comment: (out) (nullable): the comment, without its viewer
 *
 * From any thread.
 *
 * Returns: what is wrong with it
 */
CsPageRefusal
cs_page_comment_parse (GBytes         *body,
                       CsPageComment **comment)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (JsonNode) root = text != NULL ? cs_json_parse (text, length, &limits, NULL) : NULL;
  JsonObject *object = root != NULL ? cs_json_root_object (root) : NULL;
  const char *written = object != NULL ? cs_json_get_string (object, "text") : NULL;
  const char *name = object != NULL ? cs_json_get_string (object, "name") : NULL;

  *comment = NULL;
  if (written == NULL)
    return CS_PAGE_BROKEN;
  if (g_utf8_strlen (written, -1) > CS_PAGE_MAX_TEXT ||
      (name != NULL && g_utf8_strlen (name, -1) > CS_PAGE_MAX_NAME))
    return CS_PAGE_LONG;
  if (!is_readable (written))
    return CS_PAGE_EMPTY;
  *comment = g_atomic_rc_box_new0 (CsPageComment);
  (*comment)->name = g_strdup (name != NULL ? name : "");
  (*comment)->text = g_strdup (written);
  return CS_PAGE_TAKEN;
}

/**
 * cs_page_comment_ref:
 * @self: a comment
 *
 * Returns: (transfer full): the same
 */
CsPageComment *
cs_page_comment_ref (CsPageComment *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_page_comment_unref:
 * @self: (transfer full): a comment
 */
void
cs_page_comment_unref (CsPageComment *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) comment_clear);
}
