/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one error domain that crosses rooms. An error carries, besides the sentence for the person
 * at the screen, who is at fault and where: file, row, column, party, step and what to do next.
 * No share, key or cell of another party may ever be put into an error.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_ERROR (jly_error_quark ())

/* The code says who is at fault, and with it the exit code (jly_error_exit_code). */
typedef enum
{
  JLY_ERROR_USAGE,       /* the call itself is wrong: EX_USAGE 64 */
  JLY_ERROR_DATA,        /* the person's file or figures: EX_DATAERR 65 */
  JLY_ERROR_NO_INPUT,    /* a file is missing or cannot be read: EX_NOINPUT 66 */
  JLY_ERROR_UNAVAILABLE, /* a party cannot be reached, died, or a port is taken: EX_UNAVAILABLE 69
                          */
  JLY_ERROR_INTERNAL,    /* our own fault: EX_SOFTWARE 70 */
  JLY_ERROR_SYSTEM,      /* the operating system refused something: EX_OSERR 71 */
  JLY_ERROR_IO,          /* reading or writing failed in the middle: EX_IOERR 74 */
  JLY_ERROR_CANCELLED,   /* the person stopped it: EX_TEMPFAIL 75 */
  JLY_ERROR_PROTOCOL,    /* a named peer sent what it must not: EX_PROTOCOL 76 */
  JLY_ERROR_REFUSED,     /* contract, pin or policy forbids it: EX_NOPERM 77 */
  JLY_ERROR_CONFIG,      /* a study or configuration file is wrong: EX_CONFIG 78 */
} JlyErrorCode;

/* Where and what next. Every field may be NULL or 0; rows count from 1 as the person sees them
 * in the file (the header is row 1). */
typedef struct
{
  const char *file;
  guint64 row;
  const char *column;
  const char *party; /* name of the party at fault or missing */
  const char *step;  /* name of the protocol step, for logs and --json */
  const char *next;  /* one sentence: what to do */
} JlyErrorDetail;

GQuark jly_error_quark (void);

/* Sets *error (which may be NULL) to a JLY_ERROR with a copy of detail (which may be NULL). The
 * formatted message is one sentence for the person. It and the detail are made one plain line each
 * (jly-plain.h), whatever names or files they speak of. Always returns false: return jly_fail
 * (...). */
gboolean
jly_fail (GError **error, JlyErrorCode code, const JlyErrorDetail *detail, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/* The detail of any GError: that of a JLY_ERROR, or an empty one. Owned by error. Never NULL. */
const JlyErrorDetail *jly_error_get_detail (const GError *error);

/* What is wrong and, after separator, what to do, if that is known. Owned by the caller. */
char *jly_error_say (const GError *error, const char *separator);

/* Turns any GError in place into a JLY_ERROR (file and system errors get their own codes); one that
 * is a JLY_ERROR already stays as it is, except that empty file, party and step are filled in from
 * detail. */
void jly_error_adopt (GError **error, JlyErrorCode code, const JlyErrorDetail *detail);

/* The stable name of a code, for --json and logs: "data", "no-input", "unavailable" ... */
const char *jly_error_code_name (int code);
/* The reverse; JLY_ERROR_INTERNAL for a name nobody knows. */
JlyErrorCode jly_error_code_from_name (const char *name);

/* The sysexits code of an error; 70 for one that is not ours. */
int jly_error_exit_code (const GError *error);

G_END_DECLS
