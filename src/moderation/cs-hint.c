/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-hint.h"

#include "cs-skeleton.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NEW_ACCOUNT_US (7 * G_TIME_SPAN_DAY)
/* Below this a repeat is two people with the same joke, not a wave. */
#define MANY_ALIKE 3

G_GNUC_PRINTF (4, 5)
static void
add (GPtrArray  *hints,
     CsHintKind  kind,
     const char *fact,
     const char *detail_format,
     ...)
{
  CsHint *hint = g_new0 (CsHint, 1);
  va_list args;

  hint->kind = kind;
  hint->fact = g_strdup (fact);
  va_start (args, detail_format);
  hint->detail = g_strdup_vprintf (detail_format, args);
  va_end (args);
  g_ptr_array_add (hints, hint);
}

static gboolean
is_same_account (const CsAccount *a,
                 const CsAccount *b)
{
  return a->network == b->network && strcmp (a->native_id, b->native_id) == 0 && strcmp (a->host, b->host) == 0;
}

/* The part of a handle that a reader takes for the name: "@lucioles@scene.example" is "lucioles". */
static char *
get_handle_skeleton (const char *handle)
{
  g_autofree char *local = g_strndup (handle, strcspn (handle, "@"));

  return cs_skeleton_of (local);
}

static gboolean
looks_like (const CsPost    *post,
            const CsAccount *official)
{
  g_autofree char *theirs = get_handle_skeleton (post->account->handle != NULL ? post->account->handle : "");
  g_autofree char *ours = get_handle_skeleton (official->handle != NULL ? official->handle : "");
  g_autofree char *their_name = cs_skeleton_of (post->name);
  g_autofree char *our_name = cs_skeleton_of (official->name != NULL ? official->name : "");

  return cs_skeleton_is_alike (ours, theirs) || cs_skeleton_is_alike (our_name, their_name);
}

static void
find_look_alike (GPtrArray         *hints,
                 const CsEntry     *entry,
                 const CsHintRules *rules)
{
  if (rules->official == NULL)
    return;
  for (guint i = 0; i < rules->official->len; i++)
    if (is_same_account (rules->official->pdata[i], entry->post->account))
      return;
  for (guint i = 0; i < rules->official->len; i++) {
    const CsAccount *official = rules->official->pdata[i];

    if (looks_like (entry->post, official)) {
      g_autofree char *fact = g_strdup_printf (_("Looks like @%s"), official->handle);

      add (hints, CS_HINT_LOOK_ALIKE, fact, "%s", _("it is another account"));
      return;
    }
  }
}

/* “casino”, “roulette” */
static char *
quote_found (CsWordList *words,
             const char *text)
{
  g_autoptr (GPtrArray) found = cs_word_list_find (words, text);
  GString *quoted;

  if (found->len == 0)
    return NULL;
  quoted = g_string_new (NULL);
  for (guint i = 0; i < found->len; i++) {
    if (i > 0)
      g_string_append (quoted, ", ");
    /* Translators: the quotation marks around a word of the show's list */
    g_string_append_printf (quoted, _("“%s”"), (const char *) found->pdata[i]);
  }
  return g_string_free (quoted, FALSE);
}

static void
find_words (GPtrArray         *hints,
            const CsEntry     *entry,
            const CsHintRules *rules)
{
  const CsAccount *account = entry->post->account;
  g_autofree char *in_text = NULL;
  g_autofree char *in_name = NULL;

  if (rules->words == NULL)
    return;
  in_text = quote_found (rules->words, entry->post->text);
  in_name = quote_found (rules->words, entry->post->name);
  if (in_name == NULL && account->handle != NULL)
    in_name = quote_found (rules->words, account->handle);
  if (in_text != NULL)
    add (hints, CS_HINT_WORD, _("Word of the show’s list"), "%s", in_text);
  else if (in_name != NULL)
    /* Translators: after "Word of the show's list": "in the name: “casino”" */
    add (hints, CS_HINT_WORD, _("Word of the show’s list"), _("in the name: %s"), in_name);
}

static void
find_account_facts (GPtrArray         *hints,
                    const CsEntry     *entry,
                    const CsHintRules *rules)
{
  const CsAccount *account = entry->post->account;

  if (entry->account_rejected > 0) {
    g_autofree char *fact =
      g_strdup_printf (ngettext ("%u post of this account already rejected",
                                 "%u posts of this account already rejected", entry->account_rejected),
                       entry->account_rejected);

    add (hints, CS_HINT_REJECTED_BEFORE, fact, "%s", _("tonight"));
  }
  if (account->created_us > 0 && rules->now_us - account->created_us < NEW_ACCOUNT_US) {
    gint64 days = MAX ((rules->now_us - account->created_us) / G_TIME_SPAN_DAY, 0);

    add (hints, CS_HINT_NEW_ACCOUNT, _("New account"),
         ngettext ("opened %d day ago", "opened %d days ago", (gulong) days), (int) days);
  }
}

static void
find_text_facts (GPtrArray     *hints,
                 const CsEntry *entry)
{
  const CsPost *post = entry->post;

  if (entry->alike >= MANY_ALIKE) {
    g_autofree char *fact = g_strdup_printf (
      ngettext ("%u other post says nearly the same", "%u other posts say nearly the same", entry->alike), entry->alike);

    add (hints, CS_HINT_ALIKE, fact, "%s", _("copied, or a wave"));
  }
  if (post->sensitive || (post->warning != NULL && *post->warning != '\0'))
    add (hints, CS_HINT_SENSITIVE, _("Behind a warning"), "%s", _("its author or the network put it there"));
  if (post->unreadable)
    add (hints, CS_HINT_UNREADABLE, _("Unreadable"), "%s", _("nothing of what was written can be shown"));
  if (post->links[0] != NULL)
    add (hints, CS_HINT_LINK, _("Holds a link"), "%s", _("links are not shown on air"));
}

/**
 * cs_hint_free:
 * @self: (transfer full): a hint
 */
void
cs_hint_free (CsHint *self)
{
  g_free (self->fact);
  g_free (self->detail);
  g_free (self);
}

/**
 * cs_hints_find:
 * @entry: a post as the show file has it
 * @rules: what to look for
 *
 * Finds why a post deserves a second look, most serious first. A pure function.
 *
 * Returns: (transfer full) (element-type CsHint): the hints, often none
 */
GPtrArray *
cs_hints_find (const CsEntry     *entry,
               const CsHintRules *rules)
{
  GPtrArray *hints = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_hint_free);

  if (entry->withdrawn_us != 0)
    add (hints, CS_HINT_WITHDRAWN, _("Withdrawn"), "%s", _("its author or the network removed it"));
  if (entry->approved_text != NULL)
    add (hints, CS_HINT_EDITED, _("Edited after approval"), "%s", _("out of the queue, decide again on the new text"));
  find_look_alike (hints, entry, rules);
  find_words (hints, entry, rules);
  find_account_facts (hints, entry, rules);
  find_text_facts (hints, entry);
  return hints;
}
