/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One thing that is done with the person's keys: a backup, bringing one back, another passphrase,
 * the desktop's keyring. Asks for the passphrases that it takes, and says why it cannot be done.
 * Action: keys.continue. Signal "done" once it is; whoever shows the page then leaves it.
 */
#pragma once

#include "app/jly-page.h"
#include "app/jly-person.h"

G_BEGIN_DECLS

#define JLY_TYPE_KEYS_PAGE (jly_keys_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyKeysPage, jly_keys_page, JLY, KEYS_PAGE, JlyPage)

/* path: of the backup, for the two deeds that have one. store as in jly_person_do_async. */
JlyKeysPage *
jly_keys_page_new (JlyPerson *person, JlyStore *store, JlyKeysDeed deed, const char *path);

JlyKeysDeed jly_keys_page_get_deed (JlyKeysPage *self);

G_END_DECLS
