/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who gets past the door of a computing party's service, and what its operator may say: a real
 * service, called by people whom it knows and whom it does not. */
#include "config.h"

#include "base/jly-error.h"
#include "party/jly-accord.h"
#include "party/jly-call.h"
#include "party/jly-folder.h"
#include "party/jly-frames.h"
#include "service/jly-service-control.h"

#include <string.h>

#define TIMEOUT 20000u
#define FOUNDER 0
#define STRANGER 1

typedef struct
{
  char *dir;
  JlyService *service;
  guint16 port;
  JlyPublicKeys keys; /* the service's */
  JlyIdentity *people[2];
} Door;

static void
set_up (Door *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  JlyListener *free_port = jly_listener_new ("127.0.0.1", 0, NULL);
  g_autofree char *path = NULL, *text = NULL;

  self->port = jly_listener_get_port (free_port);
  jly_listener_free (free_port);
  self->dir = g_dir_make_tmp ("jly-door-XXXXXX", NULL);
  path = g_build_filename (self->dir, "miner.conf", NULL);
  text = g_strdup_printf ("[party]\nname=North\ndata-dir=%s/data\n[network]\nlisten=127.0.0.1:%u\n"
                          "address=127.0.0.1:%u\n[control]\nsocket=%s/control\n",
                          self->dir, self->port, self->port, self->dir);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  self->service = jly_service_new (jly_service_config_load (path, &error), path, &error);
  g_assert_no_error (error);
  jly_identity_get_public (jly_service_get_identity (self->service), self->keys.identity,
                           self->keys.link, self->keys.sealing);
  for (guint i = 0; i < 2; i++)
    self->people[i] = jly_identity_generate ();
}

static void
tear_down (Door *self, gconstpointer unused)
{
  jly_service_stop (self->service);
  jly_service_free (self->service);
  for (guint i = 0; i < 2; i++)
    jly_identity_free (self->people[i]);
  jly_folder_remove (self->dir);
  g_free (self->dir);
}

static JlyLink *
call (Door *self, guint person, const char *study_id, guint32 role)
{
  guint8 seed[32];
  JlyHello hello;

  jly_call_make_hello (study_id, role, &hello);
  jly_identity_get_link_seed (self->people[person], seed);
  return jly_link_connect ("127.0.0.1", self->port, seed, self->keys.link, &hello, "North", TIMEOUT,
                           NULL, NULL);
}

static JlyPass *
make_pass (Door *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = jly_service_make_pass (self->service, g_get_real_time () / G_USEC_PER_SEC + 1000, &error);
  JlyPass *pass = jly_pass_read (bytes, &error);

  g_assert_no_error (error);
  g_assert_true (pass->has_secret);
  return pass;
}

/* Of the founder, two others and three computing parties, of which the service is one. */
static JlyContract *
make_contract (Door *self)
{
  g_autoptr (JlyStudy) study = jly_study_new ("", "A total");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  JlyContract *contract;

  study->currency = g_strdup ("");
  study->most_rows = 1;
  jly_study_add_column (study, "amount", "Amount", 0, 1000);
  jly_study_question_set (jly_study_add_question (study, "", "sum"), "column", "amount");
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("party %u", i);
      JlyParty *party = jly_study_add_party (i < 3 ? study->providers : study->miners, name);
      g_autoptr (JlyIdentity) other = jly_identity_generate ();

      jly_identity_get_public (i == 0 ? self->people[FOUNDER] : other, party->keys.identity,
                               party->keys.link, party->keys.sealing);
      if (i == 3)
        party->keys = self->keys;
    }
  bytes = jly_accord_make_contract (study, g_get_real_time () / G_USEC_PER_SEC - 10, &error);
  contract = jly_contract_decode (bytes, &error);
  g_assert_no_error (error);
  return contract;
}

/* Whether the service has taken the contract that person brings with this secret. */
static gboolean
bring (Door *self, guint person, const JlyContract *contract, const guint8 *secret)
{
  g_autoptr (GBytes) bytes = jly_contract_encode (contract);
  JlyNote *note = jly_note_add_bytes (jly_note_new ("contract"), bytes);
  g_autoptr (GByteArray) offer = g_byte_array_new ();
  g_autoptr (GBytes) encoded = NULL;
  g_autoptr (GBytes) taken = NULL;
  g_autoptr (JlyLink) link = call (self, person, contract->study_id, JLY_LINK_ROLE_OFFER);

  jly_note_sign (note, self->people[FOUNDER], JLY_SIGNS_DRAFT, bytes);
  encoded = jly_note_encode (note);
  jly_note_free (note);
  g_assert_nonnull (link);
  g_byte_array_append (offer, secret, JLY_PASS_SECRET_BYTES);
  g_byte_array_append (offer, g_bytes_get_data (encoded, NULL), (guint)g_bytes_get_size (encoded));
  g_assert_true (jly_link_send (link, JLY_FRAME_OFFER_STUDY, offer->data, offer->len, NULL));
  taken = jly_link_receive (link, JLY_FRAME_OFFER_TAKEN, 0, NULL);
  return taken != NULL;
}

static void
test_strangers (Door *self, gconstpointer unused)
{
  static const guint32 roles[]
      = { JLY_LINK_ROLE_POST, JLY_LINK_ROLE_PROBE, JLY_LINK_ROLE_OFFER, JLY_LINK_ROLE_PROVIDER };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    g_assert_null (call (self, STRANGER, "00112233445566778899aabbccddeeff", roles[i]));
}

static void
test_offers (Door *self, gconstpointer unused)
{
  g_autoptr (JlyContract) contract = make_contract (self);
  g_autoptr (JlyContract) second = make_contract (self);
  g_autoptr (JlyPass) pass = make_pass (self);
  g_autoptr (JlyPass) other = make_pass (self);
  guint8 wrong[JLY_PASS_SECRET_BYTES] = { 1 };

  g_assert_false (bring (self, FOUNDER, contract, wrong));
  g_assert_false (bring (self, STRANGER, contract, pass->secret));
  g_assert_cmpuint (jly_service_count_studies (self->service), ==, 0);
  g_assert_true (bring (self, FOUNDER, contract, pass->secret));
  g_assert_cmpuint (jly_service_count_studies (self->service), ==, 1);
  g_assert_false (bring (self, FOUNDER, second, pass->secret));
  g_assert_cmpuint (jly_service_count_studies (self->service), ==, 1);
  g_assert_null (call (self, STRANGER, contract->study_id, JLY_LINK_ROLE_POST));
}

/* Somebody who knows of a study, and of whom it does not know: its contract is not taken again from
 * them, they are not told that it is here, and nothing of it is at their end of the link. */
static void
test_brought_again (Door *self, gconstpointer unused)
{
  g_autoptr (JlyContract) contract = make_contract (self);
  g_autoptr (JlyPass) pass = make_pass (self);
  g_autoptr (JlyPass) open = make_pass (self);
  guint8 wrong[JLY_PASS_SECRET_BYTES] = { 1 };

  g_assert_true (bring (self, FOUNDER, contract, pass->secret));
  g_assert_true (bring (self, FOUNDER, contract, wrong));
  g_assert_false (bring (self, STRANGER, contract, wrong));
  g_assert_false (bring (self, STRANGER, contract, open->secret));
  g_assert_cmpuint (jly_service_count_studies (self->service), ==, 1);
  g_assert_true (bring (self, FOUNDER, contract, wrong));
}

/* A place at the door is kept for computing parties alone, and for as long as they are waited for.
 */
static void
test_callers_for_nothing (Door *self, gconstpointer unused)
{
  g_autoptr (JlyContract) contract = make_contract (self);
  g_autoptr (JlyPass) pass = make_pass (self);
  gint64 start;

  g_assert_true (bring (self, FOUNDER, contract, pass->secret));
  start = g_get_monotonic_time ();
  g_assert_null (call (self, STRANGER, contract->study_id, JLY_LINK_ROLE_MINER));
  g_assert_null (call (self, FOUNDER, contract->study_id, JLY_LINK_ROLE_MINER));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_TIME_SPAN_SECOND);
}

static char *
ask_to_close (Door *self, const JlyContract *contract, const char *without)
{
  g_autofree char *line = g_strdup_printf (
      "{\"do\":\"close\",\"study\":\"%s\",\"without\":[\"%s\"]}", contract->study_id, without);

  return jly_service_control_answer (self->service, line);
}

/* A slip in a name would close the set with whom it was to leave out. */
static void
test_close (Door *self, gconstpointer unused)
{
  g_autoptr (JlyContract) contract = make_contract (self);
  g_autoptr (JlyPass) pass = make_pass (self);
  g_autofree char *slip = NULL, *known = NULL, *refused = NULL, *late = NULL, *line = NULL;

  g_assert_true (bring (self, FOUNDER, contract, pass->secret));
  slip = ask_to_close (self, contract, "partty 1");
  g_assert_nonnull (strstr (slip, "is no party of this study"));
  known = ask_to_close (self, contract, "party 1");
  g_assert_null (strstr (known, "\"message\""));
  line = g_strdup_printf ("{\"do\":\"refuse\",\"study\":\"%s\"}", contract->study_id);
  refused = jly_service_control_answer (self->service, line);
  g_assert_null (strstr (refused, "\"message\""));
  late = ask_to_close (self, contract, "party 1");
  g_assert_nonnull (strstr (late, "You have refused this study"));
}

static void
test_operator (Door *self, gconstpointer unused)
{
  static const char *const lines[] = { "",
                                       "{",
                                       "[]",
                                       "{\"do\":7}",
                                       "{\"do\":\"erase\",\"study\":\"../..\"}",
                                       "{\"do\":\"invite\",\"days\":9999999}",
                                       "{\"do\":\"close\",\"without\":[1,{}]}" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *answer = jly_service_control_answer (self->service, lines[i]);

      g_assert_nonnull (strstr (answer, "error"));
    }
  g_assert_true (g_file_test (self->dir, G_FILE_TEST_IS_DIR));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/service/door/" name, Door, NULL, set_up, func, tear_down)
  ADD ("strangers", test_strangers);
  ADD ("offers", test_offers);
  ADD ("brought-again", test_brought_again);
  ADD ("callers-for-nothing", test_callers_for_nothing);
  ADD ("close", test_close);
  ADD ("operator", test_operator);
#undef ADD
  return g_test_run ();
}
