/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-session-events.h. */
#include "config.h"

#include "party/jly-session-events.h"

#include "party/jly-json.h"

#include <sodium.h>

/* News that are only a moment, by the name of their stage. */
static const struct
{
  JlySessionStep step;
  const char *stage;
} stages[] = {
  { JLY_SESSION_CONNECTED, "connected" },
  { JLY_SESSION_ACCEPTED, "accepted" },
  { JLY_SESSION_OPENING, "opened" },
  { JLY_SESSION_ERASED, "erased" },
};

static void
emit_stage (JlyControl *control, JlySessionStep step)
{
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (stages[i].step == step)
      jly_control_emit_stage (control, stages[i].stage);
}

static void
emit_progress (JlyControl *control, const JlySessionNews *news)
{
  JsonObject *event = jly_control_event ("progress");

  json_object_set_int_member (event, "rounds", (gint64)news->rounds);
  json_object_set_int_member (event, "bytes", (gint64)news->bytes);
  json_object_set_double_member (event, "share", news->share);
  jly_control_emit (control, event);
}

/* Of one party, with what is wrong with it, if anything is. */
static void
emit_party (JlyControl *control, const char *name, const JlySessionNews *news)
{
  JsonObject *event = jly_control_event (name);

  json_object_set_string_member (event, "party", news->party);
  if (news->error != NULL)
    json_object_set_object_member (event, "error", jly_json_from_error (news->error));
  jly_control_emit (control, event);
}

void
jly_session_events_emit (JlyControl *control, const JlySessionNews *news)
{
  switch (news->step)
    {
    case JLY_SESSION_UPLOAD:
      emit_party (control, "upload", news);
      break;
    case JLY_SESSION_WAITING:
      emit_party (control, "waiting", news);
      break;
    case JLY_SESSION_MET:
      emit_party (control, "met", news);
      break;
    case JLY_SESSION_COMPUTING:
      emit_progress (control, news);
      break;
    case JLY_SESSION_TURNED_AWAY:
      jly_control_emit_error (control, "turned-away", news->error);
      break;
    default:
      emit_stage (control, news->step);
      break;
    }
}

void
jly_session_events_emit_done (JlyControl *control, const JlySessionSummary *summary)
{
  JsonObject *event = jly_control_event ("done");
  char attempt[2 * JLY_HASH_BYTES + 1];

  sodium_bin2hex (attempt, sizeof attempt, summary->attempt, sizeof summary->attempt);
  json_object_set_string_member (event, "attempt", attempt);
  json_object_set_int_member (event, "rounds", (gint64)summary->rounds);
  json_object_set_int_member (event, "bytes", (gint64)summary->bytes);
  jly_control_emit (control, event);
}

static gboolean
find_step (JsonObject *event, JlySessionStep *step)
{
  static const struct
  {
    const char *name;
    JlySessionStep step;
  } names[] = {
    { "upload", JLY_SESSION_UPLOAD },
    { "waiting", JLY_SESSION_WAITING },
    { "met", JLY_SESSION_MET },
    { "progress", JLY_SESSION_COMPUTING },
    { "turned-away", JLY_SESSION_TURNED_AWAY },
  };
  const char *name = jly_json_get_text (event, "event", "");
  const char *stage = jly_json_get_text (event, "stage", "");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i].name))
      {
        *step = names[i].step;
        return TRUE;
      }
  for (guint i = 0; g_str_equal (name, "stage") && i < G_N_ELEMENTS (stages); i++)
    if (g_str_equal (stage, stages[i].stage))
      {
        *step = stages[i].step;
        return TRUE;
      }
  return FALSE;
}

gboolean
jly_session_events_read (JsonObject *event, JlySessionFunc func, gpointer user_data)
{
  JsonObject *problem = jly_json_get_object (event, "error");
  g_autoptr (GError) error = problem != NULL ? jly_json_to_error (problem) : NULL;
  JlySessionNews news = {
    .party = jly_json_get_text (event, "party", ""),
    .rounds = (guint64)jly_json_get_number (event, "rounds", 0),
    .bytes = (guint64)jly_json_get_number (event, "bytes", 0),
    .share = CLAMP (jly_json_get_double (event, "share", 0), 0, 1),
    .error = error,
  };

  if (!find_step (event, &news.step))
    return FALSE;
  func (&news, user_data);
  return TRUE;
}
