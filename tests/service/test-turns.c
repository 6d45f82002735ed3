/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose turn it is: the order, who makes room for whom, and who is woken. */
#include "config.h"

#include "service/jly-service-turns.h"

typedef struct
{
  const char *id;
  guint n_woken;
  GCancellable *meeting;
} Party;

static void
wake_cb (gpointer study)
{
  ((Party *)study)->n_woken++;
}

static gboolean
take (JlyServiceTurns *turns, Party *party)
{
  return jly_service_turns_take (turns, party->id, party, wake_cb, 1, party->meeting);
}

#define PARTY(id)                                                                                  \
  {                                                                                                \
    (id), 0, g_cancellable_new ()                                                                  \
  }

static void
clear (Party *parties, guint n)
{
  for (guint i = 0; i < n; i++)
    g_object_unref (parties[i].meeting);
}

static void
test_order (void)
{
  g_autoptr (JlyServiceTurns) turns = jly_service_turns_new ();
  Party parties[] = { PARTY ("a"), PARTY ("b"), PARTY ("c") };

  g_assert_true (take (turns, &parties[0]));
  g_assert_false (take (turns, &parties[2]));
  g_assert_false (take (turns, &parties[1]));
  /* Nobody that comes later disturbs the first. */
  g_assert_false (g_cancellable_is_cancelled (parties[0].meeting));
  jly_service_turns_give_back (turns, &parties[0]);
  g_assert_cmpuint (parties[1].n_woken, ==, 1);
  g_assert_cmpuint (parties[2].n_woken, ==, 0);
  /* It has nothing to do after all. */
  jly_service_turns_pass_on (turns, 1);
  g_assert_cmpuint (parties[2].n_woken, ==, 1);
  jly_service_turns_pass_on (turns, 1);
  g_assert_cmpuint (parties[1].n_woken + parties[2].n_woken, ==, 2);
  clear (parties, G_N_ELEMENTS (parties));
}

static void
test_room (void)
{
  g_autoptr (JlyServiceTurns) turns = jly_service_turns_new ();
  Party parties[] = { PARTY ("a"), PARTY ("b"), PARTY ("c") };

  g_assert_true (take (turns, &parties[2]));
  g_assert_false (take (turns, &parties[1]));
  g_assert_true (g_cancellable_is_cancelled (parties[2].meeting));
  /* They come too late. */
  g_assert_false (jly_service_turns_met (turns, &parties[2]));
  jly_service_turns_give_back (turns, &parties[2]);
  g_assert_true (take (turns, &parties[1]));
  /* Its partners are there, so that it goes on to its end. */
  g_assert_true (jly_service_turns_met (turns, &parties[1]));
  g_assert_false (take (turns, &parties[0]));
  g_assert_false (g_cancellable_is_cancelled (parties[1].meeting));
  clear (parties, G_N_ELEMENTS (parties));
}

/* Who is gone is not woken; and who was woken and goes passes it on. */
static void
test_forget (void)
{
  g_autoptr (JlyServiceTurns) turns = jly_service_turns_new ();
  Party parties[] = { PARTY ("a"), PARTY ("b"), PARTY ("c"), PARTY ("d") };

  g_assert_true (take (turns, &parties[0]));
  g_assert_false (take (turns, &parties[1]));
  g_assert_false (take (turns, &parties[2]));
  g_assert_false (take (turns, &parties[3]));
  jly_service_turns_forget (turns, &parties[1]);
  jly_service_turns_pass_on (turns, 1);
  g_assert_cmpuint (parties[2].n_woken, ==, 0);
  jly_service_turns_give_back (turns, &parties[0]);
  g_assert_cmpuint (parties[1].n_woken, ==, 0);
  g_assert_cmpuint (parties[2].n_woken, ==, 1);
  g_assert_cmpuint (parties[3].n_woken, ==, 0);
  jly_service_turns_forget (turns, &parties[2]);
  g_assert_cmpuint (parties[3].n_woken, ==, 1);
  clear (parties, G_N_ELEMENTS (parties));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/turns/order", test_order);
  g_test_add_func ("/service/turns/room", test_room);
  g_test_add_func ("/service/turns/forget", test_forget);
  return g_test_run ();
}
