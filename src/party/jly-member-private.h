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

/* Puts post into the folder, and counts it as taken: it is this party's own. Takes post. */
gboolean jly_member_put (JlyMember *self, JlyNote *post, GError **error);
void jly_member_mark_taken (JlyMember *self, const JlyNote *post);

/* Uploads: a computing party takes one that is addressed to it, and acknowledges it. */
gboolean jly_member_take_upload (JlyMember *self, const JlyNote *post, GError **error);
/* What this computing party holds of the upload with this manifest; NULL if nothing. */
JlyUploadPart *jly_member_load_upload (const JlyMember *self,
                                       const guint8 manifest[JLY_HASH_BYTES]);
gboolean jly_member_take_inputs (JlyMember *self, const JlyNote *post, GError **error);

G_END_DECLS
