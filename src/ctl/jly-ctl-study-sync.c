/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl study meet and study sync: a party that calls the computing parties, gives and gets
 * letters, and hangs up. Nobody else needs to be there. */
#include "config.h"

#include "ctl/jly-ctl-study.h"
#include "party/jly-call.h"
#include "party/jly-member-private.h"
#include "party/jly-pass.h"
#include "study/jly-card.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define TIMEOUT 20000u /* milliseconds */
#define MAX_ROUNDS 4

static JlyPass *
load_pass (const char *text, GBytes **bytes, GError **error)
{
  g_autoptr (GBytes) contents = NULL;

  if (g_str_has_prefix (text, "jointly:"))
    contents = g_bytes_new (text, strlen (text));
  else
    {
      g_autofree char *data = NULL;
      gsize n = 0;

      if (!g_file_get_contents (text, &data, &n, error))
        {
          jly_error_adopt (error, JLY_ERROR_NO_INPUT, &(JlyErrorDetail){ .file = text });
          return NULL;
        }
      contents = g_bytes_new_take (g_steal_pointer (&data), n);
    }
  *bytes = jly_pass_find (contents, error);
  return *bytes != NULL ? jly_pass_read (*bytes, error) : NULL;
}

/* Invitations that this party holds, by the key of who gave them. */
static char *
build_pass_path (const JlyMember *member, const guint8 key[32])
{
  char hex[65];

  sodium_bin2hex (hex, sizeof hex, key, 32);
  return g_build_filename (member->dir, "invited-by", hex, NULL);
}

static gboolean
write_file (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *dir = g_path_get_dirname (path);

  if (g_mkdir_with_parents (dir, 0700) == 0
      && g_file_set_contents_full (
          path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
    return TRUE;
  jly_error_adopt (error, JLY_ERROR_IO, &(JlyErrorDetail){ .file = path });
  return FALSE;
}

/* The card lies beside those of the others, from which study new makes the contract. */
static gboolean
put_card (const JlyMember *member, const JlyPass *pass, GError **error)
{
  char hex[9];
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (member->folder == NULL)
    return TRUE;
  sodium_bin2hex (hex, sizeof hex, pass->keys.identity, 4);
  name = g_strconcat ("computing-", hex, JLY_CARD_SUFFIX, NULL);
  path = g_build_filename (member->folder, name, NULL);
  return write_file (path, pass->card, error);
}

gboolean
jly_ctl_study_meet (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JlyPass) pass = NULL;
  g_autofree char *path = NULL;
  g_autofree char *number = NULL;

  if (options->words->len != 1)
    return jly_ctl_fail_usage (error, _ ("Give the file or link of the computing party."));
  pass = load_pass (options->words->pdata[0], &bytes, error);
  path = pass != NULL ? build_pass_path (member, pass->keys.identity) : NULL;
  if (pass == NULL || !write_file (path, bytes, error) || !put_card (member, pass, error))
    return FALSE;
  number = jly_card_check_number (&pass->keys);
  printf (_ ("“%s” is reached at %s. Not yet verified: compare its number with its operator: %s\n"),
          pass->name, pass->where, number);
  return TRUE;
}

/* What this party was given by the computing party with this key; NULL if nothing. */
static JlyPass *
find_pass (const JlyMember *member, const guint8 key[32])
{
  g_autofree char *path = build_pass_path (member, key);
  g_autofree char *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize n = 0;

  if (!g_file_get_contents (path, &data, &n, NULL))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&data), n);
  return jly_pass_read (bytes, NULL);
}

/* Addresses that this party was given are passed on, so that the others need not be given them. */
static gboolean
pass_on (JlyMember *member, GError **error)
{
  for (guint i = 0; i < member->contract->parties->len; i++)
    {
      const JlyContractParty *party = member->contract->parties->pdata[i];
      g_autoptr (JlyPass) pass = find_pass (member, party->keys.identity);

      if (pass != NULL && !jly_member_pass_on (member, pass, error))
        return FALSE;
    }
  return TRUE;
}

/* The secret of the one who is called, and the contract, if an invitation is at hand. */
static GBytes *
make_offer (const JlyMember *member, const guint8 key[32])
{
  g_autoptr (JlyPass) pass = find_pass (member, key);
  g_autoptr (GBytes) note
      = pass != NULL && pass->has_secret ? jly_member_dup_contract_note (member) : NULL;
  GByteArray *all;

  if (note == NULL)
    return NULL;
  all = g_byte_array_new ();
  g_byte_array_append (all, pass->secret, sizeof pass->secret);
  g_byte_array_append (all, g_bytes_get_data (note, NULL), (guint)g_bytes_get_size (note));
  return g_byte_array_free_to_bytes (all);
}

static void
print_met (const char *name, gint64 round_trip, const GError *problem)
{
  if (problem == NULL)
    printf (_ ("%s: reached in %.1f ms\n"), name, (double)round_trip / 1000);
  else
    printf ("%s: %s\n", name, problem->message);
}

/* Somebody who does not know the study yet turns its letters away, and takes the offer of it. */
static gboolean
call_one (JlyMember *member, JlyPost *post, guint place, JlyPostReport *report, GError **error)
{
  const JlyContractParty *party = member->contract->parties->pdata[place];
  g_autofree char *address = jly_member_find_address (member, party->keys.identity);
  const JlyErrorDetail detail = {
    .party = party->name,
    .next = _ ("Give its file or link to jointlyctl study meet."),
  };
  JlyCall call = {
    .store = member->store,
    .identity = member->identity,
    .post = post,
    .place = place,
    .link_key = party->keys.link,
    .address = address,
    .timeout_ms = TIMEOUT,
  };
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) offer = NULL;
  gint64 round_trip = -1;

  if (address == NULL)
    return jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail,
                     _ ("Nobody knows where “%s” is reached."), party->name);
  if (!jly_call_run (&call, report, &round_trip, NULL, &problem)
      && g_error_matches (problem, JLY_ERROR, JLY_ERROR_REFUSED)
      && (offer = make_offer (member, party->keys.identity)) != NULL)
    {
      g_clear_error (&problem);
      call.offer = offer;
      if (!jly_call_run (&call, report, &round_trip, NULL, &problem))
        round_trip = -1;
    }
  print_met (party->name, round_trip, problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return error == NULL || *error == NULL;
}

/* Calls all three; one of them is enough to have gone well, since each keeps letters for others. */
static gboolean
call_all (JlyMember *member, gboolean *any_new, GError **error)
{
  const JlyPostStudy *study = jly_member_get_post (member);
  g_autoptr (JlyPostReport) report = jly_post_report_new ();
  g_autoptr (GError) first = NULL;
  guint n_ok = 0;

  if (study == NULL)
    return jly_refuse (error, JLY_REFUSAL_SIGNATURE, NULL);
  for (guint i = 0; i < member->contract->parties->len; i++)
    {
      const JlyContractParty *party = member->contract->parties->pdata[i];
      g_autoptr (GError) problem = NULL;

      if ((party->roles & JLY_ROLE_FLAG_MINER) == 0 || i == member->self)
        continue;
      n_ok += call_one (member, study->post, i, report, &problem);
      if (first == NULL)
        first = g_steal_pointer (&problem);
    }
  *any_new = report->taken->len > 0;
  if (n_ok == 0 && first != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&first));
      return FALSE;
    }
  return jly_member_sync (member, error);
}

gboolean
jly_ctl_study_sync (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  gboolean any_new = TRUE;

  if (!jly_member_check_contract (member, error) || !pass_on (member, error))
    return FALSE;
  for (guint i = 0; any_new && i < MAX_ROUNDS; i++)
    if (!call_all (member, &any_new, error))
      return FALSE;
  return TRUE;
}
