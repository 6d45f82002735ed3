/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Connection, with real computing parties behind real ports: one that answers, one of
 * which nobody knows the address, one that is closed, and one with another key. */
#include "config.h"

#include "jly-round.h"

#include "app/jly-connection-page.h"
#include "app/jly-messages-page.h"
#include "app/jly-study-page.h"
#include "party/jly-member-private.h"
#include "party/jly-pass.h"
#include "party/jly-probe.h"

#define TIMEOUT 3000u

/* Answers whoever knows its key, as a service does. */
typedef struct
{
  const JlyIdentity *identity;
  JlyListener *listener;
  GCancellable *cancellable;
  GThread *thread;
  char *address;
} Server;

static gboolean
admit_cb (const guint8 key[32], const JlyHello *hello, gpointer data, GError **error)
{
  return hello->role == JLY_LINK_ROLE_PROBE;
}

static gpointer
server_worker (gpointer data)
{
  Server *self = data;
  guint8 seed[32];
  int fd;

  jly_identity_get_link_seed (self->identity, seed);
  while ((fd = jly_listener_accept (self->listener, self->cancellable, NULL)) >= 0)
    {
      g_autoptr (JlyLink) link
          = jly_link_accept (fd, seed, NULL, admit_cb, self, TIMEOUT, self->cancellable, NULL);

      if (link != NULL)
        jly_probe_answer (link, NULL);
    }
  return NULL;
}

static void
server_start (Server *self, const JlyIdentity *identity)
{
  self->identity = identity;
  self->cancellable = g_cancellable_new ();
  self->listener = jly_listener_new ("127.0.0.1", 0, NULL);
  self->address = g_strdup_printf ("127.0.0.1:%u", jly_listener_get_port (self->listener));
  self->thread = g_thread_new ("server", server_worker, self);
}

static void
server_stop (Server *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_clear_pointer (&self->listener, jly_listener_free);
  g_object_unref (self->cancellable);
  g_free (self->address);
}

static void
tell_address (Round *round, guint person, const char *address)
{
  static gint64 when;
  JlyMember *member = jly_agreement_get_member (round->agreements[person]);
  g_autoptr (GError) error = NULL;

  jly_member_put (member, jly_address_note_new (member->identity, address, round_now () + when++),
                  &error);
  g_assert_no_error (error);
  round_carry (round);
  g_assert_true (jly_agreement_refresh (round->agreements[0], round_now (), &error));
}

static gboolean
is_ready (gpointer page)
{
  return jly_connection_page_is_ready (page);
}

static void
wait_ready (JlyUiTest *ui, JlyPage *page)
{
  jly_ui_wait (is_ready, page, "all were looked at");
  jly_ui_settle (ui);
}

static void
look_again (JlyUiTest *ui, JlyPage *page)
{
  jly_ui_press (ui, "Look Again");
  wait_ready (ui, page);
}

/* What the page says of a failing one: cause, who can mend it, next step. */
static void
assert_says (JlyPage *page, const char *cause, const char *mender, const char *next)
{
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), cause));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), mender));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), next));
}

static void
test_page (void)
{
  Round *round = round_new ("a", NULL);
  JlyUiTest *ui = round->ui;
  Server well = { 0 }, other = { 0 }, closed = { 0 };
  JlyPage *page;
  char *address;

  jly_window_push (ui->window, JLY_PAGE (jly_study_page_new (round->agreements[0])));
  page = jly_ui_wait_page (ui, JLY_TYPE_STUDY_PAGE);
  gtk_widget_activate_action (GTK_WIDGET (page), "study.show-connection", NULL);
  page = jly_ui_wait_page (ui, JLY_TYPE_CONNECTION_PAGE);
  jly_connection_page_set_timeout (JLY_CONNECTION_PAGE (page), TIMEOUT);
  wait_ready (ui, page);
  assert_says (page, "Nobody has told this computer where", "Whoever runs", "Ask for its file");
  g_assert_false (jly_ui_shows (GTK_WIDGET (page), "Answers"));
  jly_ui_check_page (ui, "connection-unknown");

  server_start (&well, round->people->identities[1]);
  server_start (&closed, round->people->identities[2]);
  address = g_strdup (closed.address);
  server_stop (&closed);
  tell_address (round, 1, well.address);
  tell_address (round, 2, address);
  look_again (ui, page);
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "Answers"));
  g_assert_true (jly_ui_shows (GTK_WIDGET (page), "there and back"));
  assert_says (page, "gave an address that means “this computer”", "Whoever runs",
               "not 127.0.0.1 or localhost");
  jly_ui_check_page (ui, "connection");

  server_start (&other, round->people->identities[0]);
  tell_address (round, 2, other.address);
  look_again (ui, page);
  assert_says (page, "Somebody else answers at the address of", "Whoever runs", "by phone");
  jly_ui_check_page (ui, "connection-other-key");
  server_stop (&other);
  server_stop (&well);
  g_free (address);
  round_free (round);
}

int
main (int argc, char **argv)
{
  jly_ui_test_init (&argc, &argv);
  g_test_add_func ("/app/connection/page", test_page);
  return g_test_run ();
}
