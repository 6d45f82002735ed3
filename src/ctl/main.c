/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl: Jointly from a terminal. One table of subcommands; each has a file of its own. */
#include "config.h"

#include "base/jly-i18n.h"
#include "base/jly-secret.h"
#include "base/jly-signals.h"
#include "ctl/jly-ctl.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <sysexits.h>

static int print_help (int argc, char **argv);
static int print_version (int argc, char **argv);

static const struct
{
  const char *name;
  const char *usage; /* NULL: not for people */
  const char *about;
  JlyCtlFunc run;
} commands[] = {
  { "rehearse",
    "rehearse CASE|STUDY.json [--public tender=FILE] --data NAME=FILE ... [--set KEY=VALUE] "
    "[--json] [--keep "
    "DIR] "
    "[--transport tls|process]",
    N_ ("Play a whole study on this computer, with one file for each company."), jly_ctl_rehearse },
  { "case", "case list | case show CASE [--json] | case check FILE",
    N_ ("Show the cases that Jointly knows."), jly_ctl_case },
  { "study", "study COMMAND --data-dir DIR --folder FOLDER [...] (jointlyctl study help says more)",
    N_ ("Take part in a study under a contract: sign, send figures, ask, agree, compute, read."),
    jly_ctl_study },
  { "table",
    "table inspect FILE [--study STUDY [--party NAME]] [--sheet NAME] [--encoding NAME] [--json]",
    N_ ("Say how a file of figures is understood."), jly_ctl_table },
  { "identity",
    "identity new [--keyring] | show | passphrase | keyring on|off | backup FILE | restore FILE "
    "[--data-dir DIR] [--passphrase-fd NUMBER] [--json]",
    N_ ("Make your keys, protect them, and keep a copy of them."), jly_ctl_identity },
  { "invitation",
    "invitation make FILE --study ID --title TITLE --name NAME --role ROLE [--qr] | "
    "show FILE|LINK [--qr] | answer FILE ANSWER --name NAME | accept ANSWER",
    N_ ("Invite somebody to a study, see what an invitation says, answer it, and let in who "
        "answered."),
    jly_ctl_invitation },
  { "letters",
    "letters list | save FILE [--to NAME] | open FILE | send FILE --kind KIND [--to NAME] | "
    "read FOLDER [--study ID] [--data-dir DIR] [--passphrase-fd NUMBER] [--json]",
    N_ ("Pass messages to other parties, and take theirs, as files."), jly_ctl_letters },
  { "miner", "miner COMMAND [--socket PATH] (jointlyctl miner help says more)",
    N_ ("Run a computing party for others: invite, look, refuse, erase."), jly_ctl_miner },
  { "doctor", "doctor --data-dir DIR [--folder FOLDER] [--id STUDY] [--keys FILE] [--json]",
    N_ ("See whether each computing party of a study can be reached, and if not, why."),
    jly_ctl_doctor },
  { "speed", "speed [--json]",
    N_ ("Measure for some seconds what sizes of study this computer is good for."), jly_ctl_speed },
  { "verify", "verify FILE ... [--json]",
    N_ ("Check exported logs, each by itself and against each other."), jly_ctl_verify },
  { "help", "help", N_ ("Show this page."), print_help },
  { "--help", NULL, NULL, print_help },
  { "--version", "--version", N_ ("Show the version."), print_version },
  { "provide", NULL, NULL, jly_ctl_provide },
};

static int
print_help (int argc, char **argv)
{
  printf ("%s\n\n", _ ("jointlyctl: Jointly from a terminal."));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].usage != NULL)
      printf ("  jointlyctl %s\n      %s\n", commands[i].usage, _ (commands[i].about));
  return EX_OK;
}

static int
print_version (int argc, char **argv)
{
  printf ("jointlyctl %s\n", JLY_VERSION);
  return EX_OK;
}

/* What was printed may not have arrived: nobody must take half of a result for the whole. */
static int
close_output (int code)
{
  const JlyErrorDetail detail = { .next = _ ("Look whether the disk is full, then try again.") };
  g_autoptr (GError) error = NULL;
  gboolean is_lost = ferror (stdout) != 0;

  is_lost = fclose (stdout) != 0 || is_lost;
  if (!is_lost || code != EX_OK)
    return code;
  jly_fail (&error, JLY_ERROR_IO, &detail, _ ("The answer could not be written out in full."));
  return jly_ctl_print_error (error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  jly_process_harden ();
  jly_signals_become_errors ();
  jly_i18n_init ();
  if (argc < 2)
    {
      jly_ctl_fail_usage (&error, _ ("jointlyctl needs to be told what to do."));
      return jly_ctl_print_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      return close_output (commands[i].run (argc - 1, argv + 1));
  jly_ctl_fail_usage (&error, _ ("jointlyctl has no command “%s”."), argv[1]);
  return jly_ctl_print_error (error);
}
