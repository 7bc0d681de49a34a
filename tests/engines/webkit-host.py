# A window of WebKitGTK that its driver may steer and that keeps what pages store, in the folder that is named:
# MiniBrowser forgets everything when it is automated.
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2

folder = sys.argv[1]
manager = WebKit2.WebsiteDataManager(
    base_data_directory=folder + "/data", base_cache_directory=folder + "/cache"
)
context = WebKit2.WebContext.new_with_website_data_manager(manager)
context.set_automation_allowed(True)


def on_started(_context, session):
    information = WebKit2.ApplicationInfo()
    information.set_name("kadian-engine-host")
    session.set_application_info(information)
    session.connect("create-web-view", on_window)


def on_window(_session):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    window = Gtk.Window(default_width=360, default_height=740)
    window.add(view)
    window.show_all()
    return view


context.connect("automation-started", on_started)
Gtk.main()
