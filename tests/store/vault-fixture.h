/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder for a vault, and what its tests ask of it. */
#pragma once

#include "store/jly-vault.h"

G_BEGIN_DECLS

char *vault_make_folder (void);
/* With all that is in it. */
void vault_remove_folder (const char *dir);
char *vault_read_file (const char *dir, const char *name, gsize *n);
/* A passphrase that is not wiped. */
GBytes *vault_words (const char *text);
void vault_assert_same (JlyIdentity *a, JlyIdentity *b);

G_END_DECLS
