/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A member that gives letters without end within one call: no more is kept than the study's room
 * and the turn in which it was filled. */
#include "config.h"

#include "party/jly-member-private.h"
#include "service/association.h"

#include <glib/gstdio.h>

#define LETTER 60000
#define ROOM (4 << 20)
#define TURN (8 << 20)

static gint64
measure (const char *path)
{
  g_autoptr (GDir) files = g_dir_open (path, 0, NULL);
  const char *name;
  gint64 n = 0;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);
      GStatBuf info;

      if (g_stat (inner, &info) == 0)
        n += (gint64)info.st_size;
    }
  return n;
}

static void
send_much (Association *study, gsize bytes)
{
  g_autoptr (JlyMember) member = association_open (study, 0);
  g_autofree guint8 *zeros = g_malloc0 (LETTER);
  g_autoptr (GBytes) body = g_bytes_new (zeros, LETTER);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < bytes / LETTER; i++)
    {
      g_assert_true (jly_post_send (jly_member_get_post (member)->post, study->plan.n_members,
                                    JLY_POST_SIGNATURE, body, &error));
      g_assert_no_error (error);
    }
  association_sync (member, NULL);
}

static void
test_one_call (void)
{
  const AssociationPlan plan = { .n_members = 2, .n_columns = 1, .n_rows = 2 };
  g_autofree char *kept = NULL;
  Services services;
  Association *study;

  services_init_in_memory (&services, "room");
  services.limits = "bytes=4M\n";
  study = association_begin (&services, &plan);
  kept = g_build_filename (services.parties[0].dir, "data", "studies", study->study_id, NULL);
  send_much (study, 5 * TURN);
  g_assert_cmpint (measure (kept), >, ROOM); /* the log of the database counts */
  g_assert_cmpint (measure (kept), <, 3 * TURN);
  association_end (study);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/room", test_one_call);
  return g_test_run ();
}
