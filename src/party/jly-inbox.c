/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-inbox.h. The mutex guards the slots and the counters; nothing slow happens under it. */
#include "config.h"

#include "party/jly-inbox.h"

#include "base/jly-error.h"
#include "party/jly-evidence.h"
#include "party/jly-frames.h"
#include "party/jly-roster.h"
#include "party/jly-upload.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CALLERS 64 /* at once; then the one that has said nothing for longest must go */
#define MAX_SEALED (1u << 20)
#define MAX_MANIFEST (1u << 16)
#define MAX_WAIT (600 * G_TIME_SPAN_SECOND)

/* What came from one provider. */
typedef struct
{
  gboolean is_claimed; /* a connection is at work on it, or was */
  gboolean is_ready;   /* checked and stored; the rest is valid */
  JlyLink *link;
  guint8 manifest_hash[JLY_HASH_BYTES];
  JlyUploadPart *part; /* sealed and encrypted as it came */
} Slot;

struct _JlyInbox
{
  JlyInboxConfig config;
  GCancellable *cancellable; /* ours: follows the config's, and ends the threads */
  gulong cancel_id;
  GThread *acceptor;
  GMutex mutex;
  GCond cond;
  guint n_callers;  /* threads of connections under way */
  GQueue strangers; /* Caller* who have not shown yet who they are, the oldest first */
  Slot *slots;      /* one per provider */
  gboolean prev_claimed;
  JlyLink *prev;
  GError *error; /* the first refused upload */
};

/* One connection's thread. */
typedef struct
{
  JlyInbox *inbox;
  int fd;
  int own_fd; /* the same connection, ours to cut for as long as the caller is a stranger */
} Caller;

static void
tell (JlyInbox *self, JlyInboxNews news, const char *party, const GError *error)
{
  if (!g_cancellable_is_cancelled (self->cancellable))
    self->config.func (news, party, error, self->config.func_data);
}

/* Whoever calls and then says nothing must not keep the parties of the study out. With the mutex
 * held. */
static void
cut_oldest (JlyInbox *self)
{
  Caller *oldest = g_queue_pop_head (&self->strangers);

  if (oldest != NULL)
    shutdown (oldest->own_fd, SHUT_RDWR);
}

/* Its connection will not be cut any more; FALSE if it was already. With the mutex held. */
static gboolean
leave_strangers (Caller *caller)
{
  return g_queue_remove (&caller->inbox->strangers, caller);
}

/* Whether this caller may go on: in the study with this key, and the first of its name. */
static gboolean
admit (const guint8 peer_key[32], const JlyHello *hello, gpointer user_data, GError **error)
{
  Caller *caller = user_data;
  JlyInbox *self = caller->inbox;
  const JlyParty *party;
  JlyErrorDetail detail = { .step = "connecting", .next = _ ("Begin a new study to send again.") };
  gboolean *claimed, again, is_there;

  if (!jly_roster_admit (self->config.study, self->config.self, peer_key, hello, error))
    return FALSE;
  if (self->config.is_closed && hello->role != JLY_LINK_ROLE_MINER)
    return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                     _ ("The figures of this study are closed; a caller was turned away."));
  party = jly_roster_find (self->config.study, hello->role, hello->index);
  detail.party = party->name;
  claimed = hello->role == JLY_LINK_ROLE_MINER ? &self->prev_claimed
                                               : &self->slots[hello->index].is_claimed;
  g_mutex_lock (&self->mutex);
  is_there = leave_strangers (caller);
  again = *claimed;
  *claimed = again || is_there;
  g_mutex_unlock (&self->mutex);
  if (!is_there)
    return jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail,
                     _ ("The connection of “%s” made room for another one."), party->name);
  if (again)
    return jly_fail (error, JLY_ERROR_REFUSED, &detail,
                     _ ("“%s” is already connected for this study; a second connection was turned "
                        "away."),
                     party->name);
  return TRUE;
}

static GBytes *
slice (GBytes *bytes, gsize from)
{
  return g_bytes_new_from_bytes (bytes, from, g_bytes_get_size (bytes) - from);
}

static JlyUploadPart *
receive_part (JlyInbox *self, JlyLink *link, guint provider, GError **error)
{
  guint explicit_index = jly_manifest_explicit_index (provider);
  gboolean holds = jly_manifest_holds_blob (explicit_index, self->config.self);
  gsize max_blob = jly_upload_blob_size (self->config.study);
  g_autoptr (GBytes) head = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) blob = NULL;
  g_autoptr (GBytes) manifest = NULL;

  head = jly_link_receive (link, JLY_FRAME_MANIFEST, MAX_MANIFEST, error);
  if (head == NULL)
    return NULL;
  if (g_bytes_get_size (head) <= JLY_SIGNATURE_BYTES)
    {
      jly_fail (error, JLY_ERROR_PROTOCOL, NULL,
                _ ("The signed description of the figures is missing."));
      return NULL;
    }
  sealed = jly_link_receive (link, JLY_FRAME_SECRETS, MAX_SEALED, error);
  if (sealed == NULL)
    return NULL;
  if (holds && (blob = jly_link_receive (link, JLY_FRAME_BLOB, max_blob, error)) == NULL)
    return NULL;
  manifest = slice (head, JLY_SIGNATURE_BYTES);
  return jly_upload_part_new (manifest, g_bytes_get_data (head, NULL), sealed, blob);
}

/* Into the database before anybody hears of it: the receipt must outlive a crash. */
static gboolean
store_part (JlyInbox *self, const char *provider, const JlyUploadPart *part, GError **error)
{
  const char *study = self->config.study->id;

  return jly_store_add_upload (self->config.store, study, provider, part->manifest, part->sealed,
                               part->blob, error)
         && jly_store_log (self->config.store, study, provider, "upload accepted", error);
}

/* The error then names the file. */
static void
keep_evidence (JlyInbox *self, guint provider, const JlyUploadPart *part, GError **error)
{
  g_autofree char *path
      = jly_evidence_write (self->config.evidence_dir, self->config.study, provider,
                            self->config.self, part, NULL, (*error)->message);
  JlyErrorDetail detail = { .file = path };

  if (path != NULL)
    jly_error_adopt (error, JLY_ERROR_PROTOCOL, &detail);
}

/* Opened to see that it fits; the shares are made again when they are computed with. */
static gboolean
check_part (JlyInbox *self, guint provider, const JlyUploadPart *part, GError **error)
{
  guint n = self->config.study->columns->len;
  g_autofree JlyBits **bits = g_new0 (JlyBits *, n);
  gboolean ok = jly_upload_open (part, self->config.study, provider, self->config.self,
                                 self->config.identity, bits, error);

  for (guint c = 0; c < n; c++)
    g_clear_pointer (&bits[c], jly_bits_free);
  return ok;
}

static gboolean
take_upload (JlyInbox *self, JlyLink *link, guint provider, GError **error)
{
  const JlyParty *party = self->config.study->providers->pdata[provider];
  JlyErrorDetail detail = { .party = party->name, .step = "upload" };
  g_autoptr (JlyUploadPart) part = receive_part (self, link, provider, error);
  Slot *slot = &self->slots[provider];

  if (part == NULL)
    {
      jly_error_adopt (error, JLY_ERROR_PROTOCOL, &detail);
      return FALSE;
    }
  if (!check_part (self, provider, part, error))
    {
      keep_evidence (self, provider, part, error);
      return FALSE;
    }
  if (!store_part (self, party->name, part, error))
    return FALSE;
  jly_manifest_hash (part->manifest, slot->manifest_hash);
  slot->part = g_steal_pointer (&part);
  return TRUE;
}

/* The link of an admitted caller ends in its slot. Takes link. */
static void
welcome_provider (JlyInbox *self, JlyLink *link, guint provider)
{
  const JlyParty *party = self->config.study->providers->pdata[provider];
  g_autoptr (GError) error = NULL;
  gboolean ok;

  jly_link_set_name (link, party->name);
  ok = take_upload (self, link, provider, &error);
  if (ok)
    tell (self, JLY_INBOX_UPLOAD, party->name, NULL);
  else
    jly_link_send_error (link, error);
  g_mutex_lock (&self->mutex);
  self->slots[provider].link = link;
  self->slots[provider].is_ready = ok;
  if (!ok && self->error == NULL)
    self->error = g_steal_pointer (&error);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static void
welcome_prev (JlyInbox *self, JlyLink *link)
{
  guint prev = (self->config.self + JLY_STUDY_MINERS - 1) % JLY_STUDY_MINERS;

  jly_link_set_name (link, ((const JlyParty *)self->config.study->miners->pdata[prev])->name);
  g_mutex_lock (&self->mutex);
  self->prev = link;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static JlyLink *
shake_hands (Caller *caller, GError **error)
{
  JlyInbox *self = caller->inbox;
  guint8 seed[32];
  JlyHello hello;
  JlyLink *link;

  jly_roster_make_hello (self->config.study, JLY_LINK_ROLE_MINER, self->config.self, &hello);
  jly_identity_get_link_seed (self->config.identity, seed);
  link = jly_link_accept (caller->fd, seed, &hello, admit, caller, JLY_MINER_TIMEOUT,
                          self->cancellable, error);
  sodium_memzero (seed, sizeof seed);
  return link;
}

static gpointer
caller_worker (gpointer data)
{
  Caller *caller = data;
  JlyInbox *self = caller->inbox;
  g_autoptr (GError) error = NULL;
  JlyLink *link = shake_hands (caller, &error);

  g_mutex_lock (&self->mutex);
  g_queue_remove (&self->strangers, caller);
  g_mutex_unlock (&self->mutex);
  close (caller->own_fd);
  if (link == NULL)
    tell (self, JLY_INBOX_TURNED_AWAY, jly_error_get_detail (error)->party, error);
  else if (jly_link_get_peer_hello (link)->role == JLY_LINK_ROLE_MINER)
    welcome_prev (self, link);
  else
    welcome_provider (self, link, jly_link_get_peer_hello (link)->index);
  g_free (caller);
  g_mutex_lock (&self->mutex);
  self->n_callers--;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/* Takes fd. */
static void
begin_caller (JlyInbox *self, int fd)
{
  const int own_fd = fcntl (fd, F_DUPFD_CLOEXEC, 0);
  Caller *caller;

  if (own_fd < 0)
    {
      close (fd);
      return;
    }
  caller = g_new0 (Caller, 1);
  caller->inbox = self;
  caller->fd = fd;
  caller->own_fd = own_fd;
  g_mutex_lock (&self->mutex);
  if (self->strangers.length >= MAX_CALLERS)
    cut_oldest (self);
  /* Who was cut ends at once, but not in this moment. */
  while (self->n_callers >= 2 * MAX_CALLERS)
    g_cond_wait (&self->cond, &self->mutex);
  self->n_callers++;
  g_queue_push_tail (&self->strangers, caller);
  g_mutex_unlock (&self->mutex);
  g_thread_unref (g_thread_new ("caller", caller_worker, caller));
}

static gpointer
accept_worker (gpointer data)
{
  JlyInbox *self = data;
  int fd;

  while ((fd = jly_listener_accept (self->config.listener, self->cancellable, NULL)) >= 0)
    begin_caller (self, fd);
  return NULL;
}

/* Wakes whoever waits; also ends every wait in the links. */
static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  JlyInbox *self = user_data;

  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

JlyInbox *
jly_inbox_new (const JlyInboxConfig *config)
{
  JlyInbox *self = g_new0 (JlyInbox, 1);

  self->config = *config;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->slots = g_new0 (Slot, config->study->providers->len);
  self->cancel_id
      = g_cancellable_connect (config->cancellable, G_CALLBACK (cancelled_cb), self, NULL);
  self->acceptor = g_thread_new ("acceptor", accept_worker, self);
  return self;
}

void
jly_inbox_stop (JlyInbox *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->acceptor, g_thread_join);
  g_mutex_lock (&self->mutex);
  while (self->n_callers > 0)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

void
jly_inbox_free (JlyInbox *self)
{
  if (self == NULL)
    return;
  g_cancellable_disconnect (self->config.cancellable, self->cancel_id);
  jly_inbox_stop (self);
  for (guint i = 0; i < self->config.study->providers->len; i++)
    {
      jly_upload_part_free (self->slots[i].part);
      g_clear_pointer (&self->slots[i].link, jly_link_free);
    }
  g_free (self->slots);
  g_clear_pointer (&self->prev, jly_link_free);
  g_clear_error (&self->error);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static gboolean
fail_missing (JlyInbox *self, const char *party, GError **error)
{
  JlyErrorDetail detail = {
    .party = party,
    .step = "connecting",
    .next = _ ("Check that this party's program runs and reaches this computer, then begin again."),
  };

  if (g_cancellable_is_cancelled (self->cancellable))
    return jly_fail (error, JLY_ERROR_CANCELLED, NULL, _ ("The study was stopped."));
  return jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail, _ ("“%s” did not connect in time."),
                   party);
}

gboolean
jly_inbox_has_prev (JlyInbox *self)
{
  gboolean is_there;

  g_mutex_lock (&self->mutex);
  is_there = self->prev != NULL;
  g_mutex_unlock (&self->mutex);
  return is_there;
}

JlyLink *
jly_inbox_wait_prev (JlyInbox *self, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + (gint64)JLY_MINER_TIMEOUT * 1000;
  guint prev = (self->config.self + JLY_STUDY_MINERS - 1) % JLY_STUDY_MINERS;
  gboolean in_time = TRUE;
  JlyLink *link;

  g_mutex_lock (&self->mutex);
  while (self->prev == NULL && in_time && !g_cancellable_is_cancelled (self->cancellable))
    in_time = g_cond_wait_until (&self->cond, &self->mutex, deadline);
  link = self->prev;
  g_mutex_unlock (&self->mutex);
  if (link == NULL)
    fail_missing (self, ((const JlyParty *)self->config.study->miners->pdata[prev])->name, error);
  return link;
}

/* The first provider whose upload is not there, or -1. */
static int
find_missing (JlyInbox *self)
{
  for (guint i = 0; i < self->config.study->providers->len; i++)
    if (!self->slots[i].is_ready)
      return (int)i;
  return -1;
}

gboolean
jly_inbox_wait_uploads (JlyInbox *self, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + MAX_WAIT;
  gboolean in_time = TRUE;
  GError *refused;
  int missing;

  g_mutex_lock (&self->mutex);
  while ((missing = find_missing (self)) >= 0 && self->error == NULL && in_time
         && !g_cancellable_is_cancelled (self->cancellable))
    in_time = g_cond_wait_until (&self->cond, &self->mutex, deadline);
  refused = self->error != NULL ? g_error_copy (self->error) : NULL;
  g_mutex_unlock (&self->mutex);
  if (refused != NULL)
    {
      g_propagate_error (error, refused);
      return FALSE;
    }
  if (missing < 0)
    return TRUE;
  return fail_missing (
      self, ((const JlyParty *)self->config.study->providers->pdata[missing])->name, error);
}

JlyLink *
jly_inbox_get_link (JlyInbox *self, guint provider)
{
  return self->slots[provider].link;
}

const guint8 *
jly_inbox_get_manifest_hash (JlyInbox *self, guint provider)
{
  return self->slots[provider].manifest_hash;
}

JlyUploadPart *
jly_inbox_get_part (JlyInbox *self, guint provider)
{
  return self->slots[provider].part;
}

void
jly_inbox_send_error (JlyInbox *self, const GError *error)
{
  g_mutex_lock (&self->mutex);
  if (self->prev != NULL)
    jly_link_send_error (self->prev, error);
  for (guint i = 0; i < self->config.study->providers->len; i++)
    if (self->slots[i].is_ready)
      jly_link_send_error (self->slots[i].link, error);
  g_mutex_unlock (&self->mutex);
}
