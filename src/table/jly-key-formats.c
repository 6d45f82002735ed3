/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats. Rules as their registers publish them: Estonia's standard EVS 585 (personal code;
 * Lithuania's is the same), its business register and its tax board (turnover tax), Finland's
 * business register, Poland's laws on PESEL and NIP, the Brønnøysund registers, Denmark's CVR,
 * Sweden's companies registration office, Germany's federal tax office (tax number and turnover
 * tax), Austria's finance ministry, the Dutch tax office (eleven test), the Belgian crossroads
 * bank, France's INSEE, the Czech statistical office, the Swiss statistical office, Italy's
 * ministerial decree of 1976, the NHS data dictionary, ISO 13616 (IBAN), ISO 17442 (LEI), GS1's
 * general specifications. */
#include "config.h"

#include "table/jly-key-formats.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const JlyKeyFormat jly_key_formats[] = {
  { "ee-personal-code", N_ ("Estonian or Lithuanian personal code"), "", 11, FALSE,
    JLY_CHECK_REMAINDER, "1234567891", "3456789123", 11, TRUE },
  { "ee-register-code", N_ ("Estonian register code"), "", 8, FALSE, JLY_CHECK_REMAINDER, "1234567",
    "3456789", 11, FALSE },
  { "ee-vat", N_ ("Estonian turnover tax number"), "EE", 9, FALSE, JLY_CHECK_COMPLEMENT, "37137137",
    NULL, 10, FALSE },
  { "fi-business-id", N_ ("Finnish business ID"), "", 8, FALSE, JLY_CHECK_COMPLEMENT, "79a5842",
    NULL, 11, FALSE },
  { "pl-pesel", N_ ("Polish PESEL number"), "", 11, FALSE, JLY_CHECK_COMPLEMENT, "1379137913", NULL,
    10, FALSE },
  { "pl-nip", N_ ("Polish tax number"), "", 10, FALSE, JLY_CHECK_REMAINDER, "657234567", NULL, 11,
    FALSE },
  { "se-organisation", N_ ("Swedish organisation number"), "", 10, FALSE, JLY_CHECK_LUHN, NULL,
    NULL, 0, FALSE },
  { "no-organisation", N_ ("Norwegian organisation number"), "", 9, FALSE, JLY_CHECK_COMPLEMENT,
    "32765432", NULL, 11, FALSE },
  { "dk-cvr", N_ ("Danish CVR number"), "", 8, FALSE, JLY_CHECK_COMPLEMENT, "2765432", NULL, 11,
    FALSE },
  { "de-tax-id", N_ ("German tax number of a person"), "", 11, FALSE, JLY_CHECK_MOD_11_10, NULL,
    NULL, 0, FALSE },
  { "de-vat", N_ ("German turnover tax number"), "DE", 9, FALSE, JLY_CHECK_MOD_11_10, NULL, NULL, 0,
    FALSE },
  { "at-vat", N_ ("Austrian turnover tax number"), "ATU", 8, FALSE, JLY_CHECK_LUHN_4, NULL, NULL, 0,
    FALSE },
  { "ch-uid", N_ ("Swiss company number"), "CHE", 9, FALSE, JLY_CHECK_COMPLEMENT, "54327654", NULL,
    11, FALSE },
  { "nl-bsn", N_ ("Dutch citizen number"), "", 9, FALSE, JLY_CHECK_REMAINDER, "98765432", NULL, 11,
    FALSE },
  { "be-enterprise", N_ ("Belgian enterprise number"), "", 10, FALSE, JLY_CHECK_MOD_97, NULL, NULL,
    0, FALSE },
  { "fr-siren", N_ ("French SIREN number"), "", 9, FALSE, JLY_CHECK_LUHN, NULL, NULL, 0, FALSE },
  { "fr-siret", N_ ("French SIRET number"), "", 14, FALSE, JLY_CHECK_LUHN, NULL, NULL, 0, FALSE },
  { "cz-ico", N_ ("Czech IČO number"), "", 8, FALSE, JLY_CHECK_COMPLEMENT_10, "8765432", NULL, 11,
    FALSE },
  { "it-vat", N_ ("Italian turnover tax number"), "", 11, FALSE, JLY_CHECK_LUHN, NULL, NULL, 0,
    FALSE },
  { "gb-nhs", N_ ("NHS number"), "", 10, FALSE, JLY_CHECK_COMPLEMENT, "a98765432", NULL, 11,
    FALSE },
  { "iban", N_ ("bank account (IBAN)"), "", 0, TRUE, JLY_CHECK_IBAN, NULL, NULL, 0, FALSE },
  { "lei", N_ ("legal entity identifier (LEI)"), "", 20, TRUE, JLY_CHECK_MOD_97_10, NULL, NULL, 0,
    FALSE },
  { "ean-13", N_ ("article number (EAN-13)"), "", 13, FALSE, JLY_CHECK_COMPLEMENT, "131313131313",
    NULL, 10, FALSE },
};
const guint jly_key_n_formats = G_N_ELEMENTS (jly_key_formats);

/* Countries and the length of their IBANs. */
static const char iban_lengths[]
    = "AD24 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GR27 HR21 HU28 IE22 "
      "IS26 IT27 LI21 LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24 SM27";

guint
jly_key_iban_length (const char *iban)
{
  for (const char *at = iban_lengths; at[0] != '\0'; at += at[4] == ' ' ? 5 : 4)
    if (strncmp (at, iban, 2) == 0)
      return (guint)(at[2] - '0') * 10 + (guint)(at[3] - '0');
  return 0;
}
