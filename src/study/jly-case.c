/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-case.h. The object and the folders; how a file is read is in jly-case-reader.c. */
#include "config.h"

#include "study/jly-case.h"
#include "study/jly-case-private.h"

#include "base/jly-error.h"
#include "base/jly-paths.h"
#include "crypto/jly-identity.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* A template is a page of text; a file beyond this is something else. */
#define CASE_FILE_MAX (256 * 1024)

G_DEFINE_FINAL_TYPE (JlyCase, jly_case, G_TYPE_OBJECT)

static void
free_group (gpointer data)
{
  JlyCaseGroup *group = data;

  g_free (group->name);
  g_free (group);
}

static void
jly_case_finalize (GObject *object)
{
  JlyCase *self = JLY_CASE (object);

  g_free (self->id);
  g_free (self->topic);
  for (guint i = 0; i < CASE_N_TEXTS; i++)
    g_free (self->texts[i]);
  for (guint i = 0; i < JLY_N_ROLES; i++)
    {
      g_free (self->roles[i]);
      g_free (self->role_details[i]);
    }
  for (guint i = 0; i < CASE_N_LISTS; i++)
    g_ptr_array_unref (self->lists[i]);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->policy.sides);
  jly_contract_free (self->columns);
  G_OBJECT_CLASS (jly_case_parent_class)->finalize (object);
}

static void
jly_case_class_init (JlyCaseClass *class)
{
  G_OBJECT_CLASS (class)->finalize = jly_case_finalize;
}

static void
jly_case_init (JlyCase *self)
{
  for (guint i = 0; i < CASE_N_LISTS; i++)
    self->lists[i] = g_ptr_array_new_with_free_func (g_free);
  self->groups = g_ptr_array_new_with_free_func (free_group);
  self->columns = jly_contract_new ();
  self->policy.sides = g_ptr_array_new_with_free_func ((GDestroyNotify)case_side_free);
}

const char *
jly_case_get_id (JlyCase *self)
{
  return self->id;
}

guint
jly_case_get_order (JlyCase *self)
{
  return self->order;
}

const char *
jly_case_get_title (JlyCase *self)
{
  return self->texts[CASE_TITLE];
}

const char *
jly_case_get_long_title (JlyCase *self)
{
  return self->texts[CASE_LONG_TITLE];
}

const char *
jly_case_get_question (JlyCase *self)
{
  return self->texts[CASE_QUESTION];
}

const char *
jly_case_get_summary (JlyCase *self)
{
  return self->texts[CASE_SUMMARY];
}

const char *
jly_case_get_topic (JlyCase *self)
{
  return self->topic;
}

gboolean
jly_case_get_runs (JlyCase *self)
{
  return self->runs;
}

JlyTableShape
jly_case_get_shape (JlyCase *self)
{
  return self->shape;
}

const char *
jly_case_get_shape_detail (JlyCase *self)
{
  return self->texts[CASE_TABLE];
}

const char *
jly_case_get_role (JlyCase *self, JlyRole role)
{
  g_return_val_if_fail (role < JLY_N_ROLES, "");

  return self->roles[role];
}

const char *
jly_case_get_role_detail (JlyCase *self, JlyRole role)
{
  g_return_val_if_fail (role < JLY_N_ROLES, "");

  return self->role_details[role];
}

static const char *const *
get_list (JlyCase *self, CaseList list)
{
  return (const char *const *)self->lists[list]->pdata;
}

const char *const *
jly_case_get_learned (JlyCase *self)
{
  return get_list (self, CASE_LEARNED);
}

const char *const *
jly_case_get_learned_later (JlyCase *self)
{
  return get_list (self, CASE_LEARNED_LATER);
}

const char *const *
jly_case_get_never_shown (JlyCase *self)
{
  return get_list (self, CASE_NEVER_SHOWN);
}

const char *const *
jly_case_get_good_to_know (JlyCase *self)
{
  return get_list (self, CASE_GOOD_TO_KNOW);
}

const char *const *
jly_case_get_attacks (JlyCase *self)
{
  return get_list (self, CASE_ATTACKS);
}

const char *
jly_case_get_trust (JlyCase *self)
{
  return self->texts[CASE_TRUST];
}

const char *
jly_case_get_motivation (JlyCase *self)
{
  return self->texts[CASE_MOTIVATION];
}

const char *
jly_case_get_owners (JlyCase *self)
{
  return self->texts[CASE_OWNERS];
}

const char *
jly_case_get_subjects (JlyCase *self)
{
  return self->texts[CASE_SUBJECTS];
}

const char *
jly_case_get_beforehand (JlyCase *self)
{
  return self->texts[CASE_BEFOREHAND];
}

const char *
jly_case_get_later (JlyCase *self)
{
  return self->texts[CASE_LATER];
}

gboolean
jly_case_proposes_table (JlyCase *self)
{
  return self->columns->columns->len > 0;
}

const JlyCaseRules *
jly_case_get_rules (JlyCase *self)
{
  return &self->rules;
}

void
jly_case_get_hash (JlyCase *self, guint8 hash[32])
{
  memcpy (hash, self->hash, sizeof self->hash);
}

const char *
jly_case_get_picture_sentence (JlyCase *self)
{
  return self->texts[CASE_PICTURE];
}

GPtrArray *
jly_case_get_groups (JlyCase *self)
{
  return self->groups;
}

guint
jly_case_get_outside_miners (JlyCase *self)
{
  return self->outside_miners;
}

/* The file's text, or NULL: only a plain file of sensible size is opened at all. */
static char *
read_text (const char *path, const char *name, gsize *length, GError **error)
{
  const JlyErrorDetail detail = {
    .file = name,
    .next = _ ("Choose the file of a case; data/cases/README.md describes the format."),
  };
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  char *text = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            0, NULL, NULL);
  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      jly_fail (error, JLY_ERROR_NO_INPUT, &detail, _ ("The case file %s cannot be found."), name);
      return NULL;
    }
  if (g_file_info_get_size (info) > CASE_FILE_MAX)
    {
      jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("%s is too large for a case file."), name);
      return NULL;
    }
  if (!g_file_load_contents (file, NULL, &text, length, NULL, error))
    jly_error_adopt (error, JLY_ERROR_IO, &detail);
  return text;
}

JlyCase *
jly_case_load (const char *path, GError **error)
{
  g_autoptr (JlyCase) self = g_object_new (JLY_TYPE_CASE, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  gsize length;

  text = read_text (path, name, &length, error);
  if (text == NULL || !jly_case_read (self, name, text, length, error)
      || !jly_case_check (self, name, error))
    return NULL;
  jly_hash ("case", (const guint8 *)text, length, self->hash);
  for (guint i = 0; i < CASE_N_LISTS; i++)
    g_ptr_array_add (self->lists[i], NULL);
  return g_steal_pointer (&self);
}

static gboolean
has_id (GPtrArray *cases, const char *id)
{
  for (guint i = 0; i < cases->len; i++)
    if (g_str_equal (jly_case_get_id (g_ptr_array_index (cases, i)), id))
      return TRUE;
  return FALSE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* Names in the folder in a fixed order, so that problems are told in the same order each time. */
static GPtrArray *
list_names (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".xml") && name[0] != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

void
jly_case_load_folder (const char *folder, GPtrArray *cases, GPtrArray *problems)
{
  g_autoptr (GPtrArray) names = list_names (folder);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (JlyCase) found = jly_case_load (path, &error);

      if (found == NULL && problems != NULL)
        g_ptr_array_add (problems, g_steal_pointer (&error));
      else if (found != NULL && !has_id (cases, found->id))
        g_ptr_array_add (cases, g_steal_pointer (&found));
    }
}

static int
compare_order (gconstpointer a, gconstpointer b)
{
  const JlyCase *first = *(const JlyCase *const *)a;
  const JlyCase *second = *(const JlyCase *const *)b;

  if (first->order != second->order)
    return first->order < second->order ? -1 : 1;
  return g_strcmp0 (first->id, second->id);
}

GPtrArray *
jly_case_load_all (GPtrArray **problems)
{
  g_auto (GStrv) folders = jly_paths_data ("cases");
  GPtrArray *cases = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *found_problems = g_ptr_array_new_with_free_func ((GDestroyNotify)g_error_free);

  for (guint i = 0; folders[i] != NULL; i++)
    jly_case_load_folder (folders[i], cases, found_problems);
  g_ptr_array_sort (cases, compare_order);
  if (problems != NULL)
    *problems = g_steal_pointer (&found_problems);
  else
    g_ptr_array_unref (found_problems);
  return cases;
}
