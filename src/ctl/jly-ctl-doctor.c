/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl doctor: each computing party of a study, whether it can be reached from here, and if
 * not, the likely cause and the next step. */
#include "config.h"

#include "ctl/jly-ctl-study.h"
#include "ctl/jly-ctl.h"
#include "party/jly-json.h"
#include "party/jly-member-private.h"
#include "party/jly-pass.h"
#include "party/jly-probe.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#define TIMEOUT 5000u /* milliseconds, for each hop */

static JsonObject *
to_json (const char *name, const char *address, const JlyProbe *probe)
{
  JsonObject *object = json_object_new ();
  g_autofree char *mender = jly_probe_describe_mender (probe->kind, name);

  jly_json_set_text (object, "name", name);
  jly_json_set_text (object, "address", address);
  jly_json_set_text (object, "state", jly_probe_kind_name (probe->kind));
  jly_json_set_text (object, "sentence", probe->sentence);
  jly_json_set_text (object, "mender", mender);
  jly_json_set_text (object, "next", probe->next);
  json_object_set_int_member (object, "round-trip", probe->round_trip);
  json_object_set_int_member (object, "clock", probe->clock);
  return object;
}

static void
print_probe (const char *name, const char *address, const JlyProbe *probe)
{
  g_autofree char *mender = jly_probe_describe_mender (probe->kind, name);

  printf ("%s", probe->sentence);
  if (address != NULL)
    printf (_ (" Address: %s."), address);
  if (probe->round_trip >= 0)
    printf (_ (" A message there and back takes %.1f ms."), (double)probe->round_trip / 1000);
  if (probe->kind == JLY_PROBE_CLOCK)
    printf (_ (" Its clock is %" PRId64 " s ahead of this one."), probe->clock);
  printf ("\n");
  if (mender != NULL)
    printf ("  %s\n", mender);
  if (probe->next != NULL)
    printf (_ ("  Next: %s\n"), probe->next);
}

/* TRUE if all is well. */
static gboolean
examine (JlyMember *member, guint place, JsonArray *array, gboolean json)
{
  const JlyContractParty *party = member->contract->parties->pdata[place];
  g_autofree char *address = jly_member_find_address (member, party->keys.identity);
  g_autoptr (JlyProbe) probe
      = jly_probe_run (address, party->name, party->keys.link, member->contract->study_id,
                       member->identity, TIMEOUT, NULL);

  if (json)
    json_array_add_object_element (array, to_json (party->name, address, probe));
  else
    print_probe (party->name, address, probe);
  return probe->kind == JLY_PROBE_OK;
}

static gboolean
examine_all (JlyMember *member, gboolean json, gboolean *is_well, GError **error)
{
  JsonObject *object;
  JsonArray *array;
  g_autofree char *text = NULL;

  if (!jly_member_check_contract (member, error))
    return FALSE;
  *is_well = TRUE;
  array = json_array_new ();
  for (guint i = 0; i < member->contract->parties->len; i++)
    if ((((const JlyContractParty *)member->contract->parties->pdata[i])->roles
         & JLY_ROLE_FLAG_MINER)
            != 0
        && i != member->self)
      *is_well = examine (member, i, array, json) && *is_well;
  object = json_object_new ();
  json_object_set_array_member (object, "parties", array);
  text = jly_json_print (object, TRUE);
  if (json)
    printf ("%s\n", text);
  return TRUE;
}

int
jly_ctl_doctor (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyCtlStudyOptions) options
      = jly_ctl_study_options_parse (argc - 1, argv + 1, NULL, &error);
  g_autoptr (JlyMember) member = options != NULL ? jly_ctl_study_open (options, &error) : NULL;
  gboolean is_well = FALSE;

  if (member == NULL || !examine_all (member, options->json, &is_well, &error))
    return jly_ctl_print_error (error);
  return is_well ? EX_OK : EX_UNAVAILABLE;
}
