"""Can somebody without a mouse get there, and see where they are? Tab until it has focus; the focus must show."""

from playwright.sync_api import Locator, Page

MOST = 120
SHOWS = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return 'nothing has focus';
  const box = one.getBoundingClientRect();
  const ticked = one.matches('[type="checkbox"], [type="radio"]');
  const style = getComputedStyle((ticked && one.closest('.choice')) || one);  // its ring goes around the words as well
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const name = one.outerHTML.slice(0, 120);
  if (one.id === 'main') return '';
  if (!ring) return `no ring around ${name}`;
  if (box.width < 2 || box.height < 2) return `nothing to see of ${name}`;
  if (box.bottom < 0 || box.top > innerHeight) return `out of sight: ${name}`;
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  return !top || one.contains(top) || top.contains(one) || top.closest('label') ? '' : `covered: ${name}`;
}
"""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until `wanted` has focus; at each stop the focus must be visible and uncovered."""
    wanted.first.wait_for()
    for _step in range(MOST):
        page.keyboard.press("Tab")
        problem = page.evaluate(SHOWS)
        assert not problem, problem
        if wanted.first.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {wanted}")
