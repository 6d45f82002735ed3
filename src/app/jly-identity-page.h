/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes the person's keys at the first start, or opens them: name, passphrase twice, or the
 * desktop's keyring. Signal "ready" once the keys are there: whoever shows the page then puts the
 * one that needs them in its place.
 */
#pragma once

#include "app/jly-page.h"
#include "app/jly-person.h"

G_BEGIN_DECLS

#define JLY_TYPE_IDENTITY_PAGE (jly_identity_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyIdentityPage, jly_identity_page, JLY, IDENTITY_PAGE, JlyPage)

/* store (may be NULL) is unlocked with the keys, and must outlive the page. */
JlyIdentityPage *jly_identity_page_new (JlyPerson *person, JlyStore *store);

G_END_DECLS
