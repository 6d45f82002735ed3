/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-computing-service.h. The keys come over a pipe of their own (jly-keys.h), all else in one
 * line. */
#include "config.h"

#include "party/jly-computing-service.h"

#include "base/jly-error.h"
#include "base/jly-secret.h"
#include "party/jly-control.h"
#include "party/jly-json.h"
#include "party/jly-keys.h"
#include "party/jly-member.h"
#include "party/jly-session-events.h"

#include <glib/gi18n-lib.h>
#include <sysexits.h>

static void
news_cb (const JlySessionNews *news, gpointer user_data)
{
  jly_session_events_emit (user_data, news);
}

static JlyMember *
open_member (JsonObject *command, JlyIdentity *identity, GError **error)
{
  g_autoptr (JlyIdentity) own = identity;
  const char *dir = jly_json_get_text (command, "dir", NULL);
  const char *study_id = jly_json_get_text (command, "study", NULL);
  JlyMember *member;

  if (dir == NULL || study_id == NULL)
    {
      jly_fail (error, JLY_ERROR_USAGE, NULL,
                _ ("The computing party was not told its folder and its study."));
      return NULL;
    }
  member = jly_member_open (dir, NULL, study_id, g_steal_pointer (&own),
                            g_get_real_time () / G_USEC_PER_SEC, error);
  if (member != NULL)
    member->needs_words = jly_json_get_bool (command, "needs-words", TRUE);
  return member;
}

static gboolean
compute (JlyControl *control, JsonObject *command, GError **error)
{
  JlyIdentity *identity = jly_keys_take (error);
  g_autoptr (JlyMember) member = NULL;
  g_auto (GStrv) addresses = NULL;
  JlySessionSummary summary;
  gint64 question = jly_json_get_number (command, "question", -1);

  if (identity == NULL)
    return FALSE;
  member = open_member (command, identity, error);
  if (member == NULL)
    return FALSE;
  addresses = jly_control_read_addresses (command, JLY_STUDY_MINERS, error);
  if (addresses == NULL)
    return FALSE;
  if (question < 0 || question > G_MAXUINT16)
    return jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("There is no question of this number."));
  member->cancellable = jly_control_get_cancellable (control);
  member->news_func = news_cb;
  member->news_data = control;
  if (!jly_member_run (member, (guint)question, addresses, &summary, error))
    return FALSE;
  jly_session_events_emit_done (control, &summary);
  return TRUE;
}

int
jly_computing_service_run (int in, int out)
{
  g_autoptr (JlyControl) control = jly_control_new (in, out);
  g_autoptr (JsonObject) command = NULL;
  g_autoptr (JsonObject) rest = NULL;
  g_autoptr (GError) error = NULL;

  jly_process_end_with_parent ();
  command = jly_control_wait (control);
  if (command == NULL)
    return EX_OK;
  if (!compute (control, command, &error))
    jly_control_emit_error (control, "failed", error);
  /* By then the parent has read everything. */
  rest = jly_control_wait (control);
  return error != NULL ? jly_error_exit_code (error) : EX_OK;
}
