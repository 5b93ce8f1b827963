import assert from 'node:assert/strict';
import {defined, press, reaches} from '../support/frame-actions.mjs';

/** What the tests do with the page of an application. */

/** Opens an address. `noise` collects what the console gets, and exceptions that nobody catches. */
export async function openPage(t, browser, address) {
  const page = await browser.newPage();
  t.after(() => page.close());
  const noise = [];
  page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(String(error)));
  await page.goto(address);
  return {page, noise};
}

/** The page shows each state in its `<output>`, and ends the session with its own button. */
export async function goThrough({page, noise}) {
  await defined(page);
  await press(page, 'start-button');
  await reaches(page, 'live');
  await page.waitForFunction(() => document.querySelector('output').textContent === 'live');
  await page.click('#stop');
  await reaches(page, 'ended');
  await page.waitForFunction(() => document.querySelector('output').textContent === 'ended');
  assert.deepEqual(noise, []);
}
