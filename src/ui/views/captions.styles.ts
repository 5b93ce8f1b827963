import {css} from 'lit';

/** What is said, over the picture. */
export const captionStyles = css`
  .caption {
    align-self: center;
    max-inline-size: 92%;
    margin: 0;
    flex: none;
    text-align: center;
    font-size: clamp(1rem, 2.6cqi, 1.6rem);
    font-weight: 600;
    line-height: 1.4;
    color: #fff;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow: hidden;
    pointer-events: none;
  }
  .caption span {
    padding: 0.1em 0.45em;
    border-radius: 0.3em;
    background: rgb(0 0 0 / 80%);
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
  }
`;
