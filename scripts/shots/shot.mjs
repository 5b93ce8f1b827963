import {PNG} from 'pngjs';

/** A picture of a page: the file, and its pixels, which are read when they are first needed. */
export class Shot {
  bytes;
  #picture;

  constructor(bytes) {
    this.bytes = bytes;
  }

  get picture() {
    this.#picture ??= PNG.sync.read(Buffer.from(this.bytes));
    return this.#picture;
  }
}
