import {css} from 'lit';

/** The captions over the picture. */
export const captionsStyles = css`
  .caption {
    align-self: center;
    max-inline-size: 100%;
    box-sizing: border-box;
    margin: 0;
    /* The background of the words is larger than the words. */
    padding: 0.2em 0.6em;
    flex: none;
    text-align: center;
    font-size: clamp(1em, 2.6cqi, 1.6em);
    font-weight: 600;
    line-height: 1.5;
    text-wrap: balance;
    overflow-wrap: anywhere;
    color: #fff;
    /* The backgrounds of two lines overlap. Opaque in a translucent box, they show no seam. */
    opacity: 0.86;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow: hidden;
    pointer-events: none;
  }
  .caption span {
    padding: 0.2em 0.5em;
    border-radius: 0.3em;
    background: #000;
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
  }
`;
