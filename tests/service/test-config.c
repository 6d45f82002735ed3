/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/jly-error.h"
#include "party/jly-folder.h"
#include "service/jly-service-config.h"

#include <string.h>

#define WHOLE "[party]\nname=North\n[network]\naddress=north.example.org:7461\n"

static JlyServiceConfig *
load (const char *text, GError **error)
{
  g_autofree char *dir = g_dir_make_tmp ("jly-config-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "miner.conf", NULL);
  JlyServiceConfig *config;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  config = jly_service_config_load (path, error);
  jly_folder_remove (dir);
  return config;
}

static void
test_defaults (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyServiceConfig) config = load (WHOLE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (config->name, ==, "North");
  g_assert_cmpstr (config->host, ==, "0.0.0.0");
  g_assert_cmpuint (config->port, ==, 7461);
  g_assert_cmpuint (config->max_bytes, ==, G_GUINT64_CONSTANT (1) << 30);
  g_assert_cmpuint (config->control_mode, ==, 0660);
  g_assert_true (config->closes_complete);
}

static void
test_given (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyServiceConfig) config
      = load (WHOLE "listen=[::1]:99\n[limits]\nbytes=512M\nstudies=7\n[control]\nmode=0600\n"
                    "[studies]\nclose=operator\nclose-days=14\n",
              &error);

  g_assert_no_error (error);
  g_assert_cmpstr (config->host, ==, "::1");
  g_assert_cmpuint (config->port, ==, 99);
  g_assert_cmpuint (config->max_bytes, ==, 512u << 20);
  g_assert_cmpuint (config->max_studies, ==, 7);
  g_assert_cmpuint (config->control_mode, ==, 0600);
  g_assert_false (config->closes_complete);
  g_assert_cmpuint (config->close_days, ==, 14);
}

/* Each of these is refused, and the sentence names what is wrong. */
static void
test_wrong (void)
{
  static const struct
  {
    const char *text, *word;
  } wrong[] = {
    { "[network]\naddress=a:1\n", "[party] name" },
    { "[party]\nname=North\n", "[network] address" },
    { WHOLE "[limits]\nstudys=3\n", "studys" },
    { WHOLE "[limit]\nstudies=3\n", "[limit]" },
    { WHOLE "[limits]\nstudies=0\n", "[limits] studies" },
    { WHOLE "[limits]\nstudies=3x\n", "[limits] studies" },
    { WHOLE "[limits]\nbytes=12Q\n", "[limits] bytes" },
    { WHOLE "[limits]\nbytes=1K\n", "[limits] bytes" },
    { WHOLE "[limits]\nbytes=99999999999999G\n", "[limits] bytes" },
    { WHOLE "[control]\nmode=0666\n", "[control] mode" },
    { WHOLE "[control]\nmode=660\n", "[control] mode" },
    { WHOLE "[control]\nsocket=control\n", "[control] socket" },
    { WHOLE "listen=localhost:80\n", "[network] listen" },
    { WHOLE "listen=0.0.0.0\n", "[network] listen" },
    { WHOLE "[studies]\nclose=never\n", "[studies] close" },
    { "[party]\nname=North\n[network]\naddress=north.example.org\n", "[network] address" },
    { "[party]\nname=North\ndata-dir=here\n[network]\naddress=a:1\n", "[party] data-dir" },
    { "no groups", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (load (wrong[i].text, &error));
      g_assert_error (error, JLY_ERROR, JLY_ERROR_CONFIG);
      g_assert_nonnull (strstr (error->message, wrong[i].word));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/config/defaults", test_defaults);
  g_test_add_func ("/service/config/given", test_given);
  g_test_add_func ("/service/config/wrong", test_wrong);
  return g_test_run ();
}
