/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory for secrets is wiped, and a hardened process keeps its memory and files to itself. */
#include "config.h"

#include "base/jly-secret.h"

#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

static void
test_alloc (void)
{
  guint8 *secret = jly_secret_alloc (33);

  memset (secret, 0xa5, 33);
  jly_secret_free (secret);
  jly_secret_free (NULL);
}

/* Reads one byte behind the secret, where the guard page is. */
static void
test_guard (void)
{
  if (g_test_subprocess ())
    {
      volatile guint8 *secret = jly_secret_alloc (32);

      g_print ("%u", secret[32]);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

static void
test_bytes (void)
{
  guint8 *buffer = jly_secret_buffer_new (4);
  g_autoptr (GBytes) bytes = NULL;

  memcpy (buffer, "abcd", 4);
  bytes = jly_secret_bytes_take (buffer, 4);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "abcd", 4);
  jly_secret_buffer_free (NULL, 0);
}

static void
harden_and_print (const char *allowed)
{
  struct rlimit limit;

  if (allowed != NULL)
    g_setenv ("JLY_ALLOW_PTRACE", allowed, TRUE);
  else
    g_unsetenv ("JLY_ALLOW_PTRACE");
  jly_process_harden ();
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_print ("core %d, dumpable %d, umask %03o\n", (int)limit.rlim_max, prctl (PR_GET_DUMPABLE),
           umask (0));
}

static void
test_harden (void)
{
  if (g_test_subprocess ())
    {
      harden_and_print (NULL);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*core 0, dumpable 0, umask 077*");
}

static void
test_harden_for_tests (void)
{
  if (g_test_subprocess ())
    {
      harden_and_print ("1");
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*core 0, dumpable 1, umask 077*");
}

/* Only "1" opens the memory; a variable that somebody left empty or at "0" does not. */
static void
test_harden_with_other_value (void)
{
  if (g_test_subprocess ())
    {
      harden_and_print ("0");
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*dumpable 0*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/secret/alloc", test_alloc);
  g_test_add_func ("/base/secret/guard", test_guard);
  g_test_add_func ("/base/secret/bytes", test_bytes);
  g_test_add_func ("/base/secret/harden", test_harden);
  g_test_add_func ("/base/secret/harden-for-tests", test_harden_for_tests);
  g_test_add_func ("/base/secret/harden-with-other-value", test_harden_with_other_value);
  return g_test_run ();
}
