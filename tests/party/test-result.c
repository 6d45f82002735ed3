/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result document: written and read again it is the same, and strange JSON is refused. */
#include "config.h"

#include "base/jly-error.h"
#include "party/jly-json.h"
#include "party/jly-result.h"

#include <string.h>

static JlyResult *
make_result (void)
{
  JlyResult *result = jly_result_new ("study", "attempt", "done");
  JlyResultItem *price;

  jly_result_add (result, "joint-bid", "met/Roofing", "everyone", "bool", "true");
  jly_result_add (result, "joint-bid", "met/Crane", "everyone", "bool", "false");
  price = jly_result_add (result, "joint-bid", "price", "everyone", "decimal",
                          "18446744073709551.615");
  price->scale = 3;
  price->unit = g_strdup ("EUR");
  jly_result_add (result, "joint-bid", "part/Roofing", "north", "hidden", NULL)->reason
      = g_strdup ("because");
  jly_result_add_opened (result, "price", "everyone");
  result->bytes[0] = 1;
  result->bytes[2] = G_MAXINT64;
  result->rounds = 58;
  result->seconds = 0.25;
  return result;
}

static void
test_round_trip (void)
{
  g_autoptr (JlyResult) first = make_result ();
  g_autofree char *json = jly_result_to_json (first, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyResult) second = jly_result_from_json (json, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  again = jly_result_to_json (second, TRUE);
  g_assert_cmpstr (again, ==, json);
  g_assert_cmpstr (jly_result_find (second, "price", "everyone")->value, ==,
                   "18446744073709551.615");
  g_assert_cmpstr (jly_result_find (second, "met/Crane", "everyone")->value, ==, "false");
  g_assert_null (jly_result_find (second, "price", "north"));
  g_assert_cmpuint (second->bytes[2], ==, G_MAXINT64);
}

/* All members of the agreed document, in every document. */
static void
test_members (void)
{
  static const char *const members[]
      = { "study", "attempt", "status", "results", "opened", "cost", "error" };
  static const char *const items[]
      = { "id", "analysis", "recipient", "kind", "value", "unit", "scale", "precision", "reason" };
  g_autoptr (JlyResult) result = make_result ();
  g_autofree char *json = jly_result_to_json (result, FALSE);
  g_autoptr (JsonObject) object = jly_json_parse (json, NULL);
  JsonObject *item = json_array_get_object_element (jly_json_get_array (object, "results"), 0);

  g_assert_null (strchr (json, '\n'));
  g_assert_cmpuint (json_object_get_size (object), ==, G_N_ELEMENTS (members));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_true (json_object_has_member (object, members[i]));
  g_assert_cmpuint (json_object_get_size (item), ==, G_N_ELEMENTS (items));
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    g_assert_true (json_object_has_member (item, items[i]));
}

static void
test_failed (void)
{
  JlyErrorDetail detail = { .file = "north.csv", .row = 4, .column = "Unit cost", .next = "Mend." };
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyResult) result = NULL;
  g_autoptr (JlyResult) again = NULL;
  g_autofree char *json = NULL;

  jly_fail (&error, JLY_ERROR_DATA, &detail, "A “quoted” sentence.");
  result = jly_result_new_failed (NULL, error);
  g_assert_cmpstr (result->status, ==, "failed");
  json = jly_result_to_json (result, FALSE);
  again = jly_result_from_json (json, NULL);
  g_assert_error (again->error, JLY_ERROR, JLY_ERROR_DATA);
  g_assert_cmpstr (again->error->message, ==, "A “quoted” sentence.");
  g_assert_cmpstr (jly_error_get_detail (again->error)->file, ==, "north.csv");
  g_assert_cmpuint (jly_error_get_detail (again->error)->row, ==, 4);
  g_assert_cmpstr (jly_error_get_detail (again->error)->column, ==, "Unit cost");
  g_assert_cmpstr (jly_error_get_detail (again->error)->next, ==, "Mend.");
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyResult) result = NULL;

  jly_fail (&error, JLY_ERROR_REFUSED, NULL, "No.");
  result = jly_result_new_failed ("s", error);
  g_assert_cmpstr (result->status, ==, "refused");
}

static void
test_strange (void)
{
  static const char *const texts[] = {
    "",
    "[]",
    "null",
    "{}",
    "{\"status\":1}",
    "{\"status\":\"done\"}",
    "{\"status\":\"done\",\"results\":{},\"opened\":[]}",
    "{\"status\":\"done\",\"results\":[1],\"opened\":[]}",
    "{\"status\":\"done\",\"results\":[{\"id\":[]}],\"opened\":[]}",
    "{\"status\":\"done\",\"results\":[],\"opened\":[null]}",
    "{\"status\":\"done\",\"results\":[],\"opened\":[{\"what\":1,\"to\":2}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (jly_result_from_json (texts[i], &error));
      g_assert_nonnull (error);
    }
}

/* Wrong types where they do no harm read as absent. */
static void
test_tolerant (void)
{
  g_autoptr (JlyResult) result = jly_result_from_json (
      "{\"status\":\"done\",\"results\":[],\"opened\":[],\"cost\":{\"bytes\":"
      "[{},[],\"x\"],\"rounds\":\"y\",\"seconds\":null}}",
      NULL);

  g_assert_nonnull (result);
  g_assert_cmpuint (result->bytes[1], ==, 0);
  g_assert_cmpuint (result->rounds, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/party/result/round-trip", test_round_trip);
  g_test_add_func ("/party/result/members", test_members);
  g_test_add_func ("/party/result/failed", test_failed);
  g_test_add_func ("/party/result/refused", test_refused);
  g_test_add_func ("/party/result/strange", test_strange);
  g_test_add_func ("/party/result/tolerant", test_tolerant);
  return g_test_run ();
}
