/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The packed folder (ZIP) in which Excel and LibreOffice keep a spreadsheet, and the XML in it.
 * Both are limited, so that a small file cannot unpack into more than the memory has. */
#pragma once

#include <libxml/xmlreader.h>

#include <glib.h>

G_BEGIN_DECLS

#define JLY_PACKAGE_PART_MAX (128 * 1024 * 1024) /* bytes of one part, unpacked */
#define JLY_PACKAGE_PARTS_MAX 10000

typedef struct
{
  const char *name; /* of the file, for sentences */
  const guint8 *bytes;
  gsize n_bytes;
} JlyPackage;

gboolean jly_package_has (const JlyPackage *package, const char *part);

/* One part unpacked, or NULL: with JLY_ERROR_DATA if it is damaged, locked or too large, without an
 * error if there is none of this name. */
GBytes *jly_package_read (const JlyPackage *package, const char *part, GError **error);

/* A reader over a part's XML; part must outlive it. NULL, which jly_package_next tells as damage,
 * if it is not UTF-8. */
xmlTextReader *jly_package_open_xml (GBytes *part);
/* Steps to the next node. 1: there is one, 0: the end, -1: JLY_ERROR_DATA, for XML that is not well
 * formed or brings declarations of its own, which no spreadsheet does. */
int jly_package_next (const JlyPackage *package, xmlTextReader *reader, GError **error);

gboolean jly_package_is (xmlTextReader *reader, const char *local_name);
/* An attribute by its name without the prefix; free with g_free. NULL if it is not there. */
char *jly_package_dup_attribute (xmlTextReader *reader, const char *local_name);

/* "258.39999999999998" and "2.584E2" as the program shows them, 258.4: plain digits with a point,
 * of the 15 digits that a spreadsheet keeps. NULL if it is no finite number. */
char *jly_package_plain_number (const char *value);
/* The same times a hundred, with a percent sign. */
char *jly_package_percent (const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlTextReader, xmlFreeTextReader)

G_END_DECLS
