"""What a government sees of itself, and what everybody sees of it: maturity, roadmap, data."""

from pictures.camera import DESK, Camera
from pictures.demo import Demo


def government(camera: Camera, demo: Demo) -> None:
    """From the announced index, by the cheapest way up, to the data that anybody may take."""
    desk = camera.device(DESK)
    camera.show(desk, "/kematangan/", "kematangan")
    camera.show(desk, "/data/ikm-bulanan-3576/", "kumpulan-data")
    _plan(camera, demo)


def _plan(camera: Camera, demo: Demo) -> None:
    lead = camera.signed_in(demo.person("coordinator"))
    lead.goto(f"{camera.base}/demo/")
    promises = lead.locator("a[href^='/komitmen/']").get_attribute("href")
    if promises is None:
        raise RuntimeError("the demo has no roadmap")
    plans = f"/peta-rencana/{promises.strip('/').rpartition('/')[2]}/rencana/"
    lead.goto(f"{camera.base}{plans}")
    plan = lead.locator(f"main a[href^='{plans}']").first.get_attribute("href")
    if plan is None:
        raise RuntimeError("the demo has no computed plan")
    lead.goto(f"{camera.base}{plan}")
    lead.locator("main svg").first.scroll_into_view_if_needed()
    camera.keep(lead, "rencana")
