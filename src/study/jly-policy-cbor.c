/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-policy-cbor.h. */
#include "config.h"

#include "study/jly-policy-cbor.h"

#include "study/jly-cbor-fields.h"

#define MAX_COUNT 1000000
#define MAX_DAYS 36500
#define ALL_PARTIES (((JlyPartySet)1 << JLY_POLICY_MAX_PARTIES) - 1)
#define ALL_SIDES 0xff

enum
{
  KEY_ASK = 1,
  KEY_APPROVE_FIRST,
  KEY_APPROVE,
  KEY_MANDATE,
  KEY_BEFOREHAND,
  KEY_VETO,
  KEY_STANDING,
  KEY_LEARN,
  KEY_MIN_ROWS,
  KEY_MIN_PARTIES,
  KEY_TOP_SHARE,
  KEY_MAX_QUESTIONS,
  KEY_DAYS_KEPT,
  KEY_JOINING,
  KEY_SHOW_ENDS,
  N_KEYS = KEY_SHOW_ENDS
};

static void
put_quorum (JlyCborWriter *writer, guint64 key, const JlyQuorum *quorum)
{
  jly_cbor_put_key (writer, key);
  jly_cbor_begin_array (writer, quorum->n);
  for (guint i = 0; i < quorum->n; i++)
    {
      const JlyClause *clause = &quorum->clauses[i];

      jly_cbor_begin_array (writer, 4);
      jly_cbor_put_uint (writer, clause->roles);
      jly_cbor_put_uint (writer, clause->side);
      jly_cbor_put_uint (writer, clause->at_least);
      jly_cbor_put_uint (writer, clause->may_represent != FALSE);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

static void
put_learners (JlyCborWriter *writer, const JlyLearners *learn)
{
  jly_cbor_put_key (writer, KEY_LEARN);
  jly_cbor_begin_array (writer, 4);
  jly_cbor_put_uint (writer, learn->roles);
  jly_cbor_put_uint (writer, learn->sides);
  jly_cbor_put_uint (writer, learn->proposers != FALSE);
  jly_cbor_put_uint (writer, learn->own_part != FALSE);
  jly_cbor_end (writer);
}

static void
put_joining (JlyCborWriter *writer, const JlyPolicy *policy)
{
  jly_cbor_put_key (writer, KEY_JOINING);
  jly_cbor_begin_array (writer, policy->n_joining);
  for (guint i = 0; i < policy->n_joining; i++)
    {
      jly_cbor_begin_array (writer, 2);
      jly_cbor_put_uint (writer, policy->joining[i].side);
      jly_cbor_put_uint (writer, policy->joining[i].at_most);
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

void
jly_policy_put (JlyCborWriter *writer, const JlyPolicy *policy)
{
  jly_cbor_begin_map (writer, N_KEYS);
  put_quorum (writer, KEY_ASK, &policy->ask);
  put_quorum (writer, KEY_APPROVE_FIRST, &policy->approve_first);
  put_quorum (writer, KEY_APPROVE, &policy->approve);
  put_quorum (writer, KEY_MANDATE, &policy->mandate);
  jly_field_put_uint (writer, KEY_BEFOREHAND, policy->beforehand);
  jly_field_put_uint (writer, KEY_VETO, policy->veto);
  jly_field_put_uint (writer, KEY_STANDING, policy->is_standing != FALSE);
  put_learners (writer, &policy->learn);
  jly_field_put_uint (writer, KEY_MIN_ROWS, policy->min_rows);
  jly_field_put_uint (writer, KEY_MIN_PARTIES, policy->min_parties);
  jly_field_put_uint (writer, KEY_TOP_SHARE, policy->top_share);
  jly_field_put_uint (writer, KEY_MAX_QUESTIONS, policy->max_questions);
  jly_field_put_uint (writer, KEY_DAYS_KEPT, policy->days_kept);
  put_joining (writer, policy);
  jly_field_put_uint (writer, KEY_SHOW_ENDS, policy->may_show_ends != FALSE);
  jly_cbor_end (writer);
}

static guint
get_side (JlyCborReader *reader, const char *field)
{
  guint side = (guint)jly_item_get_uint (reader, field, JLY_NO_SIDE);

  if (side >= 8 && side != JLY_NO_SIDE)
    jly_cbor_refuse (reader, field);
  return side;
}

static void
get_quorum (JlyCborReader *reader, guint64 key, const char *field, JlyQuorum *quorum)
{
  gsize n = 0;

  jly_cbor_get_key (reader, field, key);
  jly_cbor_enter_array (reader, field, JLY_POLICY_MAX_CLAUSES, &n);
  for (quorum->n = 0; quorum->n < n && jly_item_enter_tuple (reader, field, 4); quorum->n++)
    {
      JlyClause *clause = &quorum->clauses[quorum->n];

      clause->roles = (guint)jly_item_get_uint (reader, field, JLY_ROLE_FLAGS_ALL);
      clause->side = get_side (reader, field);
      clause->at_least = (guint)jly_item_get_uint (reader, field, JLY_POLICY_MAX_PARTIES);
      clause->may_represent = jly_item_get_uint (reader, field, 1) != 0;
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

static void
get_learners (JlyCborReader *reader, JlyLearners *learn)
{
  jly_cbor_get_key (reader, "learn", KEY_LEARN);
  jly_item_enter_tuple (reader, "learn", 4);
  learn->roles = (guint)jly_item_get_uint (reader, "learn", JLY_ROLE_FLAGS_ALL);
  learn->sides = (guint)jly_item_get_uint (reader, "learn", ALL_SIDES);
  learn->proposers = jly_item_get_uint (reader, "learn", 1) != 0;
  learn->own_part = jly_item_get_uint (reader, "learn", 1) != 0;
  jly_cbor_leave (reader);
}

/* Sides ascend, so that one rule has one form. */
static void
get_joining (JlyCborReader *reader, JlyPolicy *policy)
{
  gsize n = 0;

  jly_cbor_get_key (reader, "joining", KEY_JOINING);
  jly_cbor_enter_array (reader, "joining", JLY_POLICY_MAX_CLAUSES, &n);
  for (policy->n_joining = 0; policy->n_joining < n && jly_item_enter_tuple (reader, "joining", 2);
       policy->n_joining++)
    {
      JlyJoining *joining = &policy->joining[policy->n_joining];

      joining->side = get_side (reader, "joining");
      joining->at_most = (guint)jly_item_get_uint (reader, "joining", MAX_COUNT);
      if (joining->at_most == 0 || (policy->n_joining > 0 && joining->side <= joining[-1].side))
        jly_cbor_refuse (reader, "joining");
      jly_cbor_leave (reader);
    }
  jly_cbor_leave (reader);
}

void
jly_policy_get (JlyCborReader *reader, JlyPolicy *policy)
{
  jly_cbor_enter_map (reader, "policy", N_KEYS);
  get_quorum (reader, KEY_ASK, "ask", &policy->ask);
  get_quorum (reader, KEY_APPROVE_FIRST, "approve-first", &policy->approve_first);
  get_quorum (reader, KEY_APPROVE, "approve", &policy->approve);
  get_quorum (reader, KEY_MANDATE, "mandate", &policy->mandate);
  policy->beforehand = jly_field_get_uint (reader, KEY_BEFOREHAND, "beforehand", ALL_PARTIES);
  policy->veto = jly_field_get_uint (reader, KEY_VETO, "veto", ALL_PARTIES);
  policy->is_standing = jly_field_get_uint (reader, KEY_STANDING, "standing", 1) != 0;
  get_learners (reader, &policy->learn);
  policy->min_rows = (guint)jly_field_get_uint (reader, KEY_MIN_ROWS, "min-rows", MAX_COUNT);
  policy->min_parties
      = (guint)jly_field_get_uint (reader, KEY_MIN_PARTIES, "min-parties", MAX_COUNT);
  policy->top_share = (guint)jly_field_get_uint (reader, KEY_TOP_SHARE, "top-share", 100);
  policy->max_questions
      = (guint)jly_field_get_uint (reader, KEY_MAX_QUESTIONS, "max-questions", MAX_COUNT);
  policy->days_kept = (guint)jly_field_get_uint (reader, KEY_DAYS_KEPT, "days-kept", MAX_DAYS);
  get_joining (reader, policy);
  policy->may_show_ends = jly_field_get_uint (reader, KEY_SHOW_ENDS, "show-ends", 1) != 0;
  jly_cbor_leave (reader);
}
