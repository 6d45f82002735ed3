/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long the window does not answer while a rehearsal runs (bench-loop.h), from its beginning to
 * its result on the page. Run under tests/support/run-ui.sh:
 *
 *   jly-bench-running [CASE...]     b1 (two rivals) and c (association) unless said
 */
#include "config.h"

#include "bench-loop.h"
#include "jly-ui-test.h"

#include "app/jly-running-page.h"

#include <stdio.h>

static gboolean
has_ended (gpointer works)
{
  return jly_works_count (works) == 0;
}

static void
rehearse (JlyUiTest *ui, const char *id)
{
  JlyCase *the_case = jly_application_find_case (ui->application, id);
  g_autofree char *phase = g_strdup_printf ("case %s, until its result", id);

  g_assert_nonnull (the_case);
  jly_window_go_home (ui->window);
  jly_ui_settle (ui);
  bench_loop_look ();
  jly_window_push (ui->window, JLY_PAGE (jly_running_page_new_for_case (the_case)));
  jly_ui_wait (has_ended, jly_application_get_works (ui->application), "the rehearsal");
  jly_ui_settle (ui);
  bench_loop_say (phase);
}

int
main (int argc, char **argv)
{
  static const char *const usual[] = { "b1", "c", NULL };
  const char *const *ids = argc > 1 ? (const char *const *)argv + 1 : usual;
  g_autoptr (JlyUiTest) ui = NULL;
  int none = 1;

  jly_ui_test_init (&none, &argv);
  ui = jly_ui_start (NULL);
  bench_loop_begin (GTK_WINDOW (ui->window));
  for (guint i = 0; ids[i] != NULL; i++)
    rehearse (ui, ids[i]);
  g_main_context_set_poll_func (NULL, NULL);
  return 0;
}
