/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link as a square of dark and light modules (QR code, ISO/IEC 18004; made by libqrencode). The
 * text form always stands beside it: not everybody can scan. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint size;      /* modules in a row, without the light border of 4 that belongs around it */
  guint8 *modules; /* size x size, row by row; 1 is dark */
} JlyQr;

/* JLY_ERROR_USAGE if the text is too long for one. */
JlyQr *jly_qr_new (const char *text, GError **error);
void jly_qr_free (JlyQr *self);

/* For a terminal with dark ground: two rows of modules a line, border and all. */
char *jly_qr_to_text (const JlyQr *self);
/* An SVG picture, border and all, one unit a module. */
char *jly_qr_to_svg (const JlyQr *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyQr, jly_qr_free)

G_END_DECLS
