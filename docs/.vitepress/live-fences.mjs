/**
 * A fence of the language `html live` is shown with its element running above its source: one text for both. `height=600` is for
 * examples whose avatar floats, which give their frame no height.
 */
export function liveFences(md) {
  const {fence} = md.renderer.rules;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const source = fence(tokens, index, options, env, self);
    const {info, content} = tokens[index];
    if (!/^html\b.*\blive\b/.test(info)) return source;
    const [, height = ''] = /\bheight=(\d+)/.exec(info) ?? [];
    const attributes = `code="${encodeURIComponent(content)}" about="${encodeURIComponent(about(tokens, index))}"`;
    return `<LiveExample ${attributes} height="${height}">${source}</LiveExample>`;
  };
}

/** What an example is about, as the name of its frame: the heading before it, with a number from the second under it on. */
function about(tokens, index) {
  const heading = tokens.findLastIndex(({type}, at) => type === 'heading_open' && at < index);
  const before = tokens.slice(heading + 2, index).filter(({info}) => /^html\b.*\blive\b/.test(info)).length;
  const text = (tokens[heading + 1]?.content ?? '').replaceAll('`', '');
  return before > 0 ? `${text} ${before + 1}` : text;
}
