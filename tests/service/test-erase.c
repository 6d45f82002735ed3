/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Services that are never restarted, and a study whose days end meanwhile: figures are erased, and
 * what is carried for others, and everybody is told. The clock of this program is moved on. */
#include "config.h"

#include "party/jly-member-private.h"
#include "service/association.h"

#include <glib/gstdio.h>
#include <time.h>

#define DAY 86400
#define TRIES 200u
#define PAUSE 100u
#define LONG_LETTER 40000

static gint64 moved; /* microseconds; atomic as a pointer */

/* Instead of GLib's: what a service takes for the time. */
gint64
g_get_real_time (void)
{
  struct timespec now;

  g_assert_cmpint (clock_gettime (CLOCK_REALTIME, &now), ==, 0);
  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000
         + (gint64)GPOINTER_TO_SIZE (g_atomic_pointer_get ((gpointer *)&moved));
}

static guint
count_files (const ServiceParty *party, const Association *study, const char *name)
{
  g_autofree char *path
      = g_build_filename (party->dir, "data", "studies", study->study_id, name, NULL);
  g_autoptr (GDir) files = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (files != NULL && g_dir_read_name (files) != NULL)
    n++;
  return n;
}

static void
await_files (const Services *services, const Association *study, const char *name, guint expected)
{
  for (guint i = 0; i < N_SERVICES; i++)
    {
      const ServiceParty *party = &services->parties[i];

      for (guint k = 0; k < TRIES && count_files (party, study, name) != expected; k++)
        services_rest (PAUSE);
      g_assert_cmpuint (count_files (party, study, name), ==, expected);
    }
}

/* The largest file of letters for others. */
static gint64
measure_carried (const ServiceParty *party, const Association *study)
{
  g_autofree char *mail
      = g_build_filename (party->dir, "data", "studies", study->study_id, "mail", NULL);
  g_autoptr (GDir) files = g_dir_open (mail, 0, NULL);
  const char *name;
  gint64 most = 0;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (mail, name, NULL);
      GStatBuf info;

      if (g_stat (path, &info) == 0)
        most = MAX (most, (gint64)info.st_size);
    }
  return most;
}

/* The first member has something long for the second, as a piece of an upload is. */
static void
send_long (Association *study)
{
  g_autoptr (JlyMember) member = association_open (study, 0);
  g_autofree guint8 *zeros = g_malloc0 (LONG_LETTER);
  g_autoptr (GBytes) bytes = g_bytes_new (zeros, LONG_LETTER);
  g_autoptr (GError) error = NULL;

  g_assert_true (
      jly_post_send (jly_member_get_post (member)->post, 1, JLY_POST_SIGNATURE, bytes, &error));
  g_assert_no_error (error);
  association_sync (member, NULL);
}

/* So that the time at which the study is over is today. */
static void
end_days (Association *study)
{
  g_autoptr (JlyMember) member = association_open (study, 0);
  gint64 end = member->contract->ends_at + ((gint64)member->contract->policy.days_kept + 1) * DAY;

  g_atomic_pointer_set ((gpointer *)&moved,
                        GSIZE_TO_POINTER ((gsize)((end - member->now) * G_USEC_PER_SEC)));
}

static gboolean
all_have_said_so (Association *study)
{
  g_autoptr (JlyMember) member = association_open (study, 0);
  guint n = 0;

  association_sync (member, NULL);
  for (guint i = 0; i < member->contract->parties->len; i++)
    {
      const JlyContractParty *party = member->contract->parties->pdata[i];

      n += (party->roles & JLY_ROLE_FLAG_MINER) != 0
           && jly_member_get_erased (member, party->keys.identity) != 0;
    }
  return n == N_SERVICES;
}

static void
test_days (void)
{
  const AssociationPlan plan = { .n_members = 2, .n_columns = 1, .n_rows = 2 };
  Services services;
  Association *study;
  gboolean is_said = FALSE;

  services_init_in_memory (&services, "erase");
  services.close = "operator";
  study = association_begin (&services, &plan);
  association_hand_in_all (study);
  send_long (study);
  await_files (&services, study, "uploads", plan.n_members);
  for (guint i = 0; i < N_SERVICES; i++)
    g_assert_cmpint (measure_carried (&services.parties[i], study), >, LONG_LETTER);

  end_days (study);
  await_files (&services, study, "uploads", 0);
  for (guint i = 0; i < TRIES && !is_said; i++)
    {
      is_said = all_have_said_so (study);
      services_rest (is_said ? 0 : PAUSE);
    }
  g_assert_true (is_said);
  for (guint i = 0; i < N_SERVICES; i++)
    g_assert_cmpint (measure_carried (&services.parties[i], study), <, LONG_LETTER);
  association_end (study);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/erase", test_days);
  return g_test_run ();
}
