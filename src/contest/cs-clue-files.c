/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-private.h"

#include "cs-draw-error.h"
#include "cs-draw-text.h"
#include "cs-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SEAL "seal.txt"
#define RULES "rules.txt"
#define ANSWER "secret-answer.txt"
#define ENTRIES "secret-entries.json"

static const CsJsonLimits limits = { 512 * 1024 * 1024, 8, 64 * 1000 * 1000 };

CsClueFiles *
cs_clue_files_new (const char *folder)
{
  CsClueFiles *self = g_new0 (CsClueFiles, 1);

  self->folder = g_strdup (folder);
  return self;
}

void
cs_clue_files_free (CsClueFiles *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self->seal);
  g_free (self->rules);
  g_free (self->nonce);
  g_strfreev (self->forms);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}

static gboolean
write_text (const CsClueFiles *self,
            const char        *name,
            const char        *text,
            GError           **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return cs_draw_file_write (self->folder, name, bytes, error);
}

/* Blocks. The seal comes last: where it is, everything is. */
gboolean
cs_clue_files_write_seal (const CsClueFiles *self,
                          GError           **error)
{
  g_autofree char *forms = g_strjoinv ("\n", self->forms);
  g_autofree char *answer = g_strdup_printf ("%s\n%s\n", self->nonce, forms);

  return write_text (self, RULES, self->rules, error) && write_text (self, ANSWER, answer, error) &&
         write_text (self, SEAL, self->seal, error);
}

/* Blocks. Posts may be deleted once winners are known: they are kept as they stood. */
gboolean
cs_clue_files_write_entries (const CsClueFiles *self,
                             GPtrArray         *entries,
                             GError           **error)
{
  g_autoptr (JsonNode) root = json_node_alloc ();
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  json_node_take_array (json_node_init (root, JSON_NODE_ARRAY), array);
  for (guint i = 0; i < entries->len; i++) {
    const CsClueEntry *entry = entries->pdata[i];
    JsonObject *object = json_object_new ();
    g_autofree char *time = cs_draw_write_time (entry->time_s);

    json_object_set_string_member (object, "id", entry->id);
    json_object_set_string_member (object, "utc", time);
    json_object_set_string_member (object, "post", entry->post);
    json_object_set_string_member (object, "text", entry->text);
    json_array_add_object_element (array, object);
  }
  text = json_to_string (root, TRUE);
  return write_text (self, ENTRIES, text, error);
}

static char *
read_text (const char *folder,
           const char *name,
           GError    **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, error);
  return text;
}

static gboolean
read_answer (CsClueFiles *self,
             const char  *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);

  if (n < 3 || lines[n - 1][0] != '\0' || !cs_digest_is_hex (lines[0], CS_DIGEST_HEX))
    return FALSE;
  self->nonce = g_strdup (lines[0]);
  g_clear_pointer (&lines[n - 1], g_free);
  self->forms = g_strdupv (lines + 1);
  return TRUE;
}

static char *
dup_member (JsonObject *object,
            const char *member)
{
  const char *text = cs_json_get_string (object, member);

  return g_strdup (text != NULL ? text : "");
}

static void
read_entries (CsClueFiles *self,
              const char  *text)
{
  g_autoptr (JsonNode) root = cs_json_parse (text, strlen (text), &limits, NULL);
  JsonArray *array = cs_json_root_array (root);

  if (array == NULL)
    return;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_clue_entry_free);
  for (guint i = 0; i < cs_json_array_length (array); i++) {
    JsonObject *object = cs_json_array_get_object (array, i);
    CsClueEntry *entry = g_new0 (CsClueEntry, 1);

    g_ptr_array_add (self->entries, entry);
    entry->id = dup_member (object, "id");
    entry->post = dup_member (object, "post");
    entry->text = dup_member (object, "text");
    cs_draw_read_time (cs_json_get_string (object, "utc"), &entry->time_s);
    cs_digest_of_bytes (entry->text, strlen (entry->text), entry->text_digest);
  }
}

/* Blocks. What the entries say is checked against the journal by whoever reads them. */
CsClueFiles *
cs_clue_files_read (const char *folder,
                    GError    **error)
{
  g_autoptr (CsClueFiles) self = cs_clue_files_new (folder);
  g_autofree char *answer = NULL;
  g_autofree char *entries = NULL;

  self->seal = read_text (folder, SEAL, error);
  self->rules = self->seal != NULL ? read_text (folder, RULES, error) : NULL;
  answer = self->rules != NULL ? read_text (folder, ANSWER, error) : NULL;
  if (answer == NULL)
    return NULL;
  if (!read_answer (self, answer)) {
    cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The file of the secret answer was changed."));
    return NULL;
  }
  entries = read_text (folder, ENTRIES, NULL);
  if (entries != NULL)
    read_entries (self, entries);
  return g_steal_pointer (&self);
}
