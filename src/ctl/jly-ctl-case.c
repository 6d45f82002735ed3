/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl case: the templates that Jointly knows. */
#include "config.h"

#include "ctl/jly-ctl.h"
#include "party/jly-json.h"
#include "study/jly-case.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <sysexits.h>

static JsonArray *
sentences_to_json (const char *const *sentences)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; sentences != NULL && sentences[i] != NULL; i++)
    json_array_add_string_element (array, sentences[i]);
  return array;
}

static JsonObject *
case_to_json (JlyCase *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", jly_case_get_id (self));
  jly_json_set_text (object, "title", jly_case_get_title (self));
  jly_json_set_text (object, "long_title", jly_case_get_long_title (self));
  jly_json_set_text (object, "question", jly_case_get_question (self));
  jly_json_set_text (object, "summary", jly_case_get_summary (self));
  jly_json_set_text (object, "topic", jly_case_get_topic (self));
  json_object_set_boolean_member (object, "runs", jly_case_get_runs (self));
  jly_json_set_text (object, "later", jly_case_get_later (self));
  json_object_set_array_member (object, "learned", sentences_to_json (jly_case_get_learned (self)));
  json_object_set_array_member (object, "never_shown",
                                sentences_to_json (jly_case_get_never_shown (self)));
  return object;
}

static void
print_json (JsonObject *object)
{
  g_autofree char *text = jly_json_print (object, TRUE);

  printf ("%s\n", text);
}

static int
list_cases (GPtrArray *cases, gboolean json)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < cases->len; i++)
    {
      JlyCase *self = cases->pdata[i];

      json_array_add_object_element (array, case_to_json (self));
      if (!json)
        printf ("  %-4s %s — %s%s\n", jly_case_get_id (self), jly_case_get_long_title (self),
                jly_case_get_question (self),
                jly_case_get_later (self) != NULL ? _ (" (in part for now)") : "");
    }
  json_object_set_array_member (object, "cases", array);
  if (json)
    print_json (object);
  else
    json_object_unref (object);
  return EX_OK;
}

static void
print_sentences (const char *title, const char *const *sentences)
{
  printf ("\n%s\n", title);
  for (guint i = 0; sentences != NULL && sentences[i] != NULL; i++)
    printf ("  %s\n", sentences[i]);
}

static void
print_roles (JlyCase *self)
{
  static const char *const names[JLY_N_ROLES] = {
    [JLY_ROLE_BRINGS] = N_ ("Bring figures"), [JLY_ROLE_COMPUTES] = N_ ("Compute"),
    [JLY_ROLE_ASKS] = N_ ("May ask"),         [JLY_ROLE_APPROVES] = N_ ("Must agree"),
    [JLY_ROLE_LEARNS] = N_ ("Learn"),
  };

  printf ("\n");
  for (guint i = 0; i < JLY_N_ROLES; i++)
    printf ("  %s: %s\n", _ (names[i]), jly_case_get_role (self, (JlyRole)i));
}

static int
show_case (JlyCase *self, gboolean json)
{
  if (json)
    {
      print_json (case_to_json (self));
      return EX_OK;
    }
  printf ("%s\n%s\n\n%s\n", jly_case_get_long_title (self), jly_case_get_question (self),
          jly_case_get_summary (self));
  if (jly_case_get_later (self) != NULL)
    printf ("\n%s\n", jly_case_get_later (self));
  print_roles (self);
  print_sentences (_ ("What you get to know"), jly_case_get_learned (self));
  print_sentences (_ ("What is never shown"), jly_case_get_never_shown (self));
  return EX_OK;
}

static int
find_and_show (GPtrArray *cases, const char *id, gboolean json)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < cases->len; i++)
    if (g_str_equal (jly_case_get_id (cases->pdata[i]), id))
      return show_case (cases->pdata[i], json);
  jly_ctl_fail_usage (&error, _ ("There is no case “%s”; jointlyctl case list shows them."), id);
  return jly_ctl_print_error (error);
}

/* For who writes a template: its first fault with file and row, or that it can be used. */
static int
check_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyCase) self = jly_case_load (path, &error);

  if (self == NULL)
    return jly_ctl_print_error (error);
  printf (_ ("“%s” is a case that Jointly can show: %s.\n"), path, jly_case_get_long_title (self));
  return EX_OK;
}

/* Takes --json out of the words, wherever it stands. */
static gboolean
take_json (int *argc, char **argv)
{
  gboolean json = FALSE;
  int kept = 0;

  for (int i = 0; i < *argc; i++)
    if (g_str_equal (argv[i], "--json"))
      json = TRUE;
    else
      argv[kept++] = argv[i];
  *argc = kept;
  return json;
}

int
jly_ctl_case (int argc, char **argv)
{
  gboolean json = take_json (&argc, argv);
  g_autoptr (GPtrArray) cases = jly_case_load_all (NULL);
  g_autoptr (GError) error = NULL;

  if (argc == 2 && g_str_equal (argv[1], "list"))
    return list_cases (cases, json);
  if (argc == 3 && g_str_equal (argv[1], "show"))
    return find_and_show (cases, argv[2], json);
  if (argc == 3 && g_str_equal (argv[1], "check") && !json)
    return check_file (argv[2]);
  jly_ctl_fail_usage (&error, _ ("Write jointlyctl case list, jointlyctl case show CASE, or "
                                 "jointlyctl case check FILE."));
  return jly_ctl_print_error (error);
}
