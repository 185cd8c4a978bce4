/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-people.h"

#include <string.h>

#define RULINGS_TYPE "a(uxxssssxxms)"
#define LISTS_TYPE "a(ssxas)"

static void
ruling_free (CsContestRuling *ruling)
{
  g_free (ruling->code);
  g_free (ruling->id);
  g_free (ruling->reason);
  g_free (ruling->by);
  g_free (ruling->text);
  g_free (ruling);
}

static void
list_free (CsContestList *list)
{
  g_free (list->code);
  g_free (list->name);
  g_strfreev (list->ids);
  g_free (list);
}

/**
 * cs_contest_people_new:
 *
 * Returns: (transfer full): nobody left out, everybody one person
 */
CsContestPeople *
cs_contest_people_new (void)
{
  CsContestPeople *self = g_new0 (CsContestPeople, 1);

  self->rulings = g_ptr_array_new_with_free_func ((GDestroyNotify) ruling_free);
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) list_free);
  self->tickets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->winners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * cs_contest_people_copy:
 * @self: people
 *
 * Returns: (transfer full): the same
 */
CsContestPeople *
cs_contest_people_copy (const CsContestPeople *self)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (cs_contest_people_to_variant (self));

  return cs_contest_people_from_variant (variant);
}

/**
 * cs_contest_people_free:
 * @self: (transfer full) (nullable): people
 */
void
cs_contest_people_free (CsContestPeople *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rulings);
  g_ptr_array_unref (self->lists);
  g_hash_table_unref (self->tickets);
  g_hash_table_unref (self->winners);
  g_free (self);
}

/**
 * cs_contest_people_add_ruling:
 * @self: people
 * @act: what is decided
 * @account_id: about which account of the show file
 * @id: as it is called
 * @code: one of the protocol's codes
 *
 * Returns: (transfer none): the decision, to be told more
 */
CsContestRuling *
cs_contest_people_add_ruling (CsContestPeople *self,
                              CsContestAct     act,
                              gint64           account_id,
                              const char      *id,
                              const char      *code)
{
  CsContestRuling *ruling = g_new0 (CsContestRuling, 1);

  ruling->act = act;
  ruling->account_id = account_id;
  ruling->id = g_strdup (id);
  ruling->code = g_strdup (code);
  ruling->reason = g_strdup ("");
  ruling->by = g_strdup ("");
  g_ptr_array_add (self->rulings, ruling);
  return ruling;
}

/**
 * cs_contest_people_find:
 * @self: people
 * @act: what was decided
 * @account_id: about which account
 *
 * Returns: (transfer none) (nullable): the decision that is in force
 */
CsContestRuling *
cs_contest_people_find (const CsContestPeople *self,
                        CsContestAct           act,
                        gint64                 account_id)
{
  for (guint i = 0; i < self->rulings->len; i++) {
    CsContestRuling *ruling = self->rulings->pdata[i];

    if (ruling->act == act && ruling->account_id == account_id && ruling->undone_s == 0)
      return ruling;
  }
  return NULL;
}

/**
 * cs_contest_people_add_list:
 * @self: people
 * @code: what whoever is on it is left out for; another list for the same is replaced
 * @name: the file it came from
 * @at_s: now, seconds since 1970 UTC
 * @ids: (array zero-terminated=1): who is on it
 *
 * Takes a list; an empty one takes the one before away.
 */
void
cs_contest_people_add_list (CsContestPeople   *self,
                            const char        *code,
                            const char        *name,
                            gint64             at_s,
                            const char *const *ids)
{
  CsContestList *list;

  for (guint i = self->lists->len; i > 0; i--)
    if (strcmp (((CsContestList *) self->lists->pdata[i - 1])->code, code) == 0)
      g_ptr_array_remove_index (self->lists, i - 1);
  if (ids[0] == NULL)
    return;
  list = g_new0 (CsContestList, 1);
  list->code = g_strdup (code);
  list->name = g_strdup (name);
  list->at_s = at_s;
  list->ids = g_strdupv ((GStrv) ids);
  g_ptr_array_add (self->lists, list);
}

static gboolean
is_listed (const CsContestList *list,
           const char          *id)
{
  const char *handle = strchr (id, ':');

  for (guint i = 0; list->ids[i] != NULL; i++)
    if (strcmp (list->ids[i], id) == 0 || (list->ids[i][0] == '*' && handle != NULL && strcmp (list->ids[i] + 1, handle) == 0))
      return TRUE;
  return FALSE;
}

/**
 * cs_contest_people_find_listed:
 * @self: people
 * @id: an id as cs_draw_id_new() makes it
 *
 * Returns: (transfer none) (nullable): the first list that it is on
 */
const CsContestList *
cs_contest_people_find_listed (const CsContestPeople *self,
                               const char            *id)
{
  for (guint i = 0; i < self->lists->len; i++)
    if (is_listed (self->lists->pdata[i], id))
      return self->lists->pdata[i];
  return NULL;
}

/**
 * cs_contest_people_get_tickets:
 * @self: people
 * @id: an id
 *
 * Returns: how many tickets it holds, at least one
 */
guint
cs_contest_people_get_tickets (const CsContestPeople *self,
                               const char            *id)
{
  return MAX (GPOINTER_TO_UINT (g_hash_table_lookup (self->tickets, id)), 1);
}

static GVariant *
rulings_to_variant (const CsContestPeople *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (RULINGS_TYPE));
  for (guint i = 0; i < self->rulings->len; i++) {
    const CsContestRuling *ruling = self->rulings->pdata[i];

    g_variant_builder_add (&builder, "(uxxssssxxms)", ruling->act, ruling->account_id, ruling->into_id, ruling->code,
                           ruling->id, ruling->reason, ruling->by, ruling->at_s, ruling->undone_s, ruling->text);
  }
  return g_variant_builder_end (&builder);
}

static GVariant *
lists_to_variant (const CsContestPeople *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (LISTS_TYPE));
  for (guint i = 0; i < self->lists->len; i++) {
    const CsContestList *list = self->lists->pdata[i];

    g_variant_builder_add (&builder, "(ssx^as)", list->code, list->name, list->at_s, list->ids);
  }
  return g_variant_builder_end (&builder);
}

static GVariant *
tickets_to_variant (const CsContestPeople *self)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer id, n;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{su}"));
  g_hash_table_iter_init (&iter, self->tickets);
  while (g_hash_table_iter_next (&iter, &id, &n))
    g_variant_builder_add (&builder, "{su}", id, GPOINTER_TO_UINT (n));
  return g_variant_builder_end (&builder);
}

static GVariant *
winners_to_variant (const CsContestPeople *self)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer id;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  g_hash_table_iter_init (&iter, self->winners);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_variant_builder_add (&builder, "s", id);
  return g_variant_builder_end (&builder);
}

/**
 * cs_contest_people_to_variant:
 * @self: people
 *
 * Returns: (transfer none): them as a floating value that can be kept among the settings of a show
 */
GVariant *
cs_contest_people_to_variant (const CsContestPeople *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert_value (&dict, "rulings", rulings_to_variant (self));
  g_variant_dict_insert_value (&dict, "lists", lists_to_variant (self));
  g_variant_dict_insert_value (&dict, "tickets", tickets_to_variant (self));
  g_variant_dict_insert_value (&dict, "winners", winners_to_variant (self));
  return g_variant_dict_end (&dict);
}

static void
take_rulings (CsContestPeople *self,
              GVariant        *variant)
{
  const char *code, *id, *reason, *by, *text;
  gint64 account_id, into_id, at_s, undone_s;
  GVariantIter iter;
  guint act;

  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_next (&iter, "(uxx&s&s&s&sxxm&s)", &act, &account_id, &into_id, &code, &id, &reason, &by, &at_s,
                              &undone_s, &text)) {
    CsContestRuling *ruling = cs_contest_people_add_ruling (self, MIN (act, CS_CONTEST_MERGE), account_id, id, code);

    g_free (ruling->reason);
    g_free (ruling->by);
    ruling->into_id = into_id;
    ruling->reason = g_strdup (reason);
    ruling->by = g_strdup (by);
    ruling->at_s = at_s;
    ruling->undone_s = undone_s;
    ruling->text = g_strdup (text);
  }
}

static void
take_lists (CsContestPeople *self,
            GVariant        *variant)
{
  GVariantIter iter;
  const char *code, *name;
  gint64 at_s;
  GVariant *ids;

  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_next (&iter, "(&s&sx@as)", &code, &name, &at_s, &ids)) {
    g_autofree const char **strings = g_variant_get_strv (ids, NULL);

    cs_contest_people_add_list (self, code, name, at_s, strings);
    g_variant_unref (ids);
  }
}

/**
 * cs_contest_people_from_variant:
 * @variant: (nullable): what cs_contest_people_to_variant() made
 *
 * Returns: (transfer full): people; what @variant does not tell is empty
 */
CsContestPeople *
cs_contest_people_from_variant (GVariant *variant)
{
  CsContestPeople *self = cs_contest_people_new ();
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) rulings = NULL, lists = NULL, tickets = NULL, winners = NULL;
  GVariantIter iter;
  const char *id;
  guint n;

  if (variant == NULL || !g_variant_is_of_type (variant, G_VARIANT_TYPE_VARDICT))
    return self;
  g_variant_dict_clear (&dict);
  g_variant_dict_init (&dict, variant);
  if ((rulings = g_variant_dict_lookup_value (&dict, "rulings", G_VARIANT_TYPE (RULINGS_TYPE))) != NULL)
    take_rulings (self, rulings);
  if ((lists = g_variant_dict_lookup_value (&dict, "lists", G_VARIANT_TYPE (LISTS_TYPE))) != NULL)
    take_lists (self, lists);
  if ((tickets = g_variant_dict_lookup_value (&dict, "tickets", G_VARIANT_TYPE ("a{su}"))) != NULL) {
    g_variant_iter_init (&iter, tickets);
    while (g_variant_iter_next (&iter, "{&su}", &id, &n))
      g_hash_table_insert (self->tickets, g_strdup (id), GUINT_TO_POINTER (n));
  }
  if ((winners = g_variant_dict_lookup_value (&dict, "winners", G_VARIANT_TYPE_STRING_ARRAY)) != NULL) {
    g_variant_iter_init (&iter, winners);
    while (g_variant_iter_next (&iter, "&s", &id))
      g_hash_table_add (self->winners, g_strdup (id));
  }
  return self;
}
