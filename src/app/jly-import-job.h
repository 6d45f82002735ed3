/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One piece of work on a person's figures, done in a thread of its own: a file to read, a sheet to
 * understand, or an import to refresh. Whoever made it fills in what is to be done, lets one thread
 * work, and takes what came out.
 */
#pragma once

#include "app/jly-import-kept.h"
#include "app/jly-import-reading.h"
#include "app/jly-import-session.h"
#include "table/jly-import.h"

G_BEGIN_DECLS

/* What a page makes of an import, shared with the threads that do it. */
typedef struct
{
  JlyImportFinish finish;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} JlyImportFinisher;

JlyImportFinisher *jly_import_finisher_new (JlyImportFinish finish,
                                            gpointer data,
                                            GDestroyNotify free_data,
                                            GDestroyNotify free_result);
/* Lets go of it and of what it made; both may be NULL. */
void jly_import_finisher_free (JlyImportFinisher *self, gpointer result);

/* A correction that outlives its import; of a row that is left out the column is JLY_EDITS_ROW. */
typedef struct
{
  gsize row;
  guint column;
  char *text;
} JlyImportCorrection;

/* Those of an import, to be freed with g_array_unref. */
GArray *jly_import_job_list_corrections (JlyImport *import);

/* Called by the thread: there is something to tell. preview: first rows, or NULL; taken. */
typedef struct _JlyImportJob JlyImportJob;
typedef void (*JlyImportReport) (JlyImportJob *job, JlySheet *preview, gpointer data);

struct _JlyImportJob
{
  /* What is to be done; all owned. */
  char *path;                     /* to be read; NULL: text or sheet is there already */
  char *text, *html;              /* that were pasted */
  char *kept_folder, *kept_study; /* where corrections are kept; NULL: nowhere */
  JlyImportReading reading;       /* how the file is to be read; afterwards, how it was */
  gboolean is_refresh;            /* of an import that is there already */
  gboolean is_reading;            /* the person waits for a file */
  JlyRules *rules;                /* NULL: only read */
  JlyProfile *profile;
  JlyProfile *answers;         /* where columns went, and answers, to be given again; NULL: none */
  GArray *again;               /* JlyImportCorrection: corrections to be made again; NULL: none */
  JlyImportFinisher *finisher; /* NULL: nothing is to be done with what came out */
  JlyImportReport report;
  gpointer report_data;

  /* There already, or what came out; owned. */
  JlySheet *sheet;
  JlyImport *import;
  JlyImportKept *keeper; /* NULL: nothing is kept */
  gpointer result;       /* of the finisher */
  GError *result_error;

  GCancellable *cancellable;
  guint serial;
  double fraction;  /* of the file that is read, negative: unknown; under lock */
  gboolean reports; /* a report is on its way; under lock */
  GMutex lock;
};

JlyImportJob *jly_import_job_new (void);
void jly_import_job_free (JlyImportJob *self);

/* Does it; waits for the disk. Errors are those of reading (jly-sheet.h, jly-paste.h). */
gboolean jly_import_job_work (JlyImportJob *self, GError **error);

/* For other threads. */
double jly_import_job_get_fraction (JlyImportJob *self);
/* The report has arrived, so that the next one may be sent. */
void jly_import_job_note_report (JlyImportJob *self);

G_END_DECLS
