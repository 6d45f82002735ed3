/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-roster.h. The pins are the study's own link keys; there is no other list. */
#include "config.h"

#include "party/jly-roster.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

void
jly_roster_make_hello (const JlyStudy *study, guint32 role, guint32 index, JlyHello *hello)
{
  jly_study_hash (study, hello->study);
  hello->role = role;
  hello->index = index;
}

const JlyParty *
jly_roster_find (const JlyStudy *study, guint32 role, guint32 index)
{
  GPtrArray *parties = role == JLY_LINK_ROLE_MINER      ? study->miners
                       : role == JLY_LINK_ROLE_PROVIDER ? study->providers
                                                        : NULL;

  return parties != NULL && index < parties->len ? parties->pdata[index] : NULL;
}

/* Of the miners only the one before connects; this one connects to the next by itself. */
static gboolean
may_call (guint self, const JlyHello *hello)
{
  return hello->role == JLY_LINK_ROLE_PROVIDER
         || hello->index == (self + JLY_STUDY_MINERS - 1) % JLY_STUDY_MINERS;
}

gboolean
jly_roster_admit (const JlyStudy *study,
                  guint self,
                  const guint8 peer_key[32],
                  const JlyHello *hello,
                  GError **error)
{
  const JlyParty *party = jly_roster_find (study, hello->role, hello->index);
  JlyErrorDetail detail = {
    .party = party != NULL ? party->name : NULL,
    .step = "connecting",
    .next
    = _ ("Ask everybody to use the same study, and check who is calling if this happens again."),
  };

  if (party == NULL || !may_call (self, hello))
    return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                     _ ("A caller that this study does not know was turned away."));
  if (sodium_memcmp (peer_key, party->keys.link, sizeof party->keys.link) != 0)
    return jly_fail (
        error, JLY_ERROR_REFUSED, &detail,
        _ ("A caller who said to be “%s” showed another key than the one in the study, "
           "and was turned away."),
        party->name);
  return TRUE;
}

JlyLink *
jly_roster_connect (const JlyStudy *study,
                    guint miner,
                    const char *address,
                    const JlyIdentity *identity,
                    const JlyHello *hello,
                    guint timeout_ms,
                    GCancellable *cancellable,
                    GError **error)
{
  const JlyParty *party = study->miners->pdata[miner];
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (address, 0, NULL);
  JlyErrorDetail detail = { .party = party->name, .step = "connecting" };
  guint8 seed[32];
  JlyLink *link;

  if (parsed == NULL || g_network_address_get_port (G_NETWORK_ADDRESS (parsed)) == 0)
    {
      jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("“%s” is not a usable address of “%s”."),
                address, party->name);
      return NULL;
    }
  jly_identity_get_link_seed (identity, seed);
  link = jly_link_connect (g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed)),
                           g_network_address_get_port (G_NETWORK_ADDRESS (parsed)), seed,
                           party->keys.link, hello, party->name, timeout_ms, cancellable, error);
  sodium_memzero (seed, sizeof seed);
  if (link == NULL)
    jly_error_adopt (error, JLY_ERROR_UNAVAILABLE, &detail);
  return link;
}
