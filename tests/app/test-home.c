/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start page in its states. */
#include "config.h"

#include "jly-ui-test.h"

#include "app/jly-home-page.h"

static void
test_empty (void)
{
  g_autoptr (JlyUiTest) ui = jly_ui_start (NULL);

  jly_ui_wait_page (ui, JLY_TYPE_HOME_PAGE);
  jly_ui_check_page (ui, "home-empty");
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/home/empty", test_empty);
  return g_test_run ();
}
