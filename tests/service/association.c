/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See association.h. */
#include "config.h"

#include "service/association.h"

#include "base/jly-error.h"
#include "party/jly-accord.h"
#include "party/jly-folder.h"
#include "party/jly-member-private.h"
#include "party/jly-pass-book.h"

#include <glib/gstdio.h>
#include <string.h>

#define MOST 1000000
#define TRIES 600 /* of a tenth of a second */
#define PAUSE 100 /* milliseconds */

static void
set_keys (JlyParty *party, const JlyIdentity *identity)
{
  jly_identity_get_public (identity, party->keys.identity, party->keys.link, party->keys.sealing);
}

static char *
name_column (guint column)
{
  return g_strdup_printf ("c%u", column);
}

/* One member is enough to ask, and none other need agree: who may decide what is tested elsewhere.
 */
static JlyContract *
make_contract (Association *self, GPtrArray *passes)
{
  g_autoptr (JlyStudy) study = jly_study_new ("", "A total");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  JlyContract *contract;

  study->currency = g_strdup ("");
  study->most_rows = self->plan.n_rows;
  for (guint i = 0; i < self->plan.n_columns; i++)
    {
      g_autofree char *id = name_column (i);

      jly_study_add_column (study, id, id, 0, MOST);
    }
  jly_study_question_set (jly_study_add_question (study, "", "sum"), "column", "c0");
  for (guint i = 0; i < self->plan.n_members; i++)
    {
      g_autofree char *name = g_strdup_printf ("member %u", i);

      set_keys (jly_study_add_party (study->providers, name), self->people[i]);
    }
  for (guint i = 0; i < N_SERVICES; i++)
    jly_study_add_party (study->miners, self->services->parties[i].name)->keys
        = ((const JlyPass *)passes->pdata[i])->keys;
  bytes = jly_accord_make_contract (study, self->now - 10, &error);
  g_assert_no_error (error);
  contract = jly_contract_decode (bytes, &error);
  g_assert_no_error (error);
  contract->rehearsal = FALSE;
  contract->policy.approve = contract->policy.ask;
  contract->policy.approve_first = contract->policy.ask;
  contract->policy.max_questions = 20;
  jly_contract_question_set (contract->questions->pdata[0], "column", NULL);
  for (guint i = 1; i < contract->columns->len; i++)
    ((JlyContractColumn *)contract->columns->pdata[i])->rights
        = ((const JlyContractColumn *)contract->columns->pdata[0])->rights;
  if (self->plan.n_joining > 0)
    {
      contract->policy.n_joining = 1;
      contract->policy.joining[0] = (JlyJoining){ JLY_NO_SIDE, self->plan.n_joining };
    }
  return contract;
}

static char *
get_dir (const Association *self, guint i)
{
  return g_strdup_printf ("%s/%u", self->dir, i);
}

static void
open_store (Association *self, guint i)
{
  g_autofree char *dir = get_dir (self, i);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  self->stores[i] = jly_store_open (dir, &error);
  g_assert_no_error (error);
  g_assert_true (jly_store_unlock (self->stores[i], self->people[i], &error));
}

JlyMember *
association_open (Association *self, guint i)
{
  g_autoptr (GError) error = NULL;
  JlyMember *member = jly_member_new (self->stores[i], self->study_id, self->people[i],
                                      g_get_real_time () / G_USEC_PER_SEC, &error);

  g_assert_no_error (error);
  return member;
}

/* A note into a store as if a letter had brought it. */
static void
keep_note (Association *self, guint i, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  guint8 hash[JLY_HASH_BYTES];

  jly_note_hash (bytes, hash);
  g_assert_true (jly_store_add_note (self->stores[i], self->study_id, hash, bytes,
                                     JLY_NOTE_SENT | JLY_NOTE_LASTING, NULL, NULL, &error));
}

static GBytes *
sign_contract (const JlyIdentity *identity, GBytes *contract)
{
  guint8 hash[JLY_HASH_BYTES], unused[32];
  JlyNote *note = jly_note_new ("signature");
  GBytes *bytes;

  jly_contract_hash (contract, hash);
  jly_note_add (note, hash, sizeof hash);
  jly_identity_get_public (identity, note->signer, unused, unused);
  jly_accord_sign (identity, contract, note->signature);
  bytes = jly_note_encode (note);
  jly_note_free (note);
  return bytes;
}

/* The first member makes the contract, signs it, and has letters with the others' signatures for
 * the services: theirs count whoever brings them. */
static void
begin (Association *self, const JlyContract *contract)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyMember) member = NULL;
  g_autoptr (GBytes) bytes = jly_contract_encode (contract);
  JlyNote *note = jly_note_add_bytes (jly_note_new ("contract"), bytes);
  g_autoptr (GBytes) encoded = NULL;

  jly_note_sign (note, self->people[0], JLY_SIGNS_DRAFT, bytes);
  encoded = jly_note_encode (note);
  jly_note_free (note);
  keep_note (self, 0, encoded);
  for (guint i = 0; i < self->plan.n_members; i++)
    {
      g_autoptr (GBytes) signature = sign_contract (self->people[i], bytes);

      keep_note (self, 0, signature);
    }
  member = association_open (self, 0);
  for (guint k = 0; k < member->posts->len; k++)
    for (guint i = 0; i < N_SERVICES; i++)
      {
        const JlyNote *kept = member->posts->pdata[k];
        g_autoptr (GBytes) signature = jly_note_encode (kept);

        if (g_str_equal (kept->kind, "signature"))
          g_assert_true (jly_post_send (jly_member_get_post (member)->post,
                                        self->plan.n_members + i, JLY_POST_SIGNATURE, signature,
                                        &error));
      }
}

static gboolean
is_signed (JlyMember *member)
{
  const JlyGovernance *governance = jly_store_governance_get (member->governance, NULL);

  for (guint i = 0; i < member->contract->parties->len; i++)
    {
      const JlyContractParty *party = member->contract->parties->pdata[i];
      g_autofree char *address = jly_member_find_address (member, party->keys.identity);

      if ((party->roles & JLY_ROLE_FLAG_MINER) != 0 && address == NULL)
        return FALSE;
    }
  return jly_governance_get_unsigned (governance) == 0;
}

/* Brings the contract to the services, and gets what they signed. */
static void
offer (Association *self)
{
  g_autoptr (JlyMember) member = association_open (self, 0);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < TRIES && !is_signed (member); i++)
    {
      if (i > 0)
        services_rest (PAUSE);
      association_sync (member, &error);
      g_assert_no_error (error);
    }
  g_assert_true (is_signed (member));
  for (guint k = 0; k < member->posts->len; k++)
    {
      g_autoptr (GBytes) bytes = jly_note_encode (member->posts->pdata[k]);

      for (guint i = 1; i < self->plan.n_members; i++)
        keep_note (self, i, bytes);
    }
  /* They have read it, long before they bring anything, and know where the services are. */
  for (guint i = 1; i < self->plan.n_members; i++)
    {
      g_autoptr (JlyMember) other = association_open (self, i);

      g_assert_true (association_sync (other, &error));
    }
}

static GPtrArray *
meet (Association *self)
{
  GPtrArray *passes = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_pass_free);
  g_autofree char *dir = get_dir (self, 0);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_SERVICES; i++)
    {
      g_autoptr (GBytes) bytes = services_invite (self->services, i);
      JlyPass *pass = NULL;

      jly_pass_book_keep (dir, bytes, &pass, &error);
      g_assert_no_error (error);
      g_ptr_array_add (passes, pass);
    }
  return passes;
}

Association *
association_new (Services *services, const AssociationPlan *plan, const char *dir)
{
  Association *self = g_new0 (Association, 1);
  g_autoptr (GPtrArray) passes = NULL;
  g_autoptr (JlyContract) contract = NULL;

  self->services = services;
  self->plan = *plan;
  self->dir = g_strdup (dir);
  self->now = g_get_real_time () / G_USEC_PER_SEC;
  self->people = g_new0 (JlyIdentity *, plan->n_members);
  self->stores = g_new0 (JlyStore *, plan->n_members);
  for (guint i = 0; i < plan->n_members; i++)
    {
      self->people[i] = jly_identity_generate ();
      open_store (self, i);
    }
  passes = meet (self);
  contract = make_contract (self, passes);
  self->study_id = g_strdup (contract->study_id);
  begin (self, contract);
  offer (self);
  return self;
}

void
association_free (Association *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->plan.n_members; i++)
    {
      jly_store_close (self->stores[i]);
      jly_identity_free (self->people[i]);
    }
  jly_folder_remove (self->dir);
  g_free (self->stores);
  g_free (self->people);
  g_free (self->study_id);
  g_free (self->dir);
  g_free (self);
}

Association *
association_begin (Services *services, const AssociationPlan *plan)
{
  g_autofree char *dir = g_build_filename (services->root, "study", NULL);

  services_start_all (services);
  return association_new (services, plan, dir);
}

void
association_end (Association *self)
{
  Services *services = self->services;

  services_clear (services);
  association_free (self);
  services_remove (services);
}

gint64
association_get_figure (guint member, guint column, guint row)
{
  return (gint64)((member + 1) * 7919 + column * 104729 + row * 31) % MOST;
}

gboolean
association_hand_in (JlyMember *member, guint i, const AssociationPlan *plan, GError **error)
{
  g_autoptr (JlyFigures) figures = jly_figures_new (plan->n_columns, plan->n_rows);

  for (guint c = 0; c < plan->n_columns; c++)
    for (guint r = 0; r < plan->n_rows; r++)
      figures->values[c][r] = association_get_figure (i, c, r);
  return jly_member_submit (member, figures, error);
}

gboolean
association_sync (JlyMember *member, GError **error)
{
  g_autoptr (JlyDelivery) delivery = jly_delivery_new ();

  return jly_delivery_call_all (delivery, member, error) && delivery->n_reached == delivery->n_calls
         && delivery->n_calls > 0;
}

guint
association_count_receipts (JlyMember *member, guint i)
{
  guint64 number;
  guint n;

  jly_member_get_upload (member, i, &number, &n);
  return n;
}

void
association_hand_in_all (Association *self)
{
  for (guint i = 0; i < self->plan.n_members; i++)
    {
      g_autoptr (JlyMember) member = association_open (self, i);
      g_autoptr (GError) error = NULL;

      association_hand_in (member, i, &self->plan, &error);
      g_assert_no_error (error);
      association_sync (member, &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < self->plan.n_members; i++)
    {
      g_autoptr (JlyMember) member = association_open (self, i);
      g_autoptr (GError) error = NULL;

      for (guint n = 0; n < TRIES && association_count_receipts (member, i) < N_SERVICES; n++)
        {
          services_rest (n > 0 ? PAUSE : 0);
          association_sync (member, &error);
          g_assert_no_error (error);
        }
      g_assert_cmpuint (association_count_receipts (member, i), ==, N_SERVICES);
    }
}

void
association_ask (Association *self, guint column)
{
  g_autoptr (JlyMember) member = association_open (self, 0);
  g_autoptr (JlyStudy) study = jly_study_new ("", "");
  g_autofree char *id = name_column (column);
  g_autoptr (GError) error = NULL;
  guint8 root[JLY_HASH_BYTES];
  guint n = 0;
  gint answered;

  jly_study_question_set (jly_study_add_question (study, "", "sum"), "column", id);
  for (guint i = 0; i < TRIES && !jly_member_get_inputs (member, root, &n, NULL); i++)
    {
      services_rest (i > 0 ? PAUSE : 0);
      association_sync (member, NULL);
    }
  g_assert_cmpuint (n, ==, self->plan.n_members);
  jly_member_propose (member, study->questions,
                      jly_contract_select (member->contract, JLY_ROLE_FLAG_RECIPIENT, JLY_NO_SIDE),
                      member->now + 3600, &answered, &error);
  g_assert_no_error (error);
  association_sync (member, NULL);
}

static gint64
add_up (const Association *self, guint column)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->plan.n_members; i++)
    for (guint r = 0; r < self->plan.n_rows; r++)
      sum += association_get_figure (i, column, r);
  return sum;
}

gboolean
association_learn (Association *self, guint question, guint column)
{
  g_autoptr (JlyMember) member = association_open (self, 0);
  g_autoptr (JlyResult) result = NULL;
  const JlyResultItem *item;
  g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT, add_up (self, column));

  association_sync (member, NULL);
  result = jly_member_get_result (member, question, NULL);
  if (result == NULL)
    return FALSE;
  item = jly_result_find (result, "sum", JLY_STUDY_EVERYONE);
  if (item == NULL)
    item = jly_result_find (result, "sum", jly_member_get_name (member, member->self));
  g_assert_nonnull (item);
  g_assert_cmpstr (item->value, ==, expected);
  return TRUE;
}
