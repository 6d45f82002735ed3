/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-service.h. The mutex guards the table of studies and how many threads use each. */
#include "config.h"

#include "service/jly-service.h"

#include "base/jly-error.h"
#include "base/jly-secret.h"
#include "party/jly-call.h"
#include "party/jly-folder.h"
#include "party/jly-json.h"
#include "party/jly-keys.h"
#include "party/jly-member-private.h"
#include "service/jly-service-door.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define STOP_PAUSE (50 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  JlyServiceStudy *study;
  guint n_users;
  gboolean is_leaving;
} Entry;

struct _JlyService
{
  char *config_path;
  GPtrArray *configs; /* JlyServiceConfig*, the newest last: threads may still read an older one */
  JlyIdentity *identity;
  JlyServiceShared shared;
  JlyServicePasses *passes;
  JlyServiceDoor *door;
  GMutex mutex;
  GCond cond;
  GMutex offers;       /* one offer at a time */
  GHashTable *studies; /* id -> Entry */
};

/* The keys of this party: 96 bytes in DIR/key that nobody else may read. */
static JlyIdentity *
load_identity (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "key", NULL);
  const JlyErrorDetail detail
      = { .file = path, .next = _ ("Let it belong to this service alone, or put a copy back.") };
  guint8 *secret = jly_secret_alloc (JLY_IDENTITY_SECRET_BYTES);
  JlyIdentity *identity = NULL;
  GStatBuf info;
  g_autofree char *text = NULL;
  gsize n = 0;

  if (g_lstat (path, &info) != 0)
    {
      identity = jly_identity_generate ();
      jly_identity_export_secret (identity, secret);
      if (!g_file_set_contents_full (path, (const char *)secret, JLY_IDENTITY_SECRET_BYTES,
                                     G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                     0600, NULL))
        g_clear_pointer (&identity, jly_identity_free);
    }
  else if (S_ISREG (info.st_mode) && (info.st_mode & 077) == 0
           && g_file_get_contents (path, &text, &n, NULL) && n == JLY_IDENTITY_SECRET_BYTES)
    identity = jly_identity_from_secret ((const guint8 *)text);
  if (text != NULL)
    sodium_memzero (text, n);
  jly_secret_free (secret);
  if (identity == NULL)
    jly_fail (error, JLY_ERROR_CONFIG, &detail, _ ("The keys in “%s” cannot be used."), path);
  return identity;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  jly_service_study_free (entry->study);
  g_free (entry);
}

static void
add_entry (JlyService *self, JlyServiceStudy *study)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->study = study;
  g_mutex_lock (&self->mutex);
  g_hash_table_insert (self->studies, g_strdup (jly_service_study_get_id (study)), entry);
  g_mutex_unlock (&self->mutex);
  jly_service_study_start (study);
}

static char *
build_studies_path (JlyService *self)
{
  return g_build_filename (self->shared.config->data_dir, "studies", NULL);
}

static char *
build_tombstone_path (JlyService *self, const char *id)
{
  g_autofree char *studies = build_studies_path (self);
  g_autofree char *name = g_strconcat (id, ".erased", NULL);

  return g_build_filename (studies, name, NULL);
}

static gboolean
is_erased (JlyService *self, const char *id)
{
  g_autofree char *gone = build_tombstone_path (self, id);

  return g_file_test (gone, G_FILE_TEST_EXISTS);
}

/* A folder that cannot be opened is left as it is, and said; the other studies go on. What an offer
 * left that was cut short by a stop ends in ".new", and is removed. */
static void
open_studies (JlyService *self)
{
  g_autofree char *path = build_studies_path (self);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *one = g_build_filename (path, name, NULL);
      g_autoptr (GError) problem = NULL;
      JlyServiceStudy *study;

      /* What was not quite there, or not quite gone, when the service ended. */
      if (g_str_has_suffix (name, ".new") || is_erased (self, name))
        jly_folder_remove (one);
      if (!g_file_test (one, G_FILE_TEST_IS_DIR))
        continue;
      study = jly_service_study_open (&self->shared, one, &problem);
      if (study != NULL)
        add_entry (self, study);
      else
        g_warning ("study %s: %s", name, problem->message);
    }
}

static gboolean
open_all (JlyService *self, GError **error)
{
  const JlyServiceConfig *config = self->shared.config;
  g_autofree char *studies = build_studies_path (self);

  if (g_mkdir_with_parents (studies, 0700) != 0)
    return jly_fail (error, JLY_ERROR_CONFIG, &(JlyErrorDetail){ .file = config->data_dir },
                     _ ("The folder “%s” cannot be written to."), config->data_dir);
  self->identity = load_identity (config->data_dir, error);
  self->passes = self->identity != NULL ? jly_service_passes_load (config->data_dir, error) : NULL;
  if (self->passes == NULL)
    return FALSE;
  self->shared.identity = self->identity;
  open_studies (self);
  self->door = jly_service_door_open (self, error);
  return self->door != NULL;
}

JlyService *
jly_service_new (JlyServiceConfig *config, const char *path, GError **error)
{
  g_autoptr (JlyService) self = g_new0 (JlyService, 1);

  self->config_path = g_strdup (path);
  self->configs = g_ptr_array_new_with_free_func ((GDestroyNotify)jly_service_config_free);
  g_ptr_array_add (self->configs, config);
  g_mutex_init (&self->mutex);
  g_mutex_init (&self->offers);
  g_cond_init (&self->cond);
  self->studies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  self->shared.config = config;
  self->shared.meeting = jly_service_meeting_new ();
  self->shared.turns = jly_service_turns_new ();
  return open_all (self, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
jly_service_reload (JlyService *self, GError **error)
{
  JlyServiceConfig *config = jly_service_config_load (self->config_path, error);
  const JlyServiceConfig *old = self->shared.config;
  const JlyErrorDetail detail
      = { .file = self->config_path, .next = _ ("Start the service anew for that.") };
  gboolean is_same;
  GHashTableIter iter;
  gpointer entry;

  if (config == NULL)
    return FALSE;
  is_same = g_str_equal (old->name, config->name) && g_str_equal (old->data_dir, config->data_dir)
            && g_str_equal (old->host, config->host) && old->port == config->port
            && g_str_equal (old->control, config->control);
  g_ptr_array_add (self->configs, config);
  g_atomic_pointer_set (&self->shared.config, config);
  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->studies);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    jly_service_study_poke (((Entry *)entry)->study);
  g_mutex_unlock (&self->mutex);
  return is_same
         || jly_fail (error, JLY_ERROR_CONFIG, &detail,
                      _ ("Name, folder, port and socket stay as they were."));
}

static gboolean
is_busy (JlyService *self)
{
  GHashTableIter iter;
  gpointer entry;
  gboolean busy = FALSE;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->studies);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    busy = busy || jly_service_study_is_busy (((Entry *)entry)->study);
  g_mutex_unlock (&self->mutex);
  return busy;
}

static void
for_each (JlyService *self, void (*func) (JlyServiceStudy *))
{
  GHashTableIter iter;
  gpointer entry;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->studies);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    func (((Entry *)entry)->study);
  g_mutex_unlock (&self->mutex);
}

void
jly_service_stop (JlyService *self)
{
  gint64 end
      = g_get_monotonic_time () + (gint64)self->shared.config->seconds_to_stop * G_TIME_SPAN_SECOND;

  for_each (self, jly_service_study_ask_to_stop);
  while (is_busy (self) && g_get_monotonic_time () < end)
    g_usleep (STOP_PAUSE);
  for_each (self, jly_service_study_cut);
}

void
jly_service_free (JlyService *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->door, jly_service_door_close);
  g_clear_pointer (&self->studies, g_hash_table_unref);
  g_clear_pointer (&self->shared.meeting, jly_service_meeting_free);
  g_clear_pointer (&self->shared.turns, jly_service_turns_free);
  g_clear_pointer (&self->passes, jly_service_passes_free);
  g_clear_pointer (&self->identity, jly_identity_free);
  g_clear_pointer (&self->configs, g_ptr_array_unref);
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->offers);
  g_cond_clear (&self->cond);
  g_free (self->config_path);
  g_free (self);
}

const JlyServiceConfig *
jly_service_get_config (JlyService *self)
{
  return g_atomic_pointer_get (&self->shared.config);
}

const JlyIdentity *
jly_service_get_identity (JlyService *self)
{
  return self->identity;
}

JlyServicePasses *
jly_service_get_passes (JlyService *self)
{
  return self->passes;
}

JlyServiceMeeting *
jly_service_get_meeting (JlyService *self)
{
  return self->shared.meeting;
}

guint
jly_service_count_studies (JlyService *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = g_hash_table_size (self->studies);
  g_mutex_unlock (&self->mutex);
  return n;
}

/* With the mutex held. */
static JlyServiceStudy *
use (Entry *entry)
{
  if (entry == NULL || entry->is_leaving)
    return NULL;
  entry->n_users++;
  return entry->study;
}

JlyServiceStudy *
jly_service_find_id (JlyService *self, const char *id)
{
  JlyServiceStudy *study;

  g_mutex_lock (&self->mutex);
  study = use (g_hash_table_lookup (self->studies, id));
  g_mutex_unlock (&self->mutex);
  return study;
}

JlyServiceStudy *
jly_service_find (JlyService *self, const guint8 hash[32])
{
  JlyServiceStudy *study = NULL;
  GHashTableIter iter;
  gpointer id, entry;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->studies);
  while (study == NULL && g_hash_table_iter_next (&iter, &id, &entry))
    {
      JlyHello hello;

      jly_call_make_hello (id, JLY_LINK_ROLE_POST, &hello);
      if (memcmp (hello.study, hash, sizeof hello.study) == 0)
        study = use (entry);
    }
  g_mutex_unlock (&self->mutex);
  return study;
}

void
jly_service_release (JlyService *self, JlyServiceStudy *study)
{
  Entry *entry;

  g_mutex_lock (&self->mutex);
  entry = g_hash_table_lookup (self->studies, jly_service_study_get_id (study));
  g_assert (entry != NULL && entry->n_users > 0);
  entry->n_users--;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

gboolean
jly_service_call (JlyService *self, const guint8 link[32], const guint8 hash[32])
{
  GHashTableIter iter;
  gpointer entry;
  gboolean is_partner = FALSE;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->studies);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    is_partner |= jly_service_study_call (((Entry *)entry)->study, link, hash);
  g_mutex_unlock (&self->mutex);
  return is_partner;
}

/* Who computes and who brings it must both stand in the contract. */
static gboolean
check_contract (JlyService *self,
                const JlyContract *contract,
                const guint8 link[32],
                GError **error)
{
  const JlyServiceConfig *config = jly_service_get_config (self);
  const JlyErrorDetail detail = { .step = "offer", .next = _ ("Speak with its operator.") };
  gboolean is_known = FALSE, computes = FALSE;
  JlyPublicKeys own;

  if (!jly_contract_check (contract, error))
    return FALSE;
  jly_keys_of (self->identity, &own);
  for (guint i = 0; i < contract->parties->len; i++)
    {
      const JlyContractParty *party = contract->parties->pdata[i];

      is_known = is_known || memcmp (party->keys.link, link, 32) == 0;
      computes = computes
                 || (memcmp (&party->keys, &own, sizeof own) == 0
                     && (party->roles & JLY_ROLE_FLAG_MINER) != 0);
    }
  if (!is_known || !computes)
    return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                     _ ("This contract does not name “%s” as a computing party, or not the one who "
                        "brings it."),
                     config->name);
  if (contract->parties->len > config->max_parties)
    return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                     _ ("“%s” takes studies of at most %u parties."), config->name,
                     config->max_parties);
  if (jly_service_count_studies (self) >= config->max_studies)
    return jly_fail (error, JLY_ERROR_REFUSED, &detail, _ ("“%s” has no room for another study."),
                     config->name);
  return TRUE;
}

/* A contract that somebody brought is taken as any other's would be, by its rules. */
static gboolean
fill_study (JlyService *self, const char *dir, const char *id, JlyNote *note, GError **error)
{
  g_autoptr (JlyMember) member = jly_member_open (dir, NULL, id, jly_identity_copy (self->identity),
                                                  g_get_real_time () / G_USEC_PER_SEC, error);

  if (member == NULL)
    {
      jly_note_free (note);
      return FALSE;
    }
  return jly_member_offer (member, note, error) && jly_member_check_contract (member, error);
}

/* The folder gets its name when all is in it, so that a stop in the middle leaves no half study.
 * Takes note. */
static JlyServiceStudy *
make_study (JlyService *self, const char *id, JlyNote *note, GError **error)
{
  g_autofree char *studies = build_studies_path (self);
  g_autofree char *path = g_build_filename (studies, id, NULL);
  g_autofree char *half = g_strconcat (path, ".new", NULL);
  const JlyErrorDetail detail = { .file = path, .step = "offer" };

  jly_folder_remove (half);
  if (!fill_study (self, half, id, note, error))
    {
      jly_folder_remove (half);
      return NULL;
    }
  if (g_rename (half, path) != 0)
    {
      jly_fail (error, JLY_ERROR_IO, &detail, _ ("The study could not be kept."));
      return NULL;
    }
  return jly_service_study_open (&self->shared, path, error);
}

static gboolean
check_erased (JlyService *self, const char *id, GError **error)
{
  const JlyErrorDetail detail = { .step = "offer", .next = _ ("Make a new study.") };

  return !is_erased (self, id)
         || jly_fail (error, JLY_ERROR_REFUSED, &detail,
                      _ ("This study was erased here and is not taken again."));
}

/* By one of its parties, since the answer was lost on its way. Nobody else is told that the study
 * is here: they hear what those hear whose invitation is none. Releases study. */
static gboolean
take_again (JlyService *self, JlyServiceStudy *study, const guint8 link[32], GError **error)
{
  static const guint8 none[JLY_PASS_SECRET_BYTES] = { 0 };
  gboolean is_known = jly_service_study_knows (study, link);

  jly_service_release (self, study);
  return is_known || jly_service_passes_check (self->passes, none, G_MAXINT64, error);
}

static gboolean
take_new (
    JlyService *self, const guint8 link[32], const guint8 *secret, JlyNote **note, GError **error)
{
  g_autoptr (JlyContract) contract = NULL;
  JlyServiceStudy *study;
  GBytes *bytes = jly_note_get (*note, 0);

  if (!g_str_equal ((*note)->kind, "contract") || bytes == NULL)
    return jly_fail (error, JLY_ERROR_PROTOCOL, NULL, _ ("This is no contract."));
  contract = jly_contract_decode (bytes, error);
  if (contract == NULL)
    return FALSE;
  study = jly_service_find_id (self, contract->study_id);
  if (study != NULL)
    return take_again (self, study, link, error);
  if (!jly_service_passes_check (self->passes, secret, g_get_real_time () / G_USEC_PER_SEC, error)
      || !check_erased (self, contract->study_id, error)
      || !check_contract (self, contract, link, error)
      || !jly_service_passes_burn (self->passes, secret, error))
    return FALSE;
  study = make_study (self, contract->study_id, g_steal_pointer (note), error);
  if (study == NULL)
    return FALSE;
  g_message ("study %s was taken: %s", contract->study_id, contract->title);
  add_entry (self, study);
  return TRUE;
}

gboolean
jly_service_take_offer (JlyService *self, const guint8 link[32], GBytes *offer, GError **error)
{
  g_autoptr (GBytes) rest = NULL;
  g_autoptr (JlyNote) note = NULL;
  gsize n;
  const guint8 *bytes = g_bytes_get_data (offer, &n);
  gboolean ok;

  if (n < JLY_PASS_SECRET_BYTES)
    return jly_fail (error, JLY_ERROR_PROTOCOL, NULL, _ ("This is no contract."));
  rest = g_bytes_new_from_bytes (offer, JLY_PASS_SECRET_BYTES, n - JLY_PASS_SECRET_BYTES);
  note = jly_note_decode (rest, error);
  if (note == NULL)
    return FALSE;
  g_mutex_lock (&self->offers);
  ok = take_new (self, link, bytes, &note, error);
  g_mutex_unlock (&self->offers);
  return ok;
}

gboolean
jly_service_erase (JlyService *self, const char *id, GError **error)
{
  g_autofree char *studies = build_studies_path (self);
  g_autofree char *path = g_build_filename (studies, id, NULL);
  g_autofree char *gone = build_tombstone_path (self, id);
  const JlyErrorDetail detail = { .next = _ ("See which studies there are.") };
  Entry *entry;
  char *key = NULL;

  g_mutex_lock (&self->mutex);
  entry = g_hash_table_lookup (self->studies, id);
  if (entry != NULL && !entry->is_leaving)
    {
      entry->is_leaving = TRUE;
      jly_service_study_ask_to_stop (entry->study);
      jly_service_study_cut (entry->study);
      while (entry->n_users > 0)
        g_cond_wait (&self->cond, &self->mutex);
      g_hash_table_steal_extended (self->studies, id, (gpointer *)&key, NULL);
    }
  else
    entry = NULL;
  g_mutex_unlock (&self->mutex);
  g_free (key);
  if (entry == NULL)
    return jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("There is no study %s."), id);
  entry_free (entry);
  if (!g_file_set_contents (gone, "", 0, error))
    return FALSE;
  jly_folder_remove (path);
  return TRUE;
}

GBytes *
jly_service_make_pass (JlyService *self, gint64 expires_at, GError **error)
{
  const JlyServiceConfig *config = jly_service_get_config (self);
  guint8 secret[JLY_PASS_SECRET_BYTES];
  GBytes *pass;

  if (expires_at > 0 && !jly_service_passes_add (self->passes, secret, expires_at, error))
    return NULL;
  pass
      = jly_pass_new (self->identity, config->name, config->address, expires_at > 0 ? secret : NULL,
                      expires_at, g_get_real_time () / G_USEC_PER_SEC, error);
  sodium_memzero (secret, sizeof secret);
  return pass;
}

static JsonArray *
describe_studies (JlyService *self)
{
  JsonArray *array = json_array_new ();
  GHashTableIter iter;
  gpointer entry;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->studies);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    json_array_add_object_element (array, jly_service_study_describe (((Entry *)entry)->study));
  g_mutex_unlock (&self->mutex);
  return array;
}

JsonObject *
jly_service_describe (JlyService *self, gboolean with_studies)
{
  const JlyServiceConfig *config = jly_service_get_config (self);
  g_autofree char *listen = g_strdup_printf ("%s:%u", config->host, config->port);
  JsonObject *object = json_object_new ();
  JlyPublicKeys keys;
  char hex[65];

  jly_keys_of (self->identity, &keys);
  jly_json_set_text (object, "name", config->name);
  jly_json_set_text (object, "identity", sodium_bin2hex (hex, sizeof hex, keys.identity, 32));
  jly_json_set_text (object, "listen", listen);
  jly_json_set_text (object, "address", config->address);
  json_object_set_int_member (object, "connections", jly_service_door_count (self->door));
  json_object_set_int_member (
      object, "invitations",
      jly_service_passes_count (self->passes, g_get_real_time () / G_USEC_PER_SEC));
  json_object_set_int_member (object, "studies-taken", jly_service_count_studies (self));
  if (with_studies)
    json_object_set_array_member (object, "studies", describe_studies (self));
  return object;
}
