import {css} from 'lit';

/** The transcript. */
export const transcriptStyles = css`
  .sheet {
    align-self: flex-end;
    display: flex;
    flex-direction: column;
    flex: 0 1 26em;
    min-block-size: 0;
    inline-size: min(22em, 100%);
    border-radius: 14px;
    overflow: hidden;
    color: light-dark(#1c2030, #f2f3f8);
    background: light-dark(rgb(255 255 255 / 96%), rgb(24 27 39 / 96%));
    border: 1px solid light-dark(#c9cede, #3a4058);
  }
  .sheet header {
    display: flex;
    align-items: center;
    flex: none;
    padding-inline-start: 1em;
    border-block-end: 1px solid light-dark(#dfe2ee, #33394f);
  }
  .sheet header strong {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .sheet .bare:hover {
    background: light-dark(rgb(0 0 0 / 7%), rgb(255 255 255 / 12%));
  }
  .sheet .bare span {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  /* Reversed, the box keeps the newest line in view until the visitor scrolls back. */
  .lines {
    flex: 1;
    min-block-size: 0;
    display: flex;
    flex-direction: column-reverse;
    overflow: auto;
    overflow-anchor: none;
    padding: 0.8em 1em 0.2em;
  }
  .column {
    margin-block-end: auto;
  }
  /* Out of view, a block of lines is not laid out; screen readers and the browser's search still find it. */
  .block {
    contain-intrinsic-block-size: auto 160em;
  }
  .past {
    content-visibility: auto;
  }
  .lines:focus-visible {
    outline: 2px solid;
    outline-offset: -3px;
  }
  .lines p {
    margin: 0 0 0.6em;
    overflow-wrap: anywhere;
  }
  .line b {
    display: block;
    font-size: 0.8em;
    color: light-dark(#4a5170, #b9bfd4);
  }
  .line.tool b {
    display: inline;
  }
  .line.tool,
  .hint {
    color: light-dark(#4a5170, #b9bfd4);
  }
  /* The sandbox's badge would cover the title. */
  @container (inline-size < 32.5em) {
    .bottom[data-transcript] ~ .badge {
      display: none;
    }
  }
  @container (block-size < 15.6em) {
    .sheet {
      flex-basis: 100%;
    }
    .sheet header strong {
      font-size: 0.9em;
    }
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em;
  }
`;
