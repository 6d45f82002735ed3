/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A member corrects its figures, and an operator closes the set before one of the three services
 * has them: the set waits for what is on its way, even if the operator's service is restarted
 * meanwhile. */
#include "config.h"

#include "party/jly-json.h"
#include "service/association.h"

#define CORRECTING 1u /* the member, which first brings figures */
#define WRONG 7u      /* that would be right for nobody */
#define NORTH 0u
#define WEST 2u
#define TRIES 200u
#define PAUSE 100u

static void
hand_in (Association *study, guint i, guint like)
{
  g_autoptr (JlyMember) member = association_open (study, i);
  g_autoptr (GError) error = NULL;

  association_hand_in (member, like, &study->plan, &error);
  g_assert_no_error (error);
  association_sync (member, &error);
}

static void
await_receipts (Association *study, guint i)
{
  guint n = 0;

  for (guint k = 0; k < TRIES && n < N_SERVICES; k++)
    {
      g_autoptr (JlyMember) member = association_open (study, i);

      association_sync (member, NULL);
      n = association_count_receipts (member, i);
      services_rest (n < N_SERVICES ? PAUSE : 0);
    }
  g_assert_cmpuint (n, ==, N_SERVICES);
}

static JsonObject *
ask_about_study (Services *services)
{
  g_autoptr (JsonObject) answer = services_ask (services, NORTH, "{\"do\":\"studies\"}");
  JsonObject *service = jly_json_get_object (answer, "service");
  JsonObject *study = jly_json_element_object (jly_json_get_array (service, "studies"), 0);

  g_assert_nonnull (study);
  return json_object_ref (study);
}

static void
await_state (Services *services, const char *state, gint64 figures)
{
  g_autoptr (JsonObject) study = NULL;

  for (guint i = 0; i < TRIES; i++)
    {
      g_clear_pointer (&study, json_object_unref);
      study = ask_about_study (services);
      if (g_str_equal (jly_json_get_text (study, "state", ""), state)
          && jly_json_get_number (study, "figures", 0) == figures)
        return;
      services_rest (PAUSE);
    }
  g_assert_cmpstr (jly_json_get_text (study, "state", ""), ==, state);
  g_assert_cmpint (jly_json_get_number (study, "figures", 0), ==, figures);
}

static void
close_set (Services *services)
{
  g_autoptr (JsonObject) study = ask_about_study (services);
  g_autofree char *line = g_strdup_printf ("{\"do\":\"close\",\"study\":\"%s\"}",
                                           jly_json_get_text (study, "id", ""));
  g_autoptr (JsonObject) answer = services_ask (services, NORTH, line);

  g_assert_null (jly_json_get_object (answer, "error"));
}

static void
test_correction (void)
{
  const AssociationPlan plan = { .n_members = 3, .n_columns = 1, .n_rows = 2 };
  Services services;
  Association *study;
  gboolean is_learned = FALSE;

  services_init_in_memory (&services, "correction");
  services.close = "operator";
  study = association_begin (&services, &plan);
  for (guint i = 0; i < plan.n_members; i++)
    hand_in (study, i, i == CORRECTING ? WRONG : i);
  for (guint i = 0; i < plan.n_members; i++)
    await_receipts (study, i);
  await_state (&services, "collecting", plan.n_members);

  services_stop (&services, WEST, FALSE);
  hand_in (study, CORRECTING, CORRECTING);
  close_set (&services);
  await_state (&services, "closing", plan.n_members);
  services_stop (&services, NORTH, FALSE);
  services_start (&services, NORTH);
  await_state (&services, "closing", plan.n_members);
  services_start (&services, WEST);
  await_receipts (study, CORRECTING);
  await_state (&services, "closed", plan.n_members);

  association_ask (study, 0);
  for (guint i = 0; i < TRIES && !is_learned; i++)
    {
      is_learned = association_learn (study, 0, 0);
      services_rest (PAUSE);
    }
  g_assert_true (is_learned);
  association_end (study);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/correction", test_correction);
  return g_test_run ();
}
