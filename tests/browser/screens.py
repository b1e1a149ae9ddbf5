"""What every screen has to pass in a real browser, on a phone and on a desk: axe, touch targets, reflow, large text.

for fault in faults(page): ...        on the page that is shown, at its present width
for fault in all_faults(page): ...    at every width, and with text twice as large
"""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page, Request

AXE = Path(__file__).parent / "axe" / "axe-4.14.1.min.js"

PHONE, DESK, NARROW = (360, 740), (1280, 800), (320, 640)
#: CSS pixels that a finger needs. WCAG 2.2 asks for 24; old thumbs and cheap screens ask for more.
TOUCH = 48

#: `target-size` is off by default and the only rule for WCAG 2.2 AA.
_RUN_AXE = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}});
  return found.violations.flatMap(({id, help, nodes}) =>
    nodes.map((node) => `${id}: ${help} at ${node.target} ${node.failureSummary ?? ""}`));
}"""

#: A radio or a checkbox is tapped by its row; a link that covers its card, by the card; links in running text are free.
_SMALL_TARGETS = """(least) => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'], [role=button]")]
  .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.matches(".govuk-skip-link, :disabled"))
  .map((one) => [one, one.closest(".govuk-radios__item, .govuk-checkboxes__item")
    ?? (getComputedStyle(one, "::after").position === "absolute" ? one.offsetParent : one)])
  .filter(([one]) => !(one.matches("a") && getComputedStyle(one).display === "inline"
    && [...one.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim().length > 3)))
  .map(([one, area]) => [one, area.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < least - 0.5 || box.height < least - 0.5))
  .map(([one, {width, height}]) =>
    `small target: ${one.outerHTML.slice(0, 90)} ${Math.round(width)}x${Math.round(height)}`)"""

_TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [
  `wider than the screen: ${document.documentElement.scrollWidth} > ${innerWidth}: ` +
  [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(-3).map((one) => one.outerHTML.slice(0, 80)).join(" | ")]"""

_LARGE_TEXT = f"""() => {{
  document.documentElement.style.fontSize = "200%";
  const found = ({_TOO_WIDE})();
  document.documentElement.style.fontSize = "";
  return found;
}}"""

_STRUCTURE = """() => [
  [document.querySelectorAll("h1").length === 1, "not exactly one h1"],
  [document.querySelectorAll("main").length === 1, "not exactly one main"],
  [document.title.trim().length > 3, "no title"],
  [document.documentElement.lang.length === 2, "no language"],
].filter(([right]) => !right).map(([, fault]) => fault)"""

#: What needs no axe, in one question.
_PLAIN_FAULTS = (
    f"""(least) => [...({_STRUCTURE})(), ...({_TOO_WIDE})(), ...(least ? ({_SMALL_TARGETS})(least) : [])]"""
)


@cache
def _axe() -> str:
    return AXE.read_text()


def accessibility_faults(page: Page) -> list[str]:
    """Violations of the rules of axe-core 4.14.1, all of them, `target-size` included.

    Run through the debugger, as our content security policy lets no foreign script in.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    return list(page.evaluate(_RUN_AXE))


def small_targets(page: Page, least: int = TOUCH) -> list[str]:
    """Controls that a finger may miss."""
    return list(page.evaluate(_SMALL_TARGETS, least))


def reflow_faults(page: Page) -> list[str]:
    """Whether the page has to be scrolled sideways, and because of what."""
    return list(page.evaluate(_TOO_WIDE))


def faults(page: Page, *, touch: bool = True) -> list[str]:
    """All faults of the page as it is shown now; `touch` is for screens that are tapped."""
    found = accessibility_faults(page)
    return found + list(page.evaluate(_PLAIN_FAULTS, TOUCH if touch else 0))


def faults_at(page: Page, *sizes: tuple[int, int], touch: bool = True) -> list[str]:
    """Faults at each of these sizes, each with its width; the page stays at the last."""
    found: list[str] = []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width} px: {fault}" for fault in faults(page, touch=touch)]
    return found


def all_faults(page: Page, *, touch: bool = True) -> list[str]:
    """Faults on a phone, on a desk, on the narrowest screen, and with text of double size, each with its screen."""
    found = faults_at(page, PHONE, DESK, touch=touch)
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    found += [f"{NARROW[0]} px: {fault}" for fault in reflow_faults(page)]
    return found + _faults_of_large_text(page)


def _faults_of_large_text(page: Page) -> list[str]:
    """Reflow with text at 200 % on a screen of common width; the page is left as it was."""
    page.set_viewport_size({"width": 640, "height": 800})
    return [f"text 200 %: {fault}" for fault in page.evaluate(_LARGE_TEXT)]


def travelled(page: Page) -> list[int]:
    """The bytes of each answer that the network brings from now on, as the browser counts them."""
    sizes: list[int] = []

    def count(request: Request) -> None:
        found = request.sizes()
        sizes.append(found["responseBodySize"] + found["responseHeadersSize"])

    page.on("requestfinished", count)
    return sizes


#: What `offline.js` asks to be kept: the page itself and what it is made of.
_ALL_KEPT = """async () => {
  const made = document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"], script[src]');
  const parts = [location.pathname, ...[...made].map((part) => part.href || part.src)];
  return (await Promise.all(parts.map((part) => caches.match(part)))).every(Boolean);
}"""


#: `wait_for_function` takes the promise of an asynchronous question itself for a yes, so the page waits for itself.
_UNTIL = """async (patience) => {
  const asked = QUESTION;
  for (const end = Date.now() + patience; !(await asked()); await new Promise((go) => setTimeout(go, 20)))
    if (Date.now() > end) throw new Error(`still not so after ${patience} ms: ${asked}`);
}"""


def wait_until(page: Page, question: str, patience_ms: int = 10_000) -> None:
    """Return when `question`, the text of an asynchronous JavaScript function, answers with something true."""
    page.evaluate(_UNTIL.replace("QUESTION", question), patience_ms)


def wait_until_kept(page: Page) -> None:
    """Return when the page could be shown without a network, with its styles and scripts."""
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    wait_until(page, _ALL_KEPT)
