/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The policy inside a contract's bytes. */
#pragma once

#include "study/jly-policy.h"

#include "base/jly-cbor-reader.h"

G_BEGIN_DECLS

void jly_policy_put (JlyCborWriter *writer, const JlyPolicy *policy);
/* Fails the reader where a field does not fit. */
void jly_policy_get (JlyCborReader *reader, JlyPolicy *policy);

G_END_DECLS
