/** What a visitor does on a page, or in a frame of it, that has one avatar. */

/** Resolves when the element is defined and has rendered. */
export async function defined(frame) {
  await frame.waitForFunction(
    () => document.querySelector('heygen-avatar')?.shadowRoot?.querySelector('button'),
    {timeout: 10_000},
  );
}

/** Resolves when the element is in this state. */
export async function reaches(frame, state) {
  await frame.waitForFunction(
    (wanted) => document.querySelector('heygen-avatar').state === wanted,
    {timeout: 15_000},
    state,
  );
}

/**
 * Resolves with what the element shows at this selector in its shadow DOM. Puppeteer looks for what must be visible at each animation
 * frame; for anything else it looks when the document changes, and it hears nothing of a change in shadow DOM.
 */
export function shown(frame, selector) {
  return frame.waitForSelector(`heygen-avatar >>> ${selector}`, {visible: true});
}

/** Clicks a button of the element, by its place on screen, once it moves no more: a row of the settings may come late. */
export async function press(frame, part) {
  const selector = `[part=${part}]`;
  await shown(frame, selector);
  await frame.locator(`heygen-avatar >>> ${selector}`).setTimeout(30_000).click();
}

/** All words on the element. */
export function words(frame) {
  return frame.evaluate(
    () => document.querySelector('heygen-avatar').shadowRoot.querySelector('.card').textContent,
  );
}
