import {css} from 'lit';

/** The captions, at the bottom of the picture. */
export const captionsStyles = css`
  .caption {
    position: absolute;
    inset-block-end: 14px;
    inset-inline: 12px;
    margin: 0 auto;
    inline-size: fit-content;
    max-inline-size: min(36ch, 100% - 24px);
    box-sizing: border-box;
    padding: 6px 12px;
    border-radius: 12px;
    text-align: center;
    font-size: min(24px, max(16px, 1em) * var(--_scale, 1));
    line-height: 1.375;
    text-wrap: balance;
    overflow-wrap: anywhere;
    color: #fff;
    background: rgb(12 13 18 / 78%);
    pointer-events: none;
  }
  .caption > span {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow: hidden;
  }
  /* On a narrow picture both stand at its bottom. The badge comes back with the avatar's silence. */
  @container (inline-size < 700px) {
    .stage:has(> .caption) > .badge {
      visibility: hidden;
    }
  }
  /* One line: also the lowest stage has room for it under the face. */
  .caption.own {
    inset-block-end: 8px;
    padding-block: 3px;
    font-size: max(15px, 0.9375em);
  }
  .own > span {
    -webkit-line-clamp: 1;
    line-clamp: 1;
  }
  @container (inline-size >= 640px) {
    .caption {
      font-size: min(24px, max(20px, 1.25em) * var(--_scale, 1));
      line-height: 1.4;
    }
  }
  [data-layout='overlay'] .stage > .caption {
    inset-block-end: 80px;
  }
  /* Two lines, whether there are words or not: nothing moves while the avatar speaks. */
  .under {
    flex: none;
    display: grid;
    align-items: center;
    min-block-size: calc(2 * 1.375 * min(24px, max(16px, 1em) * var(--_scale, 1)));
    padding: 6px 12px 0;
  }
  /* The settings need the room, and nothing is below them that could move. */
  [data-view='settings'] .under:not(:has(.caption)) {
    display: none;
  }
  .under .caption {
    position: static;
    max-inline-size: none;
    padding: 0;
    color: var(--_text);
    background: none;
  }
`;
