/**
 * What a server component of React gets for `heygen-avatar`. Its imports run on the server only, so no browser ever registers the
 * element, and the page would stay empty without a word.
 */
declare const process: {readonly env: Readonly<Record<string, string | undefined>>};

if (process.env['NODE_ENV'] !== 'production') {
  console.warn(
    'heygen-avatar was imported in a server component, so no browser loads it. Import it in a file that begins with "use client".',
  );
}

export * from '../index.js';
