/** A place of the page that an agent may show: the page has named it by this attribute, or by an id. */
const TARGET = 'data-avatar-target';

/** What a tool tells the agent where the page has no such place. */
export const NO_TARGET = 'There is no such place on this page.';

/** The element that the page calls so; `undefined` where there is none, or none that a visitor could see. */
export function pageTarget(name: string): Element | undefined {
  const named = [...document.querySelectorAll(`[${TARGET}]`)].find(
    (element) => element.getAttribute(TARGET) === name,
  );
  const target = named ?? (name && document.getElementById(name)) ?? undefined;
  return target && target.checkVisibility() ? target : undefined;
}

/** Whether things may move. */
export const mayMove = (): boolean => !matchMedia('(prefers-reduced-motion: reduce)').matches;
