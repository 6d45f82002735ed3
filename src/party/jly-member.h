/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One party of a study under a contract: its keys, its own database, and the notes (jly-note.h) of
 * all that letters brought. It takes whatever is new, each thing by its own rules, and adds what
 * its own person decides, which goes to the others as letters: by whatever carrier trades those
 * of office (jly-post-office.h), or by a drop folder (jly-drop-folder.h). Blocks; one thread.
 *
 * A thing that is refused is kept and tried again, since what it needs may come later; the reasons
 * of this time are in refused.
 */
#pragma once

#include "party/jly-figures.h"
#include "party/jly-gate.h"
#include "party/jly-miner-session.h"
#include "party/jly-note.h"
#include "party/jly-post-office.h"
#include "party/jly-result.h"
#include "post/jly-verification.h"

G_BEGIN_DECLS

#define JLY_MEMBER_NOBODY G_MAXUINT

typedef struct
{
  char *dir;            /* own */
  char *folder;         /* that carries letters; NULL: something else does */
  char *study_id;       /* NULL while it is not known which study this is */
  gboolean needs_words; /* its person approves and hands in only once the words were compared */
  gboolean is_guest;    /* identity and store are borrowed */
  JlyIdentity *identity;
  JlyPublicKeys keys;
  JlyStore *store;
  JlyStoreGovernance *governance; /* NULL before there is a contract */
  const JlyContract *contract;    /* likewise; the governance's */
  guint8 contract_hash[JLY_HASH_BYTES];
  guint self; /* own place in the contract, or JLY_MEMBER_NOBODY */
  gint64 now; /* seconds since 1970 */
  JlyPostOffice *office;
  GHashTable *taken;         /* hashes of posts that were taken (hex) */
  GArray *marks;             /* guint: numbers of those that are to be marked so in the store */
  GHashTable *receipts;      /* those that were verified: hash of the note, then of the frame */
  GPtrArray *posts;          /* JlyNote* that are kept, in the order in which they came */
  GPtrArray *refused;        /* char*: "7 decision: sentence" */
  GCancellable *cancellable; /* ends jly_member_run; borrowed, may be NULL */
  JlySessionFunc news_func;  /* how far jly_member_run is, in several threads; may be NULL */
  gpointer news_data;
} JlyMember;

/* Takes identity. Opens the database and takes what is new. folder may be NULL; study_id too, which
 * is then the study that the folder's letters belong to, or else the newest. */
JlyMember *jly_member_open (const char *dir,
                            const char *folder,
                            const char *study_id,
                            JlyIdentity *identity,
                            gint64 now,
                            GError **error);
/* The same for a program that has them open: store, unlocked by identity. Both must outlive it. */
JlyMember *jly_member_new (
    JlyStore *store, const char *study_id, const JlyIdentity *identity, gint64 now, GError **error);
void jly_member_free (JlyMember *self);
/* Takes what is new in the folder and in the inbox, and writes letters of what is not sent yet. */
gboolean jly_member_sync (JlyMember *self, GError **error);
/* Puts what waits for others into the folder, if there is one. */
gboolean jly_member_flush (JlyMember *self, GError **error);

/* The number of the last note that is kept; 0: none. */
guint jly_member_get_last_note (const JlyMember *self);

/* JLY_ERROR_USAGE while there is no contract. */
gboolean jly_member_check_contract (const JlyMember *self, GError **error);
/* Place among the computing parties; JLY_STUDY_MINERS if it is none. */
guint jly_member_get_miner (const JlyMember *self);
/* The place of a party of the contract by its identity key, or JLY_MEMBER_NOBODY. */
guint jly_member_find_party (const JlyMember *self, const guint8 key[32]);
const char *jly_member_get_name (const JlyMember *self, guint party);

/* The verification words of the founders (post/jly-verification.h) for the contract in force, as
 * far as they are; parts that are due are sent. begin: also if nobody has begun. *words (may be
 * NULL), owned by the caller, is NULL where there are none. Every sync plays them on. */
gboolean
jly_member_play_words (JlyMember *self, gboolean begin, JlyVerification **words, GError **error);
/* What this person heard from party and typed; errors of jly_verification_type. */
gboolean jly_member_type_words (JlyMember *self, guint from, const char *typed, GError **error);
/* Whether this party may ask, approve and hand in: never once the words showed that something is
 * wrong, and, if it needs_words, only when they are verified. JLY_ERROR_REFUSED. */
gboolean jly_member_check_may_act (JlyMember *self, GError **error);

/* Own card (study/jly-card.h) into the folder: before there is a contract, nobody has an address.
 */
gboolean jly_member_put_card (JlyMember *self, const char *name, GError **error);
/* All cards of the folder that are signed by their own key: JlyParty*. */
GPtrArray *jly_member_list_cards (const JlyMember *self);
/* A new contract, or the next version of the one in force, for all to sign. A next version is not
 * in force, and changes nothing, before all founders have signed it. */
gboolean jly_member_put_contract (JlyMember *self, const JlyContract *contract, GError **error);
/* The contract in force, or the first. */
gboolean jly_member_sign (JlyMember *self, GError **error);
/* The bytes of a next version that waits for signatures, and the founders that have not signed it
 * (may be NULL). n counts from 0, the last that came; NULL if there are fewer. Borrowed, until the
 * next sync. */
GBytes *jly_member_get_next (const JlyMember *self, guint n, JlyPartySet *unsigned_by);
/* Signs the one with this hash, which this person has read. JLY_ERROR_REFUSED if another was signed
 * that follows the same version, since only one can. */
gboolean jly_member_sign_next (JlyMember *self, const guint8 hash[JLY_HASH_BYTES], GError **error);
/* From here on self shows a version that was in force before, with its questions and results, until
 * it is freed: only for reading. JLY_ERROR_USAGE if there is none. */
gboolean jly_member_look_at (JlyMember *self, guint version, GError **error);

/* Figures for the contract, to each computing party its part. A second call is a correction: new
 * randomness, a new number. */
gboolean jly_member_submit (JlyMember *self, const JlyFigures *figures, GError **error);
/* How far the figures of a party are: the number of its last upload that lies there (0: none), and
 * how many computing parties acknowledged that one. */
void jly_member_get_upload (JlyMember *self, guint party, guint64 *number, guint *n_receipts);
/* The same, and which: one bit for each place among the computing parties. */
guint jly_member_find_holders (JlyMember *self, guint party, guint64 *number);
/* A founder hands the contract, with all signatures over it that it has, to somebody whose card is
 * in the folder, and who may then join. */
gboolean jly_member_admit (JlyMember *self, const char *name, GError **error);
/* A party that is no founder takes the contract on, under a name of its own, on a side (or
 * JLY_NO_SIDE): its signed acceptance goes to all, and before its figures to the computing parties,
 * whose own rules decide whether it may. */
gboolean jly_member_join (JlyMember *self, const char *name, guint side, GError **error);
/* One who joined, by its key; or NULL. */
const JlyParty *jly_member_find_joined (const JlyMember *self, const guint8 key[32]);
/* Whether the last closed set has this party's last figures in it: a computing party proves it to
 * each whose figures are in. JLY_ERROR_UNAVAILABLE if there is no such proof. */
gboolean jly_member_check_included (JlyMember *self, GError **error);
/* A computing party closes the set of what all three took, without some (NULL-terminated names, or
 * NULL), and tells the others: those who compute the list, everybody else root and number. */
gboolean jly_member_freeze (JlyMember *self, const char *const *without, GError **error);
/* Of how many founders this computing party knows that all three hold their figures, and how many
 * founders provide. Before there is a contract, none of none. */
void jly_member_count_held (JlyMember *self, guint *held, guint *expected);
/* The number of a party's figures that a set would have now: the last that all three hold; 0: none.
 */
guint64 jly_member_get_counted (JlyMember *self, guint party);
/* How many handed in newer figures than those, which so far are on their way to the three; without
 * some (names as above). */
guint jly_member_count_coming (JlyMember *self, const char *const *without);
/* The last set that a computing party closed. */
gboolean jly_member_get_inputs (const JlyMember *self,
                                guint8 root[JLY_HASH_BYTES],
                                guint *n,
                                GError **error);

/* What would be asked, with its plan, and nothing of it sent; arguments as below. NULL with the
 * rule that stands against it. */
JlyProposal *jly_member_draft_proposal (JlyMember *self,
                                        GPtrArray *questions,
                                        JlyPartySet recipients,
                                        gint64 expires_at,
                                        GError **error);
/* Asks. questions: JlyStudyQuestion*, for the set that was closed last. *answered: the number of
 * an earlier proposal that asked the same and whose answer this party has, and nothing is sent; or
 * -1. */
gboolean jly_member_propose (JlyMember *self,
                             GPtrArray *questions,
                             JlyPartySet recipients,
                             gint64 expires_at,
                             gint *answered,
                             GError **error);
/* Decides about a proposal by its number in the governance. Whoever says yes has the plan made
 * again first: JLY_REFUSAL_PLAN if it is not the proposal's. */
gboolean jly_member_decide (
    JlyMember *self, guint question, JlyVerdict verdict, const char *reason, GError **error);
gboolean jly_member_ask_change (JlyMember *self, guint question, const char *what, GError **error);
gboolean jly_member_give_mandate (
    JlyMember *self, guint representative, gint64 from, gint64 until, GError **error);

/* Erases figures and answers of this study from folder and database, now, and says so to all by a
 * signed note. What was agreed, asked and decided stays, and so does the log. */
gboolean jly_member_erase (JlyMember *self, GError **error);
/* When the party with this identity key has erased, as the last of its signed notes says (seconds
 * since 1970); 0 if none does, or if it is known here (by itself and the computing parties) that it
 * handed in figures since. */
gint64 jly_member_get_erased (const JlyMember *self, const guint8 key[32]);

/* What a computing party recomputes for a proposal; joined providers none. NULL with the refusal
 * where it does not hold the set. */
JlyAgreed *jly_member_agree (JlyMember *self, guint question, GError **error);
/* Computes, with the others at these addresses ("host:port" of the three in their order). A refusal
 * is signed and goes into the folder; the letters too. func and data as in JlySessionConfig. */
gboolean jly_member_run (JlyMember *self,
                         guint question,
                         char *const *addresses,
                         JlySessionSummary *summary,
                         GError **error);
/* How a computing party reaches the others: by addresses, as above, or by the door of a service. */
typedef struct
{
  char *const *addresses;
  const JlySessionDoor *door;
  GCancellable *cancellable;
} JlyMemberWay;
/* Whether this party would compute the question now; nothing is written, nobody is told. */
gboolean jly_member_check_ready (JlyMember *self, guint question, GError **error);
/* What a stop left between computing and sending: sends what counts already, and lets an attempt
 * count that does for the others. Does nothing for who does not compute. */
gboolean jly_member_finish (JlyMember *self, GError **error);
/* An attempt of this party ended with the process that made it, of which this process knows: the
 * next may begin. Does nothing where none is under way. */
gboolean jly_member_end_attempt (JlyMember *self, guint question, GError **error);
/* As jly_member_run, by either way. */
gboolean jly_member_compute (JlyMember *self,
                             guint question,
                             const JlyMemberWay *way,
                             JlySessionSummary *summary,
                             GError **error);
/* What this party learned of a proposal; JLY_ERROR_UNAVAILABLE while a letter is missing. */
JlyResult *jly_member_get_result (JlyMember *self, guint question, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyMember, jly_member_free)

G_END_DECLS
