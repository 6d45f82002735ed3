/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl study meet and study sync: a party that calls the computing parties, gives and gets
 * letters, and hangs up. Nobody else needs to be there. */
#include "config.h"

#include "ctl/jly-ctl-study.h"
#include "party/jly-delivery.h"
#include "party/jly-pass-book.h"
#include "study/jly-card.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <stdio.h>

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
  if (g_file_set_contents_full (
          path, g_bytes_get_data (pass->card, NULL), (gssize)g_bytes_get_size (pass->card),
          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
    return TRUE;
  jly_error_adopt (error, JLY_ERROR_IO, &(JlyErrorDetail){ .file = path });
  return FALSE;
}

gboolean
jly_ctl_study_meet (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JlyPass) pass = NULL;
  g_autofree char *number = NULL;

  if (options->words->len != 1)
    return jly_ctl_fail_usage (error, _ ("Give the file or link of the computing party."));
  bytes = jly_pass_book_load (options->words->pdata[0], error);
  if (bytes == NULL || !jly_pass_book_keep (member->dir, bytes, &pass, error)
      || !put_card (member, pass, error))
    return FALSE;
  number = jly_card_check_number (&pass->keys);
  printf (_ ("“%s” is reached at %s. Not yet verified: compare its number with its operator: %s\n"),
          pass->name, pass->where, number);
  return TRUE;
}

static void
print_call (const JlyDeliveryCall *call, gpointer data)
{
  if (call->problem == NULL)
    printf (_ ("%s: reached in %.1f ms\n"), call->name, (double)call->round_trip / 1000);
  else
    printf ("%s: %s\n", call->name, call->problem->message);
}

gboolean
jly_ctl_study_sync (JlyMember *member, const JlyCtlStudyOptions *options, GError **error)
{
  g_autoptr (JlyDelivery) delivery = jly_delivery_new ();

  delivery->told = print_call;
  return jly_delivery_call_all (delivery, member, error);
}
