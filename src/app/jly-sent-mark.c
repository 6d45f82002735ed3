/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-sent-mark.h. */
#include "config.h"

#include "app/jly-sent-mark.h"

static char *
build_path (const char *dir, const char *study_id)
{
  return g_build_filename (dir, "saved", study_id, NULL);
}

guint
jly_sent_mark_read (const char *dir, const char *study_id)
{
  g_autofree char *path = build_path (dir, study_id);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? (guint)g_ascii_strtoull (text, NULL, 10)
                                                       : 0;
}

void
jly_sent_mark_write (const char *dir, const char *study_id, guint number)
{
  g_autofree char *path = build_path (dir, study_id);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = g_strdup_printf ("%u\n", number);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_file_set_contents (path, text, -1, NULL);
}
