"""Takes the screenshots of the guides anew, from a demo that runs in DEMO_FOLDER:

    ./pendopo demo --data DEMO_FOLDER
    .venv/bin/python docs/screenshots.py DEMO_FOLDER

It lives through one visit and looks at what the government shows of itself. The simulated day stands still meanwhile.
"""

import sys
from pathlib import Path

from pictures.camera import Camera
from pictures.demo import Demo
from pictures.government import government
from pictures.visit import standing_still, visit
from playwright.sync_api import sync_playwright

from pendopo.project.launcher.chromium import find_chromium

PICTURES = Path(__file__).parent / "screenshots"


def main(folder: Path) -> None:
    """Take all pictures."""
    demo = Demo(folder)
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=find_chromium(),
            args=["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"],
        )
        camera = Camera(browser, demo.base, PICTURES)
        with standing_still(camera):
            visit(camera, demo)
            government(camera, demo)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
