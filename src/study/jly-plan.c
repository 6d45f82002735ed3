/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan of a joint bid. The hash covers what the miners must agree on; bytes and rounds are a
 * local estimate and stay outside it. The openings are the leakage statement: whatever is not
 * listed is never opened to anybody.
 */
#include "config.h"

#include "study/jly-plan.h"

#include "analysis/jly-analyses.h"

#include "base/jly-cbor-writer.h"
#include "crypto/jly-identity.h"

/* Names of what runs; a change of any of these protocols changes its name, and with it the hash. */
static const char *const operations[] = {
  "seeded-upload/1",
  "boolean-replicated-3/1",
  "joint-bid/1",
  "open-all-with-duplicate-hash/1",
  "open-one-with-duplicates/1",
};

static void
free_opening (JlyOpening *opening)
{
  g_free (opening->what);
  g_free (opening->to);
  g_free (opening->condition);
  g_free (opening);
}

static void
add_opening (JlyPlan *plan, char *what, const char *to, const char *condition)
{
  JlyOpening *opening = g_new0 (JlyOpening, 1);

  opening->what = what;
  opening->to = g_strdup (to);
  opening->condition = g_strdup (condition);
  g_ptr_array_add (plan->openings, opening);
}

/* What goes to everyone is listed row by row; what goes to a provider, as one. */
static void
list_output (JlyPlan *plan, const JlyStudy *study, const JlyAnalysisOutput *output)
{
  if (output->to == JLY_OUTPUT_TO_EACH_PROVIDER)
    for (guint i = 0; i < study->providers->len; i++)
      {
        const JlyParty *provider = study->providers->pdata[i];

        add_opening (plan, g_strdup (output->id), provider->name, output->condition);
      }
  else if (output->is_per_row)
    for (guint i = 0; i < study->rows->len; i++)
      {
        const JlyStudyRow *row = study->rows->pdata[i];
        char *what = g_strconcat (output->id, "/", row->name, NULL);

        add_opening (plan, what, "everyone", output->condition);
      }
  else
    add_opening (plan, g_strdup (output->id), "everyone", output->condition);
}

static void
list_openings (JlyPlan *plan, const JlyStudy *study)
{
  for (gsize i = 0; i < jly_joint_bid_analysis.n_outputs; i++)
    list_output (plan, study, &jly_joint_bid_analysis.outputs[i]);
}

static void
put_openings (JlyCborWriter *writer, const GPtrArray *openings)
{
  jly_cbor_begin_array (writer, openings->len);
  for (guint i = 0; i < openings->len; i++)
    {
      const JlyOpening *opening = openings->pdata[i];

      jly_cbor_begin_array (writer, 3);
      jly_cbor_put_text (writer, opening->what);
      jly_cbor_put_text (writer, opening->to);
      jly_cbor_put_text (writer, opening->condition != NULL ? opening->condition : "");
      jly_cbor_end (writer);
    }
  jly_cbor_end (writer);
}

static void
put_shape (JlyCborWriter *writer, const JlyJointBid *bid, guint price_width)
{
  jly_cbor_begin_array (writer, 4);
  jly_cbor_put_uint (writer, bid->n_resources);
  jly_cbor_put_uint (writer, bid->amount_width);
  jly_cbor_put_uint (writer, bid->money_width);
  jly_cbor_put_uint (writer, price_width);
  jly_cbor_end (writer);
}

static gboolean
hash_plan (JlyPlan *plan, const JlyJointBid *bid, guint price_width, GError **error)
{
  g_autoptr (JlyCborWriter) writer = jly_cbor_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  jly_cbor_begin_array (writer, 4);
  jly_cbor_begin_array (writer, G_N_ELEMENTS (operations));
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    jly_cbor_put_text (writer, operations[i]);
  jly_cbor_end (writer);
  put_shape (writer, bid, price_width);
  jly_cbor_begin_array (writer, bid->n_resources);
  for (gsize i = 0; i < bid->n_resources; i++)
    jly_cbor_put_uint (writer, bid->need[i]);
  jly_cbor_end (writer);
  put_openings (writer, plan->openings);
  jly_cbor_end (writer);
  bytes = jly_cbor_writer_finish (writer, error);
  if (bytes == NULL)
    return FALSE;
  jly_hash ("plan", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), plan->hash);
  return TRUE;
}

void
jly_plan_get_joint_bid (const JlyStudy *study, JlyJointBid *bid, guint64 **need)
{
  const JlyStudyColumn *amount = study->columns->pdata[JLY_BID_AMOUNT];
  const JlyStudyColumn *cost = study->columns->pdata[JLY_BID_COST];

  *need = g_new (guint64, study->rows->len);
  for (guint i = 0; i < study->rows->len; i++)
    (*need)[i] = ((const JlyStudyRow *)study->rows->pdata[i])->need;
  bid->n_resources = study->rows->len;
  bid->need = *need;
  bid->amount_width = amount->width;
  bid->money_width = cost->width;
}

JlyPlan *
jly_plan_new (const JlyStudy *study, GError **error)
{
  g_autoptr (JlyPlan) plan = NULL;
  g_autofree guint64 *need = NULL;
  JlyJointBid bid;
  guint price_width;

  if (!jly_study_check (study, error))
    return NULL;
  jly_plan_get_joint_bid (study, &bid, &need);
  if (!jly_joint_bid_check (&bid, &price_width, error))
    return NULL;
  plan = g_new0 (JlyPlan, 1);
  plan->openings = g_ptr_array_new_with_free_func ((GDestroyNotify)free_opening);
  list_openings (plan, study);
  jly_joint_bid_cost (&bid, plan->bytes, &plan->rounds);
  if (!hash_plan (plan, &bid, price_width, error))
    return NULL;
  return g_steal_pointer (&plan);
}

void
jly_plan_free (JlyPlan *plan)
{
  if (plan == NULL)
    return;
  g_ptr_array_unref (plan->openings);
  g_free (plan);
}
