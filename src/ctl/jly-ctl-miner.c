/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jointlyctl miner: what the operator of a computing party asks of its service, over the socket of
 * this computer that only operators may open. */
#include "config.h"

#include "ctl/jly-ctl-study.h"
#include "ctl/jly-ctl.h"
#include "party/jly-json.h"
#include "party/jly-pass.h"
#include "post/jly-qr.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#define SOCKET "/run/jointly-miner/control"
#define ANSWER_SECONDS 60

/* One line there, one line back. */
static char *
ask (const char *path, const char *line, GError **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GDataInputStream) in = NULL;
  g_autofree char *text = g_strconcat (line, "\n", NULL);
  char *answer = NULL;
  const JlyErrorDetail detail = {
    .file = path,
    .next
    = _ ("See whether the service runs (systemctl status jointly-miner), whether you may open "
         "its socket, and give the socket’s path with --socket."),
  };

  g_socket_client_set_timeout (client, ANSWER_SECONDS);
  connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  if (connection != NULL
      && g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                                    strlen (text), NULL, NULL, NULL))
    {
      in = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
      answer = g_data_input_stream_read_line (in, NULL, NULL, NULL);
    }
  if (answer == NULL)
    jly_fail (error, JLY_ERROR_UNAVAILABLE, &detail, _ ("No computing party answers at “%s”."),
              path);
  return answer;
}

/* Takes object. */
static JsonObject *
ask_object (const JlyCtlStudyOptions *options, JsonObject *object, GError **error)
{
  const char *path = jly_ctl_study_options_get (options, "--socket", 0);
  g_autofree char *line = jly_json_print (object, FALSE);
  g_autofree char *text = ask (path != NULL ? path : SOCKET, line, error);
  g_autoptr (JsonObject) answer = text != NULL ? jly_json_parse (text, error) : NULL;
  JsonObject *problem;

  if (answer == NULL)
    return NULL;
  problem = jly_json_get_object (answer, "error");
  if (problem != NULL)
    {
      g_propagate_error (error, jly_json_to_error (problem));
      return NULL;
    }
  return g_steal_pointer (&answer);
}

static JsonObject *
make_question (const char *what)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "do", what);
  return object;
}

static void
print_json (JsonObject *object)
{
  g_autofree char *text = jly_json_print (json_object_ref (object), TRUE);

  printf ("%s\n", text);
}

static gboolean
save_pass (JsonObject *answer, const char *path, GError **error)
{
  g_autoptr (GBytes) file = jly_json_get_bytes (answer, "file");
  const JlyErrorDetail detail = { .file = path, .next = _ ("Choose another name.") };

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("There is a file “%s” already."), path);
  if (file != NULL
      && g_file_set_contents_full (path, g_bytes_get_data (file, NULL),
                                   (gssize)g_bytes_get_size (file), G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error))
    return TRUE;
  jly_error_adopt (error, JLY_ERROR_IO, &detail);
  return FALSE;
}

/* A file if one is named, and the link; with --qr as a picture of the terminal too. */
static gboolean
show_pass (const JlyCtlStudyOptions *options, JsonObject *answer, GError **error)
{
  const char *link = jly_json_get_text (answer, "link", "");
  g_autoptr (JlyQr) qr = NULL;
  g_autofree char *picture = NULL;

  if (options->words->len > 0 && !save_pass (answer, options->words->pdata[0], error))
    return FALSE;
  if (options->json)
    {
      print_json (answer);
      return TRUE;
    }
  printf ("%s\n", link);
  if (jly_ctl_study_options_get (options, "--qr", 0) == NULL)
    return TRUE;
  qr = jly_qr_new (link, error);
  if (qr == NULL)
    return FALSE;
  picture = jly_qr_to_text (qr);
  printf ("%s", picture);
  return TRUE;
}

static gboolean
run_invite (const JlyCtlStudyOptions *options, GError **error)
{
  JsonObject *question = make_question ("invite");
  g_autoptr (JsonObject) answer = NULL;
  gint64 days = 14;

  if (!jly_ctl_study_options_number (options, "--days", 1, 365, &days, error))
    {
      json_object_unref (question);
      return FALSE;
    }
  json_object_set_int_member (question, "days", days);
  answer = ask_object (options, question, error);
  return answer != NULL && show_pass (options, answer, error);
}

static gboolean
run_card (const JlyCtlStudyOptions *options, GError **error)
{
  g_autoptr (JsonObject) answer = ask_object (options, make_question ("card"), error);

  return answer != NULL && show_pass (options, answer, error);
}

static void
print_party (JsonObject *party)
{
  const char *problem = jly_json_get_text (party, "problem", NULL);
  gint64 seen = jly_json_get_number (party, "last-seen", 0);
  gint64 trip = jly_json_get_number (party, "round-trip", -1);
  g_autoptr (GDateTime) when = seen > 0 ? g_date_time_new_from_unix_local (seen) : NULL;
  g_autofree char *text = when != NULL ? g_date_time_format (when, "%F %T") : NULL;

  printf (_ ("    %s: last seen %s"), jly_json_get_text (party, "name", ""),
          text != NULL ? text : _ ("never"));
  if (trip >= 0)
    printf (_ (", answers in %.1f ms"), (double)trip / 1000);
  printf ("\n");
  if (problem != NULL)
    printf ("      %s\n", problem);
}

static void
print_study (JsonObject *study)
{
  JsonArray *parties = jly_json_get_array (study, "parties");
  JsonArray *questions = jly_json_get_array (study, "questions");

  printf (_ ("%s  %s (%s): figures of %" PRId64 " of %" PRId64 "\n"),
          jly_json_get_text (study, "id", ""), jly_json_get_text (study, "title", ""),
          jly_json_get_text (study, "state", ""), jly_json_get_number (study, "figures", 0),
          jly_json_get_number (study, "providers", 0));
  for (guint i = 0; parties != NULL && i < json_array_get_length (parties); i++)
    print_party (json_array_get_object_element (parties, i));
  for (guint i = 0; questions != NULL && i < json_array_get_length (questions); i++)
    {
      JsonObject *one = json_array_get_object_element (questions, i);
      const char *problem = jly_json_get_text (one, "problem", NULL);

      printf (_ ("    question %" PRId64 ": %s%s%s\n"), jly_json_get_number (one, "number", 0),
              jly_json_get_text (one, "stage", ""), problem != NULL ? ": " : "",
              problem != NULL ? problem : "");
    }
}

static gboolean
show_service (const JlyCtlStudyOptions *options, const char *what, GError **error)
{
  g_autoptr (JsonObject) answer = ask_object (options, make_question (what), error);
  JsonObject *service = answer != NULL ? jly_json_get_object (answer, "service") : NULL;
  JsonArray *studies;

  if (answer == NULL)
    return FALSE;
  if (options->json || service == NULL)
    {
      print_json (service != NULL ? service : answer);
      return TRUE;
    }
  studies = jly_json_get_array (service, "studies");
  if (studies == NULL)
    printf (_ ("“%s” runs at %s, reached at %s: %" PRId64 " studies, %" PRId64
               " open invitations, %" PRId64 " connections.\n"),
            jly_json_get_text (service, "name", ""), jly_json_get_text (service, "listen", ""),
            jly_json_get_text (service, "address", ""),
            jly_json_get_number (service, "studies-taken", 0),
            jly_json_get_number (service, "invitations", 0),
            jly_json_get_number (service, "connections", 0));
  for (guint i = 0; studies != NULL && i < json_array_get_length (studies); i++)
    print_study (json_array_get_object_element (studies, i));
  return TRUE;
}

static gboolean
run_status (const JlyCtlStudyOptions *options, GError **error)
{
  return show_service (options, "status", error);
}

static gboolean
run_studies (const JlyCtlStudyOptions *options, GError **error)
{
  return show_service (options, "studies", error);
}

static gboolean
say_about_study (const JlyCtlStudyOptions *options, const char *what, GError **error)
{
  JsonObject *question;
  JsonArray *without;
  g_autoptr (JsonObject) answer = NULL;
  const char *name;

  if (options->words->len != 1)
    return jly_ctl_fail_usage (error, _ ("Say which study: jointlyctl miner studies shows them."));
  question = make_question (what);
  without = json_array_new ();
  json_object_set_string_member (question, "study", options->words->pdata[0]);
  for (guint i = 0; (name = jly_ctl_study_options_get (options, "--without", i)) != NULL; i++)
    json_array_add_string_element (without, name);
  json_object_set_array_member (question, "without", without);
  answer = ask_object (options, question, error);
  return answer != NULL;
}

static gboolean
run_refuse (const JlyCtlStudyOptions *options, GError **error)
{
  return say_about_study (options, "refuse", error);
}

static gboolean
run_close (const JlyCtlStudyOptions *options, GError **error)
{
  return say_about_study (options, "close", error);
}

static gboolean
run_erase (const JlyCtlStudyOptions *options, GError **error)
{
  return say_about_study (options, "erase", error);
}

static const char *const known_options[] = { "--socket", "--days", "--qr", "--without", NULL };

static const struct
{
  const char *name;
  const char *usage;
  const char *about;
  gboolean (*run) (const JlyCtlStudyOptions *options, GError **error);
} commands[] = {
  { "status", "[--json]", N_ ("See that the service runs, and where."), run_status },
  { "studies", "[--json]", N_ ("See its studies, and the parties of each."), run_studies },
  { "card", "[FILE] [--qr]", N_ ("Hand out name, keys and address of the computing party."),
    run_card },
  { "invite", "[FILE] [--days N] [--qr]", N_ ("Let one study in: the card with an invitation."),
    run_invite },
  { "close", "STUDY [--without NAME ...]", N_ ("Close the set of figures of a study now."),
    run_close },
  { "refuse", "STUDY", N_ ("Take no part in a study any more."), run_refuse },
  { "erase", "STUDY", N_ ("Remove a study with all that it left."), run_erase },
};

static int
print_help (void)
{
  printf ("%s\n\n", _ ("jointlyctl miner COMMAND [--socket PATH]\n"
                       "For the operator of a computing party that runs as a service."));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("  miner %s %s\n      %s\n", commands[i].name, commands[i].usage,
            _ (commands[i].about));
  return EX_OK;
}

int
jly_ctl_miner (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JlyCtlStudyOptions) options = NULL;

  if (argc >= 2 && g_str_equal (argv[1], "help"))
    return print_help ();
  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, argv[1]))
      {
        options = jly_ctl_study_options_parse (argc - 2, argv + 2, known_options, &error);
        return options != NULL && commands[i].run (options, &error) ? EX_OK
                                                                    : jly_ctl_print_error (error);
      }
  jly_ctl_fail_usage (&error,
                      _ ("Write jointlyctl miner and a command; jointlyctl miner help shows "
                         "them."));
  return jly_ctl_print_error (error);
}
