/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three services behind a hostile network (support/hostile-wire.h) and beside hostile neighbours.
 * Members hand in, ask and learn through it, and the services compute with each other through it,
 * while another study goes on at the same services. Whatever is done to the wire: what anybody
 * learns is the sum, whoever fails is told why in one sentence with what to do next, no attempt's
 * id comes twice at one party, and once the network is quiet everything ends well or has ended as
 * the rules say.
 */
#include "config.h"

#include "base/jly-error.h"
#include "net/bare-tls.h"
#include "net/jly-certificate.h"
#include "party/jly-folder.h"
#include "party/jly-json.h"
#include "party/jly-member-private.h"
#include "service/association.h"
#include "support/hostile-wire.h"

#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <sodium.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define N_MEMBERS 3
#define N_STUDIES 2
#define SHARE 350                              /* of 1000 connections */
#define HOSTILE_TIME (12 * G_TIME_SPAN_SECOND) /* of each step; then the network is quiet */
#define CALM_ROUNDS 600
#define PATIENCE (300 * G_TIME_SPAN_SECOND) /* five attempts, each of which may wait for others */
#define N_QUESTIONS 2
#define FLOOD 80 /* connections; a service takes 64 */

typedef struct
{
  char *root;
  guint32 seed;
  Services services;
  HostileWire *wires[N_SERVICES];
  Association *studies[N_STUDIES];
  gboolean is_over[N_STUDIES][N_QUESTIONS]; /* answered, or ended as the rules say */
} Town;

/* Ids of attempts, and how often a computing party of this process began each. */
static GHashTable *attempts;
static GMutex attempts_mutex;

static void
log_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if (level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_MESSAGE))
    {
      if (g_str_has_prefix (message, "attempt "))
        {
          guint n;

          g_mutex_lock (&attempts_mutex);
          n = GPOINTER_TO_UINT (g_hash_table_lookup (attempts, message)) + 1;
          g_hash_table_insert (attempts, g_strdup (message), GUINT_TO_POINTER (n));
          g_mutex_unlock (&attempts_mutex);
        }
      return;
    }
  g_log_default_handler (domain, level, message, data);
}

static void
check_attempts (guint least)
{
  GHashTableIter iter;
  gpointer key, n;

  g_mutex_lock (&attempts_mutex);
  g_test_message ("%u attempts", g_hash_table_size (attempts));
  g_assert_cmpuint (g_hash_table_size (attempts), >=, least);
  g_hash_table_iter_init (&iter, attempts);
  while (g_hash_table_iter_next (&iter, &key, &n))
    g_assert_cmpuint (GPOINTER_TO_UINT (n), <=, N_SERVICES); /* once at each of the three */
  g_hash_table_remove_all (attempts);
  g_mutex_unlock (&attempts_mutex);
}

static void
set_deed (Town *self, HostileDeed deed)
{
  for (guint i = 0; i < N_SERVICES; i++)
    hostile_wire_set_deed (self->wires[i], deed);
}

static void
set_up (Town *self, gconstpointer unused)
{
  const AssociationPlan plan = { .n_members = N_MEMBERS, .n_columns = 2, .n_rows = 4 };

  self->root = g_strdup ("/dev/shm/jly-hostile-XXXXXX");
  g_assert_nonnull (g_mkdtemp (self->root));
  self->seed = (guint32)g_test_rand_int ();
  g_test_message ("seed of the wires: %u", self->seed);
  services_init (&self->services, self->root, NULL);
  for (guint i = 0; i < N_SERVICES; i++)
    {
      ServiceParty *other = &self->services.parties[(i + 1) % N_SERVICES];

      self->wires[i]
          = hostile_wire_new (self->services.parties[i].port, other->port, SHARE, self->seed + i);
      self->services.parties[i].public_port = hostile_wire_get_port (self->wires[i]);
    }
  set_deed (self, HOSTILE_NOTHING);
  services_start_all (&self->services);
  for (guint i = 0; i < N_STUDIES; i++)
    {
      g_autofree char *dir = g_strdup_printf ("%s/study-%u", self->root, i);

      self->studies[i] = association_new (&self->services, &plan, dir);
    }
}

static void
tear_down (Town *self, gconstpointer unused)
{
  set_deed (self, HOSTILE_NOTHING);
  services_clear (&self->services);
  for (guint i = 0; i < N_STUDIES; i++)
    association_free (self->studies[i]);
  for (guint i = 0; i < N_SERVICES; i++)
    hostile_wire_free (self->wires[i]);
  jly_folder_remove (self->root);
  g_free (self->root);
}

/* One sentence that names somebody or something, and what to do next. */
static void
check_sentence (const GError *error)
{
  const JlyErrorDetail *detail = jly_error_get_detail (error);
  gsize n = strlen (error->message);

  g_test_message ("%s / %s", error->message, detail->next != NULL ? detail->next : "NOTHING");
  g_assert_true (error->domain == JLY_ERROR);
  g_assert_cmpuint (n, >, 10);
  g_assert_true (error->message[n - 1] == '.' && strchr (error->message, '\n') == NULL);
  g_assert_true (detail->next != NULL && detail->next[0] != '\0');
}

/* What each call of a visit came to. */
typedef struct
{
  const char *party; /* whose calls are looked at */
  guint n_well, n_failed;
  GError *problem; /* the last one */
} Visit;

static void
told_cb (const JlyDeliveryCall *call, gpointer data)
{
  Visit *visit = data;

  if (call->problem != NULL)
    check_sentence (call->problem);
  if (visit->party != NULL && !g_str_equal (visit->party, call->name))
    return;
  visit->n_well += call->problem == NULL;
  visit->n_failed += call->problem != NULL;
  if (call->problem != NULL)
    {
      g_clear_error (&visit->problem);
      visit->problem = g_error_copy (call->problem);
    }
}

/* As jointlyctl study sync. */
static void
sync_with (JlyMember *member, Visit *visit)
{
  g_autoptr (JlyDelivery) delivery = jly_delivery_new ();
  g_autoptr (GError) error = NULL;

  delivery->told = told_cb;
  delivery->data = visit;
  if (!jly_delivery_call_all (delivery, member, &error))
    check_sentence (error);
}

static void
visit_all (Association *study)
{
  for (guint i = 0; i < N_MEMBERS; i++)
    {
      g_autoptr (JlyMember) member = association_open (study, i);
      Visit visit = { 0 };

      sync_with (member, &visit);
      g_clear_error (&visit.problem);
    }
}

static gboolean
has_all_receipts (Association *study)
{
  for (guint i = 0; i < N_MEMBERS; i++)
    {
      g_autoptr (JlyMember) member = association_open (study, i);

      if (association_count_receipts (member, i) < N_SERVICES)
        return FALSE;
    }
  return TRUE;
}

static void
hand_in (Association *study)
{
  for (guint i = 0; i < N_MEMBERS; i++)
    {
      g_autoptr (JlyMember) member = association_open (study, i);
      g_autoptr (GError) error = NULL;

      association_hand_in (member, i, &study->plan, &error);
      g_assert_no_error (error);
    }
}

static void
hand_in_all (Town *self)
{
  gint64 quiet = g_get_monotonic_time () + HOSTILE_TIME;

  for (guint round = 0; round < CALM_ROUNDS; round++)
    {
      gboolean is_done = TRUE;

      if (g_get_monotonic_time () > quiet)
        set_deed (self, HOSTILE_NOTHING);
      for (guint k = 0; k < N_STUDIES; k++)
        if (!has_all_receipts (self->studies[k]))
          {
            is_done = FALSE;
            visit_all (self->studies[k]);
          }
      if (is_done)
        return;
    }
  g_error ("not all receipts came");
}

static gboolean
has_failed_at (Town *self, guint service, const Association *study, guint question)
{
  g_autoptr (JsonObject) answer = services_ask (&self->services, service, "{\"do\":\"studies\"}");
  JsonArray *studies
      = jly_json_get_array (json_object_get_object_member (answer, "service"), "studies");

  for (guint i = 0; i < json_array_get_length (studies); i++)
    {
      JsonObject *one = json_array_get_object_element (studies, i);
      JsonArray *questions = jly_json_get_array (one, "questions");

      if (!g_str_equal (jly_json_get_text (one, "id", ""), study->study_id)
          || json_array_get_length (questions) <= question)
        continue;
      one = json_array_get_object_element (questions, question);
      g_test_message ("question %u: %s, %s", question, jly_json_get_text (one, "stage", ""),
                      jly_json_get_text (one, "problem", "no problem"));
      return g_str_equal (jly_json_get_text (one, "stage", ""), "failed")
             && jly_json_get_text (one, "problem", "")[0] != '\0';
    }
  return FALSE;
}

/* After five attempts people are asked: that is an end too, and the party says why. Each counts its
 * own, since an attempt that never began at one may have begun at another; the two others then go
 * on trying, and say who does not let them in. */
static gboolean
has_failed (Town *self, const Association *study, guint question)
{
  for (guint i = 0; i < N_SERVICES; i++)
    if (has_failed_at (self, i, study, question))
      return TRUE;
  return FALSE;
}

static gboolean
is_over (Town *self, guint study, guint question, guint round)
{
  gboolean *over = &self->is_over[study][question];

  *over = *over || association_learn (self->studies[study], question, question)
          || (round % 10 == 9 && has_failed (self, self->studies[study], question));
  return *over;
}

/* For whoever has to find out why a question has no end. */
static void
describe_all (Town *self)
{
  for (guint i = 0; i < N_SERVICES; i++)
    {
      g_autofree char *text
          = jly_json_print (services_ask (&self->services, i, "{\"do\":\"studies\"}"), FALSE);

      g_test_message ("%s", text);
    }
  for (guint k = 0; k < N_STUDIES; k++)
    visit_all (self->studies[k]);
}

static void
learn_all (Town *self, guint question)
{
  gint64 until = g_get_monotonic_time () + PATIENCE, quiet = g_get_monotonic_time () + HOSTILE_TIME;

  for (guint round = 0; g_get_monotonic_time () < until; round++)
    {
      gboolean is_done = TRUE;

      if (g_get_monotonic_time () > quiet)
        set_deed (self, HOSTILE_NOTHING);
      for (guint k = 0; k < N_STUDIES; k++)
        is_done = is_over (self, k, question, round) && is_done;
      if (is_done)
        return;
      services_rest (200);
    }
  describe_all (self);
  g_error ("a question has no end");
}

static void
test_network (Town *self, gconstpointer unused)
{
  guint n_done = 0;

  set_deed (self, N_HOSTILE_DEEDS);
  for (guint k = 0; k < N_STUDIES; k++)
    hand_in (self->studies[k]);
  hand_in_all (self);
  for (guint q = 0; q < N_QUESTIONS; q++)
    {
      set_deed (self, N_HOSTILE_DEEDS);
      for (guint k = 0; k < N_STUDIES; k++)
        association_ask (self->studies[k], q);
      learn_all (self, q);
    }
  for (guint deed = 1; deed < N_HOSTILE_DEEDS; deed++)
    for (guint i = 0; i < N_SERVICES; i++)
      n_done += hostile_wire_count (self->wires[i], deed);
  g_test_message ("%u connections were disturbed", n_done);
  g_assert_cmpuint (n_done, >, 20);
  check_attempts (1);
}

/* Somebody who answers at a service's address. */
typedef enum
{
  ANOTHER_KEY,
  PLAIN_TEXT,
  OLD_TLS,
  COPIED_CERTIFICATE,
  HANGS_UP,
  N_IMPOSTORS
} ImpostorKind;

typedef struct
{
  ImpostorKind kind;
  JlyListener *listener;
  GCancellable *cancellable;
  GThread *thread;
  gnutls_certificate_credentials_t copied;
  guint n_callers, n_fooled; /* who was called, and who would have gone on */
} Impostor;

/* What a service shows to whoever calls, with a key that does not belong to it. */
static gnutls_certificate_credentials_t
copy_certificate (guint16 port)
{
  guint8 seed[32] = { 9 }, x[32], secret[64];
  BareTls tls;
  unsigned int n = 0;
  gnutls_x509_crt_t certificate;
  gnutls_x509_privkey_t key;
  gnutls_certificate_credentials_t credentials;
  gnutls_datum_t public = { x, sizeof x }, private = { seed, sizeof seed };

  g_assert_cmpint (bare_tls_open (&tls, bare_connect (port), TRUE, seed,
                                  "NORMAL:-VERS-ALL:+VERS-TLS1.3:+GROUP-X25519"),
                   ==, 0);
  g_assert_nonnull (gnutls_certificate_get_peers (tls.session, &n));
  gnutls_x509_crt_init (&certificate);
  g_assert_cmpint (gnutls_x509_crt_import (certificate,
                                           gnutls_certificate_get_peers (tls.session, &n),
                                           GNUTLS_X509_FMT_DER),
                   ==, 0);
  bare_tls_close (&tls);
  crypto_sign_seed_keypair (x, secret, seed);
  gnutls_x509_privkey_init (&key);
  g_assert_cmpint (
      gnutls_x509_privkey_import_ecc_raw (key, GNUTLS_ECC_CURVE_ED25519, &public, NULL, &private),
      ==, 0);
  gnutls_certificate_allocate_credentials (&credentials);
  gnutls_certificate_set_flags (credentials, GNUTLS_CERTIFICATE_SKIP_KEY_CERT_MATCH);
  g_assert_cmpint (gnutls_certificate_set_x509_key (credentials, &certificate, 1, key), ==, 0);
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);
  return credentials;
}

/* TRUE if the caller took it for whom it wants. */
static gboolean
answer_tls (Impostor *self, int fd)
{
  const guint8 own[32] = { 7 };
  gboolean is_old = self->kind == OLD_TLS;
  BareTls tls;
  int result;

  if (self->kind != COPIED_CERTIFICATE)
    result = bare_tls_open (&tls, fd, FALSE, own,
                            is_old ? "NORMAL:-VERS-ALL:+VERS-TLS1.2"
                                   : "NORMAL:-VERS-ALL:+VERS-TLS1.3");
  else
    {
      tls.fd = fd;
      gnutls_init (&tls.session, GNUTLS_SERVER | GNUTLS_NO_SIGNAL | GNUTLS_NO_TICKETS);
      gnutls_priority_set_direct (tls.session, "NORMAL:-VERS-ALL:+VERS-TLS1.3", NULL);
      gnutls_credentials_set (tls.session, GNUTLS_CRD_CERTIFICATE, self->copied);
      gnutls_certificate_allocate_credentials (&tls.credentials);
      gnutls_transport_set_int (tls.session, fd);
      do
        result = gnutls_handshake (tls.session);
      while (result < 0 && !gnutls_error_is_fatal (result));
    }
  bare_tls_close (&tls);
  return result == 0;
}

static void
answer_plainly (int fd)
{
  char bytes[512];

  g_assert_cmpint (write (fd, "220 mail.example.org ESMTP\r\n", 28), ==, 28);
  while (read (fd, bytes, sizeof bytes) > 0)
    continue;
  close (fd);
}

static gpointer
impostor_worker (gpointer data)
{
  Impostor *self = data;
  const struct timeval patience = { 5, 0 };
  int fd;

  while ((fd = jly_listener_accept (self->listener, self->cancellable, NULL)) >= 0)
    {
      self->n_callers++;
      bare_set_blocking (fd);
      setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
      if (self->kind == PLAIN_TEXT)
        answer_plainly (fd);
      else if (self->kind == HANGS_UP)
        close (fd);
      else
        self->n_fooled += answer_tls (self, fd);
    }
  return NULL;
}

static void
impostor_start (Impostor *self, ImpostorKind kind, guint16 port)
{
  *self = (Impostor){ .kind = kind,
                      .listener = jly_listener_new ("127.0.0.1", 0, NULL),
                      .cancellable = g_cancellable_new () };
  if (kind == COPIED_CERTIFICATE)
    self->copied = copy_certificate (port);
  self->thread = g_thread_new ("impostor", impostor_worker, self);
}

static void
impostor_stop (Impostor *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  jly_listener_free (self->listener);
  g_object_unref (self->cancellable);
  if (self->copied != NULL)
    gnutls_certificate_free_credentials (self->copied);
  g_assert_cmpuint (self->n_callers, >, 0);
  g_assert_cmpuint (self->n_fooled, ==, 0);
}

/* One member's visit; how the calls at north and at the others went. */
static void
visit_beside (Association *study, gboolean is_well)
{
  g_autoptr (JlyMember) member = association_open (study, 0);
  Visit north = { .party = "north" }, south = { .party = "south" };

  sync_with (member, &north);
  sync_with (member, &south);
  g_assert_true ((north.n_failed == 0) == is_well && (north.n_well > 0) == is_well);
  g_assert_cmpuint (south.n_failed, ==, 0);
  g_assert_cmpuint (south.n_well, >, 0);
  if (!is_well)
    g_assert_nonnull (strstr (north.problem->message, "north"));
  g_clear_error (&north.problem);
  g_clear_error (&south.problem);
}

/* Whoever answers at north's address without its key gets nothing; the others are reached. */
static void
test_impostors (Town *self, gconstpointer unused)
{
  for (guint kind = 0; kind < N_IMPOSTORS; kind++)
    {
      Impostor impostor;

      impostor_start (&impostor, kind, self->services.parties[0].port);
      hostile_wire_set_target (self->wires[0], jly_listener_get_port (impostor.listener));
      visit_beside (self->studies[0], FALSE);
      impostor_stop (&impostor);
      hostile_wire_set_target (self->wires[0], self->services.parties[0].port);
      visit_beside (self->studies[0], TRUE);
    }
}

/* More connections that say nothing than a service takes at all: members come through, and an
 * answer is computed. */
static void
test_flood (Town *self, gconstpointer unused)
{
  int fds[N_SERVICES * FLOOD];

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = bare_connect (self->services.parties[i % N_SERVICES].port);
  for (guint k = 0; k < N_STUDIES; k++)
    hand_in (self->studies[k]);
  hand_in_all (self);
  association_ask (self->studies[0], 0);
  while (!association_learn (self->studies[0], 0, 0))
    services_rest (200);
  for (guint i = 0; i < N_SERVICES; i++)
    {
      g_autoptr (JsonObject) answer = services_ask (&self->services, i, "{\"do\":\"status\"}");

      g_assert_cmpint (
          jly_json_get_number (json_object_get_object_member (answer, "service"), "connections", 0),
          <=, 64);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
}

int
main (int argc, char **argv)
{
  int code;

  g_test_init (&argc, &argv, NULL);
  attempts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_log_set_default_handler (log_cb, NULL);
#define ADD(name, func) g_test_add ("/service/hostile/" name, Town, NULL, set_up, func, tear_down)
  ADD ("network", test_network);
  ADD ("impostors", test_impostors);
  ADD ("flood", test_flood);
#undef ADD
  code = g_test_run ();
  g_hash_table_unref (attempts);
  return code;
}
