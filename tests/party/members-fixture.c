/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See members-fixture.h. */
#include "config.h"

#include "party/members-fixture.h"

#include "party/jly-accord.h"
#include "party/jly-folder.h"

#include <sys/wait.h>
#include <unistd.h>

static void
choose_ports (Members *self)
{
  JlyListener *listeners[JLY_STUDY_MINERS];

  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    {
      listeners[i] = jly_listener_new ("127.0.0.1", 0, NULL);
      self->addresses[i] = g_strdup_printf ("127.0.0.1:%u", jly_listener_get_port (listeners[i]));
    }
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    jly_listener_free (listeners[i]);
}

void
members_set_up (Members *self)
{
  *self = (Members){ .now = MEMBERS_NOW };
  self->root = g_strdup ("/dev/shm/jly-members-XXXXXX");
  if (g_mkdtemp (self->root) == NULL)
    {
      g_free (self->root);
      self->root = g_dir_make_tmp ("jly-members-XXXXXX", NULL);
    }
  for (guint i = 0; i < N_MEMBERS; i++)
    self->identities[i] = jly_identity_generate ();
  choose_ports (self);
}

void
members_drop_copy (Members *self)
{
  for (guint i = 0; i < JLY_STUDY_MINERS; i++)
    g_free (self->addresses[i]);
  jly_folder_remove (self->root);
  g_free (self->root);
}

void
members_tear_down (Members *self)
{
  for (guint i = 0; i < N_MEMBERS; i++)
    jly_identity_free (self->identities[i]);
  members_drop_copy (self);
}

void
members_copy (const Members *from, const char *suffix, Members *to)
{
  const char *argv[] = { "cp", "-r", from->root, NULL, NULL };
  int status = 1;

  *to = *from;
  to->root = g_strdup_printf ("%s-%s", from->root, suffix);
  argv[3] = to->root;
  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  choose_ports (to);
}

char *
members_get_dir (const Members *self, guint i)
{
  return g_strdup_printf ("%s/%u", self->root, i);
}

JlyMember *
members_try_open (const Members *self, guint i, GError **error)
{
  guint8 secret[JLY_IDENTITY_SECRET_BYTES];
  g_autofree char *dir = members_get_dir (self, i);
  g_autofree char *folder = g_strdup_printf ("%s/sent", self->root);

  jly_identity_export_secret (self->identities[i], secret);
  return jly_member_open (dir, folder, NULL, jly_identity_from_secret (secret), self->now, error);
}

JlyMember *
members_open (const Members *self, guint i)
{
  g_autoptr (GError) error = NULL;
  JlyMember *member = members_try_open (self, i, &error);

  g_assert_no_error (error);
  return member;
}

void
members_close (JlyMember *member)
{
  g_autoptr (GError) error = NULL;

  jly_member_flush (member, &error);
  g_assert_no_error (error);
  jly_member_free (member);
}

void
members_visit (const Members *self, guint i)
{
  members_close (members_open (self, i));
}

void
members_visit_miners (const Members *self)
{
  for (guint i = N_COMPANIES; i < N_MEMBERS; i++)
    members_visit (self, i);
}

JlyStudy *
members_make_study (const Members *self)
{
  static const char *const names[N_MEMBERS]
      = { "north", "harbour", "ridge", "one", "two", "three" };
  JlyStudy *study = jly_study_new ("", "A total");

  study->currency = g_strdup ("");
  study->most_rows = 1;
  jly_study_add_column (study, "amount", "Amount", 0, 1000);
  jly_study_question_set (jly_study_add_question (study, "", "sum"), "column", "amount");
  for (guint i = 0; i < N_MEMBERS; i++)
    {
      JlyParty *party
          = jly_study_add_party (i < N_COMPANIES ? study->providers : study->miners, names[i]);

      jly_identity_get_public (self->identities[i], party->keys.identity, party->keys.link,
                               party->keys.sealing);
    }
  return study;
}

void
members_agree_on_contract (const Members *self, const JlyStudy *study)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = jly_accord_make_contract (study, self->now - 10, &error);
  g_autoptr (JlyContract) contract = jly_contract_decode (bytes, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < N_MEMBERS; i++)
    {
      JlyMember *member = members_open (self, i);

      g_assert_true (i > 0 || jly_member_put_contract (member, contract, &error));
      jly_member_sign (member, &error);
      g_assert_no_error (error);
      members_close (member);
    }
  for (guint i = 0; i < N_MEMBERS; i++)
    members_visit (self, i);
}

void
members_hand_in (const Members *self)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_COMPANIES; i++)
    {
      gint64 value = 10 * (i + 1);
      gint64 *column = &value;
      JlyFigures figures = { 1, 1, &column, NULL };
      JlyMember *member = members_open (self, i);

      jly_member_submit (member, &figures, &error);
      g_assert_no_error (error);
      members_close (member);
    }
  members_visit_miners (self);
  members_visit_miners (self);
}

void
members_freeze (const Members *self)
{
  g_autoptr (GError) error = NULL;
  JlyMember *member = members_open (self, N_COMPANIES);

  jly_member_freeze (member, NULL, &error);
  g_assert_no_error (error);
  members_close (member);
}

void
members_ask (const Members *self, const JlyStudy *study)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_COMPANIES; i++)
    {
      JlyMember *member = members_open (self, i);
      gint answered;

      if (i == 0)
        jly_member_propose (member, study->questions, 7, self->now + 1000, &answered, &error);
      else
        jly_member_decide (member, 0, JLY_VERDICT_APPROVE, NULL, &error);
      g_assert_no_error (error);
      members_close (member);
    }
  members_visit_miners (self);
}

void
members_prepare (const Members *self)
{
  g_autoptr (JlyStudy) study = members_make_study (self);

  members_agree_on_contract (self, study);
  members_hand_in (self);
  members_freeze (self);
  members_ask (self, study);
}

void
members_in_child (const Members *self, void (*func) (const Members *))
{
  int status;
  pid_t child = fork ();

  if (child == 0)
    {
      func (self);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}
