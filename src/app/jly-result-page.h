/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The result of a joint bid: its answer, the table, and who learned what. Opens right after a run,
 * or later out of the store; then without what only this company's own figures could tell.
 *
 * Actions: result.copy-table, result.save-table, result.save-table-with-part, result.save-picture,
 * result.show-table, result.show-who.
 */
#pragma once

#include "app/jly-bid-report.h"
#include "app/jly-page.h"
#include "store/jly-store.h"

G_BEGIN_DECLS

#define JLY_TYPE_RESULT_PAGE (jly_result_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyResultPage, jly_result_page, JLY, RESULT_PAGE, JlyPage)

/* Takes the report. */
JlyResultPage *jly_result_page_new (JlyBidReport *report);
/* The kept result of a study: its answer, or what stopped it. Never NULL: if even that cannot be
 * read, the page says so. */
JlyResultPage *jly_result_page_new_from_store (JlyStore *store, const char *study_id);
/* The report on the page; NULL if the run failed. Owned by the page. */
const JlyBidReport *jly_result_page_get_report (JlyResultPage *self);

/* Writes the table or the picture; what the person's choice of a file ends in. */
gboolean jly_result_page_save_table (JlyResultPage *self,
                                     const char *path,
                                     gboolean with_own_part,
                                     GError **error);
gboolean jly_result_page_save_picture (JlyResultPage *self, const char *path, GError **error);

G_END_DECLS
