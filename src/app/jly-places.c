/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-places.h. */
#include "config.h"

#include "app/jly-places.h"

#include "app/jly-accessible.h"
#include "app/jly-addresses.h"
#include "app/jly-guide.h"
#include "app/jly-half-written.h"
#include "app/jly-plain-row.h"
#include "party/jly-pass.h"

#include <glib/gi18n.h>
#include <string.h>

#define N JLY_STUDY_MINERS
/* How it is kept whether all three are on this computer. */
#define HERE "here"
#define APART "apart"
#define EMPTIED " " /* what was proposed there is not wanted */

struct _JlyPlaces
{
  AdwBin parent_instance;

  JlyAgreement *agreement;
  const JlyContractParty *parties[N]; /* borrowed from the agreement's contract */
  guint own;
  char *services[N];     /* where it is reached if it is a service; NULL: it is none */
  GtkWidget *here;       /* a switch; NULL where a service takes part */
  GtkWidget *entries[N]; /* NULL for a service */
  char *proposed[N];     /* what stood in them at first; NULL for a service */
  GtkListBox *list;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (JlyPlaces, jly_places, ADW_TYPE_BIN)

static void
find_parties (JlyAgreement *agreement, const JlyContractParty *parties[N], guint *own)
{
  const JlyContract *contract = jly_agreement_get_contract (agreement);
  guint n = 0;

  *own = N;
  for (guint i = 0; i < contract->parties->len && n < N; i++)
    if (((const JlyContractParty *)contract->parties->pdata[i])->roles & JLY_ROLE_FLAG_MINER)
      {
        if ((gint)i == jly_agreement_get_own (agreement))
          *own = n;
        parties[n++] = contract->parties->pdata[i];
      }
}

/* Owned by the caller. */
static char *
build_folder (JlyPlaces *self)
{
  return g_build_filename (jly_agreement_get_member (self->agreement)->dir, "addresses", NULL);
}

static gboolean
is_here (JlyPlaces *self)
{
  return self->here != NULL && gtk_switch_get_active (GTK_SWITCH (self->here));
}

char **
jly_places_dup_addresses (JlyPlaces *self)
{
  char **addresses;

  if (is_here (self))
    return jly_addresses_for_here (jly_agreement_get_contract_hash (self->agreement));
  addresses = g_new0 (char *, N + 1);
  for (guint i = 0; i < N; i++)
    addresses[i] = g_strstrip (
        g_strdup (self->entries[i] != NULL ? gtk_editable_get_text (GTK_EDITABLE (self->entries[i]))
                                           : self->services[i]));
  return addresses;
}

gboolean
jly_places_is_wrong (JlyPlaces *self)
{
  g_auto (GStrv) addresses = jly_places_dup_addresses (self);

  return jly_addresses_find_wrong (addresses, self->own) >= 0;
}

gboolean
jly_places_tell (JlyPlaces *self, gint64 now, GError **error)
{
  g_auto (GStrv) addresses = jly_places_dup_addresses (self);
  g_autofree char *folder = build_folder (self);

  if (!is_here (self)
      && !(jly_addresses_save (folder, jly_agreement_get_contract (self->agreement)->study_id,
                               addresses, error)
           && jly_agreement_tell_seat (self->agreement, addresses[self->own], now, error)))
    return FALSE;
  jly_half_written_forget (self->agreement, JLY_DRAFT_PLACES);
  return TRUE;
}

char **
jly_places_resolve (JlyAgreement *agreement, char *const *addresses, const char **missing)
{
  const JlyContractParty *parties[N] = { NULL };
  g_auto (GStrv) all = g_strdupv ((char **)addresses);
  guint own;

  find_parties (agreement, parties, &own);
  for (guint i = 0; i < N; i++)
    if (*all[i] == '\0' && parties[i] != NULL)
      {
        char *told = jly_member_find_seat (jly_agreement_get_member (agreement),
                                           parties[i]->keys.identity);

        if (told != NULL)
          {
            g_free (all[i]);
            all[i] = told;
          }
      }
  /* Each calls the next one. */
  if (own == N || *all[(own + 1) % N] != '\0')
    return g_steal_pointer (&all);
  *missing = parties[(own + 1) % N]->name;
  return NULL;
}

/* What was typed and nobody has computed with yet. What was proposed is proposed anew the next
 * time: it may be another by then. */
static void
keep (JlyPlaces *self)
{
  const char *texts[1 + N + 1] = { is_here (self) ? HERE : APART };

  for (guint i = 0; i < N; i++)
    {
      const char *text
          = self->entries[i] != NULL ? gtk_editable_get_text (GTK_EDITABLE (self->entries[i])) : "";

      /* There is no field for a service: it tells its address by itself. */
      if (self->entries[i] == NULL || g_strcmp0 (text, self->proposed[i]) == 0)
        texts[1 + i] = "";
      else
        texts[1 + i] = *text != '\0' ? text : EMPTIED;
    }
  jly_half_written_keep (self->agreement, JLY_DRAFT_PLACES, texts);
}

/* As keep wrote it; NULL: nothing is kept. Owned by the caller. */
static char **
find_typed (JlyPlaces *self)
{
  g_auto (GStrv) texts = jly_half_written_find (self->agreement, JLY_DRAFT_PLACES);

  return texts != NULL && g_strv_length (texts) == 1 + N ? g_steal_pointer (&texts) : NULL;
}

/* What the field begins with; typed: as keep wrote it, NULL if nothing is kept. */
static const char *
find_address (JlyPlaces *self, guint i, char *const *typed)
{
  if (typed == NULL || *typed[1 + i] == '\0')
    return self->proposed[i];
  return strcmp (typed[1 + i], EMPTIED) == 0 ? "" : typed[1 + i];
}

static void
changed_cb (JlyPlaces *self)
{
  keep (self);
  gtk_widget_set_visible (GTK_WIDGET (self->list), !is_here (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_service (JlyPlaces *self, guint i)
{
  g_autofree char *subtitle = g_strdup_printf (
      /* Translators: an address. */
      _ ("A service that is always on, at %s. It takes part by itself."), self->services[i]);

  gtk_list_box_append (self->list, jly_plain_row_new (self->parties[i]->name, subtitle));
}

static void
add_entry (JlyPlaces *self, guint i, const char *address)
{
  g_autofree char *title = NULL;

  if (i == self->own)
    title = g_strdup (_ ("Where the others reach this computer: address and port"));
  else
    title = g_strdup_printf (_ ("Address and port of %s, unless it tells them by itself"),
                             self->parties[i]->name);
  self->entries[i] = g_object_new (ADW_TYPE_ENTRY_ROW, "use-markup", FALSE, "title", title, NULL);
  jly_plain_row_tell_title (self->entries[i]);
  gtk_editable_set_text (GTK_EDITABLE (self->entries[i]), address);
  g_signal_connect_object (self->entries[i], "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, self->entries[i]);
}

/* What was typed once, what the party told, or for the own program what it can find out. Owned by
 * the caller. */
static char *
propose (JlyPlaces *self, guint i, char *const *kept)
{
  char *told;

  if (kept != NULL && *kept[i] != '\0')
    return g_strdup (kept[i]);
  told = jly_member_find_seat (jly_agreement_get_member (self->agreement),
                               self->parties[i]->keys.identity);
  if (told != NULL)
    return told;
  if (i != self->own)
    return g_strdup ("");
  for (guint k = 0; k < N; k++)
    if (self->services[k] != NULL)
      told = self->services[k];
  return jly_addresses_guess (jly_agreement_get_contract_hash (self->agreement), i, told);
}

static void
add_here (JlyPlaces *self, GtkBox *box, gboolean is_active)
{
  GtkListBox *list = jly_guide_new_list (_ ("Where the three computing parties are"));
  GtkWidget *row = jly_plain_row_new (_ ("All three are on this computer"),
                                      _ ("They then find each other without addresses."));

  self->here = gtk_switch_new ();
  gtk_switch_set_active (GTK_SWITCH (self->here), is_active);
  gtk_widget_set_valign (self->here, GTK_ALIGN_CENTER);
  jly_accessible_set_label (self->here, _ ("All three are on this computer"));
  g_signal_connect_object (self->here, "notify::active", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->here);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->here);
  gtk_list_box_append (list, row);
  gtk_box_append (box, GTK_WIDGET (list));
}

/* TRUE if there is one. */
static gboolean
find_services (JlyPlaces *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < N; i++)
    if (i != self->own)
      {
        self->services[i] = jly_member_find_address (jly_agreement_get_member (self->agreement),
                                                     self->parties[i]->keys.identity);
        any = any || self->services[i] != NULL;
      }
  return any;
}

static void
build (JlyPlaces *self)
{
  g_autofree char *folder = build_folder (self);
  g_auto (GStrv) kept
      = jly_addresses_load (folder, jly_agreement_get_contract (self->agreement)->study_id);
  g_auto (GStrv) typed = find_typed (self);
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));

  if (!find_services (self))
    add_here (self, box, typed != NULL ? strcmp (typed[0], HERE) == 0 : kept == NULL);
  self->list = jly_guide_new_list (_ ("Addresses of the three computing parties"));
  gtk_box_append (box, GTK_WIDGET (self->list));
  for (guint i = 0; i < N; i++)
    if (self->services[i] != NULL)
      add_service (self, i);
    else
      {
        self->proposed[i] = propose (self, i, kept);
        add_entry (self, i, find_address (self, i, typed));
      }
  gtk_widget_set_visible (GTK_WIDGET (self->list), !is_here (self));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
}

static void
finalize (GObject *object)
{
  JlyPlaces *self = JLY_PLACES (object);

  for (guint i = 0; i < N; i++)
    {
      g_free (self->services[i]);
      g_free (self->proposed[i]);
    }
  g_clear_object (&self->agreement);
  G_OBJECT_CLASS (jly_places_parent_class)->finalize (object);
}

static void
jly_places_class_init (JlyPlacesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
jly_places_init (JlyPlaces *self)
{
}

GtkWidget *
jly_places_new (JlyAgreement *agreement)
{
  JlyPlaces *self = g_object_new (JLY_TYPE_PLACES, NULL);

  self->agreement = g_object_ref (agreement);
  find_parties (agreement, self->parties, &self->own);
  build (self);
  return GTK_WIDGET (self);
}
