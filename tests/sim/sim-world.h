/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A whole study in one process: companies and three computing parties, each a JlyMember with a
 * folder and a database of its own, who know of each other only by letters and, while computing, by
 * links. Nothing of the parties is imitated; what is made up are the people, the post between them,
 * the clock, and what goes wrong. Everything that goes wrong is drawn from the seed.
 */
#pragma once

#include "sim/sim-random.h"

#include "party/jly-member.h"

G_BEGIN_DECLS

#define SIM_MINERS JLY_STUDY_MINERS
#define SIM_MAX_COMPANIES 4
#define SIM_MAX (SIM_MAX_COMPANIES + SIM_MINERS)
#define SIM_NOBODY G_MAXUINT
#define SIM_DAYS 5 /* that the contract holds */
#define SIM_START G_GINT64_CONSTANT (1800000000)

/* What somebody does otherwise than all would like it. */
typedef enum
{
  SIM_WILLING,
  SIM_NEVER_SIGNS,
  SIM_NEVER_HANDS_IN,
  SIM_REJECTS,
  SIM_NEVER_DECIDES,
  SIM_WITHDRAWS, /* the asker, once somebody has approved */
} SimWill;

/* What this seed does to its study; chances are of 1000. */
typedef struct
{
  guint loss, twice, late, damage, astray;
  guint crash, kill, partition, clock;
  guint cut, absent, kill_computing;
  gboolean is_clock_wild; /* days instead of minutes */
  guint restless;         /* rounds in which all this may happen */
  guint unwilling;        /* party, or SIM_NOBODY */
  SimWill will;
  gboolean has_correction; /* the last company hands in twice */
  JlyPartySet recipients;
} SimPlan;

/* What a person has wanted, whatever became of it; known also if the process that was told it died.
 */
typedef struct
{
  gboolean to_sign, to_ask, yes, no;
  guint n_figures;
} SimWish;

typedef struct
{
  guint8 secret[JLY_IDENTITY_SECRET_BYTES];
  JlyPublicKeys keys;
  char *name;
  char *dir;
  JlyMember *member; /* NULL while its program is not running */
  gint64 clock;      /* seconds that its clock is ahead */
  gboolean is_late;  /* once its clock was beyond the contract's days, after which it erases */
  SimWish *wish;
  gint64 figures[2];
  /* What the others can hold it to. */
  guint lowest_budget;
  char *told;      /* what it learned first: attempt and figure */
  GString *reason; /* the last refusal that its program said to its person */
} SimParty;

/* Of what goes between parties. */
typedef struct
{
  guint from, to;
  GBytes *envelope;
} SimLetter;

typedef struct
{
  guint64 seed;
  guint64 step;
  SimDice dice;
  SimPlan plan;
  char *root;
  JlyStudy *study;
  guint n_companies, n;
  SimParty parties[SIM_MAX];
  SimWish *wishes; /* in memory that all processes share */
  gboolean is_parted[SIM_MAX][SIM_MAX];
  GPtrArray *late; /* SimLetter* */
  gint64 now;
  gboolean is_calm; /* nothing goes wrong any more */
  guint n_kills, n_computed, n_changes;
  char *attempt; /* the one that counts */
  GString *story;
  char *broken; /* the first invariant that did not hold */
} SimWorld;

SimWorld *sim_world_new (guint64 seed, const char *root);
void sim_world_free (SimWorld *self);

/* One line of what happened. */
void sim_tell (SimWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* An invariant does not hold: the first is kept. */
void sim_break (SimWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The running program of a party, started if need be; NULL if it does not start, which is then
 * broken or its reason. */
JlyMember *sim_wake (SimWorld *self, guint party);
/* Its program is gone, as by a loss of power between two writes. */
void sim_drop (SimWorld *self, guint party);
gboolean sim_is_miner (const SimWorld *self, guint party);

/* Something that one party does, in its own process if it is to be killed in it. */
typedef gboolean (*SimDeed) (SimWorld *self, guint party, JlyMember *member, gpointer data);
/* TRUE if it did something. */
gboolean sim_do (SimWorld *self, guint party, SimDeed deed, gpointer data, guint die_at);
/* What a program says to its person when something cannot be done: must be a sentence with a next
 * step. Takes error. */
void sim_hear (SimWorld *self, guint party, GError *error);

/* sim-wire.c: what waits at from is carried to all others, or what comes of it. */
gboolean sim_carry (SimWorld *self, guint from);
gboolean sim_carry_late (SimWorld *self);
/* sim-people.c: what the person of a party does next, if anything. */
gboolean sim_person (SimWorld *self, guint party, JlyMember *member, gpointer unused);
/* sim-compute.c: the computing parties try to compute. */
gboolean sim_compute (SimWorld *self);
/* sim-check.c: what must hold after every step of a party, and at the end. */
void sim_check (SimWorld *self, guint party);
void sim_check_end (SimWorld *self);
/* How the study ended: "result", "refusal" or "person". */
const char *sim_name_end (SimWorld *self);

/* sim-run.c: everybody has a turn, in some order, and then perhaps the computation; how much
 * happened. */
guint sim_round (SimWorld *self, gboolean computes);
/* One whole study; FALSE if something broke. */
gboolean sim_run (SimWorld *self);

G_END_DECLS
