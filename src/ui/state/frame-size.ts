/** The width of the frame in CSS pixels, and the size of its text, which is the visitor's own. */
export function frameSize({shadowRoot}: HTMLElement): {width: number; em: number} {
  const frame = shadowRoot?.querySelector('.frame');
  const em = frame ? parseFloat(getComputedStyle(frame).fontSize) : 0;
  return {width: frame?.clientWidth ?? 0, em: em || 16};
}
