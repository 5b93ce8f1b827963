import {css} from 'lit';

/** The conversation, a view of the panel. */
export const transcriptStyles = css`
  .sheet {
    display: flex;
    flex-direction: column;
    flex: 1 1 0;
    min-block-size: 0;
  }
  .sheet header {
    display: flex;
    align-items: center;
    flex: none;
    padding-inline: 16px 4px;
  }
  .sheet header strong {
    flex: 1;
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
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
    padding: 8px 16px;
    font-size: max(15px, 0.9375em);
    line-height: 1.467;
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
    outline-offset: -3px;
  }
  .lines p {
    margin: 0 0 12px;
    overflow-wrap: anywhere;
  }
  .line b {
    display: block;
    font-size: 0.8em;
    font-weight: 500;
    color: var(--_muted);
  }
  .line.tool b {
    display: inline;
  }
  .line.tool,
  .hint,
  .line i {
    color: var(--_muted);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
`;
