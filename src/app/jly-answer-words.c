/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-answer-words.h. */
#include "config.h"

#include "app/jly-answer-words.h"

#include "app/jly-answer-names.h"
#include "app/jly-answer-plot.h"
#include "party/jly-result-words.h"
#include "study/jly-question-sentence.h"
#include "table/jly-amount.h"
#include "table/jly-csv-write.h"

#include <glib/gi18n.h>
#include <string.h>

static void
free_line (gpointer data)
{
  JlyAnswerLine *line = data;

  g_free (line->name);
  g_free (line->value);
  g_free (line->reason);
  g_free (line);
}

static void
free_note (gpointer data)
{
  g_free (((JlyAnswerNote *)data)->words);
  g_free (data);
}

static void
free_part (gpointer data)
{
  JlyAnswerPart *part = data;

  g_free (part->asked);
  g_ptr_array_unref (part->told);
  g_ptr_array_unref (part->lines);
  g_ptr_array_unref (part->notes);
  g_free (part);
}

void
jly_answer_words_free (JlyAnswerWords *self)
{
  if (self == NULL)
    return;
  g_free (self->asked);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->told);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->approvals);
  g_ptr_array_unref (self->plots);
  g_free (self->why_hidden);
  g_free (self);
}

/* A number grouped as all numbers are, with its unit; other texts as they are. */
static char *
say_value (const JlyResultItem *item)
{
  g_autofree char *digits = NULL;
  g_auto (GStrv) halves = NULL;
  g_autofree char *number = NULL;
  gint64 steps;

  if (item->value == NULL)
    return NULL;
  if (strcmp (item->kind, "bool") == 0)
    return g_strdup (strcmp (item->value, "true") == 0 ? _ ("yes") : _ ("no"));
  halves = g_strsplit (item->value, ".", 2);
  digits = g_strjoinv ("", halves);
  number = (halves[1] != NULL ? strlen (halves[1]) : 0) == item->scale
                   && g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, &steps, NULL)
               ? jly_amount_format_signed (steps, item->scale)
               : g_strdup (item->value);
  if (item->unit == NULL || *item->unit == '\0')
    return g_steal_pointer (&number);
  return g_strdup_printf ("%s\u00a0%s", number, item->unit);
}

static gboolean
is_headline (const JlyResultItem *item)
{
  return strcmp (item->id, "headline") == 0 || g_str_has_suffix (item->id, "/headline");
}

/* That no row of one's own was left out is no news. */
static gboolean
is_no_news (const JlyResultItem *item)
{
  return strcmp (item->analysis, "checks") == 0 && g_strcmp0 (item->value, "0") == 0;
}

static gboolean
is_note (const JlyResultItem *item)
{
  return g_str_has_prefix (item->id, "sanity/") || strstr (item->id, "/sanity/") != NULL;
}

static JlyAnswerLine *
new_line (char *name, const JlyResultItem *item)
{
  JlyAnswerLine *line = g_new0 (JlyAnswerLine, 1);

  line->name = name;
  line->value = say_value (item);
  line->reason = g_strdup (item->reason);
  return line;
}

static JlyAnswerNote *
new_note (const JlyResultItem *item)
{
  JlyAnswerNote *note = g_new0 (JlyAnswerNote, 1);

  note->words = g_strdup (item->value != NULL ? item->value : "");
  note->is_warning = item->reason != NULL;
  note->n_parts = 1;
  return note;
}

/* What several questions of an answer have in common is said once. */
static void
add_note (JlyAnswerWords *self, JlyAnswerPart *part, const JlyResultItem *item)
{
  if (part != NULL)
    g_ptr_array_add (part->notes, new_note (item));
  for (guint i = 0; i < self->notes->len; i++)
    {
      JlyAnswerNote *note = self->notes->pdata[i];

      if (g_strcmp0 (note->words, item->value) == 0)
        {
          note->n_parts++;
          return;
        }
    }
  g_ptr_array_add (self->notes, new_note (item));
}

/* Among the figures of several questions each is named with its own. */
static void
add_line (JlyAnswerWords *self,
          JlyAnswerPart *part,
          const JlyStudy *study,
          const JlyResultItem *item)
{
  g_autofree char *name = jly_answer_name_item (study, item);
  g_autofree char *title = jly_answer_title_item (study, item);

  if (part != NULL)
    g_ptr_array_add (part->lines, new_line (g_strdup (title), item));
  g_ptr_array_add (self->lines,
                   new_line (part != NULL && self->parts->len > 1
                                 /* Translators: a question and one of its figures: “The mean of
                                    Exports: sum”. */
                                 ? g_strdup_printf (_ ("%1$s: %2$s"), part->asked, name)
                                 : g_steal_pointer (&title),
                             item));
  self->n_hidden += item->value == NULL;
}

/* Takes words. */
static void
tell (JlyAnswerWords *self, JlyAnswerPart *part, char *words)
{
  if (part != NULL)
    g_ptr_array_add (part->told, g_strdup (words));
  g_ptr_array_add (self->told, words);
}

/* Where this party stands, in words, quarters counted from the lowest; of a column in which it has
 * no rows nothing is said. */
static void
add_position (JlyAnswerWords *self,
              JlyAnswerPart *part,
              const JlyStudy *study,
              const JlyResultItem *item)
{
  static const char *const said[] = {
    N_ ("You are in the first quarter, the lowest, below the median."),
    N_ ("You are in the second quarter, not above the median."),
    N_ ("You are in the third quarter, above the median."),
    N_ ("You are in the fourth quarter, the highest, above the median."),
  };
  g_auto (GStrv) names = g_strsplit (item->id, "/", -1);
  gint64 quarter = item->value != NULL ? g_ascii_strtoll (item->value, NULL, 10) : 0;

  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], "quarter") == 0 && quarter >= 1 && quarter <= 4)
      tell (self, part,
            names[i + 1] == NULL
                ? g_strdup (_ (said[quarter - 1]))
                : g_strdup_printf ("%s: %s", jly_answer_name_part (study, names[i + 1]),
                                   _ (said[quarter - 1])));
}

static void
add_item (JlyAnswerWords *self, const JlyStudy *study, const JlyResultItem *item)
{
  guint question = jly_answer_find_question (study, item);
  JlyAnswerPart *part = question < self->parts->len ? self->parts->pdata[question] : NULL;

  if (strcmp (item->analysis, "own-position") == 0)
    add_position (self, part, study, item);
  if (is_headline (item))
    {
      if (item->value != NULL)
        tell (self, part, g_strdup (item->value));
    }
  else if (is_note (item))
    add_note (self, part, item);
  else if (!is_no_news (item))
    add_line (self, part, study, item);
}

/* Of a document without headlines they are made once more. */
static void
add_headlines (JlyAnswerWords *self, const JlyStudy *study, JlyResult *result)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      char *headline = jly_result_headline (result, study, i, jly_amount_format_signed);

      if (headline != NULL)
        tell (self, self->parts->pdata[i], headline);
    }
}

static gboolean
is_common (const JlyAnswerWords *self, const JlyAnswerNote *note)
{
  for (guint i = 0; i < self->notes->len; i++)
    {
      const JlyAnswerNote *known = self->notes->pdata[i];

      if (strcmp (known->words, note->words) == 0)
        return known->n_parts > 1;
    }
  return FALSE;
}

/* What several questions say stands with none of them. */
static void
drop_common_notes (JlyAnswerWords *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      GPtrArray *notes = ((JlyAnswerPart *)self->parts->pdata[i])->notes;

      for (guint k = notes->len; k-- > 0;)
        if (is_common (self, notes->pdata[k]))
          g_ptr_array_remove_index (notes, k);
    }
}

static JlyAnswerPart *
new_part (char *asked)
{
  JlyAnswerPart *part = g_new0 (JlyAnswerPart, 1);

  part->asked = asked;
  part->told = g_ptr_array_new_with_free_func (g_free);
  part->lines = g_ptr_array_new_with_free_func (free_line);
  part->notes = g_ptr_array_new_with_free_func (free_note);
  return part;
}

static void
add_plots (JlyAnswerWords *self, const JlyStudy *study, const JlyResult *result)
{
  self->plots = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_plot_unref);
  for (guint i = 0; i < study->questions->len; i++)
    {
      JlyPlot *plot = jly_answer_plot_new (study, result, i);

      if (plot != NULL)
        g_ptr_array_add (self->plots, plot);
    }
}

static void
add_remark (JlyAnswerWords *self, const char *words)
{
  JlyAnswerNote *note = g_new0 (JlyAnswerNote, 1);

  note->words = g_strdup (words);
  g_ptr_array_add (self->notes, note);
}

/* What makes people doubt a right answer: that it is a little off, or less than nothing. */
static void
add_remarks (JlyAnswerWords *self, JlyResult *result)
{
  gboolean is_rounded = FALSE, is_negative = FALSE;

  for (guint i = 0; i < result->items->len; i++)
    {
      const JlyResultItem *item = result->items->pdata[i];

      is_rounded = is_rounded || item->is_rounded;
      is_negative
          = is_negative || (!is_note (item) && item->value != NULL && item->value[0] == '-');
    }
  if (is_rounded)
    add_remark (self, _ ("Means, shares and the like are rounded, the last figure shown to the "
                         "nearest: parts may add up to a little more or less than the whole. "
                         "Sums and counts are exact."));
  if (is_negative)
    add_remark (self, _ ("A figure with a minus sign is less than zero: what was taken off, owed "
                         "or lost is more than what was added. It is no sign of a mistake."));
}

JlyAnswerWords *
jly_answer_words_new (const JlyContract *contract,
                      const JlyProposal *proposal,
                      const JlyStudy *study,
                      JlyResult *result)
{
  JlyAnswerWords *self = g_new0 (JlyAnswerWords, 1);

  self->asked
      = jly_question_sentence_say_asked (contract, proposal->questions, proposal->recipients);
  self->parts = g_ptr_array_new_with_free_func (free_part);
  for (guint i = 0; i < proposal->questions->len; i++)
    g_ptr_array_add (self->parts, new_part (jly_question_sentence_new (
                                      contract, proposal->questions->pdata[i])));
  self->told = g_ptr_array_new_with_free_func (g_free);
  self->lines = g_ptr_array_new_with_free_func (free_line);
  self->notes = g_ptr_array_new_with_free_func (free_note);
  self->approvals = g_ptr_array_new_with_free_func (free_line);
  for (guint i = 0; i < result->items->len; i++)
    add_item (self, study, result->items->pdata[i]);
  drop_common_notes (self);
  if (self->told->len == 0)
    add_headlines (self, study, result);
  add_remarks (self, result);
  add_plots (self, study, result);
  self->why_hidden = self->n_hidden > 0 ? jly_limits_explain (&study->limits) : NULL;
  return self;
}

static const char *
say_verdict (JlyVerdict verdict)
{
  switch (verdict)
    {
    case JLY_VERDICT_PROPOSE:
      return _ ("Asked it");
    case JLY_VERDICT_APPROVE:
      return _ ("Yes");
    case JLY_VERDICT_BEFOREHAND:
      return _ ("Yes, before any question");
    case JLY_VERDICT_WITHDRAW:
      return _ ("Taken back");
    default:
      return _ ("No");
    }
}

/* "Yes, on 21 November 2026". */
static char *
say_decision (const JlyDecision *decision)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (decision->made_at);
  /* Translators: day, month and year, as g_date_time_format writes them. */
  g_autofree char *date = time != NULL ? g_date_time_format (time, _ ("%-d %B %Y")) : NULL;

  if (date == NULL)
    return g_strdup (say_verdict (decision->verdict));
  /* Translators: a party's word on a question, "Yes", and a date. */
  return g_strdup_printf (_ ("%1$s, on %2$s"), say_verdict (decision->verdict), date);
}

void
jly_answer_words_add_approvals (JlyAnswerWords *self,
                                const JlyContract *contract,
                                const JlyProposal *proposal,
                                const GArray *decisions)
{
  guint n = contract->parties->len;
  g_autoptr (GBytes) bytes = jly_proposal_encode (proposal);
  g_autofree char **words = g_new0 (char *, n);
  guint8 hash[JLY_HASH_BYTES];

  jly_proposal_hash (bytes, hash);
  for (guint i = 0; i < decisions->len; i++)
    {
      const JlySigned *item = &g_array_index (decisions, JlySigned, i);
      g_autoptr (JlyDecision) decision = jly_decision_decode (item->bytes, NULL);

      if (decision == NULL || item->signer >= n
          || (decision->verdict != JLY_VERDICT_BEFOREHAND
              && memcmp (decision->question_hash, hash, sizeof hash) != 0))
        continue;
      g_free (words[item->signer]);
      words[item->signer] = say_decision (decision);
    }
  for (guint i = 0; i < n; i++)
    if (words[i] != NULL)
      {
        const JlyContractParty *party = contract->parties->pdata[i];
        JlyAnswerLine *line = g_new0 (JlyAnswerLine, 1);

        line->name = g_strdup (party->name);
        line->value = words[i];
        g_ptr_array_add (self->approvals, line);
      }
}

char *
jly_answer_words_dup_csv (const JlyAnswerWords *self)
{
  GString *csv = g_string_new (NULL);

  jly_csv_append_cell (csv, _ ("Figure"), FALSE);
  jly_csv_append_cell (csv, _ ("Value"), FALSE);
  jly_csv_append_cell (csv, _ ("Remark"), TRUE);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const JlyAnswerLine *line = self->lines->pdata[i];

      jly_csv_append_cell (csv, line->name, FALSE);
      jly_csv_append_cell (csv, line->value != NULL ? line->value : _ ("hidden"), FALSE);
      jly_csv_append_cell (csv, line->reason != NULL ? line->reason : "", TRUE);
    }
  return g_string_free (csv, FALSE);
}
