/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who does what in a contract, in the five verbs of the pictures, and which kinds of party a case
 * proposes. From contract and template alone; no widgets.
 */
#pragma once

#include "study/jly-contract.h"

G_BEGIN_DECLS

/* Bit (1 << JlyRole) for each verb that holds for the party by the contract's rules: whoever counts
 * for a clause asks or approves; a representative does what may be done for its side. */
guint jly_parts_of (const JlyContract *contract, guint party);
/* "Brings figures, computes and learns"; owned by the caller. */
char *jly_parts_describe (guint parts);

/* A kind of party that the case knows: what one that is added does at first. */
typedef struct
{
  char *name;        /* "The three companies" */
  guint roles;       /* JlyRoleFlags, without JLY_ROLE_FLAG_MINER */
  guint side;        /* place among the case's sides, or JLY_NO_SIDE */
  guint n_computing; /* so many of them compute */
  gboolean all_compute;
} JlyPartyKind;

void jly_party_kind_free (JlyPartyKind *kind);
/* JlyPartyKind*: the case's groups, then outside computing parties, then a data security officer
 * where the case wants one that is no group. Owned by the caller. */
GPtrArray *jly_parts_list_kinds (JlyCase *the_case);
/* The roles that the case's rules speak of (JlyRoleFlags), figures and computing always. */
guint jly_parts_get_roles (JlyCase *the_case);

G_END_DECLS
