/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of jly-member.h share. */
#pragma once

#include "party/jly-member.h"

G_BEGIN_DECLS

#define JLY_SIGNS_CARD "card"
#define JLY_SIGNS_INPUTS "input-set"
#define JLY_SIGNS_UPLOAD "manifest"
#define JLY_SIGNS_REFUSAL "refusal"
#define JLY_SIGNS_CHANGE "change-request"
#define JLY_SIGNS_LETTER "letter-post"
#define JLY_SIGNS_PROOF "inclusion"

/* Keeps post and writes its letters; it counts as taken, since it is this party's own. Takes post.
 */
gboolean jly_member_put (JlyMember *self, JlyNote *post, GError **error);
/* Keeps post for this party alone, as taken. Takes post. */
gboolean jly_member_note (JlyMember *self, JlyNote *post, GError **error);
/* Keeps post, takes it by the rules like any other's, and writes its letters. Takes post. */
gboolean jly_member_offer (JlyMember *self, JlyNote *post, GError **error);
void jly_member_mark_taken (JlyMember *self, const JlyNote *post);
/* A line for refused. */
void jly_member_refuse (JlyMember *self, guint number, const char *kind, const GError *error);

/* A computing party's head of its log (jly-heads.h); refused if it went back. */
gboolean jly_member_take_head (JlyMember *self, const JlyNote *note, GError **error);

/* The post of this study; NULL before there is a contract. */
const JlyPostStudy *jly_member_get_post (const JlyMember *self);
/* jly-member-post.c: what came by the folder; the inbox into posts; letters of what is not sent. */
gboolean jly_member_take_folder (JlyMember *self, GError **error);
gboolean jly_member_take_letters (JlyMember *self, gboolean *is_new, GError **error);
/* The inbox of one sender alone, where figures came: those that are whole and right are kept, and
 * their receipts written, and nothing else is done. *is_new: something else came as well, which
 * jly_member_sync takes. */
gboolean jly_member_take_figures (
    JlyMember *self, const guint8 sender[32], gint64 now, gboolean *is_new, GError **error);
gboolean jly_member_send (JlyMember *self, GError **error);
/* Own notes of what stands in the log, where a stop came before they were made. */
gboolean jly_member_complete (JlyMember *self, GError **error);
gboolean jly_member_load_posts (JlyMember *self, GError **error);
gboolean jly_member_save_taken (JlyMember *self, GError **error);

/* Another study than before, whose notes are to be loaded. */
void jly_member_choose (JlyMember *self, const char *study_id);

/* jly-member-unsent.c: an upload is kept, its number used up, and its parts sent; and whatever of
 * that a stop cut off. */
gboolean jly_member_send_upload (JlyMember *self,
                                 JlyUploadPart *const parts[JLY_STUDY_MINERS],
                                 GError **error);
gboolean jly_member_complete_upload (JlyMember *self, GError **error);
void jly_member_unlink_unsent (const JlyMember *self);
/* jly-member-inputs.c: that there is this upload, with its number, for who made it (miner:
 * JLY_STUDY_MINERS) or holds it; a part in a file; a part on its way, of which a party that
 * computes takes its own like any other's; whether one is for the contract in force. */
JlyNote *
jly_member_describe_upload (guint8 miner, const guint8 sender[32], const JlyUploadPart *part);
gboolean jly_member_write_part (const char *path,
                                guint miner,
                                const guint8 sender[32],
                                const JlyUploadPart *part,
                                GError **error);
JlyUploadPart *jly_member_read_part (const char *path);
gboolean
jly_member_send_part (JlyMember *self, guint miner, const JlyUploadPart *part, GError **error);
gboolean jly_member_is_of_contract (const JlyMember *self, const JlyUploadPart *part);

/* jly-member-numbers.c: the number of this party's next upload, and a refusal if it handed in too
 * often. */
gboolean jly_member_find_number (const JlyMember *self, guint64 *number, GError **error);
/* Number and hash of a provider's last upload that is known of; 0 if there is none. */
guint64
jly_member_find_newest (const JlyMember *self, const guint8 key[32], guint8 hash[JLY_HASH_BYTES]);
/* That an upload is the newest of its sender, or the same again, as after a stop. */
gboolean jly_member_check_number (const JlyMember *self,
                                  const guint8 sender[32],
                                  const JlyUploadPart *part,
                                  GError **error);
typedef struct
{
  guint64 number;
  guint place; /* of its note in posts */
} JlyNumbered;
/* JlyNumbered: a provider's uploads, the newest first. */
GArray *jly_member_list_uploads (const JlyMember *self, const guint8 key[32]);

/* Uploads: this computing party's part of the upload that sender has sent. *is_early: what it needs
 * may come later. */
gboolean jly_member_take_part (JlyMember *self,
                               const guint8 sender[32],
                               const JlyUploadPart *part,
                               gboolean *is_early,
                               GError **error);
/* What this computing party holds of the upload with this manifest; NULL if nothing. */
JlyUploadPart *jly_member_load_upload (const JlyMember *self,
                                       const guint8 manifest[JLY_HASH_BYTES]);
/* Who handed in the upload of a receipt; NULL if that is not known here. */
const guint8 *jly_member_find_provider (const JlyMember *self, const JlyNote *receipt);
gboolean jly_member_take_inputs (JlyMember *self, const JlyNote *post, GError **error);
/* jly-member-answer.c: a computing party's sealed letter to one reader of what was agreed; and
 * those that stand in the database with their answers, and were not written before a stop. */
gboolean jly_member_put_letter (JlyMember *self,
                                const JlyAgreed *agreed,
                                const guint8 proposal_hash[JLY_HASH_BYTES],
                                guint reader,
                                GBytes *letter,
                                GError **error);
gboolean jly_member_complete_letters (JlyMember *self, GError **error);

/* jly-member-marks.c: the mark of these figures, which is that of earlier ones if no column of both
 * was changed; kept before the call returns. */
gboolean jly_member_mark_figures (JlyMember *self,
                                  const JlyStudy *frame,
                                  const JlyFigures *figures,
                                  guint8 mark[32],
                                  GError **error);

#define JLY_NOTE_ERASED "erased"
/* The files of the study's uploads. */
void jly_member_unlink_uploads (const JlyMember *self);
/* Where sealed results of a question are kept; owned by the caller. */
char *jly_member_build_prepared (const JlyMember *self, const guint8 hash[JLY_HASH_BYTES]);
gboolean jly_member_take_erased (JlyMember *self, const JlyNote *note, GError **error);
/* When the days are over for which it was agreed: figures and answers, from database and folder,
 * letters that are carried for others among them; and the signed note that says so. At each start,
 * and once a day where a member stays open. */
gboolean jly_member_erase_expired (JlyMember *self, GError **error);
/* Whether they are. */
gboolean jly_member_is_over (const JlyMember *self);

/* jly-member-version.c: whether a note is a next version of the contract that not all have signed,
 * or a signature over one; and what must hold of a version that follows the one in force. */
gboolean jly_member_is_waiting (const JlyMember *self, const JlyNote *note);
gboolean jly_member_check_next (const JlyMember *self, const JlyContract *next, GError **error);

/* jly-member-join.c */
gboolean jly_member_take_acceptance (JlyMember *self, const JlyNote *post, GError **error);
/* To each whose figures are in the set that it is in it. */
gboolean jly_member_put_proofs (JlyMember *self,
                                const JlySubmission *list,
                                guint n,
                                const guint8 root[JLY_HASH_BYTES],
                                GError **error);
/* Those of the last set that this party closed, where a stop came before them. */
gboolean jly_member_complete_proofs (JlyMember *self, GError **error);
/* All parts of a note, one after the other: what is signed of many kinds. */
GBytes *jly_member_join_parts (const JlyNote *post);

/* jly-member-finish.c: what this computing party computed, kept before the others hear of it; and
 * that it counts. */
gboolean jly_member_keep_prepared (const JlyMember *self,
                                   const guint8 hash[JLY_HASH_BYTES],
                                   const guint8 attempt[JLY_HASH_BYTES],
                                   const GPtrArray *letters,
                                   GError **error);
gboolean jly_member_put_done (JlyMember *self,
                              const guint8 hash[JLY_HASH_BYTES],
                              const guint8 attempt[JLY_HASH_BYTES],
                              GError **error);

G_END_DECLS
