/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of a window with the menus that are open over it. */
#include "config.h"

#include "jly-ui-check.h"

/* Menus may stand out of their window: the picture is as large as both. */
typedef struct
{
  GtkWidget *window;
  GPtrArray *menus; /* GtkPopover*, in reading order */
  GdkRectangle all;
} Scene;

static GdkRectangle
find_menu_place (GtkWidget *window, GtkWidget *menu)
{
  GdkPopup *popup = GDK_POPUP (gtk_native_get_surface (GTK_NATIVE (menu)));
  double from_x, from_y, x, y;

  gtk_native_get_surface_transform (GTK_NATIVE (window), &from_x, &from_y);
  gtk_native_get_surface_transform (GTK_NATIVE (menu), &x, &y);
  return (GdkRectangle){ (int)(gdk_popup_get_position_x (popup) + x - from_x),
                         (int)(gdk_popup_get_position_y (popup) + y - from_y),
                         gtk_widget_get_width (menu), gtk_widget_get_height (menu) };
}

static gboolean
note_menu (GtkWidget *widget, gpointer data)
{
  Scene *scene = data;
  GdkRectangle place;

  if (!GTK_IS_POPOVER (widget))
    return FALSE;
  place = find_menu_place (scene->window, widget);
  gdk_rectangle_union (&scene->all, &place, &scene->all);
  g_ptr_array_add (scene->menus, widget);
  return FALSE;
}

static void
draw (GtkSnapshot *snapshot, GtkWidget *widget, int x, int y)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)y));
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  gtk_snapshot_restore (snapshot);
}

static GskRenderNode *
draw_scene (const Scene *scene)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  if (scene->menus->len > 0)
    gtk_snapshot_append_color (
        snapshot, &(GdkRGBA){ 0.5f, 0.5f, 0.5f, 1 },
        &GRAPHENE_RECT_INIT (0, 0, (float)scene->all.width, (float)scene->all.height));
  draw (snapshot, scene->window, -scene->all.x, -scene->all.y);
  for (guint i = 0; i < scene->menus->len; i++)
    {
      GdkRectangle place = find_menu_place (scene->window, scene->menus->pdata[i]);

      draw (snapshot, scene->menus->pdata[i], place.x - scene->all.x, place.y - scene->all.y);
    }
  return gtk_snapshot_free_to_node (snapshot);
}

static GdkTexture *
render (GtkWindow *window)
{
  GtkWidget *widget = GTK_WIDGET (window);
  g_autoptr (GPtrArray) menus = g_ptr_array_new ();
  Scene scene = { .window = widget, .menus = menus };
  g_autoptr (GskRenderNode) node = NULL;

  scene.all = (GdkRectangle){ 0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget) };
  jly_ui_walk (widget, note_menu, &scene);
  node = draw_scene (&scene);
  g_assert_nonnull (node);
  if (menus->len == 0)
    return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  return gsk_renderer_render_texture (
      gtk_native_get_renderer (GTK_NATIVE (window)), node,
      &GRAPHENE_RECT_INIT (0, 0, (float)scene.all.width, (float)scene.all.height));
}

GdkTexture *
jly_ui_render (GtkWidget *widget, int scale)
{
  const float width = (float)(gtk_widget_get_width (widget) * scale);
  const float height = (float)(gtk_widget_get_height (widget) * scale);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gtk_snapshot_scale (snapshot, (float)scale, (float)scale);
  draw (snapshot, widget, 0, 0);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  return gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                      node, &GRAPHENE_RECT_INIT (0, 0, width, height));
}

gboolean
jly_ui_wants_pictures (void)
{
  const char *folder = g_getenv ("JLY_SCREENSHOTS");

  return folder != NULL && *folder != '\0';
}

static void
take (GtkWindow *window, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("JLY_SCREENSHOTS"), file, NULL);
  g_autoptr (GdkTexture) texture = NULL;

  jly_ui_settle_window (window);
  texture = render (window);
  g_mkdir_with_parents (g_getenv ("JLY_SCREENSHOTS"), 0755);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

void
jly_ui_screenshot (JlyUiTest *ui, const char *name)
{
  if (jly_ui_wants_pictures ())
    take (GTK_WINDOW (ui->window), name);
}

void
jly_ui_take_both (JlyUiTest *ui, GtkWindow *window, const char *name)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autofree char *dark = g_strconcat (name, "-dark", NULL);

  if (!jly_ui_wants_pictures ())
    return;
  take (window, name);
  if (g_getenv ("JLY_UI_LIGHT") != NULL || g_getenv ("JLY_UI_TALL") != NULL)
    return;
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  jly_ui_settle (ui);
  take (window, dark);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  jly_ui_settle (ui);
}
