/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-room.h. */
#include "config.h"

#include "party/jly-room.h"

#include "analysis/jly-query.h"
#include "study/jly-refusal.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define UNKNOWN G_MAXUINT64
#define DISK (G_GUINT64_CONSTANT (32) << 20)   /* letters, kept twice, and what the log grows */
#define AT_ALL (G_GUINT64_CONSTANT (32) << 20) /* whatever is computed */
#define TO_WORK 4                              /* times the shares */
#define COMPONENTS 2

static guint64
measure_disk (const char *dir)
{
  struct statvfs found;

  return statvfs (dir, &found) == 0 ? (guint64)found.f_bavail * found.f_frsize : UNKNOWN;
}

/* Of the whole computer; without a swap, so that nothing of it gets to a disk. */
static guint64
measure_computer (void)
{
  g_autofree char *text = NULL;
  const char *line;
  guint64 kib;

  if (!g_file_get_contents ("/proc/meminfo", &text, NULL, NULL)
      || (line = strstr (text, "MemAvailable:")) == NULL
      || sscanf (line, "MemAvailable: %" G_GUINT64_FORMAT, &kib) != 1)
    return UNKNOWN;
  return kib * 1024;
}

/* What a limit on this process leaves it. */
static guint64
measure_process (void)
{
  g_autofree char *text = NULL;
  struct rlimit limit;
  guint64 pages, used;

  if (getrlimit (RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY
      || !g_file_get_contents ("/proc/self/statm", &text, NULL, NULL)
      || sscanf (text, "%" G_GUINT64_FORMAT, &pages) != 1)
    return UNKNOWN;
  used = pages * (guint64)sysconf (_SC_PAGESIZE);
  return used < limit.rlim_cur ? limit.rlim_cur - used : 0;
}

void
jly_room_measure (const char *dir, JlyRoom *room)
{
  guint64 computer = measure_computer (), process = measure_process ();

  room->disk = measure_disk (dir);
  room->memory = MIN (computer, process);
}

void
jly_room_need (const JlyAgreed *agreed, guint n_earlier, JlyRoom *room)
{
  const JlyInputs *inputs = &agreed->plan->inputs->inputs;
  guint64 n_rows = 0, bits = 0;

  for (guint i = 0; i < inputs->n_sources; i++)
    n_rows += inputs->n_rows[i];
  for (guint k = 0; k < inputs->n_columns; k++)
    bits += jly_input_column_get_upload_width (&inputs->columns[k]);
  room->disk = DISK;
  room->memory = AT_ALL + TO_WORK * COMPONENTS * (1 + (guint64)n_earlier) * bits * n_rows / 8;
}

gboolean
jly_room_check (const JlyRoom *is_free, const JlyRoom *need, GError **error)
{
  return (is_free->disk >= need->disk && is_free->memory >= need->memory)
         || jly_refuse (error, JLY_REFUSAL_ROOM, NULL);
}
