/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who sits at this screen: the keys in the vault of the data folder and the name on the card. Keys
 * are made or opened once a start, and unlock the store. Signal "opened" once they are there.
 */
#pragma once

#include "store/jly-store.h"
#include "store/jly-vault.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define JLY_TYPE_PERSON (jly_person_get_type ())
G_DECLARE_FINAL_TYPE (JlyPerson, jly_person, JLY, PERSON, GObject)

/* dir is copied. */
JlyPerson *jly_person_new (const char *dir);

typedef enum
{
  JLY_PERSON_UNKNOWN, /* there are no keys yet */
  JLY_PERSON_LOCKED,
  JLY_PERSON_OPEN
} JlyPersonState;

/* by_keyring (may be NULL): whether the desktop's keyring opens the keys. JLY_PERSON_LOCKED with
 * error for a damaged file. */
JlyPersonState jly_person_get_state (JlyPerson *self, gboolean *by_keyring, GError **error);
/* NULL unless open; valid as long as self. */
const JlyIdentity *jly_person_get_identity (JlyPerson *self);
/* "" unless there is one. */
const char *jly_person_get_name (JlyPerson *self);
/* On the card; one plain line. JLY_ERROR_IO if it cannot be kept. */
gboolean jly_person_set_name (JlyPerson *self, const char *name, GError **error);

/* Makes keys, or opens those there are; passphrase NULL: by the keyring. In a thread, for it
 * takes about a second; store (may be NULL) is unlocked with them. Errors of jly-vault.h. */
void jly_person_make_async (JlyPerson *self,
                            GBytes *passphrase,
                            JlyStore *store,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
void jly_person_open_async (JlyPerson *self,
                            GBytes *passphrase,
                            JlyStore *store,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean jly_person_finish (JlyPerson *self, GAsyncResult *result, GError **error);

/* What can be done with the keys on the disk. */
typedef enum
{
  JLY_KEYS_BACK_UP,           /* a copy at path; opens: the vault's passphrase */
  JLY_KEYS_BRING_BACK,        /* from path; opens: the passphrase that the copy was made with */
  JLY_KEYS_CHANGE_PASSPHRASE, /* opens may be NULL: the keyring */
  JLY_KEYS_ADD_KEYRING,       /* the desktop's keyring opens them, too */
  JLY_KEYS_DROP_KEYRING,      /* only the passphrase does */
  JLY_N_KEYS_DEEDS
} JlyKeysDeed;
/* In a thread. opens, fresh (the new passphrase) and path are NULL where the deed needs none; store
 * (may be NULL) is unlocked by keys that were brought back. Errors of jly-vault.h. */
void jly_person_do_async (JlyPerson *self,
                          JlyKeysDeed deed,
                          GBytes *opens,
                          GBytes *fresh,
                          const char *path,
                          JlyStore *store,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean jly_person_do_finish (JlyPerson *self, GAsyncResult *result, GError **error);
/* What opens the keys that are there (jly_vault_get_info). */
gboolean jly_person_get_vault (JlyPerson *self, JlyVaultInfo *info, GError **error);

/* Takes keys that were made elsewhere: for tests. */
gboolean jly_person_take (JlyPerson *self, JlyIdentity *identity, JlyStore *store, GError **error);

/* How hard a passphrase is to guess, from its length and how it is made; a hint and no promise. */
typedef enum
{
  JLY_STRENGTH_TOO_SHORT,
  JLY_STRENGTH_WEAK,
  JLY_STRENGTH_FAIR,
  JLY_STRENGTH_GOOD
} JlyStrength;
JlyStrength jly_person_rate (const char *passphrase);

G_END_DECLS
