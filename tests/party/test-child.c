/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child that stands still must not hold its parent for ever. */
#include "config.h"

#include "party/jly-child.h"

static void
event_cb (JlyChild *child, JsonObject *event, gpointer user_data)
{
}

static void
exit_cb (JlyChild *child, gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
}

/* More than the connection holds, for a program that never reads. */
static void
test_never_reads (void)
{
  const char *const argv[] = { "sleep", "1000", NULL };
  g_autofree char *text = g_strnfill (4 << 20, 'x');
  g_autoptr (GError) error = NULL;
  JsonObject *command = json_object_new ();
  gboolean has_ended = FALSE;
  JlyChild *child = jly_child_new ("sleeper", argv, event_cb, exit_cb, &has_ended, &error);

  g_assert_no_error (error);
  json_object_set_string_member (command, "text", text);
  jly_child_send (child, command);
  while (!has_ended)
    g_main_context_iteration (NULL, TRUE);
  jly_child_free (child);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/party/child/never-reads", test_never_reads);
  return g_test_run ();
}
