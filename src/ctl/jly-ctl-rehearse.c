/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl rehearse: a whole study on this computer, from files to the result document. */
#include "config.h"

#include "ctl/jly-ctl-keep.h"
#include "ctl/jly-ctl-options.h"
#include "ctl/jly-ctl-report.h"
#include "ctl/jly-ctl-study.h"
#include "ctl/jly-ctl.h"
#include "party/jly-rehearsal.h"
#include "party/jly-study-file.h"
#include "study/jly-case.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

typedef struct
{
  GMainLoop *loop;
  JlyResult *result;
  GError *error;
} Run;

static gboolean
check_case (const char *id, GError **error)
{
  g_autoptr (GPtrArray) cases = jly_case_load_all (NULL);

  for (guint i = 0; i < cases->len; i++)
    if (g_str_equal (jly_case_get_id (cases->pdata[i]), id))
      {
        JlyErrorDetail detail = { .next = _ ("Rehearse case a, which runs.") };

        return jly_case_get_runs (cases->pdata[i])
               || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                            _ ("Case “%s” does not run in this version yet."), id);
      }
  return jly_ctl_fail_usage (error, _ ("There is no case “%s”; jointlyctl case list shows them."),
                             id);
}

/* A wider or narrower range than the tender's own. */
static gboolean
set_range (const char *text, const char *key, guint scale, guint64 *max, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (text == NULL)
    return TRUE;
  if (jly_amount_parse (text, scale, G_MAXINT64, max, &reason) && *max > 0)
    return TRUE;
  return jly_ctl_fail_usage (error, _ ("--set %s=%s: write a number above zero."), key, text);
}

static JlyTender *
read_tender (const JlyCtlOptions *options, GError **error)
{
  g_autoptr (JlySheet) sheet = jly_sheet_load (options->tender, NULL, error);
  g_autoptr (JlyTender) first = NULL;
  JlyErrorDetail detail = { .file = options->tender };
  JlyBidRanges ranges;

  if (sheet != NULL)
    first = jly_tender_read (sheet, NULL, error);
  if (first == NULL)
    {
      jly_error_adopt (error, JLY_ERROR_NO_INPUT, &detail);
      return NULL;
    }
  if (options->amount_max == NULL && options->price_max == NULL)
    return g_steal_pointer (&first);
  ranges = first->ranges;
  if (!set_range (options->amount_max, "amount-max", ranges.amount_scale, &ranges.amount_max, error)
      || !set_range (options->price_max, "price-max", ranges.money_scale, &ranges.money_max, error))
    return NULL;
  return jly_tender_read (sheet, &ranges, error);
}

static JlyRehearsal *
make_bid (const JlyCtlOptions *options, GError **error)
{
  g_autoptr (JlyTender) tender = NULL;
  JlyRehearsal *rehearsal;

  if (!check_case (options->case_id, error))
    return NULL;
  tender = read_tender (options, error);
  if (tender == NULL)
    return NULL;
  rehearsal = jly_rehearsal_new (options->case_id, tender);
  jly_rehearsal_set_tender_path (rehearsal, options->tender);
  return rehearsal;
}

/* The file that --data gives a company of the study; NULL: none. */
static const char *
find_data (const JlyCtlOptions *options, const char *name)
{
  for (guint i = 0; i < options->data->len; i++)
    {
      const JlyCtlPair *pair = options->data->pdata[i];

      if (g_str_equal (pair->name, name))
        return pair->value;
    }
  return NULL;
}

static gboolean
has_company (const JlyStudyFile *file, const char *name)
{
  for (guint i = 0; i < file->parties->len; i++)
    if (g_str_equal (((const JlyStudyFileParty *)file->parties->pdata[i])->name, name))
      return TRUE;
  return file->parties->len == 0;
}

/* The study's companies with their files; those of the command line come before the study's own. */
static gboolean
merge_data (JlyCtlOptions *options, const JlyStudyFile *file, GError **error)
{
  GPtrArray *merged = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_ctl_pair_free);
  gboolean is_fine = TRUE;

  for (guint i = 0; is_fine && i < options->data->len; i++)
    {
      const JlyCtlPair *pair = options->data->pdata[i];

      is_fine = has_company (file, pair->name)
                || jly_ctl_fail_usage (error, _ ("The study has no company “%s”."), pair->name);
    }
  for (guint i = 0; is_fine && i < file->parties->len; i++)
    {
      const JlyStudyFileParty *party = file->parties->pdata[i];
      const char *given = find_data (options, party->name);
      const char *path = given != NULL ? given : party->path;

      is_fine
          = path != NULL
            || jly_ctl_fail_usage (error, _ ("The file of “%s” is missing: write --data %s=FILE."),
                                   party->name, party->name);
      if (is_fine)
        g_ptr_array_add (merged, jly_ctl_pair_new (party->name, path));
    }
  if (file->parties->len > 0 && is_fine)
    {
      g_ptr_array_unref (options->data);
      options->data = merged;
    }
  else
    g_ptr_array_unref (merged);
  return is_fine;
}

static JlyRehearsal *
make_study (JlyCtlOptions *options, GError **error)
{
  g_autoptr (JlyStudyFile) file = jly_study_file_read (options->case_id, error);

  if (file == NULL || !jly_study_file_check_computable (file, error)
      || !merge_data (options, file, error))
    return NULL;
  if (!g_str_equal (file->draft->case_id, "a"))
    {
      if (options->tender == NULL && options->amount_max == NULL && options->price_max == NULL)
        return jly_rehearsal_new_study (file->draft);
      jly_ctl_fail_usage (error, _ ("A tender and its ranges belong to case a only."));
      return NULL;
    }
  if (options->tender == NULL)
    options->tender = g_steal_pointer (&file->tender);
  if (options->tender == NULL)
    {
      jly_ctl_fail_usage (error, _ ("The tender is missing: write --public tender=FILE."));
      return NULL;
    }
  g_free (options->case_id);
  options->case_id = g_strdup ("a");
  return make_bid (options, error);
}

static JlyRehearsal *
make_rehearsal (JlyCtlOptions *options, GError **error)
{
  JlyRehearsal *rehearsal
      = options->is_study ? make_study (options, error) : make_bid (options, error);

  if (rehearsal == NULL)
    return NULL;
  for (guint i = 0; i < options->data->len; i++)
    {
      const JlyCtlPair *pair = options->data->pdata[i];

      jly_rehearsal_add_file (rehearsal, pair->name, pair->value);
    }
  jly_rehearsal_set_base_port (rehearsal, options->port);
  jly_rehearsal_set_keep_dir (rehearsal, options->keep_dir);
  jly_rehearsal_set_in_process (rehearsal, options->in_process);
  return rehearsal;
}

static void
ended_cb (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  Run *run = user_data;

  run->result = jly_rehearsal_run_finish (JLY_REHEARSAL (source), async_result, &run->error);
  g_main_loop_quit (run->loop);
}

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

/* A terminal that is closed stops the run like Ctrl-C; who started it with nohup wants it to go on.
 * 0 then. */
static guint
watch_hang_up (GCancellable *cancellable)
{
  struct sigaction before;

  if (sigaction (SIGHUP, NULL, &before) == 0 && before.sa_handler == SIG_IGN)
    return 0;
  return g_unix_signal_add (SIGHUP, interrupted_cb, cancellable);
}

JlyResult *
jly_ctl_rehearse_run (JlyRehearsal *rehearsal, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Run run = { .loop = g_main_loop_new (NULL, FALSE) };
  guint interrupt = g_unix_signal_add (SIGINT, interrupted_cb, cancellable);
  guint terminate = g_unix_signal_add (SIGTERM, interrupted_cb, cancellable);
  guint hang_up = watch_hang_up (cancellable);

  jly_rehearsal_run_async (rehearsal, cancellable, ended_cb, &run);
  g_main_loop_run (run.loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  g_clear_handle_id (&hang_up, g_source_remove);
  g_main_loop_unref (run.loop);
  if (run.error != NULL)
    g_propagate_error (error, run.error);
  return run.result;
}

/* The whole run; *result is also there after a failure, to be printed as a document. */
static gboolean
rehearse (JlyCtlOptions *options, JlyStudy **study, JlyResult **result, GError **error)
{
  g_autoptr (JlyRehearsal) rehearsal = make_rehearsal (options, error);
  g_autoptr (GError) failure = NULL;

  if (rehearsal == NULL
      || (options->keep_dir != NULL && !jly_ctl_keep_check (options->keep_dir, error)))
    return FALSE;
  *result = jly_ctl_rehearse_run (rehearsal, &failure);
  if (jly_rehearsal_get_study (rehearsal) != NULL)
    *study = jly_study_decode (jly_rehearsal_get_study (rehearsal), NULL);
  if (failure != NULL)
    *result = jly_result_new_failed (*study != NULL ? (*study)->id : NULL, failure);
  if (options->keep_dir != NULL && *study != NULL
      && !jly_ctl_keep (options->keep_dir, *study, *result, error))
    return FALSE;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return *error == NULL;
}

static gboolean
wants_json (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--json"))
      return TRUE;
  return FALSE;
}

static int
print_failure (gboolean json, JlyStudy *study, const GError *error)
{
  if (json)
    {
      g_autoptr (JlyResult) failed
          = jly_result_new_failed (study != NULL ? study->id : NULL, error);
      g_autofree char *text = jly_result_to_json (failed, TRUE);

      printf ("%s\n", text);
    }
  return jly_ctl_print_error (error);
}

static void
print_usage (void)
{
  printf ("%s\n  %s\n  %s\n\n%s\n  %s\n  %s\n  %s\n", _ ("Usage:"),
          "jointlyctl rehearse STUDY.json [--data NAME=FILE ...] [--set port=N] [--json] "
          "[--keep DIR] [--transport tls|process]",
          "jointlyctl rehearse a --public tender=FILE --data NAME=FILE --data NAME=FILE --data "
          "NAME=FILE "
          "[--set KEY=VALUE] [--json] [--keep DIR] [--transport tls|process]",
          _ ("Settings:"), _ ("port=N        use the ports N, N+1 and N+2 of this computer"),
          _ ("amount-max=X  the largest amount that may enter"),
          _ ("price-max=X   the largest unit cost or revenue that may enter"));
}

int
jly_ctl_rehearse (int argc, char **argv)
{
  gboolean json = wants_json (argc, argv);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyCtlOptions) options = jly_ctl_options_parse (argc, argv, &error);
  g_autoptr (JlyResult) result = NULL;
  g_autoptr (JlyStudy) study = NULL;
  g_autofree char *text = NULL;

  if (options != NULL && options->help)
    {
      print_usage ();
      return EX_OK;
    }
  if (options == NULL || !rehearse (options, &study, &result, &error))
    return print_failure (json, study, error);
  text = json ? jly_result_to_json (result, TRUE) : jly_ctl_report_text (study, result);
  printf (json ? "%s\n" : "%s", text);
  return EX_OK;
}
