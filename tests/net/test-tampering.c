/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Somebody sits on the wire and changes, leaves out, cuts or holds back bytes: at every kind of
 * place a link ends in an error, and never hands out bytes that the other end did not send.
 */
#include "config.h"

#include "base/jly-error.h"
#include "net/link-pair.h"

#include <string.h>

#define FRAME_ANY 0x20
#define N_BYTES 700
#define SHORT_TIME 250

/* How many bytes each side puts on the wire in a conversation that nobody disturbs. */
static guint64 n_from_caller, n_from_called;
/* Those of the caller up to the point where both hellos have come; frames follow. */
static guint64 n_opening_caller;

static gboolean
say (LinkPair *pair, guint from, guint8 fill)
{
  guint8 said[N_BYTES];
  g_autoptr (GBytes) heard = NULL;
  g_autoptr (GError) error = NULL;

  memset (said, fill, sizeof said);
  if (!jly_link_send (pair->links[from], FRAME_ANY, said, sizeof said, &error))
    return FALSE;
  heard = jly_link_receive (pair->links[1 - from], FRAME_ANY, 4096, &error);
  if (heard == NULL)
    {
      g_assert_nonnull (error);
      return FALSE;
    }
  /* Whatever else was done to the wire, this holds. */
  g_assert_cmpmem (g_bytes_get_data (heard, NULL), g_bytes_get_size (heard), said, sizeof said);
  return TRUE;
}

/* A whole conversation over a wire with plan. TRUE if all of it came through. */
static gboolean
converse (const HurdlePlan *plan)
{
  const gboolean is_whole = plan->kind == HURDLE_NONE || plan->kind == HURDLE_DRIP;
  g_auto (LinkPair) pair;

  link_pair_init (&pair);
  pair.plan = plan;
  pair.timeout_ms[CALLER] = pair.timeout_ms[CALLED] = is_whole ? 60000 : SHORT_TIME;
  link_pair_open (&pair);
  g_assert_true ((pair.links[CALLER] == NULL) == (pair.errors[CALLER] != NULL));
  g_assert_true ((pair.links[CALLED] == NULL) == (pair.errors[CALLED] != NULL));
  /* Whoever connects has heard from the other side that it was let in. */
  if (pair.links[CALLER] != NULL)
    g_assert_true (pair.was_asked);
  return pair.links[CALLER] != NULL && pair.links[CALLED] != NULL && say (&pair, CALLER, 0xa1)
         && say (&pair, CALLED, 0xb2) && say (&pair, CALLER, 0xc3);
}

/* Learns the sizes, and sees that the conversation works at all. */
static void
measure (void)
{
  const HurdlePlan plan = { .kind = HURDLE_NONE };
  g_auto (LinkPair) pair;

  link_pair_init (&pair);
  pair.plan = &plan;
  link_pair_open (&pair);
  g_assert_no_error (pair.errors[CALLER]);
  g_assert_no_error (pair.errors[CALLED]);
  n_opening_caller = jly_link_get_bytes_sent (pair.links[CALLER]);
  g_assert_true (say (&pair, CALLER, 1) && say (&pair, CALLED, 2) && say (&pair, CALLER, 3));
  n_from_caller = jly_link_get_bytes_sent (pair.links[CALLER]);
  n_from_called = jly_link_get_bytes_sent (pair.links[CALLED]);
  g_assert_cmpuint (n_from_caller, >=, n_opening_caller + 2 * N_BYTES);
}

static void
test_undisturbed (void)
{
  g_assert_true (converse (&(HurdlePlan){ .kind = HURDLE_NONE }));
}

/* One byte at a time is slow, not wrong. */
static void
test_drip (void)
{
  g_assert_true (converse (&(HurdlePlan){ .kind = HURDLE_DRIP, .from_caller = TRUE }));
  g_assert_true (converse (&(HurdlePlan){ .kind = HURDLE_DRIP }));
}

/* Runs the plan at offsets of one direction and counts the conversations that came through. */
static guint
count_through (HurdleKind kind, gboolean from_caller, guint64 start, guint64 end, guint step)
{
  guint n_through = 0;

  for (guint64 offset = start + (guint64)g_test_rand_int_range (0, (gint32)step); offset < end;
       offset += step)
    {
      const HurdlePlan plan = {
        .kind = kind,
        .from_caller = from_caller,
        .offset = offset,
        .mask = (guint8)(1 << g_test_rand_int_range (0, 8)),
      };

      if (converse (&plan))
        {
          n_through++;
          g_test_message ("came through: %s, byte %" G_GUINT64_FORMAT,
                          from_caller ? "caller" : "called", offset);
        }
    }
  return n_through;
}

/* The version in the head of the very first record each way means nothing to TLS 1.3 (RFC 8446,
 * 5.1): changing it changes nothing that anybody reads. Every other byte counts. */
#define FIRST_BYTE_THAT_COUNTS 3

static void
assert_nothing_through (HurdleKind kind, guint step)
{
  g_assert_cmpuint (count_through (kind, TRUE, FIRST_BYTE_THAT_COUNTS, n_from_caller, step), ==, 0);
  g_assert_cmpuint (count_through (kind, FALSE, FIRST_BYTE_THAT_COUNTS, n_from_called, step), ==,
                    0);
}

static void
test_flip (void)
{
  assert_nothing_through (HURDLE_FLIP, 23);
}

static void
test_flip_first_bytes (void)
{
  /* converse () itself sees that what is heard is what was said. */
  count_through (HURDLE_FLIP, TRUE, 0, FIRST_BYTE_THAT_COUNTS, 1);
  count_through (HURDLE_FLIP, FALSE, 0, FIRST_BYTE_THAT_COUNTS, 1);
}

static void
test_drop (void)
{
  assert_nothing_through (HURDLE_DROP, 223);
}

static void
test_truncate (void)
{
  assert_nothing_through (HURDLE_TRUNCATE, 53);
}

static void
test_stall (void)
{
  assert_nothing_through (HURDLE_STALL, 509);
}

/* The words for a changed byte, once the link is open. */
static void
test_flip_sentence (void)
{
  const HurdlePlan plan
      = { .kind = HURDLE_FLIP, .from_caller = TRUE, .offset = n_opening_caller + 100, .mask = 1 };
  g_auto (LinkPair) pair;
  g_autoptr (GError) error = NULL;
  const guint8 said[N_BYTES] = { 0 };

  link_pair_init (&pair);
  pair.plan = &plan;
  link_pair_open (&pair);
  g_assert_true (jly_link_send (pair.links[CALLER], FRAME_ANY, said, sizeof said, NULL));
  g_assert_null (jly_link_receive (pair.links[CALLED], FRAME_ANY, 4096, &error));
  g_assert_error (error, JLY_ERROR, JLY_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, "computing party 1 was changed on its way"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  measure ();
  g_test_add_func ("/net/tampering/undisturbed", test_undisturbed);
  g_test_add_func ("/net/tampering/drip", test_drip);
  g_test_add_func ("/net/tampering/flip", test_flip);
  g_test_add_func ("/net/tampering/flip-first-bytes", test_flip_first_bytes);
  g_test_add_func ("/net/tampering/flip-sentence", test_flip_sentence);
  g_test_add_func ("/net/tampering/drop", test_drop);
  g_test_add_func ("/net/tampering/truncate", test_truncate);
  g_test_add_func ("/net/tampering/stall", test_stall);
  return g_test_run ();
}
