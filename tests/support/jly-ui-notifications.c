/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop's place for notifications, on the tests' own bus: it counts them, and is clicked. */
#include "config.h"

#include "jly-ui-test.h"

#define NAME "org.freedesktop.Notifications"

static const char interface[]
    = "<node><interface name='" NAME "'>"
      "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
      "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
      "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
      "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
      "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
      "</interface></node>";

static guint n_shown;
/* For as long as the program lives: it would be closed with its last owner. */
static GDBusConnection *bus;

static void
call_cb (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface_name,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer data)
{
  if (!g_str_equal (method, "Notify"))
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  n_shown++;
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", n_shown));
}

void
jly_ui_begin_notifications (void)
{
  static const GDBusInterfaceVTable table = { call_cb, NULL, NULL, { NULL } };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interface, NULL);
  g_autoptr (GVariant) owned = NULL;

  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (bus == NULL)
    return;
  g_dbus_connection_register_object (bus, "/org/freedesktop/Notifications", info->interfaces[0],
                                     &table, NULL, NULL, NULL);
  owned = g_dbus_connection_call_sync (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
      g_variant_new ("(su)", NAME, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
}

guint
jly_ui_count_notifications (void)
{
  return n_shown;
}

void
jly_ui_click_notification (void)
{
  g_assert_true (g_dbus_connection_emit_signal (bus, NULL, "/org/freedesktop/Notifications", NAME,
                                                "ActionInvoked",
                                                g_variant_new ("(us)", n_shown, "default"), NULL));
}
