/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The packed folder (ZIP) in which Excel and LibreOffice keep a spreadsheet, and the XML in it,
 * told element by element while it unpacks: nothing is in memory but what the listener keeps. Both
 * are limited, so that a small file cannot unpack into more than anybody would wait for. */
#pragma once

#include "table/jly-source.h"

#include <libxml/parser.h>

G_BEGIN_DECLS

/* Bytes of one part, unpacked; and at most so many times the file's own size, where that is more
 * than what is always allowed. Spreadsheets pack to a tenth, sometimes to a hundredth. */
#define JLY_PACKAGE_PART_MAX (1024 * 1024 * 1024)
#define JLY_PACKAGE_PART_FREE (32 * 1024 * 1024)
#define JLY_PACKAGE_RATIO_MAX 300
#define JLY_PACKAGE_PARTS_MAX 10000

typedef struct
{
  const char *name; /* of the file, for sentences */
  const guint8 *bytes;
  gsize n_bytes;
  JlySource *source; /* asked whether the person stopped it, and told the progress; NULL: nobody */
} JlyPackage;

/* FALSE with an error for a package that has two parts of one name, or more parts than anybody
 * reads: which one a program takes is its own affair, so that others would see other figures in it.
 */
gboolean jly_package_check_names (const JlyPackage *package, GError **error);
gboolean jly_package_has (const JlyPackage *package, const char *part);

/* The first n bytes of a part, fewer if it is shorter; NULL if there is none. */
GBytes *jly_package_peek (const JlyPackage *package, const char *part, gsize n);

/* An element's attributes, valid during the call. */
typedef struct
{
  const xmlChar **list; /* as libxml2 has them */
  int n;
} JlyAttributes;

/* The value of an attribute by its name without the prefix, not terminated; NULL if it is not
 * there. */
const char *jly_attributes_find (const JlyAttributes *self, const char *local_name, gsize *length);
char *jly_attributes_dup (const JlyAttributes *self, const char *local_name);
/* Whether any attribute of this local name, whatever its prefix, has the value. */
gboolean jly_attributes_has (const JlyAttributes *self, const char *local_name, const char *value);
/* The value as a number from least to most; *number is left where the attribute is missing, and
 * FALSE only where it is there and no such number. */
gboolean jly_attributes_read_number (const JlyAttributes *self,
                                     const char *local_name,
                                     guint64 least,
                                     guint64 most,
                                     guint64 *number);

typedef enum
{
  JLY_XML_GO_ON,
  JLY_XML_STOP, /* what was looked for is there */
  JLY_XML_FAIL  /* an error is set */
} JlyXmlNext;

/* What is told; any of them may be NULL. Names come without their prefix. */
typedef struct
{
  JlyXmlNext (*start) (gpointer data,
                       const char *name,
                       const JlyAttributes *attributes,
                       GError **error);
  JlyXmlNext (*end) (gpointer data, const char *name, GError **error);
  void (*text) (gpointer data, const char *text, gsize length);
} JlyXmlListener;

/* Reads a part. *is_there (may be NULL) becomes FALSE, without an error, if there is none of this
 * name. FALSE: JLY_ERROR_DATA for what is damaged, locked, too large, not well formed or brings
 * declarations of its own, which no spreadsheet does; JLY_ERROR_CANCELLED; or the listener's. */
gboolean jly_package_parse (const JlyPackage *package,
                            const char *part,
                            const JlyXmlListener *listener,
                            gpointer data,
                            gboolean *is_there,
                            GError **error);

/* Reads of a part the first element of this local name alone, with all in it, as if it were a part
 * of its own: what is before it is unpacked, within the same limits, and not read as XML, so that
 * what stands at the end of a large part is there soon. Nothing is told if there is no such
 * element, or no such part. What is wrong in the XML is left for whoever reads the whole part.
 * FALSE: JLY_ERROR_DATA for what cannot be unpacked or is too large, JLY_ERROR_CANCELLED, or the
 * listener's. */
gboolean jly_package_parse_element (const JlyPackage *package,
                                    const char *part,
                                    const char *local_name,
                                    const JlyXmlListener *listener,
                                    gpointer data,
                                    GError **error);

gboolean jly_package_fail_damaged (const JlyPackage *package, GError **error);

/* Whether a value is written as the program shows it, plain digits with a point, few enough that
 * nothing is to be done. */
gboolean jly_package_is_plain_number (const char *value);
/* "258.39999999999998" and "2.584E2" as the program shows them, 258.4: plain digits with a point,
 * of the 15 digits that a spreadsheet keeps. From 10^15 on, the digits that the file holds. NULL if
 * it is no finite number. */
char *jly_package_plain_number (const char *value);
/* Whether a number, as it was made plain, has more whole digits than a spreadsheet keeps: what the
 * person typed may have ended in other ones. */
gboolean jly_package_is_inexact (const char *plain);
/* The same times a hundred, with a percent sign. */
char *jly_package_percent (const char *value);

G_END_DECLS
