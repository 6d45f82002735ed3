/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encodings of one byte a character. Which one a file has stands nowhere in it: every byte is a
 * letter in both. The letters that a language really uses decide, and the person can say otherwise.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  JLY_CODE_PAGE_1252, /* Western Europe */
  JLY_CODE_PAGE_1257  /* the Baltic states */
} JlyCodePage;

/* The character of a byte from 0x80 on; 0: the code page has none. */
gunichar jly_code_page_get (JlyCodePage page, guint8 byte);

typedef struct
{
  JlyCodePage page;
  gboolean is_open;     /* the letters hardly decide: worth a question */
  gboolean is_only;     /* the other page has no character for one of these bytes */
  gboolean differs;     /* FALSE: both read these bytes alike */
  const char *language; /* whose letters they are, in the person's language; NULL: none decided */
  char letters[16];     /* the most frequent ones that differ, "š, ė, ų", as page reads them */
  char others[16];      /* the same bytes as the other page reads them */
} JlyCodePageGuess;

/* counts: how often each byte occurs. */
JlyCodePageGuess jly_code_page_guess (const guint64 counts[256]);

G_END_DECLS
