/** The block in the editor: a sign in the page, and its settings beside it. The server writes what visitors see. */
(({blocks, element, blockEditor, components}, {fields, words}) => {
  const {createElement: h} = element;

  const controlOf = (name, {type, choices}, attributes, setAttributes) => {
    const set = (value) => setAttributes({[name]: value});
    const value = attributes[name];
    const label = words[name];
    if (type === 'boolean') {
      return h(components.ToggleControl, {key: name, label, checked: value, onChange: set});
    }
    const text = {key: name, label, value: value ?? '', onChange: set};
    return choices
      ? h(components.SelectControl, {
          ...text,
          options: choices.map((each) => ({label: words[each], value: each})),
        })
      : h(components.TextControl, text);
  };

  blocks.registerBlockType('heygen-avatar/avatar', {
    edit({attributes, setAttributes}) {
      const controls = Object.entries(fields).map(([name, field]) =>
        controlOf(name, field, attributes, setAttributes),
      );
      const sign = h(components.Placeholder, {
        icon: 'format-chat',
        label: 'HeyGen Avatar',
        instructions: attributes.greeting || words.hint,
      });
      return h(
        'div',
        blockEditor.useBlockProps(),
        h(blockEditor.InspectorControls, {}, h(components.PanelBody, {title: words.panel}, controls)),
        sign,
      );
    },
    save: () => null,
  });
})(window.wp, window.heygenAvatar);
