/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed columns of the table `study`; for the files of this room. Store unlocked throughout. */
#pragma once

#include "store/jly-store-sql.h"

G_BEGIN_DECLS

/* They are version 6 of the tables. */
extern const char jly_store_seal_columns[];

/* headline and json may be NULL; no document then. Owned by the caller. */
GBytes *jly_store_seal_about (JlyStore *self,
                              const char *study_id,
                              const char *title,
                              const char *headline);
GBytes *jly_store_seal_body (JlyStore *self, const char *study_id, GBytes *body);
GBytes *jly_store_seal_document (JlyStore *self, const char *study_id, const char *json);
/* JLY_ERROR_DATA for one that was changed, JLY_ERROR_REFUSED while the store is locked. *title and
 * *headline are owned by the caller in any case. */
gboolean jly_store_unseal_about (JlyStore *self,
                                 const char *study_id,
                                 GBytes *sealed,
                                 char **title,
                                 char **headline,
                                 GError **error);
GBytes *
jly_store_unseal_body (JlyStore *self, const char *study_id, GBytes *sealed, GError **error);
char *
jly_store_unseal_document (JlyStore *self, const char *study_id, GBytes *sealed, GError **error);

/* Inside a transaction: the sealed record about a study, or NULL if it is in clear or not there. */
gboolean
jly_store_find_about (JlyStore *self, const char *study_id, GBytes **about, GError **error);
/* Inside a transaction: sealed where the study is. */
gboolean
jly_store_set_headline (JlyStore *self, const char *study_id, const char *headline, GError **error);

/* Seals all that are in clear. */
gboolean jly_store_seal_studies (JlyStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
