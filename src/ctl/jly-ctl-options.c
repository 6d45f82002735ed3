/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-ctl-options.h. */
#include "config.h"

#include "ctl/jly-ctl-options.h"

#include "ctl/jly-ctl.h"

#include <glib/gi18n.h>
#include <string.h>

#define COMPANIES 3

JlyCtlPair *
jly_ctl_pair_new (const char *name, const char *value)
{
  JlyCtlPair *pair = g_new0 (JlyCtlPair, 1);

  pair->name = g_strdup (name);
  pair->value = g_strdup (value);
  return pair;
}

void
jly_ctl_pair_free (JlyCtlPair *pair)
{
  g_free (pair->name);
  g_free (pair->value);
  g_free (pair);
}

void
jly_ctl_options_free (JlyCtlOptions *options)
{
  if (options == NULL)
    return;
  g_free (options->case_id);
  g_free (options->tender);
  g_ptr_array_unref (options->data);
  g_free (options->amount_max);
  g_free (options->price_max);
  g_free (options->keep_dir);
  g_free (options);
}

/* Splits at the first "="; NULL if there is none, or nothing before or after it. */
static JlyCtlPair *
split (const char *text)
{
  const char *equals = strchr (text, '=');
  JlyCtlPair *pair;

  if (equals == NULL || equals == text || equals[1] == '\0')
    return NULL;
  pair = g_new0 (JlyCtlPair, 1);
  pair->name = g_strndup (text, equals - text);
  pair->value = g_strdup (equals + 1);
  return pair;
}

static gboolean
take_public (JlyCtlOptions *self, const JlyCtlPair *pair, GError **error)
{
  if (!g_str_equal (pair->name, "tender"))
    return jly_ctl_fail_usage (error,
                               _ ("The public table of a joint bid is called “tender”, not “%s”: "
                                  "write --public tender=FILE."),
                               pair->name);
  if (self->tender != NULL)
    return jly_ctl_fail_usage (error, _ ("--public tender=FILE was given twice."));
  self->tender = g_strdup (pair->value);
  return TRUE;
}

static gboolean
take_data (JlyCtlOptions *self, JlyCtlPair *pair, GError **error)
{
  g_autofree char *folded = g_utf8_casefold (pair->name, -1);

  for (guint i = 0; i < self->data->len; i++)
    {
      g_autofree char *other = g_utf8_casefold (((JlyCtlPair *)self->data->pdata[i])->name, -1);

      if (g_str_equal (folded, other))
        return jly_ctl_fail_usage (
            error, _ ("Two companies are called “%s”; give every company a name of its own."),
            pair->name);
    }
  if (g_str_equal (folded, "everyone"))
    return jly_ctl_fail_usage (error, _ ("A company cannot be called “%s”."), pair->name);
  return TRUE;
}

static gboolean
take_port (JlyCtlOptions *self, const char *text, GError **error)
{
  guint64 port;

  if (!g_ascii_string_to_unsigned (text, 10, 1024, 65533, &port, NULL))
    return jly_ctl_fail_usage (
        error,
        _ ("--set port=%s: write a number from 1024 to 65533; three ports are used from there."),
        text);
  self->port = (guint16)port;
  return TRUE;
}

static gboolean
take_setting (JlyCtlOptions *self, const JlyCtlPair *pair, GError **error)
{
  if (g_str_equal (pair->name, "port"))
    return take_port (self, pair->value, error);
  if (g_str_equal (pair->name, "amount-max"))
    {
      g_free (self->amount_max);
      self->amount_max = g_strdup (pair->value);
      return TRUE;
    }
  if (g_str_equal (pair->name, "price-max"))
    {
      g_free (self->price_max);
      self->price_max = g_strdup (pair->value);
      return TRUE;
    }
  return jly_ctl_fail_usage (
      error, _ ("There is no setting “%s”; the settings are port, amount-max and price-max."),
      pair->name);
}

static gboolean
take_pair (JlyCtlOptions *self, const char *option, const char *text, GError **error)
{
  JlyCtlPair *pair = g_utf8_validate (text, -1, NULL) ? split (text) : NULL;
  gboolean ok;

  if (pair == NULL)
    return jly_ctl_fail_usage (error, _ ("%s needs NAME=VALUE, as in %s."), option,
                               g_str_equal (option, "--data")     ? "--data north=north.csv"
                               : g_str_equal (option, "--public") ? "--public tender=tender.csv"
                                                                  : "--set port=47100");
  if (g_str_equal (option, "--public"))
    ok = take_public (self, pair, error);
  else if (g_str_equal (option, "--set"))
    ok = take_setting (self, pair, error);
  else
    ok = take_data (self, pair, error);
  if (ok && g_str_equal (option, "--data"))
    g_ptr_array_add (self->data, g_steal_pointer (&pair));
  g_clear_pointer (&pair, jly_ctl_pair_free);
  return ok;
}

static gboolean
take_transport (JlyCtlOptions *self, const char *text, GError **error)
{
  if (!g_str_equal (text, "process") && !g_str_equal (text, "tls"))
    return jly_ctl_fail_usage (error, _ ("--transport is tls or process, not “%s”."), text);
  self->in_process = g_str_equal (text, "process");
  return TRUE;
}

static gboolean
take_option (JlyCtlOptions *self, const char *option, const char *value, GError **error)
{
  if (g_str_equal (option, "--transport"))
    return take_transport (self, value, error);
  if (g_str_equal (option, "--keep"))
    {
      g_free (self->keep_dir);
      self->keep_dir = g_strdup (value);
      return TRUE;
    }
  return take_pair (self, option, value, error);
}

static gboolean
take_word (JlyCtlOptions *self, const char *word, GError **error)
{
  if (*word == '-')
    return jly_ctl_fail_usage (error, _ ("jointlyctl rehearse has no option “%s”."), word);
  if (self->case_id != NULL)
    return jly_ctl_fail_usage (
        error, _ ("“%s” is one word too many; companies are given with --data."), word);
  self->case_id = g_strdup (word);
  self->is_study = g_str_has_suffix (word, ".json");
  return TRUE;
}

/* The options that take a value; it may also follow after "=" in the same word. */
static const char *
find_option (const char *word)
{
  static const char *const names[] = { "--public", "--data", "--set", "--keep", "--transport" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (word, names[i])
        || (g_str_has_prefix (word, names[i]) && word[strlen (names[i])] == '='))
      return names[i];
  return NULL;
}

static gboolean
take_words (JlyCtlOptions *self, int argc, char **argv, GError **error)
{
  for (int i = 1; i < argc; i++)
    {
      const char *option = find_option (argv[i]);
      const char *value = NULL;

      if (g_str_equal (argv[i], "--json"))
        self->json = TRUE;
      else if (g_str_equal (argv[i], "--help"))
        self->help = TRUE;
      else if (option == NULL)
        {
          if (!take_word (self, argv[i], error))
            return FALSE;
        }
      else
        {
          value = argv[i][strlen (option)] == '=' ? argv[i] + strlen (option) + 1 : argv[++i];
          if (value == NULL)
            return jly_ctl_fail_usage (error, _ ("%s needs a value."), option);
          if (!take_option (self, option, value, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_complete (JlyCtlOptions *self, GError **error)
{
  if (self->case_id == NULL)
    return jly_ctl_fail_usage (
        error, _ ("What shall be rehearsed? Name the file of a study, or a for the joint bid."));
  if (self->is_study)
    return TRUE; /* the study says itself what is missing */
  if (self->tender == NULL)
    return jly_ctl_fail_usage (error, _ ("The tender is missing: write --public tender=FILE."));
  if (self->data->len != COMPANIES)
    return jly_ctl_fail_usage (error,
                               _ ("A joint bid needs three companies, here are %u: write --data "
                                  "NAME=FILE for each."),
                               self->data->len);
  return TRUE;
}

JlyCtlOptions *
jly_ctl_options_parse (int argc, char **argv, GError **error)
{
  g_autoptr (JlyCtlOptions) self = g_new0 (JlyCtlOptions, 1);

  self->data = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_ctl_pair_free);
  if (!take_words (self, argc, argv, error))
    return NULL;
  if (!self->help && !check_complete (self, error))
    return NULL;
  return g_steal_pointer (&self);
}
