/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A contract in sentences, from the very bytes that are signed; who has signed; signing, printing,
 * saving, comparing with the version before. First of a draft, and once that is signed of what is
 * kept.
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-draft.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_CONTRACT_PAGE (jly_contract_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyContractPage, jly_contract_page, JLY, CONTRACT_PAGE, JlyPage)

/* Whoever signs keeps it in the data folder dir; dir and identity must outlive the page. */
JlyContractPage *
jly_contract_page_new_for_draft (JlyDraft *draft, const char *dir, const JlyIdentity *identity);
JlyContractPage *jly_contract_page_new (JlyAgreement *agreement);

G_END_DECLS
