/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-audit.h"

#include "cs-journal.h"

#include <glib/gi18n-lib.h>

#define MAX_PROBLEMS 20

/* Each of these counts rows that must not be. Together they say: what the desk shows follows from the journal, and
 * what is kept along follows from the rows. */
static const struct {
  const char *sql;
  const char *problem;
} rules[] = {
  { "SELECT count (*) FROM post AS p WHERE p.state = 1 AND NOT EXISTS (SELECT 1 FROM decision AS d"
    " JOIN post_version AS v ON v.id = p.version_id"
    " WHERE d.id = p.decision_id AND d.post_id = p.id AND d.verb = 1 AND d.version = v.version)",
    N_("%lld posts are approved without a decision on what they say now.") },
  { "SELECT count (*) FROM (SELECT post_id, state_after, max (id) FROM decision GROUP BY post_id) AS last"
    " JOIN post AS p ON p.id = last.post_id WHERE p.state <> last.state_after",
    N_("%lld posts are in another state than the journal says.") },
  { "SELECT count (*) FROM post AS p WHERE p.state <> 0 AND NOT EXISTS (SELECT 1 FROM decision WHERE post_id = p.id)",
    N_("%lld posts are decided on without a row in the journal.") },
  { "SELECT count (*) FROM queue AS q JOIN post AS p ON p.id = q.post_id"
    " WHERE q.waiting = 1 AND (p.state <> 1 OR p.gone_us <> 0)",
    N_("%lld posts are in the queue and not approved.") },
  { "SELECT count (*) FROM cue AS c JOIN post AS p ON p.id = c.post_id WHERE p.state <> 1 OR p.gone_us <> 0",
    N_("%lld posts are planned and not approved.") },
  { "SELECT count (*) FROM airing AS g LEFT JOIN decision AS d ON d.id = g.decision_id"
    " LEFT JOIN post_version AS v ON v.id = g.version_id"
    " WHERE d.verb IS NOT 1 OR d.post_id IS NOT g.post_id OR v.post_id IS NOT g.post_id OR d.version IS NOT v.version",
    N_("%lld airings were of something nobody had approved.") },
  { "SELECT count (*) FROM post AS p LEFT JOIN post_version AS v ON v.id = p.version_id WHERE v.post_id IS NOT p.id",
    N_("%lld posts have lost their text.") },
  { "SELECT count (*) FROM post WHERE (gone_us <> 0) <> (gone_how <> 0)",
    N_("%lld posts are neither there nor gone.") },
  { "SELECT count (*) FROM alike_group AS g WHERE posts <>"
    " (SELECT count (*) FROM alike AS a JOIN post AS p ON p.id = a.post_id WHERE a.key = g.key AND p.gone_us = 0)",
    N_("%lld groups of posts that say the same are miscounted.") },
  { "SELECT posts <> (SELECT count (*) FROM post) OR accounts <> (SELECT count (*) FROM account)"
    " OR incoming <> (SELECT count (*) FROM post WHERE state = 0 AND gone_us = 0)"
    " OR approved <> (SELECT count (*) FROM post WHERE state = 1 AND gone_us = 0)"
    " OR rejected <> (SELECT count (*) FROM post WHERE state = 2 AND gone_us = 0)"
    " OR held <> (SELECT count (*) FROM post WHERE state = 3 AND gone_us = 0)"
    " OR withdrawn <> (SELECT count (*) FROM post WHERE gone_us <> 0)"
    " OR queued <> (SELECT count (*) FROM queue WHERE waiting = 1)"
    " OR aired <> (SELECT count (*) FROM airing) FROM tally",
    N_("The figures are not those of the posts (%lld).") },
  /* Weighed with the account, so that none can have another's. */
  { "SELECT (SELECT count (*) FROM post) <> (SELECT total (posts) FROM account_figures)"
    " OR (SELECT total (account_id) FROM post) <> (SELECT total (account_id * posts) FROM account_figures)"
    " OR (SELECT total (account_id) FROM post WHERE state = 1)"
    " <> (SELECT total (account_id * approved) FROM account_figures)"
    " OR (SELECT total (account_id) FROM post WHERE state = 2)"
    " <> (SELECT total (account_id * rejected) FROM account_figures)",
    N_("The figures of accounts are not those of their posts (%lld).") },
};

static void
add_problem (GPtrArray *problems,
             char      *sentence)
{
  if (problems->len < MAX_PROBLEMS)
    g_ptr_array_add (problems, sentence);
  else
    g_free (sentence);
}

static gboolean
check_pages (CsDatabase *db,
             GPtrArray  *problems,
             GError    **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (db, "PRAGMA integrity_check(20)", error);
  CsStep step;

  if (row == NULL)
    return FALSE;
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW)
    if (g_strcmp0 (cs_statement_get_text (row, 0), "ok") != 0)
      add_problem (problems, g_strdup_printf (_("The file is damaged: %s."), cs_statement_get_text (row, 0)));
  return step == CS_STEP_DONE;
}

static gboolean
check_references (CsDatabase *db,
                  GPtrArray  *problems,
                  GError    **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (db, "PRAGMA foreign_key_check", error);
  CsStep step;

  if (row == NULL)
    return FALSE;
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW)
    add_problem (problems, g_strdup_printf (_("A row of “%s” refers to one that is not there."),
                                            cs_statement_get_text (row, 0)));
  return step == CS_STEP_DONE;
}

static gboolean
check_rules (CsDatabase *db,
             GPtrArray  *problems,
             GError    **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++) {
    gint64 n;

    if (!cs_database_read_int (db, rules[i].sql, &n, error))
      return FALSE;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    if (n != 0)
      add_problem (problems, g_strdup_printf (_(rules[i].problem), (long long) n));
#pragma GCC diagnostic pop
  }
  return TRUE;
}

static gboolean
check_journal (CsDatabase *db,
               gint64     *n_rows,
               GPtrArray  *problems,
               GError    **error)
{
  g_autoptr (GError) local_error = NULL;

  if (cs_journal_verify (db, n_rows, &local_error))
    return TRUE;
  if (!g_error_matches (local_error, CS_STORE_ERROR, CS_STORE_ERROR_DAMAGED)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  add_problem (problems, g_strdup (local_error->message));
  return TRUE;
}

/**
 * cs_audit:
 * @db: a connection of the calling thread
 * @error: return location, when it could not be looked at
 *
 * Looks at every page, every reference, every row of the journal and at what must follow from them.
 *
 * Returns: (transfer full) (nullable): what was found
 */
CsCheckReport *
cs_audit (CsDatabase *db,
          GError    **error)
{
  g_autoptr (CsCheckReport) report = g_new0 (CsCheckReport, 1);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  gboolean done;

  if (!cs_database_run (db, "BEGIN", error))
    return NULL;
  done = check_pages (db, problems, error) && check_references (db, problems, error) &&
         check_journal (db, &report->decisions, problems, error) && check_rules (db, problems, error) &&
         cs_database_read_int (db, "SELECT count (*) FROM post", &report->posts, error) &&
         cs_database_read_int (db, "SELECT count (*) FROM airing", &report->airings, error);
  cs_database_run (db, "ROLLBACK", NULL);
  if (!done)
    return NULL;
  g_ptr_array_add (problems, NULL);
  report->problems = (GStrv) g_ptr_array_free (g_steal_pointer (&problems), FALSE);
  return g_steal_pointer (&report);
}
