/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * make-logs DIR: writes exported logs for tests of "jointlyctl verify" into DIR: north.jlylog and
 * harbour.jlylog, which agree; forked.jlylog, which north wrote anew behind harbour's back and
 * signed; and older.jlylog, north's before harbour kept its head.
 */
#include "config.h"

#include "store/kept-fixture.h"
#include "store/jly-log-export.h"

#include <stdio.h>

static void
write_log (Kept *kept, const char *dir, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyLogExport) log
      = jly_store_export_log (kept->store, kept->base.contract->study_id, &error);
  g_autoptr (GBytes) bytes = log != NULL ? jly_log_export_encode (log) : NULL;
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_assert_no_error (error);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
}

static void
note (Kept *kept, const char *what)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (jly_store_log (kept->store, kept->base.contract->study_id, "north", what, &error));
}

/* Gives north's head to harbour. */
static void
exchange_head (Kept *north, Kept *harbour)
{
  g_autoptr (GError) error = NULL;
  JlyLogHead head;
  guint8 signature[64];

  g_assert_true (jly_store_get_log_head (north->store, north->base.contract->study_id, &head,
                                         signature, &error));
  g_assert_true (jly_store_keep_head (harbour->kept, &head, signature, NOW, &error));
}

int
main (int argc, char **argv)
{
  Kept north, harbour, twin;

  if (argc != 2)
    {
      fprintf (stderr, "make-logs DIR\n");
      return 64;
    }
  kept_set_up (&north);
  kept_set_up_beside (&harbour, &north, HARBOUR);
  kept_set_up_beside (&twin, &north, NORTH);
  kept_begin (&north);
  kept_begin (&harbour);
  kept_begin (&twin);
  write_log (&north, argv[1], "older.jlylog");
  note (&north, "told the answer");
  note (&twin, "told nothing");
  exchange_head (&north, &harbour);
  write_log (&north, argv[1], "north.jlylog");
  write_log (&harbour, argv[1], "harbour.jlylog");
  write_log (&twin, argv[1], "forked.jlylog");
  kept_tear_down (&twin);
  kept_tear_down (&harbour);
  kept_tear_down (&north);
  return 0;
}
