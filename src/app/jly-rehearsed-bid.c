/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rehearsal of a joint bid: the person's own files, and two partners whose figures are made up.
 */
#include "config.h"

#include "app/jly-bid-report.h"
#include "app/jly-result-page.h"
#include "app/jly-running-page.h"

#include <glib/gi18n.h>
#include <string.h>

#define N_PARTNERS 2

typedef struct
{
  JlyBidFiles *files;
  char *own_name;
} Bid;

static const char *
get_title (gpointer data)
{
  return _ ("Joint Bid");
}

static const char *
get_case_id (gpointer data)
{
  return NULL;
}

/* Two names that are not the person's own. */
static void
add_partners (const Bid *self, JlyRehearsal *rehearsal)
{
  const char *const names[] = { _ ("Harbour Carpenters (made up)"), _ ("Ridge Builders (made up)"),
                                _ ("Mill Lane Works (made up)") };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names) && n < N_PARTNERS; i++)
    if (g_utf8_collate (names[i], self->own_name) != 0)
      {
        jly_rehearsal_add_made_up (rehearsal, names[i]);
        n++;
      }
}

/* What the study is called in the list of all. A tender that is only called "tender", as the one
 * that is found beside the figures, tells nothing; then the company does. */
static char *
dup_study_title (const Bid *self)
{
  const char *tender = self->files->tender->title;
  gboolean tells = g_ascii_strcasecmp (tender, "tender") != 0;
  /* Translators: %s is the tender's name, or the company's. */
  char *title = g_strdup_printf (_ ("Joint bid: %s"), tells ? tender : self->own_name);

  if (strlen (title) > JLY_STUDY_MAX_NAME)
    *g_utf8_find_prev_char (title, title + JLY_STUDY_MAX_NAME + 1) = '\0';
  return title;
}

static JlyRehearsal *
make (gpointer data, GError **error)
{
  const Bid *self = data;
  g_autofree char *title = dup_study_title (self);
  JlyRehearsal *rehearsal = jly_rehearsal_new ("a", self->files->tender);

  jly_rehearsal_set_title (rehearsal, title);
  jly_rehearsal_add_own (rehearsal, self->own_name, self->files->table);
  add_partners (self, rehearsal);
  jly_rehearsal_set_tender_path (rehearsal, self->files->tender_path);
  return rehearsal;
}

static JlyPage *
show (gpointer data, JlyResult *result, const JlyStudy *study, char **headline, GError **error)
{
  const Bid *self = data;
  JlyBidReport *report = jly_bid_report_new (result, study, self->files->table, error);

  if (report == NULL)
    return NULL;
  *headline = g_strdup (report->headline);
  return JLY_PAGE (jly_result_page_new (report));
}

static void
destroy (gpointer data)
{
  Bid *self = data;

  jly_bid_files_unref (self->files);
  g_free (self->own_name);
  g_free (self);
}

JlyRunningPage *
jly_running_page_new (JlyBidFiles *files, const char *own_name)
{
  static const JlyRehearsedKind kind = { get_title, get_case_id, make, show, destroy };
  Bid *self = g_new0 (Bid, 1);

  self->files = jly_bid_files_ref (files);
  self->own_name = g_strdup (own_name);
  return jly_running_page_new_of (&kind, self);
}
