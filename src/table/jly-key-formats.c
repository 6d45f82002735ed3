/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats. Rules as their registers publish them: Estonia's standard EVS 585 (personal code;
 * Lithuania's is the same) and its business register, Finland's business register, Poland's laws on
 * PESEL and NIP, GS1's general specifications. */
#include "config.h"

#include "table/jly-key-formats.h"

#include <glib/gi18n-lib.h>

const JlyKeyFormat jly_key_formats[] = {
  { "ee-personal-code", N_ ("Estonian or Lithuanian personal code"), 11, "1234567891", "3456789123",
    11, JLY_CHECK_REMAINDER, TRUE },
  { "ee-register-code", N_ ("Estonian register code"), 8, "1234567", "3456789", 11,
    JLY_CHECK_REMAINDER, FALSE },
  { "fi-business-id", N_ ("Finnish business ID"), 8, "79a5842", NULL, 11, JLY_CHECK_COMPLEMENT,
    FALSE },
  { "pl-pesel", N_ ("Polish PESEL number"), 11, "1379137913", NULL, 10, JLY_CHECK_COMPLEMENT,
    FALSE },
  { "pl-nip", N_ ("Polish tax number"), 10, "657234567", NULL, 11, JLY_CHECK_REMAINDER, FALSE },
  { "ean-13", N_ ("article number (EAN-13)"), 13, "131313131313", NULL, 10, JLY_CHECK_COMPLEMENT,
    FALSE },
};
const guint jly_key_n_formats = G_N_ELEMENTS (jly_key_formats);
