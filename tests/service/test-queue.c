/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More studies are ready than a service computes at once: they get their turn one after the other,
 * and the three services come to the same one at the same time. */
#include "config.h"

#include "service/association.h"

#define N_STUDIES 5
#define PATIENCE (240 * G_TIME_SPAN_SECOND)

static void
test_turns (void)
{
  const AssociationPlan plan = { .n_members = 3, .n_columns = 1, .n_rows = 2 };
  Services services;
  Association *studies[N_STUDIES];
  gboolean is_learned[N_STUDIES] = { FALSE };
  gint64 start;
  guint n_learned = 0;

  services_init_in_memory (&services, "queue");
  services.limits = "computations=1\n";
  services_start_all (&services);
  for (guint i = 0; i < N_STUDIES; i++)
    {
      g_autofree char *dir = g_strdup_printf ("%s/study-%u", services.root, i);

      studies[i] = association_new (&services, &plan, dir);
      association_hand_in_all (studies[i]);
    }
  /* All at once, so that each service has the same choice. */
  for (guint i = 0; i < N_STUDIES; i++)
    association_ask (studies[i], 0);
  start = g_get_monotonic_time ();
  while (n_learned < N_STUDIES && g_get_monotonic_time () - start < PATIENCE)
    {
      for (guint i = 0; i < N_STUDIES; i++)
        if (!is_learned[i] && association_learn (studies[i], 0, 0))
          {
            is_learned[i] = TRUE;
            n_learned++;
            g_test_message ("study %u after %.1f s", i,
                            (double)(g_get_monotonic_time () - start) / G_TIME_SPAN_SECOND);
          }
      services_rest (100);
    }
  g_assert_cmpuint (n_learned, ==, N_STUDIES);
  services_clear (&services);
  for (guint i = 0; i < N_STUDIES; i++)
    association_free (studies[i]);
  services_remove (&services);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/queue/turns", test_turns);
  return g_test_run ();
}
