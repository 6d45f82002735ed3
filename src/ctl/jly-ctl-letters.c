/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl letters: what waits for others, one file to send, and what came in one. */
#include "config.h"

#include "ctl/jly-ctl-passphrase.h"
#include "ctl/jly-ctl.h"
#include "party/jly-json.h"
#include "party/jly-post-office.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sysexits.h>

typedef struct
{
  JlyCtlKeys keys;
  char *receiver; /* --to */
  char *study;    /* --study */
  char *kind;     /* --kind */
  JlyIdentity *identity;
  JlyStore *store;
  JlyPostOffice *office;
} Letters;

typedef gboolean (*Action) (Letters *self, const char *path, GError **error);

static void
clear (Letters *self)
{
  g_clear_pointer (&self->office, jly_post_office_free);
  g_clear_pointer (&self->store, jly_store_close);
  g_clear_pointer (&self->identity, jly_identity_free);
  g_free (self->receiver);
  g_free (self->study);
  g_free (self->kind);
  jly_ctl_keys_clear (&self->keys);
}

/* --to, --study, --kind and --keys with their values, wherever they stand. */
static gboolean
take_options (Letters *self, int *argc, char **argv, GError **error)
{
  const struct
  {
    const char *name;
    char **value;
  } options[] = { { "--to", &self->receiver },
                  { "--study", &self->study },
                  { "--kind", &self->kind },
                  { "--keys", &self->keys.file } };
  int kept = 0;

  for (int i = 0; i < *argc; i++)
    {
      char **value = NULL;

      for (guint j = 0; j < G_N_ELEMENTS (options); j++)
        if (g_str_equal (argv[i], options[j].name))
          value = options[j].value;
      if (value == NULL)
        {
          argv[kept++] = argv[i];
          continue;
        }
      if (i + 1 == *argc)
        return jly_ctl_fail_usage (error, _ ("%s needs a value behind it."), argv[i]);
      g_free (*value);
      *value = g_strdup (argv[++i]);
    }
  *argc = kept;
  return TRUE;
}

static gboolean
open_all (Letters *self, GError **error)
{
  self->identity = jly_ctl_open_keys (&self->keys, error);
  self->store = self->identity != NULL ? jly_store_open (self->keys.dir, error) : NULL;
  if (self->store == NULL || !jly_store_unlock (self->store, self->identity, error))
    return FALSE;
  self->office = jly_post_office_new (self->store, self->identity,
                                      g_get_real_time () / G_USEC_PER_SEC, error);
  return self->office != NULL;
}

/* Takes object. */
static void
print_json (JsonObject *object)
{
  g_autofree char *text = jly_json_print (object, TRUE);

  printf ("%s\n", text);
}

/* One party of a study: what waits for it, what came from it. */
static gboolean
list_member (
    Letters *self, const JlyPostStudy *study, guint member, JsonArray *array, GError **error)
{
  const JlyAddress *address = jly_address_book_get (study->book, member);
  JlyPostState state;
  JsonObject *object;

  if (!jly_store_post_get_state (self->store, study->book->study_id, address->identity, &state,
                                 error))
    return FALSE;
  object = json_object_new ();
  jly_json_set_text (object, "name", address->name);
  json_object_set_int_member (object, "waiting", (gint64)(state.sent - state.acknowledged));
  json_object_set_int_member (object, "received", (gint64)state.received);
  json_object_set_int_member (object, "unread", (gint64)(state.received - state.taken));
  json_object_set_boolean_member (object, "missing", state.highest > state.received);
  json_array_add_object_element (array, object);
  if (!self->keys.json)
    printf (_ ("  %s: %u to be sent, %u received, %u of them not read yet%s\n"), address->name,
            (guint)(state.sent - state.acknowledged), (guint)state.received,
            (guint)(state.received - state.taken),
            state.highest > state.received ? _ ("; some are missing") : "");
  return TRUE;
}

static gboolean
list (Letters *self, const char *path, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *studies = json_array_new ();

  json_object_set_array_member (object, "studies", studies);
  for (guint i = 0; i < self->office->studies->len; i++)
    {
      const JlyPostStudy *study = self->office->studies->pdata[i];
      JsonObject *one = json_object_new ();
      JsonArray *members = json_array_new ();

      jly_json_set_text (one, "id", study->book->study_id);
      jly_json_set_text (one, "title", study->title);
      json_object_set_array_member (one, "members", members);
      json_array_add_object_element (studies, one);
      if (!self->keys.json)
        printf ("%s (%s)\n", study->title, study->book->study_id);
      for (guint j = 0; j < study->book->members->len; j++)
        if (j != jly_post_get_own (study->post) && !list_member (self, study, j, members, error))
          return FALSE;
    }
  if (self->keys.json)
    print_json (g_steal_pointer (&object));
  else if (self->office->studies->len == 0)
    printf ("%s\n", _ ("There is no study with other parties on this computer."));
  return TRUE;
}

static void
print_sentences (Letters *self, GPtrArray *sentences)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < sentences->len; i++)
    if (self->keys.json)
      json_array_add_string_element (array, sentences->pdata[i]);
    else
      printf ("%s\n", (const char *)sentences->pdata[i]);
  json_object_set_array_member (object, "sentences", array);
  if (self->keys.json)
    print_json (g_steal_pointer (&object));
}

/* "2 messages for “North”: its question, …": the kinds are the receiver's to read, so only how
 * many. */
static GPtrArray *
describe_saved (GPtrArray *counts, const char *path, gboolean is_all)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < counts->len; i++)
    {
      const JlyPostCount *count = counts->pdata[i];
      g_autofree char *what = NULL;
      guint n = 0;

      if (!g_hash_table_add (seen, count->name))
        continue;
      what = jly_post_report_describe (counts, count->name, &n);
      g_ptr_array_add (sentences,
                       g_strdup_printf (ngettext ("%u message for “%s” is in “%s”.",
                                                  "%u messages for “%s” are in “%s”.", n),
                                        n, count->name, path));
    }
  if (!is_all)
    g_ptr_array_add (sentences,
                     g_strdup (_ ("Not all found room. Once the receivers have confirmed "
                                  "these, save the rest to another file.")));
  return sentences;
}

static gboolean
save (Letters *self, const char *path, GError **error)
{
  g_autoptr (JlyPostReport) report = jly_post_report_new ();
  g_autoptr (GPtrArray) sentences = NULL;
  gboolean is_all = TRUE;

  if (!jly_post_office_save (self->office, path, self->receiver, report->for_others, &is_all,
                             error))
    return FALSE;
  sentences = describe_saved (report->for_others, path, is_all);
  print_sentences (self, sentences);
  return TRUE;
}

static gboolean
open_file (Letters *self, const char *path, GError **error)
{
  g_autoptr (JlyPostReport) report = jly_post_report_new ();
  g_autoptr (GPtrArray) sentences = NULL;

  if (!jly_post_office_take_file (self->office, path, report, error))
    return FALSE;
  sentences = jly_post_report_to_sentences (report);
  print_sentences (self, sentences);
  return TRUE;
}

static const JlyPostStudy *
find_study (Letters *self, GError **error)
{
  for (guint i = 0; i < self->office->studies->len; i++)
    {
      const JlyPostStudy *study = self->office->studies->pdata[i];

      if (self->study != NULL ? g_str_equal (self->study, study->book->study_id)
                              : self->office->studies->len == 1)
        return study;
    }
  jly_ctl_fail_usage (error, _ ("Say which study with --study ID; jointlyctl letters list shows "
                                "them."));
  return NULL;
}

static gboolean
find_kind (const char *name, guint *kind, GError **error)
{
  for (*kind = JLY_POST_JOIN + 1; name != NULL && *kind < JLY_N_POST_KINDS; ++*kind)
    if (g_str_equal (name, jly_post_kind_name (*kind)))
      return TRUE;
  return jly_ctl_fail_usage (error, _ ("Say with --kind what the file is: contract, signature, "
                                       "decision and so on."));
}

/* The bytes of a file become a letter, as they are. */
static gboolean
send_file (Letters *self, const char *path, GError **error)
{
  const JlyPostStudy *study = find_study (self, error);
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) body = NULL;
  guint kind = 0;
  gint member;
  gsize n;

  if (study == NULL || !find_kind (self->kind, &kind, error))
    return FALSE;
  member = self->receiver != NULL ? jly_address_book_find_name (study->book, self->receiver) : -1;
  if (self->receiver != NULL && (member < 0 || (guint)member == jly_post_get_own (study->post)))
    return jly_ctl_fail_usage (error, _ ("Nobody else in the study is named “%s”."),
                               self->receiver);
  if (!g_file_get_contents (path, &contents, &n, error))
    {
      jly_error_adopt (error, JLY_ERROR_NO_INPUT, NULL);
      return FALSE;
    }
  body = g_bytes_new_take (g_steal_pointer (&contents), n);
  return member >= 0 ? jly_post_send (study->post, (guint)member, kind, body, error)
                     : jly_post_send_all (study->post, kind, body, error);
}

/* FOLDER/<sender>-<number>-<kind>. A name with signs that a file cannot have gets others. */
static gboolean
write_letter (const JlyAddress *sender, const JlyEnvelope *letter, const char *dir, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s-%06u-%s", sender->name, (guint)letter->number,
                                           jly_post_kind_name (letter->kind));
  g_autofree char *path = NULL;
  gsize n;
  const char *bytes = g_bytes_get_data (letter->body, &n);

  g_strdelimit (name, "/.", '_');
  path = g_build_filename (dir, name, NULL);
  printf ("%s\n", path);
  if (g_file_set_contents_full (path, bytes, (gssize)n,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                error))
    return TRUE;
  jly_error_adopt (error, JLY_ERROR_IO, NULL);
  return FALSE;
}

/* Hands out what was not read, in order. A stop in the middle writes the last file once more. */
static gboolean
read_into (Letters *self, const char *dir, GError **error)
{
  for (guint i = 0; i < self->office->studies->len; i++)
    {
      const JlyPostStudy *study = self->office->studies->pdata[i];

      if (self->study != NULL && !g_str_equal (self->study, study->book->study_id))
        continue;
      for (guint j = 0; j < study->book->members->len; j++)
        while (TRUE)
          {
            g_autoptr (GError) problem = NULL;
            g_autoptr (JlyEnvelope) letter = jly_post_next (study->post, j, &problem);

            if (problem != NULL)
              {
                g_propagate_error (error, g_steal_pointer (&problem));
                return FALSE;
              }
            if (letter == NULL)
              break;
            if (!write_letter (jly_address_book_get (study->book, j), letter, dir, error)
                || !jly_post_done (study->post, letter, error))
              return FALSE;
          }
    }
  return TRUE;
}

static Action
find_action (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    int n_words;
    Action run;
  } actions[] = { { "list", 2, list },
                  { "save", 3, save },
                  { "open", 3, open_file },
                  { "send", 3, send_file },
                  { "read", 3, read_into } };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (argc == actions[i].n_words && g_str_equal (argv[1], actions[i].name))
      return actions[i].run;
  return NULL;
}

int
jly_ctl_letters (int argc, char **argv)
{
  Letters self = { 0 };
  g_autoptr (GError) error = NULL;
  Action action = NULL;
  gboolean ok = jly_ctl_keys_take (&self.keys, &argc, argv, &error)
                && take_options (&self, &argc, argv, &error);

  if (ok)
    {
      action = find_action (argc, argv);
      ok = action != NULL
           || jly_ctl_fail_usage (&error, _ ("Write jointlyctl letters list, save FILE, open FILE, "
                                             "send FILE or read FOLDER."));
    }
  ok = ok && open_all (&self, &error) && action (&self, argc > 2 ? argv[2] : NULL, &error);
  clear (&self);
  return ok ? EX_OK : jly_ctl_print_error (error);
}
