/** What the tests that run under Node expect of a browser: the address of a page. */
globalThis.location = new URL('http://localhost:8000/');
