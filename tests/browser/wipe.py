"""A phone, kiosk or desk that several tests use one after the other, each as if it were new.

To begin a context costs a process, and its scripts start cold; to wipe one costs a hundredth of that.
"""

from playwright.sync_api import BrowserContext, Page

EVERYTHING = "cookies,local_storage,indexeddb,service_workers,cache_storage,file_systems,shader_cache,websql"


class Wiped:
    """A context with one page that stays.

    Its init scripts and its clock stay too, and all its pages share one process, which takes the network as gone or
    there for all of them: tests that change these want a context of their own, or one that is there for that.
    """

    def __init__(self, context: BrowserContext) -> None:
        self._been: set[str] = set()
        context.on("page", self._follow)
        self.context, self.page = context, context.new_page()
        self._debugger = context.new_cdp_session(self.page)

    def wipe(self) -> None:
        """Close other pages, leave this one, and forget what any site has kept or the network has brought."""
        for other in self.context.pages:
            if other is not self.page:
                other.close()
        self.context.set_offline(False)
        self.context.unroute_all()
        self.page.unroute_all()
        self._forget_tab()
        self.page.goto("about:blank")
        self.context.clear_cookies()
        self._debugger.send("Network.clearBrowserCache")
        for origin in self._been:
            if origin.startswith("http"):
                self._debugger.send(
                    "Storage.clearDataForOrigin", {"origin": origin, "storageTypes": EVERYTHING}
                )
        self._been.clear()

    def _follow(self, page: Page) -> None:
        page.on("framenavigated", lambda frame: self._been.add("/".join(frame.url.split("/")[:3])))

    def _forget_tab(self) -> None:
        """What the tab itself keeps, which goes with no site's data."""
        if self.page.url.startswith("http"):
            self.page.evaluate("() => sessionStorage.clear()")
