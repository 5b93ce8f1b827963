/** What a page has to contain to get the avatar as it is now: attributes, style, slots. */
export function markupOf(avatar) {
  const style = [...avatar.style].map((name) => `${name}: ${avatar.style.getPropertyValue(name).trim()}`);
  const attributes = [...avatar.attributes].filter(({name}) => !['style', 'id'].includes(name));
  const lines = [
    ...attributes.map(({name, value}) => (value === '' ? name : `${name}="${escaped(value)}"`)),
    ...(style.length > 0 ? [`style="${escaped(style.join('; '))}"`] : []),
  ];
  const content = [...avatar.children].map((each) => `  ${each.outerHTML.replace(/\s+/g, ' ')}\n`).join('');
  return [
    '<script type="module" src="https://cdn.example/heygen-avatar@1/heygen-avatar.js"></script>',
    '<heygen-avatar',
    ...lines.map((line) => `  ${line}`),
    `>${content && '\n'}${content}</heygen-avatar>`,
  ].join('\n');
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
