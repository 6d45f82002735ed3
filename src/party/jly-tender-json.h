/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tender, which is public, on its way to the providers' processes; and the study made from it.
 */
#pragma once

#include "study/jly-study.h"
#include "study/jly-contract.h"
#include "table/jly-bid-table.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *jly_tender_to_json (const JlyTender *tender);
/* NULL with JLY_ERROR_USAGE if it is not one. Free with jly_tender_free. */
JlyTender *jly_tender_from_json (JsonObject *object, GError **error);

/* A study of case A without parties: title, columns and rows as the tender says. */
JlyStudy *jly_tender_make_study (const JlyTender *tender, const char *case_id);
/* The tender that the rows of a contract are, which has some. Free with jly_tender_free. */
JlyTender *jly_tender_new_for_contract (const JlyContract *contract);
/* TRUE if the study asks for exactly this tender; else JLY_ERROR_REFUSED. */
gboolean jly_tender_check_study (const JlyTender *tender, const JlyStudy *study, GError **error);

G_END_DECLS
