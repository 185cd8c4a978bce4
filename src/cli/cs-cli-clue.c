/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-clue.h"

#include "cs-cli.h"
#include "cs-clue-feed.h"
#include "cs-draw-text.h"

static void
begin_close (CsCliClue          *clue,
             gpointer            data,
             GAsyncReadyCallback callback,
             GAsyncResult      **result)
{
  cs_clue_close_async (clue->clue, data, NULL, callback, result);
}

static void
begin_export (CsCliClue          *clue,
              gpointer            data,
              GAsyncReadyCallback callback,
              GAsyncResult      **result)
{
  const char *const both[] = { "fr", "en", NULL };
  const char *const one[] = { clue->language, NULL };

  cs_clue_export_async (clue->clue, NULL, clue->language != NULL ? one : both, clue->output, NULL, callback, result);
}

/**
 * cs_cli_clue_clear:
 * @clue: what the command line said
 *
 * Frees what is in it.
 */
void
cs_cli_clue_clear (CsCliClue *clue)
{
  g_free (clue->show_path);
  g_free (clue->contest);
  g_free (clue->organiser);
  g_free (clue->show);
  g_free (clue->rules_path);
  g_free (clue->answers_path);
  g_free (clue->start);
  g_free (clue->end);
  g_free (clue->output);
  g_free (clue->language);
  g_free (clue->reason);
  g_free (clue->code);
  g_strfreev (clue->prizes);
  g_strfreev (clue->tags);
  g_clear_object (&clue->clue);
  g_clear_object (&clue->desk);
}

/**
 * cs_cli_clue_usage:
 * @sentence: what the command line lacks
 *
 * Says it.
 *
 * Returns: %CS_CLI_USAGE
 */
int
cs_cli_clue_usage (const char *sentence)
{
  g_printerr ("coulisses-cli: %s\n", sentence);
  return CS_CLI_USAGE;
}

/**
 * cs_cli_clue_open:
 * @clue: what the command line said
 *
 * Opens the show.
 *
 * Returns: a #CsCliExit; other than %CS_CLI_OK nothing is open, and it was said why
 */
int
cs_cli_clue_open (CsCliClue *clue)
{
  int code = CS_CLI_OK;

  clue->desk = cs_cli_open_desk (clue->show_path, CS_STORE_OPEN, &code);
  if (clue->desk != NULL)
    clue->clue = cs_clue_new (cs_contest_desk_get_draw (cs_desk_get_contest (clue->desk)));
  return code;
}

/**
 * cs_cli_clue_close:
 * @clue: an open show
 * @error: (nullable): what went wrong in it
 *
 * Says what went wrong, and closes the show.
 *
 * Returns: a #CsCliExit
 */
int
cs_cli_clue_close (CsCliClue    *clue,
                   const GError *error)
{
  int code = error != NULL ? cs_cli_fail (CS_CLI_FAILED, error) : CS_CLI_OK;
  int closed;

  g_clear_object (&clue->clue);
  closed = cs_cli_close_desk (clue->desk);
  return code != CS_CLI_OK ? code : closed;
}

/**
 * cs_cli_clue_await:
 * @clue: an open show
 * @begin: what is to be done
 * @data: for @begin
 * @error: return location
 *
 * Does one thing and waits for it.
 *
 * Returns: whether it is done
 */
gboolean
cs_cli_clue_await (CsCliClue     *clue,
                   CsCliClueBegin begin,
                   gpointer       data,
                   GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  begin (clue, data, cs_cli_result_cb, &result);
  return cs_clue_finish (clue->clue, cs_cli_wait (&result), error);
}

/**
 * cs_cli_clue_find_posts:
 * @clue: an open show with a sealed contest
 * @error: return location
 *
 * Ends the contest: ranks the posts of the show that hold the answer.
 *
 * Returns: whether it is closed
 */
gboolean
cs_cli_clue_find_posts (CsCliClue *clue,
                        GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) posts = NULL;

  cs_clue_feed_async (cs_desk_get_store (clue->desk), (const char *const *) cs_clue_get_setup (clue->clue)->tags, NULL, cs_cli_result_cb,
                      &result);
  posts = cs_clue_feed_finish (cs_cli_wait (&result), error);
  return posts != NULL && cs_cli_clue_await (clue, begin_close, posts, error);
}

/**
 * cs_cli_clue_export:
 * @clue: an open show with a contest whose reveal has ended
 * @error: return location
 *
 * Writes the record, in the language that was named or in both.
 *
 * Returns: whether it is written
 */
gboolean
cs_cli_clue_export (CsCliClue *clue,
                    GError   **error)
{
  return cs_cli_clue_await (clue, begin_export, NULL, error);
}

/**
 * cs_cli_clue_print_result:
 * @clue: an open show with a closed contest
 *
 * Prints who holds a prize now, in the order of the ranking.
 */
void
cs_cli_clue_print_result (const CsCliClue *clue)
{
  g_autoptr (GPtrArray) events = cs_clue_list_events (clue->clue);
  guint called = cs_clue_get_n_winners (clue->clue);

  for (guint i = 0; i < events->len; i++)
    called += ((const CsDrawEvent *) events->pdata[i])->replaced_by > 0;
  for (guint rank = 1; rank <= called; rank++) {
    const CsClueEntry *entry = cs_clue_get_entry (clue->clue, rank);
    g_autofree char *time = cs_draw_write_time (entry->time_s);
    gboolean lost = FALSE;

    for (guint i = 0; i < events->len; i++)
      lost = lost || ((const CsDrawEvent *) events->pdata[i])->rank == rank;
    if (!lost)
      g_print ("%u\t%s\t%s\t%s\n", rank, time, entry->id, entry->post);
  }
}
