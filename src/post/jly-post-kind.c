/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-post-kind.h. */
#include "config.h"

#include "post/jly-post-kind.h"

#include "store/jly-store-post.h"

#include <glib/gi18n-lib.h>

G_STATIC_ASSERT (JLY_STORE_POST_ANSWER == (guint)JLY_POST_ANSWER);
G_STATIC_ASSERT (JLY_STORE_POST_PIECE == (guint)JLY_POST_PIECE);

static const char *const names[JLY_N_POST_KINDS] = {
  [JLY_POST_RECEIVED] = "received",     [JLY_POST_JOIN] = "join",
  [JLY_POST_CONTRACT] = "contract",     [JLY_POST_SIGNATURE] = "signature",
  [JLY_POST_COMMITMENT] = "commitment", [JLY_POST_REVEAL] = "reveal",
  [JLY_POST_ACCEPTANCE] = "acceptance", [JLY_POST_MANDATE] = "mandate",
  [JLY_POST_INPUTS] = "inputs",         [JLY_POST_QUESTION] = "question",
  [JLY_POST_DECISION] = "decision",     [JLY_POST_REFUSAL] = "refusal",
  [JLY_POST_ANSWER] = "answer",         [JLY_POST_PIECE] = "piece",
  [JLY_POST_RECEIPT] = "receipt",       [JLY_POST_LOG_HEAD] = "log-head",
  [JLY_POST_CHANGE] = "change",         [JLY_POST_OTHER] = "other",
};

const char *
jly_post_kind_name (guint kind)
{
  return kind < JLY_N_POST_KINDS ? names[kind] : "unknown";
}

/* What parties tell each other about a contract and its signers. */
static const char *
find_words_of_contract (JlyPostKind kind, guint n)
{
  switch (kind)
    {
    case JLY_POST_CONTRACT:
      return ngettext ("its text of the contract", "%u texts of the contract", n);
    case JLY_POST_SIGNATURE:
      return ngettext ("its signature of the contract", "%u signatures of the contract", n);
    case JLY_POST_COMMITMENT:
      return ngettext ("its first part of the verification words",
                       "%u first parts of the verification words", n);
    case JLY_POST_REVEAL:
      return ngettext ("its second part of the verification words",
                       "%u second parts of the verification words", n);
    case JLY_POST_ACCEPTANCE:
      return ngettext ("its acceptance of the contract", "%u acceptances of the contract", n);
    case JLY_POST_MANDATE:
      return ngettext ("its mandate", "%u mandates", n);
    case JLY_POST_JOIN:
      return ngettext ("its answer to the invitation", "%u answers to invitations", n);
    default:
      return NULL;
    }
}

/* What they tell each other about figures, questions and results. */
static const char *
find_words_of_study (JlyPostKind kind, guint n)
{
  switch (kind)
    {
    case JLY_POST_INPUTS:
      return ngettext ("its list of who handed in figures", "%u lists of who handed in figures", n);
    case JLY_POST_QUESTION:
      return ngettext ("its question", "%u questions", n);
    case JLY_POST_DECISION:
      return ngettext ("its decision on a question", "%u decisions on questions", n);
    case JLY_POST_REFUSAL:
      return ngettext ("its reason for not computing", "%u reasons for not computing", n);
    case JLY_POST_ANSWER:
      return ngettext ("its result", "%u results", n);
    case JLY_POST_PIECE:
      return ngettext ("a piece of its figures", "%u pieces of its figures", n);
    case JLY_POST_RECEIPT:
      return ngettext ("its receipt for figures", "%u receipts for figures", n);
    case JLY_POST_LOG_HEAD:
      return ngettext ("its note of where its log stands", "%u notes of where its log stands", n);
    case JLY_POST_CHANGE:
      return ngettext ("its wish for a change", "%u wishes for a change", n);
    case JLY_POST_OTHER:
      return ngettext ("something else that it signed", "%u other things that it signed", n);
    default:
      return ngettext ("its note of what it has received", "%u notes of what it has received", n);
    }
}

char *
jly_post_kind_words (guint kind, guint n)
{
  const char *words;

  if (kind >= JLY_N_POST_KINDS)
    return g_strdup (_ ("something that this version of Jointly does not know"));
  words = find_words_of_contract (kind, n);
  if (words == NULL)
    words = find_words_of_study (kind, n);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (words, n);
#pragma GCC diagnostic pop
}
