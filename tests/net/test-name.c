/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A name that is looked up without end: the caller has a deadline, and may stop before it. */
#include "config.h"

#include "base/jly-error.h"
#include "net/jly-socket.h"

#include <string.h>
#include <unistd.h>

/* Answers nothing until the look-up is stopped, as a name server does that is gone. */
typedef struct
{
  GResolver parent_instance;
} SilentResolver;

typedef struct
{
  GResolverClass parent_class;
} SilentResolverClass;

GType silent_resolver_get_type (void);
G_DEFINE_TYPE (SilentResolver, silent_resolver, G_TYPE_RESOLVER)

static void
stopped_cb (GCancellable *cancellable, gpointer task)
{
  g_task_return_error_if_cancelled (task);
}

static void
lookup_async (GResolver *resolver,
              const char *host,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, data);

  g_cancellable_connect (cancellable, G_CALLBACK (stopped_cb), g_object_ref (task), g_object_unref);
}

static GList *
lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
silent_resolver_class_init (SilentResolverClass *klass)
{
  GResolverClass *resolver = G_RESOLVER_CLASS (klass);

  resolver->lookup_by_name_async = lookup_async;
  resolver->lookup_by_name_finish = lookup_finish;
}

static void
silent_resolver_init (SilentResolver *self)
{
}

static void
test_late (void)
{
  g_autoptr (GResolver) silent = g_object_new (silent_resolver_get_type (), NULL);
  g_autoptr (GError) error = NULL;

  g_resolver_set_default (silent);
  g_assert_cmpint (jly_socket_connect ("north.example.org", 7461, "North",
                                       g_get_monotonic_time () + G_TIME_SPAN_MILLISECOND, NULL,
                                       &error),
                   ==, -1);
  g_assert_error (error, JLY_ERROR, JLY_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (error->message, "north.example.org"));
  g_assert_nonnull (strstr (error->message, "in time"));
}

static gpointer
stop_worker (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_stopped (void)
{
  g_autoptr (GResolver) silent = g_object_new (silent_resolver_get_type (), NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;

  g_resolver_set_default (silent);
  thread = g_thread_new ("stop", stop_worker, cancellable);
  g_assert_cmpint (
      jly_socket_connect ("north.example.org", 7461, "North", G_MAXINT64, cancellable, &error), ==,
      -1);
  g_assert_nonnull (error);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/name/late", test_late);
  g_test_add_func ("/net/name/stopped", test_stopped);
  return g_test_run ();
}
